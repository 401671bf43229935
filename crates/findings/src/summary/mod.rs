//! What a text rests on, in counts: who speaks, how much of it, at what grade; the last line of the
//! sheet, and what to ask next. Everything is made from counts and never from the text's words.

mod ask;
mod line;
mod sources;

use std::collections::BTreeMap;

use sayso_core::{Letter, Span, Voice};
use serde::Serialize;

use crate::Facts;
use crate::lists::Lists;
use crate::occasion::is_located;
use crate::view::View;

pub use ask::Question;
pub use line::Slots;
pub use sources::{SourceOccasion, SourceRow};

/// The counts of a document. Statements of the headline and reporting clauses ("she said") are left
/// out throughout.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Sentences of the body.
    pub sentences: u32,
    /// Statements of the body.
    pub statements: u32,
    /// Of these, how many stand in somebody's mouth, surely or as carried.
    pub attributed: u32,
    /// Of these, how many may or may not.
    pub doubtful: u32,
    /// Statements by whose voice they are; the doubtful ones are not in here.
    pub by_voice: BTreeMap<Voice, u32>,
    /// Statements by grade, doubtful facts counted as present; the doubtful ones are not in here.
    pub by_letter: BTreeMap<Letter, u32>,
    /// Words of sources between quotation marks.
    pub words_quoted: u32,
    /// Sources that are quoted.
    pub speakers_quoted: u32,
    /// Occasions told of.
    pub occasions: u32,
    /// Of these, how many a reader could find.
    pub occasions_located: u32,
}

/// The text's own voice.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NarratorRow {
    /// Statements.
    pub statements: u32,
    /// Of these, those one could look up (grade U).
    pub checkable: u32,
    /// The longest run of whole paragraphs without a source.
    pub longest_run: Option<Span>,
    /// Its sentences.
    pub longest_run_sentences: u32,
}

/// What the sheet says below the findings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// The last line of the sheet.
    pub last_line: String,
    /// Its parts.
    pub slots: Slots,
    /// Counts.
    pub counts: Counts,
    /// Who speaks: a row a source.
    pub sources: Vec<SourceRow>,
    /// The text's own voice.
    pub narrator: NarratorRow,
    /// At most five questions, the most useful first.
    pub ask_next: Vec<Question>,
}

/// The summary of a document.
pub fn summary(facts: Facts<'_>) -> Summary {
    let lists = Lists::default();
    let view = View::new(facts, &lists);
    let sources = sources::rows(&view);
    let counts = counts(&view, &sources);
    let narrator = narrator(&view);
    let slots = line::slots(&view, &counts);
    let ask_next = ask::questions(&view, &narrator);
    Summary { last_line: slots.line(), slots, counts, sources, narrator, ask_next }
}

fn counts(view: &View<'_>, sources: &[SourceRow]) -> Counts {
    let mut counts = Counts {
        sentences: number(view.sentences().iter().filter(|s| view.is_body(s)).count()),
        words_quoted: sources.iter().map(|row| row.words_quoted).sum(),
        speakers_quoted: number(sources.iter().filter(|row| row.words_quoted > 0).count()),
        occasions: number(view.occasions().len()),
        occasions_located: number(view.occasions().iter().filter(|o| is_located(o)).count()),
        ..Counts::default()
    };
    for statement in view.body_statements() {
        counts.statements += 1;
        if View::is_doubtful(statement) {
            counts.doubtful += 1;
            continue;
        }
        counts.attributed += u32::from(!statement.chain.is_empty());
        *counts.by_voice.entry(statement.voice).or_default() += 1;
        *counts.by_letter.entry(view.letter(statement)).or_default() += 1;
    }
    counts
}

fn narrator(view: &View<'_>) -> NarratorRow {
    let mut row = NarratorRow::default();
    let own = view.body_statements().filter(|s| s.chain.is_empty() && !View::is_doubtful(s));
    for statement in own {
        row.statements += 1;
        row.checkable += u32::from(view.letter(statement) == Letter::U);
    }
    let runs = crate::rules::article::unsourced_stretch::unsourced_runs(view);
    // The first of the longest.
    if let Some(run) = runs.iter().rev().max_by_key(|run| run.len()) {
        row.longest_run = run.first().zip(run.last()).map(|(a, b)| a.span.join(b.span));
        row.longest_run_sentences = number(run.len());
    }
    row
}

