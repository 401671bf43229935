//! `sayso-train chains`: the weights of the pronoun ranker, from labelled pronouns. Pronouns before one
//! say much of it, so what they mean is decided by weights that have not seen the document: fifths
//! are held out in turn, and the rounds start from the nearest one for everybody.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use rayon::prelude::*;
use sayso_core::{Layers, Reading};
use sayso_read::ranker::{CLUES, Clues, LIKELY, Ranker, Table, VALUES, choose};
use sayso_read::{PronounChoice, Reader, Scratch};

use crate::evaluate::chains::{Counts, agree, line, words};
use crate::evaluate::labels::pronouns::{self, Labelled, Meant};
use crate::loglinear::{self, FOLDS, fold};

/// Options.
#[derive(Args)]
pub(crate) struct TrainChains {
    /// Folder of the corpora
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// The labelled pronouns
    #[arg(long, default_value = "evaluation/labels/pronouns-train.tsv")]
    labels: PathBuf,
    /// The table to write
    #[arg(long, default_value = "crates/read/data/pronouns.toml")]
    out: PathBuf,
}

/// Strength of the prior.
const PRIOR: f64 = 5.0;
/// Rounds over all documents.
const ROUNDS: usize = 3;

/// A labelled pronoun: whom it may mean, the answers that are right, and the label.
struct Question {
    choice: PronounChoice,
    right: Vec<usize>,
    meant: Meant,
}

/// Trains and writes the table.
#[expect(clippy::print_stdout, reason = "a trainer talks to its user")]
pub(crate) fn run(args: &TrainChains) -> Result<()> {
    let documents = pronouns::read(&args.data, &args.labels)?;
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    let layers = Layers::PARSE.with(Layers::NAMES).with(Layers::QUOTE);
    let read = documents.iter().map(|d| reader.read(&d.document, layers, &mut scratch));
    let readings: Vec<Reading> = read.collect();
    let ask = |rankers: &[Ranker], look: usize| -> Vec<Vec<Question>> {
        let pairs = documents.par_iter().zip(&readings);
        let questions = |(labelled, reading): (&Labelled, &Reading)| {
            let ranker = &rankers[fold(&labelled.document.id)];
            let [first, second] = reader.pronoun_choices(
                &labelled.document,
                reading.clone(),
                ranker,
                &mut Scratch::default(),
            );
            questions(labelled, if look == 0 { first } else { second })
        };
        pairs.map(questions).collect()
    };
    let fit = |questions: &[Vec<Question>], held_out: Option<usize>| -> Table {
        let pairs = documents.iter().zip(questions);
        let seen = pairs.filter(|(labelled, _)| Some(fold(&labelled.document.id)) != held_out);
        table(&seen.flat_map(|(_, questions)| questions).collect::<Vec<_>>())
    };
    let mut rankers = vec![Ranker::default(); FOLDS];
    let mut whole = Ranker::default();
    for round in 1..=ROUNDS {
        for look in [0, 1] {
            let questions = ask(&rankers, look);
            let parts = (0..FOLDS).into_par_iter();
            let tables: Vec<Table> = parts.map(|held| fit(&questions, Some(held))).collect();
            for (ranker, table) in rankers.iter_mut().zip(tables) {
                *of(ranker, look) = table;
            }
            *of(&mut whole, look) = fit(&questions, None);
        }
        for (name, look) in [("first", 0), ("second", 1)] {
            println!("round {round}, {name} look, documents held out:");
            print!("{}", tally(&documents, &ask(&rankers, look), &rankers, look));
        }
    }
    std::fs::write(&args.out, page(&whole)).with_context(|| args.out.display().to_string())
}

/// The table of a look.
fn of(ranker: &mut Ranker, look: usize) -> &mut Table {
    if look == 0 { &mut ranker.first } else { &mut ranker.second }
}

