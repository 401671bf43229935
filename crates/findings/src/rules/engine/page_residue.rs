//! Page furniture stood inside the text and was set apart.
//!
//! # What it reports
//! A line such as "Share", "Video" or a row of links was taken for page furniture: read past, no statement.
//!
//! # Why it matters
//! Where that was wrong, a sentence was not read.
//!
//! # Example
//! ```text
//! The theatre will close in May. The actors have been told.
//! ```
//!
//! # What clears it
//! The article without the page around it.

use sayso_core::NoteKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    report.add_notes(view, NoteKind::PageResidue, "Look whether it belongs to the article.");
}
