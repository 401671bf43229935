//! `sayso-train chains`: the weights of the pronoun ranker, by coordinate search on a treebank with
//! entities: each weight in turn takes the value under which most pronouns of the third person find
//! their person's name, until no single change helps.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use sayso_core::{Layers, Reading};
use sayso_read::conllu::Given;
use sayso_read::{RANKER_FEATURES, Ranker, Reader, Scratch};
use sayso_train::read::treebank::FREE_GENRES;

use crate::evaluate::chains::{Table, tally};
use crate::split::read_treebank;

/// Options.
#[derive(Args)]
pub(crate) struct TrainChains {
    /// Treebank with entities in MISC; its free genres are taken
    #[arg(long, default_value = "../shared/data/ud/gum-train.conllu.gz")]
    data: PathBuf,
}

/// Changes tried for each weight.
const STEPS: [i32; 8] = [-30, -12, -5, -2, 2, 5, 12, 30];
/// Passes over the weights.
const PASSES: usize = 4;

/// Searches, telling of each gain.
#[expect(clippy::print_stdout, reason = "a trainer talks to its user")]
pub(crate) fn run(args: &TrainChains) -> Result<()> {
    let genres = FREE_GENRES.map(str::to_owned);
    let documents = read_treebank(&args.data, &genres)?;
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    let layers = Layers::PARSE.with(Layers::NAMES).with(Layers::QUOTE);
    let readings: Vec<Reading> =
        documents.iter().map(|d| reader.read(&d.document, layers, &mut scratch)).collect();
    let mut best = Ranker::default();
    let mut most = right(&documents, &readings, &best, &mut scratch);
    println!("{most} right to begin with");
    for _ in 0..PASSES {
        let before = most;
        for feature in 0..RANKER_FEATURES {
            for step in STEPS {
                let mut other = best.clone();
                other.weights[feature] += step;
                let count = right(&documents, &readings, &other, &mut scratch);
                if count > most {
                    (best, most) = (other, count);
                }
            }
        }
        println!("{most} right: {:?}", best.weights);
        if most == before {
            break;
        }
    }
    Ok(())
}

/// Pronouns of the third person that find the right name.
fn right(documents: &[Given], readings: &[Reading], ranker: &Ranker, scratch: &mut Scratch) -> u32 {
    let reader = Reader::embedded().with_ranker(ranker.clone());
    let mut table = Table::new();
    for (given, reading) in documents.iter().zip(readings) {
        let reading = reader.complete(&given.document, reading.clone(), Layers::ALL, scratch);
        tally(given, &reading, false, &mut table);
    }
    table.get("he and she").map_or(0, |counts| counts.right)
}
