//! A quotation has no speaker.
//!
//! # What it reports
//! A whole sentence stands between quotation marks like speech, in a paragraph in which nobody speaks and
//! right behind one in which nobody does, and no colon leads up to it. Titles, nicknames, fragments of a
//! sentence, and words that may go on from a speaker before them are left alone.
//!
//! # Why it matters
//! Quoted words without a speaker can be anybody's.
//!
//! # Example
//! ```text
//! The hall was dark. [["We have lost everything we worked for."]]{S213} Nobody moved for a while.
//! ```
//!
//! # What clears it
//! A name beside the quotation, or a paragraph that carries on the words of one speaker.

use sayso_core::{Attribution, Quotation, QuotationForm, SectionKind, Span, Voice};

use crate::cover::Cover;
use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

/// Shorter quotations are seldom speech.
const FEWEST_WORDS: u32 = 4;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    // A quotation without a cue is an attribution of its own, with the speaker left open.
    let settled = |a: &&Attribution| a.speaker.voice != Voice::Doubtful || !a.cue.is_empty();
    let words = |a: &'_ Attribution| -> Vec<Span> {
        a.source.iter().chain(&a.cue).chain(&a.content).copied().collect()
    };
    let carried = |a: &'_ Attribution| -> Vec<Span> { a.reach.iter().map(|r| r.span).collect() };
    let spoken = Cover::of(view.attributions().filter(settled).flat_map(words));
    let carried = Cover::of(view.attributions().filter(settled).flat_map(carried));
    let mut last = None;
    for quotation in reading.quotations.iter().filter(|q| q.depth == 0 && q.continues.is_none()) {
        let is_speech = quotation.form == QuotationForm::Sentence;
        let section = view.facts.document.section_at(quotation.outer.start);
        let kind = section.and_then(|i| view.facts.document.sections.get(i)).map(|s| s.kind);
        let in_body = matches!(kind, Some(SectionKind::Paragraph | SectionKind::Standfirst));
        // The rest of a row of quotations is like its first.
        let goes_on = last.replace(section) == Some(section);
        if !is_speech
            || !in_body
            || goes_on
            || quotation.tokens.len() < FEWEST_WORDS
            || spoken.touches(quotation.outer)
            || carried.touches(quotation.outer)
            || is_title(view, quotation)
            || !stands_alone(view, quotation, &spoken)
        {
            continue;
        }
        let words = view.slice(quotation.outer).trim_matches(['"', '“', '”']);
        report.add(
            Some(quotation.outer),
            format!("{}: the text does not say whose words these are", quoted(words, 50)),
            "Ask who said that.",
        );
    }
}

/// Most of its words begin with a capital: "The Long Way Home".
fn is_title(view: &View<'_>, quotation: &Quotation) -> bool {
    let reading = view.facts.reading;
    let words = quotation.tokens.range().map(|t| reading.form(view.facts.document, t));
    let (mut capital, mut small) = (0, 0);
    for word in words.filter(|word| word.starts_with(char::is_alphabetic)) {
        if word.starts_with(char::is_uppercase) { capital += 1 } else { small += 1 }
    }
    capital >= small
}

/// Nothing but marks beside it in its sentences, something before it in the text, no speech or speaker in its
/// paragraph and the one before, and no colon before it.
fn stands_alone(view: &View<'_>, quotation: &Quotation, spoken: &Cover) -> bool {
    let reading = view.facts.reading;
    let outer = quotation.outer;
    let last = outer.end.saturating_sub(1);
    let (from, to) = (reading.sentence_at(outer.start), reading.sentence_at(last));
    let (Some(first), Some(end)) = (view.sentences().get(from), view.sentences().get(to)) else {
        return false;
    };
    let beside = [
        Span::new(first.span.start.min(outer.start), outer.start),
        Span::new(outer.end, end.span.end.max(outer.end)),
    ];
    let bare = beside.iter().all(|&span| !view.slice(span).contains(char::is_alphanumeric));
    let before = from.checked_sub(1).and_then(|i| view.sentences().get(i));
    let Some(before) = before.filter(|s| view.is_body(s)) else { return false };
    let led_up_to = view.slice(before.span).trim_end().ends_with([':', ',', '—', '–', '-']);
    let section = |i: u32| view.facts.document.sections.get(i as usize).map(|s| s.span);
    let Some(own) = section(first.section) else { return false };
    let previous = first.section.checked_sub(1).and_then(section);
    bare && !led_up_to && !spoken.touches(own) && !previous.is_some_and(|span| spoken.touches(span))
}

#[cfg(test)]
mod tests {
    use sayso_core::{ClosedBy, Quotation, QuotationForm, Voice};

    use crate::example::Example;

    fn example() -> Example {
        let mut e = Example::new(
            "Lund said rain. It fell.\n\nIt fell. It fell.\n\nIt fell. “We lost it all here”",
        );
        let outer = e.span("“We lost it all here”");
        e.reading.quotations.push(Quotation {
            outer,
            inner: e.span("We lost it all here"),
            tokens: e.reading.tokens_in(outer),
            closed_by: ClosedBy::Mark,
            form: QuotationForm::Sentence,
            depth: 0,
            continues: None,
        });
        e
    }

    #[test]
    fn a_quotation_that_no_attribution_holds() {
        let mut e = example();
        e.says("Lund", "said", "rain", Voice::Named);
        assert_eq!(e.words("S213"), ["“We lost it all here”"]);
        e.says("Lund", "said", "We lost it all here", Voice::Named);
        assert!(e.findings("S213").is_empty());
    }

    #[test]
    fn words_behind_a_speaker_may_be_theirs() {
        let mut e = example();
        e.says("Lund", "said", "It fell. It fell", Voice::Named);
        assert!(e.findings("S213").is_empty());
    }

    #[test]
    fn titles_are_no_speech() {
        let mut e = example();
        e.reading.quotations[0].form = QuotationForm::NameOrTerm;
        assert!(e.findings("S213").is_empty());
    }
}
