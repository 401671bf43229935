//! What the headline states cannot be looked up from the article.
//!
//! # What it reports
//! The headline makes a claim that the body comes back to, and nothing the article says can be located: the
//! claim has a grade of C (a name, but no outlet, document, place or date), D, E, F, or no source at all, no
//! statement on the same matter and none of the same source stands higher, and no occasion is located. For a
//! claim without a source, nobody speaks in the first paragraphs and on its matter.
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

use sayso_core::{
    Attribution, Deprel, Form, Letter, Mention, MentionKind, Sentence, Statement, StatementType,
    Voice,
};

use crate::cover::Cover;
use crate::headline::{sentences_on, words_of};
use crate::occasion::is_located;
use crate::report::Report;
use crate::view::{View, gives_source};

/// A claim of fewer words that carry matter is a piece of a headline.
const FEWEST_WORDS: usize = 3;
/// Paragraphs of the body in which the source of its news stands.
const OPENING: usize = 4;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let central = &view.facts.statements.central;
    let Some(claim) = central.statement.and_then(|id| view.statement(id)) else { return };
    let states = claim.form == Form::Finite && claim.kind != StatementType::Question;
    let words = words_of(view, claim);
    if central.assumed || !states || words.len() < FEWEST_WORDS || !is_main_clause(view, claim) {
        return;
    }
    let on_matter = sentences_on(view, &words);
    let (letter, best) = view.best_basis(claim, &central.matches);
    if on_matter.is_empty() && central.matches.is_empty() {
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
    if is_located_anywhere(view, &on_matter)
        || (letter == Letter::U && has_source_near(view, &on_matter))
    {
        return;
    }
    report.add(
        central.span.or_else(|| Some(claim.span())),
        format!("headline claim has grade {letter}: {what}"),
        "Ask who says so, where it appeared and when.",
    );
    if !best.headline {
        report.related(Some(best.span()), "stated in the body");
    }
}

/// It holds the main verb of the headline, or of what the headline says somebody says.
fn is_main_clause(view: &View<'_>, claim: &Statement) -> bool {
    let reading = view.facts.reading;
    let Some(sentence) = view.sentences().get(claim.sentence as usize) else { return false };
    let tokens = reading.tokens_in(claim.span());
    let relation = |t: u32| reading.tokens.deprel.get(t as usize).copied();
    let is_main = |t: u32| matches!(relation(t), Some(Deprel::Root | Deprel::Ccomp));
    let has_root = sentence.tokens.range().any(|t| relation(t) == Some(Deprel::Root));
    !has_root || tokens.range().any(is_main)
}

/// A source in the first paragraphs, in those of some sentences, or in the next one: "his campaign said so on
/// Friday".
fn has_source_near(view: &View<'_>, sentences: &[&Sentence]) -> bool {
    let near = sentences.iter().flat_map(|s| [s.section, s.section + 1]);
    let opening = view.sentences().iter().filter(|s| view.is_body(s)).map(|s| s.section);
    let mut opening: Vec<u32> = opening.collect();
    opening.dedup();
    let sections: BTreeSet<u32> = opening.into_iter().take(OPENING).chain(near).collect();
    view.attributions().filter(|a| gives_source(a)).any(|a| {
        let sentence = view.sentences().get(view.facts.reading.sentence_at(a.start()));
        sentence.is_some_and(|s| sections.contains(&s.section))
    })
}

/// Anything of the article that could be looked up: a statement of a better grade, an occasion, words that were
/// passed on, a document, a named body as source, or a day on the matter.
fn is_located_anywhere(view: &View<'_>, sentences: &[&Sentence]) -> bool {
    let on_matter = Cover::of(sentences.iter().map(|s| s.span));
    let told = Cover::of(view.occasions().iter().map(|o| o.span));
    let times = &view.facts.reading.times;
    let dated = times.iter().any(|t| on_matter.touches(t.span) && !told.touches(t.span));
    let located = view.occasions().iter().any(is_located);
    let is_name = |mention: &Mention| mention.kind == MentionKind::Name;
    let passed_on = |a: &Attribution| {
        let named_document = a.speaker.voice == Voice::Document
            && a.source.iter().any(|&span| view.mentions_in(span).any(is_name));
        !a.relay.is_empty() || named_document
    };
    let graded = |s: &Statement| matches!(view.letter(s), Letter::A | Letter::B);
    dated || located || view.body_statements().any(graded) || view.attributions().any(passed_on)
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
