//! A generated corpus with its truth.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use sayso_trace::index::Record;
use serde::Deserialize;

/// What the generator did to make a document.
#[derive(Debug, Deserialize)]
pub(crate) struct Truth {
    pub id: String,
    pub base: String,
    pub kind: String,
    pub edit_rate: f64,
    pub truncated: bool,
    pub prefixed: bool,
    pub swaps: BTreeMap<String, String>,
    pub pasted_from: Option<String>,
}

/// A document with its truth.
pub(crate) struct Document {
    pub record: Record,
    pub truth: Truth,
    /// Words between spaces.
    pub words: usize,
}

pub(crate) struct Corpus {
    pub documents: Vec<Document>,
    places: BTreeMap<String, usize>,
    /// The document each base stands as.
    bases: BTreeMap<String, usize>,
}

impl Corpus {
    pub(crate) fn read(folder: &Path) -> anyhow::Result<Self> {
        let lines = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).with_context(|| path.display().to_string())
        };
        let (texts, truths) = (lines("corpus.jsonl")?, lines("truth.jsonl")?);
        let mut documents = Vec::new();
        for (text, truth) in texts.lines().zip(truths.lines()) {
            let record: Record = serde_json::from_str(text)?;
            let truth: Truth = serde_json::from_str(truth)?;
            anyhow::ensure!(record.id == truth.id, "{}: lines do not match", record.id);
            let words = record.text.split(' ').count();
            documents.push(Document { record, truth, words });
        }
        let places = documents.iter().enumerate().map(|(n, d)| (d.record.id.clone(), n)).collect();
        let bases = documents
            .iter()
            .enumerate()
            .filter(|(_, d)| matches!(d.truth.kind.as_str(), "base" | "pasted"))
            .map(|(n, d)| (d.truth.base.clone(), n))
            .collect();
        Ok(Self { documents, places, bases })
    }

    /// The place of a document.
    pub(crate) fn place(&self, id: &str) -> usize {
        self.places.get(id).copied().unwrap_or_default()
    }

    /// The place of the document that a base stands as.
    pub(crate) fn base(&self, name: &str) -> Option<usize> {
        self.bases.get(name).copied()
    }
}
