//! A comment meant to allow a finding could not be used.
//!
//! # What it reports
//! A comment `sayso: allow ...` without a code, with a code that no finding has, or without a reason. It
//! allows nothing.
//!
//! # Why it matters
//! Whoever wrote it believes that a finding is silenced.
//!
//! # Example
//! ```text
//! <!-- sayso: allow S999 on purpose -->
//! Orin Vale said that the Salt Choir will stop touring.
//! ```
//!
//! # What clears it
//! A known code and a reason, as in `sayso: allow S208 the interview is our own`.

use sayso_core::NoteKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    report.add_notes(
        view,
        NoteKind::AllowIgnored,
        "Give a known code and a reason after \"allow\".",
    );
}
