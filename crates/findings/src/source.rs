//! How the words of a source name somebody: what its head is, and what the text says beside it.

use sayso_core::{Attribution, EntityKind, MentionKind, Span, TokenRange, Upos, Voice, Xpos};

use crate::view::{View, source_span};

/// Words that say nothing of a source but how many there are, or that it stays unnamed.
const SAYS_NOTHING: &[&str] = &[
    "a",
    "an",
    "another",
    "anonymous",
    "few",
    "first",
    "many",
    "more",
    "multiple",
    "new",
    "number",
    "one",
    "other",
    "own",
    "second",
    "several",
    "single",
    "some",
    "third",
    "three",
    "two",
    "unidentified",
    "unnamed",
    "various",
    "well-placed",
];

/// Nouns for texts and things, and for a voice in a film or advertisement, that stand where a person could.
const THINGS: &[&str] = &[
    "account",
    "ad",
    "advertisement",
    "article",
    "assessment",
    "caption",
    "headline",
    "item",
    "list",
    "narrator",
    "page",
    "piece",
    "posting",
    "review",
    "rumor",
    "rumour",
    "series",
    "slide",
    "story",
];

/// The words of the source, from the first to the last.
pub(crate) fn source_tokens(view: &View<'_>, attribution: &Attribution) -> Option<TokenRange> {
    let tokens = view.facts.reading.tokens_in(source_span(attribution)?);
    (!tokens.is_empty()).then_some(tokens)
}

/// A phrase that brings somebody in: *a friend*, *two sources*, *one of the actors*, and no pronoun, no
/// *the friend* that leans on an earlier mention, no phrase that goes on to give a name.
pub(crate) fn brings_in(view: &View<'_>, attribution: &Attribution) -> bool {
    let reading = view.facts.reading;
    let Some(tokens) = source_tokens(view, attribution) else { return false };
    let upos = |token: u32| reading.tokens.upos.get(token as usize).copied();
    let leans = matches!(
        reading.lemma(tokens.start).to_lowercase().as_str(),
        "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "my"
            | "our"
    );
    let has_noun = tokens.range().any(|t| matches!(upos(t), Some(Upos::Noun)));
    let is_pronoun = tokens.len() == 1 && upos(tokens.start) == Some(Upos::Pron);
    let is_document = ["documents", "bodies"].iter().any(|name| {
        let list = view.lists.get(name);
        list.is_some_and(|list| list.first_in(reading, tokens).is_some())
    });
    let is_thing = tokens.range().any(|t| THINGS.contains(&reading.lemma(t)));
    // "A woman's claim" is of women at large.
    let of_anybody = tokens.end.checked_sub(1).is_some_and(|t| is_possessive(view, t));
    has_noun
        && !leans
        && !is_pronoun
        && !is_document
        && !is_thing
        && !of_anybody
        && !gives_name(view, reading.span(tokens))
        && !goes_on_to_a_name(view, tokens)
}

/// The *'s* of a possessive.
fn is_possessive(view: &View<'_>, token: u32) -> bool {
    view.facts.reading.tokens.xpos.get(token as usize) == Some(&Xpos::Pos)
}

/// It says whose they are: *Lund's lawyer*, *the girl's mother*.
pub(crate) fn is_told_by_relation(view: &View<'_>, attribution: &Attribution) -> bool {
    source_tokens(view, attribution)
        .is_some_and(|tokens| tokens.range().any(|token| is_possessive(view, token)))
}

/// A spokesperson's words are those of the body, which the text names.
pub(crate) fn speaks_for_somebody(view: &View<'_>, attribution: &Attribution) -> bool {
    let speaks = |token: u32| {
        let lemma = view.facts.reading.lemma(token).to_lowercase();
        lemma.starts_with("spokes") || matches!(lemma.as_str(), "rep" | "representative")
    };
    source_tokens(view, attribution).is_some_and(|tokens| tokens.range().any(speaks))
}

/// A description with the name at its end (*mother-of-one Mira*) or right behind it (*a man named Orin Vale*).
fn goes_on_to_a_name(view: &View<'_>, tokens: TokenRange) -> bool {
    let reading = view.facts.reading;
    let behind = reading.lemma(tokens.end);
    let leads_to_name = |lemma: &str| matches!(lemma, "name" | "call" | "identify" | "know");
    let named = leads_to_name(behind);
    let upos = |token: u32| reading.tokens.upos.get(token as usize).copied();
    let ends_in_name = view.mentions_in(reading.span(tokens)).any(|mention| {
        let before = mention.tokens.start.checked_sub(1).filter(|&t| t >= tokens.start);
        let described = before.and_then(upos);
        let called = before.is_some_and(|t| leads_to_name(reading.lemma(t)));
        mention.kind == MentionKind::Name
            && mention.names == EntityKind::Person
            && mention.tokens.end == tokens.end
            && (called || matches!(described, Some(Upos::Noun | Upos::Adj | Upos::Propn)))
    });
    named || ends_in_name
}

/// Behind a comma of the phrase a person is named: *a lawyer for the paper, Mira Lund*.
fn gives_name(view: &View<'_>, span: Span) -> bool {
    let words = view.slice(span);
    let Some(comma) = words.find(',').and_then(|i| u32::try_from(i).ok()) else { return false };
    let behind = Span::new(span.start + comma, span.end);
    view.mentions_in(behind).any(|mention| {
        mention.kind == MentionKind::Name
            && matches!(mention.names, EntityKind::Person | EntityKind::Unknown)
    })
}

/// Nobody is named: a bare source, a person brought in by a description, or people at large. "The
/// actor" and "he" lean on somebody whom the text may name, and a poll is nobody.
pub(crate) fn is_unnamed(view: &View<'_>, attribution: &Attribution) -> bool {
    match attribution.speaker.voice {
        Voice::Unnamed => true,
        Voice::Described => brings_in(view, attribution),
        Voice::Crowd => !attribution.source.is_empty(),
        Voice::Narrator | Voice::Named | Voice::Document | Voice::Doubtful => false,
    }
}

/// The source is a bare word: a noun without anything that describes it.
pub(crate) fn is_bare(view: &View<'_>, attribution: &Attribution) -> bool {
    let reading = view.facts.reading;
    let Some(tokens) = source_tokens(view, attribution) else { return false };
    let mut nouns = 0;
    tokens.range().all(|token| {
        let lemma = reading.lemma(token).to_lowercase();
        // A witness was there: that is how they know.
        if matches!(lemma.as_str(), "witness" | "eyewitness") {
            return false;
        }
        if SAYS_NOTHING.contains(&lemma.as_str()) {
            return true;
        }
        match reading.tokens.upos.get(token as usize) {
            Some(Upos::Noun) => {
                nouns += 1;
                nouns == 1
            }
            Some(Upos::Adj | Upos::Propn | Upos::Verb | Upos::Pron) => false,
            _ => true,
        }
    }) && nouns > 0
}
