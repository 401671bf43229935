//! The stages of `cargo xtask test` and `cargo xtask slow`, run one after the other; the first line
//! says what was found on the machine, the last what was run and what was skipped.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{built, checks, generate};

/// A program or folder that some stages need, and how to get it.
struct Need {
    name: &'static str,
    found: bool,
    how: &'static str,
}

/// Prints a line for people.
pub(crate) fn say(line: &str) {
    // Nobody is left to tell when standard error is gone.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}").replace('"', "");
    let status = command.status().with_context(|| format!("cannot start {shown}"))?;
    if !status.success() {
        bail!("failed: {shown}");
    }
    Ok(())
}

/// `program args` ends well.
fn works(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(args);
    command
}

/// All that must hold before a change lands.
pub(crate) fn test(require_all: bool) -> Result<()> {
    let needs = [
        Need {
            name: "rustfmt",
            found: works("cargo", &["fmt", "--version"]),
            how: "rustup component add rustfmt",
        },
        Need {
            name: "clippy",
            found: works("cargo", &["clippy", "--version"]),
            how: "rustup component add clippy",
        },
        Need {
            name: "python3",
            found: works("python3", &["--version"]),
            how: "install Python 3; the tests that hold our scorers equal to the shared ones need it",
        },
        Need {
            name: "../shared/data",
            found: Path::new("../shared/data").is_dir(),
            how: "development data is not part of the repository; tests on it are skipped",
        },
    ];
    for need in &needs {
        let state = if need.found { "found" } else { "not found: " };
        say(&format!("{:16}{state}{}", need.name, if need.found { "" } else { need.how }));
    }
    if needs[..2].iter().any(|need| !need.found) {
        bail!("rustfmt and clippy are needed; nothing was run");
    }
    let skipped: Vec<&str> = needs[2..].iter().filter(|n| !n.found).map(|n| n.name).collect();

    let stages: [(&str, &dyn Fn() -> Result<()>); 8] = [
        ("fmt", &|| run(&mut cargo(&["fmt", "--all", "--check"]))),
        ("arrows", &checks::arrows),
        ("licences", &checks::licences),
        ("hygiene", &checks::hygiene),
        ("lint", &|| {
            run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
        }),
        ("tests", &|| run(&mut cargo(&["test", "--workspace"]))),
        ("freshness", &|| run(&mut generate(&["--check"]))),
        ("links", &|| run(&mut built("site", &["--check"]))),
    ];
    for (name, stage) in &stages {
        say(&format!("== {name}"));
        stage().with_context(|| format!("stage {name}"))?;
    }
    for name in &skipped {
        say(&format!("SKIPPED: tests that need {name}"));
    }
    say(&format!("{} stages passed, {} needs missing", stages.len(), skipped.len()));
    if require_all && !skipped.is_empty() {
        bail!("--require-all: {} not found", skipped.join(", "));
    }
    Ok(())
}

/// Stages that take long or need more than the toolchain.
pub(crate) fn slow(words: &[&str]) -> Result<()> {
    match words {
        ["fuzz", rest @ ..] => {
            let targets = std::fs::read_dir("fuzz/fuzz_targets").context("fuzz/fuzz_targets")?;
            let mut names: Vec<String> = targets
                .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
                .filter(|name| rest.is_empty() || rest.contains(&name.as_str()))
                .collect();
            names.sort();
            for name in names {
                say(&format!("== fuzz {name}"));
                run(&mut cargo(&["+nightly", "fuzz", "run", &name, "--", "-max_total_time=60"]))?;
            }
            Ok(())
        }
        ["browser"] => run(Command::new("bash").arg("web/tests/run.sh")),
        ["kill"] => run(&mut cargo(&[
            "test",
            "--release",
            "--package",
            "sayso-cli",
            "--test",
            "survive",
            "--",
            "--ignored",
        ])),
        ["labels"] => {
            let evaluate = ["run", "--release", "-p", "sayso-train", "--", "evaluate"];
            run(cargo(&evaluate).args(["labels", "--check"]))?;
            run(cargo(&evaluate).arg("domains"))
        }
        ["bench", rest @ ..] => run(cargo(&["bench", "--workspace"]).args(rest)),
        ["peers", what, rest @ ..] => {
            run(Command::new("bash").arg(format!("evaluation/peers/{what}.sh")).args(rest))
        }
        _ => bail!(
            "slow stages: browser, fuzz [target...], kill, labels, bench, peers <ingest|reading|trace>"
        ),
    }
}
