//! Clauses: the units that statements are made of. A clause is a finite predicate with what hangs on
//! it, less the clauses below it.

mod tree;

use sayso_core::{Layers, TokenIndex, TokenRange, Upos};

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

/// The clauses of a sentence, by first word; together they hold every word once. Without trees the
/// sentence is one.
pub(crate) fn clauses(text: &Text, sentence: TokenRange) -> Vec<Clause> {
    if text.reading.layers.has(Layers::PARSE) {
        return tree::clauses(text, sentence);
    }
    let whole = Clause { finite: true, predicate: sentence.start, ..Clause::default() };
    vec![whole.part(text, sentence.range().collect())]
}

/// The clauses of a sentence whose words stand at different levels, each level given by its words in
/// order: a clause never reaches over two. The number is the level's.
pub(crate) fn clauses_by_level(
    text: &Text,
    sentence: TokenRange,
    levels: &[Vec<TokenIndex>],
) -> Vec<(usize, Clause)> {
    let mut pieces = Vec::new();
    for clause in clauses(text, sentence) {
        for (level, words) in levels.iter().enumerate() {
            let own = |word: &TokenIndex| words.binary_search(word).is_ok();
            let words: Vec<TokenIndex> = clause.words.iter().copied().filter(own).collect();
            if !words.is_empty() {
                pieces.push((level, clause.part(text, words)));
            }
        }
    }
    pieces
}

impl Clause {
    /// The part of a clause that some of its words make.
    fn part(&self, text: &Text, words: Vec<TokenIndex>) -> Clause {
        let holds = |word: &TokenIndex| words.binary_search(word).is_ok();
        let mut verbs: Vec<TokenIndex> = self.verbs.iter().copied().filter(holds).collect();
        let own_verb = || words.iter().copied().find(|&word| text.upos(word) == Upos::Verb);
        if verbs.is_empty() {
            verbs.extend(words.iter().copied().find(|&word| text.is_verb(word)));
        }
        let noun = || words.iter().rev().copied().find(|&word| text.is_nominal(word));
        let predicate = Some(self.predicate).filter(holds).or_else(own_verb).or_else(noun);
        Clause {
            predicate: predicate.or(words.first().copied()).unwrap_or_default(),
            subject: self.subject.filter(holds),
            finite: self.finite && holds(&self.predicate)
                || verbs.iter().any(|&verb| text.is_finite(verb)),
            verbs,
            relative: self.relative,
            words,
        }
    }
}
