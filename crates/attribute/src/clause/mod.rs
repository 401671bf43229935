//! Clauses: the units that statements are made of. Where a reading has dependency trees a clause is
//! a finite predicate with what hangs on it, less the clauses below it; without trees it is a verb
//! group with its surroundings, cut at conjunctions and marks.

mod shallow;
mod tree;

use sayso_core::{Layers, TokenIndex, TokenRange};

use crate::text::Text;

/// One clause of a sentence.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Clause {
    /// Its words, with holes where other clauses sit.
    pub(crate) words: Vec<TokenIndex>,
    /// Verb, or adjective or noun of a copula; the head word of a verbless clause.
    pub(crate) predicate: TokenIndex,
    /// Head word of the subject.
    pub(crate) subject: Option<TokenIndex>,
    /// Auxiliaries, copula and verb, in order.
    pub(crate) verbs: Vec<TokenIndex>,
    /// A verb carries tense.
    pub(crate) finite: bool,
    /// It modifies a noun: *who had left*.
    pub(crate) relative: bool,
}

/// The clauses of a sentence, by first word; together they hold every word once.
pub(crate) fn clauses(text: &Text, sentence: TokenRange) -> Vec<Clause> {
    if text.reading.layers.has(Layers::PARSE) {
        tree::clauses(text, sentence)
    } else {
        shallow::clauses(text, sentence)
    }
}
