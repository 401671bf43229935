//! SARIF 2.1.0 (OASIS, 2020): findings for code-review tools. Notes are notes, gaps and conflicts are
//! warnings; nothing is an error.

use sayso_core::{Document, Finding, InputKind, OffsetUnit, Offsets, Severity, Span};
use sayso_findings::{REGISTRY, Why, page};
use serde_json::{Value, json};

use crate::Analysis;

/// One log with one run over all analyses.
pub fn sarif(analyses: &[Analysis]) -> String {
    let results: Vec<String> =
        analyses.iter().flat_map(sarif_results).map(|result| result.to_string()).collect();
    sarif_open() + &results.join(",\n") + SARIF_CLOSE
}

/// The log up to its results, for callers that write them one after the other, parted by commas.
pub fn sarif_open() -> String {
    let driver = json!({
        "name": "sayso",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules(),
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
         \"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\
         \"results\":[\n"
    )
}

/// The log behind its results.
pub const SARIF_CLOSE: &str = "\n]}]}\n";

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

/// The results of one document, in the order of its findings. Findings that the text allows or the
/// baseline knows come last and say so; viewers leave them out.
pub fn sarif_results(analysis: &Analysis) -> Vec<Value> {
    let document = &analysis.document;
    let places = Places {
        document,
        chars: Offsets::new(&document.text, OffsetUnit::Char),
        lines: line_starts(&document.text),
    };
    let shown = analysis.findings.iter().zip(&analysis.fingerprints).map(|(finding, print)| {
        let mut result = places.result(finding, print, &analysis.rules);
        if analysis.is_compared {
            result["baselineState"] = "new".into();
        }
        result
    });
    let suppressed = analysis.suppressed.iter().map(|not_shown| {
        let mut result = places.result(&not_shown.finding, &not_shown.fingerprint, &analysis.rules);
        match &not_shown.why {
            Why::Known => result["baselineState"] = "unchanged".into(),
            Why::Allowed(reason) => {
                result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
            }
        }
        result
    });
    shown.chain(suppressed).collect()
}

/// A relative reference: an input's name with everything but plain characters escaped.
pub(super) fn uri(id: &str) -> String {
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
    fn result(&self, finding: &Finding, print: &str, rules: &str) -> Value {
        let related: Vec<Value> = finding
            .related
            .iter()
            .map(|&(span, what)| {
                let mut location = self.location(Some(span));
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
            "locations": [self.location(finding.span)],
            "relatedLocations": related,
            "partialFingerprints": { "sayso/v1": print },
            "properties": { "severity": finding.severity, "rules": rules },
        })
    }

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
