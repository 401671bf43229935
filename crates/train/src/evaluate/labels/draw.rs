//! Draws the items of a set from a fixed seed, over documents in turn, and without asking the
//! engine for what is labelled: attributions are the corpus's, sentences the reader's; only the
//! clauses of the statement set are the engine's own.

use std::path::Path;

use sayso::core::{Layers, SectionKind};
use sayso_attribute::{Attributor, statements};
use sayso_read::{Reader, Scratch};
use sayso_train::polnear::Roles;
use sayso_train::score::clean;

use super::items::{Item, Range, Set};
use super::texts;
use super::times;

/// A number for a document and a place in it.
pub(super) fn hash(document: &str, place: usize) -> u64 {
    // FNV-1a over the name, then SplitMix64 (Steele and others 2014).
    let name = document.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut z = name.wrapping_add((place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A candidate: its document and spans.
type Candidate = (String, Vec<Vec<Range>>);

/// Takes `count` candidates, one a document in turn.
fn take(part: &str, candidates: Vec<Candidate>, count: usize, items: &mut Vec<Item>) {
    let mut keyed: Vec<(u64, Candidate)> =
        candidates.into_iter().enumerate().map(|(i, c)| (hash(&c.0, i), c)).collect();
    keyed.sort_by(|a, b| (&a.1.0, a.0).cmp(&(&b.1.0, b.0)));
    let mut turn = 0_u64;
    let mut last = String::new();
    let mut turns: Vec<(u64, u64, Candidate)> = Vec::with_capacity(keyed.len());
    for (key, candidate) in keyed {
        turn = if candidate.0 == last { turn + 1 } else { 0 };
        last.clone_from(&candidate.0);
        turns.push((turn, key, candidate));
    }
    turns.sort_by_key(|(turn, key, _)| (*turn, *key));
    items.extend(turns.into_iter().take(count).map(|(_, _, (document, spans))| Item {
        number: 0,
        part: part.to_owned(),
        document,
        spans,
    }));
}

/// Draws a set.
pub(super) fn draw(data: &Path, set: Set) -> anyhow::Result<Vec<Item>> {
    let mut items = Vec::new();
    match set {
        Set::Sources | Set::Speakers => sources(data, &mut items)?,
        Set::Occasions => occasions(data, &mut items)?,
        Set::News => anyhow::bail!("the items of {} are kept as they are", set.name()),
        Set::Statements => clauses(data, &mut items)?,
        Set::Doubts => sentences(data, &mut items)?,
    }
    // Not by stratum: who labels must not see which one an item is from.
    items.sort_by_key(|item| hash(&item.document, item.whole().0));
    for (item, number) in items.iter_mut().zip(1..) {
        item.number = number;
    }
    Ok(items)
}

fn roles(roles: &Roles) -> Vec<Vec<Range>> {
    roles.each().map(<[Range]>::to_vec).to_vec()
}

fn sources(data: &Path, items: &mut Vec<Item>) -> anyhow::Result<()> {
    let mut candidates = Vec::new();
    for text in texts::read(data, "polnear-dev", None)? {
        let gold = clean(&text.chars, &text.gold);
        candidates.extend(gold.iter().map(|gold| (text.document.id.clone(), roles(gold))));
    }
    take("polnear-dev", candidates, 300, items);
    Ok(())
}

/// Half of the attributions have a word of occasions or times in the cue's sentence outside their
/// content, half have none.
fn occasions(data: &Path, items: &mut Vec<Item>) -> anyhow::Result<()> {
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    for part in ["polnear-dev", "polnear-train"] {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for (number, text) in texts::read(data, part, None)?.into_iter().enumerate() {
            // Every eighth article of train was read for the rules.
            if part == "polnear-train" && (number % 8 == 0 || number % 3 != 1) {
                continue;
            }
            let reading = reader.read(&text.document, Layers::SPLIT, &mut scratch);
            let sentences = text.ranges(reading.sentences.iter().map(|s| s.span));
            for gold in clean(&text.chars, &text.gold) {
                let Some(&cue) = gold.cue.first() else { continue };
                let near = |s: &&Range| s.0 <= cue.0 && cue.0 < s.1;
                let Some(&sentence) = sentences.iter().find(near) else { continue };
                let mut spans = roles(&gold);
                let window = (sentence.0.saturating_sub(700), sentence.1 + 300);
                spans.push(times::find(&text.chars, window));
                let outside = |at: usize| !gold.content.iter().any(|c| c.0 <= at && at < c.1);
                let shown = times::hints(&text.chars, sentence).into_iter().any(outside);
                let list = if shown { &mut with } else { &mut without };
                list.push((text.document.id.clone(), spans));
            }
        }
        take(part, with, 100, items);
        take(part, without, 100, items);
    }
    Ok(())
}

fn clauses(data: &Path, items: &mut Vec<Item>) -> anyhow::Result<()> {
    let reader = Reader::embedded();
    let attributor = Attributor::embedded();
    let mut scratch = Scratch::default();
    for (part, count) in [("polnear-dev", 140), ("gossip-dev", 80), ("gum-dev", 180)] {
        let mut candidates = Vec::new();
        for (number, text) in texts::read(data, part, None)?.into_iter().enumerate() {
            if part == "gossip-dev" && number % 3 != 0 {
                continue;
            }
            let reading = reader.read(&text.document, Layers::ALL, &mut scratch);
            let attributions = attributor.attribute(&text.document, &reading);
            let all = statements(&text.document, &reading, &attributions);
            for statement in all.list.iter().filter(|s| s.counts() && !s.headline) {
                let words = text.ranges(statement.spans.iter().copied());
                candidates.push((text.document.id.clone(), vec![words]));
            }
        }
        take(part, candidates, count, items);
    }
    Ok(())
}

/// Half of the sentences follow, in their paragraph, somebody's words and are in nobody's; the rest
/// stand anywhere in bodies.
fn sentences(data: &Path, items: &mut Vec<Item>) -> anyhow::Result<()> {
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    for (part, after, anywhere) in [("polnear-dev", 35, 15), ("gossip-dev", 35, 15)] {
        let (mut following, mut any) = (Vec::new(), Vec::new());
        for text in texts::read(data, part, None)? {
            let reading = reader.read(&text.document, Layers::SPLIT, &mut scratch);
            let marked = |range: Range| {
                let mut marks = text.gold.iter().flat_map(|g| g.cue.iter().chain(&g.content));
                marks.any(|m| m.0 < range.1 && range.0 < m.1)
            };
            let tells = |range: Range| {
                if part == "polnear-dev" {
                    marked(range)
                } else {
                    times::reports(&text.chars, range)
                }
            };
            let sentences = text.ranges(reading.sentences.iter().map(|s| s.span));
            for (i, sentence) in reading.sentences.iter().enumerate() {
                let body = |i: usize| {
                    reading.sentences.get(i).is_some_and(|s| {
                        text.document
                            .sections
                            .get(s.section as usize)
                            .is_some_and(|section| section.kind == SectionKind::Paragraph)
                    })
                };
                if !body(i) || sentence.tokens.len() < 5 {
                    continue;
                }
                let candidate = || (text.document.id.clone(), vec![vec![sentences[i]]]);
                any.push(candidate());
                let before = i.checked_sub(1).filter(|&b| {
                    reading.sentences.get(b).is_some_and(|s| s.section == sentence.section)
                });
                if before.is_some_and(|b| tells(sentences[b])) && !tells(sentences[i]) {
                    following.push(candidate());
                }
            }
        }
        take(part, following, after, items);
        take(part, any, anywhere, items);
    }
    items.dedup_by(|a, b| a.document == b.document && a.spans == b.spans);
    Ok(())
}
