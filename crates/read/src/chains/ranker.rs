//! Weights of what speaks for whom a pronoun means: one small table a clue.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::net::math::exp;

/// Most values that a clue takes.
pub const VALUES: usize = 16;

/// A clue that says nothing about an answer.
pub(super) const ABSENT: u8 = u8::MAX;

/// What speaks for an answer: a small number for each of [`CLUES`].
pub type Clues = [u8; CLUES.len()];

/// The clues by name, in order; `candidates.rs` says what their numbers mean.
pub const CLUES: [&str; 27] = [
    "distance",
    "paragraphs",
    "recency",
    "kind_place",
    "places",
    "distance_place",
    "count_distance",
    "rank_distance",
    "marked",
    "votes",
    "quotations",
    "starts",
    "saying",
    "below",
    "clause",
    "who_distance",
    "form_who",
    "prominent",
    "ahead",
    "last_pronoun",
    "joined",
    "relation",
    "rivals",
    "asked",
    "spoke",
    "none_near",
    "none_place",
];

/// Place of the clue that the second look adds.
pub(super) const VOTES: usize = 9;
/// Places of the clues of none: how many may be meant near by, and where the pronoun stands.
pub(super) const OF_NONE: [usize; 2] = [25, 26];

/// Weights in hundredths, for each clue and number.
pub type Table = [[i32; VALUES]; CLUES.len()];

/// Both looks at the pronouns of a document, from `sayso-train chains`; see `docs/methods/chains.md`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ranker {
    /// The first look.
    pub first: Table,
    /// The second, which knows what the first made of the document.
    pub second: Table,
}

impl Default for Ranker {
    /// Nothing speaks for anybody.
    fn default() -> Self {
        let nothing = [[0; VALUES]; CLUES.len()];
        Self { first: nothing, second: nothing }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    first: BTreeMap<String, Vec<i32>>,
    second: BTreeMap<String, Vec<i32>>,
}

const WEIGHTS: &str = include_str!("../../data/pronouns.toml");

impl Ranker {
    /// The built-in weights. A test holds that they parse.
    pub(crate) fn embedded() -> Self {
        toml::from_str::<File>(WEIGHTS).map_or_else(
            |_| Self::default(),
            |file| Self { first: table(&file.first), second: table(&file.second) },
        )
    }
}

fn table(rows: &BTreeMap<String, Vec<i32>>) -> Table {
    CLUES.map(|clue| {
        let mut row = [0; VALUES];
        for (to, from) in row.iter_mut().zip(rows.get(clue).into_iter().flatten()) {
            *to = *from;
        }
        row
    })
}

/// A pronoun stands for somebody only where that is likelier than all else together: a wrong name is worse
/// than none.
pub const LIKELY: f32 = 0.5;

/// The best answer and its share, the first of equals.
pub fn choose<'a>(table: &Table, answers: impl Iterator<Item = &'a Clues>) -> (usize, f32) {
    let all = shares(table, answers).into_iter().enumerate();
    let best = all.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.unwrap_or((0, 0.0))
}

/// The share of each answer.
pub(super) fn shares<'a>(table: &Table, answers: impl Iterator<Item = &'a Clues>) -> Vec<f32> {
    let scores: Vec<i32> = answers.map(|clues| score(table, clues)).collect();
    let top = scores.iter().copied().max().unwrap_or(0);
    let raise = |score: i32| {
        let below = i16::try_from(score - top).unwrap_or(i16::MIN);
        exp(f32::from(below) * 0.01)
    };
    let raised: Vec<f32> = scores.into_iter().map(raise).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|share| share / sum).collect()
}

/// Sum of the weights of an answer's clues.
fn score(table: &Table, clues: &Clues) -> i32 {
    let rows = table.iter().zip(clues);
    rows.filter_map(|(row, &number)| row.get(usize::from(number))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_parse_and_name_known_clues() {
        assert_eq!(CLUES[VOTES], "votes");
        assert_eq!(OF_NONE.map(|clue| CLUES[clue]), ["none_near", "none_place"]);
        let file: File = toml::from_str(WEIGHTS).unwrap();
        for (clue, row) in file.first.iter().chain(&file.second) {
            assert!(CLUES.contains(&clue.as_str()), "{clue}");
            assert!(row.len() <= VALUES, "{clue}");
        }
        assert_ne!(Ranker::embedded(), Ranker::default());
    }
}
