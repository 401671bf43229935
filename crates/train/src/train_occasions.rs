//! `sayso-train occasions`: the weights that choose the occasion and the date of an act, from labelled
//! articles: a log-linear model over the answers an act may take (`McFadden` 1974), where any right answer
//! counts, fitted with a Gaussian prior by full steps of `AdaGrad` (Duchi and others 2011). None gets what it
//! needs to keep the precision asked for on held-out fifths of the articles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use sayso_attribute::{Choice, OccasionWeights, Table, look_around};

use crate::evaluate::labels::training::{Act, Labelled, Training};

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

/// Steps over all examples.
const STEPS: usize = 300;
/// Size of a step.
const RATE: f64 = 0.3;
/// Strength of the prior.
const PRIOR: f64 = 4.0;
/// Features seen in fewer options are left out.
const LEAST: usize = 4;
/// Features of less weight than this, in hundredths, are left out and the rest is fitted anew.
const SLIGHT: i32 = 10;
/// Parts that are held out in turn.
const FOLDS: usize = 5;
/// Precision asked for on held-out articles, in percent.
const PRECISION: f64 = 85.0;

/// Trains and writes the table.
#[expect(clippy::print_stdout, reason = "a trainer talks to its user")]
pub(crate) fn run(args: &TrainOccasions) -> anyhow::Result<()> {
    let mut training = Training::read(&args.data, &args.labels)?;
    let mut weights = OccasionWeights::default();
    let [mut occasions, _] = training.choices(&weights);
    let tables = folds(&occasions);
    weights.alone = fewer(&examples(&occasions, None));
    for labelled in &mut occasions {
        let table = &tables[fold(labelled)];
        look_around(&mut labelled.choices, table);
    }
    weights.occasions = fit("occasions", &occasions, &mut |line| println!("{line}"));
    let [_, dates] = training.choices(&weights);
    weights.dates = fit("dates", &dates, &mut |line| println!("{line}"));
    std::fs::write(&args.out, page(&weights)).with_context(|| args.out.display().to_string())
}

/// An act's choice and its label.
type Example<'a> = (&'a Choice, &'a Act);

/// The labelled acts of all articles but those of one part.
fn examples(all: &[Labelled], held_out: Option<usize>) -> Vec<Example<'_>> {
    let seen = all.iter().filter(|labelled| Some(fold(labelled)) != held_out);
    seen.flat_map(|labelled| labelled.acts.iter().map(|act| (&labelled.choices[act.at], act)))
        .collect()
}

/// The part that holds an article.
fn fold(labelled: &Labelled) -> usize {
    labelled.document.bytes().fold(7, |hash: usize, byte| (hash * 31 + usize::from(byte)) % 9973)
        % FOLDS
}

/// Weights for each part, from all the others.
fn folds(all: &[Labelled]) -> Vec<Table> {
    (0..FOLDS).into_par_iter().map(|held| fewer(&examples(all, Some(held)))).collect()
}

/// Weights of one question.
fn fit(name: &str, all: &[Labelled], tell: &mut impl FnMut(String)) -> Table {
    let tables = folds(all);
    let every = examples(all, None);
    let reached = every.iter().filter(|(_, act)| !act.is_none && act.right != [0]).count();
    let parts: BTreeSet<&str> = all.iter().map(|labelled| labelled.part.as_str()).collect();
    for part in parts {
        let bar = bar(all, &tables, |labelled| labelled.part == part);
        tell(format!("{name}: {part} alone: {bar}"));
    }
    let bar = bar(all, &tables, |_| true);
    let sought = bar.sought;
    tell(format!("{name}: {} examples, {reached} of {sought} among the options: {bar}", every.len()));
    let mut table = fewer(&every);
    *table.entry("none".to_owned()).or_default() += bar.none;
    table
}

/// What none needs to keep the precision asked for on held-out articles.
struct Bar {
    none: i32,
    precision: f64,
    recall: f64,
    /// Acts with an answer.
    sought: usize,
}

impl std::fmt::Display for Bar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { none, precision, recall, .. } = self;
        write!(f, "held out precision {precision:.1}, recall {recall:.1}, none {none:+}")
    }
}

