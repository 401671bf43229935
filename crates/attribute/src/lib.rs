//! Who says so, in which words, on what stated basis.

mod clause;
mod cover;
mod inner;
mod occasion;
mod reach;
mod relay;
mod statement;
mod text;
mod words;

use sayso_core::{Attributions, Document, Reading, Statements};

use text::Text;

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
        complete(document, reading, Vec::new())
    }
}

/// Ties occasions and dates to attributions, and fills in who passed them on and what else may
/// belong to them.
fn complete(
    document: &Document,
    reading: &Reading,
    mut list: Vec<sayso_core::Attribution>,
) -> Attributions {
    let text = Text { document, reading };
    let occasions = occasion::tie(&text, &mut list);
    relay::fill(&text, &mut list);
    reach::fill(&text, &mut list);
    Attributions { list, occasions }
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
    statement::statements(&Text { document, reading }, attributions)
}
