//! The model file: safetensors with one metadata key of ordered JSON. The loader trusts nothing:
//! format, version, digest, label tables, shapes and values are checked, and what is wrong is named.

use safetensors::{Dtype, SafeTensors};
use sayso_core::{Deprel, Upos, Xpos};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::encoder::{ByteTable, Encoder};
use super::heads::{Heads, NAME_KINDS, REACH, Sparse};
use super::kernel::{MOST_INPUTS, Weights};
use super::layers::{BiGru, Convolution, Gru, Linear, Norm};
use super::lemma::Script;
use super::tables::{KeyTable, ListedWords, Tables, TagPair};

/// Name of the format in the header.
pub const FORMAT: &str = "sayso-read";
/// Version of the format that this engine reads.
pub const VERSION: u32 = 2;
/// Name of the feature hash.
pub const HASH: &str = "fnv1a64-mix1";
/// The one metadata key.
pub const KEY: &str = "sayso";

/// Why a model was refused.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// Not a safetensors file, or cut short.
    #[error("not a model file: {0}")]
    NotAModel(String),
    /// The header is missing or not what it should be.
    #[error("model header: {field}: found {found}, expected {expected}")]
    Header {
        /// Which field.
        field: &'static str,
        /// What it holds.
        found: String,
        /// What this engine reads.
        expected: String,
    },
    /// A tensor is missing or has another type, shape or value than expected.
    #[error("model tensor {tensor}: found {found}, expected {expected}")]
    Tensor {
        /// Its name.
        tensor: String,
        /// What was found.
        found: String,
        /// What was expected.
        expected: String,
    },
}

/// The header.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`]
    pub format: String,
    /// [`VERSION`]
    pub version: u32,
    /// [`HASH`]
    pub hash: String,
    /// [`digest`] of all tensors' bytes in order of their names, hexadecimal.
    pub digest: String,
    /// Every input's licence allows shipping.
    pub shippable: bool,
    /// SHA-256 of the configuration.
    pub config: String,
    /// Seed.
    pub seed: u64,
    /// Inputs: file name, SHA-256, licence.
    pub inputs: Vec<[String; 3]>,
    /// Number of convolutions.
    pub convolutions: usize,
    /// Number of recurrent layers.
    pub recurrent_layers: usize,
    /// Parts of speech in order.
    pub upos: Vec<String>,
    /// Penn tags in order.
    pub xpos: Vec<String>,
    /// Relations in order.
    pub deprel: Vec<String>,
    /// Feature bundles.
    pub feats: Vec<String>,
    /// Tags seen together, with indices of their bundles.
    pub pairs: Vec<(String, String, Vec<u16>)>,
    /// Edit scripts.
    pub scripts: Vec<String>,
    /// Scripts that the network scores.
    pub scored_scripts: usize,
}

/// A fast digest of bytes: FNV-1a over little-endian words of eight.
pub fn digest(parts: impl Iterator<Item = impl AsRef<[u8]>>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for part in parts {
        let (words, rest) = part.as_ref().as_chunks::<8>();
        let tail = rest.iter().rev().fold(1u64, |t, &b| t << 8 | u64::from(b));
        for word in words.iter().map(|w| u64::from_le_bytes(*w)).chain([tail]) {
            hash = (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
        }
    }
    format!("{hash:016x}")
}

/// The printed labels of the engine.
pub fn label_tables() -> [Vec<String>; 3] {
    [
        Upos::ALL.iter().map(ToString::to_string).collect(),
        Xpos::ALL.iter().map(ToString::to_string).collect(),
        Deprel::ALL.iter().map(ToString::to_string).collect(),
    ]
}

/// Everything of a model file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) header: Header,
    pub(crate) tables: Tables,
    pub(crate) encoder: Encoder,
    pub(crate) heads: Heads,
}

#[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
fn header_error(field: &'static str, found: impl ToString, expected: impl ToString) -> ModelError {
    ModelError::Header { field, found: found.to_string(), expected: expected.to_string() }
}

#[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
fn tensor_error(tensor: &str, found: impl ToString, expected: impl ToString) -> ModelError {
    ModelError::Tensor {
        tensor: tensor.to_owned(),
        found: found.to_string(),
        expected: expected.to_string(),
    }
}

/// Tensors of a model file by name, checked when taken.
#[derive(Debug)]
pub struct Tensors<'a>(SafeTensors<'a>);

