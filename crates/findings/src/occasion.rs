//! Whether a reader could find an occasion that a text tells of.

use sayso_core::{Occasion, OccasionKind};

/// The text says where to look: an outlet, a title or address, a named partner or a place; for what
/// is held in public or sent out, the day is enough.
pub(crate) fn is_located(occasion: &Occasion) -> bool {
    let titled = occasion.outlet.found_or_doubtful().is_some()
        || occasion.title.found_or_doubtful().is_some()
        || occasion.with_whom.found_or_doubtful().is_some_and(|name| names_somebody(name));
    let by_day = match occasion.kind {
        OccasionKind::Interview
        | OccasionKind::Broadcast
        | OccasionKind::Book
        | OccasionKind::Report
        | OccasionKind::Poll
        | OccasionKind::Post => false,
        OccasionKind::Statement
        | OccasionKind::NewsConference
        | OccasionKind::Speech
        | OccasionKind::Testimony
        | OccasionKind::Filing
        | OccasionKind::Letter
        | OccasionKind::Other => {
            occasion.date.found_or_doubtful().is_some() || occasion.time.is_some()
        }
    };
    titled || by_day || occasion.place.found_or_doubtful().is_some()
}

/// "with Ana Reyes", not "with a magazine".
fn names_somebody(words: &str) -> bool {
    words.split_whitespace().any(|word| word.starts_with(char::is_uppercase))
}
