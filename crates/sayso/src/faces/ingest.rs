//! The document as ingest gives it: metadata with their places, the body, labelled sections, what was
//! set aside.

use std::collections::BTreeMap;

use sayso_core::{Date, Document, Fact, MetaValue, OffsetUnit, Offsets, Origin, SectionKind, Span};
use serde::Serialize;
use serde_json::{Value, json};

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

/// The document as JSON: `id`, `kind`, `encoding`, the metadata, `body`, `sections`, `set_aside` and
/// `notes`. Spans of the text are in `unit`; `source` spans are bytes of the input. With `words` the
/// blocks that were set aside are given in full, otherwise counted by reason.
pub fn ingest_json(document: &Document, unit: OffsetUnit, words: bool) -> Value {
    let offsets = Offsets::new(&document.text, unit);
    let meta = &document.meta;
    let sections: Vec<Value> = document
        .sections
        .iter()
        .map(|section| {
            json!({
                "label": section.kind,
                "span": offsets.span(section.span),
                "source": document.map.source(section.span).map(pair),
                "text": document.slice(section.span),
            })
        })
        .collect();
    let notes: Vec<Value> = document
        .notes
        .iter()
        .map(|note| {
            let span = note.span.map(|span| offsets.span(span));
            json!({ "kind": note.kind, "span": span, "detail": note.detail })
        })
        .collect();
    json!({
        "id": document.id,
        "kind": document.kind,
        "encoding": document.encoding,
        "title": value(&meta.title, &offsets),
        "byline": value(&meta.byline, &offsets),
        "date": value(&dates(&meta.date), &offsets),
        "modified": value(&dates(&meta.modified), &offsets),
        "outlet": value(&meta.outlet, &offsets),
        "place": value(&meta.place, &offsets),
        "agency": value(&meta.agency, &offsets),
        "url": value(&meta.url, &offsets),
        "language": value(&meta.language, &offsets),
        "body": body(document),
        "sections": sections,
        "set_aside": set_aside(document, words),
        "notes": notes,
    })
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}

/// Dates as they are written.
fn dates(value: &MetaValue<Date>) -> MetaValue<String> {
    let written = |fact: &Fact<Date>| fact.clone().map(|date| date.to_string());
    MetaValue {
        fact: written(&value.fact),
        source: value.source,
        others: value.others.iter().map(written).collect(),
    }
}

fn value<T: Serialize>(value: &MetaValue<T>, offsets: &Offsets<'_>) -> Value {
    let mut out = fact(&value.fact, offsets);
    if let Some(fields) = out.as_object_mut() {
        if let Some(source) = value.source {
            fields.insert("source".to_owned(), json!(pair(source)));
        }
        if !value.others.is_empty() {
            let others: Vec<Value> = value.others.iter().map(|f| fact(f, offsets)).collect();
            fields.insert("others".to_owned(), json!(others));
        }
    }
    out
}

fn fact<T: Serialize>(fact: &Fact<T>, offsets: &Offsets<'_>) -> Value {
    let at = |span: &Option<Span>| span.map(|span| offsets.span(span));
    match fact {
        Fact::Found { value, span, from } => {
            let from = match from {
                Origin::Text => "text",
                Origin::Field(name) => name.as_str(),
                Origin::Carried => "carried",
                Origin::Option => "option",
            };
            json!({ "state": "found", "value": value, "from": from, "span": at(span) })
        }
        Fact::Doubtful { value, span, why } => {
            json!({ "state": "doubtful", "value": value, "why": why, "span": at(span) })
        }
        Fact::NotFound => json!({ "state": "not_found" }),
        Fact::NotLooked => json!({ "state": "not_looked" }),
        Fact::NotApplicable => json!({ "state": "not_applicable" }),
    }
}

fn set_aside(document: &Document, words: bool) -> Value {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for block in &document.set_aside {
        *reasons.entry(block.reason.as_str()).or_default() += 1;
    }
    let mut out = json!({ "count": document.set_aside.len(), "reasons": reasons });
    if words && let Some(fields) = out.as_object_mut() {
        let blocks: Vec<Value> = document
            .set_aside
            .iter()
            .map(|b| json!({ "reason": b.reason, "source": pair(b.source), "text": b.text }))
            .collect();
        fields.insert("blocks".to_owned(), json!(blocks));
    }
    out
}

#[cfg(test)]
mod tests {
    use sayso_ingest::{Hints, ingest};

    use super::*;

    #[test]
    fn a_document_is_given_with_its_places() {
        let text = "Ferry stays down\n\nBy Ana Brook\n\nHARBOUR (AP) - The board said no, and that was all \
                    it said on Monday.\n";
        let document = ingest(text.as_bytes(), &Hints::default()).unwrap();
        let out = ingest_json(&document, OffsetUnit::Char, true);
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
