//! From trained weights to the model file: tables folded into the mix, weights rounded to 8 bits with
//! a scale an output, everything in one safetensors file.

use anyhow::{Context, Result};
use safetensors::Dtype;
use safetensors::tensor::{TensorView, serialize};
use sayso_read::net::model::{FORMAT, HASH, Header, KEY, VERSION, digest, label_tables};
use sayso_read::net::tables::Tables;

use super::config::{Config, sha256};
use super::network::TABLES;
use crate::nn::{Mat, Params, View, product};

/// Tensors of a model file by name.
#[derive(Default)]
pub(crate) struct Tensors(Vec<(String, Dtype, Vec<usize>, Vec<u8>)>);

/// Rounds to 8 bits; the scale makes the largest value 127.
#[expect(clippy::cast_possible_truncation, reason = "within 127 after scaling")]
fn quantise(values: &[f32]) -> (Vec<i8>, f32) {
    let top = values.iter().fold(0.0f32, |a, b| a.max(b.abs())).max(1e-12);
    (values.iter().map(|v| (v / top * 127.0).round() as i8).collect(), top / 127.0)
}

#[expect(clippy::cast_sign_loss, reason = "the bits are what is stored")]
fn as_bytes(values: &[i8]) -> Vec<u8> {
    values.iter().map(|&v| v as u8).collect()
}

impl Tensors {
    pub(crate) fn floats(&mut self, name: &str, values: &[f32]) {
        let bytes = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        self.0.push((name.to_owned(), Dtype::F32, vec![values.len()], bytes));
    }

    pub(crate) fn keys(&mut self, name: &str, keys: &[u64]) {
        let bytes = keys.iter().flat_map(|k| k.to_le_bytes()).collect();
        self.0.push((name.to_owned(), Dtype::U64, vec![keys.len()], bytes));
    }

    fn bytes(&mut self, name: &str, rows: usize, cols: usize, values: &[i8]) {
        self.0.push((name.to_owned(), Dtype::I8, vec![rows, cols], as_bytes(values)));
    }

    /// `name.w` and `name.s`: a scale a column.
    pub(crate) fn weights(&mut self, name: &str, weights: &Mat) {
        let mut bytes = vec![0i8; weights.data.len()];
        let mut scales = Vec::new();
        for col in 0..weights.cols {
            let column: Vec<f32> = (0..weights.rows).map(|row| weights.row(row)[col]).collect();
            let (values, scale) = quantise(&column);
            for (row, value) in values.into_iter().enumerate() {
                bytes[row * weights.cols + col] = value;
            }
            scales.push(scale);
        }
        self.bytes(&format!("{name}.w"), weights.rows, weights.cols, &bytes);
        self.floats(&format!("{name}.s"), &scales);
    }

    /// Rows with one scale for all.
    pub(crate) fn table(&mut self, rows_name: &str, scale_name: &str, rows: &Mat) {
        let (bytes, scale) = quantise(&rows.data);
        self.bytes(rows_name, rows.rows, rows.cols, &bytes);
        self.floats(scale_name, &[scale]);
    }

    /// Brings the tensors into the order of their names.
    pub(crate) fn sort(&mut self) {
        self.0.sort_by(|a, b| a.0.cmp(&b.0));
    }

    /// The digest of all tensors.
    pub(crate) fn digest(&self) -> String {
        digest(self.0.iter().map(|t| &t.3))
    }

    /// The model file with a header's JSON.
    pub(crate) fn file(&self, header: &str) -> Result<Vec<u8>> {
        let views = self
            .0
            .iter()
            .map(|(name, kind, shape, bytes)| {
                Ok((name.as_str(), TensorView::new(*kind, shape.clone(), bytes)?))
            })
            .collect::<Result<Vec<_>>>()?;
        // One key only: the map that holds the keys has no fixed order.
        let metadata = [(KEY.to_owned(), header.to_owned())].into_iter().collect();
        Ok(serialize(views, Some(metadata))?)
    }

    /// Rows with a scale each.
    pub(crate) fn rows(&mut self, rows_name: &str, scales_name: &str, rows: &Mat) {
        let (bytes, scales): (Vec<Vec<i8>>, Vec<f32>) =
            (0..rows.rows).map(|row| quantise(rows.row(row))).unzip();
        self.bytes(rows_name, rows.rows, rows.cols, &bytes.concat());
        self.floats(scales_name, &scales);
    }
}

/// A weight matrix by name.
pub(crate) fn mat(params: &Params, name: &str) -> Result<Mat> {
    let slot = params.slot(name).with_context(|| format!("no weight is called {name}"))?;
    Ok(Mat { rows: slot.rows, cols: slot.cols, data: slot.of(&params.values).to_vec() })
}

