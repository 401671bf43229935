//! Which contents cover which word: the level at which a word stands in a document's nest of
//! attributions.

use sayso_core::{Attribution, AttributionId, Span, TokenIndex};

use crate::text::Text;

/// Chains of attributions per word.
pub(crate) struct Cover {
    /// Per word the attributions whose content holds it, outermost first.
    chains: Vec<Vec<AttributionId>>,
    /// Per word the first attribution whose cue holds it.
    cues: Vec<Option<AttributionId>>,
    /// Per word the first attribution whose cue or source holds it.
    marks: Vec<Option<AttributionId>>,
}

impl Cover {
    pub(crate) fn new(text: &Text, list: &[Attribution]) -> Self {
        let words = text.reading.tokens.span.len();
        let mut cover = Self {
            chains: vec![Vec::new(); words],
            cues: vec![None; words],
            marks: vec![None; words],
        };
        let mut order: Vec<&Attribution> = list.iter().collect();
        order.sort_by_key(|a| (a.depth, a.id));
        for attribution in order {
            for &span in &attribution.content {
                for token in text.reading.tokens_in(span).indices() {
                    if let Some(chain) = cover.chains.get_mut(token)
                        && chain.last() != Some(&attribution.id)
                    {
                        chain.push(attribution.id);
                    }
                }
            }
            put(text, &attribution.cue, attribution.id, &mut cover.cues);
            put(text, &attribution.cue, attribution.id, &mut cover.marks);
            put(text, &attribution.source, attribution.id, &mut cover.marks);
        }
        cover
    }

    /// The attributions whose content holds a word, outermost first.
    pub(crate) fn chain(&self, token: TokenIndex) -> &[AttributionId] {
        self.chains.get(token as usize).map_or(&[], Vec::as_slice)
    }

    /// The attribution whose cue holds a word.
    pub(crate) fn cue(&self, token: TokenIndex) -> Option<AttributionId> {
        self.cues.get(token as usize).copied().flatten()
    }

    /// The attribution whose cue or source holds a word.
    pub(crate) fn mark(&self, token: TokenIndex) -> Option<AttributionId> {
        self.marks.get(token as usize).copied().flatten()
    }

    /// The level at which an attribution's own cue stands: its chain without itself.
    pub(crate) fn level(&self, text: &Text, attribution: &Attribution) -> &[AttributionId] {
        let Some(cue) = cue_token(text, attribution) else { return &[] };
        let chain = self.chain(cue);
        match chain.split_last() {
            Some((last, outer)) if *last == attribution.id => outer,
            _ => chain,
        }
    }
}

/// Marks the words of some spans as an attribution's, where they are nobody's yet.
fn put(text: &Text, spans: &[Span], id: AttributionId, marks: &mut [Option<AttributionId>]) {
    for &span in spans {
        for token in text.reading.tokens_in(span).indices() {
            if let Some(mark) = marks.get_mut(token) {
                mark.get_or_insert(id);
            }
        }
    }
}

/// The first word of the cue, or of the source or content where there is no cue.
pub(crate) fn cue_token(text: &Text, attribution: &Attribution) -> Option<TokenIndex> {
    let mut parts = attribution.cue.iter().chain(&attribution.source).chain(&attribution.content);
    let first: &Span = parts.next()?;
    let tokens = text.reading.tokens_in(*first);
    (!tokens.is_empty()).then_some(tokens.start)
}
