//! A reading: sentences, words with lemma, tags and tree, quotation marks, mentions and entities,
//! time expressions. Struct of arrays, one arena per document.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{Deprel, Document, Note, Span, Upos, Xpos};

/// Index of a word, document-wide.
pub type TokenIndex = u32;

/// A range of words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct TokenRange {
    /// First word.
    pub start: TokenIndex,
    /// One past the last word.
    pub end: TokenIndex,
}

impl TokenRange {
    /// The words `start..end`.
    pub const fn new(start: TokenIndex, end: TokenIndex) -> Self {
        Self { start, end }
    }

    /// The words of a `usize` range; saturates like [`Span::of`].
    pub fn of(range: Range<usize>) -> Self {
        let span = Span::of(range);
        Self { start: span.start, end: span.end }
    }

    /// The same as an iterator-friendly range.
    pub const fn range(self) -> Range<u32> {
        self.start..self.end
    }

    /// The same for indexing.
    pub const fn indices(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of words.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// No word at all.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// `token` lies inside.
    pub const fn contains(self, token: TokenIndex) -> bool {
        self.start <= token && token < self.end
    }
}

/// Layers of a reading; each pulls in what it needs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Layers(u8);

impl Layers {
    /// Sentences and words.
    pub const SPLIT: Self = Self(1);
    /// Quotation marks.
    pub const QUOTE: Self = Self(1 << 1 | Self::SPLIT.0);
    /// Lemma, tags and features.
    pub const TAG: Self = Self(1 << 2 | Self::SPLIT.0);
    /// Dependency trees.
    pub const PARSE: Self = Self(1 << 3 | Self::TAG.0);
    /// Names.
    pub const NAMES: Self = Self(1 << 4 | Self::TAG.0);
    /// Chains of mentions.
    pub const CHAINS: Self = Self(1 << 5 | Self::NAMES.0 | Self::QUOTE.0);
    /// Time expressions.
    pub const TIME: Self = Self(1 << 6 | Self::TAG.0);
    /// Everything.
    pub const ALL: Self = Self(0x7f);

    /// All of `other` is in here.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This without the own bit of `other` (what `other` needs stays).
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        // The own bit of a layer is its highest.
        match other.0.checked_ilog2() {
            Some(bit) => Self(self.0 & !(1 << bit)),
            None => self,
        }
    }
}

/// Marks of one word.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct TokenFlags(pub u16);

impl TokenFlags {
    /// White space follows (or the text ends).
    pub const SPACE_AFTER: Self = Self(1);
    /// Part of a multiword token such as *don't*.
    pub const MULTIWORD: Self = Self(1 << 1);
    /// First part of its multiword token.
    pub const MULTIWORD_START: Self = Self(1 << 2);
    /// Longer than the features look at.
    pub const OVERSIZE: Self = Self(1 << 3);
    /// The sentence was cut here for length.
    pub const CUT: Self = Self(1 << 4);
    /// The sentence boundary was given or forced, not found.
    pub const FORCED: Self = Self(1 << 5);

    /// All of `other` is set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets all of `other`.
    pub const fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A string of the reading's arena.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct StringId(pub u32);

/// Append-only strings; id 0 is the empty string.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Default for Strings {
    fn default() -> Self {
        Self { text: String::new(), ends: vec![0] }
    }
}

impl Strings {
    /// Adds a string.
    pub fn add(&mut self, string: &str) -> StringId {
        self.text.push_str(string);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        StringId(u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX))
    }

    /// The string of an id; empty for an id of another arena.
    pub fn get(&self, id: StringId) -> &str {
        let end = self.ends.get(id.0 as usize).copied().unwrap_or(0) as usize;
        let start = match id.0 {
            0 => 0,
            id => self.ends.get(id as usize - 1).copied().unwrap_or(0) as usize,
        };
        self.text.get(start..end).unwrap_or_default()
    }
}

