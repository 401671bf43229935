//! What the fuzz targets of ingest run, as plain functions: `crates/ingest/tests/replay.rs` runs them on
//! all kept inputs, and on changed ones, with the stable compiler.
#![allow(dead_code, reason = "each target uses one of them")]

use std::io::Read;

use sayso_core::{Document, InputKind, Span};
use sayso_ingest::{Hints, conllu, ingest, records, unpacked};

/// A page.
pub(crate) fn page(bytes: &[u8]) {
    read(bytes, InputKind::Html, None);
}

/// A plain text; the first byte picks the encoding that is named from outside.
pub(crate) fn text(bytes: &[u8]) {
    const CHARSETS: [Option<&str>; 6] = [
        None,
        Some("utf-8"),
        Some("utf-16le"),
        Some("windows-1252"),
        Some("iso-2022-jp"),
        Some("gb18030"),
    ];
    let (first, rest) = bytes.split_first().map_or((0, bytes), |(first, rest)| (*first, rest));
    read(rest, InputKind::Text, CHARSETS[usize::from(first) % CHARSETS.len()]);
    read(bytes, InputKind::Text, None);
}

/// A JSON lines stream.
pub(crate) fn lines(bytes: &[u8]) {
    for (document, line) in records(bytes, &Hints::default()).zip(1_u64..) {
        match document {
            // Places count from the start of the record's line, which is within the stream.
            Ok(document) => check(&document, bytes.len()),
            Err(error) => assert!(!error.to_string().is_empty(), "record {line}"),
        }
    }
}

/// A CoNLL-U file.
pub(crate) fn words(bytes: &[u8]) {
    if let Ok(documents) = conllu(bytes, &Hints::default()) {
        for document in &documents {
            check(document, bytes.len());
        }
    }
}

/// A packed stream, and what is in it as ingest takes it.
pub(crate) fn packed(bytes: &[u8]) {
    const MOST: u64 = 1 << 20;
    let mut inside = Vec::new();
    let Ok(reader) = unpacked(bytes) else { return };
    // Damage is met while reading; what came before it stands.
    let _ = reader.take(MOST).read_to_end(&mut inside);
    if let Ok(document) = ingest(&inside, &Hints::default()) {
        check(&document, inside.len());
    }
}

/// JSON-LD in a page's head.
pub(crate) fn metadata(bytes: &[u8]) {
    let (before, after): (&[u8], &[u8]) = (
        b"<html><head><script type=\"application/ld+json\">",
        b"</script></head><body><h1>Ferry stays down</h1><p>The harbour board said on Monday that it \
          would not raise the ferry.</p></body></html>",
    );
    read(&[before, bytes, after].concat(), InputKind::Html, None);
}

fn read(bytes: &[u8], kind: InputKind, charset: Option<&str>) {
    let charset = charset.map(str::to_owned);
    let hints = Hints { kind: Some(kind), charset, ..Hints::default() };
    if let Ok(document) = ingest(bytes, &hints) {
        check(&document, bytes.len());
    }
}

/// Sections slice the text in order, with white space between them; every place is inside the source.
fn check(document: &Document, source: usize) {
    let within = |span: Span| span.start <= span.end && span.end as usize <= source;
    let mut at = 0;
    for section in &document.sections {
        let gap = document.text.get(at..section.span.start as usize);
        assert!(gap.is_some_and(|gap| gap.trim().is_empty()), "words outside of sections: {gap:?}");
        assert!(!document.slice(section.span).is_empty(), "an empty section at {at}");
        at = section.span.end as usize;
    }
    let rest = document.text.get(at..);
    assert!(rest.is_some_and(|rest| rest.trim().is_empty()), "words behind the sections: {rest:?}");
    let mut end = 0;
    for run in &document.map.runs {
        assert!(end <= run.text.start, "runs overlap at {end}");
        assert!(document.text.get(run.text.range()).is_some() && within(run.source), "{run:?}");
        end = run.text.end;
    }
    assert!(document.set_aside.iter().all(|block| within(block.source)), "set aside");
    let slices =
        |span: Option<Span>| span.is_none_or(|span| document.text.get(span.range()).is_some());
    let meta = &document.meta;
    assert!(slices(meta.title.fact.span()) && slices(meta.byline.fact.span()));
    assert!(slices(meta.date.fact.span()) && slices(meta.place.fact.span()));
    let sources = [&meta.title.source, &meta.date.source, &meta.outlet.source, &meta.url.source];
    assert!(sources.into_iter().flatten().all(|span| within(*span)), "metadata");
    assert!(document.notes.iter().all(|note| slices(note.span)), "notes");
}
