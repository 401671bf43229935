//! Lengths of time and repeated times.

use sayso_core::{TimeKind, TimeState, Xpos};

use super::numbers::{Unit, number, part_of_day, unit, weekday};
use super::{Context, Found};

/// A length of time at word `i`.
pub(super) fn read(context: &Context<'_>, i: usize) -> Option<Found> {
    let found = |end| Found::new(end, TimeKind::Duration, "duration");
    if let Some(done) = halves(context, i) {
        return Some(done);
    }
    // "the last two weeks", "the past few years".
    let mut at = i;
    at += usize::from(context.word(at) == "the");
    at += usize::from(context.any(at, &["last", "past", "next", "coming", "first", "previous"]));
    let (n, length) = if at > i && context.any(at, &["few", "several", "couple"]) {
        let of = usize::from(context.word(at + 1) == "of");
        (None, 1 + of)
    } else {
        count(context, at)?
    };
    let hyphen = usize::from(context.word(at + length) == "-");
    let (unit, plural) = unit(context.word(at + length + hyphen))?;
    let mut end = at + length + hyphen + 1;
    let one = n == Some(1) && context.any(at, &["a", "an", "one"]);
    if is_age(context, at, end) || context.any(end, &["a", "per"]) && n == Some(1) && !one {
        return None;
    }
    // "60 miles an hour"
    let rate = context.reading.tokens.xpos.get(at.wrapping_sub(1)) == Some(&Xpos::Nns);
    if context.any(at, &["a", "an"]) && at > context.start && rate {
        return None;
    }
    // "a day" in "twice a day" belongs to a repeated time; "one day" is once upon a time.
    if context.any(at, &["a", "an"])
        && context
            .any(at.wrapping_sub(1), &["times", "once", "twice", "percent", "%", "hours", "cents"])
    {
        return None;
    }
    if context.word(at) == "one" && unit == Unit::Day && hyphen == 0
        || !plural && !one && hyphen == 0 && n != Some(1)
    {
        return None;
    }
    if matches!(unit, Unit::Second | Unit::Quarter) && !plural && hyphen == 0 {
        return None;
    }
    // "a year and a half"
    if n == Some(1) && (0..3).all(|k| context.word(end + k) == ["and", "a", "half"][k]) {
        end += 3;
        return half_more(unit, 1).map(|value| found(end).value(value));
    }
    let state = if n.is_some() { TimeState::Absolute } else { TimeState::Vague };
    Some(found(end).value(unit.duration(n)).state(state))
}

/// "42 years old", "a 42-year-old", "aged two years".
fn is_age(context: &Context<'_>, at: usize, end: usize) -> bool {
    context.word(end) == "old"
        || context.word(end) == "-" && context.word(end + 1) == "old"
        || context.any(end, &["of"]) && context.word(end + 1) == "age"
        || context.any(at.wrapping_sub(1), &["aged", "age"])
}

/// A number, or an untold one: *several years*, *decades*.
fn count(context: &Context<'_>, i: usize) -> Option<(Option<u32>, usize)> {
    if let Some((n, length)) = number(context, i) {
        // "two to three years", "ten or more".
        if matches!(context.word(i + length), "dozen") {
            return Some((Some(n * 12), length + 1));
        }
        if context.word(i) == "a" && context.any(i + 1, &["few", "couple"]) {
            let of = usize::from(context.word(i + 2) == "of");
            return Some((None, 2 + of));
        }
        return Some((Some(n), length));
    }
    match context.word(i) {
        "several" | "many" | "few" | "some" => Some((None, 1)),
        "hundreds" | "thousands" | "dozens" | "tens" if context.word(i + 1) == "of" => {
            Some((None, 2))
        }
        _ => {
            let (unit, plural) = unit(context.word(i))?;
            let listed = matches!(
                unit,
                Unit::Year
                    | Unit::Decade
                    | Unit::Month
                    | Unit::Week
                    | Unit::Century
                    | Unit::Day
                    | Unit::Hour
            );
            let before = context.any(
                i.wrapping_sub(1),
                &[
                    "for", "in", "after", "over", "the", "of", "takes", "took", "spent", "within",
                    "through",
                ],
            );
            let the = context.word(i.wrapping_sub(1)) == "the";
            (plural && listed && before && !the).then_some((None, 0))
        }
    }
}

