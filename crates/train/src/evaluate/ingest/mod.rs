//! Scores ingest on saved pages: article bodies by the figures of `score_pages.py`, metadata by a
//! table made by hand, addresses character by character, pages per second of CPU; other extractors
//! in the same run; and what is declined as out of scope.

mod addresses;
mod meta;
mod pages;
mod report;
mod scope;
mod score;

use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;
use clap::Args as ClapArgs;
use sayso::core::{Document, InputKind};
use sayso::faces::body;
use sayso::ingest::{Hints, ingest};
use serde::Deserialize;

use pages::Page;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Archive of pages with their true bodies
    #[arg(long, default_value = "../shared/data/pages/dev.tar.gz")]
    pages: PathBuf,
    /// Table of what the pages say of themselves
    #[arg(long, default_value = "evaluation/truth/pages.tsv")]
    truth: PathBuf,
    /// Folder of collections on which the gate is tried
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Statements of the pages, read by hand
    #[arg(long, default_value = "evaluation/truth/pages-statements.tsv")]
    statements: PathBuf,
    /// Python with the other extractors; without it their last figures are kept
    #[arg(long, value_name = "PYTHON")]
    peers: Option<PathBuf>,
    /// Write predicted bodies to this file, as `score_pages.py` reads them
    #[arg(long, value_name = "FILE")]
    bodies: Option<PathBuf>,
    /// Print this many of the worst pages
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Passes over the pages for the speed
    #[arg(long, default_value_t = 5)]
    passes: u32,
}

/// What one extractor gave for one page.
#[derive(Deserialize, Default)]
pub(crate) struct Given {
    /// Words of the article.
    #[serde(default)]
    pub body: String,
    /// Headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Authors.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Date of publication.
    #[serde(default)]
    pub date: Option<String>,
    /// Publisher.
    #[serde(default)]
    pub outlet: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let pages = pages::read(&args.pages)?;
    let truth = meta::read(&args.truth)?;
    let documents: Vec<Document> = pages.iter().map(document).collect::<anyhow::Result<_>>()?;
    let given: Vec<Given> = documents.iter().map(of_document).collect();
    if let Some(path) = &args.bodies {
        let bodies: serde_json::Map<String, serde_json::Value> =
            pages.iter().zip(&given).map(|(p, g)| (p.id.clone(), g.body.clone().into())).collect();
        std::fs::write(path, serde_json::to_string(&bodies)?)?;
    }
    let speed = speed(&pages, args.passes)?;
    let mut rows = vec![report::Row {
        name: "Sayso".to_owned(),
        body: score::score(&pages, &given),
        meta: meta::score(&pages, &given, &truth),
        pages_per_second: speed,
    }];
    if let Some(python) = &args.peers {
        rows.extend(peers(args, python, &pages, &truth)?);
    }
    report::worst(&pages, &given, args.worst)?;
    let report = report::Report {
        rows,
        addresses: addresses::count(&pages, &documents),
        scope: scope::run(&args.data)?,
        read: report::read(&args.statements)?,
    };
    report::write(&pages, &args.pages, report)
}

fn document(page: &Page) -> anyhow::Result<Document> {
    let hints = Hints { id: page.id.clone(), kind: Some(InputKind::Html), ..Hints::default() };
    Ok(ingest(&page.bytes, &hints)?)
}

fn of_document(document: &Document) -> Given {
    let meta = &document.meta;
    Given {
        body: body(document),
        title: meta.title.fact.found().cloned(),
        authors: meta.byline.fact.found().cloned().unwrap_or_default(),
        date: meta.date.fact.found().map(ToString::to_string),
        outlet: meta.outlet.fact.found().cloned(),
    }
}

/// Pages per second of CPU, one thread, documents with addresses and metadata.
fn speed(pages: &[Page], passes: u32) -> anyhow::Result<f64> {
    let start = cpu_seconds()?;
    for _ in 0..passes {
        for page in pages {
            std::hint::black_box(document(page)?);
        }
    }
    let seconds = cpu_seconds()? - start;
    Ok(f64::from(passes) * report::float(pages.len()) / seconds)
}

/// Seconds that this thread has spent on a core, by the kernel's count.
fn cpu_seconds() -> anyhow::Result<f64> {
    let path = "/proc/thread-self/schedstat";
    let line = std::fs::read_to_string(path).with_context(|| format!("{path} tells CPU time"))?;
    let nanoseconds: f64 = line.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e9)
}

/// What `evaluation/peers/pages.py` prints of one extractor.
#[derive(Deserialize)]
struct Peer {
    version: String,
    seconds: f64,
    pages: std::collections::BTreeMap<String, Given>,
}

fn peers(
    args: &Args,
    python: &PathBuf,
    pages: &[Page],
    truth: &meta::Truth,
) -> anyhow::Result<Vec<report::Row>> {
    let output = Command::new(python)
        .arg("evaluation/peers/pages.py")
        .arg(&args.pages)
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("{} runs evaluation/peers/pages.py", python.display()))?;
    let peers: std::collections::BTreeMap<String, Peer> = serde_json::from_slice(&output.stdout)
        .context("evaluation/peers/pages.py prints JSON; see what it says above")?;
    let row = |(name, mut peer): (String, Peer)| {
        let given: Vec<Given> =
            pages.iter().map(|p| peer.pages.remove(&p.id).unwrap_or_default()).collect();
        report::Row {
            name: format!("{name} {}", peer.version),
            body: score::score(pages, &given),
            meta: meta::score(pages, &given, truth),
            pages_per_second: report::float(pages.len()) / peer.seconds,
        }
    };
    Ok(peers.into_iter().map(row).collect())
}
