//! What to train on and how: one TOML file, every input with its digest, its licence and whether
//! weights made from it may be shipped.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::network::{Rates, Shape};

/// A training configuration.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Sizes of the network.
    pub shape: Shape,
    /// Settings of the loop.
    pub training: Training,
    /// Networks trained first, whose labels of raw text are trained on as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teachers: Option<Teachers>,
    /// What is read.
    #[serde(rename = "input")]
    pub inputs: Vec<Input>,
}

/// Settings of the loop.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Passes over the data.
    pub epochs: u64,
    /// Words of a step.
    pub batch_words: usize,
    /// Parts of a batch whose gradients are made apart and added in order; part of the result.
    pub shards: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Dropout.
    pub dropout: Rates,
    /// Share of the sentences whose people get other names, off the lists of names.
    #[serde(default)]
    pub renamed: f32,
}

/// Networks of the same configuration, but for raw text and other names, that teach by their mean.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teachers {
    /// A network for each.
    pub seeds: Vec<u64>,
    /// Parts of the raw text; an epoch meets one of them, in turn.
    pub parts: usize,
}

/// What an input is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Trees to train on.
    Treebank,
    /// Names of a treebank that marks no entities, as lines of a sentence's id, the first and the last
    /// word, and a kind.
    TreeNames,
    /// Names to train on, as lines of a word and a label.
    Names,
    /// Lists of names, as lines of a list and a name.
    NameLists,
    /// Text for word vectors that counts three times.
    Text,
    /// Text for word vectors that counts once.
    OldText,
    /// Text that teachers label with trees.
    Lessons,
    /// Names of that text: see [`super::text_names`].
    TextNames,
    /// Trees to watch the training by; never trained on.
    DevTreebank,
    /// Names to watch the training by; never trained on.
    DevNames,
}

/// One input file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What it is for.
    pub role: Role,
    /// Where it lies, from the folder of the configuration.
    pub path: PathBuf,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The licence its makers state.
    pub licence: String,
    /// Weights made from it may be shipped.
    pub ship: bool,
    /// The file inside, of a tar archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Of GUM: the genres to take; all where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genres: Option<Vec<String>>,
}

/// The hexadecimal SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn sha256_of_file(path: &Path) -> Result<String> {
    let mut file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n =
            file.read(&mut buffer).with_context(|| format!("cannot read {}", path.display()))?;
        if n == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&buffer[..n]);
    }
}

impl Config {
    /// Reads a configuration and checks every input's digest.
    ///
    /// # Errors
    /// When the file or an input cannot be read, or a digest differs.
    pub fn read(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut config: Self =
            toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for input in &mut config.inputs {
            let place = folder.join(&input.path);
            let found = sha256_of_file(&place)?;
            ensure!(
                found == input.sha256,
                "{}: SHA-256 is {found}, {} expects {}",
                place.display(),
                path.display(),
                input.sha256
            );
            input.path = place;
        }
        Ok(config)
    }

    /// The configuration of a teacher: trees and names alone, as they are.
    #[must_use]
    pub fn of_teachers(&self) -> Self {
        let training = Training { renamed: 0.0, ..self.training };
        Self { training, teachers: None, ..self.clone() }
    }

    /// Parts of the lessons.
    pub fn parts(&self) -> usize {
        self.teachers.as_ref().map_or(1, |teachers| teachers.parts.max(1))
    }

    /// Inputs of one role, in order.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(move |input| input.role == role)
    }

    /// Inputs that weights are made from.
    pub fn training_inputs(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|i| !matches!(i.role, Role::DevTreebank | Role::DevNames))
    }

    /// All that trains may be shipped.
    pub fn shippable(&self) -> bool {
        self.training_inputs().all(|i| i.ship)
    }
}
