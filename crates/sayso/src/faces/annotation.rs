//! W3C Web Annotations (2017): a finding each, anchored by its words with what stands around them
//! *and* by position, so that a reader of the page can find it again or say that it is gone.

use sayso_core::{Document, Finding, OffsetUnit, Offsets, Span};
use sayso_findings::digest;
use serde_json::{Value, json};

use super::sarif::uri;
use crate::Analysis;

/// Code points of text kept before and after.
const AROUND: usize = 32;

/// An array of the annotations of one document.
pub fn webannotation(analysis: &Analysis) -> String {
    Value::Array(annotations(analysis)).to_string() + "\n"
}

/// One annotation a finding; those of the article as a whole target the document itself.
pub fn annotations(analysis: &Analysis) -> Vec<Value> {
    let document = &analysis.document;
    let offsets = Offsets::new(&document.text, OffsetUnit::Char);
    let digest = digest(&document.text);
    let findings = analysis.findings.iter().zip(&analysis.fingerprints);
    let annotation = |(finding, fingerprint): (&Finding, &String)| {
        let id = format!("urn:sayso:{digest}:{fingerprint}");
        annotation(document, &offsets, &digest, &id, finding)
    };
    findings.map(annotation).collect()
}

fn annotation(
    document: &Document,
    offsets: &Offsets<'_>,
    digest: &str,
    id: &str,
    finding: &Finding,
) -> Value {
    let url = document.meta.url.fact.found();
    let source = url.cloned().unwrap_or_else(|| uri(&document.id));
    let mut target = json!({ "source": source, "sayso:textDigest": digest });
    if let Some(span) = finding.span {
        target["selector"] = selectors(document, offsets, span);
    }
    json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "sayso": "urn:sayso:" }],
        "id": id,
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            { "type": "TextualBody", "purpose": "tagging", "value": finding.code },
            { "type": "TextualBody", "purpose": "assessing", "format": "text/plain",
              "value": finding.message },
            { "type": "TextualBody", "purpose": "questioning", "format": "text/plain",
              "value": finding.next_step },
        ],
        "target": target,
    })
}

fn selectors(document: &Document, offsets: &Offsets<'_>, span: Span) -> Value {
    let [start, end] = offsets.span(span);
    let before = document.slice(Span::new(0, span.start));
    let prefix_start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(i, _)| i);
    let after = document.slice(Span::of(span.end as usize..document.text.len()));
    let suffix: String = after.chars().take(AROUND).collect();
    json!([
        { "type": "TextQuoteSelector", "exact": document.slice(span),
          "prefix": before.get(prefix_start..).unwrap_or_default(), "suffix": suffix },
        { "type": "TextPositionSelector", "start": start, "end": end,
          "sayso:unit": "code points" },
    ])
}
