//! From text to sentences, words, trees, names, chains, quotation marks and times.
//!
//! [`Reader::read`] fills a [`Reading`] layer by layer; each layer is a plain function over the
//! document and the layers before it, in a module of its own.

mod chains;
mod chars;
mod guess;
mod lexicon;
mod marks;
mod names;
pub mod net;
mod quotations;
mod split;
mod times;
mod words;

use sayso_core::{Document, Layers, Reading, SectionKind};

use lexicon::Lexicon;
use words::{Folded, Words};

/// Loaded rules and weights; never changes.
#[derive(Debug, Default)]
pub struct Reader {
    lexicon: Lexicon,
}

/// Buffers of one thread, reused over documents; never part of a result.
#[derive(Debug, Default)]
pub struct Scratch {
    marks: marks::Marks,
    split: split::Buffers,
    folded: Folded,
}

impl Reader {
    /// The reader with what is built in.
    pub fn embedded() -> Self {
        Self { lexicon: Lexicon::embedded() }
    }

    /// Reads one document. The reading names the layers that were read; trees are not among them
    /// while there is no parser.
    pub fn read(&self, document: &Document, layers: Layers, scratch: &mut Scratch) -> Reading {
        let mut reading = Reading { layers: layers.without(Layers::PARSE), ..Reading::default() };
        let mut stray = Vec::new();
        marks::find(document, &mut scratch.marks, &mut stray);
        split::split(document, &scratch.marks, &mut scratch.split, &mut reading);
        split::fill_columns(&mut reading);
        scratch.folded.fill(document, &reading);
        let (spans, flags) = (reading.tokens.span.clone(), reading.tokens.flags.clone());
        let words = Words::new(document, &scratch.folded, &spans, &flags);
        if layers.has(Layers::TAG) {
            guess::tag(&words, &mut reading);
        }
        if layers.has(Layers::QUOTE) {
            quotations::fill(&words, &scratch.marks.pairs, &mut reading);
            reading.notes.append(&mut stray);
        }
        if layers.has(Layers::NAMES) {
            let kinds: Vec<SectionKind> = document.sections.iter().map(|s| s.kind).collect();
            let mut mentions = Vec::new();
            names::find(&words, &kinds, &self.lexicon, &reading, &mut mentions);
            reading.mentions = mentions;
        }
        if layers.has(Layers::CHAINS) {
            chains::link(&words, &self.lexicon, &mut reading);
        }
        if layers.has(Layers::TIME) {
            times::find(&words, document.meta.date.fact.found().copied(), &mut reading);
        }
        reading
    }
}
