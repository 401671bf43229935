//! What a finder hands to the resolvers: the three roles as ranges of words.

use sayso_core::Span;

use crate::net::head;
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

/// The three roles of an attribution as bytes, given by somebody else than a finder.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    /// Words naming the one who says.
    pub source: Vec<Span>,
    /// Words that mark the act.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

impl Given {
    /// The same in words; `None` without a word of cue or content.
    pub(crate) fn found(&self, words: &Words<'_>) -> Option<Found> {
        let ranges = |spans: &[Span]| -> Vec<Range> {
            let ranges = spans.iter().map(|&span| words.reading.tokens_in(span).indices());
            ranges.filter(|range| !range.is_empty()).map(|range| (range.start, range.end)).collect()
        };
        let cue = ranges(&self.cue);
        let head = cue.first().map_or(0, |&range| head(words, range));
        let content = ranges(&self.content);
        let found =
            Found { source: ranges(&self.source), cue, head, content, p: 1.0, ..Found::default() };
        (!found.cue.is_empty() || !found.content.is_empty()).then_some(found)
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
