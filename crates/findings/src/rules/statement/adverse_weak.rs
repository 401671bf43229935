//! Ill is spoken of a named person on a weak basis.
//!
//! # What it reports
//! A statement that speaks ill of a named person and has a grade of C, D, E or F, or none at all while one
//! could look it up.
//!
//! # Why it matters
//! Where a name can be harmed, a reader has to be able to see who says so, where and when.
//!
//! # Example
//! ```text
//! A friend said that [[Teo Brandt]]{S220} betrayed the members of the club. Brandt declined to comment.
//! ```
//!
//! # What clears it
//! A named source with the outlet, document or day. Court findings and what people say of themselves are left
//! alone.

use sayso_core::Letter;

use crate::adverse::spoken_ill_of;
use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for statement in view.body_statements() {
        let letter = view.letter(statement);
        if matches!(letter, Letter::A | Letter::B | Letter::N) {
            continue;
        }
        let Some((person, span)) = spoken_ill_of(view, statement) else { continue };
        let Some(entity) = view.entity(person) else { continue };
        report.add(
            Some(span),
            format!("a statement with grade {letter} speaks ill of {}", quoted(&entity.name, 40)),
            "Ask who says so, where it is recorded and when.",
        );
        report.related(Some(statement.span()), "the statement");
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Deprel, Fact, Span, Upos, Voice};

    use crate::example::Example;

    #[test]
    fn a_located_source_clears_it() {
        let mut e = Example::new("Lund said Brandt cheated. It rained.");
        e.person("Lund");
        e.person("Brandt");
        let (_, id) = e.says("Lund", "said", "Brandt cheated", Voice::Named);
        let verb = e.reading.tokens_in(e.span("cheated")).start;
        e.reading.tokens.upos[verb as usize] = Upos::Verb;
        e.reading.tokens.lemma[verb as usize] = e.reading.strings.add("cheat");
        let subject = e.reading.tokens_in(e.span("Brandt cheated")).start as usize;
        e.reading.tokens.head[subject] = verb;
        e.reading.tokens.deprel[subject] = Deprel::Nsubj;
        assert_eq!(e.words("S220"), ["Brandt"]);
        e.statement(id).basis.outlet = Fact::in_text("The Pier".into(), Span::default());
        assert!(e.findings("S220").is_empty());
    }
}
