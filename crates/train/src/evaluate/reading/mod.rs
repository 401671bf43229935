//! Scores reading on the treebanks: gold words and raw text, by set, genre and sentence length, with
//! intervals over documents; names on the labels of EWT dev and on own labels of news; CPU time.

mod names;
mod report;
mod score;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args as ClapArgs;
use sayso_core::{Layers, Reading};
use sayso_read::conllu::{Given, write};
use sayso_read::{Reader, Scratch};
use sayso_train::nn::Stream;
use sayso_train::read::treebank::FREE_GENRES;

use crate::split::read_treebank;
use score::{Counts, LAS, score, total};

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Folder that holds `ud`, `ner` and `raw`
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Documents drawn again for the intervals
    #[arg(long, default_value_t = 1000)]
    bootstrap: usize,
    /// Also write the analyses as CoNLL-U into this folder, for other scorers
    #[arg(long)]
    write: Option<PathBuf>,
}

/// One row of the tables.
pub(crate) struct Slice {
    name: String,
    mode: &'static str,
    by_length: bool,
    documents: usize,
    counts: Counts,
    interval: (f64, f64),
}

/// CPU time.
pub(crate) struct Speed {
    words: usize,
    seconds: f64,
    load: f64,
}

/// The two parts.
const PARTS: [(&str, &str); 2] = [("EWT", "ewt-dev"), ("GUM", "gum-dev")];

/// Own labels of names in news that no weights are trained on.
const NEWS_NAMES: &str = "evaluation/labels/names-news.tsv";

/// Borders of sentence lengths in words.
const LENGTHS: [(u32, u32); 4] = [(1, 10), (11, 20), (21, 40), (41, u32::MAX)];

/// Runs it.
#[expect(clippy::print_stdout, reason = "the evaluator talks to its user")]
pub(crate) fn run(args: &Args) -> Result<()> {
    let start = cpu_seconds();
    let reader = Reader::embedded();
    let mut speed = Speed { words: 0, seconds: 0.0, load: cpu_seconds() - start };
    let mut slices = Vec::new();
    for (part, file) in PARTS {
        let documents = read_treebank(&args.data.join(format!("ud/{file}.conllu.gz")), &[])?;
        for mode in ["gold", "raw"] {
            let start = cpu_seconds();
            let readings = readings(&reader, &documents, mode);
            if mode == "raw" {
                speed.seconds += cpu_seconds() - start;
                speed.words += readings.iter().map(|r| r.tokens.span.len()).sum::<usize>();
            }
            if let Some(folder) = &args.write {
                save_conllu(folder, &format!("{file}-{mode}.conllu"), &documents, &readings)?;
            }
            slices.extend(tables(part, mode, &documents, &readings, args.bootstrap));
        }
    }
    let names = [
        names::given(&args.data.join("ner/uner-ewt-dev.iob2.gz"), &reader)?,
        names::raw(Path::new(NEWS_NAMES), &args.data.join("raw/news.jsonl.gz"), &reader)?,
    ];
    let page = report::page(&slices, &names, &speed)?;
    let raw = report::raw(&slices, &names, &speed, "read-en-1");
    save(
        Path::new("evaluation/results/reading.json"),
        &(serde_json::to_string_pretty(&raw)? + "\n"),
    )?;
    save(Path::new("docs/evaluation/reading.md"), &page)?;
    println!("{page}");
    std::io::stdout().flush()?;
    Ok(())
}

fn readings(reader: &Reader, documents: &[Given], mode: &str) -> Vec<Reading> {
    let mut scratch = Scratch::default();
    let mut read = |given: &Given| {
        if mode == "gold" {
            reader.read_given(&given.document, &given.reading, Layers::ALL, &mut scratch)
        } else {
            reader.read(&given.document, Layers::ALL, &mut scratch)
        }
    };
    documents.iter().map(&mut read).collect()
}

/// The second field of a GUM document's id.
fn genre(given: &Given) -> &str {
    let rest = given.document.id.strip_prefix("GUM_").unwrap_or_default();
    rest.split('_').next().unwrap_or_default()
}

fn tables(
    part: &str,
    mode: &'static str,
    documents: &[Given],
    readings: &[Reading],
    draws: usize,
) -> Vec<Slice> {
    let row = |name: String, lengths: Option<(u32, u32)>, keep: &dyn Fn(&Given) -> bool| {
        let all: Vec<Counts> = documents
            .iter()
            .zip(readings)
            .filter(|(given, _)| keep(given))
            .map(|(given, found)| score(&given.reading, found, lengths))
            .collect();
        Slice {
            name,
            mode,
            by_length: lengths.is_some(),
            documents: all.len(),
            counts: total(&all),
            interval: interval(&all, draws),
        }
    };
    let mut slices = vec![row(part.to_owned(), None, &|_| true)];
    let genres: BTreeSet<&str> = documents.iter().map(genre).filter(|g| !g.is_empty()).collect();
    if !genres.is_empty() {
        let free = |given: &Given| FREE_GENRES.contains(&genre(given));
        slices.push(row(format!("{part}, ten genres of training"), None, &free));
        slices.push(row(format!("{part}, five unseen genres"), None, &|g| !free(g)));
    }
    for name in genres {
        slices.push(row(format!("{part} {name}"), None, &|g| genre(g) == name));
    }
    if mode == "gold" {
        for (low, high) in LENGTHS {
            let range = if high == u32::MAX {
                format!("over {}", low - 1)
            } else {
                format!("{low}-{high}")
            };
            let name = format!("{part}, sentences of {range} words");
            slices.push(row(name, Some((low, high)), &|_| true));
        }
    }
    slices
}

/// 95 % of the draws of documents lie between, for LAS.
fn interval(documents: &[Counts], draws: usize) -> (f64, f64) {
    let mut stream = Stream::new(&[17]);
    let mut figures: Vec<f64> = (0..draws)
        .map(|_| {
            total((0..documents.len()).map(|_| &documents[stream.below(documents.len())]))[LAS].f1()
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    let at = |share: usize| figures.get(figures.len() * share / 1000).copied().unwrap_or(0.0);
    (at(25), at(975))
}

/// Seconds of CPU time of this process so far, where the system tells.
fn cpu_seconds() -> f64 {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}

fn save_conllu(folder: &Path, name: &str, documents: &[Given], readings: &[Reading]) -> Result<()> {
    let text: String = documents.iter().zip(readings).map(|(g, r)| write(&g.document, r)).collect();
    save(&folder.join(name), &text)
}

fn save(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}
