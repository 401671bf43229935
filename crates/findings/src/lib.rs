//! Grades, coded findings and summaries, made from finished values only.

use sayso_core::{Attributions, Document, Finding, Reading, Statements};

/// The values a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its reading.
    pub reading: &'a Reading,
    /// Its attributions.
    pub attributions: &'a Attributions,
    /// Its statements.
    pub statements: &'a Statements,
}

/// The rules and lists in force.
#[derive(Debug, Default)]
pub struct RuleSet {}

/// All findings, by start, end and code.
pub fn find(rules: &RuleSet, facts: Facts<'_>) -> Vec<Finding> {
    let _ = (rules, facts);
    Vec::new()
}
