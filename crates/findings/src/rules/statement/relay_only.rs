//! Words come second hand, and the way back is not named.
//!
//! # What it reports
//! The words were passed on by another outlet or person, and either who first said them or who passed them
//! on has no name.
//!
//! # Why it matters
//! Whoever wants to check has to go to the first of the chain.
//!
//! # Example
//! ```text
//! A friend told the [[Harbour Times]]{S215} that the theatre will close.
//! ```
//!
//! # What clears it
//! The name of the outlet and of the first speaker. Agency credit lines are left alone, and so are
//! spokespeople, who speak for a body.

use sayso_core::{Attribution, Voice};

use crate::report::Report;
use crate::source::{brings_in, is_bare, source_tokens};
use crate::view::View;
use crate::wording::quoted;

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
        report.add(
            Some(relay.span),
            format!("second hand, by {}: {lacks}", quoted(view.slice(relay.span), 30)),
            "Ask for the first publication.",
        );
        report.related(crate::view::source_span(attribution), "first speaker");
    }
}

/// A spokesperson's words are those of the body, which the text names.
fn speaks_for_somebody(view: &View<'_>, attribution: &Attribution) -> bool {
    let speaks = |token: u32| {
        let lemma = view.facts.reading.lemma(token).to_lowercase();
        lemma.starts_with("spokes") || matches!(lemma.as_str(), "rep" | "representative")
    };
    source_tokens(view, attribution).is_some_and(|tokens| tokens.range().any(speaks))
}

#[cfg(test)]
mod tests {
    use sayso_core::{Relay, Voice};

    use crate::example::Example;

    #[test]
    fn a_relay_without_a_name() {
        let mut e = Example::new("A tabloid wrote Lund said rain.");
        let (id, _) = e.says("Lund", "said", "rain", Voice::Named);
        assert!(e.findings("S215").is_empty());
        let span = e.span("A tabloid");
        e.attribution(id).relay = vec![Relay { span, entity: None, name: None }];
        assert_eq!(e.words("S215"), ["A tabloid"]);
        e.attribution(id).relay[0].name = Some("The Pier".into());
        assert!(e.findings("S215").is_empty());
    }
}
