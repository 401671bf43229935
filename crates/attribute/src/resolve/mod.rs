//! From what was found to attributions: who speaks, whose voice it is, what act the cue reports, how
//! the text holds the content, and which attribution lies in which.

mod cues;
mod speaker;
mod stance;

use sayso_core::{
    Attribution, AttributionId, CueKind, Fact, How, QuotationKind, Span, Speaker, Voice, VoiceIs,
};

use crate::found::{Found, span};
use crate::surface::Words;

pub(crate) use cues::Cues;
pub(crate) use speaker::{Voices, mentions};

/// Tables of all resolvers.
#[derive(Debug)]
pub(crate) struct Tables {
    cues: Cues,
    voices: Voices,
}

impl Tables {
    /// The built-in tables.
    pub(crate) fn embedded() -> Self {
        Self { cues: Cues::embedded(), voices: Voices::embedded() }
    }

    /// The word reports an act of some kind.
    pub(crate) fn is_cue(&self, lemma: &str) -> bool {
        self.cues.known(lemma).is_some()
    }

    /// The noun says nothing of who speaks: *source*, *insider*.
    pub(crate) fn unnamed(&self, lemma: &str) -> bool {
        self.voices.is_unnamed(lemma)
    }

    /// What the verb reports may be laid in the passive on the one whom it is about: *is said to*, *is thought to*.
    pub(crate) fn laid_on_others(&self, lemma: &str) -> bool {
        self.cues.laid_on_others(lemma)
    }

    /// A verb of saying that is too rare to be counted.
    pub(crate) fn says(&self, lemma: &str) -> bool {
        self.cues.says(lemma)
    }

    /// The verb reports what somebody says or thinks.
    pub(crate) fn reports(&self, lemma: &str) -> bool {
        self.cues.known(lemma).is_some_and(|kind| {
            matches!(kind, CueKind::Speech | CueKind::Writing | CueKind::Belief)
        })
    }
}

/// Makes attributions of what was found, by first byte.
pub(crate) fn resolve(
    words: &Words<'_>,
    tables: &Tables,
    mut found: Vec<Found>,
) -> Vec<Attribution> {
    found.sort_by_key(|f| (f.start(), f.cue.first().copied()));
    let parents = parents(&found);
    let mut list: Vec<Attribution> = Vec::with_capacity(found.len());
    for (index, one) in found.iter().enumerate() {
        let parent = parents[index];
        let outer = parent.and_then(|p| list.get(p));
        let depth = outer.map_or(0, |p| p.depth.saturating_add(1));
        let mut speaker = speaker::speaker(words, &tables.voices, one, outer.map(|p| &p.speaker));
        let lemma = cues::lemma(words, one);
        if let Some(before) = spoken_of(words, &list, one, &speaker) {
            speaker = Speaker { how: How::Pronoun, ..before.speaker.clone() };
        }
        let cue_kind = tables.cues.act(words, one, &lemma, &speaker);
        if one.cue.is_empty() {
            speaker.voice = Voice::Doubtful;
            speaker.how = How::NotResolved;
            let before = list.last().filter(|before| goes_on(words, before, one));
            if let Some(before) = before {
                speaker = Speaker { how: How::Carried, ..before.speaker.clone() };
            }
        }
        let spans = |ranges: &[(usize, usize)]| -> Vec<Span> {
            ranges.iter().map(|&range| span(words, range)).collect()
        };
        let mut content = spans(&one.content);
        content.extend(spans(&one.carried));
        content.sort_unstable();
        list.push(Attribution {
            id: AttributionId(u32::try_from(index).unwrap_or(u32::MAX)),
            source: spans(&one.source),
            cue: spans(&one.cue),
            quotation: quotation(words, &content),
            content,
            reach: Vec::new(),
            cue_kind,
            stance: stance::stance(words, &tables.cues, one, &lemma),
            cue_lemma: lemma,
            depth,
            parent: parent.map(|p| AttributionId(u32::try_from(p).unwrap_or(u32::MAX))),
            relay: Vec::new(),
            speaker,
            words_given: true,
            occasion: Fact::NotLooked,
            attached: None,
            date: Fact::NotLooked,
            time: None,
            p: one.p,
            why: one.why.clone(),
            capped: one.capped,
        });
    }
    list
}

