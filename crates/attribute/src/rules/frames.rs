//! How a possible cue stands in its sentence: what follows, what stands before, where its content
//! would begin.

use super::phrases;
use crate::surface::{Mark, Words};

/// What stands beside a possible cue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Frame {
    /// *said that ...*
    That,
    /// *said: "..."*, *said "..."*
    Quote,
    /// *asked whether ...*
    Question,
    /// *wants to ...*
    To,
    /// *said he ...*
    Clause,
    /// *called for ...*
    Preposition,
    /// *criticised the ...*
    Object,
    /// *..., he said.*
    Postponed,
    /// *..., said the ...*
    Inverted,
    /// *was expected*, and all else
    Bare,
    /// A determiner before it: a noun
    Noun,
}

impl Frame {
    /// Every one, in the order of the lexicon's columns.
    pub const ALL: [Self; 11] = [
        Self::That,
        Self::Quote,
        Self::Question,
        Self::To,
        Self::Clause,
        Self::Preposition,
        Self::Object,
        Self::Postponed,
        Self::Inverted,
        Self::Bare,
        Self::Noun,
    ];
}

/// A possible cue with its surroundings, in document-wide words.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// The word itself.
    pub head: usize,
    /// Its verb group: auxiliaries and adverbs before, particle or preposition after.
    pub group: (usize, usize),
    /// Its subject.
    pub subject: Option<(usize, usize)>,
    /// What stands beside it.
    pub frame: Frame,
    /// Where content after it begins.
    pub content: usize,
    /// Where the sentence begins and ends.
    pub sentence: (usize, usize),
}

/// Looks at the word `head`, which is a form of the lexicon.
pub(crate) fn candidate(words: &Words<'_>, head: usize) -> Candidate {
    let index = u32::try_from(head).unwrap_or(u32::MAX);
    let sentence = words
        .reading
        .sentences
        .get(words.reading.sentence_of(index))
        .map_or((head, head + 1), |s| (s.tokens.start as usize, s.tokens.end as usize));
    let (from, to) = sentence;
    let mut start = head;
    while start > from
        && (words.is_aux(start - 1) && words.lower(start - 1) != "'s"
            || words.is_adverb(start - 1)
            || words.lower(start - 1) == "to")
    {
        start -= 1;
    }
    // Adverbs that lead the group stay outside unless an auxiliary or *also* opens it.
    while start < head && words.is_adverb(start) && !words.is_any(start, "also not n't never") {
        start += 1;
    }
    let subject = phrases::subject(words, from, start);
    let mut after = head + 1;
    if words.is_any(after, "out")
        && words.is_any(head, "point points pointed pointing lay laid spell spelled")
    {
        after += 1;
    }
    let noun = start == head
        && head > from
        && (words.is_determiner(head - 1) || words.lower(head - 1) == "'s");
    let left = subject.map_or(start, |s| s.0);
    let (frame, group_end, content) = if noun {
        noun_frame(words, after, to)
    } else {
        verb_frame(words, (from, to), (left, after), subject.is_some())
    };
    Candidate { head, group: (start, group_end), subject, frame, content, sentence }
}

fn noun_frame(words: &Words<'_>, after: usize, to: usize) -> (Frame, usize, usize) {
    let linked = after < to && (words.is_preposition(after) || words.lower(after) == "that");
    let end = if linked && words.lower(after) != "that" { after + 1 } else { after };
    (Frame::Noun, end, end)
}

