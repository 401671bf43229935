//! An unnamed source gives an opinion or tells of feelings.
//!
//! # What it reports
//! A source without a name judges, or tells what others feel or want, and does not only report what
//! happened. Its own thoughts and wishes ("I hope") are left alone, and so are spokespeople, who speak for a body.
//!
//! # Why it matters
//! Style guides keep anonymity for facts; nobody answers for an opinion without a name.
//!
//! # Example
//! ```text
//! A former aide said [[Mira Lund was a disgraceful host]]{S203}.
//! ```
//!
//! # What clears it
//! A name. People in the street with first name and place are left alone.

use sayso_core::{Attribution, Letter, Statement, StatementType, Voice};

use crate::report::Report;
use crate::source::{brings_in, is_bare, is_told_by_relation, speaks_for_somebody};
use crate::view::{View, is_spoken, source_span};
use crate::wording::quoted;

/// Shorter statements are pieces of a sentence.
const FEWEST_WORDS: u32 = 3;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for statement in view.attributed().filter(|s| !View::is_doubtful(s)) {
        let what = match statement.kind {
            StatementType::Opinion => "an opinion",
            StatementType::InnerState => "a feeling or motive",
            StatementType::Checkable
            | StatementType::Prediction
            | StatementType::Scene
            | StatementType::Question
            | StatementType::Other => continue,
        };
        let unnamed = matches!(view.letter(statement), Letter::D | Letter::E);
        let has_first_name = statement.basis.name.found_or_doubtful().is_some();
        if !unnamed || has_first_name || !statement.basis.person {
            continue;
        }
        let bare = |a: &Attribution| a.speaker.voice == Voice::Unnamed && is_bare(view, a);
        let speaks = |a: &&Attribution| is_spoken(a) && (brings_in(view, a) || bare(a));
        let Some(attribution) = view.attribution_of(statement).filter(speaks) else { continue };
        if is_too_short_or_own(view, statement)
            || is_told_by_relation(view, attribution)
            || speaks_for_somebody(view, attribution)
        {
            continue;
        }
        let source = source_span(attribution);
        let who = source.map_or("nobody".to_owned(), |span| quoted(view.slice(span), 40));
        report.add(
            Some(statement.span()),
            format!("{what} from {who}, without a name"),
            "Ask for a name for the opinion, or for the fact behind it.",
        );
        report.related(source, "source");
    }
}

/// A piece of a sentence, or what the speaker themselves thinks, wants or does.
fn is_too_short_or_own(view: &View<'_>, statement: &Statement) -> bool {
    let reading = view.facts.reading;
    let tokens = reading.tokens_in(statement.span());
    let is_own = |token: u32| {
        let form = reading.form(view.facts.document, token);
        matches!(form, "I" | "we" | "We" | "you" | "You")
    };
    let own = statement.kind == StatementType::InnerState && tokens.range().any(is_own);
    own || tokens.len() < FEWEST_WORDS
}

#[cfg(test)]
mod tests {
    use sayso_core::{StatementType, Voice};

    use crate::example::Example;

    #[test]
    fn opinions_and_no_facts() {
        let mut e = Example::new("An aide said it was ugly. An aide said it rained.");
        let (_, first) = e.says("An aide", "said", "it was ugly", Voice::Described);
        e.says("An aide", "said", "it rained", Voice::Described);
        e.statement(first).kind = StatementType::Opinion;
        assert_eq!(e.words("S203"), ["it was ugly"]);
        assert_eq!(e.findings("S203")[0].message, "an opinion from \"An aide\", without a name");
    }
}
