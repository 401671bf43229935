//! Where a content begins and ends. Habits of the annotation: a leading *that* and the quotation
//! marks belong to it, a bare comma or full stop at its end does not.

use sayso_core::{ClosedBy, QuotationForm};

use super::frames::{Candidate, Frame};
use crate::found::{Found, Range};
use crate::surface::{Mark, Words};

/// Words of one quotation, marks included.
fn quotation_words(words: &Words<'_>, quotation: usize) -> Range {
    let outer = words.reading.quotations[quotation].outer;
    let tokens = words.reading.tokens_in(outer);
    (tokens.start as usize, tokens.end as usize)
}

/// The outermost quotation around a word.
fn outermost(words: &Words<'_>, i: usize) -> Option<Range> {
    let inner = words.quotation(i)?;
    let at = words.reading.tokens.span.get(i)?.start;
    let index = words.reading.quotations.get(..=inner)?;
    let outer = index.iter().rposition(|q| q.depth == 0 && q.outer.contains_byte(at));
    Some(quotation_words(words, outer.unwrap_or(inner)))
}

/// The section's words around a sentence: nothing reaches past a paragraph.
fn paragraph(words: &Words<'_>, i: usize) -> Range {
    let token = u32::try_from(i).unwrap_or(u32::MAX);
    let sentences = &words.reading.sentences;
    let Some(here) = sentences.get(words.reading.sentence_of(token)) else { return (i, i) };
    let first = sentences.partition_point(|s| s.section < here.section);
    let last = sentences.partition_point(|s| s.section <= here.section);
    let at = |index: usize| sentences.get(index).unwrap_or(here).tokens;
    (at(first).start as usize, at(last.saturating_sub(1)).end as usize)
}

/// Content after its cue.
pub(super) fn after(
    words: &Words<'_>,
    candidate: &Candidate,
    others: &[&Candidate],
    claimed: &[Range],
) -> Vec<Range> {
    let (_, to) = candidate.sentence;
    let start = candidate.content;
    let mut end = to;
    if let Some(next) = claimed.iter().map(|c| c.0).filter(|&c| c > start).min() {
        end = end.min(next);
    }
    // A quotation that opens here runs to its own end.
    if words.mark(start) == Mark::Open
        && let Some(quotation) = outermost(words, start)
    {
        if candidate.frame == Frame::Quote {
            return trimmed(words, (start, quotation.1));
        }
        end = end.max(quotation.1);
    }
    let mut i = start;
    while i < end.min(to) {
        if let Some(quotation) = outermost(words, i).filter(|q| q.0 == i && q.1 > i + 1) {
            i = quotation.1;
            if i > to {
                end = end.max(i);
            }
            continue;
        }
        if cuts(words, i, to, others) && i > start {
            end = i;
            break;
        }
        i += 1;
    }
    trimmed(words, (start, end))
}

/// Another report begins at this comma, dash or conjunction.
fn cuts(words: &Words<'_>, i: usize, to: usize, others: &[&Candidate]) -> bool {
    let lower = words.lower(i);
    let parts =
        matches!(lower, "," | ";") || words.is_dash(i) && lower != "-" || words.is_conjunction(i);
    if !parts {
        return false;
    }
    let mut next = i + 1;
    if next < to && words.is_conjunction(next) {
        next += 1;
    }
    while next < to
        && words
            .is_any(next, "as while when though although even then also after because since where")
    {
        next += 1;
    }
    if words.lower(next) == "according" {
        return true;
    }
    others.iter().any(|other| {
        let left = other.subject.map_or(other.group.0, |s| s.0);
        let late = matches!(other.frame, Frame::Postponed | Frame::Inverted);
        let participle = words.lower(other.head).ends_with("ing");
        left == next
            && (late
                || other.subject.is_some()
                || participle
                || words.is_conjunction(i)
                || words.is_conjunction(i + 1))
            && (lower != "and" || other.subject.is_none_or(|s| s.1 - s.0 <= 8))
    })
}

