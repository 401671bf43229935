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

    /// Finds the attributions of a document.
    pub fn attribute(&self, document: &Document, reading: &Reading) -> Attributions {
        let _ = (document, reading);
        Attributions::default()
    }
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
