//! A crowd without names speaks or believes.
//!
//! # What it reports
//! "Many", "some", "critics", "fans" or another loose plural says, writes or believes something, and
//! the text names none of them.
//!
//! # Why it matters
//! Nobody can be asked, and no number says how many they are.
//!
//! # Example
//! ```text S205
//! [[Many observers]]{S205} said the choir had lost its way.
//! ```
//!
//! # What clears it
//! Names ("among them Mira Lund"), a count with its origin, or a poll. Crowds that only want, see or
//! hope are left alone.

use sayso_core::{Attribution, CueKind, Voice};

use crate::report::Report;
use crate::view::{View, source_span};
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for attribution in view.attributions() {
        let speaks =
            matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing | CueKind::Belief)
                && !attribution.stance.negated;
        if attribution.speaker.voice != Voice::Crowd || !speaks || names_follow(view, attribution) {
            continue;
        }
        let Some(source) = source_span(attribution) else { continue };
        let verb = if attribution.cue_kind == CueKind::Belief { "believe" } else { "speak" };
        report.add(
            Some(source),
            format!("{} {verb}; the text names none of them", quoted(view.slice(source), 40)),
            "Ask for one name, or for the count or poll behind it.",
        );
        report.related(attribution.cue.first().copied(), "cue");
    }
}

/// The sentence goes on to name members of the crowd, or it or the next one rests on a document.
fn names_follow(view: &View<'_>, attribution: &Attribution) -> bool {
    let reading = view.facts.reading;
    let here = reading.sentence_at(attribution.start());
    let Some(sentence) = view.sentences().get(here) else { return false };
    let named = sentence.tokens.range().any(|t| {
        matches!(reading.lemma(t), "include" | "including" | "like" | "such" | "among")
            && reading.mentions.iter().any(|m| m.tokens.start > t && m.tokens.start <= t + 3)
    });
    let shown = view.attributions().any(|other| {
        let there = reading.sentence_at(other.start());
        other.speaker.voice == Voice::Document && (there == here || there == here + 1)
    });
    named || shown
}

#[cfg(test)]
mod tests {
    use sayso_core::{CueKind, Voice};

    use crate::example::Example;

    #[test]
    fn a_crowd_that_speaks_and_none_that_wants() {
        let mut e = Example::new("Many observers said rain. It rained.");
        let (id, _) = e.says("Many observers", "said", "rain", Voice::Crowd);
        assert_eq!(e.words("S205"), ["Many observers"]);
        e.attribution(id).cue_kind = CueKind::Intention;
        assert!(e.findings("S205").is_empty());
    }

    #[test]
    fn names_or_a_poll_clear_it() {
        let mut e = Example::new("Many observers including Mira said rain. A poll shows hail.");
        e.person("Mira");
        e.says("Many observers", "said", "rain", Voice::Crowd);
        assert!(e.findings("S205").is_empty());
        let mut e = Example::new("Many observers said rain. A poll shows hail.");
        e.says("Many observers", "said", "rain", Voice::Crowd);
        e.says("A poll", "shows", "hail", Voice::Document);
        assert!(e.findings("S205").is_empty());
    }
}
