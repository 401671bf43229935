//! The way back from the text to the source bytes is coarse here.
//!
//! # What it reports
//! A stretch of the text could be led back to its source only as a whole.
//!
//! # Why it matters
//! Marks in the source may stand a few characters beside the words.
//!
//! # Example
//! ```text
//! A page that writes the same characters in two ways at once.
//! ```
//!
//! # What clears it
//! A source without mixed encodings.

use sayso_core::NoteKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    report.add_notes(
        view,
        NoteKind::MapUncertain,
        "Compare the place with the source before quoting it.",
    );
}
