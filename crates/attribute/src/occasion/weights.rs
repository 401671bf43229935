//! Weights of what speaks for an occasion or a date of an act, and the choice by them: a log-linear model
//! whose weights are whole hundredths, so that sums are exact on every machine. Trained by `sayso-train
//! occasions` on labelled articles; the table is `data/occasion-weights.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sayso_core::{AttributionId, OccasionKind, Span};
use serde::Deserialize;

/// Weights by feature, in hundredths.
pub type Table = BTreeMap<String, i32>;

/// The weights of both choices.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OccasionWeights {
    /// For a first look at the occasion of each act by itself.
    pub alone: Table,
    /// For the occasion of an act, with what the first look makes of the acts around.
    pub occasions: Table,
    /// For the time of an act.
    pub dates: Table,
}

impl OccasionWeights {
    /// The weights of this build.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }
}

static EMBEDDED: LazyLock<OccasionWeights> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/occasion-weights.toml"))
        .expect("data/occasion-weights.toml is part of the build and tested")
});

/// One answer that an act may take: none, an occasion or a time.
#[derive(Clone, Debug, Default)]
pub struct Choosable {
    /// The kind of the occasion.
    pub kind: Option<OccasionKind>,
    /// The time, for the choice of a date.
    pub time: Option<Span>,
    /// What speaks for it, as names of features.
    pub features: Vec<String>,
    /// What spoke for it and was let go, by the first look and by the second.
    pub(super) summed: [i32; 2],
    /// Where the place stands to the act: `here` in its sentence, `before` or `after`; `none` for none.
    pub(super) side: &'static str,
    /// Index of the place it stands for.
    pub(super) place: Option<usize>,
}

impl Choosable {
    /// What speaks for it, summed.
    pub fn score(&self, table: &Table) -> i32 {
        self.features.iter().filter_map(|feature| table.get(feature)).sum()
    }
}

/// The answers that one act may take; the first is none.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The act.
    pub attribution: AttributionId,
    /// The answers.
    pub options: Vec<Choosable>,
}

impl Choice {
    /// The same with features summed and let go: those of a long text would fill the memory.
    pub(super) fn summed(mut self, weights: &OccasionWeights) -> Self {
        for option in &mut self.options {
            option.summed = [&weights.alone, &weights.occasions].map(|table| option.score(table));
            option.features = Vec::new();
        }
        self
    }

    /// The answer with the most weight; the first of equals.
    pub fn best(&self, table: &Table) -> Option<&Choosable> {
        let scored = self.options.iter().map(|o| (o.summed[1] + o.score(table), o));
        scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, one)| one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_build_loads_and_the_first_of_equals_is_taken() {
        let OccasionWeights { alone, occasions, dates } = OccasionWeights::embedded();
        assert!([alone, occasions, dates].iter().all(|table| !table.is_empty()));
        let option = |feature: &str, place| Choosable {
            features: vec![feature.to_owned()],
            place,
            ..Choosable::default()
        };
        let options = vec![option("none", None), option("near", Some(1)), option("far", Some(2))];
        let choice = Choice { attribution: AttributionId(0), options };
        let table = |near| Table::from([("near".to_owned(), near), ("far".to_owned(), 5)]);
        assert_eq!(choice.best(&table(5)).unwrap().place, Some(1));
        assert_eq!(choice.best(&table(4)).unwrap().place, Some(2));
        assert_eq!(choice.best(&Table::new()).unwrap().place, None);
    }
}
