//! The verb of saying takes what is said for settled.
//!
//! # What it reports
//! "Reveals", "admits", "confirms", "exposes" and the like, where the source is a person, a body or a crowd. The verb
//! tells the reader that the content holds; the text only shows that somebody said it.
//!
//! # Why it matters
//! "Said" leaves open what is open.
//!
//! # Example
//! ```text
//! Orin Vale [[revealed]]{S217} that the choir had lost its money.
//! ```
//!
//! # What clears it
//! A neutral verb ("said", "told"). Documents and official records as source are left alone, and so are the
//! writer's own "I can reveal" and reports of nobody.

use sayso_core::{Attribution, CueKind, Factivity, Form, Span, Voice};

use crate::report::Report;
use crate::source::source_tokens;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let Some(list) = view.lists.get("factive") else { return };
    let reading = view.facts.reading;
    for attribution in view.attributions() {
        let says = matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing);
        let is_record = attribution.speaker.voice == Voice::Document
            || attribution.source.is_empty()
            || is_writer(view, attribution);
        let takes_for_settled =
            attribution.stance.factivity == Factivity::Factive && !attribution.stance.negated;
        // "Admitted six hundred people" tells of no claim.
        let has_clause = view.statements_of(attribution).iter().any(|s| s.form == Form::Finite);
        if !says || is_record || !takes_for_settled || !has_clause {
            continue;
        }
        let Some(cue) = attribution.cue.iter().copied().reduce(Span::join) else { continue };
        let Some(words) = list.first_in(reading, reading.tokens_in(cue)) else { continue };
        let span = reading.span(words);
        report.add(
            Some(span),
            format!("{} takes for settled what is said", quoted(view.slice(span), 30)),
            "Read it as \"said\", and ask how the source knows.",
        );
        report.related(crate::view::source_span(attribution), "source");
    }
}

/// "I can reveal", "we have confirmed", outside any quotation.
fn is_writer(view: &View<'_>, attribution: &Attribution) -> bool {
    source_tokens(view, attribution).is_some_and(|tokens| {
        let first = view.facts.reading.lemma(tokens.start).to_lowercase();
        tokens.len() == 1 && matches!(first.as_str(), "i" | "we")
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{Factivity, Voice};

    use crate::example::Example;

    #[test]
    fn reveals_and_no_documents() {
        let mut e = Example::new("Vale reveal rain.");
        let (id, _) = e.says("Vale", "reveal", "rain", Voice::Named);
        assert!(e.findings("S217").is_empty());
        e.attribution(id).stance.factivity = Factivity::Factive;
        e.reading.tokens.upos[1] = sayso_core::Upos::Verb;
        assert_eq!(e.words("S217"), ["reveal"]);
        e.attribution(id).speaker.voice = Voice::Document;
        assert!(e.findings("S217").is_empty());
    }
}
