//! Grades, coded findings and summaries, made from finished values only.
//!
//! [`grade`] says how far a statement can be looked up, [`find`] what the text shows or lacks, and
//! [`summary`] how much of it rests on what. Nothing here reads text again, loads a model or alters
//! a value, so every rule can be tried on values made by hand.

mod adverse;
mod allow;
mod baseline;
mod codes;
mod cover;
pub mod docs;
#[cfg(test)]
mod example;
mod grade;
mod headline;
mod lists;
mod nearest;
mod occasion;
mod others;
mod page;
mod report;
mod rules;
mod ruleset;
mod settings;
mod source;
mod summary;
mod suppress;
mod view;
pub mod wording;

use sayso_core::{Attributions, Document, Reading, Statements};

pub use allow::{Allow, allowed, parse_allow};
pub use baseline::{Baseline, BaselineError, digest, fingerprints};
pub use codes::{Entry, REFERENCES, REGISTRY, Status, Subject, entry};
pub use grade::{grade, grade_label, grade_statement, grade_table};
pub use lists::ListChange;
pub use nearest::hint_for;
pub use others::{Kin, OtherText, Others, QuotationChange, SharedQuotation, SwappedName};
pub use page::{Page, explain, page, rules_json, rules_text};
pub use ruleset::{RuleSet, RuleSetError, Selection, find};
pub use settings::SettingsError;
pub use summary::{
    Counts, NarratorRow, Question, Slots, SourceOccasion, SourceRow, Summary, summary,
};
pub use suppress::{Suppressed, Why, suppress};

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
    /// What an index holds of the same words, if one was asked.
    pub others: Others<'a>,
}
