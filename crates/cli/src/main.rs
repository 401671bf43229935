//! The command `sayso`: arguments, files, streams, exit codes. What is computed comes from the
//! libraries.

mod args;
mod commands;
mod input;
mod output;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
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