/// The words, one entry of every column each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tokens {
    /// Bytes of the word. The parts of a multiword token have their own piece of it, or all have the
    /// whole where the letters cannot be shared out.
    pub span: Vec<Span>,
    /// Form where it is not the words of the span; else the empty string.
    pub odd_form: Vec<StringId>,
    /// Lemma.
    pub lemma: Vec<StringId>,
    /// Universal part of speech.
    pub upos: Vec<Upos>,
    /// Penn tag.
    pub xpos: Vec<Xpos>,
    /// Features bundle as printed in CoNLL-U, empty for none.
    pub feats: Vec<StringId>,
    /// Head, document-wide; a root points to itself.
    pub head: Vec<TokenIndex>,
    /// Relation to the head.
    pub deprel: Vec<Deprel>,
    /// Flags.
    pub flags: Vec<TokenFlags>,
    /// Margin of the tag: best minus second probability, x255.
    pub tag_margin: Vec<u8>,
    /// Margin of the head: best minus second probability, x255.
    pub head_margin: Vec<u8>,
    /// Innermost quotation whose inside (or mark) this word is, plus 1; 0 for none.
    pub quotation: Vec<u32>,
}

/// One sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Its words.
    pub tokens: TokenRange,
    /// Its bytes, from the first word to the last.
    pub span: Span,
    /// Index of its section in [`Document::sections`].
    pub section: u32,
}

/// How a quotation ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClosedBy {
    /// Its closing mark.
    Mark,
    /// The end of its paragraph; the next one goes on with an opening mark.
    Continuation,
    /// The end of its paragraph; a closing mark is missing.
    Paragraph,
}

/// What the marks are likely put for, by form alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuotationForm {
    /// A whole sentence or more.
    Sentence,
    /// Part of a sentence.
    Fragment,
    /// A nickname, title or term: short and verbless, or in title case.
    NameOrTerm,
}

/// A pair of quotation marks, or the part of a longer quotation that one paragraph holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included.
    pub outer: Span,
    /// The words between.
    pub inner: Span,
    /// Words between the marks.
    pub tokens: TokenRange,
    /// How it ended.
    pub closed_by: ClosedBy,
    /// What the marks are likely put for.
    pub form: QuotationForm,
    /// 0 for an outer quotation, 1 for one inside it, at most 3.
    pub depth: u8,
    /// The quotation of an earlier paragraph that this one goes on with.
    pub continues: Option<u32>,
}

/// Index into [`Reading::entities`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityId(pub u32);

/// What kind of thing a name names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A person.
    Person,
    /// An organisation, company, band, body.
    Organisation,
    /// A place.
    Place,
    /// Another named thing: a work, an event, a product.
    Other,
    /// Not settled.
    #[default]
    Unknown,
}

/// What a mention is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A proper name.
    Name,
    /// A pronoun.
    Pronoun,
    /// A noun phrase headed by a role word: *the singer*, *a spokeswoman*.
    Role,
}

/// Words that mention a person, organisation, place or other thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Its words.
    pub tokens: TokenRange,
    /// Its bytes.
    pub span: Span,
    /// Its head word.
    pub head: TokenIndex,
    /// What it is made of.
    pub kind: MentionKind,
    /// What it names.
    pub names: EntityKind,
    /// The entity, where one could be settled.
    pub entity: Option<EntityId>,
    /// How sure, x255: best minus second; of a pronoun the share of its answer.
    pub margin: u8,
}

/// How pronouns agree with an entity, as marked in the text; never guessed from a forename and never
/// printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Agreement {
    /// Not marked.
    #[default]
    Unknown,
    /// *he*, *Mr*.
    He,
    /// *she*, *Ms*.
    She,
    /// *it*.
    It,
    /// *they*, of more than one or of one.
    They,
}

/// One person, organisation, place or thing of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The longest name without titles, as written; empty for one the text does not name.
    pub name: String,
    /// Where that name stands, or the first mention of one without a name.
    pub name_span: Span,
    /// Mentions in text order, indices into [`Reading::mentions`].
    pub mentions: Vec<u32>,
    /// Role phrases that the text says of it, as in *the band's drummer*.
    pub roles: Vec<Span>,
    /// Pronoun agreement.
    pub agreement: Agreement,
}

/// Kind of a time expression (TIMEX3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    /// A calendar date or part of one.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

