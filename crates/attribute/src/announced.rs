//! Announced words as attributions: *in her words, ...*, *as he put it*. The announcement is a cue of
//! its own where the finder of attributions has left the sentence free; whether words between marks
//! follow is another question (`words_given`).

use sayso_core::{
    Attribution, AttributionId, CueKind, Fact, Factivity, How, MentionKind, Modality,
    QuotationKind, Sentence, Span, Speaker, Stance, TokenRange, Voice, VoiceIs,
};

use crate::cover::Cover;
use crate::text::Text;
use crate::words::WORDS;

/// Probability given to an announced attribution: it is seldom anything else (own judgement).
const P: f32 = 0.8;

/// The announcing words of a sentence.
pub(crate) fn phrase(text: &Text, sentence: TokenRange) -> Option<TokenRange> {
    let words = &WORDS.announcing.words_announced;
    sentence.range().find_map(|start| {
        let phrase = words.phrases.at(text, start, sentence.end);
        phrase.or_else(|| words.as_put.at(text, start, sentence.end))
    })
}

/// Adds an attribution for each announcement in a sentence that nothing covers yet.
pub(crate) fn add(text: &Text, list: &mut Vec<Attribution>) {
    let cover = Cover::new(text, list);
    let free = |sentence: &&Sentence| {
        text.section_kind(sentence).is_read()
            && sentence.tokens.range().all(|t| cover.chain(t).is_empty() && cover.mark(t).is_none())
    };
    let sentences = text.reading.sentences.iter().filter(free);
    let found: Vec<Attribution> = sentences.filter_map(|s| attribution(text, s.tokens)).collect();
    if found.is_empty() {
        return;
    }
    // Ids are places in text order.
    let mut all: Vec<Attribution> = std::mem::take(list);
    let old = all.len();
    all.extend(found);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&i| (all[i].start(), i));
    let mut new_id = vec![AttributionId(0); all.len()];
    for (&i, id) in order.iter().zip(0u32..) {
        new_id[i] = AttributionId(id);
    }
    for (i, attribution) in all.iter_mut().enumerate() {
        attribution.id = new_id[i];
        attribution.parent = attribution
            .parent
            .and_then(|parent| new_id.get(parent.0 as usize).copied())
            .filter(|_| i < old);
    }
    all.sort_by_key(|attribution| attribution.id);
    *list = all;
}

fn attribution(text: &Text, sentence: TokenRange) -> Option<Attribution> {
    let phrase = phrase(text, sentence)?;
    let mention = text.mentions_in(phrase).find(|mention| mention.entity.is_some())?;
    let id = mention.entity.filter(|&id| text.is_named(id))?;
    let parts =
        [TokenRange::new(sentence.start, phrase.start), TokenRange::new(phrase.end, sentence.end)];
    let content: Vec<Span> = parts.into_iter().filter_map(|part| said(text, part)).collect();
    let quoted = |span: &Span| {
        let marks = text.reading.tokens.quotation.get(text.reading.tokens_in(*span).indices());
        marks.unwrap_or_default().iter().any(|&mark| mark != 0)
    };
    let quotation = match content.iter().filter(|span| quoted(span)).count() {
        0 => QuotationKind::Indirect,
        _ => QuotationKind::Mixed,
    };
    (!content.is_empty()).then(|| Attribution {
        id: AttributionId(0),
        source: vec![mention.span],
        cue: vec![text.span(phrase)],
        content,
        reach: Vec::new(),
        quotation,
        cue_kind: CueKind::Speech,
        cue_lemma: "word".to_owned(),
        depth: 0,
        parent: None,
        relay: Vec::new(),
        speaker: Speaker {
            entity: Some(id),
            name: text.entity(id).map(|entity| entity.name.clone()),
            voice: Voice::Named,
            voice_is: VoiceIs::Person,
            how: match mention.kind {
                MentionKind::Pronoun => How::Pronoun,
                MentionKind::Name => How::ShortName,
                MentionKind::Role => How::Role,
            },
            joint: false,
            described_as: None,
        },
        stance: Stance {
            factivity: Factivity::Neutral,
            negated: false,
            modality: Modality::Actual,
            hedges: Vec::new(),
            declined: false,
        },
        words_given: true,
        occasion: Fact::NotLooked,
        attached: None,
        date: Fact::NotLooked,
        time: None,
        p: P,
        why: vec!["words are announced".to_owned()],
        capped: false,
    })
}

/// A part of the sentence less the marks at its edges, if it has a verb.
fn said(text: &Text, part: TokenRange) -> Option<Span> {
    let first = part.range().find(|&t| text.is_word(t))?;
    let last = part.range().rev().find(|&t| text.is_word(t))?;
    let part = TokenRange::new(first, last + 1);
    part.range().any(|t| text.is_verb(t)).then(|| text.span(part))
}
