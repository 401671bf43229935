//! `sayso-train attribute`: trains the labeller of attribution on our own reading of `PolNeAR`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;
use sayso_attribute::net::{Net, assembled, log_odds};
use sayso_core::{Layers, OffsetUnit, Offsets};
use sayso_read::net::math::sigmoid;
use sayso_read::{Reader, Scratch};
use sayso_train::attribute::data::{Ranges, Read, read};
use sayso_train::attribute::export::{self, About};
use sayso_train::attribute::fit::{Labeller, Training};
use sayso_train::attribute::network::Shape;
use sayso_train::polnear::{self, Article, Roles};
use sayso_train::read::config::{Config as ReadingConfig, sha256};
use sayso_train::read::data::word_vectors;
use sayso_train::score::{Counts, MEASURES, Scored, clean, score};
use serde::Deserialize;

/// Options.
#[derive(Args)]
pub(crate) struct TrainAttribute {
    /// Settings and inputs
    #[arg(long, default_value = "train/attribute.toml")]
    config: PathBuf,
    /// Seed of all random numbers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for word vectors, weights and figures
    #[arg(long)]
    out: PathBuf,
    /// Leave every n-th article out and score on it after every epoch
    #[arg(long, value_name = "N")]
    hold_out: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    reading: PathBuf,
    data: PathBuf,
    shape: Shape,
    training: Training,
}

/// Trains and writes.
#[expect(clippy::disallowed_methods, reason = "a trainer measures time")]
pub(crate) fn run(args: &TrainAttribute) -> Result<()> {
    let text = std::fs::read_to_string(&args.config)
        .with_context(|| format!("cannot read {}", args.config.display()))?;
    let config: Config =
        toml::from_str(&text).with_context(|| format!("in {}", args.config.display()))?;
    let folder = args.config.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(&args.out)
        .with_context(|| format!("cannot make {}", args.out.display()))?;
    let vectors = word_vectors(&ReadingConfig::read(&folder.join(&config.reading))?, &args.out)?;
    let articles = first_lines(polnear::read(&folder.join(&config.data).join("train.jsonl.gz"))?);
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    let (mut reads, mut held) = (Vec::new(), Vec::new());
    for (n, article) in articles.into_iter().enumerate() {
        let one = read(&reader, &mut scratch, article)?;
        if args.hold_out.is_some_and(|step| n % step == 0) {
            held.push(one);
        } else {
            reads.push(one);
        }
    }
    let start = Instant::now();
    let mut out = std::io::stdout().lock();
    let mut labeller = Labeller::new(config.shape, &config.training, &vectors, &reads, args.seed);
    labeller.train(&config.training, &reads, args.seed, &mut |labeller, epoch, loss| {
        let figures = figures(labeller, &held);
        let minutes = start.elapsed().as_secs_f64() / 60.0;
        let _ = writeln!(out, "epoch {epoch} loss {loss:.4} {figures} {minutes:.1} min");
    });
    let source = folder.join(&config.data).join("train.jsonl.gz");
    let bytes = std::fs::read(&source).with_context(|| source.display().to_string())?;
    let about = About {
        reading: reader.model_digest().to_owned(),
        config: sha256(text.as_bytes()),
        seed: args.seed,
        inputs: vec![[
            "polnear/train.jsonl.gz".to_owned(),
            sha256(&bytes),
            "none stated; weights and counts only".to_owned(),
        ]],
        trees: reads.iter().any(|read| read.reading.layers.has(Layers::PARSE)),
    };
    let raw = Net::load(&export::model(&labeller, [1.0, 0.0], &about)?)?;
    let (count, pairs) = weigh(&raw, &held);
    let calibration = fit_line(&pairs);
    writeln!(out, "rounded weights: {}", line(&count))?;
    writeln!(out, "calibration {calibration:?} on {} attributions", pairs.len())?;
    let path = args.out.join(format!("attribute-{}.safetensors", args.seed));
    std::fs::write(&path, export::model(&labeller, calibration, &about)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// One line an article: the first annotator's.
fn first_lines(articles: Vec<Article>) -> Vec<Article> {
    let mut seen = std::collections::BTreeSet::new();
    articles.into_iter().filter(|article| seen.insert(article.id.clone())).collect()
}

/// Character spans of an article's words, in the order of roles.
fn roles(read: &Read, ranges: &Ranges) -> Roles {
    let offsets = Offsets::new(&read.document.text, OffsetUnit::Char);
    let tokens = &read.reading.tokens.span;
    let pairs = |ranges: &[(usize, usize)]| -> Vec<(usize, usize)> {
        ranges
            .iter()
            .map(|&(start, end)| tokens[start].join(tokens[end - 1]))
            .map(|span| (offsets.at(span.start) as usize, offsets.at(span.end) as usize))
            .collect()
    };
    let [source, cue, content] = ranges;
    Roles { source: pairs(source), cue: pairs(cue), content: pairs(content) }
}

fn scored(read: &Read, predicted: &[Roles]) -> Scored {
    let text: Vec<char> = read.article.text.chars().collect();
    score(&clean(&text, &read.article.attributions), &clean(&text, predicted))
}

/// Figures of a labeller in training on held-out articles.
fn figures(labeller: &Labeller, held: &[Read]) -> String {
    let mut sum = Counts::default();
    for read in held {
        let (of_cues, contents) = labeller.of_cues(read);
        let predicted: Vec<Roles> = assembled(&read.document, &read.reading, &of_cues, &contents)
            .iter()
            .map(|ranges| roles(read, ranges))
            .collect();
        for (total, count) in sum.iter_mut().zip(scored(read, &predicted).counts) {
            total.add(count);
        }
    }
    line(&sum)
}

fn line(counts: &Counts) -> String {
    let parts: Vec<String> = MEASURES
        .iter()
        .zip(counts)
        .filter(|(name, _)| !name.starts_with("chars"))
        .map(|(name, count)| format!("{name} {:.1}", count.percent()[2]))
        .collect();
    parts.join(", ")
}

/// Figures of a loaded network, and for each attribution the log odds of its raw score with whether
/// it is linked.
fn weigh(net: &Net, held: &[Read]) -> (Counts, Vec<(f32, bool)>) {
    let (mut sum, mut pairs) = (Counts::default(), Vec::new());
    for read in held {
        let found = net.attributions(&read.document, &read.reading);
        let predicted: Vec<Roles> = found.iter().map(|(ranges, _)| roles(read, ranges)).collect();
        let scored = scored(read, &predicted);
        for (total, count) in sum.iter_mut().zip(scored.counts) {
            total.add(count);
        }
        for (index, (_, p)) in found.iter().enumerate() {
            let hit = scored.pairs.iter().any(|pair| pair.1 == index);
            pairs.push((log_odds(*p), hit));
        }
    }
    (sum, pairs)
}

/// The line over log odds with the least log loss (Platt 1999), by gradient descent.
fn fit_line(pairs: &[(f32, bool)]) -> [f32; 2] {
    let (mut slope, mut offset) = (1.0_f32, 0.0_f32);
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = 1.0 / pairs.len().max(1) as f32;
    for _ in 0..2000 {
        let (mut by_slope, mut by_offset) = (0.0, 0.0);
        for &(x, hit) in pairs {
            let miss = sigmoid(slope * x + offset) - f32::from(u8::from(hit));
            by_slope += miss * x;
            by_offset += miss;
        }
        slope -= 0.3 * share * by_slope;
        offset -= 0.3 * share * by_offset;
    }
    [slope, offset]
}
