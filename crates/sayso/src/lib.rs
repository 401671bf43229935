//! The engine and its faces.

use sayso_attribute::Attributor;
use sayso_core::{Attributions, Document, Finding, Layers, Reading, Statements};
use sayso_findings::{Facts, RuleSet, Summary};
use sayso_read::Reader;

pub mod faces;

pub use sayso_core as core;
pub use sayso_findings as findings;
pub use sayso_ingest as ingest;
pub use sayso_read::Scratch;

/// All values of one document.
#[derive(Debug)]
pub struct Analysis {
    /// The document.
    pub document: Document,
    /// Its reading.
    pub reading: Reading,
    /// Its attributions.
    pub attributions: Attributions,
    /// Its statements.
    pub statements: Statements,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Its summary.
    pub summary: Summary,
}

/// Loaded models and rules.
#[derive(Debug, Default)]
pub struct Engine {
    reader: Reader,
    attributor: Attributor,
    rules: RuleSet,
}

impl Engine {
    /// The engine with what is built in.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// The engine with what is built in and the rules of the caller.
    pub fn new(rules: RuleSet) -> Self {
        Self { rules, ..Self::default() }
    }

    /// Reads one document through all stages.
    pub fn analyse(&self, document: Document, scratch: &mut Scratch) -> Analysis {
        let reading = self.reader.read(&document, Layers::ALL, scratch);
        let attributions = self.attributor.attribute(&document, &reading);
        let statements = sayso_attribute::statements(&document, &reading, &attributions);
        let facts = Facts {
            document: &document,
            reading: &reading,
            attributions: &attributions,
            statements: &statements,
        };
        let findings = sayso_findings::find(&self.rules, facts);
        let summary = sayso_findings::summary(facts);
        Analysis { document, reading, attributions, statements, findings, summary }
    }
}
