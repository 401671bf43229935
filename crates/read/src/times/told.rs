//! Times that a story counts from itself: *that morning*, *the next day*, *hours later*, *earlier in the
//! week*, *the day before the vote*. Their value follows from the last full date of the text where the
//! words say how far; else they are vague.

use sayso_core::{Deprel, TimeKind, TimeState, Xpos};

use super::calendar::moved;
use super::dates::Way;
use super::numbers::{Unit, part_of_day, season, unit};
use super::{Context, Found};

/// A time of the story at word `i`.
pub(super) fn read(context: &Context<'_>, i: usize) -> Option<Found> {
    pointed(context, i)
        .or_else(|| beside(context, i))
        .or_else(|| uncounted(context, i))
        .or_else(|| inside(context, i))
        .or_else(|| part_or_season(context, i))
}

/// What passes by the day: parts of it, days, weeks; with the code of a part.
fn span(word: &str) -> Option<(Unit, Option<&'static str>)> {
    if let Some(part) = part_of_day(word) {
        return Some((Unit::Day, Some(part)));
    }
    unit(word).filter(|&(unit, plural)| !plural && is_long(unit)).map(|(unit, _)| (unit, None))
}

/// A day or more.
const fn is_long(unit: Unit) -> bool {
    !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
}

/// The last word belongs to a noun behind it: "that night train", "the next day care".
fn goes_on(context: &Context<'_>, end: usize) -> bool {
    let relation = context.reading.tokens.deprel.get(end - 1);
    context.word(end) == "-" || relation.is_some_and(|one| one.base() == Deprel::Compound)
}

/// A time of the text, so many units from the last date told.
fn told(
    context: &Context<'_>,
    end: usize,
    rule: &'static str,
    (unit, part): (Unit, Option<&str>),
    n: Option<i32>,
) -> Found {
    let kind = if part.is_some() { TimeKind::Time } else { TimeKind::Date };
    let found = Found::new(end, kind, rule);
    let value = context.last.zip(n).and_then(|(last, n)| moved(last, unit, n));
    match (value, part) {
        (Some(value), part) => {
            found.value(value + part.unwrap_or_default()).state(TimeState::Anchored)
        }
        (None, Some(part)) => found.value(format!("XXXX-XX-XX{part}")).state(TimeState::Vague),
        (None, None) => found.state(TimeState::Vague),
    }
}

/// `that morning`, `the same day`, `the next week`, `the following evening`.
fn pointed(context: &Context<'_>, i: usize) -> Option<Found> {
    let that = context.word(i) == "that";
    let mut at = i + usize::from(that || context.word(i) == "the");
    let n = match context.word(at) {
        "same" | "very" if at > i => 0,
        "following" if at > i => 1,
        "next" if at > i && !that => 1,
        "previous" | "preceding" if at > i => -1,
        _ if that => {
            at -= 1;
            0
        }
        _ => return None,
    };
    // "over the next week", "in the next year": a length of time from now.
    let lasts = ["in", "over", "for", "within", "during", "of", "to"];
    if n == 1 && context.word(at) == "next" && context.any(i.wrapping_sub(1), &lasts) {
        return None;
    }
    let (unit, part) = span(context.word(at + 1))?;
    let end = at + 2;
    // "The next decade will tell" is ahead of us, not of the story.
    if n == 1 && matches!(unit, Unit::Quarter | Unit::Decade | Unit::Century) {
        return None;
    }
    (!goes_on(context, end)).then(|| told(context, end, "told_day", (unit, part), Some(n)))
}

/// `the day before`, `the night after the vote`, `the week earlier`.
fn beside(context: &Context<'_>, i: usize) -> Option<Found> {
    if context.word(i) != "the" {
        return None;
    }
    let (unit, part) = span(context.word(i + 1))?;
    let n = match context.word(i + 2) {
        "before" | "earlier" => -1,
        "after" | "later" => 1,
        _ => return None,
    };
    let end = i + 3;
    // "the day before the vote" is counted from the vote.
    let alone = end >= context.end || context.any(end, &[",", ".", ";", ":", "and", "that"]);
    Some(told(context, end, "told_beside", (unit, part), Some(n).filter(|_| alone)))
}

/// `hours later`, `days after the attack`, `in the weeks before the vote`.
fn uncounted(context: &Context<'_>, i: usize) -> Option<Found> {
    let the = usize::from(context.word(i) == "the");
    let word = context.word(i + the);
    let (unit, plural) = unit(word).or((word == "moments").then_some((Unit::Second, true)))?;
    // "Decades after the war" names an age, "decades later" a time.
    let ages = matches!(unit, Unit::Year | Unit::Decade | Unit::Century);
    let behind: &[&str] = if ages {
        &["later", "earlier"]
    } else {
        &["later", "earlier", "before", "after", "afterward", "afterwards"]
    };
    let leads = the == 1 && context.any(i + 2, &["leading", "since", "following"]);
    // "two days after", "for days after" are counted elsewhere.
    let counted = the == 0
        && (context.any(i.wrapping_sub(1), &["for", "of", "few", "several", "many"])
            || matches!(
                context.reading.tokens.xpos.get(i.wrapping_sub(1)).filter(|_| i > context.start),
                Some(Xpos::Cd | Xpos::Jj)
            ));
    (plural && !counted && (leads || context.any(i + the + 1, behind)))
        .then(|| told(context, i + the + 2, "told_count", (Unit::Day, None), None))
}

/// `earlier in the week`, `later that day`, `late in the evening`.
fn inside(context: &Context<'_>, i: usize) -> Option<Found> {
    if !context.any(i, &["earlier", "later", "early", "late"]) {
        return None;
    }
    if context.word(i + 1) == "that" {
        return pointed(context, i + 1);
    }
    if context.word(i + 1) != "in" || context.word(i + 2) != "the" {
        return None;
    }
    let (unit, part) = span(context.word(i + 3))?;
    let end = i + 4;
    if part.is_some() {
        return Some(told(context, end, "told_part", (unit, part), None));
    }
    let found = Found::new(end, TimeKind::Date, "told_part");
    Some(found.anchored(context.anchor.unit(unit, 0), None))
}

/// `in the spring`, `over the weekend`, `throughout the night`, `in the morning`.
fn part_or_season(context: &Context<'_>, i: usize) -> Option<Found> {
    let before = ["in", "over", "during", "through", "throughout", "on"];
    if context.word(i) != "the" || !context.any(i.wrapping_sub(1), &before) {
        return None;
    }
    let word = context.word(i + 1);
    let end = i + 2;
    if goes_on(context, end) || context.word(end) == "of" {
        return None;
    }
    if word == "weekend" {
        let found = Found::new(end, TimeKind::Date, "told_part");
        return Some(found.anchored(context.anchor.unit(Unit::Weekend, -1), None));
    }
    if let Some(part) = part_of_day(word) {
        return Some(told(context, end, "told_part", (Unit::Day, Some(part)), None));
    }
    let code = season(word).filter(|_| word != "fall" || context.before(i) == "in")?;
    let mut found = super::dates::season_from(context, end, code, Way::Last);
    found.rule = "told_part";
    Some(found)
}
