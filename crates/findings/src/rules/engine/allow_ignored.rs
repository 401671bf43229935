//! A comment in the text that allows a finding was passed over.
//!
//! # What it reports
//! The text holds a comment such as `sayso: allow S208 reason` that was not honoured: because nobody
//! asked for it, or because it names no code, an unknown code or no reason. The message says which.
//!
//! # Why it matters
//! A page could else silence findings on itself, so comments count only where the person who runs the
//! program asks for it.
//!
//! # Example
//! ```text
//! [[<!-- sayso: allow S208 the interview is linked below -->]]{R909}
//!
//! In a recent interview, Orin Vale said that the Salt Choir will stop touring.
//! ```
//!
//! # What clears it
//! `--honour-allow`, or `honour-allow = true` in `sayso.toml`, for texts of one's own; a comment with
//! a known code and a reason.

use crate::allow::comments;
use crate::report::Report;
use crate::view::View;
use crate::wording::cut;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for (place, allow) in comments(view.facts.document) {
        let (message, next_step) = match allow {
            Err(fault) => (
                format!("a comment that allows findings is passed over: {fault}"),
                "Write it as: sayso: allow CODE reason.",
            ),
            Ok(allow) if !view.honours_allow => {
                let codes: Vec<String> = allow.codes.iter().map(ToString::to_string).collect();
                let codes = codes.join(" ");
                (
                    format!("a comment in the text allows {codes}; it is not honoured"),
                    "Ask for it with --honour-allow where the text is your own.",
                )
            }
            Ok(_) => continue,
        };
        report.add(place, cut(&message), next_step);
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{SectionKind, SetAside, Span};

    use crate::example::Example;

    #[test]
    fn comments_nobody_asked_for_and_faulty_ones_are_reported() {
        let mut e =
            Example::new("<!-- sayso: allow S208 linked below -->\n\nIt rained. It hailed.");
        e.document.sections[0].kind = SectionKind::Residue;
        let findings = e.findings("R909");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("allows S208"), "{}", findings[0].message);

        e.document.sections.clear();
        assert_eq!(e.findings("R909").len(), 0);
        e.document.set_aside.push(SetAside {
            text: "<!-- sayso: allow S299 x -->".into(),
            source: Span::new(0, 28),
            reason: "a comment".into(),
        });
        let findings = e.findings("R909");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("nothing follows"), "{}", findings[0].message);
        assert_eq!(findings[0].span, None);
    }
}
