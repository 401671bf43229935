//! Somebody is spoken ill of, or made responsible, and no reply of theirs is found.
//!
//! # What it reports
//! The headline's claim, or a statement in somebody's mouth, speaks ill of a named person or makes
//! them responsible, they are not its source, and the article neither gives their reply nor says that
//! one was declined or sought. One finding a person, on the first such place.
//!
//! # Why it matters
//! People who are accused are asked before publication; where they were, articles say so.
//!
//! # Example
//! ```text
//! Mira Lund said that [[Teo Brandt]]{A124} betrayed the members of the club. She left the club in May.
//! ```
//!
//! # What clears it
//! A reply of the person or of somebody who speaks for them, "declined to comment", "did not respond",
//! or a sentence that says that they could not be reached. Court findings, the dead and people's own
//! words about themselves are left alone.

use std::collections::BTreeSet;

use sayso_core::{EntityId, EntityKind, MentionKind, Span};

use crate::adverse::spoken_ill_of;
use crate::report::Report;
use crate::view::{View, is_spoken_or_declined};
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let central = &view.facts.statements.central;
    let mut reported = BTreeSet::new();
    let speakers = speakers(view);
    let unanswered =
        |id: EntityId| !speakers.contains(&id) && !replies(view, id) && !is_dead(view, id);
    let is_person = |id: EntityId| {
        view.entity(id).is_some_and(|e| e.kind == EntityKind::Person && !e.name.is_empty())
    };
    let third_party = central.third_party.filter(|&id| is_person(id) && unanswered(id));
    if let Some(person) = third_party {
        if central.reply.is_not_found() {
            let mut places = central.matches.iter().chain(&central.statement);
            let place = places.find_map(|&id| mention_in(view, person, view.statement(id)?.span()));
            add(view, report, person, place, "the central claim is about");
        }
        reported.insert(person);
    }
    for statement in view.attributed() {
        let Some((person, span)) = spoken_ill_of(view, statement) else { continue };
        if reported.contains(&person) || !unanswered(person) || is_dead(view, person) {
            continue;
        }
        reported.insert(person);
        add(view, report, person, Some(span), "a statement speaks ill of");
    }
}

fn add(view: &View<'_>, report: &mut Report<'_>, person: EntityId, at: Option<Span>, what: &str) {
    let Some(entity) = view.entity(person) else { return };
    let name = quoted(&entity.name, 40);
    report.add(
        at.or(Some(entity.name_span)),
        format!("{what} {name}; no reply found in the whole article"),
        format!("Ask whether {name} was asked for a reply."),
    );
}

/// Where a stretch names an entity: by name before any other mention.
fn mention_in(view: &View<'_>, id: EntityId, span: Span) -> Option<Span> {
    let inside = view.mentions_in(span).filter(|m| m.entity == Some(id));
    inside.min_by_key(|m| (m.kind != MentionKind::Name, m.span.start)).map(|m| m.span)
}

/// Those who speak, decline to, or are named by whoever speaks for them ("a spokesman for Lund").
fn speakers(view: &View<'_>) -> BTreeSet<EntityId> {
    let mut speakers = BTreeSet::new();
    for attribution in view.attributions().filter(|a| is_spoken_or_declined(a)) {
        speakers.extend(attribution.speaker.entity);
        for &source in &attribution.source {
            speakers.extend(view.mentions_in(source).filter_map(|mention| mention.entity));
        }
    }
    speakers
}

/// A sentence on the person has words of a reply.
fn replies(view: &View<'_>, id: EntityId) -> bool {
    let reading = view.facts.reading;
    let (Some(entity), Some(reply)) = (view.entity(id), view.lists.get("reply")) else {
        return false;
    };
    let mut mentions = entity.mentions.iter().filter_map(|&m| reading.mentions.get(m as usize));
    mentions.any(|mention| {
        let sentence = view.sentences().get(reading.sentence_of(mention.head));
        sentence.is_some_and(|s| reply.first_in(reading, s.tokens).is_some())
    })
}

/// The text calls the person late, or tells of their death.
fn is_dead(view: &View<'_>, id: EntityId) -> bool {
    let reading = view.facts.reading;
    let Some(entity) = view.entity(id) else { return false };
    let mut mentions = entity.mentions.iter().filter_map(|&m| reading.mentions.get(m as usize));
    mentions.any(|mention| {
        let before = mention.tokens.start.checked_sub(1);
        let is_late = before.is_some_and(|t| reading.lemma(t) == "late")
            || reading.lemma(mention.tokens.start) == "late";
        let next = mention.tokens.end..(mention.tokens.end + 2).min(reading.len());
        is_late || next.into_iter().any(|t| reading.lemma(t) == "die")
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{Deprel, EntityId, Fact, Upos, Voice};

    use crate::example::Example;

    fn example(text: &str) -> Example {
        let mut e = Example::new(text);
        e.person("Lund");
        e.person("Brandt");
        e.says("Lund", "said", "Brandt cheated", Voice::Named);
        let verb = e.reading.tokens_in(e.span("cheated")).start;
        e.reading.tokens.upos[verb as usize] = Upos::Verb;
        let lemma = e.reading.strings.add("cheat");
        e.reading.tokens.lemma[verb as usize] = lemma;
        let subject = e.reading.tokens_in(e.span("Brandt cheated")).start as usize;
        e.reading.tokens.head[subject] = verb;
        e.reading.tokens.deprel[subject] = Deprel::Nsubj;
        e
    }

    #[test]
    fn an_adverse_statement_without_a_reply() {
        let e = example("Lund said Brandt cheated. It rained.");
        assert_eq!(e.words("A124"), ["Brandt"]);
        let message = &e.findings("A124")[0].message;
        assert_eq!(
            message,
            "a statement speaks ill of \"Brandt\"; no reply found in the whole article"
        );
    }

    #[test]
    fn a_reply_a_denial_of_the_statement_and_own_words_clear_it() {
        assert!(example("Lund said Brandt cheated. Brandt no comment").findings("A124").is_empty());
        let mut e = example("Lund said Brandt cheated. Brandt said no.");
        e.says("Brandt", "said", "no", Voice::Named);
        e.attributions.list[1].source = vec![e.span("Brandt said")];
        assert!(e.findings("A124").is_empty());
        let mut e = example("Lund said Brandt cheated. It rained.");
        e.attributions.list[0].speaker.entity = Some(EntityId(1));
        assert!(e.findings("A124").is_empty());
    }

    #[test]
    fn the_central_claim_counts_without_any_list() {
        let mut e = Example::new("Lund said the reason was Brandt. It rained.");
        e.person("Lund");
        let brandt = e.person("Brandt");
        let (_, id) = e.says("Lund", "said", "the reason was Brandt", Voice::Named);
        e.statements.central.statement = Some(id);
        e.statements.central.third_party = Some(brandt);
        e.statements.central.reply = Fact::NotFound;
        assert_eq!(e.words("A124"), ["Brandt"]);
        e.statements.central.reply = Fact::NotLooked;
        assert!(e.findings("A124").is_empty());
    }
}
