//! Calendar dates: days, months, years, decades, centuries, seasons, quarters, holidays.

use sayso_core::{Date, TimeKind, TimeState, Xpos};

use super::numbers::{day, month, ordinal, part_of_day, season, weekday, year};
use super::tense::Direction;
use super::{Context, Found};

/// Words after which a bare month or year is a date.
const BEFORE: [&str; 32] = [
    "in",
    "of",
    "since",
    "until",
    "till",
    "by",
    "from",
    "to",
    "through",
    "before",
    "after",
    "during",
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "around",
    "between",
    "and",
    "for",
    "about",
    "circa",
    "back",
    "year",
    "every",
    "each",
    "that",
    "(",
    "past",
    "following",
];

/// A date at word `i`.
pub(super) fn read(context: &Context<'_>, i: usize) -> Option<Found> {
    numeric(context, i)
        .or_else(|| with_weekday(context, i))
        .or_else(|| month_first(context, i))
        .or_else(|| day_first(context, i))
        .or_else(|| holiday(context, i))
        .or_else(|| of_year(context, i))
        .or_else(|| decade(context, i))
        .or_else(|| century(context, i))
        .or_else(|| bare_year(context, i))
}

/// `2016-10-03`, `03/04/2016`, in one word or cut at its marks.
fn numeric(context: &Context<'_>, i: usize) -> Option<Found> {
    let mut text = context.word(i).to_owned();
    let mut end = i + 1;
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    while end < context.end && end < i + 5 && !context.words.space_after(end - 1) {
        text.push_str(context.word(end));
        end += 1;
    }
    while text.ends_with(['.', ',', ')', ';']) {
        text.pop();
        end -= 1;
    }
    let found = |end| Found::new(end, TimeKind::Date, "numeric");
    let split = |mark: char| -> Option<[u32; 3]> {
        let mut parts = text.split(mark).map(|p| if p.len() <= 4 { p.parse().ok() } else { None });
        let all = [parts.next()??, parts.next()??, parts.next()??];
        parts.next().is_none().then_some(all)
    };
    let full = |y: u32, m: u32, d: u32| {
        let date = Date::full(i32::try_from(y).ok()?, u8::try_from(m).ok()?, u8::try_from(d).ok()?);
        date.map(|d| d.to_string())
    };
    if let Some([y, m, d]) = split('-').filter(|p| p[0] >= 1000) {
        return full(y, m, d).map(|value| found(end).value(value));
    }
    let [a, b, y] = split('/').or_else(|| split('.'))?;
    let y = match y {
        0..=49 => 2000 + y,
        50..=99 => 1900 + y,
        _ => y,
    };
    let (american, european) = (full(y, a, b), full(y, b, a));
    match (american, european) {
        (Some(one), Some(two)) if one != two => {
            let mut found = found(end).value(one).state(TimeState::Doubtful);
            found.other = Some(two);
            Some(found)
        }
        (Some(value), _) | (None, Some(value)) => Some(found(end).value(value)),
        (None, None) => None,
    }
}

/// `Monday, October 3`: the weekday belongs to the date.
fn with_weekday(context: &Context<'_>, i: usize) -> Option<Found> {
    let stem = context.word(i);
    let short = ["mon.", "tue.", "tues.", "wed.", "thu.", "thurs.", "fri.", "sat.", "sun."];
    if weekday(stem).is_none() && !short.contains(&stem) {
        return None;
    }
    let mut next = i + 1;
    if context.word(next) == "," {
        next += 1;
    }
    if context.word(next) == "the" {
        next += 1;
    }
    month_first(context, next)
        .or_else(|| day_first(context, next))
        .filter(|found| found.rule.starts_with("month_day") || found.rule.starts_with("day_month"))
}

/// A month that is one here and not a verb or a name.
fn month_at(context: &Context<'_>, i: usize) -> Option<u8> {
    let word = context.word(i);
    match word.strip_prefix("mid-") {
        Some(rest) => month(rest),
        None => context.is_capital(i).then(|| month(word)).flatten(),
    }
}

