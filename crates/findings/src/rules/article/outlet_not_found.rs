//! No publisher is named for the article.
//!
//! # What it reports
//! Neither the text nor a field beside it nor an address says who published it. Where the text came
//! without any metadata this is a note, and the message says where was looked.
//!
//! # Why it matters
//! The publisher is who can correct the article, and where a reader would look for the article
//! itself.
//!
//! # Example
//! ```text A101 A102 A104
//! A storm took the roof off the market hall in Velm. Nobody was hurt.
//! ```
//!
//! # What clears it
//! A publisher in the metadata, an address, or a line of the text that names the outlet.

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let meta = &view.facts.document.meta;
    let has_address = meta.url.fact.found_or_doubtful().is_some();
    if !meta.outlet.fact.is_not_found() || has_address || !view.has_body() {
        return;
    }
    report.add(
        None,
        format!("no outlet found {}", view.looked_in()),
        "Ask where it was published, or search for its first sentence.",
    );
    if !view.has_metadata() {
        report.as_note();
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Fact, Span};

    use crate::example::Example;

    #[test]
    fn an_address_names_the_publisher() {
        let mut e = Example::new("The ferry was cancelled.");
        assert_eq!(e.findings("A104").len(), 1);
        e.document.meta.url.fact =
            Fact::in_text("https://pier.example/1".to_owned(), Span::default());
        assert!(e.findings("A104").is_empty());
    }
}
