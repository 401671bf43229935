//! From text to sentences, words, trees, names, chains, quotation marks and times.
//!
//! [`Reader::read`] fills a [`Reading`] layer by layer; each layer is a plain function over the
//! document and the layers before it, in a module of its own.

mod chains;
mod chars;
pub mod conllu;
mod guess;
mod lexicon;
mod marks;
mod names;
pub mod net;
mod quotations;
pub mod split;
mod times;
mod words;

use sayso_core::{Document, Layers, Reading, SectionKind};

pub use chains::{RANKER_FEATURES, Ranker};
use lexicon::Lexicon;
use net::{Net, NetScratch};
use words::{Folded, Words};

/// Loaded rules and weights; never changes.
#[derive(Debug, Default)]
pub struct Reader {
    lexicon: Lexicon,
    split: split::Weights,
    ranker: Ranker,
    net: Option<Net>,
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
    pub fn embedded() -> Self {
        let split = split::Weights::from_bytes(sayso_model_split_en_1::BYTES).unwrap_or_default();
        let net = Net::load(sayso_model_read_en_1::BYTES).ok();
        Self { lexicon: Lexicon::embedded(), split, ranker: Ranker::default(), net }
    }

    /// The same reader with other weights for pronouns.
    #[must_use]
    pub fn with_ranker(self, ranker: Ranker) -> Self {
        Self { ranker, ..self }
    }

    /// Digest of the network's weights, empty without a network: models trained on its readings
    /// name it.
    pub fn model_digest(&self) -> &str {
        self.net.as_ref().map_or("", |net| net.header().digest.as_str())
    }

    /// Reads one document. The reading names the layers that were read; trees are not among them
    /// where there is no network.
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
        scratch.folded.fill(document, &reading);
        let (spans, flags) = (reading.tokens.span.clone(), reading.tokens.flags.clone());
        let words = Words::new(document, &scratch.folded, &spans, &flags);
        if let Some(net) = &self.net
            && (lacks(Layers::TAG) || lacks(Layers::PARSE))
        {
            net.analyse(document, &mut reading, layers, &mut scratch.net);
            let parse = if layers.has(Layers::PARSE) { Layers::PARSE } else { Layers::TAG };
            reading.layers = reading.layers.with(parse);
        } else if lacks(Layers::TAG) {
            guess::tag(&words, &mut reading);
            reading.layers = reading.layers.with(Layers::TAG);
        }
        if lacks(Layers::QUOTE) {
            quotations::fill(&words, &scratch.marks.pairs, &mut reading);
            reading.notes.append(&mut stray);
            reading.layers = reading.layers.with(Layers::QUOTE);
        }
        if lacks(Layers::NAMES) {
            let kinds: Vec<SectionKind> = document.sections.iter().map(|s| s.kind).collect();
            let mut mentions = Vec::new();
            names::find(&words, &kinds, &self.lexicon, &reading, &mut mentions);
            reading.mentions = mentions;
            reading.layers = reading.layers.with(Layers::NAMES);
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
