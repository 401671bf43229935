//! Bytes to [`Document`]s: what a text says, what it says of itself, and where each byte came from.
//!
//! [`ingest`] makes one document of plain text or a page, [`records`] one of each line of a JSON
//! lines stream, [`conllu()`] one of each document of a CoNLL-U file. Nothing is judged here; what is odd about the bytes is said in the document's notes.

mod byline;
mod conllu;
mod dateline;
mod dates;
mod decode;
mod ending;
mod genre;
mod headline;
mod html;
mod json;
mod jsonl;
mod language;
mod lines;
mod pack;
mod residue;
mod sniff;
mod text;

use sayso_core::{Document, InputKind};

pub use conllu::conllu;
pub use jsonl::{Records, records};
pub use pack::unpacked;

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
    /// A line that is no record of JSON lines, or no word of CoNLL-U.
    #[error("{id}:{line}: {found}; expected {expected}.")]
    Record {
        /// The input.
        id: String,
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
        /// What would have been right.
        expected: &'static str,
    },
    /// The stream could not be read further.
    #[error("{id}:{line}: {error}")]
    Read {
        /// The input.
        id: String,
        /// Line at which reading stopped, from 1.
        line: u64,
        /// The fault of the stream.
        error: std::io::Error,
    },
}

/// Most bytes of one document: decoding may triple them, and offsets must fit in 32 bits.
pub const LARGEST_INPUT: u64 = 128 << 20;

/// The kind that bytes are taken for when none is forced, told from their beginning.
pub fn sniff(bytes: &[u8]) -> InputKind {
    sniff::sniff(bytes)
}

/// Makes one document of one text, one page, one JSON record or one CoNLL-U file.
///
/// ```
/// use sayso_core::SectionKind;
/// use sayso_ingest::{Hints, ingest};
/// let bytes = "Ferry to stay down\n\nHARBOUR CITY (AP) - The board said no.\n".as_bytes();
/// let document = ingest(bytes, &Hints::default()).unwrap();
/// let headline = document.section(SectionKind::Headline).unwrap();
/// assert_eq!(document.slice(headline.span), "Ferry to stay down");
/// assert_eq!(document.meta.place.fact.found().unwrap(), "HARBOUR CITY");
/// ```
///
/// # Errors
/// [`IngestError::TooLarge`] for bytes over [`LARGEST_INPUT`], [`IngestError::Record`] for a JSON
/// line that is no record and for a CoNLL-U file that is none, or holds several documents.
pub fn ingest(bytes: &[u8], hints: &Hints) -> Result<Document, IngestError> {
    if bytes.len() as u64 > LARGEST_INPUT {
        let (id, bytes) = (hints.id.clone(), bytes.len() as u64);
        return Err(IngestError::TooLarge { id, bytes, limit: LARGEST_INPUT });
    }
    match hints.kind.unwrap_or_else(|| sniff(bytes)) {
        InputKind::Jsonl => jsonl::record(bytes, 1, hints),
        InputKind::Html => {
            let declared = html::declared_charset(bytes);
            let decoded = decode::decode(bytes, hints.charset.as_deref(), declared.as_deref());
            let document = html::document(decoded, hints);
            Ok(judged(document))
        }
        InputKind::Conllu => conllu::only(bytes, hints),
        InputKind::Text => {
            let decoded = decode::decode(bytes, hints.charset.as_deref(), None);
            let document = text::document(decoded, hints);
            Ok(judged(document))
        }
    }
}

/// The document with a note where its language or its kind is none that the engine was made for, and
/// where it breaks off.
fn judged(mut document: Document) -> Document {
    let prose = language::prose(&document);
    language::judge(&mut document, &prose);
    genre::judge(&mut document, &prose);
    ending::judge(&mut document);
    document
}