fn month_first(context: &Context<'_>, i: usize) -> Option<Found> {
    let month = month_at(context, i)?;
    let mut end = i + 1;
    let mut found_day = None;
    let the = usize::from(context.word(end) == "the");
    if let Some(d) =
        day(context.word(end + the)).filter(|_| the == 0 || context.word(end + 1).len() > 2)
    {
        // "October 2016" is no day; "May 20 people" neither, but that is rare.
        end += 1 + the;
        found_day = Some(d);
    }
    let comma = usize::from(matches!(context.word(end), "," | "of"));
    let found_year = year(context.word(end + comma));
    if found_year.is_some() {
        end += comma + 1;
    }
    // "Sept" and "Jan" alone are names.
    let short = context.word(i).len() <= 4 && !matches!(context.word(i), "may" | "june" | "july");
    if found_day.is_none() && found_year.is_none() && (short || !is_month_alone(context, i)) {
        return None;
    }
    Some(month_day(context, i, end, month, found_day, found_year))
}

/// A month's name alone is a date after a preposition, and nowhere before another name.
fn is_month_alone(context: &Context<'_>, i: usize) -> bool {
    let named = context.is_capital(i + 1) && month(context.word(i + 1)).is_none();
    // "her March comment", "the December vote", but "the March on the capital".
    let own = ["his", "her", "its", "their", "our", "my", "'s", "’s", "the", "a", "an"];
    let noun =
        matches!(context.reading.tokens.xpos.get(i + 1), Some(Xpos::Nn | Xpos::Nns | Xpos::Jj));
    let owned = context.any(i.wrapping_sub(1), &own) && noun && i + 1 < context.end;
    let after = owned
        || context.word(i).starts_with("mid-")
        || context.any(i.wrapping_sub(1), &BEFORE)
        || context.before(i) == "-" && context.any(i.wrapping_sub(2), &["mid", "early", "late"]);
    after && !named
}

fn day_first(context: &Context<'_>, i: usize) -> Option<Found> {
    let the = usize::from(context.word(i) == "the");
    let found_day = day(context.word(i + the))?;
    let of = usize::from(context.word(i + the + 1) == "of");
    let at = i + the + 1 + of;
    let month = month_at(context, at)?;
    // "second May" is no date; "the second of May" is.
    if of == 0 && !context.word(i + the).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut end = at + 1;
    let comma = usize::from(matches!(context.word(end), "," | "of"));
    let found_year = year(context.word(end + comma));
    if found_year.is_some() {
        end += comma + 1;
    }
    let mut found = month_day(context, i, end, month, Some(found_day), found_year);
    found.rule = if found_year.is_some() { "day_month_year" } else { "day_month" };
    Some(found)
}

fn month_day(
    context: &Context<'_>,
    i: usize,
    end: usize,
    month: u8,
    found_day: Option<u8>,
    found_year: Option<u32>,
) -> Found {
    let print = |y: String| match found_day {
        Some(d) => format!("{y}-{month:02}-{d:02}"),
        None => format!("{y}-{month:02}"),
    };
    let rule = match (found_day, found_year) {
        (Some(_), Some(_)) => "month_day_year",
        (Some(_), None) => "month_day",
        (None, Some(_)) => "month_year",
        (None, None) => "month",
    };
    let found = Found::new(end, TimeKind::Date, rule);
    if let Some(y) = found_year {
        return found.value(print(format!("{y:04}")));
    }
    let year = context.anchor.year_of(month, found_day, context.direction(i));
    let value = year.map(|y| print(format!("{y:04}")));
    found.anchored(value, Some(print("XXXX".to_owned())))
}

