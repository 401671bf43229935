//! Scores trace.

use clap::Args as ClapArgs;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {}

/// Runs it.
pub(crate) fn run(_args: &Args) -> anyhow::Result<()> {
    anyhow::bail!("the evaluator of trace is not built yet")
}
