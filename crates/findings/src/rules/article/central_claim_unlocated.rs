//! What the headline states cannot be looked up from the article.
//!
//! # What it reports
//! The headline makes a claim, and the best place where the body states it has a grade of C
//! (a name, but no outlet, document, place or date), D, E, F, or no source at all.
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
//! Naming the outlet, the document or the day for the statement that carries the headline.

use sayso_core::{Form, Letter, StatementType};

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let central = &view.facts.statements.central;
    let Some(claim) = central.statement.and_then(|id| view.statement(id)) else { return };
    let states = claim.form != Form::Fragment && claim.kind != StatementType::Question;
    if central.assumed || !states {
        return;
    }
    let (letter, best) = view.best_basis(claim, &central.matches);
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
