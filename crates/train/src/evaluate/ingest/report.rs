//! The tables: to the terminal, as raw counts to `evaluation/results/ingest.json`, and from them to
//! `docs/evaluation/ingest.md`.

use std::fmt::Write as _;
use std::io::Write as _;

use serde::{Deserialize, Serialize};

use super::Given;
use super::meta::{Count, FIELDS};
use super::pages::Page;
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
    pages: usize,
    characters: usize,
    characters_led_back: usize,
    rows: Vec<Row>,
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
pub(crate) fn write(
    pages: &[Page],
    mut rows: Vec<Row>,
    (characters, led_back): (usize, usize),
) -> anyhow::Result<()> {
    if rows.len() == 1
        && let Ok(text) = std::fs::read_to_string(RESULTS)
    {
        let before: Results = serde_json::from_str(&text)?;
        rows.extend(before.rows.into_iter().skip(1));
    }
    let results = Results { pages: pages.len(), characters, characters_led_back: led_back, rows };
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
        "Made by `sayso-train evaluate ingest` (peers: `--peers PYTHON`); raw counts in\n\
         `evaluation/results/ingest.json`. {} pages of `pages/dev.tar.gz`. Bodies as `score_pages.py` scores\n\
         them: four-word shingles, precision and recall averaged over pages, F1 of the averages. Speed: pages\n\
         per second of CPU on one core, all in one run; Sayso's with metadata and addresses, the others' body\n\
         alone.\n",
        results.pages
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
         held in doubt is not given. Where a page names an organisation as author, giving it counts neither way.\n"
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
    Ok(out)
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
