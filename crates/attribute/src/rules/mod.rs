//! Attributions by rule: counted cues with what stands beside them. No learned weights and no tree;
//! kept as the yardstick of the learned finder.

pub(crate) mod content;
pub(crate) mod frames;
pub(crate) mod late;
pub(crate) mod lexicon;
pub(crate) mod phrases;

use crate::found::{Found, Range};
use crate::surface::{Mark, Words};
use frames::{Candidate, Frame};
use lexicon::Lexicon;

/// Least share of a cue in its frame; best linked F1 on every fifth article of train.
const LEAST: f32 = 0.33;

/// The same for one inside another's content, where a wrong voice does more harm; own judgement.
const LEAST_NESTED: f32 = 0.6;

/// All outermost attributions of a document, by place.
pub(crate) fn find(words: &Words<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut taken = vec![false; words.len()];
    for sentence in &words.reading.sentences {
        let range = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        found.extend(in_sentence(words, lexicon, range, &mut taken, false));
    }
    found.sort_by_key(|f| f.head);
    content::carry_on(words, &mut found);
    found
}

/// Attributions that lie wholly in the content of an outer one, with a higher bar.
pub(crate) fn nested(words: &Words<'_>, lexicon: &Lexicon, outer: &[Found]) -> Vec<Found> {
    let mut taken = vec![true; words.len()];
    let mut owner: Vec<Option<usize>> = vec![None; words.len()];
    for (index, one) in outer.iter().enumerate() {
        for &(start, end) in one.content.iter().chain(&one.carried) {
            taken[start..end].fill(false);
            owner[start..end].fill(Some(index));
        }
    }
    // What is known already, outer or not.
    for &(start, end) in outer.iter().flat_map(|one| &one.cue) {
        taken[start..end].fill(true);
    }
    let mut found = Vec::new();
    for sentence in &words.reading.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        if taken[start..end].iter().any(|&t| !t) {
            found.extend(in_sentence(words, lexicon, (start, end), &mut taken, true));
        }
    }
    found.retain(|one| {
        let of = owner.get(one.head).copied().flatten().and_then(|index| outer.get(index));
        one.p >= LEAST_NESTED
            && says_something(words, one)
            && of.is_some_and(|of| one.lies_in(&of.content) || one.lies_in(&of.carried))
    });
    found
}

/// More than a pronoun is said, and not by the one who is told: "the town had been told too late".
fn says_something(words: &Words<'_>, one: &Found) -> bool {
    let said = one.content.iter().flat_map(|range| range.0..range.1);
    let mut said = said.filter(|&i| !words.is_punctuation(i));
    let pronoun =
        said.next().is_some_and(|i| words.is_any(i, "that this it so")) && said.next().is_none();
    let cue = one.cue.iter().flat_map(|range| range.0..range.1);
    let passive = cue.clone().any(|i| words.is_any(i, "been be being"))
        && words.is_any(one.head, "told asked informed warned");
    !pronoun && !passive
}