/// A count; texts are far smaller than its range.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use sayso_core::{Date, Fact, OccasionKind, Span, StatementType, Voice};

    use super::*;
    use crate::example::Example;

    fn viral_story() -> Example {
        let mut e = Example::new(
            "# The choir ends\n\nIn a recent interview Vale said it ends. Vale added that Brandt is \
             the reason. Many say rain. Vale sold it in 2003.",
        );
        e.person("Vale");
        let brandt = e.person("Brandt");
        let claim = e.states("The choir ends", StatementType::Checkable);
        let (id, body) = e.says("Vale", "said", "it ends", Voice::Named);
        e.at_occasion(id, OccasionKind::Interview, "In a recent interview");
        e.says("Vale added", "added", "Brandt is the reason", Voice::Named);
        e.says("Many", "say", "rain", Voice::Crowd);
        e.states("Vale sold it in 2003", StatementType::Checkable);
        e.attributions.list[1].speaker.name = Some("Vale".into());
        e.statements.central.statement = Some(claim);
        e.statements.central.matches = vec![body];
        e.statements.central.third_party = Some(brandt);
        e.statements.central.reply = Fact::NotFound;
        e
    }

    #[test]
    fn a_story_on_one_interview() {
        let e = viral_story();
        let s = summary(e.facts());
        assert_eq!(
            s.last_line,
            "one untraceable interview, no words quoted, central claim about a third party without \
             reply"
        );
        assert_eq!((s.counts.statements, s.counts.attributed), (4, 3));
        assert_eq!(s.counts.by_letter.get(&Letter::C), Some(&2));
        let rows: Vec<_> = s.sources.iter().map(|r| (r.name.as_str(), r.statements)).collect();
        assert_eq!(rows, [("Vale", 2), ("Many", 1)]);
        assert_eq!(s.narrator.checkable, 1);
        let asked: Vec<_> = s.ask_next.iter().map(|q| q.question.as_str()).collect();
        assert_eq!(
            asked,
            [
                "In which interview, in which outlet and on what day did \"Vale\" say so?",
                "Was \"Brandt\" asked for a reply?",
                "Who are \"Many\"?",
                "Who says so in line 3?",
            ]
        );
        let first = &s.ask_next[0];
        assert_eq!((first.statements, first.from, first.to), (2, Some(Letter::C), Some(Letter::A)));
    }

    #[test]
    fn a_located_interview_with_words_and_a_reply() {
        let mut e = viral_story();
        e.attributions.occasions[0].outlet = Fact::in_text("The Pier".into(), Span::default());
        for id in [1, 2] {
            let basis = &mut e.statements.list[id].basis;
            basis.outlet = Fact::in_text("The Pier".into(), Span::default());
            basis.words_quoted = 6;
        }
        e.statements.central.reply = Fact::in_text("no".into(), Span::default());
        let s = summary(e.facts());
        assert_eq!(
            s.last_line,
            "one interview, located, 12 words of 1 speaker, central claim grade B, reply given"
        );
    }

    #[test]
    fn unnamed_speakers_are_told_when_over_half() {
        let mut e = Example::new("A source said rain. An insider said hail. Vale said snow.");
        e.says("A source", "said", "rain", Voice::Unnamed);
        e.says("An insider", "said hail", "hail", Voice::Unnamed);
        e.says("Vale", "said snow", "snow", Voice::Named);
        assert_eq!(summary(e.facts()).last_line, "no words quoted, 2 of 3 unnamed");
    }

    #[test]
    fn a_dated_interview_is_not_untraceable() {
        let mut e = viral_story();
        e.attributions.occasions[0].date =
            Fact::in_text(Date { year: 2020, month: Some(3), day: None }, Span::default());
        assert_eq!(
            summary(e.facts()).slots.occasions.as_deref(),
            Some("one interview, dated and not located")
        );
    }

    #[test]
    fn an_empty_text_has_an_empty_line() {
        let s = summary(Example::new("").facts());
        assert_eq!(s.last_line, "");
        assert!(s.ask_next.is_empty() && s.sources.is_empty());
    }
}
