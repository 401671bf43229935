//! Chains: which mentions are one person, organisation or place, and by what name it goes.
//! Entities grow from left to right. Precise steps come first; a pronoun is linked only where one
//! candidate is clearly ahead, for "doubtful" is better than a wrong name.

mod entities;
mod mentions;
mod pronouns;
mod roles;

use sayso_core::{Mention, MentionKind, Reading};

use crate::lexicon::Lexicon;
use crate::words::Words;

/// Links the names in `reading.mentions` with each other, adds pronouns and role phrases, and fills
/// entities.
pub(crate) fn link(words: &Words<'_>, lexicon: &Lexicon, reading: &mut Reading) {
    let mut all: Vec<Mention> = std::mem::take(&mut reading.mentions);
    mentions::add(words, lexicon, reading, &mut all);
    reading.mentions = all;
    let mut known = Vec::new();
    for i in 0..reading.mentions.len() {
        match reading.mentions[i].kind {
            MentionKind::Name => entities::settle(words, lexicon, reading, &mut known, i),
            MentionKind::Pronoun => pronouns::settle(words, reading, i),
            MentionKind::Role => roles::settle(words, lexicon, reading, i),
        }
    }
}
