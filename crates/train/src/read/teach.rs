//! Raw text as lessons: several networks, trained alike but from other seeds, give it tags and trees by the
//! mean of their shares, and one network learns from that beside the treebanks (Hinton, Vinyals and Dean
//! 2015, *Distilling the knowledge in a neural network*). Where the teachers are in doubt about a head it is
//! drawn anew by its share each time a sentence is met, which teaches the doubt as well. The names of
//! lessons are those that a reader labelled, and unknown elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sayso::ingest::{Hints, ingest};
use sayso_core::{InputKind, Layers};
use sayso_read::{Reader, Scratch};

use super::config::{Config, Role, Teachers};
use super::data::{Data, each_text};
use super::fit::Trainer;
use super::network::{Batch, Candidate};
use super::text_names;
use crate::nn::NO_LABEL;

/// Sentences of raw text with fewer or more words are no lessons.
const WORDS: std::ops::RangeInclusive<usize> = 4..=60;

/// Sentences that the teachers read at once.
const AT_ONCE: usize = 32;

/// A sentence of raw text with what the teachers make of it.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    /// Forms.
    pub forms: Vec<String>,
    /// Heads that each word may have.
    pub heads: Vec<Vec<Candidate>>,
    /// Parts of speech.
    pub upos: Vec<u32>,
    /// Penn tags.
    pub xpos: Vec<u32>,
    /// Feature bundles.
    pub feats: Vec<u32>,
    /// BIO labels, no label where nobody read the sentence for names.
    pub names: Vec<u32>,
}

/// The lessons of a configuration, none where it names no teachers; these are trained first, each in a
/// folder of its own in `folder`, or taken up where they were stopped.
///
/// # Errors
/// When a text or a checkpoint cannot be read or written.
pub fn lessons(
    config: &Config,
    data: &Data,
    folder: &Path,
    threads: usize,
    tell: &mut dyn FnMut(String),
) -> Result<Vec<Lesson>> {
    let Some(Teachers { seeds, .. }) = &config.teachers else { return Ok(Vec::new()) };
    let plain = config.of_teachers();
    let mut members = Vec::new();
    let mut last = None;
    for &seed in seeds {
        let folder = folder.join(format!("teacher-{seed}"));
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        tell(format!("teacher {seed}"));
        let mut trainer = Trainer::new(&plain, data, &[], seed, &folder)?;
        trainer.run(threads, tell)?;
        members.push(trainer.params.clone());
        last = Some(trainer);
    }
    let teacher = last.context("no seeds of teachers")?;
    tell(format!("{} teachers together {}", members.len(), teacher.scores(&members)));
    let sentences = sentences(config)?;
    tell(format!("lessons from {} sentences of raw text", sentences.len()));
    let chunks: Vec<&[Raw]> = sentences.chunks(AT_ONCE).collect();
    let label = |chunks: &[&[Raw]]| -> Vec<Lesson> {
        chunks.iter().flat_map(|chunk| label(&teacher, &members, chunk)).collect()
    };
    let share = chunks.len().div_ceil(threads.max(1)).max(1);
    Ok(std::thread::scope(|scope| {
        let handles: Vec<_> =
            chunks.chunks(share).map(|part| scope.spawn(|| label(part))).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
    }))
}

/// A sentence of raw text: forms, and BIO labels of its names where somebody read it for them.
type Raw = (Vec<String>, Option<Vec<u32>>);

/// The sentences of the raw text, split by the shipped splitter.
fn sentences(config: &Config) -> Result<Vec<Raw>> {
    let mut names = BTreeMap::new();
    for input in config.of(Role::TextNames) {
        names.append(&mut text_names::read(&input.path)?);
    }
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    let mut sentences = Vec::new();
    for input in config.of(Role::Lessons) {
        let hints = Hints { kind: Some(InputKind::Text), ..Hints::default() };
        each_text(&input.path, |id, text| {
            let names = names.get(id);
            let Ok(document) = ingest(text.as_bytes(), &hints) else { return };
            let reading = reader.read(&document, Layers::SPLIT, &mut scratch);
            let raw = |tokens: sayso_core::TokenRange| {
                let forms = tokens.range().map(|token| reading.form(&document, token).to_owned());
                let spans = reading.tokens.span.get(tokens.indices()).unwrap_or_default();
                (forms.collect(), names.and_then(|names| names.labels(spans)))
            };
            let all = reading.sentences.iter().map(|sentence| sentence.tokens);
            sentences
                .extend(all.filter(|tokens| WORDS.contains(&(tokens.len() as usize))).map(raw));
        })?;
    }
    Ok(sentences)
}

/// What the teachers make of some sentences.
fn label(teacher: &Trainer, members: &[crate::nn::Params], sentences: &[Raw]) -> Vec<Lesson> {
    let examples =
        sentences.iter().map(|(forms, _)| teacher.encoder.forms(forms.clone())).collect();
    let all = teacher.predict(members, &Batch::new(examples, None));
    let mut start = 0;
    let lesson = |(forms, names): &Raw| {
        let r = start..start + forms.len();
        start = r.end;
        Lesson {
            forms: forms.clone(),
            heads: all.heads[r.clone()].to_vec(),
            upos: all.upos[r.clone()].to_vec(),
            xpos: all.xpos[r.clone()].to_vec(),
            feats: all.feats[r].to_vec(),
            names: names.clone().unwrap_or_else(|| vec![NO_LABEL; forms.len()]),
        }
    };
    sentences.iter().map(lesson).collect()
}