/// Days with a name.
fn holiday(context: &Context<'_>, i: usize) -> Option<Found> {
    const DAYS: [(&[&str], &str); 9] = [
        (&["christmas", "eve"], "12-24"),
        (&["christmas", "day"], "12-25"),
        (&["christmas"], "12-25"),
        (&["new", "year", "'s", "eve"], "12-31"),
        (&["new", "year", "'s", "day"], "01-01"),
        (&["boxing", "day"], "12-26"),
        (&["valentine", "'s", "day"], "02-14"),
        (&["halloween"], "10-31"),
        (&["independence", "day"], "07-04"),
    ];
    if !context.is_capital(i) {
        return None;
    }
    let matches = |words: &[&str]| words.iter().enumerate().all(|(k, w)| context.word(i + k) == *w);
    let (words, value) = DAYS.iter().find(|(words, _)| matches(words))?;
    let end = i + words.len();
    let named = words.len() == 1 && context.is_capital(end) && year(context.word(end)).is_none();
    if named || words.len() == 1 && context.any(i.wrapping_sub(1), &["merry", "happy", "a", "the"])
    {
        return None;
    }
    let (month, day) = value.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let found_year = year(context.word(end));
    let end = end + usize::from(found_year.is_some());
    let mut found = month_day(context, i, end, month, Some(day), found_year);
    found.rule = "holiday";
    Some(found)
}

/// `the summer of 1969`, `the third quarter of 2015`, `the first half of 2016`, `spring 2014`.
fn of_year(context: &Context<'_>, i: usize) -> Option<Found> {
    let mut at = i + usize::from(context.word(i) == "the");
    if context.any(at, &["early", "late", "mid", "middle", "end", "beginning", "start"]) {
        at += 1;
        at += usize::from(matches!(context.word(at), "-" | "of"));
    }
    let (code, next) = if let Some(code) = season(context.word(at)) {
        (code.to_owned(), at + 1)
    } else if let Some(n) = ordinal(context.word(at)) {
        match context.word(at + 1) {
            "quarter" if n <= 4 => (format!("Q{n}"), at + 2),
            "half" if n <= 2 => (format!("H{n}"), at + 2),
            _ => return None,
        }
    } else {
        (String::new(), at)
    };
    let of = usize::from(context.word(next) == "of");
    let end = next + of + 1;
    if code.is_empty() && of == 0 && at == i {
        return None;
    }
    if code.is_empty() && at < i + 2 {
        return None;
    }
    let found = |rule| Found::new(end, TimeKind::Date, rule);
    if let Some(y) = year(context.word(next + of)) {
        let value = if code.is_empty() { format!("{y:04}") } else { format!("{y:04}-{code}") };
        return Some(found("part_of_year").value(value));
    }
    None
}

/// `the 1970s`, `the '70s`, `the seventies`, `the 1800s`.
fn decade(context: &Context<'_>, i: usize) -> Option<Found> {
    const WORDS: [&str; 8] = [
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ];
    let mut at = i;
    at += usize::from(context.word(at) == "the");
    if context.any(at, &["early", "late", "mid", "middle"]) {
        at += 1;
        at += usize::from(context.word(at) == "-");
    }
    let word = context.word(at);
    let word = word.strip_prefix("mid-").unwrap_or(word);
    let found = Found::new(at + 1, TimeKind::Date, "decade");
    if let Some(n) = WORDS.iter().position(|w| *w == word) {
        let own = ["his", "her", "their", "my", "your", "our"];
        let age = at == i || context.any(i.wrapping_sub(1), &own);
        return (!age).then(|| found.value(format!("19{}", n + 2)));
    }
    if let Some(digits) = word.strip_suffix('s').map(|w| w.trim_end_matches('\'')) {
        let bare = digits.trim_start_matches('\'');
        if bare.len() == 4 && year(bare).is_some() && bare.ends_with('0') {
            let keep = if bare.ends_with("00") && bare != "2000" { 2 } else { 3 };
            return Some(found.value(bare.chars().take(keep).collect::<String>()));
        }
        // Ages come without the mark: "in her 70s".
        let marked =
            digits.starts_with('\'') || context.before(at) == "'" || context.before(at) == "’";
        let age = context.any(i.wrapping_sub(1), &["his", "her", "their", "my", "your", "our"]);
        if bare.len() == 2
            && bare.ends_with('0')
            && bare.bytes().all(|b| b.is_ascii_digit())
            && !age
        {
            let the = context.word(i) == "the";
            if marked || the {
                let century = if matches!(bare, "00" | "10") { "20" } else { "19" };
                return Some(
                    found.value(format!("{century}{}", bare.chars().take(1).collect::<String>())),
                );
            }
        }
        return None;
    }
    None
}

