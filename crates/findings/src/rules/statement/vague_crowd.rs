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
//! ```text
//! [[Critics]]{S205} said the choir had lost its way.
//! ```
//!
//! # What clears it
//! Names ("among them Mira Lund"), a count with its origin, or a poll. Crowds that only want, see, like or
//! hope, crowds of a body that is named, crowds within somebody's words, and "the experts", who were told of before, are left alone.

use std::collections::BTreeSet;

use sayso_core::{Attribution, CueKind, EntityKind, How, MentionKind, Modality, Sentence, Voice};

use crate::report::Report;
use crate::source::source_tokens;
use crate::view::{View, source_span};
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    let documents: BTreeSet<usize> = view
        .attributions()
        .filter(|a| a.speaker.voice == Voice::Document)
        .map(|a| reading.sentence_at(a.start()))
        .collect();
    for attribution in view.attributions() {
        let speaks =
            matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing | CueKind::Belief)
                && attribution.stance.modality == Modality::Actual
                && !attribution.stance.negated;
        let nobody = attribution.speaker.how == How::NoSource;
        // What somebody says that people say is for them to answer.
        if attribution.speaker.voice != Voice::Crowd
            || attribution.depth > 0
            || nobody
            || !speaks
            || !is_crowd(view, attribution)
        {
            continue;
        }
        let here = reading.sentence_at(attribution.start());
        let Some(sentence) = view.sentences().get(here) else { continue };
        let shown = documents.contains(&here) || documents.contains(&(here + 1));
        if shown || names_follow(view, sentence) || is_counted(view, sentence) {
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

/// The source is a loose plural of people: *many*, *some critics*, *Democrats*; "as fans know" is no
/// claim of theirs.
fn is_crowd(view: &View<'_>, attribution: &Attribution) -> bool {
    let reading = view.facts.reading;
    let (Some(tokens), Some(crowds)) = (source_tokens(view, attribution), view.lists.get("crowds"))
    else {
        return false;
    };
    let plural = |t: u32| {
        let party = matches!(reading.tokens.xpos.get(t as usize), Some(sayso_core::Xpos::Nnps));
        let people = crowds.at(reading, t, t + 1).is_some();
        party
            || people
                && matches!(
                    reading.tokens.xpos.get(t as usize),
                    Some(sayso_core::Xpos::Nns | sayso_core::Xpos::None)
                )
    };
    let bare = tokens.len() == 1
        && matches!(
            reading.lemma(tokens.start).to_lowercase().as_str(),
            "many" | "some" | "other" | "others" | "most" | "few" | "several"
        );
    let first = reading.lemma(tokens.start).to_lowercase();
    let leans = matches!(first.as_str(), "one" | "whose" | "the" | "these" | "those");
    let felt = matches!(
        attribution.cue_lemma.as_str(),
        "know"
            | "hope"
            | "like"
            | "dislike"
            | "love"
            | "hate"
            | "enjoy"
            | "worry"
            | "worried"
            | "fear"
    );
    let of_a_body = view
        .mentions_in(reading.span(tokens))
        .any(|m| m.kind == MentionKind::Name && m.names == EntityKind::Organisation);
    !felt && !leans && !of_a_body && (bare || tokens.range().any(plural))
}

/// A share stands in the sentence: "a majority of voters expect rain, 52 percent".
fn is_counted(view: &View<'_>, sentence: &Sentence) -> bool {
    let lemma = |token| view.facts.reading.lemma(token);
    sentence.tokens.range().any(|token| matches!(lemma(token), "percent" | "percentage" | "%"))
}

/// The sentence goes on to name members of the crowd: "such as", "including", "among them".
fn names_follow(view: &View<'_>, sentence: &Sentence) -> bool {
    let reading = view.facts.reading;
    sentence.tokens.range().any(|token| {
        let opens = matches!(reading.lemma(token), "include" | "including" | "such" | "among");
        opens && {
            let next = reading.mentions.partition_point(|m| m.tokens.start <= token);
            reading.mentions.get(next).is_some_and(|m| m.tokens.start <= token + 3)
        }
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{CueKind, Voice};

    use crate::example::Example;

    #[test]
    fn a_crowd_that_speaks_and_none_that_wants() {
        let mut e = Example::new("Many people said rain. It rained.");
        let (id, _) = e.says("Many people", "said", "rain", Voice::Crowd);
        assert_eq!(e.words("S205"), ["Many people"]);
        e.attribution(id).cue_kind = CueKind::Intention;
        assert!(e.findings("S205").is_empty());
    }

    #[test]
    fn names_or_a_poll_clear_it() {
        let mut e = Example::new("Many people including Mira said rain. A poll shows hail.");
        e.person("Mira");
        e.says("Many people", "said", "rain", Voice::Crowd);
        assert!(e.findings("S205").is_empty());
        let mut e = Example::new("Many people, 52 percent, said rain.");
        e.says("Many people", "said", "rain", Voice::Crowd);
        assert!(e.findings("S205").is_empty());
        let mut e = Example::new("Many people said rain. A poll shows hail.");
        e.says("Many people", "said", "rain", Voice::Crowd);
        e.says("A poll", "shows", "hail", Voice::Document);
        assert!(e.findings("S205").is_empty());
    }
}
