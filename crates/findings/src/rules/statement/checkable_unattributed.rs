//! Something one could look up, with no source.
//!
//! # What it reports
//! A sentence in the text's own voice gives a name together with a date or a number, and no source: nobody speaks,
//! believes or is quoted in it, and no document stands in it. Inside a longer unsourced stretch only the
//! stretch is reported; what the writer tells of themselves ("we"), and what holds "now" or "recently" without a
//! date, is left alone. What is hedged ("reportedly") is left to `S218`.
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

use sayso_core::{AnchorKind, Deprel, Form, Letter, SectionKind, Sentence, Statement};

use crate::cover::Cover;
use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let sourced = Cover::of(view.attributions().flat_map(|a| {
        let may_be = a.reach.iter().map(|reach| &reach.span);
        a.source.iter().chain(&a.cue).chain(&a.content).chain(may_be).copied()
    }));
    let quoted_words = Cover::of(view.facts.reading.quotations.iter().map(|q| q.outer));
    let mut last = None;
    for statement in view.statements().filter(|s| !s.headline && view.letter(s) == Letter::U) {
        let Some(sentence) = view.sentences().get(statement.sentence as usize) else { continue };
        let kind = view.section_kind(sentence);
        let in_text = matches!(kind, Some(SectionKind::Paragraph | SectionKind::Standfirst));
        if !in_text
            || !is_main_clause(view, statement, sentence)
            || !gives_name_and_figure(statement)
            || sourced.touches(sentence.span)
            || view.is_the_writers(sentence)
            || quoted_words.touches(sentence.span)
            || speaks_of_a_source(view, sentence)
            || last == Some(statement.sentence)
        {
            continue;
        }
        last = Some(statement.sentence);
        let words = quoted(view.slice(statement.span()), 50);
        report.add(
            Some(statement.span()),
            format!("{words}: no source is given for it"),
            "Ask where that is recorded.",
        );
    }
}

/// It holds the main verb of a sentence that leads up to nothing; a subordinate clause leans on the main one.
fn is_main_clause(view: &View<'_>, statement: &Statement, sentence: &Sentence) -> bool {
    let tokens = &view.facts.reading.tokens;
    let is_root = |&t: &u32| tokens.deprel.get(t as usize) == Some(&Deprel::Root);
    let root = sentence.tokens.range().find(is_root);
    let holds = |token: u32| {
        let span = tokens.span.get(token as usize).copied().unwrap_or_default();
        statement.spans.iter().any(|own| own.contains(span))
    };
    statement.form == Form::Finite
        && root.is_none_or(holds)
        && !view.slice(sentence.span).trim_end().ends_with([':', '?'])
}

/// Who, and when or how many; "now" and "recently" are no date.
fn gives_name_and_figure(statement: &Statement) -> bool {
    statement.anchors.iter().any(|anchor| match anchor.kind {
        AnchorKind::When => !anchor.value.ends_with("_REF"),
        AnchorKind::HowMany => true,
        _ => false,
    })
}

/// Words of saying, documents and hedges.
fn speaks_of_a_source(view: &View<'_>, sentence: &Sentence) -> bool {
    ["documents", "hedges", "saying"]
        .iter()
        .filter_map(|name| view.lists.get(name))
        .any(|list| list.first_in(view.facts.reading, sentence.tokens).is_some())
}

#[cfg(test)]
mod tests {
    use sayso_core::{Anchor, AnchorKind, Fact, Span, StatementType};

    use crate::example::Example;

    #[test]
    fn what_one_could_look_up_without_a_source() {
        let mut e = Example::new("# Vale sold it\n\nVale sold the hall in 2003. It was sad.");
        e.states("Vale sold it", StatementType::Checkable);
        let id = e.states("Vale sold the hall in 2003", StatementType::Checkable);
        e.states("It was sad", StatementType::Opinion);
        assert!(e.findings("S211").is_empty());
        let span = e.span("2003");
        e.statement(id).anchors = vec![Anchor {
            kind: AnchorKind::When,
            span,
            value: "2003".into(),
            entity: None,
            anchored: true,
        }];
        assert_eq!(e.words("S211"), ["Vale sold the hall in 2003"]);
        e.statement(id).basis.document = Fact::in_text("the deed".into(), Span::default());
        assert!(e.findings("S211").is_empty());
    }
}
