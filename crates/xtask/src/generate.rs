//! Everything that is generated and committed: the findings' pages, the command's reference page,
//! completions, manual page, JSON Schema. `--check` compares bytes instead of writing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

/// Folders that hold generated files only; what is in them and not made here is stale.
const OWNED: [&str; 4] = ["docs/findings", "docs/completions", "docs/man", "schema"];

fn main() -> ExitCode {
    let check = std::env::args().any(|arg| arg == "--check");
    match run(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The error is all there is to say; a closed standard error changes nothing.
            let _ = std::io::Write::write_fmt(
                &mut std::io::stderr().lock(),
                format_args!("{error:#}\n"),
            );
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool) -> Result<()> {
    let files = files()?;
    let mut stale = Vec::new();
    for (path, content) in &files {
        let present = std::fs::read_to_string(path).unwrap_or_default();
        if present == *content {
            continue;
        }
        if check {
            let line = present.lines().zip(content.lines()).take_while(|(a, b)| a == b).count() + 1;
            stale.push(format!("{}:{line} differs", path.display()));
        } else {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(path, content).with_context(|| path.display().to_string())?;
        }
    }
    for folder in OWNED {
        let Ok(entries) = Path::new(folder).read_dir() else { continue };
        for entry in entries {
            let path = entry?.path();
            if files.contains_key(&path) {
                continue;
            }
            if check {
                stale.push(format!("{} is not generated any more", path.display()));
            } else {
                std::fs::remove_file(&path)?;
            }
        }
    }
    if !stale.is_empty() {
        stale.sort();
        bail!("stale; cargo xtask generate mends it:\n  {}", stale.join("\n  "));
    }
    Ok(())
}

/// Path and content of each file.
fn files() -> Result<BTreeMap<PathBuf, String>> {
    let mut files = BTreeMap::new();
    for (path, content) in sayso::findings::docs::pages() {
        files.insert(PathBuf::from(path), content);
    }
    let schema = schemars::schema_for!(sayso::faces::Output);
    files.insert(sayso::faces::SCHEMA_PATH.into(), serde_json::to_string_pretty(&schema)? + "\n");
    files.insert("docs/cli.md".into(), reference());
    for shell in [clap_complete::Shell::Bash, clap_complete::Shell::Zsh, clap_complete::Shell::Fish]
    {
        let mut content = Vec::new();
        clap_complete::generate(shell, &mut command(), "sayso", &mut content);
        files.insert(format!("docs/completions/sayso.{shell}").into(), String::from_utf8(content)?);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command()).render(&mut page)?;
    files.insert("docs/man/sayso.1".into(), String::from_utf8(page)?);
    Ok(files)
}

/// The command at a fixed width, so that the terminal of whoever generates does not show.
fn command() -> clap::Command {
    sayso_cli::command().term_width(80)
}

/// The reference page: the help of the command and of each of its commands.
fn reference() -> String {
    let mut root = command();
    root.build();
    let mut page = "# The command\n\nGenerated from the arguments' own help.\n".to_owned();
    let mut add = |title: &str, command: &mut clap::Command| {
        let help = command.render_long_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        let help = help.join("\n");
        page.extend(["\n## ", title, "\n\n```text\n", help.trim_end(), "\n```\n"]);
    };
    add("sayso", &mut root.clone());
    for sub in root.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let title = format!("sayso {}", sub.get_name());
        add(&title, sub);
    }
    page
}
