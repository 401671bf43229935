//! What act a cue reports and how the text holds what it reports, by the lemma of the cue's head.

use sayso_core::{CueKind, Factivity, Span};

use crate::found::Found;
use crate::lists::{has, list};
use crate::surface::Words;

const DATA: &str = include_str!("../../data/cue-kinds.toml");

/// Lemmas by kind and by factivity.
#[derive(Debug)]
pub(crate) struct Cues {
    kinds: Vec<(CueKind, Vec<&'static str>)>,
    factive: Vec<&'static str>,
    distanced: Vec<&'static str>,
    hedges: Vec<&'static str>,
}

impl Cues {
    /// The built-in table.
    pub(crate) fn embedded() -> Self {
        let kinds = CueKind::ALL.iter().map(|&kind| (kind, list(DATA, kind.as_str()))).collect();
        Self {
            kinds,
            factive: list(DATA, "factive"),
            distanced: list(DATA, "distanced"),
            hedges: list(DATA, "hedge"),
        }
    }

    /// The act; speech for an unknown lemma.
    pub(crate) fn kind(&self, lemma: &str) -> CueKind {
        self.known(lemma).unwrap_or(CueKind::Speech)
    }

    /// The act, for a lemma of the table.
    pub(crate) fn known(&self, lemma: &str) -> Option<CueKind> {
        self.kinds.iter().find(|(_, lemmas)| has(lemmas, lemma)).map(|(kind, _)| *kind)
    }

    /// How the text holds the content; neutral for an unknown lemma.
    pub(crate) fn factivity(&self, lemma: &str) -> Factivity {
        if has(&self.factive, lemma) {
            Factivity::Factive
        } else if has(&self.distanced, lemma) {
            Factivity::Distanced
        } else {
            Factivity::Neutral
        }
    }

    /// The hedging words of the cue and next to it.
    pub(crate) fn hedges(&self, words: &Words<'_>, found: &Found) -> Vec<Span> {
        let Some(&(start, end)) = found.cue.first() else { return Vec::new() };
        (start.saturating_sub(2)..end + 2)
            .filter(|&i| has(&self.hedges, words.lower(i)))
            .filter_map(|i| words.reading.tokens.span.get(i).copied())
            .collect()
    }
}

/// The lemma of the cue's head; *according to* whole, the mark itself for a colon.
pub(super) fn lemma(words: &Words<'_>, found: &Found) -> String {
    if found.cue.is_empty() {
        return String::new();
    }
    if words.lower(found.head) == "according" {
        return "according to".to_owned();
    }
    let token = u32::try_from(found.head).unwrap_or(u32::MAX);
    let lemma = words.reading.lemma(token);
    if lemma.is_empty() { words.lower(found.head).to_owned() } else { lemma.to_lowercase() }
}
