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
//! ```text A124
//! Mira Lund said that [[Teo Brandt]]{A124} cheated the members of the club. She left the club in May.
//! ```
//!
//! # What clears it
//! A reply of the person or of somebody who speaks for them, "declined to comment", "did not respond",
//! or a sentence that says that they could not be reached. Court findings, the dead and people's own
//! words about themselves are left alone.

use std::collections::BTreeSet;

use sayso_core::{Deprel, EntityId, EntityKind, MentionKind, Span, Statement, Upos};

use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let central = &view.facts.statements.central;
    let mut reported = BTreeSet::new();
    let unanswered = |id: EntityId| !replies(view, id) && !is_dead(view, id);
    if let Some(person) = central.third_party.filter(|&id| unanswered(id)) {
        if central.reply.is_not_found() {
            let mut places = central.matches.iter().chain(&central.statement);
            let place = places.find_map(|&id| mention_in(view, person, view.statement(id)?.span()));
            add(view, report, person, place, "the central claim is about");
        }
        reported.insert(person);
    }
    for statement in view.attributed() {
        let Some((person, span)) = spoken_ill_of(view, statement) else { continue };
        if reported.contains(&person) || !unanswered(person) {
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
    let mentions = view.facts.reading.mentions.iter();
    let inside = mentions.filter(|m| m.entity == Some(id) && span.contains(m.span));
    inside.min_by_key(|m| (m.kind != MentionKind::Name, m.span.start)).map(|m| m.span)
}

/// The named person whom a statement speaks ill of, who is neither its speaker nor denied to be so.
fn spoken_ill_of(view: &View<'_>, statement: &Statement) -> Option<(EntityId, Span)> {
    let reading = view.facts.reading;
    let speaker = view.attribution_of(statement)?;
    if speaker.stance.negated || from_a_court(view, &speaker.source) {
        return None;
    }
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
        let victim = |relation: Deprel| match (of_object, relation) {
            (false, Deprel::Nsubj | Deprel::OblAgent) | (true, Deprel::Obj | Deprel::NsubjPass) => {
                true
            }
            (..) => false,
        };
        let found = reading.mentions.iter().find(|mention| {
            let head = mention.head as usize;
            let relation = reading.tokens.deprel.get(head).copied().unwrap_or_default();
            let governor = reading.tokens.head.get(head).copied().unwrap_or_default();
            statement.span().contains(mention.span) && words.contains(governor) && victim(relation)
        });
        let Some(mention) = found else { continue };
        let Some(id) = mention.entity.filter(|&id| Some(id) != speaker.speaker.entity) else {
            continue;
        };
        if view.entity(id).is_some_and(|e| e.kind == EntityKind::Person) {
            return Some((id, mention.span));
        }
    }
    None
}

fn from_a_court(view: &View<'_>, source: &[Span]) -> bool {
    let reading = view.facts.reading;
    let mut tokens = source.iter().flat_map(|&span| reading.tokens_in(span).range());
    tokens.any(|t| matches!(reading.lemma(t), "court" | "judge" | "jury" | "tribunal"))
}

/// The person, or somebody who is named by them ("a spokesman for Lund"), speaks or is said to have
/// been asked.
fn replies(view: &View<'_>, id: EntityId) -> bool {
    let reading = view.facts.reading;
    let Some(entity) = view.entity(id) else { return false };
    let mentions = || entity.mentions.iter().filter_map(|&m| reading.mentions.get(m as usize));
    let speaks = view.attributions().any(|a| {
        let in_source = |span: &Span| mentions().any(|m| span.contains(m.span));
        crate::view::is_spoken_or_declined(a)
            && (a.speaker.entity == Some(id) || a.source.iter().any(in_source))
    });
    let Some(reply) = view.lists.get("reply") else { return speaks };
    speaks
        || mentions().any(|m| {
            let sentence = view.sentences().get(reading.sentence_of(m.head));
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
        let governor = reading.tokens.head.get(mention.head as usize).copied().unwrap_or(0);
        let relation = reading.tokens.deprel.get(mention.head as usize).copied();
        let is_verb = reading.tokens.upos.get(governor as usize) == Some(&Upos::Verb);
        let dies = is_verb && relation == Some(Deprel::Nsubj) && reading.lemma(governor) == "die";
        is_late || dies
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
        let subject = e.reading.tokens_in(e.span("Brandt")).start as usize;
        e.reading.tokens.upos[verb as usize] = Upos::Verb;
        let lemma = e.reading.strings.add("cheat");
        e.reading.tokens.lemma[verb as usize] = lemma;
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
