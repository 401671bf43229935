//! Calendar dates as pages and texts write them. Of a date that can be read in two ways (04/05/2016)
//! only the year is taken, and that as doubtful; a day without its year is no date here: nothing is
//! filled in.

use std::ops::Range;

use sayso_core::Date;

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
];

/// A word or number of a line with its place; commas and full stops are not kept.
struct Part<'a> {
    text: &'a str,
    range: Range<usize>,
    /// The character behind it.
    next: Option<char>,
}

fn parts(line: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut start = None;
    let kind = |c: char| if c.is_ascii_digit() { 1 } else { u8::from(c.is_alphabetic()) * 2 };
    let mut last_kind = 0;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let kind = kind(c);
        if kind != last_kind {
            if let Some(from) = start.take()
                && last_kind != 0
            {
                let text = line.get(from..at).unwrap_or_default();
                let next = line.get(at..).and_then(|rest| rest.chars().next());
                parts.push(Part { text, range: from..at, next });
            }
            start = Some(at);
            last_kind = kind;
        }
    }
    parts
}

/// The month of a name or of its short form (three letters or more, "Sept").
pub(crate) fn month(word: &str) -> Option<u8> {
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| {
        *month == word || (word.len() <= 4 && month.starts_with(&word) && word != "marc")
    })?;
    u8::try_from(index + 1).ok()
}

/// The full name of a weekday, whatever its case.
pub(crate) fn is_weekday(word: &str) -> bool {
    const DAYS: &[&str] =
        &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.iter().any(|day| day.eq_ignore_ascii_case(word))
}

fn year(part: &Part<'_>) -> Option<i32> {
    let year: i32 = (part.text.len() == 4).then(|| part.text.parse().ok()).flatten()?;
    (1000..=2999).contains(&year).then_some(year)
}

fn day(part: &Part<'_>) -> Option<u8> {
    (part.text.len() <= 2)
        .then(|| part.text.parse().ok())
        .flatten()
        .filter(|d| (1..=31).contains(d))
}

/// The first date of a line, as far as it is given, and its bytes there.
pub(crate) fn find(line: &str) -> Option<(Date, Range<usize>)> {
    let parts = parts(line);
    (0..parts.len()).find_map(|i| {
        let (date, used) = at(parts.get(i..)?)?;
        Some((date, parts[i].range.start..parts[i + used - 1].range.end))
    })
}

/// A date that the parts begin with, and how many of them it takes.
fn at(parts: &[Part<'_>]) -> Option<(Date, usize)> {
    let get = |i: usize| parts.get(i);
    let first = get(0)?;
    let ordinal = |i: usize| {
        usize::from(get(i).is_some_and(|p| ["st", "nd", "rd", "th", "of"].contains(&p.text)))
    };
    if let Some(month) = month(first.text) {
        // June 4, 2016; June 4th 2016; June 2016
        if let Some(day) = get(1).and_then(day) {
            let behind = 2 + ordinal(2);
            if let Some(date) = get(behind).and_then(year).and_then(|y| Date::full(y, month, day)) {
                return Some((date, behind + 1));
            }
        }
        let year = get(1).and_then(year)?;
        return Some((Date { year, month: Some(month), day: None }, 2));
    }
    if let Some(day) = day(first) {
        // 4 June 2016; 4th of June 2016; 26-FEB-1987
        let mut i = 1 + ordinal(1);
        i += ordinal(i);
        if let Some(month) = get(i).and_then(|p| month(p.text)) {
            let date = get(i + 1).and_then(year).and_then(|y| Date::full(y, month, day))?;
            return Some((date, i + 2));
        }
    }
    let joined = |i: usize, mark: char| get(i).is_some_and(|p| p.next == Some(mark));
    if let Some(year) = year(first) {
        // 2016-06-04, 2016/06/04, 2016.06.04, 2016-06, 20160604 is not read
        for mark in ['-', '/', '.'] {
            let month = get(1).filter(|p| joined(0, mark) && p.text.len() <= 2).and_then(day);
            let Some(month) = month.filter(|m| *m <= 12) else { continue };
            if joined(1, mark)
                && let Some(date) = get(2).and_then(day).and_then(|d| Date::full(year, month, d))
            {
                return Some((date, 3));
            }
            if mark == '-' && parts[1].text.len() == 2 {
                return Some((Date { year, month: Some(month), day: None }, 2));
            }
        }
        return None;
    }
    // 25/12/2016 and 12/25/2016, where only one order gives a month; 4/4/2016, where both agree
    let mark = first.next.filter(|c| ['/', '.', '-'].contains(c))?;
    let (a, b) = (day(first)?, get(1).filter(|_| joined(1, mark)).and_then(day)?);
    let year = get(2).and_then(year)?;
    let date = match (a <= 12, b <= 12) {
        (true, false) => Date::full(year, a, b),
        (false, true) => Date::full(year, b, a),
        (true, true) if a == b => Date::full(year, a, b),
        _ => None,
    }?;
    Some((date, 3))
}

/// The date of a machine-readable value: ISO 8601 with or without a time, or any single written
/// date.
pub(crate) fn parse_value(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit()) {
        return value.parse().ok();
    }
    if value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()) {
        let number = |range: Range<usize>| value.get(range)?.parse::<u16>().ok();
        let (month, day) = (u8::try_from(number(4..6)?).ok()?, u8::try_from(number(6..8)?).ok()?);
        return Date::full(i32::from(number(0..4)?), month, day).filter(|d| d.year >= 1600);
    }
    find(value).map(|(date, _)| date)
}

