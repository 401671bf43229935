//! Other texts have the same words in the same order.
//!
//! # What it reports
//! The index holds one or more other documents with exactly the words of this text; upper case,
//! spacing and punctuation aside.
//!
//! # Why it matters
//! Ten copies of one text are one report, not ten; whoever counts confirmations has to count it once.
//!
//! # Example
//! ```text T301
//! Orin Vale said the Salt Choir will stop touring. The hall is dark until May.
//! +++ identical
//! id: quay-9
//! date: 2024-05-02
//! words: 14/14
//! ```
//!
//! # What clears it
//! Nothing needs to be cleared: agencies are copied by agreement. Without an index nothing is looked at.

use crate::others::Kin;
use crate::report::Report;
use crate::view::View;
use crate::wording::{count, cut};

/// Documents named in the message.
const NAMED: usize = 2;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let texts = view.facts.others.found();
    let copies: Vec<_> = texts.iter().filter(|text| text.kin == Kin::Identical).collect();
    if copies.is_empty() {
        return;
    }
    let names: Vec<_> = copies.iter().take(NAMED).map(|text| text.label()).collect();
    let more = if copies.len() > NAMED { ", ..." } else { "" };
    let all = count(copies.len(), "other document has", "other documents have");
    report.add(
        None,
        cut(&format!("{all} the same words: {}{more}", names.join(", "))),
        "Count them as one source; ask which outlet wrote it.",
    );
}

#[cfg(test)]
mod tests {
    use crate::example::{Example, other};
    use crate::others::Kin;

    #[test]
    fn identical_texts_are_told_of_once() {
        let mut e = Example::new("It rained.");
        assert!(e.findings("T301").is_empty());
        e.others = vec![other(Kin::Identical), other(Kin::Identical), other(Kin::NearCopy)];
        let findings = e.findings("T301");
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "2 other documents have the same words: \"quay-9\" (2024-05-02), \"quay-9\" (2024-05-02)"
        );
    }
}
