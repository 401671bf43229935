//! Where a sentence ends inside a section: the linear classifier decides between words, except where
//! no sentence of the training texts ends, and inside a headline without a stop: its capitals tell
//! nothing.

use sayso_core::{Document, Reading, SectionKind, Sentence, Span, TokenFlags, TokenRange};

use crate::chars::{Class, class};
use crate::marks::{Label, Marks};

use super::Buffers;
use super::features::{self, State, Unit};
use super::linear::{Judge, Question};

/// Words after which a sentence is cut, if no end was found.
const SENTENCE_LIMIT: usize = 512;

/// Cuts the words from `first` on into sentences.
pub(crate) fn cut(
    document: &Document,
    marks: &Marks,
    first: usize,
    section: u32,
    judge: &mut impl Judge,
    buffers: &mut Buffers,
    reading: &mut Reading,
) {
    let Buffers { units, labels, folded, features, .. } = buffers;
    units.clear();
    labels.clear();
    let mut after_space = true;
    for (span, flags) in reading.tokens.span.iter().zip(&reading.tokens.flags).skip(first) {
        let form = document.slice(*span);
        units.push(Unit::new(form, after_space, folded));
        let is_mark = form.chars().next().is_some_and(|c| class(c) == Class::Mark);
        labels.push(if is_mark { marks.at(span.start) } else { None });
        after_space = flags.has(TokenFlags::SPACE_AFTER);
    }
    let count = units.len();
    let form =
        |i: usize| document.slice(reading.tokens.span.get(first + i).copied().unwrap_or_default());
    let kind = document.sections.get(section as usize).map(|section| section.kind);
    let headline = matches!(kind, Some(SectionKind::Headline | SectionKind::Heading));
    let prose = (count.saturating_sub(3)..count).any(|i| ends_with(form(i), Class::Stop));
    let mut start = 0;
    let mut depth = 0_i32;
    let mut brackets = 0_u8;
    let mut ends = Vec::new();
    for i in 0..count {
        match labels[i] {
            Some(Label::Open) => depth += 1,
            Some(Label::Close) => depth -= 1,
            _ => {}
        }
        let here = form(i);
        if here == "(" || here == "[" {
            brackets = brackets.saturating_add(1);
        } else if here == ")" || here == "]" {
            brackets = brackets.saturating_sub(1);
        }
        let cut = i + 1 - start >= SENTENCE_LIMIT;
        let end = i + 1 == count || {
            may_end(here, form(i + 1)) && {
                let last = last_word(&labels[..], start, i, &form);
                (!headline || ends_with(form(last), Class::Stop)) && {
                    let next = next_word(&labels[..], i + 1, count, &form);
                    let state = State {
                        length: i + 1 - start,
                        left: count - i - 1,
                        brackets,
                        quoted: depth > 0,
                        prose,
                    };
                    let around = [labels[i], labels[i + 1]];
                    features::sentence(units, start, i, last, next, around, state, features);
                    let byte = reading.tokens.span.get(first + i + 1).map_or(0, |s| s.start);
                    judge.ends(Question::Sentence, byte, features)
                }
            }
        };
        if end || cut {
            ends.push((i, cut && !end));
            start = i + 1;
            brackets = 0;
        }
    }
    let mut start = first;
    for (i, cut) in ends {
        let i = first + i;
        if let Some(flags) = reading.tokens.flags.get_mut(i) {
            if cut {
                flags.set(TokenFlags::CUT);
            }
            if i + 1 == first + count {
                flags.set(TokenFlags::FORCED);
            }
        }
        let spans = &reading.tokens.span;
        let (Some(a), Some(b)) = (spans.get(start), spans.get(i)) else { break };
        let tokens = TokenRange::new(Span::of(0..start).end, Span::of(0..i + 1).end);
        reading.sentences.push(Sentence { tokens, span: a.join(*b), section });
        start = i + 1;
    }
}

fn ends_with(form: &str, kind: Class) -> bool {
    form.chars().next_back().is_some_and(|c| class(c) == kind)
}

/// Between a word and a lower-case word no sentence ends.
fn may_end(left: &str, right: &str) -> bool {
    let word = left.chars().next_back().is_some_and(char::is_alphanumeric);
    !(word && right.starts_with(char::is_lowercase))
}

/// The word before the closing marks and brackets that end at `i`.
fn last_word<'a>(
    labels: &[Option<Label>],
    start: usize,
    i: usize,
    form: &impl Fn(usize) -> &'a str,
) -> usize {
    let mut k = i;
    while k > start
        && i - k < 4
        && (labels[k] == Some(Label::Close) || matches!(form(k), ")" | "]"))
    {
        k -= 1;
    }
    k
}

/// The word behind the opening marks and brackets that begin at `i`.
fn next_word<'a>(
    labels: &[Option<Label>],
    i: usize,
    count: usize,
    form: &impl Fn(usize) -> &'a str,
) -> usize {
    let mut k = i;
    while k + 1 < count
        && k - i < 4
        && (labels[k] == Some(Label::Open) || matches!(form(k), "(" | "["))
    {
        k += 1;
    }
    k
}

#[cfg(test)]
mod tests {
    use super::may_end;

    #[test]
    fn a_lower_case_word_goes_on() {
        assert!(!may_end("the", "house"));
        assert!(may_end(".", "house") && may_end("the", "House"));
    }
}
