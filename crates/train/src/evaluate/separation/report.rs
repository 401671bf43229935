//! The table with its picture and what it says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;

use serde::Serialize;

use super::Story;
use super::counts::NAMES;
use super::fit::{auc, cross_validated};
use crate::evaluate::findings::float;
use crate::evaluate::picture::{self, Bar};

const RESULTS: &str = "evaluation/results/separation.json";
const TABLE: &str = "docs/evaluation/separation.md";
const PICTURE: &str = "docs/evaluation/separation.svg";

/// Findings on unnamed sources, left out for a second look.
const ON_UNNAMED: [&str; 4] = ["A122", "S201", "S202", "S203"];
/// Fewer stories with a finding are not shown.
const FEWEST: usize = 8;

#[derive(Serialize)]
struct Row {
    name: String,
    /// Mean and share with any, debunked and other stories.
    debunked: (f64, f64),
    other: (f64, f64),
    auc: f64,
    error: f64,
}

#[derive(Serialize)]
struct Results {
    stories: [usize; 2],
    rows: Vec<Row>,
    findings: Vec<Row>,
    /// Different findings a story.
    together: Row,
    /// Stories with at least this many different findings, as shares of both kinds.
    at_least: (usize, f64, f64),
    /// Accuracy and AUC of regressions: findings, findings without those on unnamed sources, words.
    fits: [(f64, f64); 3],
}

fn row(name: &str, stories: &[Story], value: impl Fn(&Story) -> f64) -> Row {
    let of = |debunked: bool| -> Vec<f64> {
        stories.iter().filter(|s| s.debunked == debunked).map(&value).collect()
    };
    let figures = |values: &[f64]| {
        let n = float(values.len());
        let any = float(values.iter().filter(|v| **v > 0.0).count());
        (values.iter().sum::<f64>() / n, any / n)
    };
    let (first, second) = (of(true), of(false));
    let (auc, error) = auc(&first, &second);
    Row { name: name.to_owned(), debunked: figures(&first), other: figures(&second), auc, error }
}

/// Prints the table and writes all three files.
pub(crate) fn write(stories: &[Story]) -> anyhow::Result<()> {
    let debunked = stories.iter().filter(|story| story.debunked).count();
    let rows: Vec<Row> = NAMES
        .iter()
        .enumerate()
        .map(|(i, name)| row(name, stories, |s| s.counts.get(i).copied().unwrap_or(0.0)))
        .collect();
    let codes: BTreeSet<&String> = stories.iter().flat_map(|story| &story.codes).collect();
    let has = |story: &Story, code: &str| story.codes.iter().any(|c| c == code);
    let findings: Vec<Row> = codes
        .into_iter()
        .filter(|code| {
            let n = stories.iter().filter(|story| has(story, code)).count();
            n >= FEWEST && n + FEWEST <= stories.len()
        })
        .map(|code| {
            let name = sayso::core::Code::parse(code).and_then(sayso::findings::entry);
            let name = format!("{code} {}", name.map_or("", |entry| entry.name));
            row(&name, stories, |s| f64::from(u8::from(has(s, code))))
        })
        .collect();
    let many = |story: &Story| float(story.codes.len());
    let together = row("different findings", stories, many);
    let mut sizes: Vec<usize> = stories.iter().map(|story| story.codes.len()).collect();
    sizes.sort_unstable();
    // Half of all stories stand at or above the middle one.
    let middle = sizes.get(sizes.len() / 2).copied().unwrap_or(0) + 1;
    let at_least = |debunked: bool| {
        let of: Vec<_> = stories.iter().filter(|s| s.debunked == debunked).collect();
        float(of.iter().filter(|s| s.codes.len() >= middle).count()) / float(of.len())
    };
    let features = |pick: &dyn Fn(&Story) -> Vec<&str>| -> (f64, f64) {
        // The closure borrows from stories that live as long as the call.
        let rows: Vec<(bool, Vec<&str>)> = stories.iter().map(|s| (s.debunked, pick(s))).collect();
        cross_validated(&rows)
    };
    let all = features(&|s| s.codes.iter().map(String::as_str).collect());
    let rest = features(&|s| {
        let codes = s.codes.iter().map(String::as_str);
        codes.filter(|code| !ON_UNNAMED.contains(code)).collect()
    });
    let words = features(&|s| s.words.iter().map(String::as_str).collect());
    let results = Results {
        stories: [debunked, stories.len() - debunked],
        rows,
        findings,
        together,
        at_least: (middle, at_least(true), at_least(false)),
        fits: [all, rest, words],
    };
    let page = page(&results)?;
    std::io::stdout().lock().write_all(page.as_bytes())?;
    std::fs::write(RESULTS, serde_json::to_string_pretty(&results)? + "\n")?;
    std::fs::write(TABLE, page)?;
    let shown = results.rows.iter().chain(&results.findings).chain([&results.together]);
    let mut bars: Vec<Bar> = shown
        .map(|row| Bar {
            label: row.name.clone(),
            value: row.auc,
            interval: (
                (row.auc - 1.96 * row.error).max(0.0),
                (row.auc + 1.96 * row.error).min(1.0),
            ),
            mark: 0.5,
            note: format!("{:.2}", row.auc),
        })
        .collect();
    bars.push(Bar {
        label: "words and pairs of words (5 folds)".into(),
        value: words.1,
        interval: (words.1, words.1),
        mark: 0.5,
        note: format!("{:.2}", words.1),
    });
    let title =
        "How far each count tells debunked from other celebrity stories (AUC; .5 tells nothing)";
    std::fs::write(PICTURE, picture::bars(title, &bars)?)?;
    Ok(())
}

