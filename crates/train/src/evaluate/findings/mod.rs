//! Precision of each rule: firings are drawn by a fixed seed and labelled twice, outside the repository;
//! the label files hold ids, offsets and labels only. What counts as right stands in
//! `docs/evaluation/findings-guideline.md`. Labels of the last draw stand in files of their own: the rules were
//! not changed after it, so it alone says how right they are; earlier labels were read when rules were mended.

pub(crate) mod corpus;
mod labels;
mod report;
mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args as ClapArgs;
use sayso::findings::{RuleSet, Selection};
use sayso::{Engine, Scratch};

use corpus::{GENRES, Text};
use labels::Row;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Draw firings without a label and write them with their context into this folder, outside the repository
    #[arg(long, value_name = "FOLDER")]
    sample: Option<PathBuf>,
    /// Firings drawn of a rule
    #[arg(long, value_name = "N", default_value_t = 40)]
    per_rule: usize,
    /// Folder of the development texts
    #[arg(long, value_name = "FOLDER", default_value = "../shared/data")]
    data: PathBuf,
    /// Files of labels that were read when rules were mended
    #[arg(long, value_name = "FILE", num_args = 1.., default_values = [
        "evaluation/labels/findings-a.tsv", "evaluation/labels/findings-b.tsv",
    ])]
    labels: Vec<PathBuf>,
    /// Files of labels of the last draw
    #[arg(long, value_name = "FILE", num_args = 1.., default_values = [
        "evaluation/labels/findings-last-a.tsv", "evaluation/labels/findings-last-b.tsv",
    ])]
    last: Vec<PathBuf>,
}

/// One finding in one text.
pub(crate) struct Firing {
    pub(crate) genre: usize,
    pub(crate) document: String,
    pub(crate) rule: String,
    /// Bytes of the document's text; `-` for the article as a whole.
    pub(crate) place: Option<(u32, u32)>,
    pub(crate) message: String,
    pub(crate) context: String,
}

impl Firing {
    /// Document, rule, start and end between tabs.
    pub(crate) fn key(&self) -> String {
        let place = self.place.map_or_else(|| "-\t-".to_owned(), |(a, b)| format!("{a}\t{b}"));
        format!("{}\t{}\t{place}", self.document, self.rule)
    }
}

/// A count as a number to divide by.
pub(crate) fn float(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}

/// The engine with all rules, those in preview too.
pub(crate) fn engine() -> anyhow::Result<Engine> {
    Ok(Engine::new(RuleSet::new(&Selection { preview: true, ..Selection::default() })?))
}

/// Runs it.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let texts = corpus::read(&args.data)?;
    let firings = fire(&texts)?;
    let (earlier, last) = (read_all(&args.labels)?, read_all(&args.last)?);
    if let Some(folder) = &args.sample {
        let labelled: Vec<&String> =
            earlier.iter().chain(&last).flat_map(labels::Labels::keys).collect();
        let fresh = without_label(&firings, &labelled)?;
        sample::write(folder, &sample::draw(&fresh, args.per_rule), &texts)?;
    }
    measure(&[earlier, last], &texts, &firings)
}

fn read_all(paths: &[PathBuf]) -> anyhow::Result<Vec<labels::Labels>> {
    paths.iter().filter(|path| path.exists()).map(|path| labels::read(path)).collect()
}

/// The firings of which no part was labelled for the same rule.
fn without_label<'a>(
    firings: &'a [Firing],
    labelled: &[&String],
) -> anyhow::Result<Vec<&'a Firing>> {
    let mut places: BTreeMap<(&str, &str), Vec<Place>> = BTreeMap::new();
    for key in labelled {
        let (document, rule, place) = parts(key)?;
        places.entry((document, rule)).or_default().push(place);
    }
    let is_fresh = |f: &&Firing| {
        let labelled = places.get(&(f.document.as_str(), f.rule.as_str()));
        labelled.is_none_or(|places| !places.iter().any(|&place| overlap(f.place, place)))
    };
    Ok(firings.iter().filter(is_fresh).collect())
}

