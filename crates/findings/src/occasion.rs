//! Whether a reader could find an occasion that a text tells of.

use sayso_core::{Modality, Occasion, OccasionId, OccasionKind, Sentence, Upos};

use crate::view::View;

/// The occasions that an article brings in itself, of a kind that `counts`, on which something was said and not
/// only might be, each with its sentence.
pub(crate) fn brought_in<'a>(
    view: &'a View<'a>,
    counts: fn(OccasionKind) -> bool,
) -> impl Iterator<Item = (OccasionId, &'a Occasion, &'a Sentence)> {
    let indexed = (0..).map(OccasionId).zip(view.occasions());
    let told_of = |id: OccasionId| {
        let mut tied =
            view.attributions().filter(move |a| a.occasion.found_or_doubtful() == Some(&id));
        tied.any(|a| a.stance.modality == Modality::Actual)
    };
    indexed.filter_map(move |(id, occasion)| {
        let here = view.sentences().get(view.facts.reading.sentence_at(occasion.span.start))?;
        let is_new = counts(occasion.kind)
            && view.is_body(here)
            && is_one_of_many(view, occasion)
            && !is_at_large(view, occasion)
            && told_of(id);
        is_new.then_some((id, occasion, here))
    })
}

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
fn is_at_large(view: &View<'_>, occasion: &Occasion) -> bool {
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
fn is_one_of_many(view: &View<'_>, occasion: &Occasion) -> bool {
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
