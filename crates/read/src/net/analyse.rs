//! The network over a reading: fills tags, features, lemmas, trees and their margins, and finds names.

use std::ops::Range;

use sayso_core::{
    Deprel, Document, Layers, Mention, MentionKind, Reading, StringId, TokenIndex, TokenRange,
};

use super::encoder;
use super::heads::{self, Name};
use super::kernel::{LEVELS, Path};
use super::model::{Header, Model, ModelError};

/// Words that go through the network together: their rows stay near the processor. Changes no result.
const CHUNK: usize = 640;

/// Longer sentences are read in pieces of this many words, so that time stays linear.
const LONGEST: u32 = 512;

/// A loaded network; never changes.
#[derive(Clone, Debug)]
pub struct Net {
    model: Model,
    path: Path,
}

/// Buffers of one thread.
#[derive(Clone, Debug, Default)]
pub struct NetScratch {
    encoder: encoder::Buffers,
    heads: heads::Buffers,
    tags: Vec<heads::Tag>,
    arcs: Vec<heads::Arc>,
    names: Vec<Name>,
    feats: Vec<Option<StringId>>,
}

impl NetScratch {
    /// Buffers that never reuse the work of an earlier word; the results are the same.
    #[must_use]
    pub fn without_cache() -> Self {
        let mut scratch = Self::default();
        scratch.encoder.without_cache();
        scratch
    }
}

/// A sentence of one of the documents, or a part of one.
#[derive(Clone, Debug)]
struct Piece {
    document: usize,
    words: Range<u32>,
    /// Nothing of the document was seen before.
    is_first: bool,
}

/// What to fill.
#[derive(Clone, Copy)]
struct Ask {
    tags: bool,
    parse: bool,
    names: bool,
}

