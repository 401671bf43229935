//! Weights that find words and sentences of English: see `card.md`.

/// The model file, safetensors.
pub const BYTES: &[u8] = include_bytes!("../split.safetensors");
