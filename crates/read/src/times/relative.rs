//! Words that only a date of the document settles: *yesterday*, *last week*, *Tuesday*, *two years
//! ago*; and those that no date settles: *recently*.

use sayso_core::{TimeKind, TimeState};

use super::calendar::moved;
use super::dates::{Way, season_from, with_part};
use super::numbers::{Unit, month, number, part_of_day, season, unit, weekday};
use super::tense::Direction;
use super::{Context, Found};

/// A relative expression at word `i`.
pub(super) fn read(context: &Context<'_>, i: usize) -> Option<Found> {
    day_word(context, i)
        .or_else(|| counted(context, i))
        .or_else(|| next_or_last(context, i))
        .or_else(|| weekday_alone(context, i))
        .or_else(|| vague(context, i))
}

fn date(end: usize, rule: &'static str) -> Found {
    Found::new(end, TimeKind::Date, rule)
}

fn day_word(context: &Context<'_>, i: usize) -> Option<Found> {
    let phrase = |words: &[&str]| words.iter().enumerate().all(|(k, w)| context.word(i + k) == *w);
    let (days, length) = if phrase(&["the", "day", "before", "yesterday"]) {
        (-2, 4)
    } else if phrase(&["the", "day", "after", "tomorrow"]) {
        (2, 4)
    } else {
        match context.word(i) {
            "today" | "tonight" => (0, 1),
            "yesterday" => (-1, 1),
            "tomorrow" => (1, 1),
            _ => return None,
        }
    };
    let found = date(i + length, "day_word").anchored(context.anchor.day(days), None);
    if context.word(i) == "tonight" {
        let mut found = found;
        found.kind = TimeKind::Time;
        found.value = found.value.map(|v| v + "TNI");
        return Some(found);
    }
    // "today's" the present age is not told apart.
    Some(with_part(context, found))
}

/// `two years ago`, `three days later`, `a week from now`, `within two weeks of`.
fn counted(context: &Context<'_>, i: usize) -> Option<Found> {
    let untold = vague_count(context, i);
    let (n, length) = match untold {
        Some(length) => (None, length),
        None => number(context, i).map(|(n, length)| (Some(n), length))?,
    };
    let (unit, _) = unit(context.word(i + length))?;
    let mut end = i + length + 1;
    // "a year and a half ago"
    if (0..4).all(|k| context.word(end + k) == ["and", "a", "half", "ago"][k]) {
        return Some(date(end + 4, "ago").value("PAST_REF").state(TimeState::Vague));
    }
    let word = context.word(end);
    end += 1;
    let back = match word {
        "ago" => true,
        "earlier" | "before" | "previously" => {
            return Some(from_text(context, end, unit, n, -1));
        }
        "later" | "afterwards" | "after" if word != "after" => {
            return Some(from_text(context, end, unit, n, 1));
        }
        "from" if context.word(end) == "now" => {
            end += 1;
            false
        }
        _ => return None,
    };
    let found = date(end, "ago");
    let Some(n) = n else {
        let value = if back { "PAST_REF" } else { "FUTURE_REF" };
        return Some(found.value(value).state(TimeState::Vague));
    };
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        let value = if back { "PAST_REF" } else { "FUTURE_REF" };
        return Some(found.value(value).state(TimeState::Vague));
    }
    let n = i32::try_from(n).ok()?;
    let value = context.anchor.unit(unit, if back { -n } else { n });
    Some(found.anchored(value, None))
}

/// Words of a number that is not told: `several`, `a few`, `many`, `a couple of`.
fn vague_count(context: &Context<'_>, i: usize) -> Option<usize> {
    Some(match context.word(i) {
        "several" | "many" | "some" | "few" => 1,
        "a" if matches!(context.word(i + 1), "few") => 2,
        "a" if context.word(i + 1) == "couple" => 2 + usize::from(context.word(i + 2) == "of"),
        "hundreds" | "thousands" | "dozens" if context.word(i + 1) == "of" => 2,
        _ => return None,
    })
}

/// Seen from the last date of the text.
fn from_text(context: &Context<'_>, end: usize, unit: Unit, n: Option<u32>, way: i32) -> Found {
    let found = date(end, "from_text");
    let n = n.and_then(|n| i32::try_from(n).ok());
    let value = context.last.zip(n).and_then(|(last, n)| moved(last, unit, way * n));
    match value {
        Some(value) => found.value(value).state(TimeState::Anchored),
        None => found.state(TimeState::Vague),
    }
}

