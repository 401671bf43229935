//! The writer of CoNLL-U.

use std::fmt::Write as _;

use sayso_core::{Document, Layers, NoteKind, Reading, Sentence, Span, TokenFlags};

use super::Kept;

/// A reading as CoNLL-U: `# newdoc`, `# newpar` at each section, `# sent_id`, `# text`. Columns of
/// layers that were not read hold `_`. No character of the text but white space is lost or changed.
/// Above the first sentence stands `# declined` for a text outside the engine's scope, and `# limit`
/// where a part was not looked at.
pub fn write(document: &Document, reading: &Reading) -> String {
    let mut out = String::new();
    let mut section = None;
    for (i, sentence) in reading.sentences.iter().enumerate() {
        if i == 0 {
            let _ = writeln!(out, "# newdoc id = {}", one_line(&document.id));
            if let Some(why) = document.declined() {
                let _ = writeln!(out, "# declined = {}", one_line(why));
            }
            let notes = document.notes.iter().chain(&reading.notes);
            for note in notes.filter(|note| note.kind == NoteKind::LimitReached) {
                let _ = writeln!(out, "# limit = {}", one_line(&note.detail));
            }
        }
        if section != Some(sentence.section) {
            out.push_str("# newpar\n");
            section = Some(sentence.section);
        }
        let _ = writeln!(out, "# sent_id = {}-{}", one_line(&document.id), i + 1);
        let _ = writeln!(out, "# text = {}", one_line(document.slice(sentence.span)));
        words(document, reading, sentence, i, None, &mut out);
        out.push('\n');
    }
    out
}

/// A reading of given words as CoNLL-U, with the comments, MISC and empty nodes it was given with.
pub fn write_kept(document: &Document, reading: &Reading, kept: &Kept) -> String {
    let mut out = String::new();
    for (i, sentence) in reading.sentences.iter().enumerate() {
        for comment in kept.comments.get(i).into_iter().flatten() {
            out.push_str(comment);
            out.push('\n');
        }
        words(document, reading, sentence, i, Some(kept), &mut out);
        out.push('\n');
    }
    out
}

/// White space to single blanks: a comment is one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(
    document: &Document,
    reading: &Reading,
    sentence: &Sentence,
    index: usize,
    kept: Option<&Kept>,
    out: &mut String,
) {
    let first = sentence.tokens.start;
    let index = Span::of(0..index).end;
    let nodes = kept.map(|k| k.empty_nodes.as_slice()).unwrap_or_default();
    let from = nodes.partition_point(|node| node.sentence < index);
    let to = nodes.partition_point(|node| node.sentence <= index);
    let mut nodes = nodes.get(from..to).unwrap_or_default().iter().peekable();
    for token in sentence.tokens.range() {
        while let Some(node) = nodes.next_if(|node| node.after <= token - first) {
            out.push_str(&node.line);
            out.push('\n');
        }
        let flags = reading.tokens.flags.get(token as usize).copied().unwrap_or_default();
        if flags.has(TokenFlags::MULTIWORD_START) {
            range(document, reading, sentence, token, kept, out);
        }
        word(document, reading, first, token, kept, out);
    }
    for node in nodes {
        out.push_str(&node.line);
        out.push('\n');
    }
}

/// The line of a multiword token.
fn range(
    document: &Document,
    reading: &Reading,
    sentence: &Sentence,
    token: u32,
    kept: Option<&Kept>,
    out: &mut String,
) {
    let flags = |t: u32| reading.tokens.flags.get(t as usize).copied().unwrap_or_default();
    let goes_on = |t: &u32| {
        flags(*t).has(TokenFlags::MULTIWORD) && !flags(*t).has(TokenFlags::MULTIWORD_START)
    };
    let last = (token + 1..sentence.tokens.end).take_while(goes_on).last().unwrap_or(token);
    let span = reading.span(sayso_core::TokenRange::new(token, last + 1));
    let base = sentence.tokens.start;
    let misc = kept
        .and_then(|k| {
            k.range_misc.binary_search_by_key(&token, |m| m.0).ok().map(|i| &k.range_misc[i])
        })
        .map_or("", |m| m.1.as_str());
    number(token - base + 1, out);
    out.push('-');
    number(last - base + 1, out);
    column(document.slice(span), out);
    out.push_str("\t_\t_\t_\t_\t_\t_\t_");
    miscellaneous(misc, flags(last).has(TokenFlags::SPACE_AFTER), out);
}

fn word(
    document: &Document,
    reading: &Reading,
    first: u32,
    token: u32,
    kept: Option<&Kept>,
    out: &mut String,
) {
    let at = token as usize;
    let tokens = &reading.tokens;
    number(token - first + 1, out);
    column(reading.form(document, token), out);
    if reading.layers.has(Layers::TAG) {
        column(reading.lemma(token), out);
        column(tokens.upos.get(at).copied().unwrap_or_default().as_str(), out);
        column(tokens.xpos.get(at).copied().unwrap_or_default().as_str(), out);
        column(reading.feats(token), out);
    } else {
        out.push_str("\t_\t_\t_\t_");
    }
    let head = tokens.head.get(at).copied().unwrap_or(token);
    if !reading.layers.has(Layers::PARSE) {
        out.push_str("\t_\t_");
    } else if head == token {
        out.push_str("\t0\troot");
    } else {
        out.push('\t');
        number((head + 1).saturating_sub(first), out);
        column(tokens.deprel.get(at).copied().unwrap_or_default().as_str(), out);
    }
    out.push_str("\t_");
    let flags = tokens.flags.get(at).copied().unwrap_or_default();
    let misc = kept.and_then(|k| k.misc.get(at)).map_or("", String::as_str);
    // A multiword token says for its words whether a space follows.
    let space = flags.has(TokenFlags::SPACE_AFTER) || flags.has(TokenFlags::MULTIWORD);
    miscellaneous(misc, space, out);
}

/// A number in decimal.
fn number(number: u32, out: &mut String) {
    if number >= 10 {
        self::number(number / 10, out);
    }
    out.extend(char::from_digit(number % 10, 10));
}

/// The next column; `_` for an empty one.
fn column(text: &str, out: &mut String) {
    out.push('\t');
    out.push_str(if text.is_empty() { "_" } else { text });
}

/// The last column: MISC with `SpaceAfter=No` in its alphabetical place.
fn miscellaneous(misc: &str, space: bool, out: &mut String) {
    const NO_SPACE: &str = "SpaceAfter=No";
    let mut mark = '\t';
    let mut add = |part: &str| {
        out.push(mark);
        out.push_str(part);
        mark = '|';
    };
    let parts = || misc.split('|').filter(|part| !part.is_empty());
    parts().take_while(|part| space || *part <= NO_SPACE).for_each(&mut add);
    if !space {
        add(NO_SPACE);
        parts().skip_while(|part| *part <= NO_SPACE).for_each(&mut add);
    }
    if mark == '\t' {
        out.push_str("\t_");
    }
    out.push('\n');
}
