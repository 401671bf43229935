//! Times of day.

use sayso_core::TimeKind;

use super::numbers::number;
use super::{Context, Found};

/// A time of day at word `i`.
pub(super) fn read(context: &Context<'_>, i: usize) -> Option<Found> {
    let found = |end| Found::new(end, TimeKind::Time, "clock");
    match context.word(i) {
        "noon" | "midday" => return Some(found(i + 1).value("T12:00")),
        "midnight" => return Some(found(i + 1).value("T24:00")),
        _ => {}
    }
    let word = context.word(i);
    // "3pm", "3:30pm" in one word.
    let joined = ["pm", "am", "p.m.", "a.m."].iter().find_map(|s| word.strip_suffix(s));
    let (digits, half, end) = match joined.filter(|d| !d.is_empty()) {
        Some(digits) => (digits, half(word), i + 1),
        None => match half(context.word(i + 1)) {
            Some(part) => (word, Some(part), i + 2),
            None => (word, None, i + 1),
        },
    };
    if let Some((hour, minute)) = hour_and_minute(digits) {
        let hour = match half {
            Some(Half::After) if hour < 12 => hour + 12,
            Some(Half::Before) if hour == 12 => 0,
            Some(_) => hour,
            None if digits.contains(':') => hour,
            None => return o_clock(context, i),
        };
        let minute = minute.map_or(":00".to_owned(), |m| format!(":{m:02}"));
        return Some(found(end).value(format!("T{hour:02}{minute}")));
    }
    o_clock(context, i)
}

/// "five o'clock": the half of the day is not told.
fn o_clock(context: &Context<'_>, i: usize) -> Option<Found> {
    let (hour, length) = number(context, i).filter(|n| (1..=12).contains(&n.0))?;
    let next = context.word(i + length);
    if next != "o'clock" {
        return None;
    }
    let found = Found::new(i + length + 1, TimeKind::Time, "clock");
    let evening = context.any(i + length + 1, &["tonight"])
        || context.any(i + length + 3, &["afternoon", "evening"]);
    let hour = if evening { hour + 12 } else { hour };
    Some(found.value(format!("T{hour:02}:00")))
}

#[derive(Clone, Copy)]
enum Half {
    Before,
    After,
}

fn half(word: &str) -> Option<Half> {
    let end = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
    match end {
        "pm" | "p.m." | "p.m" => Some(Half::After),
        "am" | "a.m." | "a.m" if word != "am" || end.len() == word.len() => Some(Half::Before),
        _ => None,
    }
}

fn hour_and_minute(digits: &str) -> Option<(u32, Option<u32>)> {
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, Some(minute.parse().ok()?)),
        Some(_) => return None,
        None => (digits, None),
    };
    if hour.is_empty() || hour.len() > 2 {
        return None;
    }
    let hour: u32 = hour.parse().ok()?;
    (hour < 25 && minute.is_none_or(|m| m < 60)).then_some((hour, minute))
}
