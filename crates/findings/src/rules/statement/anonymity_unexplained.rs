//! A person is left without a name, and no reason is stated.
//!
//! # What it reports
//! A source is described and not named, and the text does not say why. Once a source; where the source is
//! not even described only `S201` is shown.
//!
//! # Why it matters
//! Leaving out a name can be right, and readers are owed the reason. A reason given is no fault.
//!
//! # Example
//! ```text
//! [[A former official of the board]]{S202} said the price was too low.
//! ```
//!
//! # What clears it
//! The reason ("who asked not to be named because the talks go on"), at this or an earlier mention, or a
//! name, or whose they are ("Lund's lawyer"). A first paragraph may leave the name of its source to the next ones.

use std::collections::BTreeSet;

use sayso_core::{Attribution, EntityKind, Letter, Mention, Modality, Voice, VoiceIs};

use crate::report::Report;
use crate::source::{brings_in, is_told_by_relation, source_tokens};
use crate::view::{View, is_spoken, source_span};
use crate::wording::quoted;

/// Paragraphs in which a source of the first one is named.
const LEDE: u32 = 4;
/// Nouns that count people: many at once, and nobody who could be asked for a reason.
const COUNTS: &[&str] =
    &["chorus", "couple", "crowd", "group", "handful", "host", "majority", "number", "slew"];

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let mut explained = BTreeSet::new();
    for attribution in view.attributions().filter(|a| is_spoken(a)) {
        // "A reader would ask", and headlines, which leave names for the body.
        let told =
            attribution.stance.modality == Modality::Actual && !view.in_headline(attribution);
        let unnamed =
            told && matches!(attribution.speaker.voice, Voice::Described | Voice::Unnamed);
        let Some(source) = source_span(attribution).filter(|_| unnamed) else { continue };
        let key = (attribution.speaker.entity, view.slice(source).to_lowercase());
        let statements = view.statements_of(attribution);
        if statements.iter().any(|s| s.basis.reason.found_or_doubtful().is_some()) {
            explained.insert(key);
            continue;
        }
        let grade = |s: &&&sayso_core::Statement| matches!(view.letter(s), Letter::D | Letter::E);
        let is_person = statements.iter().filter(grade).any(|s| s.basis.person);
        if !is_person
            || !brings_in(view, attribution)
            || !is_somebody(view, attribution)
            || is_told_by_relation(view, attribution)
            || speaks_for_or_counts(view, attribution)
            || is_left_to_the_next(view, attribution)
            || !explained.insert(key)
        {
            continue;
        }
        report.add(
            Some(source),
            format!("{}: no reason is stated for the missing name", quoted(view.slice(source), 40)),
            "Ask why the name is left out.",
        );
    }
}

/// Its words are read as a person's, and not only as somebody's for whom a database or a slide stands.
fn is_somebody(view: &View<'_>, attribution: &Attribution) -> bool {
    let is_person = |mention: &Mention| mention.names == EntityKind::Person;
    attribution.speaker.voice == Voice::Unnamed
        || source_span(attribution).is_some_and(|span| {
            view.mentions_in(span)
                .next()
                .is_some_and(|m| m.span.start <= span.start + 1 && is_person(m))
        })
}

/// "A spokeswoman for the council" speaks for it; "no leader" is nobody, and "a number of experts" many.
fn speaks_for_or_counts(view: &View<'_>, attribution: &Attribution) -> bool {
    let reading = view.facts.reading;
    source_tokens(view, attribution).is_some_and(|tokens| {
        let excepted = |token: u32| {
            let lemma = reading.lemma(token).to_lowercase();
            lemma.starts_with("spokes") || COUNTS.contains(&lemma.as_str())
        };
        reading.lemma(tokens.start).eq_ignore_ascii_case("no") || tokens.range().any(excepted)
    })
}

/// "A former chairman says ..." in the first paragraph, and a person by name who speaks in the next ones.
fn is_left_to_the_next(view: &View<'_>, attribution: &Attribution) -> bool {
    let section = |a: &Attribution| {
        let at = view.facts.reading.sentence_at(a.start());
        view.sentences().get(at).filter(|s| view.is_body(s)).map(|s| s.section)
    };
    let first = view.sentences().iter().find(|s| view.is_body(s)).map(|s| s.section);
    let Some(lede) = section(attribution).filter(|&own| Some(own) == first) else { return false };
    view.attributions().any(|a| {
        let named = a.speaker.voice == Voice::Named && a.speaker.voice_is == VoiceIs::Person;
        named && is_spoken(a) && section(a).is_some_and(|s| s > lede && s <= lede + LEDE)
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{Fact, Span, Voice};

    use crate::example::Example;

    #[test]
    fn once_a_source_and_not_after_a_reason() {
        let mut e = Example::new("An aide said rain. An aide said hail.");
        e.person("An aide");
        let (_, first) = e.says("An aide", "said", "rain", Voice::Described);
        e.says("An aide", "said", "hail", Voice::Described);
        assert_eq!(e.words("S202"), ["An aide"]);
        e.statement(first).basis.reason = Fact::in_text("talks go on".into(), Span::default());
        assert!(e.findings("S202").is_empty());
    }
}