/// `the 19th century` is 18.
fn century(context: &Context<'_>, i: usize) -> Option<Found> {
    let mut at = i + usize::from(context.word(i) == "the");
    if context.any(at, &["early", "late", "mid"]) {
        at += 1;
        at += usize::from(context.word(at) == "-");
    }
    let tens = usize::from(context.word(at) == "twenty" && context.word(at + 1) == "-") * 2;
    let n = ordinal(context.word(at + tens))?;
    let n = if tens > 0 { n + 20 } else { n };
    if !(1..=22).contains(&n) {
        return None;
    }
    at += tens;
    let hyphen = usize::from(context.word(at + 1) == "-");
    let end = at + 2 + hyphen;
    (context.word(end - 1) == "century")
        .then(|| Found::new(end, TimeKind::Date, "century").value(format!("{:02}", n - 1)))
}

/// A year alone: after a preposition, in brackets, or before a noun behind *the*.
fn bare_year(context: &Context<'_>, i: usize) -> Option<Found> {
    let y = year(context.word(i))?;
    let next = context.reading.tokens.xpos.get(i + 1).copied().filter(|_| i + 1 < context.end);
    let counts = matches!(next, Some(Xpos::Nns))
        || context.any(i + 1, &["%", "percent", "-"]) && context.word(i + 1) != "-";
    if counts
        || !(1500..=2100).contains(&y)
        || context.any(i.wrapping_sub(1), &["$", "£", "€", "no.", "#", "-"])
    {
        return None;
    }
    let before = context.before(i);
    let after_date = BEFORE.contains(&before)
        && before != "for"
        && before != "about"
        && before != "around"
        && before != "past";
    let adjective = matches!(before, "the" | "a" | "his" | "her" | "their" | "its" | "'s")
        && matches!(next, Some(Xpos::Nn | Xpos::Nnp | Xpos::Jj | Xpos::Vbg))
        && y >= 1800;
    let around = matches!(before, "for" | "about" | "around")
        && y >= 1900
        && !matches!(next, Some(Xpos::Nn | Xpos::Nns));
    let starts = i == context.start && context.word(i + 1) == "was";
    (after_date || adjective || around || starts || context.word(i + 1) == ")" && before == ",")
        .then(|| Found::new(i + 1, TimeKind::Date, "year").value(format!("{y:04}")))
}

/// A date with a part of the day behind it: `Tuesday morning`, `3 May in the evening` is not read.
pub(super) fn with_part(context: &Context<'_>, mut found: Found) -> Found {
    let Some(part) = part_of_day(context.word(found.end)) else { return found };
    if let Some(value) = &mut found.value {
        value.push_str(part);
    }
    found.kind = TimeKind::Time;
    found.end += 1;
    found
}

/// `last summer`, `this winter`, `next spring`.
pub(super) fn season_from(context: &Context<'_>, end: usize, code: &str, way: Way) -> Found {
    let found = Found::new(end, TimeKind::Date, "relative_season");
    let year = match way {
        Way::Last => context.anchor.year_of_season(code, Direction::Past).map(|y| {
            // A season that still runs is not the last one.
            let running = context.anchor.month().is_some_and(|m| runs(code, m));
            if running { y - 1 } else { y }
        }),
        Way::This => context.anchor.year(),
        Way::Next => context.anchor.year_of_season(code, Direction::Future).map(|y| {
            let running = context.anchor.month().is_some_and(|m| runs(code, m));
            if running { y + 1 } else { y }
        }),
    };
    found.anchored(year.map(|y| format!("{y:04}-{code}")), Some(format!("XXXX-{code}")))
}

fn runs(code: &str, month: i8) -> bool {
    match code {
        "SP" => (3..=5).contains(&month),
        "SU" => (6..=8).contains(&month),
        "FA" => (9..=11).contains(&month),
        _ => month == 12 || month <= 2,
    }
}

/// Which one of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Last,
    This,
    Next,
}
