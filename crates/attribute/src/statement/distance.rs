//! How far back a reader must look for who speaks: to the cue, and to the last full name or role.

use std::collections::BTreeMap;

use sayso_core::{Attribution, Distance, EntityId, MentionKind, Span, Statement};

use crate::cover::cue_token;
use crate::text::Text;

/// Where each entity is spelled out: by its canonical name, or by a role.
pub(super) struct Names {
    by_entity: BTreeMap<EntityId, Vec<Span>>,
}

impl Names {
    pub(super) fn new(text: &Text) -> Self {
        let mut by_entity: BTreeMap<EntityId, Vec<Span>> = BTreeMap::new();
        for mention in &text.reading.mentions {
            let Some(id) = mention.entity else { continue };
            let full = match mention.kind {
                MentionKind::Name => text
                    .entity(id)
                    .is_some_and(|e| text.document.slice(mention.span).contains(&e.name)),
                MentionKind::Role => true,
                MentionKind::Pronoun => false,
            };
            if full {
                by_entity.entry(id).or_default().push(mention.span);
            }
        }
        Self { by_entity }
    }

    /// The way back from a statement to its attribution's cue and speaker.
    pub(super) fn distance(
        &self,
        text: &Text,
        attribution: &Attribution,
        statement: &Statement,
    ) -> Distance {
        let here = statement.sentence;
        let number = |sentence: usize| u32::try_from(sentence).unwrap_or(u32::MAX);
        let cue = cue_token(text, attribution);
        let cue = cue.map_or(here, |cue| number(text.reading.sentence_of(cue)));
        let names = attribution.speaker.entity.and_then(|id| self.by_entity.get(&id));
        let sentence = text.sentence(here as usize);
        let end = sentence.map_or(u32::MAX, |sentence| sentence.span.end);
        let last = names.and_then(|names| {
            let before = names.partition_point(|span| span.start < end);
            names.get(before.checked_sub(1)?)
        });
        let (name_sentences, name_paragraphs) = last.map_or((0, 0), |&name| {
            let at = text.sentence_of(name);
            let section = |sentence: usize| text.sentence(sentence).map_or(0, |s| s.section);
            let paragraphs = section(here as usize).saturating_sub(section(at));
            (here.saturating_sub(number(at)), paragraphs)
        });
        Distance { cue_sentences: here.saturating_sub(cue), name_sentences, name_paragraphs }
    }
}