/// The report before, where the entity that a speaking *he* or *she* was taken for is only spoken of
/// in it: who speaks on is its speaker. "Ada said that Brook would go. She added ..." is Ada.
fn spoken_of<'a>(
    words: &Words<'_>,
    list: &'a [Attribution],
    one: &Found,
    speaker: &Speaker,
) -> Option<&'a Attribution> {
    let &(start, end) = one.source.first()?;
    let entity = speaker.entity?;
    if end - start != 1 || !words.is_any(start, "he she his her him") {
        return None;
    }
    let here = words.reading.tokens.span.get(start)?.start;
    let before = list.iter().rev().find(|before| before.depth == 0)?;
    let end_before = before.content.iter().chain(&before.cue).map(|span| span.end).max()?;
    let other = before.speaker.entity != Some(entity);
    let person = before.speaker.entity.is_some() && before.speaker.voice_is == VoiceIs::Person;
    let section = |byte: u32| words.document.section_at(byte);
    let near = section(end_before.saturating_sub(1)) == section(here);
    // *Asked by Ada why Brook had left, she said*: who asks does not answer.
    let sentence =
        words.reading.sentences.get(words.reading.sentence_of(u32::try_from(start).ok()?))?;
    let behind = sentence.span.start >= end_before;
    let mentions = &words.reading.mentions;
    let named = &words.reading.entities.get(entity.0 as usize)?.mentions;
    let nearest = named
        .iter()
        .filter_map(|&index| mentions.get(index as usize))
        .rfind(|mention| mention.span.end <= here)?;
    let inside = before.content.iter().any(|span| span.contains(nearest.span));
    (other && person && near && behind && inside).then_some(before)
}

/// The quotation follows the marks of an earlier report of its paragraph, with no other words between.
fn goes_on(words: &Words<'_>, before: &Attribution, one: &Found) -> bool {
    let Some(&(start, _)) = one.content.first() else { return false };
    let first = words.reading.tokens.span.get(start).copied().unwrap_or_default();
    let last = before
        .content
        .iter()
        .chain(&before.cue)
        .chain(&before.source)
        .map(|span| span.end)
        .max()
        .unwrap_or(0);
    let section = |byte: u32| words.document.section_at(byte);
    before.quotation != QuotationKind::Indirect
        && last <= first.start
        && section(last.saturating_sub(1)) == section(first.start)
        && words.reading.tokens_in(Span::new(last, first.start)).len() <= 1
}

/// How far back an outer attribution is sought.
const REACH: usize = 32;

/// For each the smallest other one in whose content it lies wholly; outer ones come first.
fn parents(found: &[Found]) -> Vec<Option<usize>> {
    let size = |f: &Found| -> usize { f.content.iter().map(|c| c.1 - c.0).sum() };
    let mut parents = vec![None; found.len()];
    for (index, inner) in found.iter().enumerate() {
        let from = index.saturating_sub(REACH);
        parents[index] = (from..index)
            .map(|k| (k, &found[k]))
            .filter(|(_, outer)| inner.lies_in(&outer.content) || inner.lies_in(&outer.carried))
            .min_by_key(|(k, outer)| (size(outer), std::cmp::Reverse(*k)))
            .map(|(k, _)| k);
    }
    parents
}

/// Direct, indirect or mixed, by the share of letters between marks.
fn quotation(words: &Words<'_>, content: &[Span]) -> QuotationKind {
    let (mut letters, mut quoted) = (0_u32, 0_u32);
    for &span in content {
        let tokens = words.reading.tokens_in(span);
        for token in tokens.indices() {
            let count = words.form(token).chars().filter(|c| c.is_alphanumeric()).count();
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            letters = letters.saturating_add(count);
            if words.quotation(token).is_some() {
                quoted = quoted.saturating_add(count);
            }
        }
    }
    let (letters, quoted) = (u64::from(letters), u64::from(quoted));
    if quoted * 100 >= letters * 98 && letters > 0 {
        QuotationKind::Direct
    } else if quoted * 100 <= letters * 2 {
        QuotationKind::Indirect
    } else {
        QuotationKind::Mixed
    }
}
