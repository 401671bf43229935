//! An occasion has no day.
//!
//! # What it reports
//! Something was said in an interview, a statement, at a news conference or the like, and neither this
//! mention nor another one says when, and no day stands in its paragraph or the one before. Where the occasion
//! is not located either only `S208` is shown. Reports at large, outlets without a word for what was said there,
//! and occasions that lean on an earlier mention ("the speech") are left alone.
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

use sayso_core::{Occasion, OccasionKind, Sentence, TimeKind, Upos};

use crate::occasion::brought_in;
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
    for (_, occasion, here) in brought_in(view, has_a_day) {
        if dated.contains(&occasion.kind)
            || has_day_near(view, occasion, here)
            || names_a_month(view, occasion)
        {
            continue;
        }
        report.add(
            Some(occasion.span),
            format!("{}: no date is given", quoted(view.slice(occasion.span), 50)),
            "Ask on what day that was.",
        );
    }
}

/// It takes place or is put out on a day.
fn has_a_day(kind: OccasionKind) -> bool {
    match kind {
        OccasionKind::Book | OccasionKind::Report | OccasionKind::Other => false,
        OccasionKind::Interview
        | OccasionKind::Statement
        | OccasionKind::NewsConference
        | OccasionKind::Speech
        | OccasionKind::Testimony
        | OccasionKind::Filing
        | OccasionKind::Poll
        | OccasionKind::Post
        | OccasionKind::Letter
        | OccasionKind::Broadcast => true,
    }
}

/// A day or a time of day in the paragraph or the one before, or beside another mention of the same noun: "in the
/// interview last week".
fn has_day_near(view: &View<'_>, occasion: &Occasion, here: &Sentence) -> bool {
    let reading = view.facts.reading;
    let is_noun = |t: &u32| reading.tokens.upos.get(*t as usize) == Some(&Upos::Noun);
    let noun = reading.tokens_in(occasion.span).range().rev().find(is_noun);
    let noun = noun.map(|t| reading.lemma(t));
    reading.times.iter().any(|time| {
        let there = view.sentences().get(reading.sentence_at(time.span.start));
        let is_near = |s: &Sentence| s.section == here.section || s.section + 1 == here.section;
        let same_noun = |s: &Sentence| s.tokens.range().any(|t| Some(reading.lemma(t)) == noun);
        matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && there.is_some_and(|s| is_near(s) || same_noun(s))
    })
}

/// "An August speech".
fn names_a_month(view: &View<'_>, occasion: &Occasion) -> bool {
    let reading = view.facts.reading;
    reading.tokens_in(occasion.span).range().any(|token| {
        matches!(
            reading.form(view.facts.document, token),
            "January"
                | "February"
                | "March"
                | "April"
                | "May"
                | "June"
                | "July"
                | "August"
                | "September"
                | "October"
                | "November"
                | "December"
        )
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{OccasionKind, Voice};

    use crate::example::Example;

    #[test]
    fn an_occasion_without_a_day() {
        let mut e = Example::new("In a talk Vale said rain. On Monday Vale left.");
        let (id, _) = e.says("Vale", "said", "rain", Voice::Named);
        e.at_occasion(id, OccasionKind::Interview, "a talk");
        assert_eq!(e.words("S209"), ["a talk"]);
        e.attribution(id).time = Some(e.span("On Monday"));
        assert!(e.findings("S209").is_empty());
    }
}
