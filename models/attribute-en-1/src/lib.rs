//! Weights that find source, cue and content of attributions in English: see `card.md`.

/// The model file, safetensors.
pub const BYTES: &[u8] = include_bytes!("../attribute.safetensors");
