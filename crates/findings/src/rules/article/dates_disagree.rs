//! The article gives two dates of publication more than a day apart.
//!
//! # What it reports
//! The date shown, the date in a field and the date in the address are compared. A date that is labelled as
//! an update is not one of publication.
//!
//! # Why it matters
//! One of them may be that of an older story that is going round again.
//!
//! # Example
//! ```text
//! date: 2024-05-02
//! ---
//! Roof blown off
//!
//! [[March 11, 2019]]{A105}
//!
//! The roof of the market hall was blown off on Monday. Nobody was hurt.
//! ```
//!
//! # What clears it
//! Dates that agree to the day, or a label that says "updated".

use sayso_core::{Date, Fact, Origin};

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let date = &view.facts.document.meta.date;
    let Fact::Found { value: taken, span, from } = &date.fact else { return };
    let other = date.others.iter().find_map(|other| match other {
        Fact::Found { value, from, span } if apart(*taken, *value) => Some((value, from, span)),
        Fact::Found { .. }
        | Fact::Doubtful { .. }
        | Fact::NotFound
        | Fact::NotLooked
        | Fact::NotApplicable => None,
    });
    let Some((other, other_from, other_span)) = other else { return };
    report.add(
        span.or(*other_span),
        format!("two dates: {} gives {taken}, {} gives {other}", place(from), place(other_from)),
        "Ask which is the day of publication, and what the other one stands for.",
    );
}

fn place(from: &Origin) -> String {
    match from {
        Origin::Text | Origin::Carried => "the text".to_owned(),
        Origin::Field(name) => format!("the field {name}").chars().take(40).collect(),
        Origin::Option => "the option".to_owned(),
    }
}

/// More than a day apart as far as both are given.
fn apart(a: Date, b: Date) -> bool {
    match (day_number(a), day_number(b)) {
        (Some(a), Some(b)) => (a - b).abs() > 1,
        _ => a.year != b.year || a.month.zip(b.month).is_some_and(|(a, b)| a != b),
    }
}

/// Days since 1970-01-01 (Hinnant, `days_from_civil`, 2013).
fn day_number(date: Date) -> Option<i64> {
    let (month, day) = (i64::from(date.month?), i64::from(date.day?));
    let year = i64::from(date.year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::Example;

    fn found(date: &str) -> Fact<Date> {
        let from = Origin::Field("address".into());
        Fact::Found { value: date.parse().unwrap(), span: None, from }
    }

    #[test]
    fn dates_more_than_a_day_apart() {
        let mut e = Example::new("It rained.");
        e.document.meta.date.fact = found("2024-03-01");
        for (other, fires) in
            [("2024-02-29", false), ("2024-02-28", true), ("2024", false), ("2023-12", true)]
        {
            e.document.meta.date.others = vec![found(other)];
            assert_eq!(!e.findings("A105").is_empty(), fires, "{other}");
        }
    }
}
