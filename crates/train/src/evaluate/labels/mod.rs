//! Scores what is said of attributions, statements and passages beside their spans: whose voice,
//! what act, which occasion and date, what type, which doubt. Two people labelled each item blind
//! after `docs/evaluation/labels-guideline.md`; the label files hold ids, offsets and labels only.

mod draw;
mod engine;
mod figures;
mod items;
mod report;
mod show;
mod texts;
mod times;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args as ClapArgs;

use engine::Engine;
use figures::{Agreement, Row};
use items::{Item, Labels, Set};
use report::Block;
use texts::Text;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Folder of the corpora
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Folder of items and labels
    #[arg(long, default_value = "evaluation/labels")]
    labels: PathBuf,
    /// Write the items with their context into this folder, for labelling, and score nothing; a set
    /// without items is drawn first
    #[arg(long, value_name = "DIR")]
    draw: Option<PathBuf>,
    /// Print the errors of this set in the documents that are not held out, and write no table
    #[arg(long, value_name = "SET")]
    errors: Option<Set>,
    /// Write no table; fail if an accuracy is below the recorded one by more than a small margin
    #[arg(long)]
    check: bool,
}

/// Runs it.
#[expect(clippy::print_stdout, reason = "the evaluator talks to its user")]
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if !args.data.is_dir() {
        println!("SKIPPED the labels: {} is not there", args.data.display());
        return Ok(());
    }
    if let Some(folder) = &args.draw {
        return draw(args, folder);
    }
    let mut engine = Engine::new();
    let mut blocks = Vec::new();
    for set in Set::ALL {
        if args.errors.is_some_and(|only| only != set) {
            continue;
        }
        let own = score(args, set, &mut engine)?;
        if args.errors.is_some() {
            print!("{}", errors(args, set, &own)?);
        }
        blocks.extend(own);
    }
    if args.errors.is_some() {
        return Ok(());
    }
    let table = if args.check { report::check(&blocks)? } else { report::write(&blocks)? };
    println!("{table}");
    Ok(())
}

fn draw(args: &Args, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    std::fs::create_dir_all(&args.labels).with_context(|| args.labels.display().to_string())?;
    for set in Set::ALL {
        let path = args.labels.join(format!("{}.tsv", set.name()));
        if !path.exists() {
            items::write(&path, set, &draw::draw(&args.data, set)?)?;
        }
        let items = items::read(&path, set)?;
        show::write(folder, set, &items, &documents(&args.data, &items)?)?;
    }
    Ok(())
}

/// The labels that count, one list of answers an item: what a third look settled, else what both
/// readers say, else what the only one says. With the two readers' own.
fn agreed(
    args: &Args,
    set: Set,
) -> anyhow::Result<(BTreeMap<u32, Vec<Option<String>>>, Option<Labels>, Option<Labels>)> {
    let file = |who: &str| args.labels.join(format!("{}-{who}.tsv", set.name()));
    let [a, b, settled] = ["a", "b", "settled"].map(|who| items::labels(&file(who), set));
    let (a, b, settled) = (a?, b?, settled?.unwrap_or_default());
    let mut agreed: BTreeMap<u32, Vec<Option<String>>> = BTreeMap::new();
    for (item, labels) in a.iter().flatten() {
        let other = b.as_ref().and_then(|b| b.get(item));
        let label = |question: usize| {
            let own = labels.get(question).cloned();
            match (settled.get(item), other) {
                (Some(settled), _) => settled.get(question).cloned(),
                (None, Some(other)) if other.get(question) != own.as_ref() => None,
                _ => own,
            }
        };
        agreed.insert(*item, (0..set.questions().len()).map(label).collect());
    }
    Ok((agreed, a, b))
}

/// All questions of one set.
fn score(args: &Args, set: Set, engine: &mut Engine) -> anyhow::Result<Vec<Block>> {
    let items = items::read(&args.labels.join(format!("{}.tsv", set.name())), set)?;
    let (agreed, a, b) = agreed(args, set)?;
    let attributions = matches!(set, Set::Sources | Set::Occasions);
    let questions = set.questions();
    let mut rows: Vec<[Vec<Row>; 2]> = vec![Default::default(); questions.len()];
    let texts = documents(&args.data, &items)?;
    for (id, text) in &texts {
        let read = engine.read(text);
        for item in items.iter().filter(|item| item.document == *id) {
            let Some(labels) = agreed.get(&item.number) else { continue };
            for (from_found, which) in [(false, 0), (true, 1)] {
                if from_found && !attributions {
                    continue;
                }
                let answer = read.answer(set, item, from_found);
                for (question, gold) in labels.iter().enumerate() {
                    let Some(gold) = gold.clone() else { continue };
                    rows[question][which].push(Row {
                        item: item.number,
                        document: id.clone(),
                        held_out: item.held_out(),
                        gold,
                        said: answer.as_ref().and_then(|a| a.get(question).cloned()),
                    });
                }
            }
        }
    }
    let blocks = questions.iter().zip(rows).enumerate().map(|(number, (question, [rows, found]))| {
        let agreement = match (&a, &b) {
            (Some(a), Some(b)) => Some(Agreement::new(a, b, number)),
            _ => None,
        };
        let own = |labels: &Option<Labels>, item: u32| {
            Some(labels.as_ref()?.get(&item)?.get(number)?.clone())
        };
        let differ = |row: &&Row| own(&b, row.item).is_some_and(|b| Some(b) != own(&a, row.item));
        let settled = rows.iter().filter(differ).count();
        let found = attributions.then_some(found);
        Block { set, question, items: items.len(), agreement, settled, rows, found }
    });
    Ok(blocks.collect())
}

/// The wrong answers outside the held-out documents, with their context.
fn errors(args: &Args, set: Set, blocks: &[Block]) -> anyhow::Result<String> {
    let items = items::read(&args.labels.join(format!("{}.tsv", set.name())), set)?;
    let texts = documents(&args.data, &items)?;
    let mut out = String::new();
    for item in items.iter().filter(|item| !item.held_out()) {
        let wrong: Vec<String> = blocks
            .iter()
            .filter_map(|block| {
                let row = block.rows.iter().find(|row| row.item == item.number)?;
                let said = row.said.clone().unwrap_or_else(|| "not found".to_owned());
                (said != row.gold)
                    .then(|| format!("{}: label {}, engine {said}", block.question, row.gold))
            })
            .collect();
        if let (false, Some(text)) = (wrong.is_empty(), texts.get(&item.document)) {
            let _ = writeln!(
                out,
                "== {} {} {}\n{}\n",
                item.number,
                item.document,
                wrong.join("; "),
                show::shown(set, item, text)
            );
        }
    }
    Ok(out)
}

/// The documents of some items.
fn documents(data: &Path, items: &[Item]) -> anyhow::Result<BTreeMap<String, Text>> {
    let mut documents = BTreeMap::new();
    let parts: BTreeSet<&str> = items.iter().map(|item| item.part.as_str()).collect();
    for part in parts {
        let own = items.iter().filter(|item| item.part == part);
        let named: BTreeSet<&str> = own.map(|item| item.document.as_str()).collect();
        for text in texts::read(data, part, Some(&named))? {
            documents.insert(text.document.id.clone(), text);
        }
    }
    Ok(documents)
}
