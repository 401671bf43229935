//! Where the body speaks of what the headline states: by its words, since a headline puts it in others.

use std::collections::BTreeSet;

use sayso_core::{Sentence, Statement, TokenIndex, Upos};

use crate::view::View;

/// Share of the claim's words that a sentence on the same matter has at least.
const SAME_MATTER_PERCENT: usize = 50;
/// Fewer words are in common by chance.
const FEWEST_SHARED: usize = 2;

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
