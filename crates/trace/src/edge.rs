//! What a comparison gives: one relation per pair of documents, with all the evidence beside it.

use sayso_core::Span;
use serde::Serialize;

use crate::mask::TokenKind;
use crate::quotes::QuoteMatch;

/// What two texts are to each other. One per pair, taken in this order; all other evidence stays.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same folded words in the same order.
    Identical,
    /// The same skeleton with another main name.
    Rewrite,
    /// The same skeleton with other numbers or dates, or one of a family: a form filled in again.
    Formula,
    /// Most words of both in equal runs.
    NearCopy,
    /// Most words of one, or a long passage.
    Partial,
    /// No relation of the texts but of quotations in them.
    Quotation,
}

impl Relation {
    /// All, in order.
    pub const ALL: [Self; 6] = [
        Self::Identical,
        Self::Rewrite,
        Self::Formula,
        Self::NearCopy,
        Self::Partial,
        Self::Quotation,
    ];

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

/// A share with its counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// How many.
    pub part: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    /// As a number from 0 to 1; 0 of nothing.
    pub fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { f64::from(self.part) / f64::from(self.of) }
    }

    /// At least `percent` of a hundred.
    pub(crate) const fn reaches(self, percent: u32) -> bool {
        self.of > 0 && self.part as u64 * 100 >= self.of as u64 * percent as u64
    }
}

impl Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("Share", 3)?;
        out.serialize_field("share", &((self.value() * 10_000.0).round() / 10_000.0))?;
        out.serialize_field("part", &self.part)?;
        out.serialize_field("of", &self.of)?;
        out.end()
    }
}

/// Words that differ along the alignment of A to B.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Edits {
    /// Words of A without a place in B.
    pub deleted: u32,
    /// Words of B without a place in A.
    pub inserted: u32,
    /// Words of A with another word in their place.
    pub substituted: u32,
    /// Blocks that stand elsewhere.
    pub moved: u32,
}

/// An aligned stretch of both texts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Passage {
    /// Bytes of A.
    pub a: Span,
    /// Bytes of B.
    pub b: Span,
    /// Words equal.
    pub words: u32,
    /// Words that differ inside.
    pub edits: u32,
    /// It stands elsewhere in the order of the text.
    pub moved: bool,
}

/// How two titles compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitleChange {
    /// At least one text has no title of its own.
    #[default]
    NotFound,
    /// The same words.
    Same,
    /// Other words.
    Changed,
}

/// In what two texts of equal folded words differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ByteDifference {
    /// Upper and lower case, or another form of the same letters.
    Case,
    /// White space.
    Spacing,
    /// Punctuation.
    Punctuation,
    /// The title.
    Title,
}

/// What a relation rests on. All counts are of words, or of different runs of five words.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Evidence {
    /// Shared shingles of all different ones: the Jaccard index, exact.
    pub jaccard: Share,
    /// Shingles of A that B has.
    pub containment_a: Share,
    /// Shingles of B that A has.
    pub containment_b: Share,
    /// Words of A that the alignment pairs with equal words.
    pub coverage_a: Share,
    /// Words of B that the alignment pairs with equal words.
    pub coverage_b: Share,
    /// Words of the longest equal run.
    pub longest_run: u32,
    /// Words that differ.
    pub edits: Edits,
    /// The masked texts, where they were compared.
    pub skeleton: Skeleton,
    /// Titles.
    pub title: TitleChange,
    /// For identical texts: what differs in bytes.
    pub differs: Vec<ByteDifference>,
}

/// What the comparison of the masked texts gave.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Skeleton {
    /// Not compared.
    NotLooked {
        /// Why.
        why: NotLooked,
    },
    /// Compared.
    Compared(SkeletonEvidence),
    /// Compared as far as needed to see that too little is shared.
    #[default]
    NotFound,
}

/// Why something was not looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotLooked {
    /// Fewer than 100 words.
    Short,
    /// Not English, or not prose.
    Language,
    /// The source is not what it was when it was indexed.
    SourceChanged,
}

/// Counts of the masked alignment.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct SkeletonEvidence {
    /// Jaccard index of masked runs of five tokens.
    pub jaccard: Share,
    /// Aligned tokens of the shorter text.
    pub coverage: Share,
    /// Aligned tokens of the longer text.
    pub longer: Share,
    /// Aligned tokens that are words as they are.
    pub lexical: u32,
    /// Aligned names, those that differ of all.
    pub names: Share,
    /// Aligned numbers, those that differ of all.
    pub numbers: Share,
    /// Aligned months and weekdays, those that differ of all.
    pub dates: Share,
}

/// One place of a swap in both texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct SwapPlace {
    /// Bytes of A.
    pub a: Span,
    /// Bytes of B.
    pub b: Span,
}

/// One name, number or date of A and what stands in its place in B.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Swap {
    /// Label of the thing in A, as in `N1`; names that share a last word share a label.
    pub slot: String,
    /// Name, number or date.
    pub kind: TokenKind,
    /// As written in A.
    pub a: String,
    /// As written in B.
    pub b: String,
    /// Where the two stand against each other.
    pub places: Vec<SwapPlace>,
    /// Aligned places of the name in A that hold this name of B.
    pub held: Share,
    /// Places of B where the name of A is still there.
    pub left_over: Vec<Span>,
    /// This swap decides the relation.
    pub main: bool,
    /// The two look like names of one thing: a shared word, an acronym, a letter or two.
    pub alias: bool,
}

impl Swap {
    /// The kind in print.
    pub const fn kind_name(&self) -> &'static str {
        match self.kind {
            TokenKind::Word => "word",
            TokenKind::Name => "name",
            TokenKind::Number => "number",
            TokenKind::Date => "date",
            TokenKind::Pronoun => "pronoun",
        }
    }
}

/// What keeps an answer from being whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// Rewrite or formula: without an index the family cannot be counted.
    FamilyNotLooked,
    /// A key of the document is too common: partners may be missing.
    CrowdedKey,
    /// Part of the index could not be read.
    Incomplete,
}

impl Limit {
    /// Its name in print.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FamilyNotLooked => "family-not-looked",
            Self::CrowdedKey => "crowded-key",
            Self::Incomplete => "incomplete",
        }
    }
}

/// A verified pair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// The relation.
    pub relation: Relation,
    /// What it rests on.
    pub evidence: Evidence,
    /// Aligned stretches, in the order of A.
    pub passages: Vec<Passage>,
    /// The swap table; empty where no name changed.
    pub swaps: Vec<Swap>,
    /// Swaps that one place alone supports in a pair with many edits: the name may be cut or edited.
    pub doubtful_swaps: Vec<Swap>,
    /// Quotations that both carry in one form or another.
    pub quotations: Vec<QuoteMatch>,
    /// What keeps the answer from being whole.
    pub limits: Vec<Limit>,
}
