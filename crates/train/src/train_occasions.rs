//! `sayso-train occasions`: the weights that choose the occasion and the date of an act, from labelled
//! articles. An answer is given where it lies over the bar that keeps the precision asked for on held-out
//! fifths of the articles.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use sayso_attribute::{BAR, Choice, OccasionWeights, Table, look_around};

use crate::evaluate::labels::training::{Act, Labelled, Training};
use crate::loglinear::{self, FOLDS, fold};

/// Options.
#[derive(Args)]
pub(crate) struct TrainOccasions {
    /// Folder of the corpora
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Folder of items and labels
    #[arg(long, default_value = "evaluation/labels")]
    labels: PathBuf,
    /// The table to write
    #[arg(long, default_value = "crates/attribute/data/occasion-weights.toml")]
    out: PathBuf,
}

/// Strength of the prior.
const PRIOR: f64 = 4.0;
/// Features seen in fewer options are left out.
const LEAST: usize = 4;
/// Features of less weight than this, in hundredths, are left out and the rest is fitted anew.
const SLIGHT: i32 = 10;
/// Precision of occasions asked for on held-out articles, in percent: more than the design asks, for the acts
/// that readers label differently, the hardest, are left out there.
const PRECISION_OF_OCCASIONS: f64 = 89.0;
/// The same of dates, as the design asks.
const PRECISION_OF_DATES: f64 = 85.0;

/// Trains and writes the table.
#[expect(clippy::print_stdout, reason = "a trainer talks to its user")]
pub(crate) fn run(args: &TrainOccasions) -> anyhow::Result<()> {
    let mut training = Training::read(&args.data, &args.labels)?;
    let untaught = OccasionWeights::default();
    let [mut occasions, _] = training.choices(|_| &untaught);
    let alone = Fitted { folds: folds(&occasions), table: fewer(&examples(&occasions, None)) };
    for labelled in &mut occasions {
        let table = &alone.folds[fold(&labelled.document)];
        look_around(&mut labelled.choices, table);
    }
    let mut tell = |line| println!("{line}");
    let occasions = fit("occasions", PRECISION_OF_OCCASIONS, &occasions, &mut tell);
    // Dates rest on occasions as they are chosen in articles that the weights have not seen.
    let held_out: Vec<OccasionWeights> = std::iter::zip(&alone.folds, &occasions.folds)
        .map(|(alone, occasions)| OccasionWeights {
            alone: alone.clone(),
            occasions: occasions.clone(),
            dates: Table::new(),
        })
        .collect();
    let [_, dates] = training.choices(|document| &held_out[fold(document)]);
    let dates = fit("dates", PRECISION_OF_DATES, &dates, &mut tell).table;
    let weights = OccasionWeights { alone: alone.table, occasions: occasions.table, dates };
    std::fs::write(&args.out, page(&weights)).with_context(|| args.out.display().to_string())
}

/// Weights of one question.
struct Fitted {
    /// From all articles.
    table: Table,
    /// From all but those of one part, for each part.
    folds: Vec<Table>,
}

/// An act's choice and its label.
type Example<'a> = (&'a Choice, &'a Act);

/// The labelled acts of all articles but those of one part.
fn examples(all: &[Labelled], held_out: Option<usize>) -> Vec<Example<'_>> {
    let seen = all.iter().filter(|labelled| Some(fold(&labelled.document)) != held_out);
    seen.flat_map(|labelled| labelled.acts.iter().map(|act| (&labelled.choices[act.at], act)))
        .collect()
}

/// Weights for each part, from all the others.
fn folds(all: &[Labelled]) -> Vec<Table> {
    (0..FOLDS).into_par_iter().map(|held| fewer(&examples(all, Some(held)))).collect()
}