/// Content before a postponed cue, and what of the sentence goes on after it.
pub(super) fn before(words: &Words<'_>, candidate: &Candidate, claimed: &[Range]) -> Vec<Range> {
    let (from, to) = candidate.sentence;
    let inverted_source = candidate.frame == Frame::Inverted;
    let left = match candidate.subject {
        Some(subject) if !inverted_source => subject.0,
        _ => candidate.group.0,
    };
    let mut spans = Vec::new();
    let last = left.checked_sub(1);
    let mut start = from;
    if let Some(last) = last.filter(|&l| words.mark(l) == Mark::Close) {
        if let Some(quotation) = outermost(words, last) {
            start = start.min(quotation.0);
            // Words before the marks in the same sentence belong to it unless they are a clause apart.
            if quotation.0 <= from || quotation.0 < start {
                start = quotation.0;
            }
        }
    } else if words.quotation(from).is_some()
        && let Some(quotation) = outermost(words, from)
    {
        start = start.min(quotation.0);
    }
    if let Some(end) = claimed.iter().map(|c| c.1).filter(|&c| c <= left).max() {
        start = start.max(end);
    }
    while start < left
        && (words.is_punctuation(start) && words.mark(start) != Mark::Open
            || words.is_any(start, "but and") && !words.is_punctuation(start + 1))
    {
        start += 1;
    }
    spans.extend(trimmed(words, (start, left)));
    // What follows: the rest of the sentence after a comma, or the next quotation.
    let mut resume = candidate.group.1;
    if inverted_source {
        resume = match candidate.subject {
            Some(subject) => subject.1,
            None => super::phrases::source_after(words, candidate.group.1, to),
        };
    }
    let open = (resume..to).find(|&i| words.mark(i) == Mark::Open && words.quotation(i).is_some());
    if let Some(open) = open
        && let Some(quotation) = outermost(words, open)
        && (resume..open).all(|i| !words.is_verb(i) || words.is_any(i, "in"))
        && is_speech(words, open)
    {
        spans.extend(trimmed(words, quotation));
    } else if words.lower(resume) == ","
        && resume + 3 < to
        && spans.iter().all(|s| s.1 - s.0 < 8)
        && words.lower(resume + 1) != "adding"
        && words.mark(left.saturating_sub(1)) != Mark::Close
    {
        spans.extend(trimmed(words, (resume + 1, to)));
    }
    spans
}

/// The marks at this word hold speech, no nickname or title.
fn is_speech(words: &Words<'_>, open: usize) -> bool {
    words
        .quotation(open)
        .is_some_and(|q| words.reading.quotations[q].form != QuotationForm::NameOrTerm)
}

/// Quotations without a cue of their own: those that follow in the same paragraph with nothing in
/// between, and paragraphs that an open quotation runs on to.
pub(super) fn carry_on(words: &Words<'_>, found: &mut [Found]) {
    let mut owner: Vec<Option<usize>> = vec![None; words.len()];
    for (index, one) in found.iter().enumerate() {
        for &(start, end) in &one.content {
            owner[start..end].fill(Some(index));
        }
    }
    let mut latest = 0;
    for (number, quotation) in words.reading.quotations.iter().enumerate() {
        let range = quotation_words(words, number);
        let free = owner.get(range.0).is_some_and(Option::is_none);
        if quotation.depth > 0 || quotation.form == QuotationForm::NameOrTerm || !free {
            continue;
        }
        let quotations = &words.reading.quotations;
        let continued = quotation.continues.map(|earlier| earlier as usize).filter(|&earlier| {
            quotations.get(earlier).is_some_and(|q| q.closed_by == ClosedBy::Continuation)
        });
        let of = if let Some(earlier) = continued {
            owner.get(quotation_words(words, earlier).0).copied().flatten()
        } else {
            let (first, _) = paragraph(words, range.0);
            while found.get(latest + 1).is_some_and(|f| f.head < range.0) {
                latest += 1;
            }
            let marked = |f: &Found| {
                f.content
                    .iter()
                    .any(|c| words.mark(c.0) == Mark::Open || words.mark(c.1 - 1) == Mark::Close)
            };
            found
                .get(latest)
                .filter(|f| first <= f.head && f.head < range.0 && marked(f))
                .filter(|_| words.is_border(range.0))
                .map(|_| latest)
        };
        let Some(of) = of else { continue };
        let part = trimmed(words, range);
        for &(start, end) in &part {
            owner[start..end].fill(Some(of));
        }
        if continued.is_some() {
            found[of].carried.extend(part);
        } else {
            found[of].content.extend(part);
        }
    }
}

/// The range without bare commas and stops at its ends; none if nothing is left.
pub(crate) fn trimmed(words: &Words<'_>, (mut start, mut end): Range) -> Vec<Range> {
    let opens = |i: usize| {
        words.mark(i) == Mark::Open || matches!(words.lower(i), "(" | "[" | "$" | "#" | "@")
    };
    let closes = |i: usize| {
        words.mark(i) == Mark::Close || matches!(words.lower(i), ")" | "]" | "%" | "?" | "!")
    };
    while start < end && words.is_punctuation(start) && !opens(start) {
        start += 1;
    }
    while start < end && words.is_punctuation(end - 1) && !closes(end - 1) {
        end -= 1;
    }
    if start < end { vec![(start, end)] } else { Vec::new() }
}
