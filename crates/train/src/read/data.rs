//! Everything a configuration names, read into memory; word vectors are made once and kept beside the
//! checkpoint.

use std::fs;
use std::io::{BufRead, Read};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::config::{Config, Input, Role};
use super::name_lists::NameLists;
use super::names::{self, Named};
use super::treebank::{self, Sentence};
use super::vectors::{Counter, Vectors, raw_words};
use crate::nn::Mat;

/// How often the co-occurrences of present-day text count beside those of old novels.
const TEXT_WEIGHT: f32 = 3.0;

/// The data of one training.
#[derive(Debug)]
pub struct Data {
    /// Trees to train on.
    pub sentences: Vec<Sentence>,
    /// Names to train on.
    pub named: Vec<Named>,
    /// Trees to watch by, each file with its name.
    pub dev: Vec<(String, Vec<Sentence>)>,
    /// Names to watch by.
    pub dev_names: Vec<Named>,
    /// Word vectors.
    pub vectors: Vectors,
    /// Lists of names.
    pub lists: NameLists,
}

/// A line of a JSON-lines text collection.
#[derive(Deserialize)]
struct Text {
    #[serde(default)]
    id: String,
    text: String,
}

impl Data {
    /// Reads it all; `folder` keeps the vectors between runs.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(config: &Config, folder: &Path) -> Result<Self> {
        let trees = |role| {
            config
                .of(role)
                .map(|i| treebank::read(&i.path, i.genres.as_deref()))
                .collect::<Result<Vec<_>>>()
        };
        let mut sentences = trees(Role::Treebank)?.concat();
        let named = |role| {
            let files = config.of(role).map(|i| names::read_columns(&i.path, i.member.as_deref()));
            files.collect::<Result<Vec<_>>>().map(|files| files.concat())
        };
        let stem =
            |i: &Input| i.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let dev = config.of(Role::DevTreebank).map(stem).zip(trees(Role::DevTreebank)?).collect();
        let vectors = vectors(config, &sentences, folder)?;
        let mut lists = NameLists::default();
        for input in config.of(Role::NameLists) {
            lists.add(&input.path)?;
        }
        for sentence in &mut sentences {
            sentence.names = names::labels(sentence);
        }
        for input in config.of(Role::TreeNames) {
            names::label(&mut sentences, &input.path)?;
        }
        Ok(Self {
            named: named(Role::Names)?,
            dev_names: named(Role::DevNames)?,
            sentences,
            dev,
            vectors,
            lists,
        })
    }
}

/// The word vectors of a configuration, from `folder` where they were made before.
///
/// # Errors
/// When a file cannot be read.
pub fn word_vectors(config: &Config, folder: &Path) -> Result<Vectors> {
    let trees = config.of(Role::Treebank).map(|i| treebank::read(&i.path, i.genres.as_deref()));
    vectors(config, &trees.collect::<Result<Vec<_>>>()?.concat(), folder)
}

/// The vectors of the configuration's texts, from `folder` where they were made before.
fn vectors(config: &Config, sentences: &[Sentence], folder: &Path) -> Result<Vectors> {
    let inputs: Vec<&str> = config
        .inputs
        .iter()
        .filter(|i| matches!(i.role, Role::Treebank | Role::Text | Role::OldText))
        .map(|i| i.sha256.as_str())
        .collect();
    let key = super::config::sha256(inputs.concat().as_bytes());
    let kept = folder.join(format!("vectors-{}-{key:.16}.bin", config.shape.vector));
    if let Ok(bytes) = fs::read(&kept) {
        return unpack(&bytes, config.shape.vector)
            .with_context(|| format!("{} is damaged; delete it", kept.display()));
    }
    let mut counter = Counter::default();
    for input in config.of(Role::Text) {
        add_texts(&mut counter, input, TEXT_WEIGHT)?;
    }
    let words =
        sentences.iter().flat_map(|s| s.words.iter().map(|w| w.form.as_str()).chain(["\u{2029}"]));
    counter.add(TEXT_WEIGHT, words);
    for input in config.of(Role::OldText) {
        add_texts(&mut counter, input, 1.0)?;
    }
    let vectors = counter.finish(config.shape.vector);
    fs::write(&kept, pack(&vectors)).with_context(|| format!("cannot write {}", kept.display()))?;
    Ok(vectors)
}

/// Adds a file: JSON lines with `text` (and `id`, each counted once), else plain text.
fn add_texts(counter: &mut Counter, input: &Input, weight: f32) -> Result<()> {
    each_text(&input.path, |_, text| counter.add(weight, raw_words(text).into_iter()))
}

/// Tells the ids and texts of a file: of JSON lines the `text`s (of lines with one `id` the first), else all
/// of it without an id.
///
/// # Errors
/// When the file cannot be read.
pub fn each_text(path: &Path, mut tell: impl FnMut(&str, &str)) -> Result<()> {
    let mut file = treebank::open(path)?;
    let is_json = path.to_string_lossy().contains(".jsonl");
    if !is_json {
        let mut text = String::new();
        file.read_to_string(&mut text)
            .with_context(|| format!("cannot read {}", path.display()))?;
        tell("", &text);
        return Ok(());
    }
    let mut previous = None;
    for (number, line) in file.lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        let text: Text = serde_json::from_str(&line)
            .with_context(|| format!("{}:{}", path.display(), number + 1))?;
        if text.id.is_empty() || previous.as_ref() != Some(&text.id) {
            tell(&text.id, &text.text);
        }
        previous = Some(text.id);
    }
    Ok(())
}

/// Words on lines, a zero byte, then the rows as little-endian numbers.
fn pack(vectors: &Vectors) -> Vec<u8> {
    let mut bytes = vectors.words.join("\n").into_bytes();
    bytes.push(0);
    bytes.extend(vectors.rows.data.iter().flat_map(|v| v.to_le_bytes()));
    bytes
}

fn unpack(bytes: &[u8], dimensions: usize) -> Option<Vectors> {
    let end = bytes.iter().position(|&b| b == 0)?;
    let words: Vec<String> =
        std::str::from_utf8(bytes.get(..end)?).ok()?.split('\n').map(str::to_owned).collect();
    let (chunks, rest) = bytes.get(end + 1..)?.as_chunks::<4>();
    let data: Vec<f32> = chunks.iter().map(|c| f32::from_le_bytes(*c)).collect();
    let fits = rest.is_empty() && data.len() == words.len() * dimensions;
    let rows = Mat { rows: words.len(), cols: dimensions, data };
    fits.then_some(Vectors { words, rows })
}
