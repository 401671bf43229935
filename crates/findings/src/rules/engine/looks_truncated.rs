//! The text seems to be cut off.
//!
//! # What it reports
//! The last sentence breaks off, or the text ends in a call to read on elsewhere. Findings on what is not
//! found hold for the part supplied.
//!
//! # Why it matters
//! A reply, a source or a date may stand in the part that is missing.
//!
//! # Example
//! ```text
//! The theatre will close in May. Mira Lund, who has led it for twenty years, said that the ...
//! ```
//!
//! # What clears it
//! The whole text.

use sayso_core::NoteKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    report.add_notes(
        view,
        NoteKind::LooksTruncated,
        "Look for the rest; what is missing here may stand there.",
    );
}
