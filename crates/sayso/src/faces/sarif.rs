//! SARIF 2.1.0 (OASIS, 2020): findings for code-review tools. Notes are notes, gaps and conflicts are
//! warnings; nothing is an error.

use sayso_core::{Document, InputKind, OffsetUnit, Offsets, Severity, Span};
use sayso_findings::{REGISTRY, fingerprints, page};
use serde_json::{Value, json};

use crate::Analysis;

/// One log with one run over all analyses.
pub fn sarif(analyses: &[Analysis]) -> String {
    let results: Vec<Value> = analyses.iter().flat_map(results).collect();
    let artifacts: Vec<Value> =
        analyses.iter().map(|a| json!({ "location": { "uri": uri(&a.document.id) } })).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sayso",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules(),
            } },
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": results,
        }],
    });
    log.to_string() + "\n"
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Gap | Severity::Conflict => "warning",
    }
}

fn rules() -> Vec<Value> {
    let rule = |entry: &sayso_findings::Entry| {
        let page = page(entry);
        json!({
            "id": entry.code,
            "name": entry.name,
            "shortDescription": { "text": page.summary },
            "fullDescription": { "text": page.reports },
            "help": { "text": format!("{}\n\n{}", page.matters, page.clears) },
            "defaultConfiguration": { "level": level(entry.severity) },
            "properties": { "severity": entry.severity, "status": entry.status.as_str() },
        })
    };
    REGISTRY.iter().map(rule).collect()
}

fn results(analysis: &Analysis) -> Vec<Value> {
    let document = &analysis.document;
    let places = Places {
        document,
        chars: Offsets::new(&document.text, OffsetUnit::Char),
        lines: line_starts(&document.text),
    };
    let prints = fingerprints(document, &analysis.reading, &analysis.findings);
    let result = |(finding, print): (&sayso_core::Finding, &String)| {
        let related: Vec<Value> = finding
            .related
            .iter()
            .map(|&(span, what)| {
                let mut location = places.location(Some(span));
                location["message"] = json!({ "text": what });
                location
            })
            .collect();
        let index = REGISTRY.iter().position(|entry| entry.code == finding.code);
        json!({
            "ruleId": finding.code,
            "ruleIndex": index,
            "level": level(finding.severity),
            "message": { "text": format!("{} {}", finding.message, finding.next_step) },
            "locations": [places.location(finding.span)],
            "relatedLocations": related,
            "partialFingerprints": { "sayso/v1": print },
            "properties": { "severity": finding.severity },
        })
    };
    analysis.findings.iter().zip(&prints).map(result).collect()
}

/// A relative reference: an input's name with everything but plain characters escaped.
fn uri(id: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    let one = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    id.bytes().map(one).collect()
}

fn line_starts(text: &str) -> Vec<u32> {
    let starts = text.bytes().zip(1_u32..).filter(|(b, _)| *b == b'\n').map(|(_, next)| next);
    std::iter::once(0).chain(starts).collect()
}

struct Places<'a> {
    document: &'a Document,
    chars: Offsets<'a>,
    lines: Vec<u32>,
}

impl Places<'_> {
    fn location(&self, span: Option<Span>) -> Value {
        let mut place = json!({ "artifactLocation": { "uri": uri(&self.document.id) } });
        if let Some(region) = span.and_then(|span| self.region(span)) {
            place["region"] = region;
        }
        json!({ "physicalLocation": place })
    }

    /// Bytes of the source; lines, columns and characters only where the source is the text itself.
    fn region(&self, span: Span) -> Option<Value> {
        let source = self.document.map.source(span)?;
        let mut region = json!({
            "byteOffset": source.start,
            "byteLength": source.len(),
            "snippet": { "text": self.document.slice(span) },
        });
        if self.document.kind == InputKind::Text {
            let (first, last) = (self.place(span.start), self.place(span.end));
            let [start, end] = self.chars.span(span);
            region["charOffset"] = json!(start);
            region["charLength"] = json!(end - start);
            region["startLine"] = json!(first.0);
            region["startColumn"] = json!(first.1);
            region["endLine"] = json!(last.0);
            region["endColumn"] = json!(last.1);
        }
        Some(region)
    }

    /// Line and column of a byte, both from 1, columns in code points.
    fn place(&self, byte: u32) -> (u32, u32) {
        let line = self.lines.partition_point(|&start| start <= byte).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.chars.at(byte) - self.chars.at(start) + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), column)
    }
}
