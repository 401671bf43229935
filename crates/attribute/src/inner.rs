//! Inner states: what a clause says of somebody's feelings, wishes, thoughts or knowledge. Nobody
//! but their owner can report them at first hand, so a narrator's word for them needs a source.

use sayso_core::{Deprel, TokenIndex, Upos};

use crate::clause::Clause;
use crate::text::Text;
use crate::words::WORDS;

/// Verbs that tie an adjective to its subject as *be* does: "seemed eager", "proved wrong".
pub(crate) const LINKS: &[&str] =
    &["appear", "become", "feel", "get", "look", "prove", "remain", "seem", "sound"];

/// The word of a clause that names an inner state, if one does.
pub(crate) fn inner_state(text: &Text, clause: &Clause) -> Option<TokenIndex> {
    let words = &WORDS.inner;
    let predicate = clause.predicate;
    let person = clause
        .subject
        .is_none_or(|subject| !text.is_any(subject, &["it", "this", "that", "which", "there"]));
    let is_verb = text.upos(predicate) == Upos::Verb;
    if is_verb && person && words.verbs.has(text, predicate) {
        return Some(predicate);
    }
    // "it was demoralizing" judges; "it was demoralizing them" tells of them.
    if is_verb && words.causing.has(text, predicate) && !judges(text, clause) {
        return Some(predicate);
    }
    if person && text.upos(predicate) == Upos::Adj && words.adjectives.has(text, predicate) {
        return Some(predicate);
    }
    // "seemed eager to leave".
    if person && is_verb && text.is_any(predicate, LINKS) {
        let felt = clause.words.iter().copied().find(|&t| {
            t > predicate
                && t <= predicate + 3
                && text.upos(t) == Upos::Adj
                && words.adjectives.has(text, t)
        });
        if felt.is_some() {
            return felt;
        }
    }
    if let Some(subject) = clause.subject
        && is_verb
        && text.is_nominal(subject)
        && words.nouns.has(text, subject)
    {
        return Some(subject);
    }
    if !(is_verb && person && words.seeing.has(text, predicate)) {
        return None;
    }
    let object = clause.words.iter().copied().filter(|&t| t > predicate);
    let mut nouns = object.take_while(|&t| text.upos(t) != Upos::Adp).take(6);
    nouns.find(|&t| {
        text.upos(t) == Upos::Noun && (words.seen.has(text, t) || words.nouns.has(text, t))
    })
}

/// "it was demoralizing": a verb of feeling said of a thing, with nobody who feels it.
pub(crate) fn judges(text: &Text, clause: &Clause) -> bool {
    let object = clause.words.iter().any(|&t| text.deprel(t) == Deprel::Obj);
    text.form(clause.predicate).ends_with("ing")
        && WORDS.inner.causing.has(text, clause.predicate)
        && !object
}
