//! The rules that read a time expression at a word.

use sayso_core::{Date, Reading, TimeExpression, TimeKind, TimeState, TokenRange};

use crate::words::Words;

const MONTHS: [(&str, &str); 12] = [
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
];
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

#[expect(clippy::too_many_lines, reason = "one arm a rule")]
/// A time expression that begins at word `i`, with one past its last word.
pub(crate) fn at(
    words: &Words<'_>,
    reading: &Reading,
    date: Option<Date>,
    i: usize,
    end: usize,
) -> Option<(usize, TimeExpression)> {
    let _ = date;
    let make = |stop: usize, kind, value: Option<String>, state, rule| {
        let tokens = TokenRange::of(i..stop);
        let span = reading.span(tokens);
        Some((stop, TimeExpression { tokens, span, kind, value, other_value: None, state, rule }))
    };
    let lower = |k: usize| if k < end { words.lower(k) } else { "" };
    let capital = crate::chars::is_capital(words.form(i));
    if let Some(month) = month(lower(i)).filter(|_| capital) {
        let mut stop = i + 1;
        let day = day(lower(stop));
        if day.is_some() {
            stop += 1;
        }
        let comma = usize::from(lower(stop) == ",");
        let year = year(lower(stop + comma));
        if year.is_some() {
            stop += comma + 1;
        }
        let bare_may = month == 5
            && stop == i + 1
            && !matches!(before(words, i), "in" | "last" | "next" | "since" | "of" | "this");
        return match (year, day) {
            (Some(y), Some(d)) => make(
                stop,
                TimeKind::Date,
                Some(format!("{y:04}-{month:02}-{d:02}")),
                TimeState::Absolute,
                "month_day_year",
            ),
            (Some(y), None) => make(
                stop,
                TimeKind::Date,
                Some(format!("{y:04}-{month:02}")),
                TimeState::Absolute,
                "month_year",
            ),
            (None, Some(d)) => make(
                stop,
                TimeKind::Date,
                Some(format!("XXXX-{month:02}-{d:02}")),
                TimeState::NeedsDocumentDate,
                "month_day",
            ),
            (None, None) if !bare_may => make(
                stop,
                TimeKind::Date,
                Some(format!("XXXX-{month:02}")),
                TimeState::NeedsDocumentDate,
                "month",
            ),
            (None, None) => None,
        };
    }
    if let (Some(d), Some(m)) = (day(lower(i)), month(lower(i + 1))) {
        if let Some(y) = year(lower(i + 2)) {
            return make(
                i + 3,
                TimeKind::Date,
                Some(format!("{y:04}-{m:02}-{d:02}")),
                TimeState::Absolute,
                "day_month_year",
            );
        }
        return make(
            i + 2,
            TimeKind::Date,
            Some(format!("XXXX-{m:02}-{d:02}")),
            TimeState::NeedsDocumentDate,
            "day_month",
        );
    }
    if WEEKDAYS.contains(&lower(i)) && capital {
        return make(i + 1, TimeKind::Date, None, TimeState::NeedsDocumentDate, "weekday");
    }
    let relative = ["today", "yesterday", "tomorrow", "tonight"].contains(&lower(i));
    if relative {
        return make(i + 1, TimeKind::Date, None, TimeState::NeedsDocumentDate, "day_word");
    }
    if ["last", "next", "this", "earlier"].contains(&lower(i)) {
        let k = if lower(i) == "earlier" && lower(i + 1) == "this" { i + 2 } else { i + 1 };
        let unit = lower(k);
        if unit_of(unit).is_some()
            || WEEKDAYS.contains(&unit)
            || month(unit).is_some()
            || [
                "weekend",
                "morning",
                "afternoon",
                "evening",
                "night",
                "summer",
                "winter",
                "spring",
                "autumn",
                "fall",
            ]
            .contains(&unit)
        {
            return make(
                k + 1,
                TimeKind::Date,
                None,
                TimeState::NeedsDocumentDate,
                "relative_unit",
            );
        }
    }
    let count = number(lower(i));
    if let (Some(n), Some((unit, time))) = (count, unit_of(lower(i + 1))) {
        let value = format!("P{}{n}{unit}", if time { "T" } else { "" });
        if matches!(lower(i + 2), "ago" | "earlier" | "later") {
            return make(i + 3, TimeKind::Date, None, TimeState::NeedsDocumentDate, "ago");
        }
        if lower(i + 2) == "old" {
            return None;
        }
        return make(i + 2, TimeKind::Duration, Some(value), TimeState::Absolute, "duration");
    }
    if ["decades", "years", "months", "weeks"].contains(&lower(i)) {
        let stop = i + 1 + usize::from(lower(i + 1) == "ago");
        return make(stop, TimeKind::Duration, None, TimeState::Vague, "some_units");
    }
    if let Some(y) = year(lower(i)).filter(|_| {
        matches!(before(words, i), "in" | "since" | "of" | "until" | "by" | "from" | "during")
    }) {
        return make(i + 1, TimeKind::Date, Some(format!("{y:04}")), TimeState::Absolute, "year");
    }
    if let Some(decade) = lower(i).strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0')) {
        let prefix: String = decade.chars().take(3).collect();
        if prefix.chars().all(|c| c.is_ascii_digit()) {
            return make(i + 1, TimeKind::Date, Some(prefix), TimeState::Absolute, "decade");
        }
    }
    if lower(i) == "recently" {
        return make(
            i + 1,
            TimeKind::Date,
            Some("PAST_REF".to_owned()),
            TimeState::Vague,
            "recently",
        );
    }
    None
}

fn before<'a>(words: &Words<'a>, i: usize) -> &'a str {
    i.checked_sub(1).map(|k| words.lower(k)).unwrap_or_default()
}

fn month(lower: &str) -> Option<u8> {
    let stem = lower.strip_suffix('.').unwrap_or(lower);
    let at = MONTHS.iter().position(|(full, short)| {
        stem == *full || stem == *short || stem == "sept" && *short == "sep"
    });
    at.and_then(|i| u8::try_from(i + 1).ok())
}

fn day(lower: &str) -> Option<u8> {
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|s| lower.strip_suffix(s)).unwrap_or(lower);
    if digits.len() > 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn year(lower: &str) -> Option<u16> {
    if lower.len() != 4 || !lower.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    lower.parse().ok().filter(|y| (1200..2200).contains(y))
}

fn unit_of(lower: &str) -> Option<(&'static str, bool)> {
    Some(match lower.strip_suffix('s').unwrap_or(lower) {
        "second" => ("S", true),
        "minute" => ("M", true),
        "hour" => ("H", true),
        "day" => ("D", false),
        "week" => ("W", false),
        "month" => ("M", false),
        "year" => ("Y", false),
        "decade" => ("DE", false),
        "century" | "centurie" => ("CE", false),
        _ => return None,
    })
}

fn number(lower: &str) -> Option<u32> {
    const NUMBERS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    if let Some(n) = NUMBERS.iter().position(|w| *w == lower) {
        return u32::try_from(n).ok();
    }
    match lower {
        "a" | "an" => Some(1),
        _ => lower.parse().ok().filter(|n| *n < 10_000),
    }
}
