//! Words are announced, and none are quoted.
//!
//! # What it reports
//! "In his words", "as she put it" or the like announces somebody's own words, and neither this
//! sentence nor the next one has any words in quotation marks.
//!
//! # Why it matters
//! The reader is led to take the writer's words for those of the person.
//!
//! # Example
//! ```text
//! Orin Vale said he has left the choir. [[In his words]]{S222}, the years on the road had become a
//! burden. The others stay.
//! ```
//!
//! # What clears it
//! Words in quotation marks in the sentence or the next one, or a block quotation after it.

use sayso_core::{DoubtReason, Span};

use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for attribution in view.attributions() {
        let announced = attribution
            .reach
            .iter()
            .find(|reach| reach.why == Some(DoubtReason::WordsAnnounced) && !reach.noted);
        if attribution.words_given && announced.is_none() {
            continue;
        }
        let cue = attribution.cue.iter().copied().reduce(Span::join);
        let Some(place) = announced.and_then(|reach| reach.trigger).or(cue) else { continue };
        if words_follow(view, place) {
            continue;
        }
        report.add(
            Some(place),
            format!(
                "{}: no quoted words here or in the next sentence",
                quoted(view.slice(place), 40)
            ),
            "Ask for the words as they were spoken.",
        );
    }
}

/// The sentence or the next one has words between marks, or a block quotation follows.
fn words_follow(view: &View<'_>, place: Span) -> bool {
    let reading = view.facts.reading;
    let here = reading.sentence_at(place.start);
    let sentences = view.sentences().iter().skip(here).take(2);
    let mut tokens = sentences.clone().flat_map(|sentence| sentence.tokens.range());
    let is_block = |s: &sayso_core::Sentence| {
        view.section_kind(s) == Some(sayso_core::SectionKind::BlockQuote)
    };
    tokens.any(|token| token >= first_token(view, place) && view.is_quoted(token))
        || sentences.skip(1).any(is_block)
}

fn first_token(view: &View<'_>, place: Span) -> u32 {
    view.facts.reading.tokens_in(place).start
}

#[cfg(test)]
mod tests {
    use sayso_core::Voice;

    use crate::example::Example;

    #[test]
    fn announced_words_that_do_not_follow() {
        let mut e = Example::new("In his words, it was a wall. It rained. The end.");
        let (id, _) = e.says("his", "In his words", "it was a wall", Voice::Named);
        e.attribution(id).words_given = false;
        assert_eq!(e.words("S222"), ["In his words"]);
        let quoted = e.reading.tokens_in(e.span("rained")).start as usize;
        e.reading.tokens.quotation[quoted] = 1;
        assert!(e.findings("S222").is_empty());
    }
}
