//! The network over a reading: fills tags, features, lemmas, trees and their margins, and finds names.

use std::ops::Range;

use sayso_core::{
    Deprel, Document, Layers, Mention, MentionKind, Reading, StringId, TokenIndex, TokenRange,
};

use super::encoder;
use super::heads::{self, Name};
use super::kernel::{LEVELS, Path};
use super::model::{Header, Model, ModelError};

/// Words that go through the network together; bounds memory, changes no result.
const CHUNK: u32 = 1024;

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

    /// Adds tags, trees and names to a split reading, those of `layers` that it lacks. Columns must
    /// have an entry for every word.
    pub fn analyse(
        &self,
        document: &Document,
        reading: &mut Reading,
        layers: Layers,
        scratch: &mut NetScratch,
    ) {
        let lacks = |layer| layers.has(layer) && !reading.layers.has(layer);
        let ask = Ask {
            tags: lacks(Layers::TAG),
            parse: lacks(Layers::PARSE),
            names: lacks(Layers::NAMES),
        };
        scratch.feats.clear();
        scratch.feats.resize(self.model.tables.feats.len(), None);
        let pieces = pieces(reading);
        let mut rest = pieces.as_slice();
        while let Some(first) = rest.first() {
            let fits = |piece: &Range<u32>| piece.end - first.start <= CHUNK;
            let count = rest.iter().take_while(|p| fits(p)).count().max(1);
            let (chunk, tail) = rest.split_at(count);
            rest = tail;
            self.chunk(document, reading, ask, chunk, scratch);
        }
        if ask.parse {
            join_pieces(reading, &pieces);
        }
        for layer in [Layers::TAG, Layers::PARSE, Layers::NAMES] {
            if layers.has(layer) {
                reading.layers = reading.layers.with(layer);
            }
        }
    }

    fn chunk(
        &self,
        document: &Document,
        reading: &mut Reading,
        ask: Ask,
        pieces: &[Range<u32>],
        scratch: &mut NetScratch,
    ) {
        let Model { tables, encoder, heads, .. } = &self.model;
        let start = pieces.first().map_or(0, |p| p.start);
        let end = pieces.last().map_or(0, |p| p.end);
        let sentences: Vec<Range<u32>> =
            pieces.iter().map(|p| p.start - start..p.end - start).collect();
        let NetScratch { encoder: buffers, heads: head_buffers, tags, arcs, names, feats } =
            scratch;
        let forms = (start..end).map(|token| reading.form(document, token));
        let states = encoder.states(self.path, tables, forms, &sentences, buffers);
        head_buffers.states.fill(self.path, states, encoder.state_width(), LEVELS);
        tags.clear();
        arcs.clear();
        names.clear();
        if ask.tags {
            heads.tags(self.path, tables, head_buffers, tags);
            for (row, tag) in tags.iter().enumerate() {
                let token = start + u32::try_from(row).unwrap_or(0);
                let form = reading.form(document, token);
                let script = tables
                    .known_lemma(form, tag.xpos)
                    .or_else(|| heads.script(self.path, tables, &head_buffers.states, row, form));
                let lemma = script.and_then(|s| s.apply(form)).unwrap_or_else(|| form.to_owned());
                let lemma = reading.strings.add(&lemma);
                let bundle = feats.get_mut(usize::from(tag.feats));
                let bundle = bundle.map(|id| {
                    let text = tables.feats.get(usize::from(tag.feats)).map_or("", String::as_str);
                    *id.get_or_insert_with(|| {
                        if text.is_empty() {
                            StringId::default()
                        } else {
                            reading.strings.add(text)
                        }
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
        if ask.parse {
            heads.arcs(self.path, &sentences, head_buffers, arcs);
            for (token, arc) in (start..).zip(&*arcs) {
                let columns = &mut reading.tokens;
                set(&mut columns.head, token, start + arc.head);
                set(&mut columns.deprel, token, arc.deprel);
                set(&mut columns.head_margin, token, arc.margin);
            }
        }
        if ask.names {
            heads.names(self.path, &sentences, head_buffers, names);
            for name in &*names {
                let tokens = TokenRange::new(start + name.words.start, start + name.words.end);
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

/// The sentences, those past the limit in pieces.
fn pieces(reading: &Reading) -> Vec<Range<u32>> {
    let mut pieces = Vec::new();
    for sentence in &reading.sentences {
        let mut start = sentence.tokens.start;
        while start < sentence.tokens.end {
            let end = sentence.tokens.end.min(start.saturating_add(LONGEST));
            pieces.push(start..end);
            start = end;
        }
    }
    pieces
}

/// Hangs the roots of later pieces of a sentence on the root of its first.
fn join_pieces(reading: &mut Reading, pieces: &[Range<u32>]) {
    for sentence in &reading.sentences {
        if sentence.tokens.len() <= LONGEST {
            continue;
        }
        let first = pieces.partition_point(|p| p.end <= sentence.tokens.start);
        let mut root = None;
        for piece in pieces.iter().skip(first).take_while(|p| p.start < sentence.tokens.end) {
            for token in piece.clone() {
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
}