/// The labelled pronouns of a document.
fn questions(labelled: &Labelled, choices: Vec<PronounChoice>) -> Vec<Question> {
    let question = |choice: PronounChoice| {
        let meant = labelled.pronouns.get(&choice.span)?.clone();
        let none = choice.options.len().checked_sub(1)?;
        let is = |name: &str| match &meant {
            Meant::Name(gold) => agree(&words(name), gold),
            Meant::Nobody => name.is_empty(),
        };
        let options = choice.options.iter().enumerate();
        let mut right: Vec<usize> =
            options.filter(|(_, (name, _))| is(name)).map(|(at, _)| at).collect();
        if right.is_empty() {
            right.push(none);
        }
        Some(Question { choice, right, meant })
    };
    choices.into_iter().filter_map(question).collect()
}

/// Weights from some pronouns.
fn table(questions: &[&Question]) -> Table {
    let features = |clues: &Clues| {
        let numbered =
            clues.iter().enumerate().filter(|(_, number)| usize::from(**number) < VALUES);
        numbered.map(|(clue, &number)| clue * VALUES + usize::from(number)).collect()
    };
    let examples: Vec<loglinear::Example<'_>> = questions
        .iter()
        .map(|question| loglinear::Example {
            options: question.choice.options.iter().map(|(_, clues)| features(clues)).collect(),
            right: &question.right,
        })
        .collect();
    let weights = loglinear::fit(&examples, CLUES.len() * VALUES, PRIOR);
    let mut table: Table = [[0; VALUES]; CLUES.len()];
    for (row, weights) in table.iter_mut().zip(weights.chunks(VALUES)) {
        row.copy_from_slice(weights);
    }
    table
}

/// What the rankers make of the pronouns, by part and label; as the engine does, without an answer that is
/// not likelier than all else together.
fn tally(
    documents: &[Labelled],
    questions: &[Vec<Question>],
    rankers: &[Ranker],
    look: usize,
) -> String {
    let mut counts: BTreeMap<(String, &str), Counts> = BTreeMap::new();
    for (labelled, questions) in documents.iter().zip(questions) {
        let ranker = &rankers[fold(&labelled.document.id)];
        let table = if look == 0 { &ranker.first } else { &ranker.second };
        for question in questions {
            let options = &question.choice.options;
            let (best, share) = choose(table, options.iter().map(|(_, clues)| clues));
            let best = options.get(best).filter(|_| share >= LIKELY);
            let said = best.map_or("", |(name, _)| name.as_str());
            let (class, right) = match &question.meant {
                Meant::Name(gold) => ("named", agree(&words(said), gold)),
                Meant::Nobody => ("nobody", said.is_empty()),
            };
            for part in [labelled.part.as_str(), "all"] {
                let counts = counts.entry((part.to_owned(), class)).or_default();
                match (right, said.is_empty()) {
                    (true, _) => counts.right += 1,
                    (false, true) => counts.open += 1,
                    (false, false) => counts.wrong += 1,
                }
            }
        }
    }
    let mut page = String::new();
    for ((part, class), counts) in counts {
        let _ = writeln!(page, "  {part:14}{class:8}{}", line(counts));
    }
    page
}

/// The table as TOML.
fn page(ranker: &Ranker) -> String {
    let mut page = String::from(
        "# Weights, in hundredths, of what speaks for whom a pronoun means. Written by `sayso-train chains`;\n\
         # what the clues and their numbers are stands in crates/read/src/chains/candidates.rs.\n\
         # Origin: fitted on labelled pronouns of PolNeAR train and other news\n\
         # (evaluation/labels/pronouns-train.tsv); holds no text. Licence as the code's.\n",
    );
    for (name, table) in [("first", &ranker.first), ("second", &ranker.second)] {
        let _ = writeln!(page, "\n[{name}]");
        for (clue, row) in CLUES.iter().zip(table) {
            let used = row.iter().rposition(|&weight| weight != 0).map_or(0, |last| last + 1);
            if used > 0 {
                let _ = writeln!(page, "{clue} = {:?}", &row[..used]);
            }
        }
    }
    page
}
