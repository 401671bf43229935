//! Sentences and words. Sections are hard borders; every character that is not white space belongs to
//! exactly one token. Words follow Universal Dependencies for English, parts of multiword tokens
//! included.

mod atoms;
mod features;
mod linear;
mod model;
mod multiword;
mod sentences;
mod tokens;

use sayso_core::{
    Deprel, Document, Note, NoteKind, Reading, Span, StringId, TokenFlags, Upos, Xpos,
};

use crate::marks::{Label, Marks};

use atoms::Atom;
use features::Unit;

pub use linear::{BUCKETS, Features, Judge, Question, Weights, fnv};
pub use model::{FORMAT, Header, HeaderInput, METADATA_KEY, SplitModelError};

/// Words that are read of one document.
const TOKEN_LIMIT: usize = 1_000_000;
/// Bytes past which a word counts as oversize.
const OVERSIZE_BYTES: u32 = 64;

/// Buffers of the splitter.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    atoms: Vec<Atom>,
    units: Vec<Unit>,
    labels: Vec<Option<Label>>,
    folded: String,
    features: Features,
}

/// Fills words and sentences; `judge` says where they end.
pub(crate) fn split(
    document: &Document,
    marks: &Marks,
    judge: &mut impl Judge,
    buffers: &mut Buffers,
    reading: &mut Reading,
) {
    for (number, section) in document.sections.iter().enumerate() {
        let text = document.slice(section.span);
        let base = section.span.start;
        let first = reading.tokens.span.len();
        atoms::cut(text, &mut buffers.atoms);
        tokens::prepare(text, base, marks, buffers);
        let mut i = 0;
        while i < buffers.atoms.len() && reading.tokens.span.len() < TOKEN_LIMIT {
            let end = tokens::token_end(text, base, i, judge, buffers);
            let atoms = &buffers.atoms;
            let span = Span::of(atoms[i].start..atoms[end - 1].end);
            let span = Span::new(base + span.start, base + span.end);
            let space_after = atoms.get(end).is_none_or(|atom| atom.after_space);
            push(document, span, space_after, reading);
            i = end;
        }
        if let Some(atom) = buffers.atoms.get(i) {
            let start = base + Span::of(0..atom.start).end;
            let rest = Span::new(start, Span::of(0..document.text.len()).end);
            let detail =
                format!("the first {TOKEN_LIMIT} words were read, the rest was not looked at");
            reading.notes.push(Note { kind: NoteKind::LimitReached, span: Some(rest), detail });
        }
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        sentences::cut(document, marks, first, number, judge, buffers, reading);
        if reading.tokens.span.len() >= TOKEN_LIMIT {
            break;
        }
    }
}

/// Adds one token, in its parts if it has some.
fn push(document: &Document, span: Span, space_after: bool, reading: &mut Reading) {
    let mut flags = TokenFlags::default();
    if span.len() > OVERSIZE_BYTES {
        flags.set(TokenFlags::OVERSIZE);
    }
    let mut last = flags;
    if space_after {
        last.set(TokenFlags::SPACE_AFTER);
    }
    let Some(at) = multiword::split_at(document.slice(span)) else {
        reading.tokens.span.push(span);
        reading.tokens.flags.push(last);
        return;
    };
    let middle = span.start + Span::of(0..at).end;
    flags.set(TokenFlags::MULTIWORD);
    flags.set(TokenFlags::MULTIWORD_START);
    last.set(TokenFlags::MULTIWORD);
    reading.tokens.span.extend([Span::new(span.start, middle), Span::new(middle, span.end)]);
    reading.tokens.flags.extend([flags, last]);
}

/// Splits a document with another judge than the model, as the trainer does.
pub fn split_with(document: &Document, judge: &mut impl Judge) -> Reading {
    let mut marks = Marks::default();
    crate::marks::find(document, &mut marks);
    let mut reading = Reading::default();
    split(document, &marks, judge, &mut Buffers::default(), &mut reading);
    fill_columns(&mut reading);
    reading
}

/// Gives the columns that are not filled yet their defaults.
pub(crate) fn fill_columns(reading: &mut Reading) {
    let n = reading.tokens.span.len();
    let tokens = &mut reading.tokens;
    tokens.odd_form.resize(n, StringId::default());
    tokens.lemma.resize(n, StringId::default());
    tokens.upos.resize(n, Upos::default());
    tokens.xpos.resize(n, Xpos::default());
    tokens.feats.resize(n, StringId::default());
    let first = Span::of(0..tokens.head.len()).end;
    tokens.head.extend(first..Span::of(0..n).end);
    tokens.deprel.resize(n, Deprel::default());
    tokens.tag_margin.resize(n, 0);
    tokens.head_margin.resize(n, 0);
    tokens.quotation.resize(n, 0);
}
