//! An occasion has no day.
//!
//! # What it reports
//! Something was said in an interview, a statement, at a news conference or the like, and neither this
//! mention nor an earlier one of the same speaker says when. Where the occasion is not located either only
//! `S208` is shown. Polls and reports at large, and outlets without a word for what was said there, are left
//! alone.
//!
//! # Why it matters
//! Whoever looks for the words needs to know where to stop.
//!
//! # Example
//! ```text
//! In [[an interview]]{S209} with The Harbour Post, Orin Vale said that the Salt Choir will stop touring.
//! ```
//!
//! # What clears it
//! A day, a month or a year for the occasion or the act of speaking.

use std::collections::BTreeSet;

use sayso_core::{Occasion, OccasionKind, TimeExpression, TimeKind, Upos};

use crate::occasion::{is_at_large, is_brought_in};
use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let is_dated = |occasion: &Occasion| {
        occasion.date.found_or_doubtful().is_some() || occasion.time.is_some()
    };
    let mut dated: BTreeSet<OccasionKind> =
        view.occasions().iter().filter(|o| is_dated(o)).map(|o| o.kind).collect();
    // A day that hangs on the act of speaking dates its occasion.
    for act in view.attributions() {
        let has_day = act.date.found_or_doubtful().is_some() || act.time.is_some();
        let occasion = act.occasion.found_or_doubtful().filter(|_| has_day);
        dated.extend(occasion.and_then(|id| view.occasions().get(id.0 as usize)).map(|o| o.kind));
    }
    let open = |o: &&Occasion| !dated.contains(&o.kind) && is_brought_in(view, o);
    for occasion in view.occasions().iter().filter(open) {
        let sentence = view.sentences().get(view.facts.reading.sentence_at(occasion.span.start));
        let in_sentence = |time: &TimeExpression| {
            time.kind == TimeKind::Date && sentence.is_some_and(|s| s.span.contains(time.span))
        };
        let told = sentence.is_some_and(|s| view.is_body(s))
            && !is_at_large(view, occasion)
            && !is_name_alone(view, occasion);
        if !told || view.facts.reading.times.iter().any(in_sentence) {
            continue;
        }
        report.add(
            Some(occasion.span),
            format!("{}: no date is given", quoted(view.slice(occasion.span), 50)),
            "Ask on what day that was.",
        );
    }
}

/// "CNN", "The Pier": where it was said, and no occasion that has a day.
fn is_name_alone(view: &View<'_>, occasion: &Occasion) -> bool {
    let reading = view.facts.reading;
    let mut words = reading.tokens_in(occasion.span).range();
    words.all(|t| {
        matches!(reading.tokens.upos.get(t as usize), Some(Upos::Propn | Upos::Det | Upos::Punct))
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{OccasionKind, Voice};

    use crate::example::Example;

    #[test]
    fn an_occasion_without_a_day() {
        let mut e = Example::new("In the Post on Monday Vale said rain.");
        let (id, _) = e.says("Vale", "said", "rain", Voice::Named);
        e.at_occasion(id, OccasionKind::Interview, "In the Post");
        assert_eq!(e.words("S209"), ["In the Post"]);
        e.attribution(id).time = Some(e.span("on Monday"));
        assert!(e.findings("S209").is_empty());
    }
}
