//! Scores attribution on `PolNeAR`: the four measures with intervals, slices, our rules as a
//! yardstick and the peers' figures beside ours; and a browser of the worst documents.

mod browse;
mod calibration;
mod pronouns;
mod report;
mod slices;

use std::path::PathBuf;
use std::rc::Rc;
use std::time::Instant;

use anyhow::Context;
use clap::Args as ClapArgs;
use sayso::core::{Layers, OffsetUnit, Reading};
use sayso::faces::outer;
use sayso::ingest::{Hints, ingest};
use sayso_attribute::Attributor;
use sayso_read::{Reader, Scratch};

use sayso_train::polnear::{self, Article, Roles};
use sayso_train::score::{Counts, Scored};

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Folder that holds `train.jsonl.gz` and `dev.jsonl.gz`
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// Score every n-th article of train instead of dev, and write no table
    #[arg(long, value_name = "N")]
    train_slice: Option<usize>,
    /// Score the rules alone, and write no table
    #[arg(long)]
    rules: bool,
    /// Score the weights of this file instead of the built-in ones, and write no table
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Print this many documents with the most errors to the terminal, and write no table
    #[arg(long, value_name = "N")]
    worst: Option<usize>,
    /// Documents drawn again for the intervals
    #[arg(long, default_value_t = 1000)]
    bootstrap: usize,
}

/// One article with gold and prediction, both cleaned.
pub(crate) struct Case {
    pub attributor: Rc<Attributor>,
    pub article: Article,
    pub text: Vec<char>,
    pub reading: Reading,
    pub gold: Vec<Roles>,
    pub predicted: Vec<Roles>,
    /// The engine's probability of each prediction.
    pub p: Vec<f32>,
    pub scored: Scored,
}

/// What one run of a system gave.
pub(crate) struct Run {
    pub cases: Vec<Case>,
    pub words: u64,
    /// Seconds of the clock for reading and for attributing.
    pub seconds: (f64, f64),
}

impl Run {
    fn documents(&self) -> Vec<Counts> {
        self.cases.iter().map(|case| case.scored.counts).collect()
    }
}

/// Runs it.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let part = if args.train_slice.is_some() { "train" } else { "dev" };
    let mut articles =
        polnear::primary(polnear::read(&args.data.join(format!("{part}.jsonl.gz")))?);
    if let Some(step) = args.train_slice {
        articles = articles.into_iter().step_by(step.max(1)).collect();
    }
    let attributor = match &args.model {
        _ if args.rules => Attributor::rules(),
        Some(path) => Attributor::with_model(
            &std::fs::read(path).with_context(|| path.display().to_string())?,
        )
        .with_context(|| path.display().to_string())?,
        None => Attributor::embedded(),
    };
    let run = predict(articles, attributor)?;
    if let Some(count) = args.worst {
        return browse::print(&run, count);
    }
    report::print(&run, args.bootstrap)?;
    if args.train_slice.is_none() && !args.rules && args.model.is_none() {
        let articles = || run.cases.iter().map(|case| &case.article);
        let rules = predict(articles().cloned().collect(), Attributor::rules())?;
        let copies = articles().map(pronouns::swapped).collect::<anyhow::Result<_>>()?;
        let copies = predict(copies, Attributor::embedded())?;
        report::write(&run, &rules, pronouns::recall(&run, &copies), args.bootstrap)?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an evaluator measures time")]
fn predict(articles: Vec<Article>, attributor: Attributor) -> anyhow::Result<Run> {
    let attributor = Rc::new(attributor);
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    let mut run = Run { cases: Vec::new(), words: 0, seconds: (0.0, 0.0) };
    for article in articles {
        let hints = Hints {
            id: article.id.clone(),
            kind: Some(sayso::core::InputKind::Text),
            ..Hints::default()
        };
        let document = ingest(article.text.as_bytes(), &hints)?;
        if document.text != article.text {
            anyhow::bail!("{}: ingest changed the text; spans would not fit", article.id);
        }
        let start = Instant::now();
        let reading = reader.read(&document, Layers::ALL, &mut scratch);
        run.seconds.0 += start.elapsed().as_secs_f64();
        let start = Instant::now();
        let attributions = attributor.attribute(&document, &reading);
        run.seconds.1 += start.elapsed().as_secs_f64();
        run.words += u64::from(reading.len());
        let text: Vec<char> = article.text.chars().collect();
        let kept = attributions.list.iter().filter(|a| a.depth == 0 && !a.cue.is_empty());
        let p: Vec<f32> = kept.map(|a| a.p).collect();
        let lines = outer(&document, &attributions, OffsetUnit::Char);
        let predicted: Vec<Roles> = serde_json::from_value(serde_json::to_value(lines)?)
            .context("the face's line shape is the scorer's")?;
        let gold = sayso_train::score::clean(&text, &article.attributions);
        let predicted = sayso_train::score::clean(&text, &predicted);
        anyhow::ensure!(p.len() == predicted.len(), "{}: an attribution without words", article.id);
        let scored = sayso_train::score::score(&gold, &predicted);
        let attributor = Rc::clone(&attributor);
        run.cases.push(Case { attributor, article, text, reading, gold, predicted, p, scored });
    }
    Ok(run)
}

#[cfg(test)]
mod tests;
