//! People speak throughout, and not one word of theirs is quoted.
//!
//! # What it reports
//! The article gives three or more spoken or written statements of named people, and no word of
//! anybody stands between quotation marks. Only words of saying or writing count: votes, beliefs and
//! plans are no speech. A transcript needs no marks.
//!
//! # Why it matters
//! Without any words of their own the reader cannot tell what was said from what was made of it.
//!
//! # Example
//! ```text
//! Mira Lund said [[the harbour would close in May]]{A120}. She said the ferries would move to Velm.
//! Later she added that no jobs would be lost.
//! ```
//!
//! # What clears it
//! At least a few words of one of the speakers between quotation marks.

use sayso_core::{Form, QuotationForm, QuotationKind, Voice, VoiceIs};

use crate::report::Report;
use crate::view::{View, is_spoken};
use crate::wording::count;

/// Fewer may well be paraphrased throughout.
const FEWEST: usize = 3;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let quoted = |s: &&sayso_core::Statement| s.basis.words_quoted > 0;
    let marked = view.attributions().any(|a| a.quotation != QuotationKind::Indirect);
    let between_marks =
        |q: &sayso_core::Quotation| q.form != QuotationForm::NameOrTerm && q.depth == 0;
    let in_marks = view.facts.reading.quotations.iter().any(between_marks);
    if marked || in_marks || view.is_transcript() || view.statements().any(|s| quoted(&s)) {
        return;
    }
    let saying = view.lists.get("saying");
    let spoken: Vec<_> = view
        .attributed()
        .filter(|s| !View::is_doubtful(s) && s.form == Form::Finite)
        .filter(|statement| {
            view.attribution_of(statement).is_some_and(|a| {
                is_spoken(a)
                    && saying.is_some_and(|list| list.begins_with(&a.cue_lemma))
                    && a.speaker.voice == Voice::Named
                    && a.speaker.voice_is == VoiceIs::Person
            })
        })
        .collect();
    if spoken.len() < FEWEST {
        return;
    }
    let mut speakers: Vec<_> =
        spoken.iter().filter_map(|s| view.attribution_of(s)).map(|a| a.speaker.entity).collect();
    speakers.sort_unstable();
    speakers.dedup();
    report.add(
        spoken.first().map(|statement| statement.span()),
        format!(
            "{} of {}, no words of theirs in quotation marks",
            count(spoken.len(), "spoken statement", "spoken statements"),
            count(speakers.len(), "named person", "named people"),
        ),
        "Ask for the words as spoken, at least of the main statement.",
    );
}

#[cfg(test)]
mod tests {
    use sayso_core::{CueKind, Voice};

    use crate::example::Example;

    fn three_statements() -> Example {
        let mut e = Example::new("Mira Lund said rain. Mira Lund added hail. Mira Lund told snow.");
        e.person("Mira Lund");
        e.says("Mira Lund", "said", "rain", Voice::Named);
        e.says("Mira Lund", "added", "hail", Voice::Named);
        e.says("Mira Lund", "told", "snow", Voice::Named);
        for (act, lemma) in e.attributions.list.iter_mut().zip(["say", "add", "tell"]) {
            act.cue_lemma = lemma.into();
        }
        e
    }

    #[test]
    fn three_spoken_statements_without_quoted_words() {
        let e = three_statements();
        let findings = e.findings("A120");
        assert_eq!(
            findings[0].message,
            "3 spoken statements of 1 named person, no words of theirs in quotation marks"
        );
        assert_eq!(e.words("A120"), ["rain"]);
    }

    #[test]
    fn what_is_no_word_of_saying_does_not_count() {
        let mut e = three_statements();
        e.attributions.list[1].cue_lemma = "offer".into();
        assert!(e.findings("A120").is_empty());
    }

    #[test]
    fn beliefs_do_not_count_and_quoted_words_clear_it() {
        let mut e = three_statements();
        e.attributions.list[1].cue_kind = CueKind::Belief;
        assert!(e.findings("A120").is_empty());
        let mut e = three_statements();
        e.statements.list[2].basis.words_quoted = 1;
        assert!(e.findings("A120").is_empty());
    }
}
