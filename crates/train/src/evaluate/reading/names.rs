//! Names of people, organisations and places against the labels of EWT dev.

use std::path::Path;

use anyhow::Result;
use sayso_core::{EntityKind, Layers, MentionKind, Reading};
use sayso_read::{Reader, Scratch};
use sayso_train::read::{gold, names};

use super::score::Count;

/// What is scored, with its printed name.
pub(super) const KINDS: [(&str, EntityKind); 3] =
    [("PER", EntityKind::Person), ("ORG", EntityKind::Organisation), ("LOC", EntityKind::Place)];

/// Counts of each kind.
pub(super) fn score(path: &Path, reader: &Reader) -> Result<[Count; 3]> {
    let sentences = names::read_columns(path, None)?;
    let mut counts = [Count::default(); 3];
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
        for (k, count) in counts.iter_mut().enumerate() {
            count.gold += right.iter().filter(|s| s.2 == k).count();
            count.found += found.iter().filter(|s| s.2 == k).count();
            count.right += found.iter().filter(|s| s.2 == k && right.contains(s)).count();
        }
    }
    Ok(counts)
}

fn found(reading: &Reading) -> Vec<(u32, u32, usize)> {
    let names = reading.mentions.iter().filter(|m| m.kind == MentionKind::Name);
    names
        .filter_map(|m| {
            let kind = KINDS.iter().position(|(_, kind)| *kind == m.names)?;
            Some((m.tokens.start, m.tokens.end, kind))
        })
        .collect()
}
