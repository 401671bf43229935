//! What act a cue reports and how the text holds what it reports, by the lemma of the cue's head.

use sayso_core::{CueKind, Factivity, Span, Speaker, VoiceIs};

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
    paper: Vec<&'static str>,
    refused: Vec<&'static str>,
    planned: Vec<&'static str>,
    laid: Vec<&'static str>,
    saying: Vec<&'static str>,
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
            paper: list(DATA, "paper"),
            refused: list(DATA, "refused"),
            planned: list(DATA, "planned"),
            laid: list(DATA, "laid"),
            saying: list(DATA, "saying"),
        }
    }

    /// The act: by the source where a thing speaks, by the infinitive behind the cue, else by the lemma;
    /// speech for an unknown one.
    pub(crate) fn act(
        &self,
        words: &Words<'_>,
        found: &Found,
        lemma: &str,
        speaker: &Speaker,
    ) -> CueKind {
        if speaker.voice_is == VoiceIs::Artefact {
            return CueKind::Document;
        }
        let infinitive = words.lower(found.head + 1) == "to";
        let refuses = matches!(lemma, "refuse" | "decline");
        match self.known(lemma) {
            _ if infinitive && has(&self.planned, lemma) => CueKind::Intention,
            _ if refuses && has(&self.refused, words.lower(found.head + 2)) => CueKind::Speech,
            _ if refuses && infinitive => CueKind::Intention,
            // A poll suggests, and so does a person; only the first is a document.
            Some(CueKind::Document) if lemma == "report" && self.is_paper(words, found) => {
                CueKind::Writing
            }
            Some(CueKind::Document) | None => CueKind::Speech,
            Some(kind) => kind,
        }
    }

    /// The source is named as a paper is.
    fn is_paper(&self, words: &Words<'_>, found: &Found) -> bool {
        let mut source = found.source.iter().flat_map(|range| range.0..range.1);
        source.any(|i| words.is_capital(i) && has(&self.paper, words.lower(i)))
    }

    /// The act, for a lemma of the table, or a form whose ending may stand on one: the lemma of a word
    /// that the reader has not met may be a guess.
    pub(crate) fn known(&self, lemma: &str) -> Option<CueKind> {
        let listed = |lemma: &str| {
            self.kinds.iter().find(|(_, lemmas)| has(lemmas, lemma)).map(|(kind, _)| *kind)
        };
        listed(lemma).or_else(|| {
            let mut bases = ["d", "ed", "ing", "s"].iter().filter_map(|e| lemma.strip_suffix(e));
            bases.find_map(listed)
        })
    }

    /// What the verb reports may be laid in the passive on the one whom it is about.
    pub(super) fn laid_on_others(&self, lemma: &str) -> bool {
        has(&self.laid, lemma)
    }

    /// A verb of saying that is too rare to be counted.
    pub(super) fn says(&self, lemma: &str) -> bool {
        has(&self.saying, lemma)
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
