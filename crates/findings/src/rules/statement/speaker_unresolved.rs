//! A quotation has no speaker.
//!
//! # What it reports
//! Words stand between quotation marks like speech, and the text names nobody for them, or leaves open which
//! of two people it is. Titles, nicknames and fragments of a sentence are left alone.
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

use sayso_core::{QuotationForm, QuotationKind, SectionKind, Span, Voice};

use crate::cover::Cover;
use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

/// Shorter quotations are seldom speech.
const FEWEST_WORDS: u32 = 4;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    let given = Cover::of(
        view.attributions().filter(|a| a.speaker.voice != Voice::Doubtful).flat_map(|a| {
            let carried = a.reach.iter().map(|reach| &reach.span);
            a.content.iter().chain(&a.source).chain(carried).copied()
        }),
    );
    let mut reported = Vec::new();
    for quotation in reading.quotations.iter().filter(|q| q.depth == 0 && q.continues.is_none()) {
        let is_speech = quotation.form == QuotationForm::Sentence;
        let section = view.facts.document.section_at(quotation.outer.start);
        let kind = section.and_then(|i| view.facts.document.sections.get(i)).map(|s| s.kind);
        let in_body = matches!(kind, Some(SectionKind::Paragraph | SectionKind::Standfirst));
        if !is_speech
            || !in_body
            || quotation.tokens.len() < FEWEST_WORDS
            || given.touches(quotation.outer)
        {
            continue;
        }
        add(view, report, quotation.outer);
        reported.push(quotation.outer);
    }
    let reported = Cover::of(reported);
    let unsettled = view
        .attributions()
        .filter(|a| a.speaker.voice == Voice::Doubtful && a.quotation == QuotationKind::Direct);
    for attribution in unsettled {
        let Some(&first) = attribution.content.first() else { continue };
        if !reported.touches(first) {
            add(view, report, first);
        }
    }
}

fn add(view: &View<'_>, report: &mut Report<'_>, span: Span) {
    let words = view.slice(span).trim_matches(['"', '“', '”']);
    report.add(
        Some(span),
        format!("{}: the text does not say whose words these are", quoted(words, 50)),
        "Ask who said that.",
    );
}

#[cfg(test)]
mod tests {
    use sayso_core::{ClosedBy, Quotation, QuotationForm, Voice};

    use crate::example::Example;

    fn example() -> Example {
        let mut e = Example::new("“We lost it all here” Lund said rain.");
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
    fn titles_are_no_speech() {
        let mut e = example();
        e.reading.quotations[0].form = QuotationForm::NameOrTerm;
        assert!(e.findings("S213").is_empty());
    }
}
