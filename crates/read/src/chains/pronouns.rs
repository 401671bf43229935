//! Third-person pronouns: the nearest fitting person, subjects before others.

use sayso_core::{Agreement, EntityKind, MentionKind, Reading};

use crate::words::Words;

use super::entities::attach;

/// Sentences back in which an antecedent is sought.
const SENTENCES_BACK: usize = 6;

/// Settles one pronoun, if one candidate is ahead.
pub(crate) fn settle(words: &Words<'_>, reading: &mut Reading, number: usize) {
    let pronoun = reading.mentions[number];
    let at = pronoun.tokens.start as usize;
    let agreement = match words.lower(at) {
        "he" | "him" | "his" | "himself" => Agreement::He,
        "she" | "her" | "hers" | "herself" => Agreement::She,
        "who" | "whom" => {
            let before = reading.mentions[..number].iter().rev().find(|m| m.entity.is_some());
            let near = before.filter(|m| {
                let end = m.tokens.end as usize;
                end == at || end + 1 == at && words.form(end) == ","
            });
            if let Some(entity) = near.and_then(|m| m.entity) {
                attach(reading, number, entity.0 as usize, 230);
            }
            return;
        }
        _ => return,
    };
    let here = reading.sentence_of(pronoun.tokens.start);
    let mut best: [(i32, Option<usize>); 2] = [(i32::MIN, None); 2];
    let mut seen = Vec::new();
    for mention in reading.mentions[..number].iter().rev() {
        let sentence = reading.sentence_of(mention.tokens.start);
        if here - sentence > SENTENCES_BACK {
            break;
        }
        let Some(id) = mention.entity else { continue };
        let entity = &reading.entities[id.0 as usize];
        let person = matches!(entity.kind, EntityKind::Person | EntityKind::Unknown);
        let agrees = entity.agreement == Agreement::Unknown || entity.agreement == agreement;
        if !person || !agrees || mention.tokens.end > pronoun.tokens.start || seen.contains(&id.0) {
            continue;
        }
        seen.push(id.0);
        let distance = i32::try_from(here - sentence).unwrap_or(i32::MAX);
        let first = reading.sentences.get(sentence).map_or(0, |s| s.tokens.start);
        let mut score = -20 * distance;
        score += if mention.tokens.start < first + 4 { 12 } else { 0 };
        score += if entity.kind == EntityKind::Person { 15 } else { -15 };
        score += if entity.agreement == agreement { 25 } else { 0 };
        score += if mention.kind == MentionKind::Pronoun { 4 } else { 0 };
        score += i32::try_from(entity.mentions.len().min(5)).unwrap_or(0) * 2;
        let entry = (score, Some(id.0 as usize));
        if score > best[0].0 {
            best = [entry, best[0]];
        } else if score > best[1].0 {
            best[1] = entry;
        }
    }
    if let (ahead, Some(entity)) = best[0] {
        let lead = ahead.saturating_sub(best[1].0.max(-200)).clamp(0, 50);
        if lead < 2 {
            return;
        }
        attach(reading, number, entity, u8::try_from(60 + lead * 3).unwrap_or(255));
        let value = &mut reading.entities[entity];
        if value.agreement == Agreement::Unknown {
            value.agreement = agreement;
        }
    }
}
