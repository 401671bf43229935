//! A hedge stands in for a source.
//!
//! # What it reports
//! "Reportedly", "allegedly", "supposedly" in the text's own voice, with no source in the sentence.
//!
//! # Why it matters
//! The word says that somebody said so, and keeps back who.
//!
//! # Example
//! ```text
//! The theatre has [[reportedly]]{S218} changed hands for two million crowns. The roof leaks.
//! ```
//!
//! # What clears it
//! Who reports or alleges it. Cases that are before a named court are left alone.

use sayso_core::{Attribution, Voice};

use crate::cover::Cover;
use crate::report::Report;
use crate::view::{View, gives_source};
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    let (Some(hedges), Some(courts)) = (view.lists.get("hedges"), view.lists.get("courts")) else {
        return;
    };
    // The hedge itself is no source, nor is a crowd.
    let is_hedge = |a: &Attribution| {
        a.cue.iter().any(|&cue| hedges.first_in(reading, reading.tokens_in(cue)).is_some())
    };
    let is_source =
        |a: &&Attribution| gives_source(a) && a.speaker.voice != Voice::Crowd && !is_hedge(a);
    let sourced = Cover::of(
        view.attributions()
            .filter(is_source)
            .flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content).copied()),
    );
    for sentence in view.sentences().iter().filter(|s| view.is_body(s)) {
        let Some(hedge) = hedges.first_in(reading, sentence.tokens) else { continue };
        let span = reading.span(hedge);
        let before_a_court = courts.first_in(reading, sentence.tokens).is_some();
        if sourced.touches(sentence.span) || before_a_court || view.is_quoted(hedge.start) {
            continue;
        }
        report.add(
            Some(span),
            format!("{}: the text does not say by whom", quoted(view.slice(span), 30)),
            "Ask who reports it, and where.",
        );
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::Voice;

    use crate::example::Example;

    #[test]
    fn a_hedge_without_a_source() {
        let mut e = Example::new("It was reportedly sold, Lund said.");
        assert_eq!(e.words("S218"), ["reportedly"]);
        e.says("Lund", "said", "It was reportedly sold", Voice::Named);
        assert!(e.findings("S218").is_empty());
        assert!(Example::new("He allegedly lied, a court heard.").findings("S218").is_empty());
    }
}
