//! Evaluators, one file a subject. Each prints a table, keeps the raw counts in
//! `evaluation/results/<subject>.json` and writes `docs/evaluation/<subject>.md` from them.

mod attribution;
mod chains;
mod ingest;
mod reading;
mod trace;

use clap::Subcommand;

/// What to score.
#[derive(Subcommand)]
pub(crate) enum Evaluate {
    /// Source, cue, content and their links on political news
    Attribution(attribution::Args),
    /// Words, sentences, tags, trees on the treebanks
    Reading(reading::Args),
    /// Full names behind pronouns and short names
    Chains(chains::Args),
    /// Article bodies and metadata on saved pages
    Ingest(ingest::Args),
    /// Copies, rewrites, passages on generated corpora
    Trace(trace::Args),
}

/// Runs one evaluator.
pub(crate) fn run(what: Evaluate) -> anyhow::Result<()> {
    match what {
        Evaluate::Attribution(args) => attribution::run(&args),
        Evaluate::Reading(args) => reading::run(&args),
        Evaluate::Chains(args) => chains::run(&args),
        Evaluate::Ingest(args) => ingest::run(&args),
        Evaluate::Trace(args) => trace::run(&args),
    }
}