/// The model file of trained weights.
///
/// # Errors
/// When a weight is missing.
pub fn model(
    config: &Config,
    config_text: &str,
    seed: u64,
    tables: &Tables,
    params: &Params,
    vectors: &Mat,
) -> Result<Vec<u8>> {
    let mut out = Tensors::default();
    let floats = |out: &mut Tensors, to: &str, from: &str| -> Result<()> {
        out.floats(to, &mat(params, from)?.data);
        Ok(())
    };
    let linear = |out: &mut Tensors, to: &str, from: &str| -> Result<()> {
        out.weights(to, &mat(params, &format!("{from}.w"))?);
        floats(out, &format!("{to}.b"), &format!("{from}.b"))
    };
    let shape = config.shape;
    let mix = mat(params, "mix.w")?;
    let part_of_mix = |start: usize, rows: usize| {
        View::new(&mix.data[start * mix.cols..][..rows * mix.cols], rows, mix.cols)
    };
    for (i, name) in TABLES.into_iter().enumerate() {
        let table = mat(params, &format!("table.{name}"))?;
        let folded = product(table.view(), part_of_mix(i * shape.table, shape.table));
        out.rows(&format!("{name}.rows"), &format!("{name}.scales"), &folded);
        out.keys(
            &format!("{name}.keys"),
            tables.features.get(i).map_or(tables.lists.keys(), |features| features.keys()),
        );
    }
    let bits = tables.lists.bits().to_vec();
    out.0.push(("lists.bits".to_owned(), Dtype::U8, vec![bits.len()], bits));
    out.table("vectors.rows", "vectors.scale", vectors);
    out.keys("vectors.keys", tables.vectors.keys());
    out.weights(
        "mix",
        &product(
            identity(shape.vector).view(),
            part_of_mix(TABLES.len() * shape.table, shape.vector),
        ),
    );
    for name in ["mix.b", "mix.g", "mix.o", "arc.root", "arc.distance"] {
        floats(&mut out, name, name)?;
    }
    for i in 0..shape.convolutions {
        let weights = mat(params, &format!("conv{i}.w"))?;
        let width = weights.cols;
        let mut wide = Mat::zeros(width, 3 * width);
        for row in 0..weights.rows {
            wide.row_mut(row % width)[row / width * width..][..width]
                .copy_from_slice(weights.row(row));
        }
        out.weights(&format!("conv{i}"), &wide);
        for part in ["b", "g", "o"] {
            floats(&mut out, &format!("conv{i}.{part}"), &format!("conv{i}.{part}"))?;
        }
    }
    for i in 0..shape.recurrent_layers {
        for side in ["f", "r"] {
            let name = format!("gru{i}.{side}");
            out.weights(&format!("{name}.x"), &mat(params, &format!("{name}.x"))?);
            floats(&mut out, &format!("{name}.x.b"), &format!("{name}.b"))?;
            out.weights(&format!("{name}.h"), &mat(params, &format!("{name}.h"))?);
            floats(&mut out, &format!("{name}.c"), &format!("{name}.c"))?;
        }
    }
    linear(&mut out, "arc.word", "arc.word")?;
    linear(&mut out, "arc.head", "arc.head_word")?;
    out.weights("arc.pair", &mat(params, "arc.pair")?);
    floats(&mut out, "arc.bias", "arc.head")?;
    for name in ["relation.word", "relation.head", "relation.out", "names"] {
        linear(&mut out, name, name)?;
    }
    let (upos, xpos) = (mat(params, "upos.w")?, mat(params, "xpos.w")?);
    let rows = (0..upos.rows).flat_map(|r| [upos.row(r), xpos.row(r)].concat()).collect();
    out.weights("tags", &Mat { rows: upos.rows, cols: upos.cols + xpos.cols, data: rows });
    out.floats("tags.b", &[mat(params, "upos.b")?.data, mat(params, "xpos.b")?.data].concat());
    for name in ["feats", "scripts"] {
        let weights = mat(params, &format!("{name}.w"))?;
        let rows = (0..weights.cols)
            .flat_map(|c| (0..weights.rows).map(move |r| (r, c)))
            .map(|(r, c)| weights.row(r)[c])
            .collect();
        let turned = Mat { rows: weights.cols, cols: weights.rows, data: rows };
        out.rows(&format!("{name}.w"), &format!("{name}.s"), &turned);
        floats(&mut out, &format!("{name}.b"), &format!("{name}.b"))?;
    }
    out.keys("lexicon.keys", tables.lexicon.keys());
    let scripts = tables.lexicon_scripts.iter().flat_map(|s| s.to_le_bytes()).collect();
    out.0.push((
        "lexicon.scripts".to_owned(),
        Dtype::U16,
        vec![tables.lexicon_scripts.len()],
        scripts,
    ));
    out.sort();
    let header = header(config, config_text, seed, tables, &out);
    out.file(&serde_json::to_string(&header)?)
}

pub(crate) fn identity(size: usize) -> Mat {
    let mut out = Mat::zeros(size, size);
    for i in 0..size {
        out.row_mut(i)[i] = 1.0;
    }
    out
}

fn header(config: &Config, text: &str, seed: u64, tables: &Tables, tensors: &Tensors) -> Header {
    let [upos, xpos, deprel] = label_tables();
    let input = |i: &super::config::Input| {
        let name = i.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        [name, i.sha256.clone(), i.licence.clone()]
    };
    Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        hash: HASH.to_owned(),
        digest: tensors.digest(),
        shippable: config.shippable(),
        config: sha256(text.as_bytes()),
        seed,
        inputs: config.training_inputs().map(input).collect(),
        convolutions: config.shape.convolutions,
        recurrent_layers: config.shape.recurrent_layers,
        upos,
        xpos,
        deprel,
        feats: tables.feats.clone(),
        pairs: tables
            .pairs
            .iter()
            .map(|p| (p.upos.to_string(), p.xpos.to_string(), p.feats.clone()))
            .collect(),
        scripts: tables.scripts.iter().map(sayso_read::net::lemma::Script::to_line).collect(),
        scored_scripts: tables.scored_scripts,
    }
}
