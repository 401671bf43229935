//! Whether a reader could find an occasion that a text tells of.

use sayso_core::{Occasion, OccasionKind, Upos};

use crate::view::View;

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

/// "Polls", "media reports": many at large, and no single one that could be looked up.
pub(crate) fn is_at_large(view: &View<'_>, occasion: &Occasion) -> bool {
    let reading = view.facts.reading;
    let put_out = matches!(occasion.kind, OccasionKind::Poll | OccasionKind::Report);
    let plural = |token: u32| {
        let form = reading.form(view.facts.document, token).to_lowercase();
        matches!(
            form.as_str(),
            "polls" | "reports" | "surveys" | "studies" | "polling" | "reporting"
        )
    };
    put_out && reading.tokens_in(occasion.span).range().any(plural)
}

/// "with Ana Reyes", not "with a magazine".
fn names_somebody(words: &str) -> bool {
    words.split_whitespace().any(|word| word.starts_with(char::is_uppercase))
}

/// "A recent interview": one of its kind, brought in with the article; not "halting speech", "audiences", the
/// verb of "she posted", nor "a second interview", which leans on the first.
pub(crate) fn is_one_of_many(view: &View<'_>, occasion: &Occasion) -> bool {
    let reading = view.facts.reading;
    let tokens = reading.tokens_in(occasion.span);
    let first = reading.form(view.facts.document, tokens.start).to_lowercase();
    let is_noun = |t: u32| reading.tokens.upos.get(t as usize) == Some(&Upos::Noun);
    let leans = |t: u32| {
        matches!(
            reading.lemma(t),
            "second" | "third" | "separate" | "different" | "other" | "later"
        )
    };
    let is_crowd =
        |t: u32| matches!(reading.lemma(t), "crowd" | "audience" | "throng" | "appearance");
    matches!(first.as_str(), "a" | "an" | "one")
        && tokens.range().any(is_noun)
        && !tokens.range().any(|t| leans(t) || is_crowd(t))
}
