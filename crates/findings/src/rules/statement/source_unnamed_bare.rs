//! A source has neither name nor role.
//!
//! # What it reports
//! A person speaks who is called "a source", "an insider" or the like, and the text gives no name, no
//! role and no reason for leaving the name out.
//!
//! # Why it matters
//! The reader cannot judge how such a person could know. Style guides ask for at least a role and a
//! reason.
//!
//! # Example
//! ```text
//! [[A source]]{S201} said the Salt Choir will break up in autumn.
//! ```
//!
//! # What clears it
//! A name, a role ("a member of the board"), or the reason for leaving the name out ("who asked not to
//! be named because talks go on").

use sayso_core::{Letter, Voice};

use crate::report::Report;
use crate::source::is_bare;
use crate::view::{View, source_span};
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for attribution in view.attributions() {
        let statements = view.statements_of(attribution);
        // "A friend of the couple said ... the source added": brought in, and described, before.
        let leans = crate::source::source_tokens(view, attribution).is_some_and(|tokens| {
            view.facts.reading.lemma(tokens.start).eq_ignore_ascii_case("the")
        });
        let is_bare = attribution.speaker.voice == Voice::Unnamed
            && is_bare(view, attribution)
            && !leans
            && statements.iter().any(|s| view.letter(s) == Letter::E);
        let Some(source) = source_span(attribution).filter(|_| is_bare) else { continue };
        report.add(
            Some(source),
            format!("{}: no name, no role and no reason given", quoted(view.slice(source), 40)),
            "Ask who that is, how they know, and why the name is left out.",
        );
        report.related(attribution.cue.first().copied(), "cue");
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Fact, Span, Voice};

    use crate::example::Example;

    #[test]
    fn a_person_without_name_role_or_reason() {
        let mut e = Example::new("A source said rain. An aide said hail.");
        let (_, id) = e.says("A source", "said", "rain", Voice::Unnamed);
        assert_eq!(e.words("S201"), ["A source"]);
        e.statement(id).basis.reason = Fact::in_text("talks go on".into(), Span::default());
        assert!(e.findings("S201").is_empty());
    }

    #[test]
    fn a_role_in_doubt_is_counted_as_given() {
        let mut e = Example::new("The insider said rain.");
        let (_, id) = e.says("The insider", "said", "rain", Voice::Unnamed);
        e.statement(id).basis.role =
            Fact::Doubtful { value: "aide".into(), span: None, why: "two of them".into() };
        assert!(e.findings("S201").is_empty());
    }
}
