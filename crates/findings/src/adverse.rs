//! Statements that speak ill of a named person.

use sayso_core::{EntityId, EntityKind, Span, Statement};

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
        let mention = if of_object {
            view.mentions_in(statement.span()).find(|m| m.tokens.start >= words.end)
        } else {
            let before = view.mentions_in(statement.span()).filter(|m| m.tokens.end <= words.start);
            before.last().filter(|_| !is_passive(view, words.start))
        };
        let Some(mention) = mention else { continue };
        let Some(id) = mention.entity.filter(|&id| Some(id) != speaker) else {
            continue;
        };
        if view.entity(id).is_some_and(|e| e.kind == EntityKind::Person) {
            return Some((id, mention.span));
        }
    }
    None
}

/// A form of "be" and a participle: the subject suffers it. Told by form, since the words of a
/// statement are few and a parse may be missing.
fn is_passive(view: &View<'_>, verb: u32) -> bool {
    let reading = view.facts.reading;
    let is_participle = reading.form(view.facts.document, verb).ends_with("ed");
    let before = verb.saturating_sub(2)..verb;
    is_participle && before.into_iter().any(|t| reading.lemma(t) == "be")
}

fn from_a_court(view: &View<'_>, source: &[Span]) -> bool {
    let reading = view.facts.reading;
    let mut tokens = source.iter().flat_map(|&span| reading.tokens_in(span).range());
    tokens.any(|t| matches!(reading.lemma(t), "court" | "judge" | "jury" | "tribunal"))
}