impl<'a> Tensors<'a> {
    /// Opens a model file: the text of its header, and its tensors.
    ///
    /// # Errors
    /// [`ModelError::NotAModel`], or a header that is missing.
    pub fn open(bytes: &'a [u8]) -> Result<(String, Self), ModelError> {
        let not_a_model = |e: safetensors::SafeTensorError| ModelError::NotAModel(e.to_string());
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(not_a_model)?;
        let text = metadata.metadata().as_ref().and_then(|m| m.get(KEY)).cloned();
        let text = text.ok_or_else(|| header_error(KEY, "nothing", "the header"))?;
        Ok((text, Self(SafeTensors::deserialize(bytes).map_err(not_a_model)?)))
    }

    /// [`digest`] of all tensors in order of their names.
    pub fn digest(&self) -> String {
        let mut names = self.0.names();
        names.sort_unstable();
        let tensors = names.iter().filter_map(|name| self.0.tensor(name).ok());
        digest(tensors.map(|t| t.data().to_vec()))
    }

    /// 8-bit values of a tensor of the expected length.
    ///
    /// # Errors
    /// [`ModelError::Tensor`]
    pub fn signed(&self, name: &str, length: Option<usize>) -> Result<Vec<i8>, ModelError> {
        self.take(name, Dtype::I8, length)
    }

    fn take<T: bytemuck::AnyBitPattern>(
        &self,
        name: &str,
        kind: Dtype,
        length: Option<usize>,
    ) -> Result<Vec<T>, ModelError> {
        let tensor = self.0.tensor(name).map_err(|e| tensor_error(name, e, "the tensor"))?;
        if tensor.dtype() != kind {
            return Err(tensor_error(name, format!("{:?}", tensor.dtype()), format!("{kind:?}")));
        }
        let bytes = tensor.data();
        let found = bytes.len() / size_of::<T>().max(1);
        if let Some(length) = length
            && found != length
        {
            return Err(tensor_error(name, format!("{found} values"), format!("{length}")));
        }
        let mut values = vec![T::zeroed(); found];
        // Copied value by value: a file's bytes are not aligned.
        for (value, bytes) in values.iter_mut().zip(bytes.chunks_exact(size_of::<T>().max(1))) {
            *value = bytemuck::pod_read_unaligned(bytes);
        }
        Ok(values)
    }

    /// Finite numbers of a tensor of the expected length.
    ///
    /// # Errors
    /// [`ModelError::Tensor`]
    pub fn floats(&self, name: &str, length: Option<usize>) -> Result<Vec<f32>, ModelError> {
        let values: Vec<f32> = self.take(name, Dtype::F32, length)?;
        // Far above any trained weight, and low enough that no sum can overflow.
        match values.iter().find(|v| v.is_nan() || v.abs() > 1e6) {
            Some(odd) => Err(tensor_error(name, odd, "finite numbers")),
            None => Ok(values),
        }
    }

    /// Ascending keys.
    ///
    /// # Errors
    /// [`ModelError::Tensor`]
    pub fn keys(&self, name: &str) -> Result<KeyTable, ModelError> {
        let keys: Vec<u64> = self.take(name, Dtype::U64, None)?;
        if keys.len() > 1 << 24 || !keys.is_sorted_by(|a, b| a < b) {
            return Err(tensor_error(name, "unsorted keys", "ascending keys"));
        }
        Ok(KeyTable::new(keys))
    }

    /// `name.w` of `inputs x outputs` with `name.s` and `name.b`.
    ///
    /// # Errors
    /// [`ModelError::Tensor`]
    pub fn linear(&self, name: &str, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
        Ok(Linear {
            weights: self.weights(name, inputs, outputs)?,
            bias: self.floats(&format!("{name}.b"), Some(outputs))?,
        })
    }

