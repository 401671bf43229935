//! What the headline states is stated nowhere in the body.
//!
//! # What it reports
//! The headline makes a claim on a named person, no statement of the body is about the same people or
//! things with the same predicate, be it with another number or a "not", and the body nowhere names that
//! person. Headlines say in other words what the body says, so a body that speaks of everybody whom the
//! headline names is left alone.
//!
//! # Why it matters
//! The headline is what is passed on, and a reader who goes on finds nothing to hold it against.
//!
//! # Example
//! ```text
//! title: [[Orin Vale leaves the country]]{A110}
//! ---
//! The Salt Choir gave a concert in Velm on Sunday. Mira Lund said the hall was full.
//! ```
//!
//! # What clears it
//! A sentence of the body that states it, or names the person. Headlines that ask, or have no predicate,
//! state nothing.

use sayso_core::{Form, StatementType};

use crate::headline::{person_not_in_body, sentences_on, words_of};
use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let central = &view.facts.statements.central;
    let Some(claim) = central.statement.and_then(|id| view.statement(id)) else { return };
    let states = claim.form == Form::Finite && claim.kind != StatementType::Question;
    let found = !central.matches.is_empty() || !central.differs.is_empty();
    if central.assumed || !states || found || !view.has_body() {
        return;
    }
    let span = central.span.unwrap_or_else(|| claim.span());
    let on_matter = sentences_on(view, &words_of(view, claim));
    if !on_matter.is_empty() || !person_not_in_body(view, span) {
        return;
    }
    report.add(
        Some(span),
        format!("headline states {}; no body sentence states it", quoted(view.slice(span), 60)),
        "Ask what the headline rests on.",
    );
}

#[cfg(test)]
mod tests {
    use sayso_core::{Form, StatementType};

    use crate::example::Example;

    fn example() -> Example {
        let mut e = Example::new("# Vale flees\n\nThe choir sang. The hall was full.");
        e.person("Vale");
        let claim = e.states("Vale flees", StatementType::Checkable);
        e.states("The choir sang", StatementType::Other);
        e.statements.central.statement = Some(claim);
        e
    }

    #[test]
    fn a_claim_without_a_place_in_the_body() {
        assert_eq!(example().words("A110"), ["Vale flees"]);
        let mut e = example();
        e.statements.central.differs = vec![sayso_core::StatementId(1)];
        assert!(e.findings("A110").is_empty());
    }

    #[test]
    fn a_body_that_names_the_person_may_say_it_in_other_words() {
        let mut e = Example::new("# Vale flees\n\nThe choir sang. Vale has gone abroad.");
        e.person("Vale");
        let claim = e.states("Vale flees", StatementType::Checkable);
        e.statements.central.statement = Some(claim);
        assert!(e.findings("A110").is_empty());
    }

    #[test]
    fn questions_fragments_and_assumed_claims_state_nothing() {
        let mut e = example();
        e.statements.list[0].kind = StatementType::Question;
        assert!(e.findings("A110").is_empty());
        let mut e = example();
        e.statements.list[0].form = Form::Fragment;
        assert!(e.findings("A110").is_empty());
        let mut e = example();
        e.statements.central.assumed = true;
        assert!(e.findings("A110").is_empty());
    }
}
