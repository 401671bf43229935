//! No document, report or link is cited.
//!
//! # What it reports
//! In an article of ten sentences or more no source is a document, no statement cites one, and no report,
//! filing, poll, book, post or statement that was put out is named as the occasion.
//!
//! # Why it matters
//! Documents outlast memories, and a reader can look at them.
//!
//! # Example
//! ```text A125
//! The theatre stands by the river. It burned in 1930. It was built again. The roof was made of slate.
//! It has six hundred seats. Choirs sang there. The war came. Nobody sang. It was sold. It is empty.
//! ```
//!
//! # What clears it
//! One report, filing, poll, book, post or link. First-hand reports ("I saw") are left alone.

use sayso_core::{OccasionKind, Voice};

use crate::report::Report;
use crate::view::View;

/// Shorter pieces seldom cite anything.
const FEWEST_SENTENCES: usize = 10;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let sentences = view.sentences().iter().filter(|s| view.is_body(s)).count();
    let speaks = view.attributions().any(|a| a.speaker.voice == Voice::Document);
    let cited = view.statements().any(|s| s.basis.document.found_or_doubtful().is_some());
    let told = view.occasions().iter().any(|occasion| match occasion.kind {
        OccasionKind::Filing
        | OccasionKind::Report
        | OccasionKind::Poll
        | OccasionKind::Book
        | OccasionKind::Post
        | OccasionKind::Statement
        | OccasionKind::Letter => true,
        OccasionKind::Interview
        | OccasionKind::NewsConference
        | OccasionKind::Speech
        | OccasionKind::Testimony
        | OccasionKind::Broadcast
        | OccasionKind::Other => false,
    });
    let named = view.lists.get("documents").is_some_and(|list| {
        let mut body = view.sentences().iter().filter(|s| view.is_body(s));
        body.any(|s| list.first_in(view.facts.reading, s.tokens).is_some())
    });
    let shown = speaks || cited || told || named;
    if sentences < FEWEST_SENTENCES || shown || view.speaks_as_i() {
        return;
    }
    report.add(
        None,
        format!("no document, report or link cited in {sentences} sentences"),
        "Ask what is on record about it, and where.",
    );
}

#[cfg(test)]
mod tests {
    use sayso_core::Voice;

    use crate::example::Example;

    #[test]
    fn a_long_text_without_any_document() {
        let mut e = Example::new(&"The chart said rain. ".repeat(10));
        assert_eq!(e.findings("A125").len(), 1);
        e.says("The chart", "said", "rain", Voice::Document);
        assert!(e.findings("A125").is_empty());
        assert!(Example::new(&"It rained. ".repeat(9)).findings("A125").is_empty());
    }
}