/// `last week`, `this morning`, `next Tuesday`, `earlier this month`, `the past year`.
fn next_or_last(context: &Context<'_>, i: usize) -> Option<Found> {
    let mut at = i;
    if context.any(at, &["earlier", "later", "early", "late"])
        && context.any(at + 1, &["this", "last", "next"])
    {
        at += 1;
    }
    let parts = ["end", "beginning", "start", "middle"];
    if context.word(at) == "the" && context.any(at + 1, &parts) && context.word(at + 2) == "of" {
        at += 3;
        if context.word(at) == "the" && unit(context.word(at + 1)).is_some_and(|u| !u.1) {
            let (unit, _) = unit(context.word(at + 1))?;
            return Some(date(at + 2, "part_of").anchored(context.anchor.unit(unit, 0), None));
        }
    }
    at += usize::from(context.word(at) == "the");
    let way = match context.word(at) {
        "last" | "previous" | "past" => Way::Last,
        "this" => Way::This,
        "next" | "coming" => Way::Next,
        _ => return None,
    };
    let the = at > i && context.word(at - 1) == "the";
    let word = context.word(at + 1);
    let end = at + 2;
    let n = match way {
        Way::Last => -1,
        Way::This => 0,
        Way::Next => 1,
    };
    if let Some(part) = part_of_day(word) {
        if way == Way::Next || the {
            return None;
        }
        let mut found =
            Found::new(end, TimeKind::Time, "part_of_day").anchored(context.anchor.day(n), None);
        found.value = found.value.map(|v| v + part);
        return Some(found);
    }
    if let Some((unit, false)) = unit(word) {
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            return None;
        }
        // "the past year" is the time up to now; "the last day of" is no date.
        if the && matches!(context.word(at), "past" | "last" | "coming" | "next") {
            if context.word(end) == "of" {
                return None;
            }
            let kind = TimeKind::Duration;
            return Some(Found::new(end, kind, "span_to_now").value(unit.duration(Some(1))));
        }
        return Some(date(end, "relative_unit").anchored(context.anchor.unit(unit, n), None));
    }
    if let Some(code) = season(word) {
        // "this fall" the verb is rare.
        return Some(season_from(context, end, code, way));
    }
    if let Some(day) = weekday(word) {
        let value = match way {
            Way::Last => context.anchor.weekday(day, Direction::Past, true),
            Way::Next => context.anchor.weekday(day, Direction::Future, true),
            Way::This => context.anchor.weekday_of_this_week(day),
        };
        let found = date(end, "relative_weekday");
        return Some(with_part(context, found.anchored(value, Some(format!("XXXX-WXX-{day}")))));
    }
    let month = month(word).filter(|_| context.is_capital(at + 1))?;
    let year = match way {
        Way::Last => {
            let own = context.anchor.month().and_then(|m| u8::try_from(m).ok());
            let year = context.anchor.year_of(month, None, Direction::Past);
            if own == Some(month) { year.map(|y| y - 1) } else { year }
        }
        Way::Next => {
            let own = context.anchor.month().and_then(|m| u8::try_from(m).ok());
            let year = context.anchor.year_of(month, None, Direction::Future);
            if own == Some(month) { year.map(|y| y + 1) } else { year }
        }
        Way::This => context.anchor.year(),
    };
    let value = year.map(|y| format!("{y:04}-{month:02}"));
    Some(date(end, "relative_month").anchored(value, Some(format!("XXXX-{month:02}"))))
}

fn weekday_alone(context: &Context<'_>, i: usize) -> Option<Found> {
    let day = weekday(context.word(i)).filter(|_| context.is_capital(i))?;
    // "Black Friday", "Sunday Times", "Wednesday Addams" are names.
    let named = context.is_capital(i + 1)
        && !context.any(i.wrapping_sub(1), &["on"])
        && weekday(context.word(i + 1)).is_none()
        && month(context.word(i + 1)).is_none()
        && part_of_day(context.word(i + 1)).is_none();
    let days = ["black", "good", "super", "bloody", "ash", "cyber"];
    if named || context.is_capital(i.wrapping_sub(1)) && context.any(i.wrapping_sub(1), &days) {
        return None;
    }
    let value = context.anchor.weekday(day, context.direction(i), false);
    let found = date(i + 1, "weekday").anchored(value, Some(format!("XXXX-WXX-{day}")));
    Some(with_part(context, found))
}

fn vague(context: &Context<'_>, i: usize) -> Option<Found> {
    const PHRASES: [(&[&str], &str); 24] = [
        (&["recently"], "PAST_REF"),
        (&["lately"], "PAST_REF"),
        (&["in", "recent", "years"], "PAST_REF"),
        (&["in", "recent", "months"], "PAST_REF"),
        (&["in", "recent", "weeks"], "PAST_REF"),
        (&["in", "recent", "days"], "PAST_REF"),
        (&["in", "the", "past"], "PAST_REF"),
        (&["long", "ago"], "PAST_REF"),
        (&["years", "ago"], "PAST_REF"),
        (&["months", "ago"], "PAST_REF"),
        (&["weeks", "ago"], "PAST_REF"),
        (&["days", "ago"], "PAST_REF"),
        (&["decades", "ago"], "PAST_REF"),
        (&["centuries", "ago"], "PAST_REF"),
        (&["a", "long", "time", "ago"], "PAST_REF"),
        (&["some", "time", "ago"], "PAST_REF"),
        (&["soon"], "FUTURE_REF"),
        (&["in", "the", "future"], "FUTURE_REF"),
        (&["in", "the", "near", "future"], "FUTURE_REF"),
        (&["currently"], "PRESENT_REF"),
        (&["nowadays"], "PRESENT_REF"),
        (&["these", "days"], "PRESENT_REF"),
        (&["at", "present"], "PRESENT_REF"),
        (&["right", "now"], "PRESENT_REF"),
    ];
    let matches = |words: &[&str]| words.iter().enumerate().all(|(k, w)| context.word(i + k) == *w);
    let found = PHRASES.iter().filter(|(words, _)| matches(words));
    let (words, value) = found.max_by_key(|(words, _)| words.len())?;
    if words.len() == 1 && context.any(i.wrapping_sub(1), &["as"]) {
        return None;
    }
    Some(date(i + words.len(), "vague").value(*value).state(TimeState::Vague))
}
