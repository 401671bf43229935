//! Faces: pure functions from an analysis to what a person or a program reads. They choose and
//! order; they never decide anything.

mod annotation;
mod attribute;
mod csv;
mod ingest;
mod json;
mod jsonld;
mod report;
mod sarif;
mod sheet;

pub use annotation::webannotation;
pub use attribute::{Roles, all, attribute_jsonl, outer};
pub use csv::{CSV_HEADER, CsvOptions, csv};
pub use ingest::{Taken, body, ingest_json};
pub use json::{Output, json};
pub use jsonld::jsonld;
pub use report::{ReportOptions, report};
pub use sarif::sarif;
pub use sheet::{SheetOptions, sheet};

/// Where the published JSON Schema of [`Output`] lies, from the root of the repository.
pub const SCHEMA_PATH: &str = "schema/sayso.schema.json";

/// The published JSON Schema of [`Output`], generated from the types.
pub const SCHEMA: &str = include_str!("../../../../schema/sayso.schema.json");
