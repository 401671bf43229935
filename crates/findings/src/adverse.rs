//! Statements that speak ill of a named person.

use sayso_core::{Deprel, EntityId, EntityKind, Span, Statement, TokenRange};

use crate::view::View;

/// The named person whom a statement speaks ill of and where it names them; never its speaker, and not
/// what a statement denies or a court found.
pub(crate) fn spoken_ill_of(view: &View<'_>, statement: &Statement) -> Option<(EntityId, Span)> {
    let reading = view.facts.reading;
    let attribution = view.attribution_of(statement);
    let excluded = |a: &sayso_core::Attribution| a.stance.negated || from_a_court(view, &a.source);
    if attribution.is_some_and(excluded) {
        return None;
    }
    let speaker = attribution.and_then(|a| a.speaker.entity);
    let (adverse, accusing) = (view.lists.get("adverse")?, view.lists.get("accusing")?);
    let tokens = reading.tokens_in(statement.span());
    let is_denied = tokens.range().any(|t| matches!(reading.lemma(t), "not" | "never" | "no"));
    if is_denied {
        return None;
    }
    for token in tokens.range() {
        let (words, of_object) = match adverse.at(reading, token, tokens.end) {
            Some(words) => (words, false),
            None => match accusing.at(reading, token, tokens.end) {
                Some(words) => (words, true),
                None => continue,
            },
        };
        let head = words.start;
        let mention = sufferer_or_doer(view, tokens, head, of_object)
            .and_then(|t| view.mentions_in(statement.span()).find(|m| m.tokens.contains(t)));
        let Some(mention) = mention else { continue };
        let Some(id) = mention.entity.filter(|&id| Some(id) != speaker) else {
            continue;
        };
        if view.entity(id).is_some_and(|e| e.kind == EntityKind::Person && !e.name.is_empty()) {
            return Some((id, mention.span));
        }
    }
    None
}

/// The word that stands for whom a predicate speaks ill of: its subject, or its object (in the passive
/// its subject) for verbs such as *blame*.
fn sufferer_or_doer(
    view: &View<'_>,
    tokens: TokenRange,
    head: u32,
    of_object: bool,
) -> Option<u32> {
    let reading = view.facts.reading;
    let hangs = |t: &u32| reading.tokens.head.get(*t as usize) == Some(&head) && *t != head;
    let relation = |t: u32| reading.tokens.deprel.get(t as usize).copied().unwrap_or_default();
    let of =
        |wanted: &[Deprel]| tokens.range().filter(hangs).find(|&t| wanted.contains(&relation(t)));
    if of_object {
        return of(&[Deprel::Obj, Deprel::NsubjPass]);
    }
    // The subject of a passive suffers what the verb tells.
    of(&[Deprel::Nsubj])
}

fn from_a_court(view: &View<'_>, source: &[Span]) -> bool {
    let reading = view.facts.reading;
    let mut tokens = source.iter().flat_map(|&span| reading.tokens_in(span).range());
    tokens.any(|t| matches!(reading.lemma(t), "court" | "judge" | "jury" | "tribunal"))
}
