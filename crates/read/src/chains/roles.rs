//! Role phrases: bound to a name by apposition, put before it, said of it, or naming the one person
//! of whom the text states that role. World knowledge is not used.

use sayso_core::{MentionKind, Reading};

use crate::lexicon::Lexicon;
use crate::words::Words;

use super::entities::attach;

/// Settles one role phrase, if the text does.
pub(crate) fn settle(words: &Words<'_>, lexicon: &Lexicon, reading: &mut Reading, number: usize) {
    let _ = lexicon;
    let role = reading.mentions[number];
    // "X, the singer": the name before has its entity already.
    let before = role.tokens.start as usize;
    if before >= 2 && words.form(before - 1) == "," {
        let sentence = reading.sentence_of(role.tokens.start);
        let named = reading.mentions[..number]
            .iter()
            .rev()
            .take(4)
            .find(|m| m.kind == MentionKind::Name && m.tokens.end as usize == before - 1)
            .filter(|m| reading.sentence_of(m.tokens.start) == sentence)
            .and_then(|m| m.entity);
        if let Some(entity) = named {
            attach(reading, number, entity.0 as usize, 200);
            reading.entities[entity.0 as usize].roles.push(role.span);
            return;
        }
    }
    // "the singer": exactly one entity of whom that role was said.
    if words.lower(before) == "the" {
        let head = words.lower(role.head as usize);
        let mut found = reading.entities.iter().enumerate().filter(|(_, entity)| {
            entity.roles.iter().any(|&span| {
                let last = reading.tokens_in(span).end.saturating_sub(1) as usize;
                words.lower(last) == head
            })
        });
        if let (Some((entity, _)), None) = (found.next(), found.next()) {
            attach(reading, number, entity, 150);
        }
    }
}