/// How far the value of a time expression is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimeState {
    /// From its own words.
    Absolute,
    /// From the document's date or an earlier date of the text.
    Anchored,
    /// Relative; its value follows once a date of the document is known.
    NeedsDocumentDate,
    /// No value can be given: *recently*.
    Vague,
    /// Two readings: 03/04/2016.
    Doubtful,
}

/// Words that say when, how long or how often.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimeExpression {
    /// Its words.
    pub tokens: TokenRange,
    /// Its bytes.
    pub span: Span,
    /// Its kind.
    pub kind: TimeKind,
    /// TIMEX3 value, as in `2016-10`, `P3D`, `PAST_REF`.
    pub value: Option<String>,
    /// A second reading, for the doubtful.
    pub other_value: Option<String>,
    /// How far the value is known.
    pub state: TimeState,
    /// Name of the rule that read it.
    pub rule: &'static str,
}

/// All that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// The layers that were read.
    pub layers: Layers,
    /// The words.
    pub tokens: Tokens,
    /// Strings that the columns refer to.
    pub strings: Strings,
    /// Sentences in order, covering all words.
    pub sentences: Vec<Sentence>,
    /// Quotations by the place of their opening mark.
    pub quotations: Vec<Quotation>,
    /// Mentions by place.
    pub mentions: Vec<Mention>,
    /// Entities by first mention.
    pub entities: Vec<Entity>,
    /// Time expressions by place.
    pub times: Vec<TimeExpression>,
    /// Events of the reading.
    pub notes: Vec<Note>,
}

impl Reading {
    /// Number of words.
    pub fn len(&self) -> u32 {
        u32::try_from(self.tokens.span.len()).unwrap_or(u32::MAX)
    }

    /// No word at all.
    pub fn is_empty(&self) -> bool {
        self.tokens.span.is_empty()
    }

    /// The form of a word.
    pub fn form<'a>(&'a self, document: &'a Document, token: TokenIndex) -> &'a str {
        match self.tokens.odd_form.get(token as usize) {
            Some(&id) if id != StringId::default() => self.strings.get(id),
            _ => document.slice(self.tokens.span.get(token as usize).copied().unwrap_or_default()),
        }
    }

    /// The lemma of a word.
    pub fn lemma(&self, token: TokenIndex) -> &str {
        self.strings.get(self.tokens.lemma.get(token as usize).copied().unwrap_or_default())
    }

    /// The features of a word as printed in CoNLL-U, empty for none.
    pub fn feats(&self, token: TokenIndex) -> &str {
        self.strings.get(self.tokens.feats.get(token as usize).copied().unwrap_or_default())
    }

    /// The bytes of a range of words, from the first to the last; empty for an empty range.
    pub fn span(&self, tokens: TokenRange) -> Span {
        match self.tokens.span.get(tokens.indices()) {
            Some([first, .., last]) => first.join(*last),
            Some([only]) => *only,
            _ => Span::default(),
        }
    }

    /// The words that overlap a span.
    pub fn tokens_in(&self, span: Span) -> TokenRange {
        let start = self.tokens.span.partition_point(|token| token.end <= span.start);
        let end = self.tokens.span.partition_point(|token| token.start < span.end).max(start);
        let index = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
        TokenRange::new(index(start), index(end))
    }

    /// Index of the sentence of a word.
    pub fn sentence_of(&self, token: TokenIndex) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// Index of the sentence that holds a byte, or of the next one.
    pub fn sentence_at(&self, byte: u32) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.end <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_pull_in_what_they_need() {
        assert!(Layers::CHAINS.has(Layers::NAMES) && Layers::CHAINS.has(Layers::QUOTE));
        assert!(!Layers::TAG.has(Layers::PARSE));
        assert!(!Layers::ALL.without(Layers::PARSE).has(Layers::PARSE));
        assert!(Layers::ALL.without(Layers::PARSE).has(Layers::CHAINS));
    }

    #[test]
    fn strings_come_back() {
        let mut strings = Strings::default();
        let (a, b) = (strings.add("reveal"), strings.add("say"));
        assert_eq!((strings.get(a), strings.get(b)), ("reveal", "say"));
        assert_eq!(strings.get(StringId::default()), "");
        assert_eq!(strings.get(StringId(99)), "");
    }
}
