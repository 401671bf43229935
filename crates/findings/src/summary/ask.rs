//! What to ask next: each missing fact is filled in, the grade is made again, and the questions are
//! ranked by what they would lift. Merged a source; at most five.

use sayso_core::{
    Basis, Date, Fact, Letter, Lines, OccasionKind, Origin, Span, Statement, StatementType, Voice,
};
use serde::Serialize;

use super::NarratorRow;
use super::line::occasion_noun;
use super::sources::by_source;
use crate::grade;
use crate::view::{View, is_spoken, source_span};
use crate::wording::quoted;

/// Most questions that are shown.
const MOST: usize = 5;

/// A question whose answer would make statements traceable.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// The question, at most 120 characters.
    pub question: String,
    /// Statements it bears on.
    pub statements: u32,
    /// Their grade now, where the answer changes it.
    pub from: Option<Letter>,
    /// Their grade with the answer.
    pub to: Option<Letter>,
    /// It bears on the central claim.
    pub central: bool,
    /// The words it is about.
    pub span: Option<Span>,
}

/// The statements of one source that a question would lift.
struct Lift<'a> {
    statements: Vec<&'a Statement>,
    from: Letter,
    to: Letter,
}

pub(super) fn questions(view: &View<'_>, narrator: &NarratorRow) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let mut crowds: Vec<(String, Option<Span>, Vec<&Statement>)> = Vec::new();
    for all in by_source(view).into_values() {
        let statements: Vec<&Statement> =
            all.iter().filter_map(|&(_, id)| view.statement(id)).collect();
        let Some(first) = all.first().and_then(|&(id, _)| view.attribution(id)) else { continue };
        let span = source_span(first);
        let words = || quoted(span.map_or("", |span| view.slice(span)), 40);
        match first.speaker.voice {
            Voice::Named | Voice::Document => {
                let spoken = |s: &&Statement| view.attribution_of(s).is_some_and(is_spoken);
                let statements: Vec<_> = statements.into_iter().filter(spoken).collect();
                let name = first.speaker.name.as_deref().unwrap_or("the source");
                questions.extend(locate(view, &statements, &quoted(name, 40), span));
            }
            Voice::Described | Voice::Unnamed | Voice::Doubtful => {
                if let Some(lift) = lift(view, &statements, named) {
                    let question = match span {
                        None => "Who said so?".to_owned(),
                        Some(span) => {
                            let be = if is_plural(view, span) { "are" } else { "is" };
                            format!("Who {be} {}, and how do they know?", words())
                        }
                    };
                    questions.push(asked(view, question, &lift, span));
                }
            }
            // "Nobody knew": there is none to ask for.
            Voice::Crowd if span.is_some_and(|span| !is_nobody(view.slice(span))) => {
                crowds.push((words(), span, statements));
            }
            Voice::Crowd | Voice::Narrator => {}
        }
    }
    questions.extend(crowd_question(view, crowds));
    questions.extend(narrator_question(view, narrator));
    questions.extend(reply_question(view));
    // Ties keep the order of the text.
    questions.sort_by_key(|q| {
        (!q.central, q.from.is_none(), u32::MAX - q.statements, q.span.map(|span| span.start))
    });
    questions.truncate(MOST);
    questions
}

/// The head of the words, which hangs on a word outside of them, is a plural: "Colleagues".
fn is_plural(view: &View<'_>, span: Span) -> bool {
    let reading = view.facts.reading;
    let tokens = reading.tokens_in(span).range();
    let is_head = |t: &u32| {
        let above = reading.tokens.head.get(*t as usize);
        above.is_some_and(|above| above == t || !tokens.contains(above))
    };
    let head = tokens.clone().find(is_head);
    head.is_some_and(|t| reading.feats(t).split('|').any(|feature| feature == "Number=Plur"))
}

fn is_nobody(words: &str) -> bool {
    ["nobody", "no one", "no-one", "none"].iter().any(|none| words.eq_ignore_ascii_case(none))
}

/// "In which interview, in which outlet and on what day did "Ada Brook" say so?"
fn locate(
    view: &View<'_>,
    statements: &[&Statement],
    name: &str,
    span: Option<Span>,
) -> Option<Question> {
    let lift = lift(view, statements, located)?;
    let occasion = lift
        .statements
        .iter()
        .filter_map(|s| view.attribution_of(s)?.occasion.found_or_doubtful())
        .find_map(|id| view.occasions().get(id.0 as usize));
    let lacks = |fact: fn(&Basis) -> bool| lift.statements.iter().any(|s| fact(&s.basis));
    let no_place = lacks(|b| {
        b.outlet.found_or_doubtful().is_none() && b.document.found_or_doubtful().is_none()
    });
    let question = match (occasion, no_place) {
        (Some(o), true) => {
            let at = match o.kind {
                OccasionKind::NewsConference => "At",
                OccasionKind::Other => "On",
                _ => "In",
            };
            let noun = occasion_noun(o.kind);
            format!("{at} which {noun}, in which outlet and on what day did {name} say so?")
        }
        (Some(o), false) => format!("On what day was the {} of {name}?", occasion_noun(o.kind)),
        (None, true) => format!("Where did {name} say so, and on what day?"),
        (None, false) => format!("On what day did {name} say so?"),
    };
    Some(asked(view, question, &lift, occasion.map(|o| o.span).or(span)))
}

