//! The same quotation stands elsewhere with other words.
//!
//! # What it reports
//! A document of the index quotes what is plainly the same utterance, and words, numbers, the tense or a
//! negation differ. A quotation that is only cut shorter is left alone.
//!
//! # Why it matters
//! Words between quotation marks are said to be those that were spoken; two versions cannot both be.
//!
//! # Example
//! ```text
//! Mira Lund said: "[[We will sell the old harbour theatre before the winter]]{T304}."
//! +++ quotation
//! id: quay-9
//! altered: We will sell the old harbour theatre before the winter = We may sell the old harbour theatre before the winter
//! ```
//!
//! # What clears it
//! The same words in both, or a recording, transcript or document that settles them.

use crate::others::QuotationChange;
use crate::report::Report;
use crate::view::View;
use crate::wording::{cut, quoted};

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for text in view.facts.others.found() {
        let altered = text.quotations.iter().filter(|q| q.change == QuotationChange::Altered);
        for quotation in altered {
            report.add(
                Some(quotation.here),
                cut(&format!(
                    "{} quotes other words: {}",
                    text.label(),
                    quoted(&quotation.there, 50)
                )),
                "Ask for a recording or transcript.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::example::{Example, other, shared_quotation};
    use crate::others::{Kin, QuotationChange};

    #[test]
    fn altered_words_and_no_cut_ones() {
        let mut e = Example::new("Lund said we will sell the hall.");
        let mut text = other(Kin::Quotation);
        text.quotations = vec![shared_quotation(e.span("we will sell the hall"))];
        e.others = vec![text];
        assert!(e.findings("T304").is_empty());
        e.others[0].quotations[0].change = QuotationChange::Altered;
        assert_eq!(e.words("T304"), ["we will sell the hall"]);
        e.others[0].quotations[0].change = QuotationChange::Cut;
        assert!(e.findings("T304").is_empty());
    }
}
