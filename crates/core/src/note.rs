//! What a stage has to say about its own work: recovered bytes, stray marks, limits met. The engine
//! findings (R9xx) are made from these.

use serde::{Deserialize, Serialize};

use crate::Span;

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Bytes that are no text in the stated encoding were replaced.
    BytesReplaced,
    /// A quotation mark without a partner.
    UnpairedMark,
    /// A stated limit was reached and the rest was not looked at.
    LimitReached,
    /// The text seems to be cut off.
    LooksTruncated,
    /// Not English, or not prose: not judged.
    OutOfScope,
    /// The map to the source bytes is coarse here.
    MapUncertain,
    /// Page furniture inside the text, set apart.
    PageResidue,
}

/// One such event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// What happened.
    pub kind: NoteKind,
    /// Where, if it has a place.
    pub span: Option<Span>,
    /// One plain sentence with the figures.
    pub detail: String,
}
