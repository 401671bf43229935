//! Agreement, accuracy, confusion, precision and recall, with intervals from documents drawn again.

use std::collections::{BTreeMap, BTreeSet};

use sayso_train::score::real;

use super::draw::hash;
use super::items::Labels;

/// Two readers on one question.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Agreement {
    pub(super) n: usize,
    pub(super) same: usize,
    /// Cohen 1960.
    pub(super) kappa: f64,
}

impl Agreement {
    /// Of the items that both labelled.
    pub(super) fn new(a: &Labels, b: &Labels, question: usize) -> Self {
        let pairs: Vec<(&str, &str)> = a
            .iter()
            .filter_map(|(item, labels)| {
                Some((labels.get(question)?.as_str(), b.get(item)?.get(question)?.as_str()))
            })
            .collect();
        let n = pairs.len();
        let same = pairs.iter().filter(|(a, b)| a == b).count();
        let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for (a, b) in &pairs {
            counts.entry(a).or_default()[0] += 1;
            counts.entry(b).or_default()[1] += 1;
        }
        let whole = real(n.max(1));
        let chance: f64 = counts.values().map(|[a, b]| real(*a) / whole * (real(*b) / whole)).sum();
        let observed = real(same) / whole;
        let kappa = if chance < 1.0 { (observed - chance) / (1.0 - chance) } else { 1.0 };
        Self { n, same, kappa }
    }

    /// Share of the same labels, in percent.
    pub(super) fn percent(self) -> f64 {
        100.0 * real(self.same) / real(self.n.max(1))
    }
}

/// One labelled item with the engine's answer to one question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) item: u32,
    pub(super) document: String,
    pub(super) held_out: bool,
    pub(super) gold: String,
    /// `None` where the engine has nothing that corresponds.
    pub(super) said: Option<String>,
}

/// A measure over rows, in percent.
pub(super) type Measure = fn(&[&Row]) -> f64;

/// Share of right answers among those given.
pub(super) fn accuracy(rows: &[&Row]) -> f64 {
    let given = rows.iter().filter(|row| row.said.is_some()).count();
    100.0 * real(right(rows)) / real(given.max(1))
}

fn right(rows: &[&Row]) -> usize {
    rows.iter().filter(|row| row.said.as_ref() == Some(&row.gold)).count()
}

/// Right answers other than *none* among those that the engine gives.
pub(super) fn precision(rows: &[&Row]) -> f64 {
    let some = rows.iter().filter(|row| row.said.as_deref().is_some_and(|s| s != "none"));
    100.0 * real(right_some(rows)) / real(some.count().max(1))
}

/// Right answers other than *none* among those that the labels have.
pub(super) fn recall(rows: &[&Row]) -> f64 {
    let some = rows.iter().filter(|row| row.gold != "none").count();
    100.0 * real(right_some(rows)) / real(some.max(1))
}

/// Answers other than *none*, right or not, among those that the labels have.
pub(super) fn named(rows: &[&Row]) -> f64 {
    let some = || rows.iter().filter(|row| row.gold != "none");
    let given = some().filter(|row| row.said.as_deref().is_some_and(|said| said != "none"));
    100.0 * real(given.count()) / real(some().count().max(1))
}

fn right_some(rows: &[&Row]) -> usize {
    let right = |row: &&&Row| row.gold != "none" && row.said.as_ref() == Some(&row.gold);
    rows.iter().filter(right).count()
}

/// Mean F1 of the labels that occur.
pub(super) fn macro_f1(rows: &[&Row]) -> f64 {
    let labels: BTreeSet<&str> = rows.iter().map(|row| row.gold.as_str()).collect();
    let f1 = |label: &str| {
        let gold = rows.iter().filter(|row| row.gold == label).count();
        let said = rows.iter().filter(|row| row.said.as_deref() == Some(label)).count();
        let both =
            rows.iter().filter(|r| r.gold == label && r.said.as_deref() == Some(label)).count();
        if gold + said == 0 { 0.0 } else { 200.0 * real(both) / real(gold + said) }
    };
    labels.iter().map(|label| f1(label)).sum::<f64>() / real(labels.len().max(1))
}

/// A measure with its 95 % interval: documents drawn with replacement, from a fixed seed.
pub(super) fn interval(rows: &[&Row], measure: Measure, draws: usize) -> (f64, f64, f64) {
    let mut documents: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        documents.entry(&row.document).or_default().push(row);
    }
    let documents: Vec<Vec<&Row>> = documents.into_values().collect();
    let mut figures: Vec<f64> = (0..draws)
        .map(|draw| {
            let pick = |i: usize| {
                let at = hash("draw", draw * documents.len() + i) % documents.len().max(1) as u64;
                documents.get(usize::try_from(at).unwrap_or(0)).cloned().unwrap_or_default()
            };
            let sample: Vec<&Row> = (0..documents.len()).flat_map(pick).collect();
            measure(&sample)
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    let at = |permille: usize| figures.get(permille * draws / 1000).copied().unwrap_or(0.0);
    (measure(rows), at(25), at(975))
}

/// Rows by label, columns by answer.
pub(super) fn confusion(rows: &[&Row]) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut table: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for row in rows {
        let said = row.said.clone().unwrap_or_else(|| "not found".to_owned());
        *table.entry(row.gold.clone()).or_default().entry(said).or_default() += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(list: &str) -> Labels {
        list.split(' ').zip(1..).map(|(label, n)| (n, vec![label.to_owned()])).collect()
    }

    #[test]
    fn kappa_takes_chance_off() {
        // Cohen's own kind of case: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no give 0.4.
        let list = |parts: &[(&str, usize)]| {
            let words: Vec<&str> = parts.iter().flat_map(|(w, n)| vec![*w; *n]).collect();
            labels(&words.join(" "))
        };
        let a = list(&[("yes", 25), ("no", 25)]);
        let b = list(&[("yes", 20), ("no", 5), ("yes", 10), ("no", 15)]);
        let agreement = Agreement::new(&a, &b, 0);
        assert_eq!((agreement.n, agreement.same), (50, 35));
        assert!((agreement.kappa - 0.4).abs() < 1e-9);
        assert!((Agreement::new(&a, &a, 0).kappa - 1.0).abs() < 1e-9);
    }

    #[test]
    fn none_is_no_hit() {
        let row = |gold: &str, said: Option<&str>| Row {
            item: 1,
            document: "d".into(),
            held_out: false,
            gold: gold.into(),
            said: said.map(str::to_owned),
        };
        let rows = [
            row("none", Some("none")),
            row("speech", Some("speech")),
            row("none", Some("poll")),
            row("post", None),
        ];
        let rows: Vec<&Row> = rows.iter().collect();
        assert!((precision(&rows) - 50.0).abs() < 1e-9);
        assert!((recall(&rows) - 50.0).abs() < 1e-9);
        assert!((accuracy(&rows) - 200.0 / 3.0).abs() < 1e-9);
        assert!((macro_f1(&rows[..2]) - 100.0).abs() < 1e-9);
    }
}
