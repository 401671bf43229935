//! From text to sentences, words, trees, names, chains, quotation marks and times.
//!
//! [`Reader::read`] fills a [`Reading`] layer by layer; each layer is a plain function over the
//! document and the layers before it, in a module of its own.

mod chains;
mod chars;
pub mod conllu;
mod lexicon;
mod marks;
mod names;
pub mod net;
mod quotations;
pub mod split;
mod times;
mod words;

use sayso_core::{Document, Layers, Reading};

pub use chains::{PronounChoice, ranker};
use lexicon::Lexicon;
use net::{Net, NetScratch};
use ranker::Ranker;
use words::{Folded, Words};

/// Why a reader could not be made.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
#[non_exhaustive]
pub enum LoadError {
    /// The splitter's model was refused.
    Split(#[from] split::SplitModelError),
    /// The network's model was refused.
    Net(#[from] net::ModelError),
}

/// Loaded rules and weights; never changes.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    split: split::Weights,
    ranker: Ranker,
    net: Net,
}

/// Buffers of one thread, reused over documents; never part of a result.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Of each document of a run.
    marks: Vec<marks::Marks>,
    split: split::Buffers,
    folded: Folded,
    net: NetScratch,
}

impl Reader {
    /// The reader with what is built in.
    ///
    /// # Panics
    /// Never with the models that this version holds.
    #[expect(clippy::expect_used, reason = "the bytes are a constant, and every test loads them")]
    pub fn embedded() -> Self {
        Self::load(sayso_model_split_en_1::BYTES, sayso_model_read_en_1::BYTES)
            .expect("the built-in models load")
    }

    /// A reader with given models of the splitter and of the network.
    ///
    /// # Errors
    /// When bytes are not a whole, undamaged model of this version.
    pub fn load(split: &[u8], net: &[u8]) -> Result<Self, LoadError> {
        Ok(Self {
            lexicon: Lexicon::embedded(),
            split: split::Weights::from_bytes(split)?,
            ranker: Ranker::embedded(),
            net: Net::load(net)?,
        })
    }

    /// The pronouns of a document that is read but for its chains, with whom each may mean, for a trainer
    /// of the ranker.
    pub fn pronoun_choices(
        &self,
        document: &Document,
        mut reading: Reading,
        ranker: &Ranker,
        scratch: &mut Scratch,
    ) -> [Vec<PronounChoice>; 2] {
        scratch.folded.fill(document, &reading);
        let (spans, flags) = (reading.tokens.span.clone(), reading.tokens.flags.clone());
        let words = Words::new(document, &scratch.folded, &spans, &flags);
        chains::pronoun_choices(&words, &self.lexicon, ranker, &mut reading)
    }

    /// Digest of the network's weights: models trained on its readings name it.
    pub fn model_digest(&self) -> &str {
        &self.net.header().digest
    }

    /// Reads one document; the reading names the layers that were read.
    pub fn read(&self, document: &Document, layers: Layers, scratch: &mut Scratch) -> Reading {
        self.complete(document, Reading::default(), layers, scratch)
    }

    /// Reads several documents. The network takes their sentences together, which makes short ones
    /// cheaper; the readings are those that each would have alone.
    pub fn read_all(
        &self,
        documents: &[&Document],
        layers: Layers,
        scratch: &mut Scratch,
    ) -> Vec<Reading> {
        let mut readings = vec![Reading::default(); documents.len()];
        self.fill(documents, &mut readings, layers, scratch);
        readings
    }

    /// Reads a document whose words and sentences are given, as by [`conllu::parse`]. What else
    /// `given` holds is read anew.
    pub fn read_given(
        &self,
        document: &Document,
        given: &Reading,
        layers: Layers,
        scratch: &mut Scratch,
    ) -> Reading {
        let mut reading = Reading {
            layers: Layers::SPLIT,
            sentences: given.sentences.clone(),
            strings: given.strings.clone(),
            ..Reading::default()
        };
        reading.tokens.span.clone_from(&given.tokens.span);
        reading.tokens.flags.clone_from(&given.tokens.flags);
        reading.tokens.odd_form.clone_from(&given.tokens.odd_form);
        self.complete(document, reading, layers, scratch)
    }

    /// Adds to a reading the layers that it lacks.
    pub fn complete(
        &self,
        document: &Document,
        mut reading: Reading,
        layers: Layers,
        scratch: &mut Scratch,
    ) -> Reading {
        self.fill(&[document], std::slice::from_mut(&mut reading), layers, scratch);
        reading
    }

    /// Adds to readings the layers that they lack; all must lack the same.
    fn fill(
        &self,
        documents: &[&Document],
        readings: &mut [Reading],
        layers: Layers,
        scratch: &mut Scratch,
    ) {
        let has = readings.first().map_or(layers, |reading| reading.layers);
        let lacks = |layer: Layers| layers.has(layer) && !has.has(layer);
        if scratch.marks.len() < documents.len() {
            scratch.marks.resize_with(documents.len(), marks::Marks::default);
        }
        for ((document, reading), marks) in
            documents.iter().zip(&mut *readings).zip(&mut scratch.marks)
        {
            let mut stray = marks::find(document, marks);
            if !has.has(Layers::SPLIT) {
                let judge = &mut &self.split;
                split::split(document, marks, judge, &mut scratch.split, reading);
            }
            if lacks(Layers::QUOTE) {
                reading.notes.append(&mut stray);
            }
            reading.layers = has.with(Layers::SPLIT);
            split::fill_columns(reading);
        }
        if [Layers::TAG, Layers::PARSE, Layers::NAMES].into_iter().any(lacks) {
            self.net.analyse(documents, readings, layers, &mut scratch.net);
        }
        if ![Layers::NAMES, Layers::QUOTE, Layers::CHAINS, Layers::TIME].into_iter().any(lacks) {
            return;
        }
        for ((document, reading), marks) in documents.iter().zip(readings).zip(&scratch.marks) {
            scratch.folded.fill(document, reading);
            let (spans, flags) = (reading.tokens.span.clone(), reading.tokens.flags.clone());
            let words = Words::new(document, &scratch.folded, &spans, &flags);
            if lacks(Layers::NAMES) {
                names::agree(&words, &self.lexicon, reading);
            }
            if lacks(Layers::QUOTE) {
                quotations::fill(&words, &marks.pairs, reading);
                reading.layers = reading.layers.with(Layers::QUOTE);
            }
            if lacks(Layers::CHAINS) {
                chains::link(&words, &self.lexicon, &self.ranker, reading);
                reading.layers = reading.layers.with(Layers::CHAINS);
            }
            if lacks(Layers::TIME) {
                times::find(&words, document.meta.date.fact.found().copied(), reading);
                reading.layers = reading.layers.with(Layers::TIME);
            }
        }
    }
}
