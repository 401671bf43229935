//! A quantity is told without a figure.
//!
//! # What it reports
//! "Countless", "thousands of", "years later", "each time" or the like, and no figure in the same sentence or
//! within two sentences.
//!
//! # Why it matters
//! Such a word cannot be checked, and it grows with every telling.
//!
//! # Example
//! ```text
//! The choir sang for [[countless]]{S221} towns. The tours were long.
//! ```
//!
//! # What clears it
//! A figure or a date nearby. Words between quotation marks are their speaker's.

use sayso_core::{TimeState, Upos};

use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

/// Sentences on either side in which a figure clears it.
const NEAR: usize = 2;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    let Some(list) = view.lists.get("unquantified") else { return };
    let sentences = view.sentences();
    let figures: Vec<bool> = sentences.iter().map(|s| has_figure(view, s)).collect();
    for (i, sentence) in sentences.iter().enumerate().filter(|(_, s)| view.is_body(s)) {
        let Some(words) = list.first_in(reading, sentence.tokens) else { continue };
        let near = i.saturating_sub(NEAR)..(i + NEAR + 1).min(figures.len());
        let is_near = figures.get(near).is_some_and(|near| near.contains(&true));
        // "Ten years later" has its figure before it.
        if view.is_quoted(words.start) || is_near {
            continue;
        }
        let span = reading.span(words);
        report.add(
            Some(span),
            format!("{}: no figure here or within two sentences", quoted(view.slice(span), 30)),
            "Ask how many, or when.",
        );
    }
}

/// The sentence has a number or a settled date.
fn has_figure(view: &View<'_>, sentence: &sayso_core::Sentence) -> bool {
    let reading = view.facts.reading;
    let number = sentence.tokens.range().any(|token| {
        let is_number = reading.tokens.upos.get(token as usize) == Some(&Upos::Num);
        is_number && !matches!(reading.lemma(token), "one" | "hundred" | "thousand" | "million")
    });
    let first = reading.times.partition_point(|time| time.span.end <= sentence.span.start);
    let times = reading.times.iter().skip(first);
    number
        || times
            .take_while(|time| time.span.start < sentence.span.end)
            .any(|time| matches!(time.state, TimeState::Absolute | TimeState::Anchored))
}

#[cfg(test)]
mod tests {
    use sayso_core::Upos;

    use crate::example::Example;

    fn example(text: &str) -> Example {
        let mut e = Example::new(text);
        let word = e.reading.tokens_in(e.span("countless")).start as usize;
        e.reading.tokens.upos[word] = Upos::Adj;
        e
    }

    #[test]
    fn a_figure_within_two_sentences_clears_it() {
        let text = "They sang in countless towns. It rained. It rained. It was 400.";
        let mut e = example(text);
        assert_eq!(e.words("S221"), ["countless"]);
        let number = e.reading.tokens_in(e.span("400")).start as usize;
        e.reading.tokens.upos[number] = Upos::Num;
        assert_eq!(e.words("S221"), ["countless"]);
        let mut e = example("They sang in countless towns. It was 400.");
        let number = e.reading.tokens_in(e.span("400")).start as usize;
        e.reading.tokens.upos[number] = Upos::Num;
        assert!(e.findings("S221").is_empty());
    }
}
