//! Evaluators, one file a subject. Each prints a table, keeps the raw counts in
//! `evaluation/results/<subject>.json` and writes `docs/evaluation/<subject>.md` from them.

mod attribution;
pub(crate) mod chains;
mod domains;
mod findings;
mod headlines;
mod ingest;
pub(crate) mod labels;
mod picture;
mod reading;
mod records;
mod renaming;
mod separation;
mod trace;

use clap::Subcommand;

/// What to score.
#[derive(Subcommand)]
pub(crate) enum Evaluate {
    /// Source, cue, content and their links on political news
    Attribution(attribution::Args),
    /// Voices, cues, occasions, types and doubts against labels
    Labels(labels::Args),
    /// Words, sentences, tags, trees on the treebanks
    Reading(reading::Args),
    /// Full names behind pronouns and short names
    Chains(chains::Args),
    /// Attribution outside news, on the treebank's genres
    Domains(domains::Args),
    /// Article bodies and metadata on saved pages
    Ingest(ingest::Args),
    /// Precision of each rule by labelled firings
    Findings(findings::Args),
    /// Whether the body's statement of a headline's claim is found
    Headlines(headlines::Args),
    /// What renaming all people changes
    Renaming(renaming::Args),
    /// What findings have to do with debunking: the table that shows they are no detector
    Separation(separation::Args),
    /// Copies, rewrites, passages on generated corpora
    Trace(trace::Args),
}

/// Runs one evaluator.
pub(crate) fn run(what: Evaluate) -> anyhow::Result<()> {
    match what {
        Evaluate::Attribution(args) => attribution::run(&args),
        Evaluate::Labels(args) => labels::run(&args),
        Evaluate::Reading(args) => reading::run(&args),
        Evaluate::Chains(args) => chains::run(&args),
        Evaluate::Domains(args) => domains::run(&args),
        Evaluate::Ingest(args) => ingest::run(&args),
        Evaluate::Findings(args) => findings::run(&args),
        Evaluate::Headlines(args) => headlines::run(&args),
        Evaluate::Renaming(args) => renaming::run(&args),
        Evaluate::Separation(args) => separation::run(&args),
        Evaluate::Trace(args) => trace::run(&args),
    }
}
