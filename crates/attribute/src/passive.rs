//! Reports in the passive: "Kolberg is said to be ill" is nobody's word, and least of all Kolberg's.

use sayso_core::{Deprel, TokenIndex, Upos, Xpos};

use crate::found::Found;
use crate::resolve::Tables;
use crate::surface::Words;

/// Moves the subject of such a verb from the source to the content.
pub(crate) fn unname(words: &Words<'_>, tables: &Tables, found: &mut [Found]) {
    for one in found {
        let &[(start, end)] = one.source.as_slice() else { continue };
        if end > one.head || !is_passive(words, one.head) {
            continue;
        }
        let lemma = words.reading.lemma(TokenIndex::try_from(one.head).unwrap_or(TokenIndex::MAX));
        let tokens = &words.reading.tokens;
        let is_subject = |i: usize| {
            tokens.head[i] as usize == one.head && tokens.deprel[i].base() == Deprel::Nsubj
        };
        // "is known for", "is expected to": an active verb behind it may hold the act ("is expected to announce").
        let last = one.cue.last().map_or(one.head, |cue| cue.1 - 1);
        let alone = !(one.head + 1..=last).any(|i| tokens.upos[i] == Upos::Verb);
        if alone && tables.laid_on_others(&lemma.to_lowercase()) && (start..end).any(is_subject) {
            // "It is claimed that": nobody.
            if words.lower(start) != "it" || words.lower(last + 1) != "that" {
                one.content.insert(0, (start, end));
            }
            one.source.clear();
        }
    }
}

/// A participle with a form of *be* right before it, adverbs aside.
fn is_passive(words: &Words<'_>, head: usize) -> bool {
    let tokens = &words.reading.tokens;
    let before = (head.saturating_sub(4)..head).rev().find(|&i| !words.is_adverb(i));
    matches!(tokens.xpos.get(head), Some(Xpos::Vbn | Xpos::Vbd))
        && before.is_some_and(|i| words.is_any(i, "is are was were am be been being 's 're"))
}
