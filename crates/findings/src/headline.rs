//! Where the body speaks of what the headline states: by its words, since a headline puts it in others.

use std::collections::BTreeSet;

use sayso_core::{EntityKind, MentionKind, Sentence, Span, Statement, TokenIndex, Upos};

use crate::view::View;

/// Share of the claim's words that a sentence on the same matter has at least.
const SAME_MATTER_PERCENT: usize = 50;
/// Fewer words are in common by chance.
const FEWEST_SHARED: usize = 2;
/// Shorter forms are compared as a whole: *Wyo.* and *Wyoming*, but not *a* and *also*.
const FEWEST_OF_A_STEM: usize = 3;

/// The words of a claim that carry its matter, lower-cased.
pub(crate) fn words_of(view: &View<'_>, claim: &Statement) -> BTreeSet<String> {
    let tokens = view.facts.reading.tokens_in(claim.span());
    tokens.range().filter(|&token| is_matter(view, token)).map(|t| lemma(view, t)).collect()
}

/// Sentences of the body that have at least half of the words.
pub(crate) fn sentences_on<'a>(view: &View<'a>, words: &BTreeSet<String>) -> Vec<&'a Sentence> {
    let has_most = |sentence: &&Sentence| {
        let own: BTreeSet<String> = sentence.tokens.range().map(|t| lemma(view, t)).collect();
        let shared = own.iter().filter(|&word| words.contains(word)).count();
        shared >= FEWEST_SHARED && shared * 100 >= words.len() * SAME_MATTER_PERCENT
    };
    view.sentences().iter().filter(|s| view.is_body(s)).filter(has_most).collect()
}

/// A person named in a span whom the body nowhere names, be it in part or otherwise spelled.
pub(crate) fn person_not_in_body(view: &View<'_>, span: Span) -> bool {
    let body: BTreeSet<String> = view
        .sentences()
        .iter()
        .filter(|s| view.is_body(s))
        .flat_map(|s| s.tokens.range().map(|token| form(view, token)))
        .filter(|word| word.chars().count() >= FEWEST_OF_A_STEM)
        .collect();
    let is_person =
        |m: &&sayso_core::Mention| m.kind == MentionKind::Name && m.names == EntityKind::Person;
    view.mentions_in(span).filter(is_person).any(|mention| {
        let mut words = mention.tokens.range().map(|token| form(view, token));
        !words.any(|word| {
            // The first word from there on in order is the one that could begin with it.
            let longer = body.range(word.clone()..).next().is_some_and(|w| w.starts_with(&word));
            let ends = word.char_indices().map(|(i, _)| i).skip(FEWEST_OF_A_STEM);
            longer || ends.filter_map(|end| word.get(..end)).any(|stem| body.contains(stem))
        })
    })
}

fn is_matter(view: &View<'_>, token: TokenIndex) -> bool {
    matches!(
        view.facts.reading.tokens.upos.get(token as usize),
        Some(Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num)
    )
}

fn form(view: &View<'_>, token: TokenIndex) -> String {
    let form = view.facts.reading.form(view.facts.document, token).to_lowercase();
    form.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn lemma(view: &View<'_>, token: TokenIndex) -> String {
    let lemma = view.facts.reading.lemma(token);
    if lemma.is_empty() { form(view, token) } else { lemma.to_lowercase() }
}
