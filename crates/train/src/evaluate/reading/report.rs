//! The raw counts and the page made from them.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::names::{KINDS, Names};
use super::score::{Count, Counts, LAS, MEASURES};
use super::{Slice, Speed};

/// LAS and UPOS of others on the same parts: gold words, then raw text, EWT and GUM.
const PEERS: &str = "\
| system | EWT UPOS | EWT LAS | GUM UPOS | GUM LAS | EWT raw LAS | GUM raw LAS | remark |
|---|---|---|---|---|---|---|---|
| spaCy small, same training data | 93.8 | 82.3 | 95.7 | 82.0 | 78.8 | 81.8 | measured, same parts |
| UDPipe 1 | 94.4 | 81.1 | | | 78.6 | | published, older release |
| LIMA | | 84.65 | | | | | published, 254 words/s |
";

fn counts(counts: &Counts) -> Value {
    let figures = MEASURES.iter().zip(counts).map(|(name, c)| ((*name).to_owned(), count(*c)));
    Value::Object(figures.collect())
}

fn count(c: Count) -> Value {
    json!([c.gold, c.found, c.right])
}

/// The raw counts as JSON: each measure has gold, found, right.
pub(super) fn raw(slices: &[Slice], names: &[Names; 2], speed: &Speed, model: &str) -> Value {
    let slices: Vec<Value> = slices
        .iter()
        .map(|s| {
            json!({
                "name": s.name, "mode": s.mode, "documents": s.documents,
                "las_interval": [s.interval.0, s.interval.1], "counts": counts(&s.counts),
            })
        })
        .collect();
    let [names, names_of_news] = names.each_ref().map(|names| {
        KINDS.iter().zip(names).map(|((k, _), c)| json!([k, count(*c)])).collect::<Vec<Value>>()
    });
    json!({
        "subject": "reading", "model": model, "slices": slices, "names": names,
        "names_of_news": names_of_news,
        "speed": { "words": speed.words, "cpu_seconds": speed.seconds, "load_seconds": speed.load },
    })
}

/// The page.
pub(super) fn page(slices: &[Slice], names: &[Names; 2], speed: &Speed) -> Result<String> {
    let mut out = String::from(
        "# Reading on EWT dev and GUM dev\n\n\
         Made by `sayso-train evaluate reading`; raw counts in `evaluation/results/reading.json`.\n\
         Measures of the CoNLL 2018 shared task, F1 in percent; relations without subtypes.\n\
         *Gold*: words and sentences given. *Raw*: from the text, rebuilt with a blank line at each\n\
         paragraph. Intervals of LAS: 95 %, 1,000 draws of documents.\n\n",
    );
    table(&mut out, slices, "gold")?;
    table(&mut out, slices, "raw")?;
    writeln!(out, "## Others\n\n{PEERS}")?;
    let titles =
        ["labels of UNER on EWT dev, gold words", "own labels of news (`names-news`), raw text"];
    for (title, names) in titles.iter().zip(names) {
        writeln!(out, "## Names, {title}\n\n| kind | P | R | F1 |\n|---|---|---|---|")?;
        let mut all = Count::default();
        for ((kind, _), c) in KINDS.iter().zip(names) {
            all.add(*c);
            name_row(&mut out, kind, *c)?;
        }
        name_row(&mut out, "all", all)?;
        out.push('\n');
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of words")]
    let rate = speed.words as f64 / speed.seconds.max(1e-9) / 1000.0;
    writeln!(
        out,
        "## Speed\n\nAll layers on the raw text of both parts, one thread, CPU time: {:.1} thousand\n\
         words a second ({} words); loading all weights takes {:.0} ms. Measured on a machine that was\n\
         not idle.",
        rate,
        speed.words,
        speed.load * 1000.0
    )?;
    beside_peers(&mut out)?;
    Ok(out)
}

/// The newest run of `evaluation/peers/reading.py`: words split, tagged and parsed a second.
fn beside_peers(out: &mut String) -> Result<()> {
    let folder = "evaluation/peers/results";
    let mut runs: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("{folder}: not found"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("reading-"))
        .collect();
    runs.sort();
    let Some(name) = runs.pop() else { return Ok(()) };
    let run: Value = serde_json::from_slice(&std::fs::read(format!("{folder}/{name}"))?)?;
    writeln!(
        out,
        "\nBeside the peers on the same raw text: split, tagged and parsed, one pinned core, CPU time without\n\
         loading, medians of {} rounds in turn (`evaluation/peers/reading.py`, `{folder}/{name}`).\n\
         spaCy was trained for {} of 7,200 steps, so its speed alone counts here.\n\n\
         | part | Sayso, words a second | spaCy small | UDPipe 1 | times spaCy | times UDPipe |\n\
         |---|---|---|---|---|---|",
        run["repeats"], run["steps"]
    )?;
    for (part, set) in run["sets"].as_object().context("no sets in the run of the peers")? {
        let rate = &set["words_per_second"];
        let (ours, spacy, udpipe) = (&rate["sayso"], &rate["spacy"], &rate["udpipe"]);
        let (times_spacy, times_udpipe) = (&set["times_spacy"], &set["times_udpipe"]);
        writeln!(out, "| {part} | {ours} | {spacy} | {udpipe} | {times_spacy} | {times_udpipe} |")?;
    }
    Ok(())
}

fn name_row(out: &mut String, kind: &str, c: Count) -> Result<()> {
    #[expect(clippy::cast_precision_loss, reason = "counts of names")]
    let share = |of: usize| 100.0 * c.right as f64 / of.max(1) as f64;
    writeln!(out, "| {kind} | {:.1} | {:.1} | {:.1} |", share(c.found), share(c.gold), c.f1())
        .context("a string takes all")
}

fn table(out: &mut String, slices: &[Slice], mode: &str) -> Result<()> {
    let title = if mode == "gold" { "Gold words" } else { "Raw text" };
    writeln!(out, "## {title}\n\n| part | words | {} | LAS interval |", MEASURES.join(" | "))?;
    writeln!(out, "|{}", "---|".repeat(MEASURES.len() + 3))?;
    for slice in slices.iter().filter(|s| s.mode == mode) {
        let figures: Vec<String> = slice
            .counts
            .iter()
            .enumerate()
            .map(|(i, c)| {
                // By length only words are kept apart, and CLAS is of the whole.
                if slice.by_length && !(2..=LAS).contains(&i) {
                    String::new()
                } else {
                    format!("{:.2}", c.f1())
                }
            })
            .collect();
        let (low, high) = slice.interval;
        writeln!(
            out,
            "| {} | {} | {} | {low:.1} - {high:.1} |",
            slice.name,
            slice.counts[2].gold,
            figures.join(" | ")
        )?;
    }
    writeln!(out)?;
    Ok(())
}
