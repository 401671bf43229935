//! A quotation mark has no partner.
//!
//! # What it reports
//! A mark opens a quotation that nothing closes within its paragraph, or closes one that nothing opened. Other
//! paragraphs are not touched by it.
//!
//! # Why it matters
//! How far the words of the source go is open.
//!
//! # Example
//! ```text
//! The play, he said, was a [["]]{R907}great success. Nobody clapped.
//! ```
//!
//! # What clears it
//! The missing mark.

use sayso_core::NoteKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    report.add_notes(view, NoteKind::UnpairedMark, "Look where the quotation ends.");
}
