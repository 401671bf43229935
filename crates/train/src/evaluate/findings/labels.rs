//! Labels of firings: `document, rule, start, end, label` with `y`, `n` or `u` (unsure); never text.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::corpus::GENRES;

/// What a labeller says of a firing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Label {
    /// The text shows or lacks exactly this.
    Right,
    /// It does not.
    Wrong,
    /// Cannot be told.
    Unsure,
}

/// Labels by `document, rule, start, end`, tab-separated.
pub(crate) type Labels = BTreeMap<String, Label>;

/// Reads a file of labels; lines without a label are left out.
pub(crate) fn read(path: &Path) -> anyhow::Result<Labels> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut labels = Labels::new();
    for (i, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.starts_with("document\t") {
            continue;
        }
        let (key, label) = line.rsplit_once('\t').unwrap_or_default();
        let label = match label.trim() {
            "y" => Label::Right,
            "n" => Label::Wrong,
            "u" => Label::Unsure,
            "" => continue,
            other => anyhow::bail!("{}:{}: {other:?}; expected y, n or u", path.display(), i + 1),
        };
        anyhow::ensure!(
            key.split('\t').count() == 4,
            "{}:{}: expected document, rule, start, end and label between tabs",
            path.display(),
            i + 1
        );
        labels.insert(key.to_owned(), label);
    }
    Ok(labels)
}

/// Counts of a rule over some of its labelled firings.
#[derive(Clone, Copy, Default, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// Firings with at least one label that is not unsure.
    pub judged: f64,
    /// Right ones; one that two labellers see differently counts half.
    pub right: f64,
    /// Firings that nobody could tell.
    pub unsure: u32,
}

impl Tally {
    /// Adds a firing with its labels.
    pub(crate) fn add(&mut self, labels: &[Label]) {
        let told: Vec<_> = labels.iter().filter(|l| **l != Label::Unsure).collect();
        if told.is_empty() {
            self.unsure += 1;
            return;
        }
        let right = told.iter().filter(|l| ***l == Label::Right).count();
        self.judged += 1.0;
        self.right += super::float(right) / super::float(told.len());
    }

    /// Share of right ones; `None` for none judged.
    pub(crate) fn precision(&self) -> Option<f64> {
        (self.judged > 0.0).then(|| self.right / self.judged)
    }

    /// Wilson's score interval at 95 % (Wilson 1927).
    pub(crate) fn interval(&self) -> Option<(f64, f64)> {
        let (n, z) = (self.judged, 1.96_f64);
        let p = self.precision()?;
        let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        Some(((middle - half).max(0.0), (middle + half).min(1.0)))
    }
}

/// Cohen's kappa of two labellings over the firings that both have (Cohen 1960), with their number;
/// `None` below two or where one label alone was used.
pub(crate) fn kappa(pairs: &[(Label, Label)]) -> Option<f64> {
    let n = super::float(pairs.len());
    let share = |p: &dyn Fn(&(Label, Label)) -> bool| {
        super::float(pairs.iter().filter(|pair| p(pair)).count()) / n
    };
    let agreed = share(&|(a, b)| a == b);
    let kinds = [Label::Right, Label::Wrong, Label::Unsure];
    let chance: f64 =
        kinds.iter().map(|kind| share(&|(a, _)| a == kind) * share(&|(_, b)| b == kind)).sum();
    (pairs.len() > 1 && chance < 1.0).then(|| (agreed - chance) / (1.0 - chance))
}

/// What the labels say of one rule.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Code.
    pub rule: String,
    /// All labelled firings.
    pub drawn: Tally,
    /// Those of the last draw, after which the rule was not changed.
    pub last: Tally,
    /// Agreement of its two labellings.
    pub last_kappa: Option<f64>,
    /// By genre.
    pub genres: [Tally; GENRES.len()],
    /// Those that the engine still reports.
    pub now: Tally,
    /// Agreement of the two labellings.
    pub kappa: Option<f64>,
    /// Firings with two labels.
    pub twice: usize,
    /// Firings with two labels that agree.
    pub agreed: usize,
    /// Firings in all texts.
    pub fired: usize,
    /// Texts with at least one.
    pub texts: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_and_agreement() {
        let mut tally = Tally::default();
        for _ in 0..9 {
            tally.add(&[Label::Right, Label::Right]);
        }
        tally.add(&[Label::Wrong]);
        tally.add(&[Label::Unsure]);
        assert_eq!((tally.judged, tally.right, tally.unsure), (10.0, 9.0, 1));
        // Wilson's interval for 9 of 10, as tables give it.
        let (low, high) = tally.interval().unwrap();
        assert!((low - 0.5958).abs() < 1e-3 && (high - 0.9821).abs() < 1e-3, "{low} {high}");
        let (r, w) = (Label::Right, Label::Wrong);
        let pairs = [(r, r), (r, r), (w, w), (r, w)];
        assert!((kappa(&pairs).unwrap() - 0.5).abs() < 1e-9);
        assert_eq!(kappa(&[(r, r), (r, r)]), None);
    }
}
