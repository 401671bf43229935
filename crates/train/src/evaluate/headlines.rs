//! Is the body's statement of the central claim found? Each headline is laid over its own article, where a
//! match is sought, and over the next article of its collection, where none should be found; so no labels
//! are needed.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use sayso::{Engine, Scratch};
use serde_json::json;

use super::findings::corpus::{self, Text, hash};
use super::findings::float;

const RESULTS: &str = "evaluation/results/headlines.json";
const TABLE: &str = "docs/evaluation/headlines.md";

/// Headlines taken of each collection.
const OF_EACH: usize = 80;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Folder of the development texts
    #[arg(long, value_name = "FOLDER", default_value = "../shared/data")]
    data: PathBuf,
    /// Print each headline with the statement that was found for it, and write no table
    #[arg(long)]
    print: bool,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    let mut out = String::from(
        "# The central claim in the body\n\n\
         Made by `sayso-train evaluate headlines`; raw counts in `evaluation/results/headlines.json`. A statement of the\n\
         body that states what the headline claims is sought under the article's own headline and under the headline of\n\
         another article of the same collection. Asked: 70 % of the own ones (goal 80).\n\n\
         | articles | n | own headline: stated | with another number or polarity | foreign headline: stated |\n\
         |---|---|---|---|---|\n",
    );
    let mut rows = Vec::new();
    for (name, mut texts) in [
        ("political news", corpus::politics(&args.data)?),
        ("celebrity stories", corpus::celebrity(&args.data)?),
    ] {
        texts.sort_by_key(|text| hash(&text.id));
        let headed =
            |text: &Text| text.words.split_once('\n').is_some_and(|(head, _)| !head.is_empty());
        texts.retain(headed);
        texts.truncate(OF_EACH);
        let [mut own, mut differs, mut foreign] = [0; 3];
        for (at, text) in texts.iter().enumerate() {
            let other = &texts[(at + 1) % texts.len()];
            let found = stated(&engine, text, text, args.print, &mut scratch)?;
            own += usize::from(found.0);
            differs += usize::from(!found.0 && found.1);
            foreign += usize::from(stated(&engine, other, text, args.print, &mut scratch)?.0);
        }
        let percent = |count: usize| 100.0 * float(count) / float(texts.len()).max(1.0);
        writeln!(
            out,
            "| {name} | {} | {own} ({:.1} %) | {differs} | {foreign} ({:.1} %) |",
            texts.len(),
            percent(own),
            percent(foreign)
        )?;
        rows.push(json!({
            "articles": name, "n": texts.len(), "own": own, "differs": differs, "foreign": foreign
        }));
    }
    std::io::stdout().lock().write_all(out.as_bytes())?;
    if !args.print {
        std::fs::write(RESULTS, serde_json::to_string_pretty(&rows)? + "\n")?;
        std::fs::write(TABLE, out)?;
    }
    Ok(())
}

/// Whether the body under a headline states its claim, and whether with another number or polarity.
fn stated<'a>(
    engine: &Engine,
    headline: &'a Text,
    body: &'a Text,
    print: bool,
    scratch: &mut Scratch,
) -> anyhow::Result<(bool, bool)> {
    let parts = |text: &'a Text| text.words.split_once('\n').unwrap_or_default();
    let (head, rest) = (parts(headline).0, parts(body).1);
    let analysis = engine.analyse(body.document_of(&format!("{head}\n{rest}"))?, scratch);
    let central = &analysis.statements.central;
    if print {
        let mut out = std::io::stdout().lock();
        writeln!(out, "HEAD {head}")?;
        for id in central.matches.iter().take(2) {
            let statement = &analysis.statements.list[id.0 as usize];
            let sentence = analysis.reading.sentences[statement.sentence as usize].span;
            writeln!(out, "  -> {}", analysis.document.slice(sentence).replace('\n', " "))?;
        }
    }
    Ok((!central.matches.is_empty(), !central.differs.is_empty()))
}
