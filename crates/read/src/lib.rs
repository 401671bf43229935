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

pub use chains::{RANKER_FEATURES, Ranker};
use lexicon::Lexicon;
use net::{Net, NetScratch};
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
    marks: marks::Marks,
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
            ranker: Ranker::default(),
            net: Net::load(net)?,
        })
    }

    /// The same reader with other weights for pronouns.
    #[must_use]
    pub fn with_ranker(self, ranker: Ranker) -> Self {
        Self { ranker, ..self }
    }

    /// Digest of the network's weights: models trained on its readings name it.
    pub fn model_digest(&self) -> &str {
        &self.net.header().digest
    }

    /// Reads one document; the reading names the layers that were read.
    pub fn read(&self, document: &Document, layers: Layers, scratch: &mut Scratch) -> Reading {
        self.complete(document, Reading::default(), layers, scratch)
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
        let has = reading.layers;
        let lacks = |layer: Layers| layers.has(layer) && !has.has(layer);
        let mut stray = marks::find(document, &mut scratch.marks);
        if !has.has(Layers::SPLIT) {
            let judge = &mut &self.split;
            split::split(document, &scratch.marks, judge, &mut scratch.split, &mut reading);
        }
        reading.layers = has.with(Layers::SPLIT);
        split::fill_columns(&mut reading);
        if [Layers::TAG, Layers::PARSE, Layers::NAMES].into_iter().any(lacks) {
            self.net.analyse(document, &mut reading, layers, &mut scratch.net);
        }
        if ![Layers::NAMES, Layers::QUOTE, Layers::CHAINS, Layers::TIME].into_iter().any(lacks) {
            return reading;
        }
        scratch.folded.fill(document, &reading);
        let (spans, flags) = (reading.tokens.span.clone(), reading.tokens.flags.clone());
        let words = Words::new(document, &scratch.folded, &spans, &flags);
        if lacks(Layers::NAMES) {
            names::agree(&words, &self.lexicon, &mut reading);
        }
        if lacks(Layers::QUOTE) {
            quotations::fill(&words, &scratch.marks.pairs, &mut reading);
            reading.notes.append(&mut stray);
            reading.layers = reading.layers.with(Layers::QUOTE);
        }
        if lacks(Layers::CHAINS) {
            chains::link(&words, &self.lexicon, &self.ranker, &mut reading);
            reading.layers = reading.layers.with(Layers::CHAINS);
        }
        if lacks(Layers::TIME) {
            times::find(&words, document.meta.date.fact.found().copied(), &mut reading);
            reading.layers = reading.layers.with(Layers::TIME);
        }
        reading
    }
}