fn verb_frame(
    words: &Words<'_>,
    (from, to): (usize, usize),
    (left, after): (usize, usize),
    has_subject: bool,
) -> (Frame, usize, usize) {
    let closes = |i: usize| words.mark(i) == Mark::Close;
    let parted = left > from
        && (matches!(words.lower(left - 1), "," | "?" | "!")
            || closes(left - 1)
            || words.is_dash(left - 1))
        && (left - from > 3 || closes(left - 1));
    let begins = left == from && from > 0 && closes(from - 1);
    let ends = after >= to || words.is_stop(after) || matches!(words.lower(after), "," | ";");
    let mut next = after;
    // The one who is told, and the time of the act, stand between the cue and its content.
    if next < to && !ends {
        next = past_addressee(words, after, to);
    }
    let at = |i: usize| if i < to { words.lower(i) } else { "" };
    if (parted || begins) && has_subject && (ends || act_follows(words, after, to)) {
        return (Frame::Postponed, after, after);
    }
    if (parted || begins)
        && !has_subject
        && !ends
        && words.mark(after) == Mark::None
        && (words.is_capital(after)
            || words.is_determiner(after)
            || words.is_nominal(after)
            || words.is_subject_pronoun(after))
        && !matches!(words.lower(after), "that")
    {
        let source = phrases::source_after(words, after, to);
        if source >= to
            || words.is_stop(source)
            || closes(left.wrapping_sub(1))
            || !words.is_verb(source)
        {
            return (Frame::Inverted, after, source);
        }
    }
    let quote = |i: usize| i < to && words.mark(i) == Mark::Open;
    if matches!(at(next), "," | ":") && quote(next + 1) {
        return (Frame::Quote, after, next + 1);
    }
    if at(next) == ":" {
        return (Frame::Quote, after, next + 1);
    }
    if quote(next) {
        return (Frame::Quote, after, next);
    }
    if ends {
        return (Frame::Bare, after, after);
    }
    match at(next) {
        "that" => (Frame::That, after, next),
        "whether" | "how" | "why" | "what" | "if" | "when" | "where" | "who" => {
            (Frame::Question, after, next)
        }
        "to" => (Frame::To, after, next),
        _ if clause_begins(words, next, to) => (Frame::Clause, after, next),
        _ if words.is_preposition(next) && next == after => {
            (Frame::Preposition, after + 1, after + 1)
        }
        _ => (Frame::Object, after, after),
    }
}

/// Skips *reporters*, *the crowd on Monday*: a short noun phrase or time before *that*, a comma with
/// an opening mark, or a clause.
fn past_addressee(words: &Words<'_>, after: usize, to: usize) -> usize {
    let tells =
        words.is_any(after - 1, "told tell tells telling assured asked reminded warned informed");
    for next in after..to.min(after + 8) {
        let lower = words.lower(next);
        if lower == "that" && next > after {
            return next;
        }
        if (lower == "," || lower == ":") && words.mark(next + 1) == Mark::Open {
            return next;
        }
        if words.is_punctuation(next) || words.is_verb(next) || words.is_conjunction(next) {
            break;
        }
        if tells
            && next > after
            && (words.is_any(next, "he she they it we i there whether how why what if to")
                || words.mark(next) == Mark::Open)
        {
            return next;
        }
    }
    if words
        .is_any(after, "monday tuesday wednesday thursday friday saturday sunday yesterday today")
    {
        return after + 1;
    }
    if tells
        && (words.is_pronoun(after) || words.is_capital(after) || words.lower(after).ends_with('s'))
        && after + 1 < to
    {
        let mut end = after + 1;
        while end < to
            && words.is_capital(after)
            && words.is_capital(end)
            && !words.is_punctuation(end)
        {
            end += 1;
        }
        if end < to && clause_begins(words, end, to) {
            return end;
        }
    }
    after
}

/// Place or time of the act follows, not its content.
fn act_follows(words: &Words<'_>, after: usize, to: usize) -> bool {
    if words.mark(after) == Mark::Open {
        return true;
    }
    if words.is_any(after, "in on at during after before when while as of about to via referring noting adding monday tuesday wednesday thursday friday saturday sunday") {
        return true;
    }
    // "he told reporters."
    let end = (after..to.min(after + 9))
        .find(|&i| words.is_punctuation(i) && words.lower(i) != "-" && words.lower(i) != "'");
    end.is_some_and(|i| words.is_stop(i) || words.lower(i) == ",")
        && !(after..end.unwrap_or(after)).any(|i| words.is_verb(i))
}

/// A subject and a finite verb follow.
fn clause_begins(words: &Words<'_>, next: usize, to: usize) -> bool {
    if words.is_any(next, "he she it they i we there you") {
        return true;
    }
    if words.is_preposition(next) || words.is_verb(next) && !words.is_nominal(next) {
        return false;
    }
    for i in next + 1..to.min(next + 9) {
        if words.is_punctuation(i) && !matches!(words.lower(i), "'s" | "-" | "'") {
            return false;
        }
        if words.is_any(i, "is are was were has have had will would can could may might must should does do did 'd 'll 've 're ca wo") {
            return true;
        }
        if words.is_subordinator(i) || words.lower(i) == "to" {
            return false;
        }
        if words.is_verb(i) && !words.lower(i).ends_with("ing") {
            return true;
        }
    }
    false
}
