//! Sentences and clauses that go on from an indirect report without a cue of their own.

use sayso_core::{Attribution, QuotationKind, TimeState, TokenRange};

use crate::clause::clauses;
use crate::cover::Cover;
use crate::text::Text;

/// Below this share (of 255) the tree's head of a clause counts as open.
const OPEN_MARGIN: u8 = 77;

/// Connectives by which a sentence goes on from the one before.
const CONNECTIVES: &[&str] = &["and", "but", "nor", "so", "yet", "instead", "still"];

/// The kind of report that is easily gone on with: without marks, and not refused.
pub(super) fn is_open_report(attribution: &Attribution) -> bool {
    attribution.quotation == QuotationKind::Indirect
        && !attribution.stance.declined
        && !attribution.stance.negated
}

/// The sentence goes on from the report: its subject is *he*, *she* or *they*, it opens with a
/// connective or speaks of somebody of the content, it is not about the speaker, and no date of its
/// own sets it apart.
pub(super) fn goes_on(text: &Text, report: &Attribution, sentence: TokenRange) -> bool {
    let Some(first) = sentence.range().find(|&t| text.is_word(t)) else { return false };
    let subject = clauses(text, sentence).first().and_then(|clause| clause.subject);
    let Some(subject) = subject.filter(|&t| text.is_any(t, &["he", "she", "they"])) else {
        return false;
    };
    let times = &text.reading.times;
    let time = times.get(times.partition_point(|time| time.tokens.start < first));
    if time.is_some_and(|t| t.state == TimeState::Absolute && t.tokens.start < sentence.end) {
        return false;
    }
    let here = TokenRange::new(subject, subject + 1);
    let entity = text.mentions_in(here).find_map(|mention| mention.entity);
    if entity.is_some() && entity == report.speaker.entity {
        return false;
    }
    let spoken_of = || {
        let mut content = report.content.iter().map(|&span| text.reading.tokens_in(span));
        entity.is_some()
            && content.any(|tokens| text.mentions_in(tokens).any(|m| m.entity == entity))
    };
    text.is_any(first, CONNECTIVES) || subject == first && spoken_of()
}

/// The clause right behind an indirect content whose owner is open.
pub(super) fn edge(
    text: &Text,
    cover: &Cover,
    attribution: &Attribution,
    sentence: TokenRange,
) -> Option<TokenRange> {
    if attribution.quotation != QuotationKind::Indirect {
        return None;
    }
    let content = attribution.content.last().map(|&span| text.reading.tokens_in(span))?;
    if content.is_empty() || !sentence.contains(content.end - 1) {
        return None;
    }
    let start = (content.end..sentence.end).find(|&t| text.is_word(t))?;
    if start > content.end + 1 || cover.mark(start).is_some() {
        return None;
    }
    let clause = clauses(text, sentence).into_iter().find(|c| c.words.first() == Some(&start))?;
    let margins = &text.reading.tokens.head_margin;
    let open = margins.get(clause.predicate as usize).is_none_or(|&margin| margin < OPEN_MARGIN);
    let free = clause
        .words
        .iter()
        .all(|&t| cover.mark(t).is_none() && cover.chain(t) == cover.level(text, attribution));
    let end = clause.words.last()? + 1;
    (clause.finite && open && free).then_some(TokenRange::new(start, end))
}
