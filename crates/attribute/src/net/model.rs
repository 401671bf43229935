//! The model file: safetensors with one metadata key of ordered JSON, read with the checks of the
//! reading network's loader.

use sayso_read::net::layers::{BiGru, Convolution, Linear, Norm};
use sayso_read::net::model::{ModelError, Tensors};
use sayso_read::net::tables::KeyTable;
use serde::{Deserialize, Serialize};

use super::features::{CLOSED, SIZES};
use super::labels::ROLE_LABELS;
use super::standing::{STANDING_SIZES, STANDINGS};
use super::{LABELS, may_follow};

/// Name of the format in the header.
pub const FORMAT: &str = "sayso-attribute";
/// Version of the format that this engine reads.
pub const VERSION: u32 = 2;

/// The header.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`]
    pub format: String,
    /// [`VERSION`]
    pub version: u32,
    /// Digest of all tensors' bytes in order of their names, hexadecimal.
    pub digest: String,
    /// Digest of the reading model that read the training text; empty for the built-in rules.
    pub reading: String,
    /// SHA-256 of the configuration.
    pub config: String,
    /// Seed.
    pub seed: u64,
    /// Inputs: file name, SHA-256, licence.
    pub inputs: Vec<[String; 3]>,
    /// Labels of each closed column.
    pub closed: Vec<usize>,
    /// The training text was read with trees.
    pub trees: bool,
}

/// Rows of 8-bit values with a scale each.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) width: usize,
    rows: Vec<i8>,
    scales: Vec<f32>,
}

impl Table {
    /// One row and its scale.
    pub(super) fn row(&self, id: u32) -> (&[i8], f32) {
        let id = id as usize;
        let row = self.rows.get(id * self.width..(id + 1) * self.width).unwrap_or_default();
        (row, self.scales.get(id).or(self.scales.first()).copied().unwrap_or(0.0))
    }
}

/// Everything of a model file.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) header: Header,
    /// Forms, suffixes, shapes.
    pub(super) keys: [KeyTable; 3],
    pub(super) vector_keys: KeyTable,
    /// Forms, suffixes, shapes, the head's forms: already multiplied by the mix.
    pub(super) tables: [Table; 4],
    pub(super) closed: Vec<Table>,
    pub(super) vectors: Table,
    /// The mix's parts for the word's vector, with the mix's bias, and for the head's.
    pub(super) mix: Linear,
    pub(super) mix_head: Linear,
    pub(super) mix_norm: Norm,
    pub(super) convolution: Convolution,
    pub(super) recurrent: BiGru,
    pub(super) out: Linear,
    /// `before x after`, what is forbidden struck out.
    pub(super) transitions: [[f32; LABELS]; LABELS],
    pub(super) start: [f32; LABELS],
    pub(super) roles: Roles,
    /// Slope and offset from the log odds of a raw score to those of a probability.
    pub(super) calibration: [f32; 2],
}

/// The second pass.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    /// From the states of a word to what it gives as a word and, in the second half, as a cue.
    pub(super) project: Linear,
    pub(super) standings: Vec<Table>,
    pub(super) norm: Norm,
    pub(super) recurrent: BiGru,
    pub(super) out: Linear,
    pub(super) transitions: [[f32; ROLE_LABELS]; ROLE_LABELS],
    pub(super) start: [f32; ROLE_LABELS],
}

/// Score of what is forbidden.
const NEVER: f32 = -1e4;

