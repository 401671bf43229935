//! The same quoted words stand elsewhere in another mouth.
//!
//! # What it reports
//! A document of the index gives the same or nearly the same quoted words to another speaker. Both speakers
//! must be settled and be two.
//!
//! # Why it matters
//! At least one of the two texts has the wrong speaker.
//!
//! # Example
//! ```text
//! Mira Lund said: "[[We will sell the old harbour theatre before the winter]]{T305}."
//! +++ quotation
//! id: quay-9
//! same: We will sell the old harbour theatre before the winter = We will sell the old harbour theatre before the winter
//! speakers: Mira Lund = Teo Brandt
//! ```
//!
//! # What clears it
//! The same speaker in both, or a recording or transcript that settles it.

use crate::report::Report;
use crate::view::View;
use crate::wording::{cut, quoted};

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for text in view.facts.others.found() {
        for quotation in &text.quotations {
            let Some((here, there)) = &quotation.speakers else { continue };
            report.add(
                Some(quotation.here),
                cut(&format!(
                    "this text gives the words to {}, {} to {}",
                    quoted(here, 25),
                    text.label(),
                    quoted(there, 25)
                )),
                "Ask for a recording or transcript that names the speaker.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::example::{Example, other, shared_quotation};
    use crate::others::Kin;

    #[test]
    fn two_settled_speakers() {
        let mut e = Example::new("Lund said we will sell the hall.");
        let mut text = other(Kin::NearCopy);
        text.quotations = vec![shared_quotation(e.span("we will sell the hall"))];
        e.others = vec![text];
        assert!(e.findings("T305").is_empty());
        e.others[0].quotations[0].speakers = Some(("Lund".into(), "Brandt".into()));
        assert_eq!(e.words("T305"), ["we will sell the hall"]);
    }
}
