//! Known findings, to be shown no more: each has a fingerprint of its code, its sentence, its words
//! and its place among equal ones; one on the article as a whole has the article's first words in
//! place of a sentence, so that no two articles share it. Offsets are not in it, so edits elsewhere
//! change nothing.

use std::collections::{BTreeMap, BTreeSet};

use sayso_core::{Document, Finding, Reading};

use crate::ruleset::{FNV_START, fnv1a};

/// First line of a baseline file.
const HEADER: &str = "sayso-baseline 1";

/// A baseline file that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {found:?}; expected {expected}")]
pub struct BaselineError {
    /// Line, from 1.
    pub line: usize,
    /// What stands there, cut short.
    pub found: String,
    /// What would have been right.
    pub expected: &'static str,
}

/// The fingerprint of each finding, in their order: 16 hexadecimal digits (64-bit FNV-1a).
pub fn fingerprints(document: &Document, reading: &Reading, findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<u64, u64> = BTreeMap::new();
    let fingerprint = |finding: &Finding| {
        let words = finding.span.map_or("", |span| document.slice(span));
        let sentence = match finding.span {
            Some(span) => reading.sentences.get(reading.sentence_at(span.start)),
            None => reading.sentences.first(),
        };
        let sentence = sentence.map(|sentence| document.slice(sentence.span));
        let parts = [&finding.code.to_string(), sentence.unwrap_or_default(), words];
        let hash =
            parts.iter().fold(FNV_START, |hash, part| fnv1a(fnv1a(hash, part.as_bytes()), &[0]));
        let nth = seen.entry(hash).or_default();
        *nth += 1;
        format!("{:016x}", fnv1a(hash, &nth.to_le_bytes()))
    };
    findings.iter().map(fingerprint).collect()
}

/// The digest of a text that annotations and fingerprints are made on: 64-bit FNV-1a in hex.
pub fn digest(text: &str) -> String {
    format!("{:016x}", fnv1a(FNV_START, text.as_bytes()))
}

/// Fingerprints of known findings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    known: BTreeSet<String>,
}

impl Baseline {
    /// A baseline of these fingerprints.
    pub fn of(fingerprints: impl IntoIterator<Item = String>) -> Self {
        Self { known: fingerprints.into_iter().collect() }
    }

    /// The baseline of a file's text.
    ///
    /// # Errors
    /// A first line that is not this format's, or a line that is no fingerprint: with its number.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let fail = |line: usize, found: &str, expected| BaselineError {
            line,
            found: found.chars().take(60).collect(),
            expected,
        };
        let mut lines = text.lines();
        let header = lines.next().unwrap_or_default();
        if header != HEADER {
            return Err(fail(1, header, "the line `sayso-baseline 1`"));
        }
        let mut known = BTreeSet::new();
        for (line, number) in lines.zip(2..).filter(|(line, _)| !line.is_empty()) {
            let is_hex = line.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            if line.len() != 16 || !is_hex {
                return Err(fail(number, line, "16 hexadecimal digits"));
            }
            known.insert(line.to_owned());
        }
        Ok(Self { known })
    }

    /// The file's text.
    pub fn print(&self) -> String {
        let lines = std::iter::once(HEADER).chain(self.known.iter().map(String::as_str));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// The finding is not in the baseline.
    pub fn is_new(&self, fingerprint: &str) -> bool {
        !self.known.contains(fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::Voice;

    use super::*;
    use crate::example::Example;

    fn prints(text: &str) -> Vec<String> {
        let mut e = Example::new(text);
        e.says("A source", "said", "rain", Voice::Unnamed);
        e.says("a source", "added", "hail", Voice::Unnamed);
        let findings = e.findings("S201");
        fingerprints(&e.document, &e.reading, &findings)
    }

    #[test]
    fn edits_elsewhere_leave_fingerprints_alone() {
        let before = prints("A source said rain and a source added hail. It rained.");
        assert_eq!(before.len(), 2);
        assert_ne!(before[0], before[1]);
        assert_eq!(
            before,
            prints("It snowed. A source said rain and a source added hail. It rained.")
        );
        assert_ne!(before, prints("A source said rain and a source added hail too."));
    }

    #[test]
    fn a_baseline_comes_back_and_bad_lines_are_named() {
        let baseline =
            Baseline::of(prints("A source said rain and a source added hail. It rained."));
        assert_eq!(Baseline::parse(&baseline.print()), Ok(baseline.clone()));
        assert!(
            !baseline.is_new(&prints("A source said rain and a source added hail. It rained.")[0])
        );
        assert!(baseline.is_new("0123456789abcdef"));
        let error = Baseline::parse("sayso-baseline 1\nxyz\n").unwrap_err();
        assert_eq!(error.to_string(), "line 2: \"xyz\"; expected 16 hexadecimal digits");
        assert_eq!(Baseline::parse("").unwrap_err().line, 1);
    }
}
