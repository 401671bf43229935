//! Whether somebody spoken ill of is heard: own words, a spokesman's, *declined to comment*, *did not
//! respond*, or that a comment was sought. The whole article is looked through.

use sayso_core::{Attributions, CueKind, EntityId, Fact, Sentence, Span, TokenRange};

use crate::clause::clauses;
use crate::text::Text;
use crate::words::WORDS;

/// Words after "did not answer" in which a call or question must be named.
const MAX_TO_REQUEST: u32 = 8;

/// The reply of an entity, with the words that give it.
pub(super) fn of(text: &Text, attributions: &Attributions, entity: EntityId) -> Fact<String> {
    let spoken = own_words(text, attributions, entity);
    let told = text.reading.sentences.iter().find_map(|s| told_of(text, s, entity));
    let first = spoken.into_iter().chain(told).min_by_key(|span| span.start);
    first.map_or(Fact::NotFound, |span| Fact::in_text(text.document.slice(span).to_owned(), span))
}

/// Something the entity, or somebody who speaks for it, said or wrote.
fn own_words(text: &Text, attributions: &Attributions, entity: EntityId) -> Option<Span> {
    let spoken = attributions.list.iter().filter(|attribution| {
        attribution.depth == 0
            && matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing)
            && !attribution.content.is_empty()
            && !attribution.stance.declined
            && !attribution.stance.negated
    });
    let by = spoken.filter(|attribution| {
        attribution.speaker.entity == Some(entity)
            || attribution.source.iter().any(|&source| speaks_for(text, source, entity))
    });
    let spans = by.filter_map(|attribution| {
        let parts = attribution.cue.iter().chain(&attribution.content);
        parts.copied().reduce(Span::join)
    });
    spans.min_by_key(|span| span.start)
}

/// "a lawyer for X", "X's spokeswoman".
fn speaks_for(text: &Text, source: Span, entity: EntityId) -> bool {
    let tokens = text.reading.tokens_in(source);
    tokens.range().any(|token| WORDS.reply.speakers.has(text, token))
        && text.mentions_in(tokens).any(|mention| mention.entity == Some(entity))
}

/// A sentence that tells of a reply, its refusal or a request for it.
fn told_of(text: &Text, sentence: &Sentence, entity: EntityId) -> Option<Span> {
    let tokens = sentence.tokens;
    let spoken_of = text.mentions_in(tokens).any(|mention| mention.entity == Some(entity));
    if !spoken_of {
        return None;
    }
    let words = &WORDS.reply;
    if let Some(phrase) = words.sought.find(text, tokens) {
        return Some(text.span(phrase));
    }
    let phrase = tokens.range().find_map(|start| {
        let declined = words.declined.at(text, start, tokens.end);
        let silent = words.no_answer.at(text, start, tokens.end);
        declined.or_else(|| silent.filter(|range| is_about_request(text, *range, tokens)))
    })?;
    let told = clauses(text, tokens).into_iter().find(|c| c.words.contains(&phrase.start))?;
    let subject = told.subject?;
    let here = TokenRange::new(subject, subject + 1);
    let about = text.mentions_in(here).any(|mention| mention.entity == Some(entity))
        || WORDS.reply.speakers.has(text, subject);
    // From the auxiliary on: "did not respond", "could not be reached".
    let start = told.verbs.first().copied().unwrap_or(phrase.start).min(phrase.start);
    about.then(|| text.span(TokenRange::new(start, phrase.end)))
}

/// "did not return *calls*"; "could not be reached" needs nothing more.
fn is_about_request(text: &Text, phrase: TokenRange, sentence: TokenRange) -> bool {
    let rest = TokenRange::new(phrase.end, sentence.end.min(phrase.end + MAX_TO_REQUEST));
    let ends = rest.range().all(|token| !text.is_word(token));
    let complete = phrase.end.checked_sub(1).is_some_and(|last| {
        text.is_any(last, &["reach", "contact", "comment", "respond", "reply"])
    });
    complete && (ends || !text.is(phrase.end.saturating_sub(1), "respond"))
        || rest.range().any(|token| WORDS.reply.of.has(text, token))
}