    /// `name.w` of `inputs x outputs` with a scale each output in `name.s`.
    ///
    /// # Errors
    /// [`ModelError::Tensor`]
    pub fn weights(
        &self,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Weights, ModelError> {
        if inputs == 0 || outputs == 0 || inputs > MOST_INPUTS {
            return Err(tensor_error(name, format!("{inputs} x {outputs}"), "a sensible size"));
        }
        let weights: Vec<i8> =
            self.take(&format!("{name}.w"), Dtype::I8, Some(inputs * outputs))?;
        let scales = self.floats(&format!("{name}.s"), Some(outputs))?;
        Ok(Weights::pack(&weights, inputs, outputs, &scales))
    }

    fn sparse(&self, name: &str, inputs: usize, outputs: usize) -> Result<Sparse, ModelError> {
        Ok(Sparse {
            inputs,
            weights: self.take(&format!("{name}.w"), Dtype::I8, Some(inputs * outputs))?,
            scales: self.floats(&format!("{name}.s"), Some(outputs))?,
            bias: self.floats(&format!("{name}.b"), Some(outputs))?,
        })
    }

    /// A convolution of three rows, `width` wide.
    ///
    /// # Errors
    /// [`ModelError::Tensor`]
    pub fn convolution(&self, name: &str, width: usize) -> Result<Convolution, ModelError> {
        Ok(Convolution {
            weights: self.weights(name, width, 3 * width)?,
            bias: self.floats(&format!("{name}.b"), Some(width))?,
            norm: self.norm(name, width)?,
        })
    }

    /// `name.g` and `name.o`.
    ///
    /// # Errors
    /// [`ModelError::Tensor`]
    pub fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            gain: self.floats(&format!("{name}.g"), Some(width))?,
            bias: self.floats(&format!("{name}.o"), Some(width))?,
        })
    }

    /// Length of a vector of floats.
    fn length(&self, name: &str) -> Result<usize, ModelError> {
        Ok(self.floats(name, None)?.len())
    }

    /// One direction of a recurrent layer: `name.x`, `name.h`, `name.c`.
    ///
    /// # Errors
    /// [`ModelError::Tensor`]
    pub fn gru(&self, name: &str, inputs: usize) -> Result<Gru, ModelError> {
        let candidate = self.floats(&format!("{name}.c"), None)?;
        let size = candidate.len();
        if size % 2 == 1 {
            return Err(tensor_error(name, format!("{size} states"), "an even number"));
        }
        Ok(Gru {
            input: self.linear(&format!("{name}.x"), inputs, 3 * size)?,
            state: self.weights(&format!("{name}.h"), size, 3 * size)?,
            candidate,
        })
    }
}

impl Model {
    /// Reads a model.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let (text, tensors) = Tensors::open(bytes)?;
        let header: Header =
            serde_json::from_str(&text).map_err(|e| header_error(KEY, e, "the header's JSON"))?;
        check_header(&header, &tensors)?;
        let tables = tables(&header, &tensors)?;
        let encoder = encoder(&header, &tables, &tensors)?;
        let heads = heads(&tables, &tensors, encoder.state_width())?;
        Ok(Self { header, tables, encoder, heads })
    }
}

fn check_header(header: &Header, tensors: &Tensors<'_>) -> Result<(), ModelError> {
    if header.format != FORMAT {
        return Err(header_error("format", &header.format, FORMAT));
    }
    if header.version != VERSION {
        return Err(header_error("version", header.version, VERSION));
    }
    if header.hash != HASH {
        return Err(header_error("hash", &header.hash, HASH));
    }
    let found = tensors.digest();
    if found != header.digest {
        return Err(header_error("digest", found, &header.digest));
    }
    let [upos, xpos, deprel] = label_tables();
    for (field, found, expected) in [
        ("upos", &header.upos, upos),
        ("xpos", &header.xpos, xpos),
        ("deprel", &header.deprel, deprel),
    ] {
        if *found != expected {
            return Err(header_error(field, found.join(" "), expected.join(" ")));
        }
    }
    if header.convolutions > 8 || header.recurrent_layers == 0 || header.recurrent_layers > 8 {
        let found = format!("{} and {}", header.convolutions, header.recurrent_layers);
        return Err(header_error("layers", found, "0 to 8 convolutions, 1 to 8 recurrent"));
    }
    Ok(())
}

fn tables(header: &Header, tensors: &Tensors<'_>) -> Result<Tables, ModelError> {
    let script = |line: &String| {
        Script::from_line(line).ok_or_else(|| header_error("scripts", line, "an edit script"))
    };
    let scripts = header.scripts.iter().map(script).collect::<Result<Vec<_>, _>>()?;
    if header.scored_scripts > scripts.len() {
        return Err(header_error("scored_scripts", header.scored_scripts, scripts.len()));
    }
    let mut pairs = Vec::new();
    for (upos, xpos, feats) in &header.pairs {
        let (Some(upos), Some(xpos)) = (Upos::parse(upos), Xpos::parse(xpos)) else {
            return Err(header_error("pairs", format!("{upos} {xpos}"), "known tags"));
        };
        if feats.is_empty() || feats.iter().any(|&f| usize::from(f) >= header.feats.len()) {
            return Err(header_error("pairs", format!("{feats:?}"), "indices of feats"));
        }
        pairs.push(TagPair { upos, xpos, feats: feats.clone() });
    }
    if pairs.is_empty() {
        return Err(header_error("pairs", "none", "some"));
    }
    let lexicon = tensors.keys("lexicon.keys")?;
    let lexicon_scripts: Vec<u16> =
        tensors.take("lexicon.scripts", Dtype::U16, Some(lexicon.keys().len()))?;
    if let Some(odd) = lexicon_scripts.iter().find(|&&s| usize::from(s) >= scripts.len()) {
        return Err(tensor_error("lexicon.scripts", odd, "indices of scripts"));
    }
    let listed = tensors.take("lists.bits", Dtype::U8, None)?;
    let lists = ListedWords::new(tensors.keys("lists.keys")?, listed)
        .ok_or_else(|| tensor_error("lists.bits", "other bits", "seven bits a key"))?;
    Ok(Tables {
        lists,
        features: [
            tensors.keys("norm.keys")?,
            tensors.keys("first.keys")?,
            tensors.keys("suffix.keys")?,
            tensors.keys("shape.keys")?,
        ],
        vectors: tensors.keys("vectors.keys")?,
        feats: header.feats.clone(),
        pairs,
        scored_scripts: header.scored_scripts,
        scripts,
        lexicon,
        lexicon_scripts,
    })
}

