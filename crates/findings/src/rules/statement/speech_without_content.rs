//! That and how somebody spoke is told, and not what they said.
//!
//! # What it reports
//! "Opened up", "broke their silence", "spoke without regret" or the like in a paragraph in which nobody is
//! given any words, quoted or not.
//!
//! # Why it matters
//! The manner of speaking is the writer's; what was said is what a reader could look up.
//!
//! # Example
//! ```text
//! Orin Vale finally [[opened up]]{S223} about the choir. The hall was silent.
//! ```
//!
//! # What clears it
//! What was said, in the same paragraph.

use sayso_core::{Attribution, Form, QuotationKind};

use crate::cover::Cover;
use crate::report::Report;
use crate::view::{View, gives_source};
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    let Some(list) = view.lists.get("manner") else { return };
    // A mere topic ("opened up about the choir") is no content.
    let tells = |a: &&Attribution| {
        let mut clauses = view.statements_of(a).into_iter().filter(|s| !View::is_doubtful(s));
        gives_source(a)
            && (a.quotation != QuotationKind::Indirect || clauses.any(|s| s.form == Form::Finite))
    };
    let given =
        Cover::of(view.attributions().filter(tells).flat_map(|a| a.content.iter().copied()));
    for sentence in view.sentences().iter().filter(|s| view.is_body(s)) {
        let Some(words) = list.first_in(reading, sentence.tokens) else { continue };
        let section = view.facts.document.sections.get(sentence.section as usize);
        let told = section.is_some_and(|section| given.touches(section.span));
        if told || view.is_quoted(words.start) {
            continue;
        }
        let span = reading.span(words);
        report.add(
            Some(span),
            format!("{}: the paragraph does not tell what was said", quoted(view.slice(span), 30)),
            "Ask what was said.",
        );
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Upos, Voice};

    use crate::example::Example;

    fn example(text: &str) -> Example {
        let mut e = Example::new(text);
        let verb = e.reading.tokens_in(e.span("open")).start as usize;
        e.reading.tokens.upos[verb] = Upos::Verb;
        e
    }

    #[test]
    fn content_in_the_paragraph_clears_it() {
        assert_eq!(example("Vale open up. It rained.").words("S223"), ["open up"]);
        let mut e = example("Vale open up. He said rain.");
        e.says("He", "said", "rain", Voice::Named);
        assert!(e.findings("S223").is_empty());
        let mut e = example("Vale open up.\n\nHe said rain.");
        e.says("He", "said", "rain", Voice::Named);
        assert_eq!(e.words("S223"), ["open up"]);
    }
}
