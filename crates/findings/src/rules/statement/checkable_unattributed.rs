//! Something one could look up, with no source.
//!
//! # What it reports
//! A statement in the text's own voice gives a name together with a date, a number or an event, and no
//! source. Inside a longer unsourced stretch only the stretch is reported. What is hedged ("reportedly") is
//! left to `S218`.
//!
//! # Why it matters
//! It can be checked, and the reader is not told against what.
//!
//! # Example
//! ```text
//! [[Orin Vale sold the harbour hall in 2003]]{S211}. Mira Lund said she was sorry to see it go.
//! ```
//!
//! # What clears it
//! A source in the same sentence, or a link or document cited there.

use sayso_core::{Letter, SectionKind};

use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let hedges = view.lists.get("hedges");
    for statement in view.statements().filter(|s| !s.headline && view.letter(s) == Letter::U) {
        let sentence = view.sentences().get(statement.sentence as usize);
        let kind = sentence.and_then(|s| view.section_kind(s));
        if !matches!(kind, Some(SectionKind::Paragraph | SectionKind::Standfirst)) {
            continue;
        }
        let tokens = view.facts.reading.tokens_in(statement.span());
        let weakened = hedges.is_some_and(|h| h.first_in(view.facts.reading, tokens).is_some());
        if weakened {
            continue;
        }
        let words = quoted(view.slice(statement.span()), 50);
        report.add(
            Some(statement.span()),
            format!("{words}: no source is given for it"),
            "Ask where that is recorded.",
        );
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Fact, Span, StatementType};

    use crate::example::Example;

    #[test]
    fn what_one_could_look_up_without_a_source() {
        let mut e = Example::new("# Vale sold it\n\nVale sold the hall in 2003. It was sad.");
        e.states("Vale sold it", StatementType::Checkable);
        let id = e.states("Vale sold the hall in 2003", StatementType::Checkable);
        e.states("It was sad", StatementType::Opinion);
        assert_eq!(e.words("S211"), ["Vale sold the hall in 2003"]);
        e.statement(id).basis.document = Fact::in_text("the deed".into(), Span::default());
        assert!(e.findings("S211").is_empty());
    }
}
