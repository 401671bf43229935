//! No author is named for the article.
//!
//! # What it reports
//! Neither an author line of the text nor a field beside it names an author, and no news agency is
//! credited. Where the text came without any metadata this is a note, since a byline may have been
//! left behind on the page; the message says where was looked.
//!
//! # Why it matters
//! A reader who wants to ask how the writer knows needs somebody to ask.
//!
//! # Example
//! ```text A101 A102 A104
//! The ferry to Oster Holm was cancelled on three days this week. Two boats lay idle in the harbour.
//! ```
//!
//! # What clears it
//! An author line under the headline ("By Ana Reyes"), an author field in the metadata, or the credit
//! of a news agency.

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let meta = &view.facts.document.meta;
    let credited = meta.agency.fact.found_or_doubtful().is_some();
    if !meta.byline.fact.is_not_found() || credited || !view.has_body() {
        return;
    }
    report.add(
        None,
        format!("no byline found {}", view.looked_in()),
        "Ask who wrote it, or look for the author line on the page it came from.",
    );
    if !view.has_metadata() {
        report.as_note();
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Fact, Origin, Severity};

    use crate::example::Example;

    #[test]
    fn a_text_without_metadata_gets_a_note_and_fields_make_it_a_gap() {
        let mut e = Example::new("The ferry was cancelled.");
        assert_eq!(e.findings("A101")[0].severity, Severity::Note);
        let outlet = Fact::Found {
            value: "The Pier".to_owned(),
            span: None,
            from: Origin::Field("json:outlet".to_owned()),
        };
        e.document.meta.outlet.fact = outlet.clone();
        assert_eq!(e.findings("A101")[0].severity, Severity::Gap);
        assert_eq!(e.findings("A101")[0].message, "no byline found in text or metadata");
        e.document.meta.agency.fact = outlet;
        assert!(e.findings("A101").is_empty());
    }

    #[test]
    fn what_was_not_looked_for_is_not_missed() {
        let mut e = Example::new("The ferry was cancelled.");
        e.document.meta.byline.fact = Fact::NotLooked;
        assert!(e.findings("A101").is_empty());
        assert!(Example::new("").findings("A101").is_empty());
        assert!(Example::new("# A headline alone").findings("A101").is_empty());
    }
}