fn page(results: &Results) -> anyhow::Result<String> {
    let mut out = String::from("# Findings are no detector\n\n");
    writeln!(
        out,
        "Made by `cargo xtask evaluate separation`; raw figures in `evaluation/results/separation.json`. {} celebrity\n\
         stories that a fact-checking site debunked and {} others (gossip dev), as the engine reads them. Mean per 100\n\
         words (share of stories with any); AUC is the chance that a debunked story has more, .5 tells nothing; its\n\
         standard error beside it. Many rows are looked at, so one or two beyond two errors are chance.\n",
        results.stories[0], results.stories[1]
    )?;
    writeln!(out, "![How far each count tells the two apart](separation.svg)\n")?;
    writeln!(out, "| count | debunked | other | AUC | error |\n|---|---|---|---|---|")?;
    for row in &results.rows {
        writeln!(
            out,
            "| {} | {:.2} ({:.0}) | {:.2} ({:.0}) | {:.2} | {:.02} |",
            row.name,
            row.debunked.0,
            100.0 * row.debunked.1,
            row.other.0,
            100.0 * row.other.1,
            row.auc,
            row.error
        )?;
    }
    writeln!(
        out,
        "\n## Findings as yes or no\n\nShare of stories with at least one, in percent.\n"
    )?;
    writeln!(out, "| finding | debunked | other | AUC | error |\n|---|---|---|---|---|")?;
    for row in &results.findings {
        writeln!(
            out,
            "| {} | {:.0} | {:.0} | {:.2} | {:.02} |",
            row.name,
            100.0 * row.debunked.1,
            100.0 * row.other.1,
            row.auc,
            row.error
        )?;
    }
    let together = &results.together;
    let (middle, first, second) = results.at_least;
    let [all, rest, words] = results.fits;
    let fit =
        |(accuracy, auc): (f64, f64)| format!("{:.0} % right, AUC {auc:.2}", 100.0 * accuracy);
    writeln!(
        out,
        "\nDifferent findings a story: {:.2} of the debunked, {:.2} of the others, AUC {:.2}. {middle} or more stand on\n\
         {:.0} % of the debunked **and on {:.0} % of the others**. A regression on the findings (five folds): {};\n\
         without those on unnamed sources: {}; on words and pairs of words: {}.\n",
        together.debunked.0,
        together.other.0,
        together.auc,
        100.0 * first,
        100.0 * second,
        fit(all),
        fit(rest),
        fit(words)
    )?;
    out.push_str(READING);
    Ok(out)
}

/// The reading that stands under the figures.
const READING: &str = "\
## How to read it

- A finding says *which sentence lacks what*. It does not say, and must not be used to say, that a story was made up.
- What tells the two kinds apart here is mostly one habit of one trade: unnamed insiders in celebrity magazines. Named
  sources, dates and quotations are found in both kinds, and a text without a single unnamed source can be invented.
- Plain words, which know nothing of sources, are set beside the findings above; where they separate better, whoever
  wants a detector is better served by them, and badly by both: signs and sizes change from one collection to the next.
- \"Other\" means not debunked, not true. Many of these stories lack a great deal and are accurate; the shares above are
  the cost of treating a finding as a verdict.
";
