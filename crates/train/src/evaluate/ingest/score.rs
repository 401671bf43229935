//! Bodies scored as the article-extraction benchmark does: multisets of four-word shingles a page,
//! precision and recall averaged over pages, F1 of the averages. Held equal to `score_pages.py`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Given;
use super::pages::Page;

/// Averages over pages.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Body {
    /// Mean precision.
    pub precision: f64,
    /// Mean recall.
    pub recall: f64,
}

impl Body {
    /// F1 of the averages.
    pub(crate) fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// Shingles of a text and how often each stands there; words are runs of letters, digits and
/// underscores, case kept.
fn shingles(text: &str) -> BTreeMap<Vec<&str>, u32> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut counts = BTreeMap::new();
    if words.is_empty() {
        return counts;
    }
    for start in 0..words.len().saturating_sub(3).max(1) {
        let shingle: Vec<&str> = words.iter().skip(start).take(4).copied().collect();
        *counts.entry(shingle).or_default() += 1;
    }
    counts
}

/// Precision and recall of one page, where they are defined.
pub(crate) fn page(truth: &str, body: &str) -> (Option<f64>, Option<f64>) {
    let (truth, body) = (shingles(truth), shingles(body));
    let sum = |counts: &BTreeMap<Vec<&str>, u32>| counts.values().sum::<u32>();
    let both: u32 = truth.iter().map(|(s, n)| (*n).min(body.get(s).copied().unwrap_or(0))).sum();
    let (wrong, missed) = (sum(&body) - both, sum(&truth) - both);
    if wrong == 0 && missed == 0 {
        return (Some(1.0), Some(1.0));
    }
    let share = |rest: u32| (both + rest > 0).then(|| f64::from(both) / f64::from(both + rest));
    (share(wrong), share(missed))
}

/// Scores one extractor.
pub(crate) fn score(pages: &[Page], given: &[Given]) -> Body {
    let rows: Vec<_> = pages.iter().zip(given).map(|(p, g)| page(&p.truth, &g.body)).collect();
    let mean =
        |values: Vec<f64>| values.iter().sum::<f64>() / super::report::float(values.len().max(1));
    Body {
        precision: mean(rows.iter().filter_map(|row| row.0).collect()),
        recall: mean(rows.iter().filter_map(|row| row.1).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_are_counted_as_a_multiset() {
        let close = |a: Option<f64>, b: f64| a.is_some_and(|a| (a - b).abs() < 1e-12);
        let (precision, recall) = page("a b c d e", "a b c d x");
        assert!(close(precision, 0.5) && close(recall, 0.5));
        assert_eq!(page("a b", ""), (None, Some(0.0)));
        assert_eq!(page("", ""), (Some(1.0), Some(1.0)));
        let (precision, recall) = page("a a a a a", "a a a a");
        assert!(close(precision, 1.0) && close(recall, 0.5));
    }
}
