//! What the headline states cannot be looked up from the article.
//!
//! # What it reports
//! The headline makes a claim, and the best place where the body states it has a grade of C
//! (a name, but no outlet, document, place or date), D, E, F, or no source at all. The paragraphs on the
//! same matter are looked through as well: any source in them or right behind them counts for a claim
//! without one, any outlet, document, occasion or day for a claim whose source has none.
//!
//! # Why it matters
//! The headline is what is passed on. If only one statement of an article can be traced it should be
//! this one.
//!
//! # Example
//! ```text
//! title: [[Orin Vale will leave the Salt Choir]]{A123}
//! ---
//! Orin Vale said in a recent interview that he will leave the Salt Choir. The tour goes on.
//! ```
//!
//! # What clears it
//! Naming the outlet, the document or the day for the statement that carries the headline. A headline that
//! the body puts in quite other words is left alone.

use std::collections::BTreeSet;

use sayso_core::{Attribution, Form, Letter, Sentence, Statement, StatementType, Voice};

use crate::cover::Cover;
use crate::headline::{sentences_on, words_of};
use crate::occasion::is_located;
use crate::report::Report;
use crate::view::{View, gives_source};

/// A claim of fewer words that carry matter is a piece of a headline.
const FEWEST_WORDS: usize = 3;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let central = &view.facts.statements.central;
    let Some(claim) = central.statement.and_then(|id| view.statement(id)) else { return };
    let states = claim.form == Form::Finite && claim.kind != StatementType::Question;
    let words = words_of(view, claim);
    if central.assumed || !states || words.len() < FEWEST_WORDS || central.matches.is_empty() {
        return;
    }
    let on_matter = sentences_on(view, &words);
    let (letter, best) = view.best_basis(claim, &central.matches);
    let otherwise = match letter {
        Letter::U => has_source_near(view, &on_matter),
        _ => is_located_near(view, &on_matter),
    };
    if on_matter.is_empty() || otherwise {
        return;
    }
    let what = match letter {
        Letter::A | Letter::B | Letter::N => return,
        Letter::C => "a named source; no outlet, document, place or date",
        Letter::D => "a source described and not named",
        Letter::E => "a source neither named nor described",
        Letter::F => "a crowd as its only source",
        Letter::U => "no source",
    };
    report.add(
        central.span.or_else(|| Some(claim.span())),
        format!("headline claim has grade {letter}: {what}"),
        "Ask who says so, where it appeared and when.",
    );
    if !best.headline {
        report.related(Some(best.span()), "stated in the body");
    }
}

/// A source in the paragraphs of some sentences, or in the next one: "his campaign said so on Friday".
fn has_source_near(view: &View<'_>, sentences: &[&Sentence]) -> bool {
    let sections: BTreeSet<u32> =
        sentences.iter().flat_map(|s| [s.section, s.section + 1]).collect();
    view.attributions().filter(|a| gives_source(a)).any(|a| {
        let sentence = view.sentences().get(view.facts.reading.sentence_at(a.start()));
        sentence.is_some_and(|s| sections.contains(&s.section))
    })
}

/// Something to look up in the paragraphs of some sentences, or a time in one of them.
fn is_located_near(view: &View<'_>, sentences: &[&Sentence]) -> bool {
    let reading = view.facts.reading;
    let sections: BTreeSet<u32> = sentences.iter().map(|s| s.section).collect();
    let near = |at: u32| {
        let sentence = view.sentences().get(reading.sentence_at(at));
        sentence.is_some_and(|s| sections.contains(&s.section))
    };
    let on_matter = Cover::of(sentences.iter().map(|s| s.span));
    let told = Cover::of(view.occasions().iter().map(|o| o.span));
    let dated = reading.times.iter().any(|t| on_matter.touches(t.span) && !told.touches(t.span));
    let located = view.occasions().iter().any(|o| near(o.span.start) && is_located(o));
    let passed_on = |a: &Attribution| !a.relay.is_empty() || a.speaker.voice == Voice::Document;
    let graded = |s: &Statement| matches!(view.letter(s), Letter::A | Letter::B);
    dated
        || located
        || view.body_statements().any(|s| near(s.span().start) && graded(s))
        || view.attributions().any(|a| near(a.start()) && passed_on(a))
}

#[cfg(test)]
mod tests {
    use sayso_core::{Fact, Span, StatementType, Voice};

    use crate::example::Example;

    fn example(outlet: bool) -> Example {
        let mut e = Example::new("# The choir will close\n\nMira Lund said the choir will end.");
        e.person("Mira Lund");
        let claim = e.states("The choir will close", StatementType::Checkable);
        let (_, body) = e.says("Mira Lund", "said", "the choir will end", Voice::Named);
        e.statements.central.statement = Some(claim);
        e.statements.central.matches = vec![body];
        if outlet {
            e.statement(body).basis.outlet = Fact::in_text("The Pier".into(), Span::default());
        }
        e
    }

    #[test]
    fn the_best_basis_of_the_claim_decides() {
        let findings = example(false).findings("A123");
        assert_eq!(example(false).words("A123"), ["The choir will close"]);
        assert!(findings[0].message.starts_with("headline claim has grade C"));
        assert!(example(true).findings("A123").is_empty());
    }

    #[test]
    fn a_headline_that_asks_or_is_not_there_claims_nothing() {
        let mut e = example(false);
        e.statements.list[0].kind = StatementType::Question;
        assert!(e.findings("A123").is_empty());
        let mut e = example(false);
        e.statements.central.assumed = true;
        assert!(e.findings("A123").is_empty());
    }
}
