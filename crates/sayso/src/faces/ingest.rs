//! The document as ingest gives it: metadata with their places, the body, labelled sections, what was
//! set aside.

use std::collections::BTreeMap;

use sayso_core::{
    Date, Document, Fact, InputKind, MetaValue, NoteKind, OffsetUnit, Offsets, Origin, Section,
    SectionKind, Span,
};
use serde::Serialize;

/// The article's running text as a reader sees it: paragraphs, headings, quotations, lists, tables,
/// embedded posts and notes of the editors, a line break between them; no headline or standfirst,
/// no lines about author and date, no captions.
pub fn body(document: &Document) -> String {
    let mut body = String::new();
    let mut end = 0;
    for (i, section) in document.sections.iter().enumerate() {
        let next = document.sections.get(i + 1).map_or(0, |next| next.span.start);
        let in_line =
            |from: u32, to: u32| from < to && !document.slice(Span::new(from, to)).contains('\n');
        let is_body = match section.kind {
            SectionKind::Paragraph
            | SectionKind::Heading
            | SectionKind::BlockQuote
            | SectionKind::ListItem
            | SectionKind::Table
            | SectionKind::Embed
            | SectionKind::EditorNote => true,
            // The dateline that opens a paragraph.
            SectionKind::Dateline => in_line(section.span.end, next),
            SectionKind::Headline
            | SectionKind::Standfirst
            | SectionKind::Byline
            | SectionKind::Caption
            | SectionKind::PullQuote
            | SectionKind::Residue => false,
        };
        if !is_body {
            continue;
        }
        if !body.is_empty() {
            body.push(if in_line(end, section.span.start) { ' ' } else { '\n' });
        }
        body.push_str(document.slice(section.span));
        end = section.span.end;
    }
    body
}

/// The document for programs. Spans of the text are in the unit asked for; `source` spans are bytes
/// of the input.
#[derive(Serialize)]
pub struct Taken<'a> {
    id: &'a str,
    kind: InputKind,
    encoding: &'a str,
    title: Given<String>,
    byline: Given<Vec<String>>,
    date: Given<String>,
    modified: Given<String>,
    outlet: Given<String>,
    place: Given<String>,
    agency: Given<String>,
    url: Given<String>,
    language: Given<String>,
    body: String,
    sections: Vec<Labelled<'a>>,
    set_aside: Aside<'a>,
    notes: Vec<Told<'a>>,
}

/// A value with its state and place.
#[derive(Serialize)]
struct Given<T> {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<Given<T>>,
}

/// A section.
#[derive(Serialize)]
struct Labelled<'a> {
    label: SectionKind,
    span: [u32; 2],
    source: Option<[u32; 2]>,
    text: &'a str,
}

/// What was kept out of the text.
#[derive(Serialize)]
struct Aside<'a> {
    count: usize,
    reasons: BTreeMap<&'a str, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<Vec<Dropped<'a>>>,
}

/// A block that was kept out.
#[derive(Serialize)]
struct Dropped<'a> {
    reason: &'a str,
    source: [u32; 2],
    text: &'a str,
}

/// An event of ingest.
#[derive(Serialize)]
struct Told<'a> {
    kind: NoteKind,
    span: Option<[u32; 2]>,
    detail: &'a str,
}

/// The document for programs; with `words` the blocks that were set aside are given in full,
/// otherwise counted by reason.
pub fn ingest_json(document: &Document, unit: OffsetUnit, words: bool) -> Taken<'_> {
    let offsets = Offsets::new(&document.text, unit);
    let meta = &document.meta;
    let section = |section: &Section| Labelled {
        label: section.kind,
        span: offsets.span(section.span),
        source: document.map.source(section.span).map(pair),
        text: document.slice(section.span),
    };
    let dates = |date: &MetaValue<Date>| {
        let written = |fact: &Fact<Date>| fact.clone().map(|date| date.to_string());
        let others = date.others.iter().map(written).collect();
        value(&MetaValue { fact: written(&date.fact), source: date.source, others }, &offsets)
    };
    Taken {
        id: &document.id,
        kind: document.kind,
        encoding: &document.encoding,
        title: value(&meta.title, &offsets),
        byline: value(&meta.byline, &offsets),
        date: dates(&meta.date),
        modified: dates(&meta.modified),
        outlet: value(&meta.outlet, &offsets),
        place: value(&meta.place, &offsets),
        agency: value(&meta.agency, &offsets),
        url: value(&meta.url, &offsets),
        language: value(&meta.language, &offsets),
        body: body(document),
        sections: document.sections.iter().map(section).collect(),
        set_aside: set_aside(document, words),
        notes: document
            .notes
            .iter()
            .map(|note| Told {
                kind: note.kind,
                span: note.span.map(|span| offsets.span(span)),
                detail: &note.detail,
            })
            .collect(),
    }
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}

fn value<T: Clone>(value: &MetaValue<T>, offsets: &Offsets<'_>) -> Given<T> {
    let mut out = fact(&value.fact, offsets);
    out.source = value.source.map(pair);
    out.others = value.others.iter().map(|other| fact(other, offsets)).collect();
    out
}

fn fact<T: Clone>(fact: &Fact<T>, offsets: &Offsets<'_>) -> Given<T> {
    let (state, from, why) = match fact {
        Fact::Found { from, .. } => {
            let from = match from {
                Origin::Text => "text",
                Origin::Field(name) => name.as_str(),
                Origin::Carried => "carried",
                Origin::Option => "option",
            };
            ("found", Some(from.to_owned()), None)
        }
        Fact::Doubtful { why, .. } => ("doubtful", None, Some(why.clone())),
        Fact::NotFound => ("not_found", None, None),
        Fact::NotLooked => ("not_looked", None, None),
        Fact::NotApplicable => ("not_applicable", None, None),
    };
    let value = fact.found_or_doubtful().cloned();
    let span = fact.span().map(|span| offsets.span(span));
    Given { state, value, from, why, span, source: None, others: Vec::new() }
}

fn set_aside(document: &Document, words: bool) -> Aside<'_> {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for block in &document.set_aside {
        *reasons.entry(block.reason.as_str()).or_default() += 1;
    }
    let blocks = words.then(|| {
        let blocks = document.set_aside.iter();
        blocks
            .map(|b| Dropped { reason: &b.reason, source: pair(b.source), text: &b.text })
            .collect()
    });
    Aside { count: document.set_aside.len(), reasons, blocks }
}

#[cfg(test)]
mod tests {
    use sayso_ingest::{Hints, ingest};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_is_given_with_its_places() {
        let text = "Ferry stays down\n\nBy Ana Brook\n\nHARBOUR (AP) - The board said no, and that was all \
                    it said on Monday.\n";
        let document = ingest(text.as_bytes(), &Hints::default()).unwrap();
        let out = serde_json::to_value(ingest_json(&document, OffsetUnit::Char, true)).unwrap();
        assert_eq!(out["title"]["value"], "Ferry stays down");
        assert_eq!(out["byline"]["span"], json!([21, 30]));
        assert_eq!(out["outlet"]["state"], "not_found");
        assert_eq!(out["set_aside"]["count"], 0);
        assert_eq!(
            out["body"],
            "HARBOUR (AP) - The board said no, and that was all it said on Monday."
        );
        let label = |i: usize| out["sections"][i]["label"].as_str().map(str::to_owned);
        assert_eq!(label(2).as_deref(), Some("dateline"));
    }
}
