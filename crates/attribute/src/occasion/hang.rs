//! On which act a phrase or a time hangs, by the tree: *said on Tuesday in a speech*, *used a speech
//! on Tuesday to say*, *speaking on Tuesday, she said*; not *who left on Tuesday, said*.

use sayso_core::{Attribution, Deprel, TokenIndex, TokenRange, Upos};

use crate::text::Text;
use crate::words::WORDS;

/// Steps up a tree that are looked at.
const MAX_STEPS: usize = 12;

/// Whether words that belong to no source and no content belong to the act of an attribution.
pub(super) fn serves(
    text: &Text,
    words: TokenRange,
    attribution: &Attribution,
    cue: TokenRange,
) -> bool {
    let Some(verb) = predicate_above(text, words) else { return false };
    if cue.contains(verb) {
        return true;
    }
    let source = |token: TokenIndex| {
        attribution.source.iter().any(|&span| text.reading.tokens_in(span).contains(token))
    };
    // "used the speech to attack", "took the stage and said": the cue hangs on the phrase's verb.
    let own = top(text, cue);
    let shared = !has_subject(text, own);
    // "comes hours after she said": at another time.
    let apart = mark(text, own).is_some_and(|mark| text.is_any(mark, &["after", "before"]))
        && has_subject(text, own);
    let above = up(text, own, |deprel| match deprel.base() {
        Deprel::Advcl => !apart,
        Deprel::Xcomp | Deprel::Parataxis | Deprel::Acl => true,
        Deprel::Conj => shared,
        _ => false,
    });
    // "speaking on Tuesday, she said", "in a memo released on Tuesday, she said".
    let below = !source(verb)
        && !text.is_finite(verb)
        && up(text, verb, |deprel| {
            matches!(
                deprel.base(),
                Deprel::Advcl | Deprel::Acl | Deprel::Obl | Deprel::Nmod | Deprel::Parataxis
            )
        })
        .any(|token| cue.contains(token));
    above.into_iter().any(|token| token == verb) || below
}

/// The word of some words that hangs outside them.
pub(super) fn top(text: &Text, cue: TokenRange) -> TokenIndex {
    cue.range().find(|&t| !cue.contains(head(text, t)) || head(text, t) == t).unwrap_or(cue.start)
}

/// How the clause of a cue hangs below the verb of some words: *comes hours after she said*, *says a group calling
/// itself*.
pub(super) fn over(text: &Text, words: TokenRange, cue: TokenRange) -> String {
    let own = top(text, cue);
    let Some(verb) = predicate_above(text, words) else { return "nothing".to_owned() };
    if cue.contains(verb) || verb == own {
        return "cue".to_owned();
    }
    let mut by = own;
    for above in up(text, own, |_| true) {
        if above == verb {
            let mark = mark(text, own).map_or("none", |t| text.reading.lemma(t));
            let mark = if ["after", "as", "before", "when", "while"].contains(&mark) {
                mark
            } else {
                "other"
            };
            let deprel = text.deprel(by).base();
            return format!("{deprel:?} subject={} mark={mark}", has_subject(text, own));
        }
        by = above;
    }
    "apart".to_owned()
}

/// The word that opens a verb's clause: *after she said*.
fn mark(text: &Text, verb: TokenIndex) -> Option<TokenIndex> {
    let sentence = text.sentence(text.reading.sentence_of(verb))?.tokens;
    let mut near = (verb.saturating_sub(NEAR).max(sentence.start)..verb).rev();
    near.find(|&t| head(text, t) == verb && text.deprel(t).base() == Deprel::Mark)
}

/// Words around a verb among which its subject and what opens its clause are sought.
const NEAR: u32 = 64;

/// The subject of a verb, or of the one that it goes on from: *took the stage and gave a speech*.
pub(super) fn subject(text: &Text, verb: TokenIndex) -> Option<TokenIndex> {
    let shares = |deprel: Deprel| {
        matches!(deprel.base(), Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Parataxis)
    };
    std::iter::once(verb).chain(up(text, verb, shares)).find_map(|verb| {
        let sentence = text.sentence(text.reading.sentence_of(verb))?.tokens;
        let mut near = verb.saturating_sub(NEAR).max(sentence.start)..sentence.end.min(verb + NEAR);
        near.find(|&t| head(text, t) == verb && text.deprel(t).base() == Deprel::Nsubj)
    })
}

/// A verb's own subject stands beside it.
fn has_subject(text: &Text, verb: TokenIndex) -> bool {
    let sentence = text.sentence(text.reading.sentence_of(verb));
    sentence.is_some_and(|sentence| {
        sentence
            .tokens
            .range()
            .any(|t| head(text, t) == verb && text.deprel(t).base() == Deprel::Nsubj)
    })
}

/// The word that a word hangs on; itself for the root.
pub(super) fn head(text: &Text, token: TokenIndex) -> TokenIndex {
    text.reading.tokens.head.get(token as usize).copied().unwrap_or(token)
}

/// The words above a word, as long as the relations pass.
fn up(
    text: &Text,
    token: TokenIndex,
    passes: impl Fn(Deprel) -> bool,
) -> impl Iterator<Item = TokenIndex> {
    let mut at = token;
    let mut steps = 0;
    std::iter::from_fn(move || {
        let above = head(text, at);
        steps += 1;
        if above == at || steps > MAX_STEPS || !passes(text.deprel(at)) {
            return None;
        }
        at = above;
        Some(at)
    })
}

/// The verb that words hang on, over names and the nouns of occasions: "Tuesday's rally", but not
/// "the March primaries".
pub(super) fn predicate_above(text: &Text, words: TokenRange) -> Option<TokenIndex> {
    let mut at = top(text, words);
    for _ in 0..MAX_STEPS {
        let above = head(text, at);
        if above == at {
            return None;
        }
        at = above;
        match text.upos(at) {
            Upos::Verb | Upos::Aux | Upos::Adj => return Some(at),
            Upos::Noun if !words.contains(at) => {
                let sentence = text.sentence(text.reading.sentence_of(at))?.tokens;
                let occasion = WORDS.occasions.noun_at(text, at, sentence.end).is_some()
                    || at > sentence.start
                        && WORDS.occasions.noun_at(text, at - 1, sentence.end).is_some();
                let copular = text.deprel(at) == Deprel::Root;
                if copular {
                    return Some(at);
                }
                if !occasion && !text.is_in_time(at) {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}
