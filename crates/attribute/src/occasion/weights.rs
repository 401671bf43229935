//! Weights of what speaks for an occasion or a date of an act, and the choice by them: a log-linear model
//! whose weights are whole hundredths, so that sums are exact on every machine. Trained by `sayso-train
//! occasions` on labelled articles; the table is `data/occasion-weights.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sayso_core::{AttributionId, OccasionKind, Span};
use sayso_read::net::math::exp;
use serde::Deserialize;

/// The entry of a table that says how far an answer must lie above none to be given.
pub const BAR: &str = "bar";

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

/// Answers that say the same: places of one kind of occasion, or one time.
struct Group {
    key: (Option<OccasionKind>, Option<Span>),
    /// Against none, of all together.
    odds: f32,
    /// Of the likeliest, and its index.
    most: f32,
    at: usize,
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

    /// The answer that lies over the table's [`BAR`]; none among equals.
    pub fn best(&self, table: &Table) -> Option<&Choosable> {
        self.above(table, table.get(BAR).copied().unwrap_or(0))
    }

    /// The answer whose odds against none lie above a bar, in hundredths: the best of the likeliest kind of
    /// occasion, all its places together, or the likeliest time.
    pub(super) fn above(&self, table: &Table, bar: i32) -> Option<&Choosable> {
        #[expect(clippy::cast_precision_loss, reason = "weights are small")]
        let bar = exp(bar as f32 / 100.0);
        let likeliest = self.likeliest(table).filter(|(odds, _)| *odds > bar);
        self.options.get(likeliest.map_or(0, |(_, at)| at))
    }

    /// The index of the likeliest answer beside none, and its odds against none.
    pub fn likeliest(&self, table: &Table) -> Option<(f32, usize)> {
        let score = |option: &Choosable| option.summed[1] + option.score(table);
        let (none, rest) = self.options.split_first()?;
        let none = score(none);
        let mut groups: Vec<Group> = Vec::new();
        for (option, at) in rest.iter().zip(1..) {
            let key = (option.kind, option.time);
            #[expect(clippy::cast_precision_loss, reason = "weights are small")]
            let odds = exp((score(option) - none) as f32 / 100.0);
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => {
                    group.odds += odds;
                    if odds > group.most {
                        (group.most, group.at) = (odds, at);
                    }
                }
                None => groups.push(Group { key, odds, most: odds, at }),
            }
        }
        let best = groups.into_iter().reduce(|a, b| if b.odds > a.odds { b } else { a })?;
        Some((best.odds, best.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_build_loads_and_the_likeliest_kind_is_taken() {
        let OccasionWeights { alone, occasions, dates } = OccasionWeights::embedded();
        assert!([alone, occasions, dates].iter().all(|table| !table.is_empty()));
        let option = |feature: &str, place, kind| Choosable {
            features: vec![feature.to_owned()],
            place,
            kind,
            ..Choosable::default()
        };
        let (speech, book) = (Some(OccasionKind::Speech), Some(OccasionKind::Book));
        let near_and_far = |kind| {
            let near = option("near", Some(1), speech);
            let options = vec![option("none", None, None), near, option("far", Some(2), kind)];
            Choice { attribution: AttributionId(0), options }
        };
        let table = |near, far| Table::from([("near".to_owned(), near), ("far".to_owned(), far)]);
        let place = |kind, table: Table| near_and_far(kind).best(&table).unwrap().place;
        assert_eq!(place(book, table(5, 5)), Some(1));
        assert_eq!(place(book, table(4, 5)), Some(2));
        assert_eq!(place(book, Table::new()), None);
        let mut barred = table(5, 5);
        barred.insert(BAR.to_owned(), 5);
        assert_eq!(place(book, barred), None);
        assert_eq!(place(book, table(-50, -40)), None);
        assert_eq!(place(speech, table(-50, -40)), Some(2));
    }
}
