//! Weights that tag, parse and name the words of English: see `card.md`.

/// The model file, safetensors.
pub const BYTES: &[u8] = include_bytes!("../read.safetensors");
