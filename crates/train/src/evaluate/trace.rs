//! Scores trace on generated corpora with known copying: candidate recall, precision against all
//! pairs, rewrites, swap tables, pasted passages. Figures of several seeds are pooled.

#![expect(clippy::print_stdout, reason = "the table is what the command gives")]

mod corpus;
mod exact;
mod score;
mod times;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args as ClapArgs;
use sayso_trace::index::{ClusterLine, Files, Folder, Index, Memory, WriteOptions, Writer};

use corpus::Corpus;
use score::Scores;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Folders with `corpus.jsonl` and `truth.jsonl`, one for each seed
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// Print errors of the swap table and missed rewrites
    #[arg(long)]
    errors: bool,
    /// Time queries against the index in this folder instead; texts are drawn from the corpora
    #[arg(long, value_name = "INDEX")]
    times: Option<PathBuf>,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if let Some(index) = &args.times {
        return times::run(index, &args.corpora);
    }
    let mut scores = Scores::default();
    for folder in &args.corpora {
        let corpus = Corpus::read(folder)?;
        let files: Arc<dyn Files> = Arc::new(Memory::default());
        let mut writer = Writer::open(Arc::clone(&files), WriteOptions::default())?;
        for batch in corpus.documents.chunks(4096) {
            writer.add(batch.iter().map(|d| d.record.clone()).collect())?;
        }
        writer.commit()?;
        drop(writer);
        let index = Index::open(&files)?;
        let mut edges = Vec::new();
        let counts =
            index.cluster(&Memory::default(), 2 << 30, &mut |_, _, _| {}, &mut |line| {
                if let ClusterLine::Pair { a, b, edge } = line {
                    edges.push((corpus.place(&a.id), corpus.place(&b.id), *edge));
                }
                Ok(())
            })?;
        println!("{}: {counts:?}", folder.display());
        score::pairs(&corpus, &edges, &mut scores);
        score::candidates(&corpus, &mut scores);
        score::false_rewrites(&corpus, &edges, &mut scores, args.errors);
        score::edited(&corpus, &edges, &mut scores);
        score::rewrites(&corpus, &edges, &mut scores, args.errors);
        score::pasted(&corpus, &edges, &mut scores, args.errors);
        score::prefixed(&corpus, &index, &mut scores)?;
    }
    print!("{}", scores.table());
    let _ =
        Folder::made(std::path::Path::new("evaluation/results")).context("evaluation/results")?;
    std::fs::write("evaluation/results/trace.json", scores.json() + "\n")
        .context("evaluation/results/trace.json")
}
