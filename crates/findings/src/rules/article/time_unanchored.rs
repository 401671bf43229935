//! All times are told from a day that is not given.
//!
//! # What it reports
//! The article has no date, and every date in it is relative: "on Tuesday", "last week", "two years ago".
//!
//! # Why it matters
//! Not one event of the article can be put on a calendar.
//!
//! # Example
//! ```text
//! The theatre closed [[last week]]{A126}. The actors met on Tuesday. They had been told two months ago.
//! ```
//!
//! # What clears it
//! A date of publication, one handed in with `--date`, or one full date in the text.

use sayso_core::{MentionKind, TimeExpression, TimeKind, TimeState};

use crate::report::Report;
use crate::view::View;
use crate::wording::count;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    if !view.facts.document.meta.date.fact.is_not_found() {
        return;
    }
    // "Bedfordshire on Sunday", "TODAY": words of a name tell no time.
    let in_name =
        |time: &&TimeExpression| view.mentions_in(time.span).any(|m| m.kind == MentionKind::Name);
    let dates = view.facts.reading.times.iter().filter(|time| time.kind == TimeKind::Date);
    if dates.clone().any(|time| names_month(view.slice(time.span))) {
        return;
    }
    let dates = dates.filter(|time| !in_name(time));
    let settled =
        |state| matches!(state, TimeState::Absolute | TimeState::Anchored | TimeState::Doubtful);
    if dates.clone().any(|time| settled(time.state)) {
        return;
    }
    let relative: Vec<_> =
        dates.filter(|time| time.state == TimeState::NeedsDocumentDate).collect();
    let Some(first) = relative.first() else { return };
    let number = relative.len();
    report.add(
        Some(first.span),
        format!(
            "{} told from a day that is not given, as in {}",
            count(number, "date is", "dates are"),
            crate::wording::quoted(view.slice(first.span), 30)
        ),
        "Look for the date of publication, and hand it in with --date.",
    );
}

/// "Aug. 16", "early February": a part of the calendar, if without its year.
fn names_month(words: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    words.split(|c: char| !c.is_alphabetic()).any(|word| {
        let start: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
        word.starts_with(char::is_uppercase) && MONTHS.contains(&start.as_str())
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{Date, Fact, Span, TimeExpression, TimeKind, TimeState};

    use crate::example::Example;

    fn add(e: &mut Example, words: &str, state: TimeState) {
        let span = e.span(words);
        let tokens = e.reading.tokens_in(span);
        let (kind, value, other_value) = (TimeKind::Date, None, None);
        let time = TimeExpression { tokens, span, kind, value, other_value, state, rule: "test" };
        e.reading.times.push(time);
    }

    #[test]
    fn relative_dates_without_a_date_of_the_document() {
        let mut e = Example::new("It closed last week. It opened in 1911.");
        assert!(e.findings("A126").is_empty());
        add(&mut e, "last week", TimeState::NeedsDocumentDate);
        assert_eq!(e.words("A126"), ["last week"]);
        add(&mut e, "1911", TimeState::Absolute);
        assert!(e.findings("A126").is_empty());
        e.reading.times.pop();
        e.document.meta.date.fact =
            Fact::in_text(Date { year: 2020, month: None, day: None }, Span::default());
        assert!(e.findings("A126").is_empty());
    }
}
