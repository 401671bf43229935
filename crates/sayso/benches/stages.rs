//! What each stage costs, one thread, best of several runs over the same texts. Texts are the examples,
//! or those of a JSON lines file named by `SAYSO_TEXTS`; `docs/evaluation/cost.md` has figures.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reads the clock, prints, and ends at its first surprise"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use sayso::core::{Document, OffsetUnit};
use sayso::findings::{Facts, Others, RuleSet, find, summary, suppress};
use sayso::ingest::{Hints, ingest, records};
use sayso::{Engine, Scratch, faces};
use sayso_attribute::Attributor;

const RUNS: usize = 5;

const STAGES: [&str; 6] = ["read", "attribute", "statements", "findings", "sheet", "json"];

fn documents() -> Vec<Document> {
    let Some(path) = std::env::var_os("SAYSO_TEXTS") else {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        return paths
            .iter()
            .map(|path| ingest(&std::fs::read(path).unwrap(), &Hints::default()).unwrap())
            .collect();
    };
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    records(file, &Hints::default()).map(Result::unwrap).collect()
}

/// Time of each stage over all documents.
fn run(
    (engine, attributor): (&Engine, &Attributor),
    rules: &RuleSet,
    documents: &[Document],
) -> [Duration; STAGES.len()] {
    let mut scratch = Scratch::default();
    let mut times = [Duration::ZERO; STAGES.len()];
    for document in documents {
        let start = Instant::now();
        let reading = engine.read(document, sayso::core::Layers::ALL, &mut scratch);
        let read = Instant::now();
        let attributions = attributor.attribute(document, &reading);
        let attributed = Instant::now();
        let statements = sayso_attribute::statements(document, &reading, &attributions);
        let stated = Instant::now();
        let facts = Facts {
            document,
            reading: &reading,
            attributions: &attributions,
            statements: &statements,
            others: Others::NotLooked,
        };
        let findings = suppress(rules, None, facts, find(rules, facts));
        black_box((findings, summary(facts)));
        let found = Instant::now();
        // The faces want the whole analysis, whose making is not timed again.
        let analysis = engine.analyse(document.clone(), &mut scratch);
        let analysed = Instant::now();
        black_box(faces::sheet(&analysis, &faces::SheetOptions::default()));
        let sheet = Instant::now();
        black_box(serde_json::to_string(&faces::json(&analysis, OffsetUnit::Byte)).unwrap());
        let json = Instant::now();
        times[4] += sheet - analysed;
        times[5] += json - sheet;
        let marks = [start, read, attributed, stated, found];
        for (time, pair) in times.iter_mut().zip(marks.windows(2)) {
            *time += pair[1] - pair[0];
        }
    }
    times
}

fn main() {
    let documents = documents();
    let words: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
    let (engine, rules) = (Engine::default(), RuleSet::default());
    let attributor = Attributor::embedded();
    let runs: Vec<[Duration; STAGES.len()]> =
        (0..RUNS).map(|_| run((&engine, &attributor), &rules, &documents)).collect();
    let best: Vec<Duration> =
        (0..STAGES.len()).map(|stage| runs.iter().map(|run| run[stage]).min().unwrap()).collect();
    let all: Duration = best.iter().sum();
    println!("{} documents, {words} words, best of {RUNS} runs of each stage", documents.len());
    for (name, time) in STAGES.iter().zip(&best) {
        let share = 100.0 * time.as_secs_f64() / all.as_secs_f64();
        println!("{name:10} {:9.1} ms {share:5.1} %", time.as_secs_f64() * 1000.0);
    }
}
