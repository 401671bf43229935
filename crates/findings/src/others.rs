//! What an index of other texts holds of one text, as rules read it. Plain values: whoever asks an
//! index makes them from its verified pairs, so that findings need no trace and can be tried by hand.

use sayso_core::{Date, Span};
use serde::Serialize;

/// Other texts beside the one that is read.
#[derive(Clone, Copy, Debug, Default)]
pub enum Others<'a> {
    /// No index was asked.
    #[default]
    NotLooked,
    /// What an index gave, by relation and then by the order of the index.
    Looked(&'a [OtherText]),
}

impl<'a> Others<'a> {
    /// The texts that were found; none where no index was asked.
    pub fn found(self) -> &'a [OtherText] {
        match self {
            Self::NotLooked => &[],
            Self::Looked(texts) => texts,
        }
    }
}

/// What another text is to the one that is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kin {
    /// The same words in the same order.
    Identical,
    /// The same frame with another main name.
    Rewrite,
    /// A form filled in again: no finding.
    Formula,
    /// Most words of both.
    NearCopy,
    /// Most words of one, or a long passage.
    Partial,
    /// Only quotations are shared.
    Quotation,
}

impl Kin {
    /// Its name in print.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Rewrite => "rewrite",
            Self::Formula => "formula",
            Self::NearCopy => "near-copy",
            Self::Partial => "partial",
            Self::Quotation => "quotation",
        }
    }
}

/// Another text that shares words with the one that is read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OtherText {
    /// Its name in the index.
    pub id: String,
    /// Its publisher, where the index has one.
    pub outlet: Option<String>,
    /// Its date, where the index has one.
    pub date: Option<Date>,
    /// What it is to the text that is read.
    pub kin: Kin,
    /// Words of the text that is read which stand there in equal runs, and of how many.
    pub words: (u32, u32),
    /// Shared passages: bytes here, bytes there.
    pub passages: Vec<(Span, Span)>,
    /// Names that stand in each other's place.
    pub swaps: Vec<SwappedName>,
    /// Quotations that both carry.
    pub quotations: Vec<SharedQuotation>,
}

/// A name here and the one that stands in its place there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SwappedName {
    /// As written here.
    pub here: String,
    /// As written there.
    pub there: String,
    /// Where it stands here.
    pub places: Vec<Span>,
    /// The relation rests on it.
    pub main: bool,
}

/// How the words of a shared quotation differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotationChange {
    /// They are the same.
    Same,
    /// One is cut short, or two stand as one.
    Cut,
    /// Words, numbers, tense or a negation differ.
    Altered,
}

impl QuotationChange {
    /// Its name in print.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Cut => "cut",
            Self::Altered => "altered",
        }
    }
}

/// A quotation of this text that the other one carries too.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SharedQuotation {
    /// Its words here, without the marks.
    pub here: Span,
    /// The words there.
    pub there: String,
    /// How they differ.
    pub change: QuotationChange,
    /// The speakers here and there, where both are settled and they are two.
    pub speakers: Option<(String, String)>,
}

impl OtherText {
    /// Id and, where known, outlet and date, for print.
    pub(crate) fn label(&self) -> String {
        let id = crate::wording::quoted(&self.id, 30);
        match self.date {
            Some(date) => format!("{id} ({date})"),
            None => id,
        }
    }

    /// Share of this text's words that stand there, in whole percent, rounded down.
    pub(crate) fn percent(&self) -> u32 {
        let (part, of) = self.words;
        part.saturating_mul(100).checked_div(of).unwrap_or(0)
    }
}