/// Every date of a line, each with what the words before it make of it.
pub(crate) fn all(line: &str) -> Vec<(Date, Range<usize>, DateRole)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((date, range)) = line.get(from..).and_then(find) {
        let range = from + range.start..from + range.end;
        let before = line.get(from..range.start).unwrap_or_default().to_ascii_lowercase();
        let changed = ["updated", "modified", "edited", "last"].iter().any(|w| before.contains(w));
        found.push((
            date,
            range.clone(),
            if changed { DateRole::Modified } else { DateRole::Published },
        ));
        from = range.end;
    }
    found
}

/// The date in the path of an address: `/2016/05/03/`, `/2016/may/03/`, `/2016/05/`, `2016-05-03`.
pub(crate) fn in_address(address: &str) -> Option<Date> {
    let path = address.split(['?', '#']).next()?;
    let steps: Vec<&str> = path.split('/').collect();
    let number = |step: &str, longest: usize| -> Option<u8> {
        let is_number = step.len() <= longest && step.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| step.parse().ok())?
    };
    steps.iter().enumerate().find_map(|(i, step)| {
        if let Some(date) = step.get(..10).and_then(|head| head.parse::<Date>().ok()) {
            return Some(date);
        }
        let is_year = step.len() == 4 && (step.starts_with("19") || step.starts_with("20"));
        let year: i32 = if is_year { step.parse().ok()? } else { return None };
        let next = steps.get(i + 1)?;
        let month = month(next).or_else(|| number(next, 2)).filter(|m| (1..=12).contains(m))?;
        let day = steps.get(i + 2).filter(|_| i + 3 < steps.len()).and_then(|d| number(d, 2));
        match day.and_then(|day| Date::full(year, month, day)) {
            Some(date) => Some(date),
            None => Some(Date { year, month: Some(month), day: None }),
        }
    })
}

/// What a line of its own dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DateRole {
    /// Publication, or not said.
    Published,
    /// A later change.
    Modified,
}

/// A line that gives little else than a date that can be read in two ways: its year, its bytes, and the
/// two readings.
pub(crate) fn two_ways(line: &str) -> Option<(Date, Range<usize>, String)> {
    let parts = parts(line);
    let (i, date, readings) = parts.windows(3).enumerate().find_map(|(i, three)| {
        let [a, b, y] = three else { return None };
        let mark = a.next.filter(|c| ['/', '.', '-'].contains(c))?;
        let (first, second, year) = (day(a)?, day(b).filter(|_| b.next == Some(mark))?, year(y)?);
        let readings = [Date::full(year, first, second)?, Date::full(year, second, first)?];
        (first != second).then_some((i, Date { year, month: None, day: None }, readings))
    })?;
    let range = parts[i].range.start..parts[i + 2].range.end;
    let [one, other] = readings;
    is_little_else(line, &range).then(|| (date, range, format!("{one} or {other}")))
}

