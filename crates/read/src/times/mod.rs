//! Time expressions with TIMEX3 values and an honest state. Never the clock: what only a document
//! date could settle says so, and what no date could settle stays vague.
//!
//! Own grammar: each rule looks at the words from one place on; the longest reading wins, the earlier
//! rule at equal length. Values follow `TimeML`'s TIMEX3 (Saurí et al. 2006); see
//! `docs/methods/times.md`.

mod calendar;
mod clock;
mod dates;
mod durations;
mod numbers;
mod relative;
mod tense;
mod told;

use sayso_core::{Date, Reading, TimeExpression, TimeKind, TimeState, TokenRange};

use crate::words::Words;

use calendar::Anchor;
use tense::Direction;

/// What a rule reads.
struct Found {
    /// One past the last word.
    end: usize,
    kind: TimeKind,
    value: Option<String>,
    other: Option<String>,
    state: TimeState,
    rule: &'static str,
}

impl Found {
    fn new(end: usize, kind: TimeKind, rule: &'static str) -> Self {
        Self { end, kind, value: None, other: None, state: TimeState::Absolute, rule }
    }

    fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    fn state(mut self, state: TimeState) -> Self {
        self.state = state;
        self
    }

    /// Anchored with the value of a known date, or needing one.
    fn anchored(self, value: Option<String>, without: Option<String>) -> Self {
        match value {
            Some(value) => self.value(value).state(TimeState::Anchored),
            None => Self { value: without, ..self }.state(TimeState::NeedsDocumentDate),
        }
    }
}

/// What rules look at: a sentence's words, the document's date, the last date of the text.
struct Context<'a> {
    words: &'a Words<'a>,
    reading: &'a Reading,
    /// First word of the sentence.
    start: usize,
    /// One past its last word.
    end: usize,
    /// The document's date.
    anchor: Anchor,
    /// The last date read in the text.
    last: Option<Date>,
}

impl<'a> Context<'a> {
    /// Folded word; empty outside the sentence.
    fn word(&self, i: usize) -> &'a str {
        if i >= self.start && i < self.end { self.words.lower(i) } else { "" }
    }

    /// The word before `i`; empty at the beginning.
    fn before(&self, i: usize) -> &'a str {
        i.checked_sub(1).map_or("", |k| self.word(k))
    }

    fn is_capital(&self, i: usize) -> bool {
        i < self.end && crate::chars::is_capital(self.words.form(i))
    }

    fn any(&self, i: usize, list: &[&str]) -> bool {
        list.contains(&self.word(i))
    }

    /// Whether the sentence speaks of the past or of what will be, around word `i`.
    fn direction(&self, i: usize) -> Direction {
        tense::direction(self, i)
    }
}

type Rule = fn(&Context<'_>, usize) -> Option<Found>;

const RULES: [Rule; 6] =
    [dates::read, told::read, relative::read, clock::read, durations::read_set, durations::read];

/// Adds the time expressions of a reading. `date` is the document's own date, if one is known.
pub(crate) fn find(words: &Words<'_>, date: Option<Date>, reading: &mut Reading) {
    let mut times: Vec<TimeExpression> = Vec::new();
    let mut last = None;
    for sentence in &reading.sentences {
        let tokens = sentence.tokens.indices();
        let mut i = tokens.start;
        while i < tokens.end {
            let context = Context {
                words,
                reading,
                start: tokens.start,
                end: tokens.end,
                anchor: Anchor::of(date),
                last,
            };
            let readings = RULES.iter().filter_map(|rule| rule(&context, i));
            let best = readings.reduce(|best, next| if next.end > best.end { next } else { best });
            let Some(found) = best.filter(|found| found.end > i && found.end <= tokens.end) else {
                i += 1;
                continue;
            };
            if found.kind == TimeKind::Date
                && matches!(found.state, TimeState::Absolute | TimeState::Anchored)
                && let Some(date) = found.value.as_deref().and_then(|v| v.parse::<Date>().ok())
            {
                last = Some(date);
            }
            let range = TokenRange::of(i..found.end);
            times.push(TimeExpression {
                tokens: range,
                span: reading.span(range),
                kind: found.kind,
                value: found.value,
                other_value: found.other,
                state: found.state,
                rule: found.rule,
            });
            i = found.end;
        }
    }
    reading.times = times;
}
