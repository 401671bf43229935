//! Questions to the dependency tree. Without a tree every word is its own head and the answers are
//! "no".

use sayso_core::{Deprel, Reading, TokenIndex, TokenRange};

/// The head of a word.
pub(super) fn head(reading: &Reading, token: TokenIndex) -> TokenIndex {
    reading.tokens.head.get(token as usize).copied().unwrap_or(token)
}

/// The relation of a word to its head, without subtype.
pub(super) fn relation(reading: &Reading, token: TokenIndex) -> Deprel {
    reading.tokens.deprel.get(token as usize).copied().unwrap_or_default()
}

/// The word of a range whose head lies outside; the last word where there is no tree.
pub(super) fn top(reading: &Reading, tokens: TokenRange) -> TokenIndex {
    let outside = |&t: &TokenIndex| {
        let head = head(reading, t);
        !tokens.contains(head)
    };
    tokens.range().find(outside).unwrap_or(tokens.end.saturating_sub(1))
}

/// Grammatical place of a mention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Subject,
    Object,
    Possessor,
    Other,
}

/// The grammatical place of a word.
pub(super) fn place(reading: &Reading, token: TokenIndex) -> Place {
    match relation(reading, token) {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => Place::Subject,
        Deprel::Obj | Deprel::Iobj => Place::Object,
        Deprel::NmodPoss => Place::Possessor,
        _ => Place::Other,
    }
}

/// `token` hangs below `above`, within `steps` steps.
pub(super) fn is_below(reading: &Reading, token: TokenIndex, above: TokenIndex) -> bool {
    let mut at = token;
    for _ in 0..16 {
        let next = head(reading, at);
        if next == above {
            return true;
        }
        if next == at {
            return false;
        }
        at = next;
    }
    false
}
