//! The tables: to the terminal, as raw counts to `evaluation/results/ingest.json`, and from them to
//! `docs/evaluation/ingest.md`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Given;
use super::meta::{Count, FIELDS};
use super::pages::Page;
use super::scope;
use super::score::{self, Body};

const RESULTS: &str = "evaluation/results/ingest.json";
const TABLE: &str = "docs/evaluation/ingest.md";

/// One extractor.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Name and version.
    pub name: String,
    /// Bodies.
    pub body: Body,
    /// Metadata by field.
    pub meta: [Count; 4],
    /// Pages per second of CPU on one core.
    pub pages_per_second: f64,
}

#[derive(Serialize, Deserialize)]
struct Results {
    commit: String,
    data: String,
    pages: usize,
    characters: usize,
    characters_led_back: usize,
    rows: Vec<Row>,
    scope: Vec<scope::Row>,
    read: Vec<Read>,
}

/// What a run gave.
pub(crate) struct Report {
    /// Ours, then the peers'.
    pub rows: Vec<Row>,
    /// Characters, and those that lead back.
    pub addresses: (usize, usize),
    /// The gate.
    pub scope: Vec<scope::Row>,
    /// Pages whose statements were read by hand.
    pub read: Vec<Read>,
}

/// The statements of one page, read by hand.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Read {
    /// First digits of the page's id.
    pub id: String,
    /// Statements.
    pub statements: u32,
    /// From menus, buttons and labels of the page.
    pub navigation: u32,
    /// From cookie and other notices.
    pub notices: u32,
    /// From lists of related pieces.
    pub related: u32,
    /// From lines about the author.
    pub author: u32,
}

/// Reads the table of pages read by hand.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Read>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.starts_with("id\t"));
    rows.map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, statements, navigation, notices, related, author] = columns.as_slice() else {
            anyhow::bail!("{}: expected six columns: {line}", path.display());
        };
        Ok(Read {
            id: (*id).to_owned(),
            statements: statements.parse()?,
            navigation: navigation.parse()?,
            notices: notices.parse()?,
            related: related.parse()?,
            author: author.parse()?,
        })
    })
    .collect()
}

