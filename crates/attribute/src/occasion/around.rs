//! A second look at the answers of each act: how likely each is by the weights of the first, and how
//! likely the same place and the same kind of occasion are for the acts around. A debate told from end to
//! end shows in the acts that name it; the one between them names nothing. A stack of two classifiers over
//! one sequence (Cohen and Carvalho 2005, *Stacked sequential learning*).

use std::collections::BTreeMap;

use sayso_core::OccasionKind;
use sayso_read::net::math::exp;

use super::weights::{Choice, Table};

/// Shares from which the next step is counted.
const STEPS: [f32; 9] = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95];

/// The answer that a place stands for; none stands for none.
type Place = Option<usize>;

/// What the first look makes of one act.
struct Shares {
    options: Vec<f32>,
    places: BTreeMap<Place, f32>,
    kinds: BTreeMap<Option<OccasionKind>, f32>,
}

/// Adds to what speaks for each answer of a document's acts, in text order, what the first look, by its
/// own weights, makes of them all.
pub fn look_around(choices: &mut [Choice], first: &Table) {
    let shares: Vec<Shares> = choices.iter().map(|choice| Shares::new(choice, first)).collect();
    let mut places: BTreeMap<Place, f32> = BTreeMap::new();
    let mut kinds: BTreeMap<Option<OccasionKind>, f32> = BTreeMap::new();
    for act in &shares {
        for (place, share) in &act.places {
            *places.entry(*place).or_default() += share;
        }
        for (kind, share) in &act.kinds {
            *kinds.entry(*kind).or_default() += share;
        }
    }
    // The share that a place has in its own sentence: below it, nothing is said on it.
    let mut named: BTreeMap<Place, f32> = BTreeMap::new();
    for (choice, act) in choices.iter().zip(&shares) {
        for (option, &share) in choice.options.iter().zip(&act.options) {
            if option.side == "here" {
                let most = named.entry(option.place).or_default();
                *most = most.max(share);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let others = choices.len().saturating_sub(1).max(1) as f32;
    for (at, choice) in choices.iter_mut().enumerate() {
        let own = &shares[at];
        let beside = |at: Option<usize>, place: &Place| match at.and_then(|at| shares.get(at)) {
            Some(act) => step(of(&act.places, place)),
            None => "edge",
        };
        for (option, &share) in choice.options.iter_mut().zip(&own.options) {
            let (place, side) = (option.place, option.side);
            // What the act's own sentence names stands by itself.
            if side == "here" {
                continue;
            }
            let elsewhere = (of(&places, &place) - share) / others;
            option.features.extend([
                format!("sure={}", step(share)),
                format!("{side} sure={}", step(share)),
                format!("{side} act before={}", beside(at.checked_sub(1), &place)),
                format!("{side} act behind={}", beside(Some(at + 1), &place)),
                format!("{side} elsewhere={}", step(elsewhere)),
            ]);
            if place.is_some() {
                let kind = of(&own.kinds, &option.kind);
                let elsewhere = (of(&kinds, &option.kind) - kind) / others;
                option.features.extend([
                    format!("{side} kind sure={}", step(kind)),
                    format!("{side} kind elsewhere={}", step(elsewhere)),
                    format!("{side} named={}", step(of(&named, &place))),
                ]);
            }
        }
    }
}

impl Shares {
    /// The share of each answer, by how far the best lies above it.
    fn new(choice: &Choice, table: &Table) -> Self {
        let scores: Vec<i32> =
            choice.options.iter().map(|o| o.summed[0] + o.score(table)).collect();
        let best = scores.iter().copied().max().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "weights are small")]
        let raised: Vec<f32> = scores.iter().map(|s| exp((s - best) as f32 / 100.0)).collect();
        let sum: f32 = raised.iter().sum();
        let options: Vec<f32> = raised.into_iter().map(|share| share / sum).collect();
        let (mut places, mut kinds) = (BTreeMap::new(), BTreeMap::new());
        for (option, share) in choice.options.iter().zip(&options) {
            *places.entry(option.place).or_default() += share;
            *kinds.entry(option.kind).or_default() += share;
        }
        Self { options, places, kinds }
    }
}

fn of<K: Ord>(shares: &BTreeMap<K, f32>, key: &K) -> f32 {
    shares.get(key).copied().unwrap_or(0.0)
}

fn step(share: f32) -> &'static str {
    const NAMES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    NAMES[STEPS.iter().filter(|&&least| share > least).count()]
}

#[cfg(test)]
mod tests {
    use sayso_core::AttributionId;

    use super::*;
    use crate::occasion::weights::Choosable;

    #[test]
    fn the_act_between_two_sees_what_they_see() {
        let option = |feature: &str, place: Place| Choosable {
            features: vec![feature.to_owned()],
            side: if place.is_some() { "before" } else { "none" },
            place,
            ..Choosable::default()
        };
        let act = |feature| Choice {
            attribution: AttributionId(0),
            options: vec![option("none", None), option(feature, Some(3))],
        };
        let mut choices = [act("near"), act("far"), act("near")];
        look_around(&mut choices, &Table::from([("near".to_owned(), 400)]));
        let features = &choices[1].options[1].features;
        for feature in
            ["sure=5", "before act before=9", "before act behind=9", "before elsewhere=9"]
        {
            assert!(features.iter().any(|f| f == feature), "{feature} in {features:?}");
        }
        assert!(choices[0].options[1].features.iter().any(|f| f == "before act before=edge"));
    }
}
