//! A speaker was named, and it is open where their account ends.
//!
//! # What it reports
//! After "according to" or an announced account, sentences without a cue of their own follow that go on with
//! the same matter: they may be the speaker's or the writer's.
//!
//! # Why it matters
//! One "she said" more tells the reader whose words these are.
//!
//! # Example
//! ```text
//! Orin Vale wanted to move on, according to Mira Lund. [[But he left behind the choir and a town full of
//! debts.]]{S214}
//! ```
//!
//! # What clears it
//! A cue in each sentence, quotation marks, or a new subject.

use sayso_core::{DoubtReason, EntityId, MentionKind, Reach, Scope, Sentence};

use crate::report::Report;
use crate::view::View;
use crate::wording::{count, quoted};

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for attribution in view.attributions() {
        let open = |reach: &&Reach| {
            reach.scope == Scope::Doubtful
                && !reach.noted
                && matches!(
                    reach.why,
                    Some(DoubtReason::AfterAccordingTo | DoubtReason::AfterOpening)
                )
        };
        for reach in attribution.reach.iter().filter(open) {
            let sentences: Vec<&Sentence> =
                view.sentences().iter().filter(|s| s.span.overlaps(reach.span)).collect();
            let of_another = sentences.first().is_some_and(|sentence| {
                let first = view.mentions_in(sentence.span).next();
                first.is_some_and(|m| m.kind == MentionKind::Name && is_new(view, m.entity, reach))
            });
            if of_another {
                continue;
            }
            let name = attribution.speaker.name.as_deref().unwrap_or("the speaker");
            let name = quoted(name, 40);
            report.add(
                Some(reach.span),
                format!(
                    "{} without a cue: open whether {name} still speaks",
                    count(sentences.len(), "sentence", "sentences")
                ),
                format!("Ask whether {name} said that too."),
            );
            report.related(attribution.cue.first().copied(), "last cue");
        }
    }
}

/// The entity is not mentioned before the stretch.
fn is_new(view: &View<'_>, entity: Option<EntityId>, reach: &Reach) -> bool {
    let Some(entity) = entity.and_then(|id| view.entity(id)) else { return true };
    let first = entity.mentions.first().and_then(|&m| view.facts.reading.mentions.get(m as usize));
    first.is_none_or(|mention| mention.span.start >= reach.span.start)
}

#[cfg(test)]
mod tests {
    use sayso_core::{DoubtReason, Reach, Scope, Voice};

    use crate::example::Example;

    fn example(text: &str, after: &str) -> Example {
        let mut e = Example::new(text);
        e.person("Lund");
        e.person("Vale");
        let (id, _) = e.says("Lund", "said", "rain", Voice::Named);
        let span = e.span(after);
        e.attribution(id).reach.push(Reach {
            span,
            scope: Scope::Doubtful,
            why: Some(DoubtReason::AfterAccordingTo),
            trigger: None,
            noted: false,
        });
        e
    }

    #[test]
    fn a_stretch_after_the_last_cue() {
        let mut e = example("Lund said rain. It was cold. Vale", "It was cold.");
        assert_eq!(e.words("S214"), ["It was cold."]);
        e.attributions.list[0].reach[0].noted = true;
        assert!(e.findings("S214").is_empty());
    }

    #[test]
    fn a_new_subject_is_the_texts_own() {
        assert!(example("Lund said rain. Vale sang.", "Vale sang.").findings("S214").is_empty());
        let e = example("Vale and Lund said rain. Vale sang.", "Vale sang.");
        assert_eq!(e.words("S214"), ["Vale sang."]);
    }
}
