//! The text is not English news prose, and is not judged.
//!
//! # What it reports
//! The language or the kind of text is outside what the engine was made for, with what was measured.
//!
//! # Why it matters
//! Findings on such a text would say more of the engine than of the text.
//!
//! # Example
//! ```text R902
//! Le théâtre municipal est fermé depuis mardi, et personne ne sait encore quand il pourra rouvrir ses
//! portes. La mairie a fait savoir que le toit devait être refait avant l'hiver, mais que l'argent
//! manquait pour le moment. Les comédiens, eux, jouent dans une grange en attendant.
//! ```
//!
//! # What clears it
//! Nothing; the text is declined.

use sayso_core::NoteKind;

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    report.add_notes(
        view,
        NoteKind::OutOfScope,
        "Read it by eye; the engine is made for English news prose.",
    );
}
