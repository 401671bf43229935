//! What a named person feels, wants or thinks is told without a source.
//!
//! # What it reports
//! A statement in the text's own voice on the thoughts, wishes or feelings of a named person, in a sentence
//! without any source.
//!
//! # Why it matters
//! Nobody but the person can know it; the text has to have it from somewhere.
//!
//! # Example
//! ```text
//! [[Orin Vale was desperate to come home]]{S219}. The choir sang in Velm.
//! ```
//!
//! # What clears it
//! A source in the sentence, the person's own words, or what they did instead of what they felt.

use sayso_core::{EntityKind, MentionKind, StatementType};

use crate::cover::Cover;
use crate::report::Report;
use crate::view::{View, gives_source};
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let sourced = Cover::of(
        view.attributions()
            .filter(|a| gives_source(a))
            .flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content).copied()),
    );
    for statement in view.own_voice().filter(|s| s.kind == StatementType::InnerState) {
        let sentence = view.sentences().get(statement.sentence as usize);
        if sentence.is_none_or(|sentence| sourced.touches(sentence.span)) {
            continue;
        }
        // Whose state it is stands at the head of the clause.
        let first = view.mentions_in(statement.span()).find(|m| m.kind != MentionKind::Role);
        let person = first.and_then(|m| m.entity).and_then(|id| view.entity(id));
        let Some(person) = person.filter(|e| e.kind == EntityKind::Person && !e.name.is_empty())
        else {
            continue;
        };
        report.add(
            Some(statement.span()),
            format!("an inner state of {}; the sentence gives no source", quoted(&person.name, 40)),
            format!("Ask how the text knows what {} thinks or feels.", quoted(&person.name, 40)),
        );
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{StatementType, Voice};

    use crate::example::Example;

    #[test]
    fn feelings_of_a_named_person_without_a_source() {
        let mut e = Example::new("Vale regretted it. Lund said rain.");
        e.states("Vale regretted it", StatementType::InnerState);
        assert!(e.findings("S219").is_empty());
        e.person("Vale");
        assert_eq!(e.words("S219"), ["Vale regretted it"]);
        e.says("Lund", "said", "Vale regretted it", Voice::Named);
        assert!(e.findings("S219").is_empty());
    }
}
