//! Bytes to [`Document`]s: what a text says, what it says of itself, and where each byte came from.

mod text;

use sayso_core::{Document, InputKind};

/// What the caller knows of the bytes.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Name of the input: path or record id.
    pub id: String,
    /// Force a kind; sniffed otherwise.
    pub kind: Option<InputKind>,
    /// Character encoding named outside the bytes (as an HTTP header would).
    pub charset: Option<String>,
}

/// Why bytes gave no document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// Offsets would not fit.
    #[error("{id}: {bytes} bytes; the limit is {limit} bytes")]
    TooLarge {
        /// The input.
        id: String,
        /// Its size.
        bytes: u64,
        /// The most that is read.
        limit: u64,
    },
}

/// Makes one document of one text or page.
///
/// # Errors
/// [`IngestError::TooLarge`] for bytes over the limit.
pub fn ingest(bytes: &[u8], hints: &Hints) -> Result<Document, IngestError> {
    text::ingest(bytes, hints)
}
