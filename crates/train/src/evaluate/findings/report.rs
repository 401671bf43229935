//! The table of precision by rule: raw counts in `evaluation/results/findings.json`, and from them the
//! page with its picture.

use std::fmt::Write as _;
use std::io::Write as _;

use sayso::core::{Code, Severity};
use sayso::findings::{Entry, Status, entry};
use serde::{Deserialize, Serialize};

use super::corpus::GENRES;
use super::labels::{Row, Tally};
use crate::evaluate::picture::{self, Bar};

const RESULTS: &str = "evaluation/results/findings.json";
const TABLE: &str = "docs/evaluation/findings.md";
const PICTURE: &str = "docs/evaluation/findings.svg";

/// Fewer judged firings settle nothing.
const ENOUGH: f64 = 20.0;

/// Raw counts.
#[derive(Serialize, Deserialize)]
pub(crate) struct Results {
    /// Labellings that were there.
    pub labellings: usize,
    /// Texts by genre.
    pub texts: [usize; GENRES.len()],
    /// Agreement over all rules.
    pub kappa: Option<f64>,
    /// Firings with two labels.
    pub twice: usize,
    /// Those whose labels agree.
    pub agreed: usize,
    /// Rules by code.
    pub rows: Vec<Row>,
}

impl Row {
    fn entry(&self) -> Option<&'static Entry> {
        Code::parse(&self.rule).and_then(entry)
    }

    /// Precision that a rule of this severity has to reach.
    fn floor(&self) -> f64 {
        match self.entry().map(|entry| entry.severity) {
            Some(Severity::Note) => 0.80,
            Some(Severity::Gap | Severity::Conflict) | None => 0.85,
        }
    }

    fn verdict(&self) -> &'static str {
        match self.now.precision() {
            None => "not judged",
            Some(_) if self.now.judged < ENOUGH => "too few",
            Some(p) if p >= self.floor() => "met",
            Some(_) => "not met",
        }
    }
}

/// `.90 (.77-.96)`, or a dash.
fn figures(tally: &Tally) -> String {
    match (tally.precision(), tally.interval()) {
        (Some(p), Some((low, high))) => format!("{p:.2} ({low:.2}-{high:.2})"),
        _ => "-".to_owned(),
    }
}

/// Prints the table and writes all three files.
pub(crate) fn write(results: &Results) -> anyhow::Result<()> {
    let page = page(results)?;
    std::io::stdout().lock().write_all(page.as_bytes())?;
    std::fs::write(RESULTS, serde_json::to_string_pretty(results)? + "\n")?;
    std::fs::write(TABLE, page)?;
    let judged = results.rows.iter().filter(|row| row.now.judged > 0.0);
    let bars: Vec<Bar> = judged
        .filter_map(|row| {
            let (low, high) = row.now.interval()?;
            Some(Bar {
                label: format!("{} {}", row.rule, row.entry().map_or("", |entry| entry.name)),
                value: row.now.precision()?,
                interval: (low, high),
                mark: row.floor(),
                note: format!("n {:.0}", row.now.judged),
            })
        })
        .collect();
    let title = "Precision of each rule on development texts, with 95 % interval and floor";
    std::fs::write(PICTURE, picture::bars(title, &bars)?)?;
    Ok(())
}

fn page(results: &Results) -> anyhow::Result<String> {
    let mut out = String::from("# Findings: precision by rule\n\n");
    writeln!(
        out,
        "Made by `cargo xtask evaluate findings`; raw counts in `evaluation/results/findings.json`, labels (ids,\n\
         rules, byte offsets, no text) in `evaluation/labels/`. Up to 40 firings a rule, 24 for rules on the\n\
         article as a whole, at most two in one text, drawn by a fixed seed from {} texts of political news\n\
         (PolNeAR dev), {} celebrity stories (gossip dev) and {} news pages; texts of other kinds were not read.\n\
         What counts as right: [guideline](findings-guideline.md). The labels are by language models that read\n\
         the guideline and the firing in its context, each without the other's labels; no person has gone over\n\
         them. A firing that two labels see differently counts half. *Drawn* is precision over all labelled\n\
         firings; *now* over those that the engine still reports, so a rule that was mended after its labels\n\
         were read stands higher there; a second draw after the mends, labelled once, is in both.\n",
        results.texts[0], results.texts[1], results.texts[2]
    )?;
    if let Some(kappa) = results.kappa {
        writeln!(
            out,
            "{} labellings; {} firings labelled twice, {} alike, kappa {kappa:.2}.\n",
            results.labellings, results.twice, results.agreed
        )?;
    } else {
        writeln!(out, "{} labelling.\n", results.labellings)?;
    }
    writeln!(out, "![Precision of each rule](findings.svg)\n")?;
    writeln!(
        out,
        "| rule | severity | status | texts | firings | n | drawn | n now | now | floor | | kappa |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|"
    )?;
    for row in &results.rows {
        let Some(entry) = row.entry() else { continue };
        let status = if entry.status == Status::Preview { "preview" } else { "stable" };
        let kappa = row.kappa.map_or_else(|| "-".to_owned(), |kappa| format!("{kappa:.2}"));
        writeln!(
            out,
            "| [{0} {1}](../findings/{0}-{1}.md) | {2} | {status} | {3} | {4} | {5:.0} | {6} | {7:.0} | {8} | {9:.2} | {10} | {kappa} |",
            row.rule,
            entry.name,
            entry.severity,
            row.texts,
            row.fired,
            row.drawn.judged,
            figures(&row.drawn),
            row.now.judged,
            figures(&row.now),
            row.floor(),
            row.verdict(),
        )?;
    }
    writeln!(out, "\n## By genre\n\nPrecision over all labelled firings, and how many.\n")?;
    writeln!(out, "| rule | {} | unsure |\n|---|---|---|---|---|", GENRES.join(" | "))?;
    for row in results.rows.iter().filter(|row| row.drawn.judged > 0.0) {
        let cell = |tally: &Tally| match tally.precision() {
            Some(p) => format!("{p:.2} of {:.0}", tally.judged),
            None => "-".to_owned(),
        };
        let cells: Vec<String> = row.genres.iter().map(cell).collect();
        writeln!(out, "| {} | {} | {} |", row.rule, cells.join(" | "), row.drawn.unsure)?;
    }
    Ok(out)
}