/// The commit that is checked out, and whether files differ from it.
fn commit() -> String {
    let git = |words: &[&str]| {
        let output = Command::new("git").args(words).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let head = git(&["rev-parse", "--short=10", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    let changed = git(&["status", "--porcelain", "--", "crates"]).is_some_and(|s| !s.is_empty());
    if changed { head + " with changes" } else { head }
}

/// A count as a number to divide by.
pub(crate) fn float(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}

/// Prints the pages with the lowest figures, by id.
pub(crate) fn worst(pages: &[Page], given: &[Given], count: usize) -> anyhow::Result<()> {
    let mut rows: Vec<(f64, &str)> = pages
        .iter()
        .zip(given)
        .map(|(page, given)| {
            let (precision, recall) = score::page(&page.truth, &given.body);
            (precision.unwrap_or(0.0).min(recall.unwrap_or(0.0)), page.id.as_str())
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
    let mut out = std::io::stdout().lock();
    for (figure, id) in rows.iter().take(count) {
        writeln!(out, "{id} {figure:.3}")?;
    }
    Ok(())
}

/// Writes raw counts and table; peers that were not run keep their last rows.
pub(crate) fn write(pages: &[Page], data: &Path, mut report: Report) -> anyhow::Result<()> {
    if report.rows.len() == 1
        && let Ok(text) = std::fs::read_to_string(RESULTS)
    {
        let before: serde_json::Value = serde_json::from_str(&text)?;
        let before: Vec<Row> = serde_json::from_value(before["rows"].clone())?;
        report.rows.extend(before.into_iter().skip(1));
    }
    let mut digest = String::new();
    for byte in Sha256::digest(std::fs::read(data)?).iter().take(8) {
        write!(digest, "{byte:02x}")?;
    }
    let (characters, characters_led_back) = report.addresses;
    let results = Results {
        commit: commit(),
        data: digest,
        pages: pages.len(),
        characters,
        characters_led_back,
        rows: report.rows,
        scope: report.scope,
        read: report.read,
    };
    let table = table(&results)?;
    std::io::stdout().lock().write_all(table.as_bytes())?;
    std::fs::create_dir_all("evaluation/results")?;
    std::fs::write(RESULTS, serde_json::to_string_pretty(&results)? + "\n")?;
    std::fs::create_dir_all("docs/evaluation")?;
    std::fs::write(TABLE, table)?;
    Ok(())
}

fn table(results: &Results) -> anyhow::Result<String> {
    let mut out = String::new();
    writeln!(out, "# Ingest on saved pages\n")?;
    writeln!(
        out,
        "Made by `sayso-train evaluate ingest` (peers: `--peers PYTHON`) at commit {}; raw counts in\n\
         `evaluation/results/ingest.json`. {} pages of `pages/dev.tar.gz` (SHA-256 {}...). Bodies as `score_pages.py` scores\n\
         them: four-word shingles, precision and recall averaged over pages, F1 of the averages. Speed: pages\n\
         per second of CPU on one core, all in one run; Sayso's with metadata and addresses, the others' body\n\
         alone. Floor of F1: .957, goal .975; of the speed: 8 times trafilatura.\n",
        results.commit, results.pages, results.data
    )?;
    writeln!(
        out,
        "| extractor | P | R | F1 | pages/s | beside trafilatura |\n|---|---|---|---|---|---|"
    )?;
    let trafilatura = results.rows.iter().find(|row| row.name.starts_with("trafilatura"));
    for row in &results.rows {
        let ratio = trafilatura.map_or_else(String::new, |peer| {
            format!("{:.1} x", row.pages_per_second / peer.pages_per_second)
        });
        writeln!(
            out,
            "| {} | {:.3} | {:.3} | {:.3} | {:.0} | {ratio} |",
            row.name,
            row.body.precision,
            row.body.recall,
            row.body.f1(),
            row.pages_per_second
        )?;
    }
    writeln!(
        out,
        "\n## Metadata\n\nPrecision and recall against `evaluation/truth/pages.tsv`, read by hand: right / given / there. A value\n\
         held in doubt is not given. Where a page names an organisation as author, giving it counts neither way.\n\
         Floors: precision .97 and recall .85 for title and date, .90 and .75 for authors and outlet.\n"
    )?;
    writeln!(out, "| extractor | {} |\n|---|---|---|---|---|", FIELDS.join(" | "))?;
    for row in &results.rows {
        let cells: Vec<String> = row.meta.iter().map(cell).collect();
        writeln!(out, "| {} | {} |", row.name, cells.join(" | "))?;
    }
    writeln!(
        out,
        "\n## Addresses\n\n{} of {} characters of the sections' text lead back to bytes that decode to them.",
        results.characters_led_back, results.characters
    )?;
    declined(results, &mut out)?;
    read_by_hand(results, &mut out)?;
    Ok(out)
}

fn declined(results: &Results, out: &mut String) -> anyhow::Result<()> {
    writeln!(
        out,
        "\n## Declined as out of scope (R902)\n\nTexts of whole collections, taken for plain text. News should be read, novels declined.\n\n\
         | collection | texts | language | lists and verse | fiction | declined |\n|---|---|---|---|---|---|"
    )?;
    for row in &results.scope {
        let all = row.language + row.lines + row.fiction;
        writeln!(
            out,
            "| {}{} | {} | {} | {} | {} | {:.2} % |",
            row.name,
            if row.is_outside { " (outside)" } else { "" },
            row.texts,
            row.language,
            row.lines,
            row.fiction,
            f64::from(all) * 100.0 / f64::from(row.texts.max(1))
        )?;
    }
    Ok(())
}

fn read_by_hand(results: &Results, out: &mut String) -> anyhow::Result<()> {
    let sum = |of: &dyn Fn(&Read) -> u32| results.read.iter().map(of).sum::<u32>();
    writeln!(
        out,
        "\n## Statements from outside the article\n\n{} pages, drawn at random among those in English, read by hand \
         (`evaluation/truth/pages-statements.tsv`):\n{} statements, of them {} from navigation, buttons and labels, {} from \
         cookie and other notices,\n{} from lists of related pieces, {} from lines about the author.",
        results.read.len(),
        sum(&|r| r.statements),
        sum(&|r| r.navigation),
        sum(&|r| r.notices),
        sum(&|r| r.related),
        sum(&|r| r.author)
    )?;
    Ok(())
}

fn cell(count: &Count) -> String {
    if count.given == 0 {
        return "-".to_owned();
    }
    let share = |of: u32| f64::from(count.right) / f64::from(of.max(1));
    format!(
        "P {:.3} R {:.3} ({} / {} / {})",
        share(count.given),
        share(count.there),
        count.right,
        count.given,
        count.there
    )
}
