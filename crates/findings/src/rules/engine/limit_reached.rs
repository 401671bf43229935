//! A stated limit was met, and the rest was not looked at.
//!
//! # What it reports
//! A sentence, a paragraph or a list was longer than the engine looks at; the message gives the figures.
//!
//! # Why it matters
//! What is not found may stand in the part that was not looked at.
//!
//! # Example
//! ```text
//! A line of a million characters without a full stop.
//! ```
//!
//! # What clears it
//! A text in sentences and paragraphs.

use sayso_core::NoteKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    report.add_notes(
        view,
        NoteKind::LimitReached,
        "Cut the text into parts, or read the rest by eye.",
    );
}
