//! Who says so, in which words, on what stated basis.

use sayso_core::{Attributions, Document, Reading, Statements};

/// Loaded rules and weights; never changes.
#[derive(Debug, Default)]
pub struct Attributor {}

impl Attributor {
    /// The attributor with what is built in.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// Rules and counted cues alone: the yardstick of the evaluator.
    pub fn rules() -> Self {
        Self::default()
    }

    /// Finds the attributions of a document.
    pub fn attribute(&self, document: &Document, reading: &Reading) -> Attributions {
        let _ = (document, reading);
        Attributions::default()
    }
}

/// Whether a word, in lower case, is a form of a cue of the lexicon.
pub fn is_cue_form(_form: &str) -> bool {
    false
}

/// Cuts a document into statements with their voices and basis.
pub fn statements(
    document: &Document,
    reading: &Reading,
    attributions: &Attributions,
) -> Statements {
    let _ = (document, reading, attributions);
    Statements::default()
}
