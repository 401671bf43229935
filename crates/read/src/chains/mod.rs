//! Chains: which mentions are one person, organisation or place, and by what name it goes.
//! Names come first, then role phrases, then pronouns from left to right; a pronoun is linked only where one
//! candidate is clearly ahead, for "doubtful" is better than a wrong name. Method: entity-centric
//! sieves (Raghunathan et al. 2010) with a linear ranker for pronouns, see `docs/methods/chains.md`.

mod entities;
mod mentions;
mod pronouns;
mod roles;
mod speakers;
mod tree;

use sayso_core::{Entity, EntityId, Mention, MentionKind, Reading, Span};

use crate::lexicon::Lexicon;
use crate::words::Words;

use entities::Index;
pub use pronouns::{RANKER_FEATURES, Ranker};

/// Links the names in `reading.mentions` with each other, adds pronouns and role phrases, and fills
/// entities.
pub(crate) fn link(words: &Words<'_>, lexicon: &Lexicon, ranker: &Ranker, reading: &mut Reading) {
    let mut all: Vec<Mention> = std::mem::take(&mut reading.mentions);
    mentions::add(words, lexicon, reading, &mut all);
    reading.mentions = all;
    let mut index = Index::default();
    let of = |reading: &Reading, kind: MentionKind| -> Vec<usize> {
        (0..reading.mentions.len()).filter(|&i| reading.mentions[i].kind == kind).collect()
    };
    for i in of(reading, MentionKind::Name) {
        entities::settle(words, lexicon, reading, &mut index, i);
    }
    for i in of(reading, MentionKind::Role) {
        roles::settle(words, lexicon, reading, &mut index, i);
    }
    let mut speakers = speakers::Speakers::new(reading);
    for i in of(reading, MentionKind::Pronoun) {
        pronouns::settle(words, ranker, &speakers, &index, reading, i);
        speakers.see(reading, i);
    }
    put_in_order(reading);
}

/// Sorts the mentions of each entity and the entities by their first mention.
fn put_in_order(reading: &mut Reading) {
    for entity in &mut reading.entities {
        entity.mentions.sort_unstable();
        entity.roles.sort_unstable();
        entity.roles.dedup();
    }
    let mut order: Vec<usize> = (0..reading.entities.len()).collect();
    order.sort_by_key(|&i| (reading.entities[i].mentions.first().copied(), i));
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = Span::of(0..new).end;
    }
    let mut old: Vec<Option<Entity>> =
        std::mem::take(&mut reading.entities).into_iter().map(Some).collect();
    reading.entities = order.into_iter().filter_map(|i| old[i].take()).collect();
    for mention in &mut reading.mentions {
        mention.entity = mention.entity.map(|id| EntityId(place[id.0 as usize]));
    }
}
