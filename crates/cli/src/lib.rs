//! The command `sayso`: arguments, files, streams, exit codes. What is computed comes from the
//! libraries.

mod analyse;
mod args;
mod commands;
mod input;
mod output;
mod progress;
mod settings;
mod trace;
mod trace_print;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

/// Runs the command with the process's arguments and streams.
pub fn main() -> ExitCode {
    // A caught defect is told in one line of its own; the hook's report would stand before it.
    std::panic::set_hook(Box::new(|_| {}));
    let cli = args::Cli::parse();
    let quiet = cli.quiet;
    match commands::run(cli) {
        Ok(outcome) => outcome.into(),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(quiet, &format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// The command's arguments, for the reference page, completions and manual page.
pub fn command() -> clap::Command {
    args::Cli::command()
}