impl Model {
    /// Reads a model.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let (text, tensors) = Tensors::open(bytes)?;
        let wrong = |field: &'static str, found: String, expected: String| ModelError::Header {
            field,
            found,
            expected,
        };
        let header: Header = serde_json::from_str(&text)
            .map_err(|e| wrong("sayso", e.to_string(), "the header's JSON".to_owned()))?;
        if header.format != FORMAT {
            return Err(wrong("format", header.format, FORMAT.to_owned()));
        }
        if header.version != VERSION {
            return Err(wrong("version", header.version.to_string(), VERSION.to_string()));
        }
        if header.closed != SIZES {
            let (found, expected) = (format!("{:?}", header.closed), format!("{SIZES:?}"));
            return Err(wrong("closed", found, expected));
        }
        let found = tensors.digest();
        if found != header.digest {
            return Err(wrong("digest", found, header.digest));
        }
        let width = tensors.floats("mix.b", None)?.len();
        let keys =
            [tensors.keys("form.keys")?, tensors.keys("suffix.keys")?, tensors.keys("shape.keys")?];
        let vector_keys = tensors.keys("vectors.keys")?;
        let table = |name: &str, rows, width| table(&tensors, name, rows, width);
        let rows = tensors.signed("vectors.rows", None)?;
        let vector = rows.len() / vector_keys.rows();
        let vectors =
            Table { width: vector, rows, scales: tensors.floats("vectors.scale", Some(1))? };
        let recurrent = BiGru {
            forwards: tensors.gru("gru.f", width)?,
            backwards: tensors.gru("gru.r", width)?,
        };
        let states = recurrent.forwards.size() + recurrent.backwards.size();
        let (transitions, start) = field(&tensors, "crf")?;
        let roles = roles(&tensors, states)?;
        let calibration = tensors.floats("calibration", Some(2))?;
        Ok(Self {
            tables: [
                table("form", keys[0].rows(), width)?,
                table("suffix", keys[1].rows(), width)?,
                table("shape", keys[2].rows(), width)?,
                table("form_head", keys[0].rows(), width)?,
            ],
            closed: (0..CLOSED)
                .map(|i| table(&format!("closed{i}"), SIZES[i], width))
                .collect::<Result<_, _>>()?,
            mix: tensors.linear("mix", vector, width)?,
            mix_head: Linear {
                weights: tensors.weights("mix_head", vector, width)?,
                bias: Vec::new(),
            },
            mix_norm: tensors.norm("mix", width)?,
            convolution: tensors.convolution("conv", width)?,
            out: tensors.linear("out", states, LABELS)?,
            recurrent,
            transitions,
            start,
            roles,
            calibration: [calibration[0], calibration[1]],
            header,
            keys,
            vector_keys,
            vectors,
        })
    }
}

fn table(
    tensors: &Tensors<'_>,
    name: &str,
    rows: usize,
    width: usize,
) -> Result<Table, ModelError> {
    Ok(Table {
        width,
        rows: tensors.signed(&format!("{name}.rows"), Some(rows * width))?,
        scales: tensors.floats(&format!("{name}.scales"), Some(rows))?,
    })
}

/// Transition and start scores of a field.
type Field<const N: usize> = ([[f32; N]; N], [f32; N]);

fn field<const N: usize>(tensors: &Tensors<'_>, name: &str) -> Result<Field<N>, ModelError> {
    let scores = tensors.floats(&format!("{name}.t"), Some(N * N))?;
    let begins = tensors.floats(&format!("{name}.s"), Some(N))?;
    let of = |allowed: bool, score: f32| if allowed { score } else { NEVER };
    let transitions =
        std::array::from_fn(|a| std::array::from_fn(|b| of(may_follow(a, b), scores[a * N + b])));
    Ok((transitions, std::array::from_fn(|b| of(may_follow(0, b), begins[b]))))
}

fn roles(tensors: &Tensors<'_>, states: usize) -> Result<Roles, ModelError> {
    let width = tensors.floats("roles.mix.g", None)?.len();
    let recurrent = BiGru {
        forwards: tensors.gru("roles.gru.f", width)?,
        backwards: tensors.gru("roles.gru.r", width)?,
    };
    let columns = recurrent.forwards.size() + recurrent.backwards.size();
    let (transitions, start) = field(tensors, "roles.crf")?;
    Ok(Roles {
        project: tensors.linear("roles.project", states, 2 * width)?,
        standings: (0..STANDINGS)
            .map(|i| table(tensors, &format!("roles.standing{i}"), STANDING_SIZES[i], width))
            .collect::<Result<_, _>>()?,
        norm: tensors.norm("roles.mix", width)?,
        out: tensors.linear("roles.out", columns, ROLE_LABELS)?,
        recurrent,
        transitions,
        start,
    })
}
