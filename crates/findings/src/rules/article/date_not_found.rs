//! No date of publication is given.
//!
//! # What it reports
//! Neither a date line of the text nor a field beside it says when the article appeared. Where the
//! text came without any metadata this is a note, and the message says where was looked.
//!
//! # Why it matters
//! "Last week" and "recently" mean nothing without it, and nobody can tell whether an old story is
//! going round again.
//!
//! # Example
//! ```text A101 A102 A104
//! The library in Brackwater closed last week. The council had voted for it in spring.
//! ```
//!
//! # What clears it
//! A date line in the text, a date field in the metadata, or a date handed in with `--date`.

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    if !view.facts.document.meta.date.fact.is_not_found() || !view.has_body() {
        return;
    }
    report.add(
        None,
        format!("no publication date found {}", view.looked_in()),
        "Look for the date on the page it came from, and hand it in with --date.",
    );
    if !view.has_metadata() {
        report.as_note();
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Date, Fact};

    use crate::example::Example;

    #[test]
    fn a_date_in_doubt_is_no_absence() {
        let mut e = Example::new("The ferry was cancelled.");
        assert_eq!(e.findings("A102").len(), 1);
        let value = Date { year: 2019, month: None, day: None };
        e.document.meta.date.fact =
            Fact::Doubtful { value, span: None, why: "two readings".to_owned() };
        assert!(e.findings("A102").is_empty());
    }
}
