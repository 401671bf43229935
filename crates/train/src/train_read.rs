//! `sayso-train read`: trains the reading network from a configuration.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use sayso_read::net::Net;
use sayso_train::read::config::{Config, sha256};
use sayso_train::read::data::Data;
use sayso_train::read::export;
use sayso_train::read::fit::Trainer;
use sayso_train::read::teach::lessons;

/// Arguments of `sayso-train read`.
#[derive(Args)]
pub(crate) struct TrainRead {
    /// The configuration: inputs, sizes, settings
    #[arg(long)]
    config: PathBuf,
    /// Seed of all random numbers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; the result is the same for any number
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Folder for the weights and checkpoints; a run stopped is taken up again
    #[arg(long)]
    out: PathBuf,
}

/// Trains and writes the weights.
pub(crate) fn run(args: &TrainRead) -> Result<()> {
    fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    let config = Config::read(&args.config)?;
    // Now, not when the weights are written: the file may change while they train.
    let text = fs::read_to_string(&args.config)
        .with_context(|| format!("cannot read {}", args.config.display()))?;
    let data = Data::read(&config, &args.out)?;
    let mut tell = |line: String| {
        let _ = writeln!(std::io::stderr(), "{line}");
    };
    let lessons = lessons(&config, &data, &args.out, args.threads, &mut tell)?;
    let mut trainer = Trainer::new(&config, &data, &lessons, args.seed, &args.out)?;
    tell(format!(
        "{} sentences with trees, {} with names only, {} lessons, {} vectors, {} weights",
        data.sentences.len(),
        data.named.len(),
        lessons.len(),
        data.vectors.words.len(),
        trainer.params.values.len(),
    ));
    trainer.run(args.threads, &mut tell)?;
    let bytes = export::model(
        &config,
        &text,
        args.seed,
        &trainer.encoder.tables,
        &trainer.params,
        &trainer.vectors,
    )?;
    Net::load(&bytes)?;
    let place = args.out.join("weights.safetensors");
    fs::write(&place, &bytes).with_context(|| format!("cannot write {}", place.display()))?;
    tell(format!("{}: {} bytes, SHA-256 {}", place.display(), bytes.len(), sha256(&bytes)));
    Ok(())
}
