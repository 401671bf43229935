//! Clauses from a dependency tree.

use sayso_core::{Deprel, TokenIndex, TokenRange, Upos, Xpos};

use super::Clause;
use crate::text::Text;

/// The clauses of a sentence, by first word.
pub(super) fn clauses(text: &Text, sentence: TokenRange) -> Vec<Clause> {
    let count = sentence.len() as usize;
    let place = |token: TokenIndex| (token - sentence.start) as usize;
    let head = |token: TokenIndex| {
        let head = text.reading.tokens.head.get(token as usize).copied().unwrap_or(token);
        if sentence.contains(head) { head } else { token }
    };

    // What a possible clause head must show is gathered from its children in one pass.
    let mut seen = vec![Children::default(); count];
    for token in sentence.range() {
        if head(token) != token {
            seen[place(head(token))].add(text, token);
        }
    }
    let is_head: Vec<bool> = sentence
        .range()
        .map(|token| head(token) == token || opens_clause(text, token, &seen[place(token)]))
        .collect();

    // "what many feared", "why they left": the pronoun or adverb belongs to the clause that hangs on it.
    let mut free: Vec<Option<TokenIndex>> = vec![None; count];
    for token in sentence.range() {
        let pronoun = head(token);
        if is_head[place(token)]
            && matches!(text.deprel(token), Deprel::AclRelcl | Deprel::AdvclRelcl)
            && matches!(text.xpos(pronoun), Xpos::Wp | Xpos::Wdt | Xpos::Wrb)
            && !is_head[place(pronoun)]
        {
            free[place(pronoun)] = Some(token);
        }
    }

    // Each word belongs to the nearest clause head above it; a chain is walked once.
    let mut owner: Vec<Option<TokenIndex>> = vec![None; count];
    let mut path = Vec::new();
    for token in sentence.range() {
        path.clear();
        let mut at = token;
        let found = loop {
            if let Some(owner) = owner[place(at)] {
                break owner;
            }
            if is_head[place(at)] || path.len() > count {
                break at;
            }
            if let Some(clause) = free[place(at)] {
                break clause;
            }
            path.push(at);
            at = head(at);
        };
        owner[place(at)] = Some(found);
        for &step in &path {
            owner[place(step)] = Some(found);
        }
    }

    let mut clauses: Vec<Clause> = Vec::new();
    let mut index: Vec<Option<usize>> = vec![None; count];
    for token in sentence.range() {
        let predicate = owner[place(token)].unwrap_or(token);
        let slot = *index[place(predicate)].get_or_insert_with(|| {
            let children = &seen[place(predicate)];
            clauses.push(Clause {
                words: Vec::new(),
                predicate,
                subject: children.subject,
                verbs: children.verbs_with(text, predicate),
                finite: children.is_finite(text, predicate),
                relative: matches!(text.deprel(predicate), Deprel::AclRelcl | Deprel::AdvclRelcl)
                    && text.xpos(head(predicate)) != Xpos::Wrb,
            });
            clauses.len() - 1
        });
        clauses[slot].words.push(token);
    }
    clauses
}

/// What the children of a word show of it as a predicate.
#[derive(Clone, Default)]
struct Children {
    subject: Option<TokenIndex>,
    verbs: Vec<TokenIndex>,
    finite: bool,
}

impl Children {
    fn add(&mut self, text: &Text, child: TokenIndex) {
        match text.deprel(child).base() {
            Deprel::Nsubj | Deprel::Csubj | Deprel::Expl => {
                self.subject = self.subject.or(Some(child));
            }
            Deprel::Aux | Deprel::Cop => {
                self.verbs.push(child);
                self.finite |= text.is_finite(child);
            }
            _ => {}
        }
    }

    /// A verb with tense. A guessed participle with a subject and nothing beside it is a past form:
    /// *tragedy struck*.
    fn is_finite(&self, text: &Text, predicate: TokenIndex) -> bool {
        text.is_finite(predicate)
            || self.finite
            || self.subject.is_some()
                && self.verbs.is_empty()
                && text.upos(predicate) == Upos::Verb
                && text.xpos(predicate) == Xpos::Vbn
    }

    fn verbs_with(&self, text: &Text, predicate: TokenIndex) -> Vec<TokenIndex> {
        let mut verbs = self.verbs.clone();
        if text.is_verb(predicate) {
            verbs.push(predicate);
            verbs.sort_unstable();
        }
        verbs
    }
}

/// The word heads a clause of its own below another one.
fn opens_clause(text: &Text, token: TokenIndex, children: &Children) -> bool {
    let finite = children.is_finite(text, token);
    let clausal = text.xpos(token) != Xpos::Nnp || text.upos(token) == Upos::Verb;
    match text.deprel(token).base() {
        Deprel::Ccomp | Deprel::Advcl | Deprel::Acl | Deprel::Parataxis | Deprel::Csubj => {
            finite && clausal
        }
        Deprel::Conj | Deprel::List | Deprel::Appos => finite && children.subject.is_some(),
        _ => false,
    }
}
