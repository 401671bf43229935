//! Chains: which mentions are one person, organisation or place, and by what name it goes.
//! Names come first, then role phrases, then pronouns from left to right; nobody is an answer too,
//! for "doubtful" is better than a wrong name. Method: entity-centric sieves (Raghunathan et al. 2010)
//! with a log-linear ranker for pronouns, see `docs/methods/chains.md`.

mod candidates;
mod entities;
mod mentions;
mod pronouns;
pub mod ranker;
mod roles;
mod speakers;
mod tree;

use sayso_core::{Entity, EntityId, Mention, MentionKind, Reading, Span};

use crate::lexicon::Lexicon;
use crate::words::Words;

use entities::Index;
use ranker::{Clues, Ranker};

/// Links the names in `reading.mentions` with each other, adds pronouns and role phrases, and fills
/// entities.
pub(crate) fn link(words: &Words<'_>, lexicon: &Lexicon, ranker: &Ranker, reading: &mut Reading) {
    let index = link_names_and_roles(words, lexicon, reading);
    pronouns::settle(words, lexicon, ranker, &index, reading);
    put_in_order(reading);
}

fn link_names_and_roles(words: &Words<'_>, lexicon: &Lexicon, reading: &mut Reading) -> Index {
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
    index
}

/// A pronoun of the third person and whom it may mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PronounChoice {
    /// Its bytes.
    pub span: Span,
    /// For each answer the name, empty for nobody or somebody without one, and what speaks for it.
    pub options: Vec<(String, Clues)>,
}

/// The pronouns of a reading without chains, as each look of the ranker sees them.
pub(crate) fn pronoun_choices(
    words: &Words<'_>,
    lexicon: &Lexicon,
    ranker: &Ranker,
    reading: &mut Reading,
) -> [Vec<PronounChoice>; 2] {
    let index = link_names_and_roles(words, lexicon, reading);
    pronouns::choices(words, lexicon, ranker, &index, reading).map(|look| {
        let name =
            |entity: Option<usize>| entity.map(|entity| reading.entities[entity].name.clone());
        let choice = |choice: pronouns::Choice| PronounChoice {
            span: reading.mentions[choice.mention].span,
            options: choice
                .options
                .into_iter()
                .map(|option| (name(option.entity).unwrap_or_default(), option.clues))
                .collect(),
        };
        look.into_iter().map(choice).collect()
    })
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
