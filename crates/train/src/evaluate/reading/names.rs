//! Names of people, organisations and places against the labels of EWT dev, and against our own of news.

use std::path::Path;

use anyhow::{Result, ensure};
use sayso::ingest::{Hints, ingest};
use sayso_core::{EntityKind, InputKind, Layers, MentionKind, Reading, TokenRange};
use sayso_read::{Reader, Scratch};
use sayso_train::read::data::each_text;
use sayso_train::read::{gold, names, text_names};

use super::score::Count;

/// What is scored, with its printed name.
pub(super) const KINDS: [(&str, EntityKind); 3] =
    [("PER", EntityKind::Person), ("ORG", EntityKind::Organisation), ("LOC", EntityKind::Place)];

/// Counts of each kind.
pub(super) type Names = [Count; KINDS.len()];

/// A name: start, end, place of its kind in [`KINDS`] (others behind).
type Name = (u32, u32, usize);

/// Scores given words and sentences.
pub(super) fn given(path: &Path, reader: &Reader) -> Result<Names> {
    let sentences = names::read_columns(path, None)?;
    let mut counts = Names::default();
    let mut scratch = Scratch::default();
    for document in sentences.chunk_by(|a, b| a.document == b.document) {
        let (text, given) = gold::reading(document.iter().map(|s| s.forms.as_slice()));
        let reading = reader.read_given(&text, &given, Layers::ALL, &mut scratch);
        let found = found(&reading);
        let mut right = Vec::new();
        for (sentence, labelled) in reading.sentences.iter().zip(document) {
            for (start, end, kind) in names::spans(&labelled.labels) {
                let at = |i: usize| sentence.tokens.start + u32::try_from(i).unwrap_or(0);
                right.push((at(start), at(end), kind as usize));
            }
        }
        add(&mut counts, &right, &found);
    }
    Ok(counts)
}

/// Scores the raw texts of a collection that have labels, as far as they were read.
pub(super) fn raw(labels: &Path, texts: &Path, reader: &Reader) -> Result<Names> {
    let labelled = text_names::read(labels)?;
    let mut counts = Names::default();
    let mut scratch = Scratch::default();
    let hints = Hints { kind: Some(InputKind::Text), ..Hints::default() };
    let mut met = 0;
    each_text(texts, |id, text| {
        let Some(gold) = labelled.get(id) else { return };
        let Ok(document) = ingest(text.as_bytes(), &hints) else { return };
        met += 1;
        let reading = reader.read(&document, Layers::ALL, &mut scratch);
        let right: Vec<Name> =
            gold.names.iter().map(|&(span, kind)| (span.start, span.end, kind as usize)).collect();
        let span = |(start, end, kind): Name| {
            let span = reading.span(TokenRange::new(start, end));
            (span.start, span.end, kind)
        };
        let found = found(&reading).into_iter().map(span).filter(|name| name.1 <= gold.end);
        add(&mut counts, &right, &found.collect::<Vec<_>>());
    })?;
    ensure!(met == labelled.len(), "{}: {met} of {} texts", texts.display(), labelled.len());
    Ok(counts)
}

fn add(counts: &mut Names, right: &[Name], found: &[Name]) {
    for (k, count) in counts.iter_mut().enumerate() {
        count.gold += right.iter().filter(|s| s.2 == k).count();
        count.found += found.iter().filter(|s| s.2 == k).count();
        count.right += found.iter().filter(|s| s.2 == k && right.contains(s)).count();
    }
}

/// The names of a reading, by words.
fn found(reading: &Reading) -> Vec<Name> {
    let names = reading.mentions.iter().filter(|m| m.kind == MentionKind::Name);
    names
        .filter_map(|m| {
            let kind = KINDS.iter().position(|(_, kind)| *kind == m.names)?;
            Some((m.tokens.start, m.tokens.end, kind))
        })
        .collect()
}
