//! Announced accounts: *she opened up about*, *his words drew a picture of*, with nothing marked as
//! said.

use sayso_core::{EntityId, EntityKind, TokenRange, Upos};

use crate::clause::clauses;
use crate::text::Text;
use crate::words::WORDS;

/// The announcing words of a sentence, and whose account it is.
pub(super) fn find(text: &Text, sentence: TokenRange) -> Option<(TokenRange, EntityId)> {
    let words = &WORDS.announcing.account;
    let mut starts = sentence.range().filter(|&t| text.upos(t) == Upos::Verb);
    starts.find_map(|start| {
        let by_person = words.by_person.at(text, start, sentence.end);
        let by_words = words.by_words.at(text, start, sentence.end);
        let phrase = by_person.or(by_words)?;
        let clause = clauses(text, sentence).into_iter().find(|c| c.words.contains(&start))?;
        let subject = clause.subject?;
        let entity = if words.words.has(text, subject) {
            by_words?;
            // The possessive before it says whose.
            let before = TokenRange::new(subject.saturating_sub(4).max(sentence.start), subject);
            text.mentions_in(before).filter_map(|mention| mention.entity).last()?
        } else {
            by_person?;
            let here = TokenRange::new(subject, subject + 1);
            text.mentions_in(here).find_map(|mention| mention.entity)?
        };
        let person = text
            .entity(entity)
            .is_some_and(|e| matches!(e.kind, EntityKind::Person | EntityKind::Unknown));
        person.then_some((phrase, entity))
    })
}
