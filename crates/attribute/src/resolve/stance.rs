//! How the text holds the content: factivity of the cue, negation, modality, hedges, refusal.

use sayso_core::{Factivity, Modality, Stance};

use super::Cues;
use crate::found::Found;
use crate::surface::Words;

/// The stance of one attribution.
pub(super) fn stance(words: &Words<'_>, cues: &Cues, found: &Found, lemma: &str) -> Stance {
    let (start, end) = found.cue.first().copied().unwrap_or_default();
    // Auxiliaries and negation of the group stand in the cue or right before it.
    let from = start.saturating_sub(2);
    // "That it would close was announced": what is said has auxiliaries of its own.
    let said = |i: usize| found.content.iter().any(|range| range.0 <= i && i < range.1);
    let near = |list: &str| {
        (from..end)
            .any(|i| words.is_any(i, list) && (i >= start || !crosses(words, i, start) && !said(i)))
    };
    let asked = lemma == "ask" && (start..end).any(|i| words.is_any(i, "was were been"));
    let modality = if asked {
        Modality::Asked
    } else if near("will 'll shall going") {
        Modality::Future
    } else if near("would could might may can 'd should if") {
        Modality::Conditional
    } else {
        Modality::Actual
    };
    let hedges = cues.hedges(words, found);
    let factivity = match cues.factivity(lemma) {
        Factivity::Neutral if hedges.iter().any(|&h| words.document.slice(h).ends_with("edly")) => {
            Factivity::Distanced
        }
        known => known,
    };
    let declined = matches!(lemma, "decline" | "refuse")
        || matches!(lemma, "comment" | "respond" | "reply" | "return") && near("not n't never");
    Stance { factivity, negated: near("not n't never") || declined, modality, hedges, declined }
}

/// Punctuation stands between a word and the cue.
fn crosses(words: &Words<'_>, i: usize, start: usize) -> bool {
    (i..start).any(|k| words.is_punctuation(k))
}
