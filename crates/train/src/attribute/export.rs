//! From a trained labeller to the model file: tables folded into the mix, weights rounded to 8 bits.

use anyhow::Result;
use sayso_attribute::net::{CLOSED, FORMAT, Header, SIZES, STANDINGS, VERSION};

use super::fit::Labeller;
use crate::nn::{Mat, View, product};
use crate::read::export::{Tensors, identity, mat};

/// What the header says beside the sizes.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Digest of the reading model.
    pub reading: String,
    /// SHA-256 of the configuration.
    pub config: String,
    /// Seed.
    pub seed: u64,
    /// Inputs: file name, SHA-256, licence.
    pub inputs: Vec<[String; 3]>,
    /// The training text was read with trees.
    pub trees: bool,
}

/// The model file.
///
/// # Errors
/// When a weight is missing.
pub fn model(labeller: &Labeller, calibration: [f32; 2], about: &About) -> Result<Vec<u8>> {
    let params = &labeller.params;
    let shape = labeller.network.shape;
    let mut out = Tensors::default();
    let mix = mat(params, "mix.w")?;
    let part_of_mix = |start: usize, rows: usize| {
        View::new(&mix.data[start * mix.cols..][..rows * mix.cols], rows, mix.cols)
    };
    // The input's columns, in the order of the network.
    let mut column = 0;
    let tables = [
        ("form", "form", shape.form),
        ("suffix", "suffix", shape.piece),
        ("shape", "shape", shape.piece),
        ("form_head", "form", shape.form),
    ];
    let closed: Vec<String> = (0..CLOSED).map(|i| format!("closed{i}")).collect();
    let all =
        tables.into_iter().chain(closed.iter().map(|n| (n.as_str(), n.as_str(), shape.closed)));
    for (name, table, width) in all {
        let folded = product(mat(params, table)?.view(), part_of_mix(column, width));
        out.rows(&format!("{name}.rows"), &format!("{name}.scales"), &folded);
        column += width;
    }
    for name in ["mix", "mix_head"] {
        let part = product(identity(shape.vector).view(), part_of_mix(column, shape.vector));
        out.weights(name, &part);
        column += shape.vector;
    }
    for (name, keys) in ["form", "suffix", "shape"].iter().zip(&labeller.tables.keys) {
        out.keys(&format!("{name}.keys"), keys.keys());
    }
    out.keys("vectors.keys", labeller.tables.vectors.keys());
    out.table("vectors.rows", "vectors.scale", &labeller.vectors);
    for i in 0..STANDINGS {
        let name = format!("roles.standing{i}");
        let table = mat(params, &name)?;
        out.rows(&format!("{name}.rows"), &format!("{name}.scales"), &table);
    }
    for name in [
        "mix.b",
        "mix.g",
        "mix.o",
        "conv.b",
        "conv.g",
        "conv.o",
        "crf.t",
        "crf.s",
        "roles.mix.g",
        "roles.mix.o",
        "roles.crf.t",
        "roles.crf.s",
    ] {
        out.floats(name, &mat(params, name)?.data);
    }
    let weights = mat(params, "conv.w")?;
    let width = weights.cols;
    let mut wide = Mat::zeros(width, 3 * width);
    for row in 0..weights.rows {
        wide.row_mut(row % width)[row / width * width..][..width].copy_from_slice(weights.row(row));
    }
    out.weights("conv", &wide);
    for name in ["gru.f", "gru.r", "roles.gru.f", "roles.gru.r"] {
        out.weights(&format!("{name}.x"), &mat(params, &format!("{name}.x"))?);
        out.floats(&format!("{name}.x.b"), &mat(params, &format!("{name}.b"))?.data);
        out.weights(&format!("{name}.h"), &mat(params, &format!("{name}.h"))?);
        out.floats(&format!("{name}.c"), &mat(params, &format!("{name}.c"))?.data);
    }
    for name in ["out", "roles.project", "roles.out"] {
        out.weights(name, &mat(params, &format!("{name}.w"))?);
        out.floats(&format!("{name}.b"), &mat(params, &format!("{name}.b"))?.data);
    }
    out.floats("calibration", &calibration);
    out.sort();
    let header = Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        digest: out.digest(),
        reading: about.reading.clone(),
        config: about.config.clone(),
        seed: about.seed,
        inputs: about.inputs.clone(),
        closed: SIZES.to_vec(),
        trees: about.trees,
    };
    out.file(&serde_json::to_string(&header)?)
}