impl Net {
    /// Loads a model file.
    ///
    /// # Errors
    /// When the bytes are not a whole, undamaged model of this version.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { model: Model::read(bytes)?, path: Path::detect() })
    }

    /// The same network on given instructions; the results are the same.
    #[must_use]
    pub fn on_path(mut self, path: Path) -> Self {
        self.path = path;
        self
    }

    /// The header of the model file.
    pub fn header(&self) -> &Header {
        &self.model.header
    }

    /// Adds tags, trees and names to the split readings, one a document, those of `layers` that they lack;
    /// all must lack the same. Columns must have an entry for every word. Sentences of several
    /// documents go through the network together, and no reading depends on its company.
    pub fn analyse(
        &self,
        documents: &[&Document],
        readings: &mut [Reading],
        layers: Layers,
        scratch: &mut NetScratch,
    ) {
        let has = readings.first().map_or(layers, |reading| reading.layers);
        let lacks = |layer| layers.has(layer) && !has.has(layer);
        let ask = Ask {
            tags: lacks(Layers::TAG),
            parse: lacks(Layers::PARSE),
            names: lacks(Layers::NAMES),
        };
        let pieces = pieces(readings);
        let mut rest = pieces.as_slice();
        while !rest.is_empty() {
            let mut words = 0;
            let fits = |piece: &&Piece| {
                words += piece.words.len();
                words <= CHUNK
            };
            let count = rest.iter().take_while(fits).count().max(1);
            let (chunk, tail) = rest.split_at(count);
            rest = tail;
            self.chunk(documents, readings, ask, chunk, scratch);
        }
        for reading in readings {
            if ask.parse {
                join_pieces(reading);
            }
            for layer in [Layers::TAG, Layers::PARSE, Layers::NAMES] {
                if layers.has(layer) {
                    reading.layers = reading.layers.with(layer);
                }
            }
        }
    }

    fn chunk(
        &self,
        documents: &[&Document],
        readings: &mut [Reading],
        ask: Ask,
        pieces: &[Piece],
        scratch: &mut NetScratch,
    ) {
        let Model { tables, encoder, heads, .. } = &self.model;
        let mut end = 0;
        let row = |piece: &Piece| {
            let start = end;
            end += piece.words.end - piece.words.start;
            start..end
        };
        let sentences: Vec<Range<u32>> = pieces.iter().map(row).collect();
        let NetScratch { encoder: buffers, heads: head_buffers, tags, arcs, names, feats } =
            scratch;
        let forms = pieces.iter().flat_map(|piece| {
            let (document, reading) = (documents[piece.document], &readings[piece.document]);
            piece.words.clone().map(|token| reading.form(document, token))
        });
        let states = encoder.states(self.path, tables, forms, &sentences, buffers);
        head_buffers.states.fill(self.path, states, encoder.state_width(), LEVELS);
        tags.clear();
        arcs.clear();
        names.clear();
        if ask.tags {
            heads.tags(self.path, tables, head_buffers, tags);
            let mut rows = tags.iter().enumerate();
            for piece in pieces {
                if piece.is_first {
                    feats.clear();
                    feats.resize(tables.feats.len(), None);
                }
                let reading = &mut readings[piece.document];
                for (token, (row, tag)) in piece.words.clone().zip(&mut rows) {
                    let form = reading.form(documents[piece.document], token);
                    let states = &head_buffers.states;
                    let script = tables
                        .known_lemma(form, tag.xpos)
                        .or_else(|| heads.script(self.path, tables, states, row, form));
                    let lemma =
                        script.and_then(|s| s.apply(form)).unwrap_or_else(|| form.to_owned());
                    let lemma = reading.strings.add(&lemma);
                    let bundle = feats.get_mut(usize::from(tag.feats)).map(|id| {
                        let text = tables.feats.get(usize::from(tag.feats));
                        let text = text.map_or("", String::as_str);
                        *id.get_or_insert_with(|| match text {
                            "" => StringId::default(),
                            text => reading.strings.add(text),
                        })
                    });
                    let columns = &mut reading.tokens;
                    set(&mut columns.upos, token, tag.upos);
                    set(&mut columns.xpos, token, tag.xpos);
                    set(&mut columns.feats, token, bundle.unwrap_or_default());
                    set(&mut columns.lemma, token, lemma);
                    set(&mut columns.tag_margin, token, tag.margin);
                }
            }
        }
        if ask.parse {
            heads.arcs(self.path, &sentences, head_buffers, arcs);
            let mut arcs = arcs.iter();
            for (piece, rows) in pieces.iter().zip(&sentences) {
                let columns = &mut readings[piece.document].tokens;
                for (token, arc) in piece.words.clone().zip(&mut arcs) {
                    set(&mut columns.head, token, piece.words.start + (arc.head - rows.start));
                    set(&mut columns.deprel, token, arc.deprel);
                    set(&mut columns.head_margin, token, arc.margin);
                }
            }
        }
        if ask.names {
            heads.names(self.path, &sentences, head_buffers, names);
            for name in &*names {
                let at = sentences.partition_point(|rows| rows.end <= name.words.start);
                let (Some(piece), Some(rows)) = (pieces.get(at), sentences.get(at)) else { break };
                let token = |row: u32| piece.words.start + (row - rows.start);
                let tokens = TokenRange::new(token(name.words.start), token(name.words.end));
                let reading = &mut readings[piece.document];
                let mention = Mention {
                    tokens,
                    span: reading.span(tokens),
                    head: tokens.end - 1,
                    kind: MentionKind::Name,
                    names: name.kind,
                    entity: None,
                    margin: name.margin,
                };
                reading.mentions.push(mention);
            }
        }
    }
}

fn set<T>(column: &mut [T], token: TokenIndex, value: T) {
    if let Some(place) = column.get_mut(token as usize) {
        *place = value;
    }
}

/// The sentences of all readings, those past the limit in parts.
fn pieces(readings: &[Reading]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (document, reading) in readings.iter().enumerate() {
        let mut is_first = true;
        for sentence in &reading.sentences {
            let mut start = sentence.tokens.start;
            while start < sentence.tokens.end {
                let end = sentence.tokens.end.min(start.saturating_add(LONGEST));
                pieces.push(Piece { document, words: start..end, is_first });
                is_first = false;
                start = end;
            }
        }
    }
    pieces
}

/// Hangs the roots of later parts of a sentence on the root of its first.
fn join_pieces(reading: &mut Reading) {
    for sentence in reading.sentences.iter().filter(|s| s.tokens.len() > LONGEST) {
        let mut root = None;
        for token in sentence.tokens.range() {
            if reading.tokens.head.get(token as usize) == Some(&token) {
                let above = *root.get_or_insert(token);
                if above != token {
                    set(&mut reading.tokens.head, token, above);
                    set(&mut reading.tokens.deprel, token, Deprel::Parataxis);
                }
            }
        }
    }
}
