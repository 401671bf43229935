//! Numbers, months, weekdays, seasons and units by their words.

use super::Context;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 31] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
];
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

fn index(list: &[&str], word: &str) -> Option<u32> {
    list.iter().position(|w| *w == word).and_then(|i| u32::try_from(i).ok())
}

/// A whole number at a word, with the words it takes. *a* and *an* count as one.
pub(super) fn number(context: &Context<'_>, i: usize) -> Option<(u32, usize)> {
    let word = context.word(i);
    if matches!(word, "a" | "an") {
        return Some((1, 1));
    }
    if let Some(n) = index(&SMALL, word) {
        return Some((n, 1));
    }
    if let Some(tens) = index(&TENS, word).map(|n| 20 + 10 * n) {
        // "twenty-five" comes as three words.
        let ones = index(&SMALL, context.word(i + 2)).filter(|n| (1..10).contains(n));
        return match ones.filter(|_| context.word(i + 1) == "-") {
            Some(n) => Some((tens + n, 3)),
            None => Some((tens, 1)),
        };
    }
    if matches!(word, "hundred") {
        return Some((100, 1));
    }
    if word.len() > 6 || !word.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return None;
    }
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok().map(|n| (n, 1))
}

/// 1 for January.
pub(super) fn month(word: &str) -> Option<u8> {
    let stem = word.strip_suffix('.').unwrap_or(word);
    let at = MONTHS.iter().position(|(full, short)| {
        stem == *full || stem == *short || stem == "sept" && *short == "sep"
    });
    at.and_then(|i| u8::try_from(i + 1).ok())
}

/// 1 for Monday.
pub(super) fn weekday(word: &str) -> Option<u8> {
    index(&WEEKDAYS, word).and_then(|i| u8::try_from(i + 1).ok())
}

/// Day of a month in digits, with or without ending, or as an ordinal word.
pub(super) fn day(word: &str) -> Option<u8> {
    let ending = ["st", "nd", "rd", "th"].iter().find_map(|s| word.strip_suffix(s));
    let digits = ending.unwrap_or(word);
    if let Some(n) = index(&ORDINALS, word) {
        return u8::try_from(n + 1).ok();
    }
    if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

/// A number from 1 as an ordinal, in digits or words.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    if let Some(n) = index(&ORDINALS, word) {
        return Some(n + 1);
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|s| word.strip_suffix(s))?;
    if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// A year in four digits.
pub(super) fn year(word: &str) -> Option<u32> {
    if word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|y| (1000..2200).contains(y))
}

/// TIMEX3 code of a season.
pub(super) fn season(word: &str) -> Option<&'static str> {
    Some(match word {
        "spring" => "SP",
        "summer" => "SU",
        "autumn" | "fall" => "FA",
        "winter" => "WI",
        _ => return None,
    })
}

/// TIMEX3 code of a part of the day.
pub(super) fn part_of_day(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" => "TMO",
        "afternoon" => "TAF",
        "evening" => "TEV",
        "night" => "TNI",
        _ => return None,
    })
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// A duration of `n` units; `None` of an unknown number.
    pub(super) fn duration(self, n: Option<u32>) -> String {
        let n = n.map_or_else(|| "X".to_owned(), |n| n.to_string());
        match self {
            Self::Second => format!("PT{n}S"),
            Self::Minute => format!("PT{n}M"),
            Self::Hour => format!("PT{n}H"),
            Self::Day => format!("P{n}D"),
            Self::Week => format!("P{n}W"),
            Self::Weekend => format!("P{n}WE"),
            Self::Month => format!("P{n}M"),
            Self::Quarter => format!("P{n}Q"),
            Self::Year => format!("P{n}Y"),
            Self::Decade => format!("P{n}DE"),
            Self::Century => format!("P{n}CE"),
        }
    }
}

/// The unit of a word, and whether it is plural.
pub(super) fn unit(word: &str) -> Option<(Unit, bool)> {
    let singular = |word: &str| {
        Some(match word {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    };
    if word == "centuries" {
        return Some((Unit::Century, true));
    }
    singular(word)
        .map(|unit| (unit, false))
        .or_else(|| singular(word.strip_suffix('s')?).map(|unit| (unit, true)))
}