/// A line that gives a date and little else ("Published: Tuesday, May 3, 2016 at 9:05 p.m. EST").
pub(crate) fn date_line(line: &str) -> Option<(Date, Range<usize>, DateRole)> {
    let (date, range) = find(line)?;
    if !is_little_else(line, &range) {
        return None;
    }
    let before = line.get(..range.start)?.to_ascii_lowercase();
    let modified = before.contains("updated") || before.contains("modified");
    Some((date, range, if modified { DateRole::Modified } else { DateRole::Published }))
}

/// Around the date of a short line stand only words that go with one.
fn is_little_else(line: &str, date: &Range<usize>) -> bool {
    #[rustfmt::skip]
    const AROUND: &[&str] = &[
        "published", "posted", "updated", "modified", "last", "first", "created", "date", "on",
        "at", "am", "pm", "a", "p", "m", "et", "est", "edt", "gmt", "utc", "bst", "pst", "pdt",
        "ct", "cst", "cdt", "ist", "aest", "cet", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
        "time",
    ];
    let plain = |text: Option<&str>| {
        parts(text.unwrap_or_default()).iter().all(|p| {
            let word = p.text.to_ascii_lowercase();
            word.bytes().all(|b| b.is_ascii_digit())
                || AROUND.contains(&word.as_str())
                || is_weekday(&word)
                || month(&word).is_some()
        })
    };
    line.len() <= 120 && plain(line.get(..date.start)) && plain(line.get(date.end..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_dates_are_read_as_far_as_they_go() {
        let cases = [
            ("June 4, 2016", Some("2016-06-04")),
            ("on Sept. 3rd 2016 at noon", Some("2016-09-03")),
            ("4 June 2016", Some("2016-06-04")),
            ("26-FEB-1987 15:01:01.79", Some("1987-02-26")),
            ("2016-06-04T09:00:00Z", Some("2016-06-04")),
            ("May 2016", Some("2016-05")),
            ("2016-05", Some("2016-05")),
            ("25/12/2016", Some("2016-12-25")),
            ("12/25/2016", Some("2016-12-25")),
            ("04/05/2016", None),
            ("June 4", None),
            ("February 30, 2016", None),
            ("may come in 2016", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = find(text).map(|(date, _)| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_date_that_reads_two_ways_gives_its_year_and_both() {
        let read = |line| two_ways(line).map(|(date, range, why)| (date.to_string(), range, why));
        let both = "2024-03-04 or 2024-04-03".to_owned();
        assert_eq!(read("Published: 03/04/2024"), Some(("2024".into(), 11..21, both)));
        for line in ["13/04/2024", "04/04/2024", "He left on 03/04/2024.", "03/04-2024", "3/4"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn addresses_may_hold_a_date() {
        let read = |address| in_address(address).map(|date| date.to_string());
        assert_eq!(read("https://x.org/2016/05/03/ferry").as_deref(), Some("2016-05-03"));
        assert_eq!(read("https://x.org/news/2016/may/03/ferry").as_deref(), Some("2016-05-03"));
        assert_eq!(read("https://x.org/2016/05/ferry").as_deref(), Some("2016-05"));
        assert_eq!(read("https://x.org/a/2016-05-03-ferry").as_deref(), Some("2016-05-03"));
        assert_eq!(read("https://x.org/2016/ferry-99"), None);
    }

    #[test]
    fn a_date_line_says_little_else() {
        let role = |line| date_line(line).map(|(date, _, role)| (date.to_string(), role));
        let date = || "2016-05-03".to_owned();
        assert_eq!(role("Tuesday, May 3, 2016."), Some((date(), DateRole::Published)));
        assert_eq!(
            role("Last updated: 9:05 p.m. EST, 3 May 2016"),
            Some((date(), DateRole::Modified))
        );
        assert_eq!(role("The mayor resigned on May 3, 2016."), None);
    }
}
