//! Who passed the words on, where the source is not heard at first hand: *X told the Herald*, *the
//! Herald reported that X said*, *as quoted by*, *via*, *citing*.

use sayso_core::{
    Attribution, CueKind, Deprel, MentionKind, Relay, TokenIndex, TokenRange, Voice, VoiceIs,
};

use crate::cover::Cover;
use crate::occasion::is_body;
use crate::text::Text;

/// Words that name who passed something on, when a name of a body follows.
const PASSED_ON: &[&str] = &["via", "citing"];

/// Fills the relays of every attribution, nearest to the reader first.
pub(crate) fn fill(text: &Text, list: &mut [Attribution]) {
    let cover = Cover::new(text, list);
    let relays: Vec<Vec<Relay>> = list.iter().map(|a| relays(text, &cover, list, a)).collect();
    for (attribution, relays) in list.iter_mut().zip(relays) {
        attribution.relay = relays;
    }
}

fn relays(
    text: &Text,
    cover: &Cover,
    list: &[Attribution],
    attribution: &Attribution,
) -> Vec<Relay> {
    let mut relays = Vec::new();
    // Outer attributions of an outlet or a document, from the outside in.
    for outer in cover.level(text, attribution) {
        let Some(outer) = list.get(outer.0 as usize) else { continue };
        let passes =
            matches!(outer.cue_kind, CueKind::Speech | CueKind::Writing | CueKind::Document)
                && (outer.speaker.voice == Voice::Document
                    || outer.speaker.voice_is == VoiceIs::Organisation);
        if let (true, Some(&span)) = (passes, outer.source.first()) {
            relays.push(Relay {
                span,
                entity: outer.speaker.entity,
                name: outer.speaker.name.clone(),
            });
        }
    }
    for cue in &attribution.cue {
        let cue = text.reading.tokens_in(*cue);
        let sentence = text.sentence(text.reading.sentence_of(cue.start));
        let Some(sentence) = sentence.map(|sentence| sentence.tokens) else { continue };
        let told = cue.range().find(|&t| text.is(t, "tell"));
        let start = told.map(|told| told + 1);
        let passed = sentence.range().find(|&t| passed_on(text, t, sentence));
        for start in [start, passed].into_iter().flatten() {
            relays.extend(body_after(text, start, sentence.end));
        }
    }
    relays.dedup();
    relays
}

/// "via", "citing", "quoted by".
fn passed_on(text: &Text, at: TokenIndex, sentence: TokenRange) -> bool {
    text.is_any(at, PASSED_ON)
        || at > sentence.start
            && text.is(at, "by")
            && text.is_any(at - 1, &["quote", "report", "cite", "publish"])
}

/// The body named within the next three words.
fn body_after(text: &Text, start: TokenIndex, end: TokenIndex) -> Option<Relay> {
    let near = TokenRange::new(start, end.min(start + 3));
    let mention = text
        .mentions_in(near)
        .find(|mention| mention.kind == MentionKind::Name && is_body(text, mention))
        // "Told the board the Herald was sold": whom the words are about.
        .filter(|mention| !is_subject(text, mention.head))?;
    let entity = mention.entity.and_then(|id| text.entity(id));
    Some(Relay {
        span: mention.span,
        entity: mention.entity,
        name: Some(entity.map_or_else(
            || text.document.slice(mention.span).to_owned(),
            |entity| entity.name.clone(),
        )),
    })
}

/// The tree has the word as a subject.
fn is_subject(text: &Text, token: TokenIndex) -> bool {
    matches!(
        text.reading.tokens.deprel.get(token as usize),
        Some(Deprel::Nsubj | Deprel::NsubjPass)
    )
}
