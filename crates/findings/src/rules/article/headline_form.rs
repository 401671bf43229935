//! The headline asks, counts a list, or keeps back what it announces.
//!
//! # What it reports
//! A headline that ends in a question mark, begins with a number of reasons, facts or the like, or announces
//! something and holds it back ("this is why", "the real reason").
//!
//! # Why it matters
//! Such a headline states nothing that the article could be held against.
//!
//! # Example
//! ```text
//! title: [[Here's why the Salt Choir left Velm]]{A111}
//! ---
//! The Salt Choir came to Velm in 1994. It left the town last week. Mira Lund wept.
//! ```
//!
//! # What clears it
//! A headline that says what the article says, or an answer in its first two sentences.

use sayso_core::{SectionKind, Sentence, Upos};

use crate::report::Report;
use crate::view::View;

/// An answer that comes later than this is kept back.
const FIRST_SENTENCES: usize = 2;
/// Words between the number and what it counts: "7 strange new facts".
const NEAR: u32 = 4;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let is_headline = |s: &&Sentence| view.section_kind(s) == Some(SectionKind::Headline);
    let headline: Vec<&Sentence> = view.sentences().iter().filter(is_headline).collect();
    let Some(span) = headline.iter().map(|s| s.span).reduce(sayso_core::Span::join) else { return };
    let Some(what) = headline.iter().find_map(|sentence| form(view, sentence)) else { return };
    if !view.has_body() || is_answered(view) {
        return;
    }
    report.add(
        Some(span),
        format!("the headline {what}; the first sentences do not answer it"),
        "Ask for a headline that says what the article says.",
    );
}

fn form(view: &View<'_>, sentence: &Sentence) -> Option<&'static str> {
    let reading = view.facts.reading;
    let (listicle, withheld) = (view.lists.get("listicle")?, view.lists.get("withheld")?);
    let tokens = sentence.tokens;
    let last = tokens.range().rev().find(|&t| !is_closing(reading.form(view.facts.document, t)));
    if last.is_some_and(|t| reading.form(view.facts.document, t).contains('?')) {
        return Some("asks");
    }
    let counts = reading.tokens.upos.get(tokens.start as usize) == Some(&Upos::Num);
    let near = (tokens.start + 1)..(tokens.start + NEAR).min(tokens.end);
    if counts && near.into_iter().any(|t| listicle.at(reading, t, tokens.end).is_some()) {
        return Some("counts a list");
    }
    withheld.first_in(reading, tokens).map(|_| "keeps back what it announces")
}

/// A quotation mark or bracket behind the last word.
fn is_closing(form: &str) -> bool {
    form.chars().all(|c| matches!(c, '"' | '”' | '’' | '\'' | ')' | ']'))
}

/// One of the first sentences of the body gives a reason, or states what the headline asks.
fn is_answered(view: &View<'_>) -> bool {
    let reading = view.facts.reading;
    let first: Vec<&Sentence> =
        view.sentences().iter().filter(|s| view.is_body(s)).take(FIRST_SENTENCES).collect();
    let reason = view.lists.get("answers").is_some_and(|answers| {
        first.iter().any(|sentence| answers.first_in(reading, sentence.tokens).is_some())
    });
    let central = &view.facts.statements.central;
    reason
        || central.matches.iter().filter_map(|&id| view.statement(id)).any(|statement| {
            let sentence = view.sentences().get(statement.sentence as usize);
            sentence.is_some_and(|s| first.iter().any(|f| f.span == s.span))
        })
}

#[cfg(test)]
mod tests {
    use sayso_core::{StatementType, Upos};

    use crate::example::Example;

    #[test]
    fn questions_lists_and_withheld_matters() {
        let e = Example::new("# Will Vale stay ?\n\nIt rained. It snowed.");
        assert_eq!(e.words("A111"), ["Will Vale stay ?"]);
        let e = Example::new("# The real reason Vale left\n\nIt rained. It snowed.");
        assert_eq!(e.words("A111"), ["The real reason Vale left"]);
        let mut e = Example::new("# 7 good reason to stay\n\nIt rained. It snowed.");
        assert!(e.findings("A111").is_empty());
        e.reading.tokens.upos[0] = Upos::Num;
        assert_eq!(e.words("A111"), ["7 good reason to stay"]);
    }

    #[test]
    fn an_early_answer_clears_it() {
        let e =
            Example::new("# The real reason Vale left\n\nHe left because it rained. It snowed.");
        assert!(e.findings("A111").is_empty());
        let mut e = Example::new("# Will Vale stay ?\n\nVale will stay. It snowed.");
        let id = e.states("Vale will stay", StatementType::Prediction);
        e.statements.central.matches = vec![id];
        assert!(e.findings("A111").is_empty());
    }
}
