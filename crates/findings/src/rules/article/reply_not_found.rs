//! Somebody is spoken ill of, or made responsible, and no reply of theirs is found.
//!
//! # What it reports
//! The headline's claim, or a statement in somebody's mouth, speaks ill of a named person or makes
//! them responsible, they are not its source, and the article neither gives their reply nor says that
//! anybody's was declined or sought. One finding a person, on the first such place.
//!
//! # Why it matters
//! People who are accused are asked before publication; where they were, articles say so.
//!
//! # Example
//! ```text
//! Mira Lund said that [[Teo Brandt]]{A124} betrayed the members of the club. Lund left the club in May.
//! ```
//!
//! # What clears it
//! A reply of the person or of somebody who speaks for them, "declined to comment", "did not respond",
//! or a sentence that says that they could not be reached. Court findings, the dead and people's own
//! words about themselves are left alone.

use std::collections::BTreeSet;

use sayso_core::{
    EntityId, EntityKind, Mention, MentionKind, Modality, Span, Statement, StatementType,
};

use crate::adverse::spoken_ill_of;
use crate::report::Report;
use crate::view::{View, is_spoken_or_declined};
use crate::wording::quoted;

/// Words between "the murder of" and whom.
const FAR_FROM_DEATH: u32 = 4;
/// Times that a single name stands in the text to be a person's.
const FEWEST_NAMES: usize = 2;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    if has_reply(view) {
        return;
    }
    let central = &view.facts.statements.central;
    let mut reported = BTreeSet::new();
    let speakers = speakers(view);
    let unanswered = |id: EntityId| {
        is_person(view, id)
            && !speakers.contains(&id)
            && !speaks_by_name(view, id)
            && !is_dead(view, id)
    };
    if let Some(person) = central.third_party.filter(|&id| unanswered(id)) {
        if central.reply.is_not_found() {
            let stated = central.matches.iter().chain(&central.statement);
            let mut stated = stated.filter_map(|&id| view.statement(id)).peekable();
            if stated.peek().is_none_or(|s| is_told_as_fact(view, s)) {
                let place = stated.find_map(|s| mention_in(view, person, s.span()));
                add(view, report, person, place, "the central claim is about");
            }
        }
        reported.insert(person);
    }
    for statement in view.attributed().filter(|s| is_told_as_fact(view, s)) {
        let Some((person, span)) = spoken_ill_of(view, statement) else { continue };
        let by_name = view.mentions_in(span).any(|m| m.kind == MentionKind::Name);
        if by_name && unanswered(person) && reported.insert(person) {
            add(view, report, person, Some(span), "a statement speaks ill of");
        }
    }
}

/// A person by their full name, or by one name more than once.
fn is_person(view: &View<'_>, id: EntityId) -> bool {
    let Some(entity) = view.entity(id).filter(|e| e.kind == EntityKind::Person) else {
        return false;
    };
    let mentions = &view.facts.reading.mentions;
    let is_name = |m: &&Mention| m.kind == MentionKind::Name && m.names == EntityKind::Person;
    let all = entity.mentions.iter().filter_map(|&m| mentions.get(m as usize));
    let names = all.filter(is_name).count();
    names >= FEWEST_NAMES || (names > 0 && entity.name.contains(' '))
}

/// No question, no denial ("neither has been accused"), nothing that might be, and no matter of a court.
fn is_told_as_fact(view: &View<'_>, statement: &Statement) -> bool {
    let reading = view.facts.reading;
    let Some(sentence) = view.sentences().get(statement.sentence as usize) else { return false };
    let courts = view.lists.get("courts");
    let before_court = courts.is_some_and(|list| list.first_in(reading, sentence.tokens).is_some());
    let told = |id: &sayso_core::AttributionId| {
        view.attribution(*id).is_none_or(|a| {
            a.stance.modality == Modality::Actual && !a.stance.negated && !a.stance.declined
        })
    };
    let mut words = reading.tokens_in(statement.span()).range().map(|t| reading.lemma(t));
    !before_court
        && statement.kind != StatementType::Question
        && statement.chain.iter().all(told)
        && !words
            .any(|w| matches!(w, "neither" | "nor" | "n't" | "n’t" | "nobody" | "whether" | "if"))
}

/// Somewhere a reply is given, declined or sought.
fn has_reply(view: &View<'_>) -> bool {
    view.lists.get("reply").is_some_and(|reply| {
        let mut body = view.sentences().iter().filter(|s| view.is_body(s));
        body.any(|s| reply.first_in(view.facts.reading, s.tokens).is_some())
    })
}

/// A source holds the last word of the person's name: "Brandt" where "Teo Brandt" was told of.
fn speaks_by_name(view: &View<'_>, id: EntityId) -> bool {
    let name = view.entity(id).and_then(|entity| entity.name.split_whitespace().last());
    let holds = |span: &Span| {
        let words = view.slice(*span).split(|c: char| !c.is_alphanumeric());
        name.is_some_and(|name| words.into_iter().any(|word| word == name))
    };
    view.attributions().filter(|a| is_spoken_or_declined(a)).any(|a| a.source.iter().any(holds))
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
        // "the beheading of the journalist Orin Vale"
        let from = mention.tokens.start.saturating_sub(FAR_FROM_DEATH);
        let killed = (from..mention.tokens.start).any(|t| {
            let lemma = reading.lemma(t);
            matches!(lemma, "death" | "beheading" | "killing" | "murder" | "execution" | "funeral")
        });
        is_late || killed || next.into_iter().any(|t| reading.lemma(t) == "die")
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{Deprel, EntityId, Fact, Upos, Voice};

    use crate::example::Example;

    fn example(text: &str) -> Example {
        let mut e = Example::new(text);
        e.person("Lund");
        e.person("Teo Brandt");
        e.says("Lund", "said", "Teo Brandt cheated", Voice::Named);
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
        let e = example("Lund said Teo Brandt cheated. It rained.");
        assert_eq!(e.words("A124"), ["Teo Brandt"]);
        let message = &e.findings("A124")[0].message;
        assert_eq!(
            message,
            "a statement speaks ill of \"Teo Brandt\"; no reply found in the whole article"
        );
    }

    #[test]
    fn a_reply_a_denial_of_the_statement_and_own_words_clear_it() {
        assert!(
            example("Lund said Teo Brandt cheated. Brandt no comment").findings("A124").is_empty()
        );
        let mut e = example("Lund said Teo Brandt cheated. Brandt said no.");
        e.says("Teo Brandt", "said", "no", Voice::Named);
        e.attributions.list[1].source = vec![e.span("Brandt said")];
        assert!(e.findings("A124").is_empty());
        let mut e = example("Lund said Teo Brandt cheated. It rained.");
        e.attributions.list[0].speaker.entity = Some(EntityId(1));
        assert!(e.findings("A124").is_empty());
    }

    #[test]
    fn the_central_claim_counts_without_any_list() {
        let mut e = Example::new("Lund said the reason was Teo Brandt. It rained.");
        e.person("Lund");
        let brandt = e.person("Teo Brandt");
        let (_, id) = e.says("Lund", "said", "the reason was Teo Brandt", Voice::Named);
        e.statements.central.statement = Some(id);
        e.statements.central.third_party = Some(brandt);
        e.statements.central.reply = Fact::NotFound;
        assert_eq!(e.words("A124"), ["Teo Brandt"]);
        e.statements.central.reply = Fact::NotLooked;
        assert!(e.findings("A124").is_empty());
    }
}
