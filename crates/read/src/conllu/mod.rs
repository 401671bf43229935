//! CoNLL-U in and out: own reader and writer that keep comments, MISC, multiword tokens and empty
//! nodes. Format: <https://universaldependencies.org/format.html>.

mod parse;
mod write;

use sayso_core::{Document, Reading};

pub use parse::parse;
pub use write::{write, write_kept};

/// A document as a CoNLL-U file gives it: its text is rebuilt from forms and `SpaceAfter`, a section
/// a paragraph (`# newpar`).
#[derive(Clone, Debug)]
pub struct Given {
    /// The rebuilt text, cut into sections.
    pub document: Document,
    /// Words and sentences, with the tags and trees the file gives. `layers` says which it gives for
    /// every word.
    pub reading: Reading,
    /// What a reading has no place for.
    pub kept: Kept,
}

/// Parts of a CoNLL-U file that a reading has no place for.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Comment lines of each sentence, with their `#`.
    pub comments: Vec<Vec<String>>,
    /// MISC of each word without `SpaceAfter`; empty for none.
    pub misc: Vec<String>,
    /// Lines of empty nodes, each with the index of the word it stands behind (plus 1; 0 for the
    /// beginning of the document) and its sentence.
    pub empty_nodes: Vec<EmptyNode>,
    /// MISC of multiword tokens by the index of their first word, without `SpaceAfter`.
    pub range_misc: Vec<(u32, String)>,
}

/// An empty node, kept as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EmptyNode {
    /// Index of its sentence.
    pub sentence: u32,
    /// Words of that sentence before it.
    pub after: u32,
    /// Its line.
    pub line: String,
}

/// Why a text is no CoNLL-U.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConlluError {
    /// A line has not ten columns.
    #[error("line {line}: {found} columns; expected 10, apart by tabs")]
    Columns {
        /// From 1.
        line: usize,
        /// Columns of the line.
        found: usize,
    },
    /// A word's number is not the next one.
    #[error("line {line}: the word's number is {found:?}; expected {expected}")]
    Number {
        /// From 1.
        line: usize,
        /// The first column, cut at 20 characters.
        found: String,
        /// What must stand there.
        expected: String,
    },
    /// A multiword token's range ends outside its sentence, or overlaps another.
    #[error("line {line}: the multiword token {found:?} does not fit the words of its sentence")]
    Range {
        /// From 1.
        line: usize,
        /// The first column, cut at 20 characters.
        found: String,
    },
    /// A word has no form.
    #[error("line {line}: the form is empty; expected at least one character")]
    Form {
        /// From 1.
        line: usize,
    },
    /// A part of speech that Universal Dependencies does not have.
    #[error("line {line}: the part of speech is {found:?}; expected one such as NOUN, or _")]
    Upos {
        /// From 1.
        line: usize,
        /// The fourth column, cut at 20 characters.
        found: String,
    },
    /// A head outside the sentence.
    #[error("line {line}: the head is {found:?}; expected 0 to {words}, or _")]
    Head {
        /// From 1.
        line: usize,
        /// The seventh column, cut at 20 characters.
        found: String,
        /// Words of the sentence.
        words: usize,
    },
    /// The trees of a sentence form no tree.
    #[error(
        "line {line}: the heads of this sentence run in a circle; expected one root and no circle"
    )]
    Circle {
        /// Line of a word on the circle, from 1.
        line: usize,
    },
    /// More text than offsets can hold.
    #[error("{bytes} bytes; the limit is {limit} bytes")]
    TooLarge {
        /// Size of the file.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
}