/// "half an hour", "two and a half years", "half a decade".
fn halves(context: &Context<'_>, i: usize) -> Option<Found> {
    let found = |end| Found::new(end, TimeKind::Duration, "half");
    if context.word(i) == "half" && context.any(i + 1, &["a", "an"]) {
        let (unit, _) = unit(context.word(i + 2))?;
        let value = match unit {
            Unit::Hour => "PT30M",
            Unit::Minute => "PT30S",
            Unit::Day => "PT12H",
            Unit::Year => "P6M",
            Unit::Decade => "P5Y",
            Unit::Century => "P50Y",
            Unit::Second | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter => return None,
        };
        return Some(found(i + 3).value(value));
    }
    let (n, length) = number(context, i)?;
    let at = i + length;
    if (0..3).all(|k| context.word(at + k) == ["and", "a", "half"][k]) {
        let (unit, _) = unit(context.word(at + 3))?;
        return half_more(unit, n).map(|value| found(at + 4).value(value));
    }
    None
}

/// `n` and a half units.
fn half_more(unit: Unit, n: u32) -> Option<String> {
    Some(match unit {
        Unit::Year => format!("P{n}Y6M"),
        Unit::Hour => format!("PT{n}H30M"),
        Unit::Minute => format!("PT{n}M30S"),
        Unit::Day => format!("P{n}DT12H"),
        Unit::Decade => format!("P{}Y", n * 10 + 5),
        Unit::Century => format!("P{}Y", n * 100 + 50),
        Unit::Month | Unit::Week | Unit::Second | Unit::Weekend | Unit::Quarter => return None,
    })
}

/// A repeated time at word `i`.
pub(super) fn read_set(context: &Context<'_>, i: usize) -> Option<Found> {
    let found = |end| Found::new(end, TimeKind::Set, "set");
    if !context.is_capital(i) || i == context.start {
        let value = match context.word(i) {
            "daily" => Some("P1D"),
            "weekly" => Some("P1W"),
            "monthly" => Some("P1M"),
            "quarterly" => Some("P1Q"),
            "yearly" | "annually" | "annual" => Some("P1Y"),
            "hourly" => Some("PT1H"),
            "nightly" => Some("XXXX-XX-XXTNI"),
            _ => None,
        };
        if let Some(value) = value {
            return Some(found(i + 1).value(value));
        }
    }
    if let Some(day) =
        context.word(i).strip_suffix('s').and_then(weekday).filter(|_| context.is_capital(i))
    {
        return Some(found(i + 1).value(format!("XXXX-WXX-{day}")));
    }
    if context.any(i, &["every", "each"]) {
        let mut at = i + 1;
        let other = usize::from(context.any(at, &["other"]));
        at += other;
        if let Some(day) = weekday(context.word(at)) {
            return Some(found(at + 1).value(format!("XXXX-WXX-{day}")));
        }
        if let Some(part) = part_of_day(context.word(at)) {
            return Some(found(at + 1).value(format!("XXXX-XX-XX{part}")));
        }
        if let Some(code) = super::numbers::season(context.word(at)) {
            return Some(found(at + 1).value(format!("XXXX-{code}")));
        }
        if let Some(month) =
            super::numbers::month(context.word(at)).filter(|_| context.is_capital(at))
        {
            return Some(found(at + 1).value(format!("XXXX-{month:02}")));
        }
        let (n, length) = number(context, at).unwrap_or((1 + u32::try_from(other).unwrap_or(0), 0));
        let (unit, _) = unit(context.word(at + length))?;
        return Some(found(at + length + 1).value(unit.duration(Some(n))));
    }
    // "twice a week", "three times a year", "once every two months".
    let length = match context.word(i) {
        "once" | "twice" => 1,
        _ => {
            let (_, length) = number(context, i)?;
            (context.word(i + length) == "times").then_some(length + 1)?
        }
    };
    let at = i + length;
    if context.any(at, &["a", "an", "per", "each", "every"]) {
        let (n, more) = match number(context, at + 1) {
            Some((n, more)) if context.any(at, &["every"]) => (n, more),
            _ => (1, 0),
        };
        let (unit, _) = unit(context.word(at + 1 + more))?;
        return Some(found(at + 2 + more).value(unit.duration(Some(n))));
    }
    None
}