fn crowd_question(
    view: &View<'_>,
    mut crowds: Vec<(String, Option<Span>, Vec<&Statement>)>,
) -> Option<Question> {
    crowds.sort_by_key(|(_, span, _)| span.map(|span| span.start));
    let all: Vec<&Statement> = crowds.iter().flat_map(|(.., s)| s).copied().collect();
    let lift = lift(view, &all, named)?;
    let names: Vec<&str> = crowds.iter().map(|(words, ..)| words.as_str()).collect();
    let question = match names.as_slice() {
        [] => return None,
        [one] => format!("Who are {one}?"),
        [one, two] => format!("Who are {one} and {two}?"),
        [one, two, rest @ ..] => format!("Who are {one}, {two} and {} more?", rest.len()),
    };
    Some(asked(view, question, &lift, crowds.first().and_then(|(_, span, _)| *span)))
}

/// Who vouches for what the text says in its own voice, in the longest unsourced run before others.
fn narrator_question(view: &View<'_>, narrator: &NarratorRow) -> Option<Question> {
    let checkable: Vec<&Statement> =
        view.body_statements().filter(|s| view.letter(s) == Letter::U).collect();
    let in_run = |s: &&Statement| narrator.longest_run.is_some_and(|run| run.contains(s.span()));
    let in_longest: Vec<_> = checkable.iter().copied().filter(|s| in_run(s)).collect();
    let about = if in_longest.is_empty() { checkable } else { in_longest };
    let span = about.iter().map(|s| s.span()).reduce(Span::join)?;
    let lift = lift(view, &about, named)?;
    let lines = Lines::new(&view.facts.document.text);
    let [first, _] = lines.place(span.start);
    let [last, _] = lines.place(span.end.saturating_sub(1));
    let question = if first == last {
        format!("Who says so in line {first}?")
    } else {
        format!("Who says so in lines {first} to {last}?")
    };
    Some(asked(view, question, &lift, Some(span)))
}

fn reply_question(view: &View<'_>) -> Option<Question> {
    let central = &view.facts.statements.central;
    let person = central.third_party.and_then(|id| view.entity(id))?;
    central.reply.is_not_found().then(|| Question {
        question: format!("Was {} asked for a reply?", quoted(&person.name, 40)),
        statements: 1,
        from: None,
        to: None,
        central: true,
        span: Some(person.name_span),
    })
}

fn asked(view: &View<'_>, question: String, lift: &Lift<'_>, span: Option<Span>) -> Question {
    let central = &view.facts.statements.central.matches;
    Question {
        question,
        statements: super::number(lift.statements.len()),
        from: Some(lift.from),
        to: Some(lift.to),
        central: lift.statements.iter().any(|s| central.contains(&s.id)),
        span,
    }
}

/// The statements whose grade a filled-in fact betters, with the commonest of their grades.
fn lift<'a>(
    view: &View<'_>,
    statements: &[&'a Statement],
    fill: fn(&Basis) -> Basis,
) -> Option<Lift<'a>> {
    let mut lifted: Vec<(Letter, Letter, &Statement)> = Vec::new();
    for statement in statements {
        let from = view.letter(statement);
        let to = grade(&fill(&statement.basis), StatementType::Checkable).high;
        if to < from && !View::is_doubtful(statement) {
            lifted.push((from, to, statement));
        }
    }
    let weight =
        |pair: (Letter, Letter)| lifted.iter().filter(|&&(f, t, _)| (f, t) == pair).count();
    let pairs = lifted.iter().map(|&(from, to, _)| (from, to));
    let (from, to) = pairs.max_by_key(|&pair| (weight(pair), pair))?;
    Some(Lift { statements: lifted.into_iter().map(|(.., s)| s).collect(), from, to })
}

fn answer(value: &str) -> Fact<String> {
    Fact::Found { value: value.to_owned(), span: None, from: Origin::Option }
}

/// The basis with outlet and day known.
fn located(basis: &Basis) -> Basis {
    let day = Date { year: 2000, month: Some(1), day: Some(1) };
    Basis {
        outlet: answer("an outlet"),
        date: Fact::Found { value: day, span: None, from: Origin::Option },
        ..basis.clone()
    }
}

/// The basis with the speaker named.
fn named(basis: &Basis) -> Basis {
    Basis { voice: Voice::Named, name: answer("a name"), ..basis.clone() }
}
