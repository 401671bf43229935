//! On whose say-so? The engine, in the order of its stages, and its faces.
//!
//! ```
//! use sayso::{Engine, Scratch, faces, ingest};
//!
//! let text = "Port to close\n\nThe port will close in May, Ada Brook said in a statement.";
//! let document = ingest::ingest(text.as_bytes(), &ingest::Hints::default())?;
//! let analysis = Engine::default().analyse(document, &mut Scratch::default());
//! assert_eq!(analysis.attributions.list.len(), 1);
//! println!("{}", faces::sheet(&analysis, &faces::SheetOptions::default()));
//! # Ok::<(), ingest::IngestError>(())
//! ```

mod batch;
mod copies;
pub mod faces;

use std::sync::Arc;

use sayso_attribute::Attributor;
use sayso_core::{Attributions, Document, Finding, Layers, Reading, Statements};
use sayso_findings::{Baseline, Facts, Others, RuleSet, Summary, Suppressed};
use sayso_read::Reader;

pub use batch::{Defect, Pool};
pub use copies::{Copies, record};
pub use sayso_core as core;
pub use sayso_findings as findings;
pub use sayso_ingest as ingest;
pub use sayso_read::{Scratch, conllu};
pub use sayso_trace as trace;

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
    /// The fingerprint of each finding, as baselines hold them.
    pub fingerprints: Vec<String>,
    /// Findings that are not shown, because the text allows them or the baseline knows them.
    pub suppressed: Vec<Suppressed>,
    /// A baseline was given; what is left is new.
    pub is_compared: bool,
    /// Digest of the rules and lists in force.
    pub rules: String,
    /// The article in counts.
    pub summary: Summary,
    /// Other texts that carry the same words; `None` where no index was asked.
    pub copies: Option<Copies>,
}

/// Loaded models and rules; never changes, so one engine serves all threads.
#[derive(Clone, Debug)]
pub struct Engine {
    reader: Arc<Reader>,
    attributor: Arc<Attributor>,
    rules: RuleSet,
    digest: String,
    baseline: Option<Arc<Baseline>>,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new(RuleSet::default())
    }
}

impl Engine {
    /// The engine with what is built in and the rules of the caller.
    pub fn new(rules: RuleSet) -> Self {
        Self {
            reader: Arc::new(Reader::embedded()),
            attributor: Arc::new(Attributor::embedded()),
            digest: rules.digest(),
            rules,
            baseline: None,
        }
    }

    /// The rules in force.
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The same models under other rules.
    #[must_use]
    pub fn with_rules(&self, rules: RuleSet) -> Self {
        Self { digest: rules.digest(), rules, ..self.clone() }
    }

    /// The same engine that leaves out the findings a baseline knows.
    #[must_use]
    pub fn with_baseline(&self, baseline: Baseline) -> Self {
        Self { baseline: Some(Arc::new(baseline)), ..self.clone() }
    }

    /// Reads the asked layers of one document.
    pub fn read(&self, document: &Document, layers: Layers, scratch: &mut Scratch) -> Reading {
        self.reader.read(document, layers, scratch)
    }

    /// Reads the asked layers of several documents together, which makes short ones cheaper and changes
    /// no reading.
    pub fn read_all(
        &self,
        documents: &[&Document],
        layers: Layers,
        scratch: &mut Scratch,
    ) -> Vec<Reading> {
        self.reader.read_all(documents, layers, scratch)
    }

    /// Reads one document whose words and sentences are given.
    pub fn read_given(
        &self,
        given: &conllu::Given,
        layers: Layers,
        scratch: &mut Scratch,
    ) -> Reading {
        self.reader.read_given(&given.document, &given.reading, layers, scratch)
    }

    /// Reads one document and finds who says what. One that is out of scope is cut into sentences and
    /// passed on: nobody is found to speak in it.
    pub fn attribute(&self, document: &Document, scratch: &mut Scratch) -> (Reading, Attributions) {
        if document.is_out_of_scope() {
            return (self.read(document, Layers::QUOTE, scratch), Attributions::default());
        }
        let reading = self.read(document, Layers::ALL, scratch);
        let attributions = self.attributor.attribute(document, &reading);
        (reading, attributions)
    }

    /// Takes one document through all stages. Nothing is judged in one that is out of scope.
    pub fn analyse(&self, document: Document, scratch: &mut Scratch) -> Analysis {
        let (reading, attributions) = self.attribute(&document, scratch);
        self.conclude(document, reading, attributions, None)
    }

    /// Takes one document through all stages and looks it up in an index of other texts.
    ///
    /// # Errors
    /// Whatever reading the index meets.
    pub fn analyse_beside(
        &self,
        document: Document,
        index: &sayso_trace::index::Index,
        scratch: &mut Scratch,
    ) -> Result<Analysis, sayso_trace::TraceError> {
        let (reading, attributions) = self.attribute(&document, scratch);
        let copies = copies::look_up(self, index, &document, &attributions, scratch)?;
        Ok(self.conclude(document, reading, attributions, Some(copies)))
    }

    /// The stages behind attribution.
    fn conclude(
        &self,
        document: Document,
        reading: Reading,
        attributions: Attributions,
        copies: Option<Copies>,
    ) -> Analysis {
        let statements = if document.is_out_of_scope() {
            Statements::default()
        } else {
            sayso_attribute::statements(&document, &reading, &attributions)
        };
        let facts = Facts {
            document: &document,
            reading: &reading,
            attributions: &attributions,
            statements: &statements,
            others: copies.as_ref().map_or(Others::NotLooked, |c| Others::Looked(&c.texts)),
        };
        let findings = sayso_findings::find(&self.rules, facts);
        let baseline = self.baseline.as_deref();
        let (findings, fingerprints, suppressed) =
            sayso_findings::suppress(&self.rules, baseline, facts, findings);
        let summary = sayso_findings::summary(facts);
        Analysis {
            document,
            reading,
            attributions,
            statements,
            findings,
            fingerprints,
            suppressed,
            is_compared: baseline.is_some(),
            rules: self.digest.clone(),
            summary,
            copies,
        }
    }
}
