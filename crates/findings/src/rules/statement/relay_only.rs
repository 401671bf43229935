//! Words come second hand, and the way back is not named.
//!
//! # What it reports
//! The words were passed on by another outlet, and either who first said them or who passed them on has no
//! name. That it is another outlet the text has to show: its own is known and a different one, it passes on
//! from more than one, or it speaks of the outlet as of a third party ("the magazine", "The Pier reports").
//!
//! # Why it matters
//! Whoever wants to check has to go to the first of the chain.
//!
//! # Example
//! ```text
//! outlet: The Pier
//! ---
//! A friend told the [[Harbour Times]]{S215} that the theatre will close.
//! ```
//!
//! # What clears it
//! The name of the outlet and of the first speaker. Agency credit lines are left alone, and so are
//! spokespeople, who speak for a body, people told by whose they are ("Lund's mother"), and what an outlet says
//! it has "exclusively".

use sayso_core::{Attribution, Relay, Voice};

use crate::report::Report;
use crate::source::{brings_in, is_bare, is_told_by_relation, speaks_for_somebody};
use crate::view::{View, gives_source};
use crate::wording::quoted;

/// Nouns for an outlet, as others speak of it.
const OUTLETS: &[&str] = &[
    "channel",
    "magazine",
    "network",
    "newspaper",
    "outlet",
    "paper",
    "publication",
    "site",
    "tabloid",
    "website",
];

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for attribution in view.attributions() {
        let relay = attribution.relay.first();
        // A source that is taken for its own relay passed nothing on.
        let own = |span: sayso_core::Span| attribution.source.iter().any(|s| s.overlaps(span));
        let Some(relay) = relay.filter(|relay| !own(relay.span)) else { continue };
        let speaker = attribution.speaker.voice;
        // "The campaign", "the men": who that is stands elsewhere in the text.
        let unnamed_speaker = match speaker {
            Voice::Unnamed => brings_in(view, attribution) || is_bare(view, attribution),
            Voice::Described | Voice::Crowd => {
                brings_in(view, attribution) && !speaks_for_somebody(view, attribution)
            }
            Voice::Narrator | Voice::Named | Voice::Document | Voice::Doubtful => false,
        };
        let unnamed_relay = relay.name.is_none() && relay.entity.is_none();
        let lacks = match (unnamed_speaker, unnamed_relay) {
            (true, true) => "neither who said it first nor who passed it on is named",
            (true, false) => "who said it first is not named",
            (false, true) => "who passed it on is not named",
            (false, false) => continue,
        };
        if is_told_by_relation(view, attribution)
            || is_document(view, relay)
            || is_exclusive(view, attribution)
            || !is_another_outlet(view, relay)
        {
            continue;
        }
        report.add(
            Some(relay.span),
            format!("second hand, by {}: {lacks}", quoted(view.slice(relay.span), 30)),
            "Ask for the first publication.",
        );
        report.related(crate::view::source_span(attribution), "first speaker");
    }
}

/// "The footage", "a poll": shown, and not passed on.
fn is_document(view: &View<'_>, relay: &Relay) -> bool {
    let tokens = view.facts.reading.tokens_in(relay.span);
    let list = view.lists.get("documents");
    list.is_some_and(|list| list.first_in(view.facts.reading, tokens).is_some())
}

/// The sentence says that the words were given to this outlet alone: most often the text's own.
fn is_exclusive(view: &View<'_>, attribution: &Attribution) -> bool {
    let reading = view.facts.reading;
    let sentence = view.sentences().get(reading.sentence_at(attribution.start()));
    sentence.is_some_and(|s| {
        s.tokens.range().any(|t| reading.lemma(t).to_lowercase().starts_with("exclusive"))
    })
}

/// The text's outlet is known and another one, or the text speaks of this one as of a third party.
fn is_another_outlet(view: &View<'_>, relay: &Relay) -> bool {
    let reading = view.facts.reading;
    let name = |relay: &Relay| relay.name.clone().unwrap_or_else(|| view.slice(relay.span).into());
    let this = name(relay);
    let meta = &view.facts.document.meta;
    let own = meta.outlet.fact.found().or(meta.agency.fact.found());
    if let Some(own) = own {
        return !own.contains(this.as_str()) && !this.contains(own.as_str());
    }
    let other_relay =
        |a: &Attribution| a.relay.iter().any(|other| name(other) != this && other.entity.is_some());
    let speaks = |a: &Attribution| {
        let same = relay.entity.is_some() && a.speaker.entity == relay.entity;
        gives_source(a) && (same || a.source.iter().any(|s| s.overlaps(relay.span)))
    };
    let called = |token: u32| {
        OUTLETS.contains(&reading.lemma(token))
            && token.checked_sub(1).is_some_and(|t| reading.lemma(t) == "the")
    };
    view.attributions().any(|a| other_relay(a) || speaks(a)) || (0..reading.len()).any(called)
}

#[cfg(test)]
mod tests {
    use sayso_core::{Fact, Relay, Span, Voice};

    use crate::example::Example;

    #[test]
    fn a_relay_without_a_name() {
        let mut e = Example::new("A tabloid wrote Lund said rain.");
        let (id, _) = e.says("Lund", "said", "rain", Voice::Named);
        assert!(e.findings("S215").is_empty());
        let span = e.span("A tabloid");
        e.attribution(id).relay = vec![Relay { span, entity: None, name: None }];
        assert!(e.findings("S215").is_empty());
        e.document.meta.outlet.fact = Fact::in_text("The Quay".into(), Span::default());
        assert_eq!(e.words("S215"), ["A tabloid"]);
        e.attribution(id).relay[0].name = Some("The Pier".into());
        assert!(e.findings("S215").is_empty());
    }
}
