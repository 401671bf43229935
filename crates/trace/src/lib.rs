//! Who else carries this text: copies, rewrites, reused quotations, with verified passages.

mod hash;
mod kernels;
mod sketch;
mod words;

pub use hash::{SCHEME, SHINGLE, word_hash};
pub use sketch::{Bands, Signature, SketchScheme, Sketcher, band_keys, estimate};
pub use words::{Word, words, words_into};