/// Fits one question, and sets the bar for the precision asked for.
fn fit(name: &str, asked: f64, all: &[Labelled], tell: &mut impl FnMut(String)) -> Fitted {
    let tables = folds(all);
    let every = examples(all, None);
    // For each held-out example: how far the best answer lies above none, and whether it is right.
    let mut margins: Vec<(i32, bool)> = Vec::new();
    for labelled in all {
        let table = &tables[fold(&labelled.document)];
        let acts = labelled.acts.iter();
        margins.extend(acts.filter_map(|act| margin(table, (&labelled.choices[act.at], act))));
    }
    margins.sort_by_key(|(above, _)| std::cmp::Reverse(*above));
    let sought = every.iter().filter(|(_, act)| !act.is_none).count();
    let reached = every.iter().filter(|(_, act)| !act.is_none && act.right != [0]).count();
    let mut bias = margins.first().map_or(0, |(above, _)| *above);
    let mut hits = 0;
    let mut best = (0.0, 0.0);
    for (count, (above, right)) in margins.iter().enumerate() {
        hits += usize::from(*right);
        let (precision, recall) = (share(hits, count + 1), share(hits, sought));
        if (count + 1) % 20 == 0 {
            tell(format!("{name}: at {above:5} precision {precision:.1} recall {recall:.1}"));
        }
        if precision >= asked && *above > -200 {
            (bias, best) = (above - 1, (precision, recall));
        }
    }
    tell(format!(
        "{name}: {} examples, {sought} with an answer, {reached} among the options; held out precision {:.1}, \
         recall {:.1}, bar {bias:+}",
        every.len(),
        best.0,
        best.1
    ));
    let mut table = fewer(&every);
    table.insert(BAR.to_owned(), bias);
    Fitted { table, folds: tables }
}

/// A percentage.
fn share(part: usize, whole: usize) -> f64 {
    let real = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { 100.0 * real(part) / real(whole) }
}

/// How far the best answer lies above none, and whether it is right.
fn margin(table: &Table, (choice, act): Example<'_>) -> Option<(i32, bool)> {
    let (odds, at) = choice.likeliest(table)?;
    #[expect(clippy::cast_possible_truncation, reason = "odds of weights that are small")]
    let above = (100.0 * odds.ln()).floor() as i32;
    Some((above, act.right.contains(&at)))
}

/// Weights of the features that matter.
fn fewer(examples: &[Example<'_>]) -> Table {
    let all = learn(examples, |_| true);
    learn(examples, |name| all.get(name).is_some_and(|weight| weight.abs() >= SLIGHT))
}

/// Fits weights in whole hundredths.
fn learn(examples: &[Example<'_>], counts_in: impl Fn(&str) -> bool) -> Table {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let options = examples.iter().flat_map(|(choice, _)| &choice.options);
    for feature in options.flat_map(|option| &option.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let often = counts.iter().filter(|(_, count)| **count >= LEAST).map(|(name, _)| *name);
    let names: Vec<&str> = often.filter(|name| counts_in(name)).collect();
    let index = |name: &String| names.binary_search(&name.as_str()).ok();
    let questions: Vec<loglinear::Example<'_>> = examples
        .iter()
        .map(|(choice, act)| {
            let options = choice.options.iter();
            let options =
                options.map(|option| option.features.iter().filter_map(index).collect()).collect();
            loglinear::Example { options, right: &act.right }
        })
        .collect();
    let weights = loglinear::fit(&questions, names.len(), PRIOR);
    let pairs = names.iter().map(|name| (*name).to_owned()).zip(weights);
    pairs.filter(|(_, weight)| *weight != 0).collect()
}

/// The table as TOML.
fn page(weights: &OccasionWeights) -> String {
    let mut page = String::from(
        "# Weights, in hundredths, of what speaks for an occasion and for a date of an act. Written by\n\
         # `sayso-train occasions`; what it is made of stands in docs/methods/occasions.md.\n\
         # Origin: fitted on labelled acts of PolNeAR train (evaluation/labels/occasions-train.tsv) and of half of\n\
         # the other news (occasions-news.tsv); holds no text. Licence as the code's.\n",
    );
    let tables =
        [("alone", &weights.alone), ("occasions", &weights.occasions), ("dates", &weights.dates)];
    for (name, table) in tables {
        let _ = writeln!(page, "\n[{name}]");
        for (feature, weight) in table {
            let _ = writeln!(page, "{feature:?} = {weight}");
        }
    }
    page
}
