//! What a finder hands to the resolvers: the three roles as ranges of words.

use sayso_core::Span;

use crate::surface::Words;

/// A range of words, document-wide, end-exclusive.
pub(crate) type Range = (usize, usize);

/// One attribution as found, before anything is resolved.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Found {
    /// Words naming the one who says.
    pub source: Vec<Range>,
    /// Words that mark the act.
    pub cue: Vec<Range>,
    /// The word of the cue that carries its meaning.
    pub head: usize,
    /// What is said.
    pub content: Vec<Range>,
    /// Quotations that go on from it without a cue of their own.
    pub carried: Vec<Range>,
    /// Probability that it is an attribution.
    pub p: f32,
    /// What decided.
    pub why: Vec<String>,
    /// A length limit was met.
    pub capped: bool,
}

impl Found {
    /// First word of any part.
    pub(crate) fn start(&self) -> usize {
        let parts = self.source.iter().chain(&self.cue).chain(&self.content);
        parts.map(|range| range.0).min().unwrap_or(0)
    }

    /// All parts lie in one of the ranges.
    pub(crate) fn lies_in(&self, ranges: &[Range]) -> bool {
        let mut parts = self.source.iter().chain(&self.cue).chain(&self.content);
        parts.all(|part| ranges.iter().any(|range| range.0 <= part.0 && part.1 <= range.1))
    }
}

/// The bytes of a range.
pub(crate) fn span(words: &Words<'_>, range: Range) -> Span {
    let spans = &words.reading.tokens.span;
    match (spans.get(range.0), spans.get(range.1.wrapping_sub(1))) {
        (Some(first), Some(last)) if range.0 < range.1 => first.join(*last),
        _ => Span::default(),
    }
}