fn encoder(header: &Header, tables: &Tables, tensors: &Tensors<'_>) -> Result<Encoder, ModelError> {
    let width = tensors.length("mix.b")?;
    let table = |name: &str, rows: usize| {
        Ok::<_, ModelError>(ByteTable {
            width,
            rows: tensors.take(&format!("{name}.rows"), Dtype::I8, Some(rows * width))?,
            scales: tensors.floats(&format!("{name}.scales"), Some(rows))?,
        })
    };
    let rows: Vec<i8> = tensors.take("vectors.rows", Dtype::I8, None)?;
    let vector = rows.len() / tables.vectors.rows();
    if vector % 2 == 1 || rows.len() != vector * tables.vectors.rows() {
        return Err(tensor_error("vectors.rows", rows.len(), "an even number a word"));
    }
    let convolution = |i: usize| tensors.convolution(&format!("conv{i}"), width);
    let mut inputs = width;
    let mut recurrent = Vec::new();
    for i in 0..header.recurrent_layers {
        let layer = BiGru {
            forwards: tensors.gru(&format!("gru{i}.f"), inputs)?,
            backwards: tensors.gru(&format!("gru{i}.r"), inputs)?,
        };
        inputs = layer.forwards.size() + layer.backwards.size();
        recurrent.push(layer);
    }
    Ok(Encoder {
        tables: [
            table("norm", tables.features[0].rows())?,
            table("first", tables.features[1].rows())?,
            table("suffix", tables.features[2].rows())?,
            table("shape", tables.features[3].rows())?,
            table("lists", ListedWords::ROWS)?,
        ],
        vectors: ByteTable {
            width: vector,
            rows,
            scales: tensors.floats("vectors.scale", Some(1))?,
        },
        vector_mix: tensors.linear("mix", vector, width)?,
        mix_norm: tensors.norm("mix", width)?,
        convolutions: (0..header.convolutions)
            .map(convolution)
            .collect::<Result<_, ModelError>>()?,
        recurrent,
    })
}

fn heads(tables: &Tables, tensors: &Tensors<'_>, width: usize) -> Result<Heads, ModelError> {
    let arc = tensors.length("arc.word.b")?;
    let relation = tensors.length("relation.word.b")?;
    if arc % 2 == 1 || arc > 128 {
        return Err(tensor_error("arc.word.b", arc, "an even number up to 128"));
    }
    Ok(Heads {
        tags: tensors.linear("tags", width, Upos::ALL.len() + Xpos::ALL.len())?,
        feats: tensors.sparse("feats", width, tables.feats.len())?,
        scripts: tensors.sparse("scripts", width, tables.scored_scripts)?,
        names: tensors.linear("names", width, 2 * NAME_KINDS.len() + 1)?,
        arc_word: tensors.linear("arc.word", width, arc)?,
        arc_head: tensors.linear("arc.head", width, arc)?,
        arc_pair: tensors.weights("arc.pair", arc, arc)?,
        arc_head_bias: tensors.floats("arc.bias", Some(arc))?,
        arc_root: tensors.floats("arc.root", Some(arc))?,
        arc_distance: tensors.floats("arc.distance", Some(2 * REACH + 1))?,
        relation_word: tensors.linear("relation.word", width, relation)?,
        relation_head: tensors.linear("relation.head", width, relation)?,
        relation: tensors.linear("relation.out", relation, Deprel::ALL.len())?,
    })
}
