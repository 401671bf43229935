//! Trains and scores the splitter: two linear classifiers over hashed features, one for the ends of
//! words, one for the ends of sentences.

mod corpus;
mod fit;
mod score;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args as ClapArgs;
use safetensors::tensor::{Dtype, TensorView};
use sayso_read::split::{
    BUCKETS, FORMAT, Header, HeaderInput, METADATA_KEY, Question, Weights, split_with,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

pub(crate) use corpus::read as read_treebank;
use score::Scores;

/// Options of the trainer.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Configuration: inputs with digests, seed, epochs
    #[arg(long, default_value = "train/split.toml")]
    config: PathBuf,
    /// Folder that gets `split.safetensors`, as `models/split-en-1`
    #[arg(long)]
    out: PathBuf,
    /// Development treebanks to score on
    #[arg(long)]
    dev: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    seed: u64,
    epochs: u32,
    #[serde(rename = "input")]
    inputs: Vec<Input>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    path: PathBuf,
    sha256: String,
    licence: String,
    ship: bool,
    #[serde(default)]
    genres: Vec<String>,
}

/// Trains, writes the model, scores it.
#[expect(clippy::print_stdout, reason = "the trainer talks to its user")]
pub(crate) fn run(args: &Args) -> Result<()> {
    let text = std::fs::read_to_string(&args.config)
        .with_context(|| format!("cannot read {}", args.config.display()))?;
    let config: Config =
        toml::from_str(&text).with_context(|| format!("in {}", args.config.display()))?;
    let folder = args.config.parent().unwrap_or(Path::new(""));
    let mut cases = fit::Cases::default();
    let mut inputs = Vec::new();
    for input in &config.inputs {
        let path = folder.join(&input.path);
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let found = hex(&Sha256::digest(&bytes));
        ensure!(
            found == input.sha256,
            "{}: SHA-256 is {found}, the configuration says {}",
            path.display(),
            input.sha256
        );
        let documents = corpus::read(&path, &input.genres)?;
        let words: u32 = documents.iter().map(|d| d.reading.len()).sum();
        println!("{}: {} documents, {words} words", path.display(), documents.len());
        for given in &documents {
            let mut oracle = fit::Oracle::new(given, &mut cases);
            split_with(&given.document, &mut oracle);
        }
        inputs.push(HeaderInput {
            file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            sha256: input.sha256.clone(),
            licence: input.licence.clone(),
            genres: input.genres.clone(),
        });
    }
    println!("{} questions of words, {} of sentences", cases.word.len(), cases.sentence.len());
    let weights = Weights {
        word: fit::fit(&cases.word, &config, Question::Word),
        sentence: fit::fit(&cases.sentence, &config, Question::Sentence),
    };
    let header = Header {
        format: FORMAT.to_owned(),
        hash: "fnv-1a-64, mixed, modulo 131072".to_owned(),
        shippable: config.inputs.iter().all(|input| input.ship),
        inputs,
        epochs: config.epochs,
        seed: config.seed,
    };
    let bytes = to_bytes(&weights, &header)?;
    std::fs::create_dir_all(&args.out)?;
    let file = args.out.join("split.safetensors");
    std::fs::write(&file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{}: {} bytes, SHA-256 {}", file.display(), bytes.len(), hex(&Sha256::digest(&bytes)));
    for path in &args.dev {
        let scores = Scores::of(&corpus::read(path, &[])?, &weights);
        println!("{}: {scores}", path.display());
    }
    Ok(())
}

fn to_bytes(weights: &Weights, header: &Header) -> Result<Vec<u8>> {
    let raw = |table: &[i16]| table.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>();
    let (word, sentence) = (raw(&weights.word), raw(&weights.sentence));
    let view = |data| TensorView::new(Dtype::I16, vec![BUCKETS], data);
    // One metadata entry only: the writer keeps them in a randomly ordered map.
    let metadata = [(METADATA_KEY.to_owned(), serde_json::to_string(header)?)];
    let tensors = [("sentence", view(&sentence)?), ("word", view(&word)?)];
    Ok(safetensors::serialize(tensors, Some(metadata.into_iter().collect()))?)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
