//! Noun phrases by form: to the left of a verb, and to the right of an inverted cue.

use crate::surface::{Mark, Words};

/// Words that end a source to the right of its cue, where time or place of the act begins.
const ACT: &str = "on in at during after before when while as about from who whose adding noting referring speaking citing last this earlier later monday tuesday wednesday thursday friday saturday sunday yesterday today via";

/// The subject that ends where a verb group starts, within the words from `from` on.
pub(crate) fn subject(words: &Words<'_>, from: usize, verb: usize) -> Option<(usize, usize)> {
    let mut end = verb;
    while end > from && words.is_adverb(end - 1) {
        end -= 1;
    }
    if end == from {
        return None;
    }
    if words.lower(end - 1) == "," {
        return with_apposition(words, from, end - 1);
    }
    noun_phrase(words, from, end).map(|start| (start, end))
}

/// *Name, the role of the place,* before the verb: the commas and what is between belong to it.
fn with_apposition(words: &Words<'_>, from: usize, comma: usize) -> Option<(usize, usize)> {
    let first =
        (from.max(comma.saturating_sub(40))..comma).rev().find(|&k| words.lower(k) == ",")?;
    let inside = first + 1;
    if inside >= comma
        || words.is_conjunction(inside)
        || (inside..comma).any(|k| words.mark(k) != Mark::None)
    {
        return None;
    }
    let describes = words.is_determiner(inside)
        || words.is_any(inside, "who whose which")
        || words.is_nominal(inside);
    if !describes {
        return None;
    }
    noun_phrase(words, from, first)
        .map(|start| (start, comma + 1))
        .or_else(|| with_apposition(words, from, first).map(|(start, _)| (start, comma + 1)))
}

/// The first word of the noun phrase that ends before `end`.
pub(crate) fn noun_phrase(words: &Words<'_>, from: usize, end: usize) -> Option<usize> {
    let last = end.checked_sub(1).filter(|&i| i >= from)?;
    if words.is_any(last, "i he she we they you it who everyone somebody someone nobody others many some few several most both this that") {
        return Some(last);
    }
    if !words.is_nominal(last) || words.is_determiner(last) {
        return None;
    }
    let mut start = last;
    loop {
        while start > from && words.is_nominal(start - 1) && !words.is_border(start) {
            start -= 1;
            if words.is_determiner(start) && !words.is_any(start, "other more such") {
                break;
            }
        }
        let before = start.checked_sub(1).filter(|&b| b > from && !words.is_border(start));
        let Some(link) = before else { return Some(start) };
        if words.lower(link) == "of" && (words.is_nominal(link - 1) || words.is_pronoun(link - 1)) {
            start = link - 1;
            continue;
        }
        let joins = words.is_any(link, "for at in from with on to and or & behind against")
            && words.is_nominal(link - 1);
        if !joins {
            return Some(start);
        }
        let outer = noun_phrase(words, from, link)?;
        // Only where the longer phrase begins the clause; else the preposition is a verb's.
        let clean = outer == from
            || words.is_border(outer)
            || words.is_punctuation(outer - 1)
            || words.is_conjunction(outer - 1)
            || words.is_subordinator(outer - 1);
        return Some(if clean && !words.is_adverb(outer) { outer } else { start });
    }
}

/// The end of the source that follows an inverted cue or *according to*.
pub(crate) fn source_after(words: &Words<'_>, start: usize, end: usize) -> usize {
    let mut i = start;
    let mut has_noun = false;
    while i < end {
        let lower = words.lower(i);
        if words.mark(i) != Mark::None
            || words.is_stop(i)
            || matches!(lower, ";" | ":" | "(")
            || words.is_dash(i) && lower != "-"
        {
            break;
        }
        if lower == "," {
            let next = i + 1;
            let describes = next < end
                && (words.is_any(next, "a an the who whose one another former president director chairman chief executive editor professor sr. jr.")
                    || words.is_capital(next) && has_noun && words.is_any(next + 1, ", and"))
                && !words.is_conjunction(next);
            if !describes || clause_ahead(words, next, end) {
                break;
            }
        } else if has_noun && words.is_any(i, ACT) && !ordinary_link(words, i)
            || has_noun && words.is_verb(i) && !after_comma(words, start, i)
            || words.is_conjunction(i) && (words.is_subject_pronoun(i + 1) || words.is_verb(i + 1))
        {
            break;
        }
        has_noun |= words.is_nominal(i) || words.is_pronoun(i);
        i += 1;
    }
    i
}

/// *in*, *at*, *from* and *on* belong to the source after a common noun: *a professor at the college*.
fn ordinary_link(words: &Words<'_>, i: usize) -> bool {
    words.is_any(i, "at in from on who whose")
        && i > 0
        && !words.is_capital(i - 1)
        && words.is_capital(i + 1)
        || words.is_any(i, "who whose") && words.lower(i.wrapping_sub(1)) == ","
        || words.is_any(i, "at from in")
            && words.is_determiner(i + 1)
            && i > 0
            && !words.is_capital(i - 1)
}

fn after_comma(words: &Words<'_>, start: usize, i: usize) -> bool {
    (start..i).any(|k| words.lower(k) == ",")
}

/// The words after a comma are a clause of their own: *the senator said*.
fn clause_ahead(words: &Words<'_>, start: usize, end: usize) -> bool {
    (start..end.min(start + 5)).any(|k| words.is_verb(k)) && !words.is_any(start, "who whose")
}
