//! Times queries of one text against an index on disk, all of them asked once before: wall time, and CPU
//! time where the system tells it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use sayso_trace::index::{Files, Folder, Index};
use sayso_trace::{Prepared, find_quotes};

use super::corpus::Corpus;

/// Texts that are asked for.
const QUERIES: usize = 300;
/// Fewest words of such a text.
const WORDS: usize = 100;

/// Asks for texts drawn evenly from the corpora and prints percentiles.
pub(crate) fn run(index: &Path, corpora: &[PathBuf]) -> anyhow::Result<()> {
    let files: Arc<dyn Files> = Arc::new(Folder::new(index));
    let index = Index::open(&files).with_context(|| index.display().to_string())?;
    let mut texts = Vec::new();
    for folder in corpora {
        let corpus = Corpus::read(folder)?;
        let long = corpus.documents.into_iter().filter(|d| d.words >= WORDS);
        texts.extend(long.map(|d| d.record));
    }
    let step = (texts.len() / QUERIES).max(1);
    let asked: Vec<_> = texts.into_iter().step_by(step).take(QUERIES).collect();
    let (mut wall, mut cpu, mut hits) = (Vec::new(), Vec::new(), 0);
    for is_warm in [false, true] {
        for record in &asked {
            let (started, used) = (now(), cpu_ms());
            let mut text = Prepared::new(record.text.clone(), record.title.clone());
            text.quotes = find_quotes(&text.text);
            let answer = index.query(&text, Some(&record.id))?;
            if is_warm {
                wall.push(started.elapsed().as_secs_f64() * 1e3);
                cpu.extend(cpu_ms().zip(used).map(|(after, before)| after - before));
                hits += answer.hits.len();
            }
        }
    }
    println!("{} queries against {} documents, {hits} hits, warm", wall.len(), index.documents());
    println!("| | median | 95th percentile | longest |\n|---|---|---|---|");
    for (name, mut times) in [("wall", wall), ("CPU", cpu)] {
        times.sort_unstable_by(f64::total_cmp);
        let at = |share: usize| times.get((times.len() * share / 100).min(times.len() - 1));
        let [Some(middle), Some(high), Some(longest)] = [at(50), at(95), at(100)] else { continue };
        println!("| {name} | {middle:.1} ms | {high:.1} ms | {longest:.1} ms |");
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "times are what is asked for")]
fn now() -> Instant {
    Instant::now()
}

/// CPU time of this thread so far, in milliseconds; `None` where the system does not tell.
fn cpu_ms() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse::<f64>().ok().map(|ns| ns / 1e6)
}
