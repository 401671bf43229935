//! Bytes that are no text were replaced.
//!
//! # What it reports
//! The input holds bytes that are no characters in its encoding; each became a replacement character, and
//! offsets still lead back to the source.
//!
//! # Why it matters
//! Names may have lost letters.
//!
//! # Example
//! ```text
//! The café on the quay is closed.
//! ```
//!
//! # What clears it
//! The right encoding, named from outside or within the page.

use sayso_core::NoteKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    report.add_notes(view, NoteKind::BytesReplaced, "Ask for the text in its own encoding.");
}
