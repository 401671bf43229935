//! The splitter's model file: safetensors with two tables of 16-bit weights and one metadata entry
//! of JSON. The loader trusts nothing.

use safetensors::{Dtype, SafeTensors};
use serde::{Deserialize, Serialize};

use super::linear::{BUCKETS, Weights};

/// Name and version of the format.
pub const FORMAT: &str = "sayso-split-1";
/// Key of the one metadata entry.
pub const METADATA_KEY: &str = "sayso";

/// What a model file says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// Name of the feature hash.
    pub hash: String,
    /// All inputs may be shipped.
    pub shippable: bool,
    /// Files trained on: name, digest, licence.
    pub inputs: Vec<HeaderInput>,
    /// Passes over the cases.
    pub epochs: u32,
    /// Key of the shuffles.
    pub seed: u64,
}

/// One input of a model.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HeaderInput {
    /// File name.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// As its makers state it.
    pub licence: String,
    /// Genres taken; empty for all.
    pub genres: Vec<String>,
}

/// Why bytes are no model of the splitter.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SplitModelError {
    /// The container is damaged.
    #[error("the splitter's model is damaged: {0}")]
    Container(String),
    /// The metadata are missing or of another format.
    #[error("the splitter's model has format {found:?}; expected {FORMAT:?}")]
    Format {
        /// What stands there.
        found: String,
    },
    /// A table is missing or has another shape.
    #[error("the splitter's model: table {name:?} is missing or not {BUCKETS} 16-bit numbers")]
    Table {
        /// Its name.
        name: &'static str,
    },
}

impl Weights {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`SplitModelError`] naming what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SplitModelError> {
        let container = |e: safetensors::SafeTensorError| SplitModelError::Container(e.to_string());
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(container)?;
        let header = metadata.metadata().as_ref().and_then(|m| m.get(METADATA_KEY));
        let header = header.map(|text| serde_json::from_str::<Header>(text));
        let found = match header {
            Some(Ok(header)) => header.format,
            Some(Err(error)) => error.to_string(),
            None => String::new(),
        };
        if found != FORMAT {
            return Err(SplitModelError::Format { found: found.chars().take(60).collect() });
        }
        let tensors = SafeTensors::deserialize(bytes).map_err(container)?;
        let table = |name: &'static str| {
            let wrong = || SplitModelError::Table { name };
            let tensor = tensors.tensor(name).map_err(|_| wrong())?;
            if tensor.dtype() != Dtype::I16 || tensor.shape() != [BUCKETS] {
                return Err(wrong());
            }
            let pairs = tensor.data().as_chunks::<2>().0;
            Ok(pairs.iter().map(|&pair| i16::from_le_bytes(pair)).collect())
        };
        Ok(Self { word: table("word")?, sentence: table("sentence")? })
    }
}