/// All findings of all texts. Findings on copies need an index and are measured with it.
fn fire(texts: &[Text]) -> anyhow::Result<Vec<Firing>> {
    let engine = engine()?;
    let mut scratch = Scratch::default();
    let mut firings = Vec::new();
    for text in texts {
        let analysis = engine.analyse(text.document()?, &mut scratch);
        for finding in &analysis.findings {
            firings.push(Firing {
                genre: text.genre,
                document: text.id.clone(),
                rule: finding.code.to_string(),
                place: finding.span.map(|span| (span.start, span.end)),
                message: finding.message.clone(),
                context: sample::context(&analysis, finding),
            });
        }
    }
    Ok(firings)
}

/// Joins labels, earlier ones and those of the last draw, with firings and writes the tables.
fn measure(
    draws: &[Vec<labels::Labels>; 2],
    texts: &[Text],
    firings: &[Firing],
) -> anyhow::Result<()> {
    let genre_of: BTreeMap<&str, usize> =
        texts.iter().map(|text| (text.id.as_str(), text.genre)).collect();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut texts_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for firing in firings {
        let row = rows.entry(firing.rule.clone()).or_default();
        row.fired += 1;
        texts_of.entry(&firing.rule).or_default().insert(&firing.document);
    }
    let mut pairs: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let mut last_pairs: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (labellings, is_last) in draws.iter().zip([false, true]) {
        let keys: BTreeSet<&String> = labellings.iter().flat_map(BTreeMap::keys).collect();
        for key in keys {
            let of: Vec<_> =
                labellings.iter().filter_map(|labels| labels.get(key).copied()).collect();
            let (document, rule, place) = parts(key)?;
            let row = rows.entry(rule.to_owned()).or_default();
            row.drawn.add(&of);
            if is_last {
                row.last.add(&of);
            }
            let genre =
                genre_of.get(document).with_context(|| format!("no such text: {document}"))?;
            if let Some(tally) = row.genres.get_mut(*genre) {
                tally.add(&of);
            }
            if still_fires(firings, document, rule, place) {
                row.now.add(&of);
            }
            if let [a, b] = of.as_slice() {
                pairs.entry(rule.to_owned()).or_default().push((*a, *b));
                if is_last {
                    last_pairs.entry(rule.to_owned()).or_default().push((*a, *b));
                }
            }
        }
    }
    for (rule, row) in &mut rows {
        row.rule.clone_from(rule);
        row.texts = texts_of.get(rule.as_str()).map_or(0, BTreeSet::len);
        let pairs = pairs.get(rule).map_or(&[][..], Vec::as_slice);
        row.kappa = labels::kappa(pairs);
        row.last_kappa = labels::kappa(last_pairs.get(rule).map_or(&[][..], Vec::as_slice));
        row.twice = pairs.len();
        row.agreed = pairs.iter().filter(|(a, b)| a == b).count();
    }
    let all: Vec<_> = pairs.into_values().flatten().collect();
    let last: Vec<_> = last_pairs.into_values().flatten().collect();
    let mut per_genre = GENRES.map(|_| 0);
    for text in texts {
        if let Some(n) = per_genre.get_mut(text.genre) {
            *n += 1;
        }
    }
    report::write(&report::Results {
        texts: per_genre,
        kappa: labels::kappa(&all),
        twice: all.len(),
        agreed: all.iter().filter(|(a, b)| a == b).count(),
        last_kappa: labels::kappa(&last),
        last_twice: last.len(),
        last_agreed: last.iter().filter(|(a, b)| a == b).count(),
        rows: rows.into_values().collect(),
    })
}

type Place = Option<(u32, u32)>;

fn parts(key: &str) -> anyhow::Result<(&str, &str, Place)> {
    let columns: Vec<&str> = key.split('\t').collect();
    let [document, rule, start, end] = columns.as_slice() else {
        anyhow::bail!("not a label's key: {key:?}")
    };
    let place = if *start == "-" { None } else { Some((start.parse()?, end.parse()?)) };
    Ok((document, rule, place))
}

/// The engine reports the rule on the same words, or on some of them.
fn still_fires(firings: &[Firing], document: &str, rule: &str, place: Place) -> bool {
    let same = |f: &Firing| f.document == document && f.rule == rule;
    firings.iter().any(|f| same(f) && overlap(f.place, place))
}

fn overlap(one: Place, other: Place) -> bool {
    match (one, other) {
        (Some((a, b)), Some((c, d))) => a < d && c < b,
        (None, None) => true,
        _ => false,
    }
}
