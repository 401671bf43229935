//! Which way a weekday or a bare month points: back where the clause tells of the past, ahead where
//! it tells of what will be.

use sayso_core::Xpos;

use super::Context;

/// Back or ahead of the document's date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    Past,
    Future,
}

/// Words in which the verb of a time is sought, on each side.
const REACH: usize = 14;

const AHEAD: [&str; 24] = [
    "will",
    "'ll",
    "shall",
    "wo",
    "scheduled",
    "expected",
    "due",
    "plans",
    "plan",
    "planned",
    "planning",
    "hopes",
    "hope",
    "intends",
    "intend",
    "set",
    "wants",
    "want",
    "promised",
    "upcoming",
    "until",
    "till",
    "by",
    "going",
];

/// The direction at word `i`.
pub(super) fn direction(context: &Context<'_>, i: usize) -> Direction {
    let before = (context.start.max(i.saturating_sub(REACH))..i).rev();
    if let Some(direction) = before.map(|k| at(context, k)).find_map(|d| d) {
        return direction;
    }
    let after = i..context.end.min(i + REACH);
    after.map(|k| at(context, k)).find_map(|d| d).unwrap_or(Direction::Past)
}

fn at(context: &Context<'_>, k: usize) -> Option<Direction> {
    if context.any(k, &AHEAD) {
        return Some(Direction::Future);
    }
    match context.reading.tokens.xpos.get(k)? {
        Xpos::Vbd if !context.any(k.wrapping_sub(1), &["be"]) => Some(Direction::Past),
        // "have met", "having met"; a bare participle tells nothing.
        Xpos::Vbn
            if context.any(
                k.saturating_sub(1),
                &["has", "have", "had", "'ve", "was", "were", "been"],
            ) =>
        {
            Some(Direction::Past)
        }
        // "meets Tuesday", "is to meet", "to meet Tuesday".
        Xpos::Vbz | Xpos::Vbp
            if !context
                .any(k, &["says", "say", "is", "are", "has", "have", "'s", "'ve", "'re"]) =>
        {
            Some(Direction::Future)
        }
        Xpos::Vb
            if context.any(
                k.saturating_sub(1),
                &["to", "would", "could", "can", "may", "might", "must"],
            ) =>
        {
            Some(Direction::Future)
        }
        _ => None,
    }
}
