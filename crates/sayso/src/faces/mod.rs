//! Faces: pure functions from an analysis to what a person or a program reads. They choose and
//! order; they never decide anything.

mod annotation;
mod attribute;
mod csv;
mod ingest;
mod json;
mod jsonld;
mod pen;
mod read;
mod report;
mod sarif;
mod sheet;
mod snippet;
mod table;

use sayso_core::{Document, NoteKind, Reading};
use sayso_findings::Why;

use crate::Analysis;

pub use annotation::{annotations, webannotation};
pub use attribute::{Roles, all, attribute_jsonl, outer};
pub use csv::{CSV_HEADER, CsvOptions, csv};
pub use ingest::{Taken, body, ingest_json};
pub use json::{Output, json};
pub use jsonld::jsonld;
pub use read::read_jsonl;
pub use report::report;
pub use sarif::{SARIF_CLOSE, sarif, sarif_open, sarif_results};
pub use sheet::{SheetOptions, sheet};
pub use snippet::snippet;
pub use table::{Tally, table_head, table_row, together};

/// Findings that are not shown: those that the text allows, and those that the baseline holds.
fn not_shown(analysis: &Analysis) -> (usize, usize) {
    let known = analysis.suppressed.iter().filter(|s| s.why == Why::Known).count();
    (analysis.suppressed.len() - known, known)
}

/// Limits that were reached, so that a part of the text was not looked at: a sentence each.
fn limits<'a>(document: &'a Document, reading: &'a Reading) -> Vec<&'a str> {
    let notes = document.notes.iter().chain(&reading.notes);
    let limits = notes.filter(|note| note.kind == NoteKind::LimitReached);
    limits.map(|note| note.detail.as_str()).collect()
}

/// Where the published JSON Schema of [`Output`] lies, from the root of the repository.
pub const SCHEMA_PATH: &str = "schema/sayso.schema.json";

/// The published JSON Schema of [`Output`], generated from the types.
pub const SCHEMA: &str = include_str!("../../../../schema/sayso.schema.json");
