//! Praise or blame stands in the text's own voice.
//!
//! # What it reports
//! A statement in the text's own voice judges somebody or something ("brilliant", "a disgrace"), and nobody is
//! named who judges so.
//!
//! # Why it matters
//! In a report a judgement has an owner; without one the reader takes it for a fact.
//!
//! # Example
//! ```text
//! The concert was [[magnificent]]{S207}. Mira Lund said the hall was full.
//! ```
//!
//! # What clears it
//! Whoever judges so, named in the sentence; a headline that labels the piece as opinion, review or satire; a
//! writer who says "I".

use sayso_core::{SectionKind, StatementType};

use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    let Some(list) = view.lists.get("judgements") else { return };
    if is_labelled(view) || view.speaks_as_i() {
        return;
    }
    for statement in view.own_voice().filter(|s| s.kind == StatementType::Opinion) {
        let tokens = reading.tokens_in(statement.span());
        let judges = |&token: &u32| {
            !view.is_quoted(token)
                && statement.spans.iter().any(|span| {
                    reading.tokens.span.get(token as usize).is_some_and(|word| span.contains(*word))
                })
        };
        let word = tokens.range().filter(judges).find_map(|t| list.at(reading, t, tokens.end));
        let Some(word) = word else { continue };
        let span = reading.span(word);
        report.add(
            Some(span),
            format!("{} judges; the text names nobody who judges so", quoted(view.slice(span), 30)),
            "Ask whose judgement it is.",
        );
    }
}

/// The headline says that this is opinion, a review or satire.
fn is_labelled(view: &View<'_>) -> bool {
    let Some(list) = view.lists.get("labelled_opinion") else { return false };
    view.sentences().iter().any(|sentence| {
        let kind = view.section_kind(sentence);
        matches!(kind, Some(SectionKind::Headline | SectionKind::Standfirst | SectionKind::Heading))
            && list.first_in(view.facts.reading, sentence.tokens).is_some()
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{StatementType, Upos};

    use crate::example::Example;

    fn example(text: &str) -> Example {
        let mut e = Example::new(text);
        e.states("It was brilliant", StatementType::Opinion);
        let word = e.reading.tokens_in(e.span("brilliant")).start;
        e.reading.tokens.upos[word as usize] = Upos::Adj;
        e
    }

    #[test]
    fn a_judgement_that_nobody_owns() {
        let mut e = example("It was brilliant. It rained.");
        assert_eq!(e.words("S207"), ["brilliant"]);
        e.statements.list[0].kind = StatementType::Other;
        assert!(e.findings("S207").is_empty());
    }

    #[test]
    fn labels_and_writers_who_say_i() {
        let mut e = example("# Review of it\n\nIt was brilliant.");
        let review = e.reading.tokens_in(e.span("Review")).start as usize;
        assert_eq!(e.reading.tokens.upos[review], Upos::Noun);
        assert!(e.findings("S207").is_empty());
        e = example("It was brilliant. I wept.");
        let word = e.reading.tokens_in(e.span("I wept")).start as usize;
        e.reading.tokens.upos[word] = Upos::Pron;
        assert!(e.findings("S207").is_empty());
    }
}
