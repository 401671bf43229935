//! Scores what is said of attributions, statements and passages beside their spans: whose voice,
//! who by name, what act, which occasion and date, what type, which doubt. Two people labelled each item blind
//! after `docs/evaluation/labels-guideline.md`; the label files hold ids, offsets and labels only.

mod draw;
mod engine;
mod figures;
mod items;
pub(crate) mod pronouns;
mod report;
mod show;
mod texts;
mod times;
pub(crate) mod training;

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
    let chosen = |set: &&Set| args.errors.is_none_or(|only| only == **set);
    let blocks = score(args, &Set::ALL.iter().filter(chosen).copied().collect::<Vec<_>>())?;
    if let Some(set) = args.errors {
        print!("{}", errors(args, set, &blocks)?);
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
        let path = args.labels.join(format!("{}.tsv", set.items()));
        if !path.exists() {
            items::write(&path, set, &draw::draw(&args.data, set)?)?;
        }
        let items = items::read(&path, set)?;
        show::write(
            folder,
            set,
            &items,
            &documents(&args.data, &items.iter().collect::<Vec<_>>())?,
        )?;
    }
    Ok(())
}

/// The labels of a set.
struct Agreed {
    /// Those that count: what a third look settled, else what both readers say, else what the only
    /// one says.
    labels: BTreeMap<u32, Vec<Option<String>>>,
    a: Option<Labels>,
    b: Option<Labels>,
}

fn agreed(args: &Args, set: Set) -> anyhow::Result<Agreed> {
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
    Ok(Agreed { labels: agreed, a, b })
}

/// Everything that belongs to one set, while it is scored.
struct Scored {
    set: Set,
    items: Vec<Item>,
    agreed: Agreed,
    /// For each question the answers from given spans and from found ones.
    rows: Vec<[Vec<Row>; 2]>,
}

/// All questions of some sets; each text is read once.
fn score(args: &Args, sets: &[Set]) -> anyhow::Result<Vec<Block>> {
    let mut scored = Vec::new();
    for &set in sets {
        let items = items::read(&args.labels.join(format!("{}.tsv", set.items())), set)?;
        let rows = vec![Default::default(); set.questions().len()];
        scored.push(Scored { set, items, agreed: agreed(args, set)?, rows });
    }
    let all: Vec<&Item> = scored.iter().flat_map(|scored| &scored.items).collect();
    let texts = documents(&args.data, &all)?;
    let mut engine = Engine::new();
    for (id, text) in &texts {
        let read = engine.read(text);
        for scored in &mut scored {
            scored.answer(id, &read);
        }
    }
    Ok(scored.into_iter().flat_map(Scored::blocks).collect())
}

impl Scored {
    /// Whether attributions are asked about, so that answers may rest on given or on found spans.
    fn is_of_attributions(&self) -> bool {
        !matches!(self.set, Set::Statements | Set::Doubts)
    }

    /// Takes the answers for the items of one document.
    fn answer(&mut self, document: &str, read: &engine::Read<'_>) {
        let ways = if self.is_of_attributions() { &[false, true][..] } else { &[false] };
        for item in self.items.iter().filter(|item| item.document == document) {
            let Some(labels) = self.agreed.labels.get(&item.number) else { continue };
            for &from_found in ways {
                let answer = read.answer(self.set, item, labels, from_found);
                for (question, gold) in labels.iter().enumerate() {
                    let Some(mut gold) = gold.clone() else { continue };
                    if self.set == Set::Speakers && gold != "none" {
                        engine::RIGHT_NAME.clone_into(&mut gold);
                    }
                    self.rows[question][usize::from(from_found)].push(Row {
                        item: item.number,
                        document: document.to_owned(),
                        held_out: item.held_out(),
                        gold,
                        said: answer.as_ref().and_then(|a| a.get(question).cloned()),
                    });
                }
            }
        }
    }

    fn blocks(self) -> Vec<Block> {
        let attributions = self.is_of_attributions();
        let Agreed { a, b, .. } = &self.agreed;
        let questions = self.set.questions().iter().zip(self.rows).enumerate();
        let block =
            |(number, (question, [rows, found])): (usize, (&&'static str, [Vec<Row>; 2]))| {
                let own = |labels: &Option<Labels>, item: u32| {
                    Some(labels.as_ref()?.get(&item)?.get(number)?.clone())
                };
                let differ =
                    |row: &&Row| own(b, row.item).is_some_and(|b| Some(b) != own(a, row.item));
                let agreement = match (a, b) {
                    (Some(a), Some(b)) => Some(Agreement::new(a, b, number)),
                    _ => None,
                };
                Block {
                    set: self.set,
                    question,
                    items: self.items.len(),
                    agreement,
                    settled: rows.iter().filter(differ).count(),
                    rows,
                    found: attributions.then_some(found),
                }
            };
        questions.map(block).collect()
    }
}

/// The wrong answers outside the held-out documents, with their context.
fn errors(args: &Args, set: Set, blocks: &[Block]) -> anyhow::Result<String> {
    let items = items::read(&args.labels.join(format!("{}.tsv", set.items())), set)?;
    let texts = documents(&args.data, &items.iter().collect::<Vec<_>>())?;
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
fn documents(data: &Path, items: &[&Item]) -> anyhow::Result<BTreeMap<String, Text>> {
    let mut documents = BTreeMap::new();
    let parts: BTreeSet<&str> = items.iter().map(|item| item.part.as_str()).collect();
    for part in parts {
        let own = items.iter().filter(|item| item.part == part);
        let named: BTreeSet<&str> = own.map(|item| item.document.as_str()).collect();
        for mut text in texts::read(data, part, Some(&named))? {
            if part == texts::NEWS {
                let own = items.iter().filter(|item| item.document == text.document.id);
                text.gold = own.map(|item| item.roles()).collect();
            }
            documents.insert(text.document.id.clone(), text);
        }
    }
    Ok(documents)
}