/// The bar of some articles, each judged by the weights of the other parts.
fn bar(all: &[Labelled], tables: &[Table], of: impl Fn(&Labelled) -> bool) -> Bar {
    // For each held-out example: how far the best answer lies above none, and whether it is right.
    let mut margins: Vec<(i32, bool)> = Vec::new();
    let mut sought = 0;
    for labelled in all.iter().filter(|labelled| of(labelled)) {
        let table = &tables[fold(labelled)];
        let acts = labelled.acts.iter();
        sought += acts.clone().filter(|act| !act.is_none).count();
        margins.extend(acts.filter_map(|act| margin(table, (&labelled.choices[act.at], act))));
    }
    margins.sort_by_key(|(above, _)| std::cmp::Reverse(*above));
    let none = margins.first().map_or(0, |(above, _)| *above);
    let mut bar = Bar { none, precision: 0.0, recall: 0.0, sought };
    let mut hits = 0;
    for (count, (above, right)) in margins.iter().enumerate() {
        hits += usize::from(*right);
        let precision = share(hits, count + 1);
        if precision >= PRECISION && *above > -200 {
            bar = Bar { none: above - 1, precision, recall: share(hits, sought), sought };
        }
    }
    bar
}

/// A percentage.
fn share(part: usize, whole: usize) -> f64 {
    let real = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { 100.0 * real(part) / real(whole) }
}

/// How far the best answer lies above none, and whether it is right.
fn margin(table: &Table, (choice, act): Example<'_>) -> Option<(i32, bool)> {
    let (none, rest) = choice.options.split_first()?;
    let scored = rest.iter().zip(1..).map(|(option, at)| (option.score(table), at));
    let (best, at) = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some((best - none.score(table), act.right.contains(&at)))
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
    let indexed: Vec<(Vec<Vec<usize>>, &[usize])> = examples
        .iter()
        .map(|(choice, act)| {
            let options = choice.options.iter();
            let options =
                options.map(|option| option.features.iter().filter_map(index).collect()).collect();
            (options, act.right.as_slice())
        })
        .collect();
    let mut weights = vec![0.0_f64; names.len()];
    let mut squares = vec![1e-8_f64; names.len()];
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| -PRIOR * weight).collect();
        for (options, right) in &indexed {
            let scores: Vec<f64> =
                options.iter().map(|option| option.iter().map(|&f| weights[f]).sum()).collect();
            let all = soft(&scores, |_| true);
            let good = soft(&scores, |at| right.contains(&at));
            for ((option, all), good) in options.iter().zip(all).zip(good) {
                for &feature in option {
                    gradient[feature] += good - all;
                }
            }
        }
        for ((weight, square), slope) in weights.iter_mut().zip(&mut squares).zip(&gradient) {
            *square += slope * slope;
            *weight += RATE * slope / square.sqrt();
        }
    }
    let whole = names.iter().zip(weights).map(|(name, weight)| {
        #[expect(clippy::cast_possible_truncation, reason = "weights are small")]
        let hundredths = (weight * 100.0).round() as i32;
        ((*name).to_owned(), hundredths)
    });
    whole.filter(|(_, weight)| *weight != 0).collect()
}

/// Shares of the options that count.
fn soft(scores: &[f64], counts: impl Fn(usize) -> bool) -> Vec<f64> {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = scores
        .iter()
        .enumerate()
        .map(|(at, score)| if counts(at) { (score - top).exp() } else { 0.0 })
        .collect();
    let sum: f64 = raised.iter().sum::<f64>().max(1e-300);
    raised.into_iter().map(|share| share / sum).collect()
}

/// The table as TOML.
fn page(weights: &OccasionWeights) -> String {
    let mut page = String::from(
        "# Weights, in hundredths, of what speaks for an occasion and for a date of an act. Written by\n\
         # `sayso-train occasions`; what it is made of stands in docs/methods/occasions.md.\n\
         # Origin: fitted on labelled acts of PolNeAR train\n\
         # (evaluation/labels/occasions-train.tsv); holds no text. Licence as the code's.\n",
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
