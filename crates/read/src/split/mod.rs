//! Sentences and words. Sections are hard borders; every character that is not white space belongs to
//! exactly one token. Words follow Universal Dependencies for English, parts of multiword tokens
//! included.

mod atoms;
mod multiword;
mod sentences;
mod tokens;

use sayso_core::{
    Deprel, Document, Note, NoteKind, Reading, Sentence, Span, StringId, TokenFlags, TokenRange,
    Upos, Xpos,
};

use crate::marks::Marks;

/// Words after which a sentence is cut, if no end was found.
const SENTENCE_LIMIT: usize = 512;
/// Words that are read of one document.
const TOKEN_LIMIT: usize = 4_000_000;
/// Bytes past which a word counts as oversize.
const OVERSIZE_BYTES: u32 = 64;

/// Buffers of the splitter.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    atoms: Vec<atoms::Atom>,
}

/// Fills words and sentences.
pub(crate) fn split(
    document: &Document,
    marks: &Marks,
    buffers: &mut Buffers,
    reading: &mut Reading,
) {
    for (number, section) in document.sections.iter().enumerate() {
        let text = document.slice(section.span);
        let base = section.span.start;
        let first = reading.tokens.span.len();
        atoms::cut(text, &mut buffers.atoms);
        let atoms = &buffers.atoms;
        let label = |byte: usize| marks.at(base + Span::of(0..byte).end);
        let mut i = 0;
        while i < atoms.len() && reading.tokens.span.len() < TOKEN_LIMIT {
            let end = tokens::token_end(text, atoms, i, &label);
            let span = Span::of(atoms[i].start..atoms[end - 1].end);
            let span = Span::new(base + span.start, base + span.end);
            let space_after = atoms.get(end).is_none_or(|atom| atom.after_space);
            push(document, span, space_after, reading);
            i = end;
        }
        if let Some(atom) = atoms.get(i) {
            let start = base + Span::of(0..atom.start).end;
            let rest = Span::new(start, Span::of(0..document.text.len()).end);
            let detail =
                format!("the first {TOKEN_LIMIT} words were read, the rest was not looked at");
            reading.notes.push(Note { kind: NoteKind::LimitReached, span: Some(rest), detail });
        }
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        cut_sentences(document, marks, first, number, reading);
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

/// Cuts the words from `first` on into sentences.
fn cut_sentences(
    document: &Document,
    marks: &Marks,
    first: usize,
    section: u32,
    reading: &mut Reading,
) {
    let end = reading.tokens.span.len();
    let words: Vec<_> = (first..end)
        .map(|i| {
            let span = reading.tokens.span[i];
            sentences::Word {
                form: document.slice(span),
                space_after: reading.tokens.flags[i].has(TokenFlags::SPACE_AFTER),
                mark: marks.at(span.start),
            }
        })
        .collect();
    let mut start = first;
    for i in first..end {
        let cut = i + 1 - start >= SENTENCE_LIMIT;
        let ends = sentences::ends_after(&words, i - first);
        if !ends && !cut {
            continue;
        }
        if cut && !ends {
            reading.tokens.flags[i].set(TokenFlags::CUT);
        }
        if i + 1 == end {
            reading.tokens.flags[i].set(TokenFlags::FORCED);
        }
        let spans = &reading.tokens.span;
        reading.sentences.push(Sentence {
            tokens: TokenRange::new(Span::of(0..start).end, Span::of(0..i + 1).end),
            span: spans[start].join(spans[i]),
            section,
        });
        start = i + 1;
    }
}

/// Gives every column its default for each word.
pub(crate) fn fill_columns(reading: &mut Reading) {
    let n = reading.tokens.span.len();
    let tokens = &mut reading.tokens;
    tokens.odd_form.resize(n, StringId::default());
    tokens.lemma.resize(n, StringId::default());
    tokens.upos.resize(n, Upos::default());
    tokens.xpos.resize(n, Xpos::default());
    tokens.feats.resize(n, StringId::default());
    tokens.head.extend(0..Span::of(0..n).end);
    tokens.deprel.resize(n, Deprel::default());
    tokens.tag_margin.resize(n, 0);
    tokens.head_margin.resize(n, 0);
    tokens.quotation.resize(n, 0);
}
