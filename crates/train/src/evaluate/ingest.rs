//! Scores ingest.

use clap::Args as ClapArgs;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {}

/// Runs it.
pub(crate) fn run(_args: &Args) -> anyhow::Result<()> {
    anyhow::bail!("the evaluator of ingest is not built yet")
}