fn in_sentence(
    words: &Words<'_>,
    lexicon: &Lexicon,
    (from, to): Range,
    taken: &mut [bool],
    in_marks: bool,
) -> Vec<Found> {
    let mut candidates: Vec<(Candidate, f32)> = Vec::new();
    let mut i = from;
    while i < to {
        if taken[i] {
            i += 1;
            continue;
        }
        if words.lower(i) == "according" && words.lower(i + 1) == "to" {
            candidates.push((according(words, i, (from, to)), 1.0));
        } else if let Some(label) = label(words, i, (from, to)) {
            candidates.push((label, 0.9));
        } else if lexicon.has(words.lower(i)) && (in_marks || !in_speech(words, i)) {
            let candidate = frames::candidate(words, i);
            let p = lexicon.p(words.lower(i), candidate.frame);
            if p >= LEAST {
                candidates.push((candidate, p));
            }
        }
        i += 1;
    }
    // A cue after its content, or around it, settles the sentence before those inside.
    let is_late = |frame: Frame| matches!(frame, Frame::Postponed | Frame::Inverted);
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&k| (!is_late(candidates[k].0.frame), k));
    let mut found: Vec<Found> = Vec::new();
    let mut claimed: Vec<Range> = Vec::new();
    for k in order {
        let (candidate, p) = &candidates[k];
        if claimed.iter().any(|c| c.0 <= candidate.head && candidate.head < c.1) {
            continue;
        }
        let late = is_late(candidate.frame);
        let others: Vec<&Candidate> =
            candidates.iter().enumerate().filter(|&(j, _)| j != k).map(|(_, c)| &c.0).collect();
        let spans = if late {
            content::before(words, candidate, &claimed)
        } else {
            content::after(words, candidate, &others, &claimed)
        };
        if spans.is_empty() {
            continue;
        }
        let source = source(words, candidate, &found);
        claimed.extend(&spans);
        for &(start, end) in &spans {
            taken[start..end].fill(true);
        }
        found.push(Found {
            source,
            cue: vec![candidate.group],
            head: candidate.head,
            content: spans,
            p: *p,
            why: vec![format!("{} in frame {:?}", words.lower(candidate.head), candidate.frame)],
            ..Found::default()
        });
    }
    found
}

/// Inside a whole quoted sentence: whoever speaks there speaks in somebody's words.
fn in_speech(words: &Words<'_>, i: usize) -> bool {
    words.quotation(i).is_some() && words.mark(i) == Mark::None
}

fn according(words: &Words<'_>, head: usize, sentence: Range) -> Candidate {
    let end = phrases::source_after(words, head + 2, sentence.1);
    let frame = if head <= sentence.0 + 1 { Frame::Clause } else { Frame::Inverted };
    Candidate {
        head,
        group: (head, head + 2),
        subject: Some((head + 2, end)),
        frame,
        content: if words.lower(end) == "," { end + 1 } else { end },
        sentence,
    }
}

/// *Name: "..."* at the start of a line.
fn label(words: &Words<'_>, i: usize, sentence: Range) -> Option<Candidate> {
    let (from, to) = sentence;
    let short = i > from && i - from <= 7 && words.lower(i) == ":" && i + 1 < to.max(words.len());
    let named = (from..i).all(|k| words.is_capital(k) || words.is_any(k, "of the for , - ."));
    (short && named && words.is_capital(from)).then_some(Candidate {
        head: i,
        group: (i, i + 1),
        subject: Some((from, i)),
        frame: Frame::Quote,
        content: i + 1,
        sentence,
    })
}

/// The subject; for an inverted cue what follows; else the one that an earlier cue of the sentence
/// has, if the two cues are joined.
fn source(words: &Words<'_>, candidate: &Candidate, found: &[Found]) -> Vec<Range> {
    let (from, to) = candidate.sentence;
    if let Some(subject) = candidate.subject {
        return vec![subject];
    }
    let (start, end) = candidate.group;
    if candidate.frame == Frame::Inverted {
        let to = phrases::source_after(words, end, to);
        return if to > end { vec![(end, to)] } else { Vec::new() };
    }
    let passive = (start..candidate.head).any(|i| words.is_any(i, "is are was were be been being"));
    if passive {
        let by = (end..to.min(end + 6)).find(|&i| words.lower(i) == "by");
        return by
            .map_or(Vec::new(), |by| vec![(by + 1, phrases::source_after(words, by + 1, to))]);
    }
    if candidate.frame == Frame::Noun {
        let possessive = start.checked_sub(1).filter(|&i| i > from && words.lower(i) == "'s");
        return possessive
            .and_then(|i| phrases::noun_phrase(words, from, i).map(|first| vec![(first, i + 1)]))
            .unwrap_or_default();
    }
    if let Some(earlier) = found.iter().rev().find(|f| f.start() < start && !f.source.is_empty()) {
        return earlier.source.clone();
    }
    for verb in (from + 1..start).rev() {
        if words.is_verb(verb)
            && !words.is_verb(verb - 1)
            && let Some(subject) = phrases::subject(words, from, verb)
        {
            return vec![subject];
        }
    }
    Vec::new()
}
