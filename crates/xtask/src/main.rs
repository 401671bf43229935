//! `cargo xtask`: tests, generators, evaluations. It starts other programs and installs nothing; it
//! uses no crate of the workspace, so it runs when the product does not compile.

mod checks;
mod new_finding;
mod stage;

use std::process::{Command, ExitCode};

const USAGE: &str = "usage: cargo xtask <command>

  test [--require-all]   everything that must hold before a change lands; what .ci/run calls
  generate [--check]     write (or compare) docs/findings, docs/cli.md, schema, completions, man page
  new-finding CODE NAME  write the skeleton of a finding: rule file, registry row, cases
  site [--check]         the docs as a static site in build/site (or only look for dead links)
  accept                 take the command's present output as the expected one (snapshots)
  evaluate <what> ...    score the engine on development data: attribution, reading, ingest,
                         findings, separation, renaming, trace
  slow <stage>           stages that take long: browser, fuzz, kill, labels, bench, peers
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => stage::test(false),
        ["test", "--require-all"] => stage::test(true),
        ["generate", rest @ ..] => stage::run(&mut generate(rest)),
        ["new-finding", code, name] => new_finding::run(code, name),
        ["site", rest @ ..] => stage::run(&mut built("site", rest)),
        ["accept"] => stage::run(
            Command::new("cargo")
                .args(["test", "--package", "sayso-cli", "--test", "snapshots"])
                .env("INSTA_UPDATE", "always"),
        ),
        ["evaluate", rest @ ..] => stage::run(
            Command::new("cargo")
                .args(["run", "--release", "--package", "sayso-train", "--", "evaluate"])
                .args(rest),
        ),
        ["slow", rest @ ..] => stage::slow(rest),
        _ => Err(anyhow::anyhow!("{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            stage::say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// The generator lives behind a feature because it uses the workspace.
fn generate(rest: &[&str]) -> Command {
    built("generate", rest)
}

/// A program of this package that needs a feature of the same name.
fn built(name: &str, rest: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--package", "xtask", "--features", name])
        .args(["--bin", name, "--"])
        .args(rest);
    command
}
