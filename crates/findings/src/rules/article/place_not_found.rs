//! No dateline place is given.
//!
//! # What it reports
//! The article does not begin with a place ("VELM (Reuters) -"), and no field beside it gives one. Reviews,
//! obituaries and results are left alone where the headline says so.
//!
//! # Why it matters
//! A dateline says where the reporting was done.
//!
//! # Example
//! ```text A103
//! outlet: The Velm Courier
//! ---
//! The roof of the market hall was blown off on Monday. Nobody was hurt.
//! ```
//!
//! # What clears it
//! A dateline or a place in the metadata.

use sayso_core::SectionKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    if !view.facts.document.meta.place.fact.is_not_found() || !view.has_body() || has_genre(view) {
        return;
    }
    report.add(
        None,
        format!("no dateline place found {}", view.looked_in()),
        "Ask from where it was reported.",
    );
}

/// The headline or standfirst says that this is a piece that has no dateline.
fn has_genre(view: &View<'_>) -> bool {
    let Some(genres) = view.lists.get("undatelined") else { return false };
    view.sentences().iter().any(|sentence| {
        let kind = view.section_kind(sentence);
        matches!(kind, Some(SectionKind::Headline | SectionKind::Standfirst))
            && genres.first_in(view.facts.reading, sentence.tokens).is_some()
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{Fact, Span};

    use crate::example::Example;

    #[test]
    fn a_place_or_a_review_clears_it() {
        let mut e = Example::new("The roof blew off.");
        assert_eq!(e.findings("A103").len(), 1);
        e.document.meta.place.fact = Fact::in_text("Velm".into(), Span::default());
        assert!(e.findings("A103").is_empty());
        assert!(Example::new("# Review of a play\n\nIt was long.").findings("A103").is_empty());
    }
}
