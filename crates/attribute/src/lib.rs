//! Who says so, in which words, on what stated basis.

mod announced;
mod clause;
mod cover;
mod crowd;
mod found;
mod inner;
mod lists;
pub mod net;
mod occasion;
mod passive;
mod plain;
mod reach;
mod relay;
mod resolve;
mod rules;
mod statement;
mod surface;
#[cfg(test)]
mod testing;
mod text;
mod uncued;
mod words;

use sayso_core::{Attributions, Document, Layers, Reading, Statements};

use net::{ModelError, Net};
use rules::lexicon::Lexicon;
use surface::Words;
use text::Text;

pub use found::Given;
pub use occasion::{BAR, Choice, Choosable, OccasionWeights, Table, look_around};
pub use rules::frames::Frame;

/// Loaded rules and weights; never changes.
#[derive(Debug)]
pub struct Attributor {
    lexicon: Lexicon,
    tables: resolve::Tables,
    net: Option<Net>,
}

impl Default for Attributor {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Attributor {
    /// The attributor with what is built in.
    ///
    /// # Panics
    /// Never with the model that this version holds.
    #[expect(clippy::expect_used, reason = "the bytes are a constant, and every test loads them")]
    pub fn embedded() -> Self {
        Self::with_model(sayso_model_attribute_en_1::BYTES).expect("the built-in model loads")
    }

    /// Rules and counted cues alone: the yardstick of the evaluator.
    pub fn rules() -> Self {
        Self { lexicon: Lexicon::embedded(), tables: resolve::Tables::embedded(), net: None }
    }

    /// The attributor with a model file's weights.
    ///
    /// # Errors
    /// When the file is damaged or of another format, naming the field or tensor.
    pub fn with_model(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { net: Some(Net::load(bytes)?), ..Self::rules() })
    }

    /// Finds the attributions of a document.
    pub fn attribute(&self, document: &Document, reading: &Reading) -> Attributions {
        let words = Words::new(document, reading);
        // A network that was trained with trees is never run without them.
        let net = self
            .net
            .as_ref()
            .filter(|net| reading.layers.has(Layers::PARSE) || !net.header().trees);
        let mut found = match net {
            Some(net) => net.find(&words),
            None => rules::find(&words, &self.lexicon),
        };
        plain::drop(&words, &self.lexicon, &self.tables, &mut found);
        if net.is_some() && reading.layers.has(Layers::PARSE) {
            rules::late::add(&words, &self.lexicon, &self.tables, &mut found);
            passive::unname(&words, &self.tables, &mut found);
        }
        uncued::add(&words, &self.lexicon, &mut found);
        let nested = rules::nested(&words, &self.lexicon, &found);
        found.extend(nested);
        if reading.layers.has(Layers::PARSE) {
            let crowds = crowd::inside(&words, &self.tables, &found);
            found.extend(crowds);
        }
        complete(document, reading, resolve::resolve(&words, &self.tables, found))
    }

    /// Resolves attributions whose spans are given, apart from any finder: who speaks, which act, which
    /// occasion and date. Those whose spans hold no word are left out.
    pub fn resolve(&self, document: &Document, reading: &Reading, given: &[Given]) -> Attributions {
        let words = Words::new(document, reading);
        let found = given.iter().filter_map(|given| given.found(&words)).collect();
        complete(document, reading, resolve::resolve(&words, &self.tables, found))
    }

    /// What each of the attributions that [`Self::resolve`] makes of the same spans may take for its occasion
    /// and for its date, with what speaks for each: what the weights of that choice are trained from. The
    /// dates rest on the occasions that `weights` choose.
    pub fn occasion_choices(
        &self,
        document: &Document,
        reading: &Reading,
        given: &[Given],
        weights: &OccasionWeights,
    ) -> (Vec<Choice>, Vec<Choice>) {
        let words = Words::new(document, reading);
        let found = given.iter().filter_map(|given| given.found(&words)).collect();
        let mut list = resolve::resolve(&words, &self.tables, found);
        let text = Text::new(document, reading);
        announced::add(&text, &mut list);
        occasion::choices(&text, &list, weights)
    }

    /// Whether a word, in lower case, is a form of a cue of the lexicon.
    pub fn is_cue_form(&self, form: &str) -> bool {
        self.lexicon.has(form)
    }
}

/// Adds announced words, ties occasions and dates to attributions, and fills in who passed them on and what else may
/// belong to them.
fn complete(
    document: &Document,
    reading: &Reading,
    mut list: Vec<sayso_core::Attribution>,
) -> Attributions {
    let text = Text::new(document, reading);
    announced::add(&text, &mut list);
    let occasions = occasion::tie(&text, &mut list);
    relay::fill(&text, &mut list);
    reach::fill(&text, &mut list);
    Attributions { list, occasions }
}

/// The frame of every word that the test accepts: what the lexicon is counted from. Gives the word's
/// index, its form in lower case, and its frame.
pub fn frames(
    document: &Document,
    reading: &Reading,
    mut accepts: impl FnMut(usize, &str) -> bool,
) -> Vec<(usize, String, Frame)> {
    let words = Words::new(document, reading);
    (0..words.len())
        .filter(|&i| accepts(i, words.lower(i)))
        .map(|i| (i, words.lower(i).to_owned(), rules::frames::candidate(&words, i).frame))
        .collect()
}

/// Cuts a document into statements with their voices and basis.
pub fn statements(
    document: &Document,
    reading: &Reading,
    attributions: &Attributions,
) -> Statements {
    statement::statements(&Text::new(document, reading), attributions)
}
