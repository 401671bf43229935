//! What the words around an occasion give of it: outlet, place, with whom, date, title.

use sayso_core::{
    EntityKind, Fact, Mention, MentionKind, Occasion, OccasionKind, Origin, QuotationForm,
    TokenIndex, TokenRange, Upos,
};

use super::candidate::Candidate;
use super::{date_of, span_of};
use crate::text::Text;
use crate::words::WORDS;

/// The occasion of a candidate with every field looked for.
pub(super) fn occasion(text: &Text, candidate: &Candidate) -> Occasion {
    let region = TokenRange::new(candidate.start, candidate.reach.max(candidate.end));
    let mut occasion = Occasion {
        kind: candidate.kind,
        span: span_of(text, candidate.start, candidate.end),
        outlet: own_outlet(text, candidate),
        place: Fact::NotFound,
        with_whom: Fact::NotFound,
        date: Fact::NotFound,
        time: None,
        title: title(text, region),
        definite: definite(text, candidate),
    };
    for mention in text.mentions_in(region).filter(|mention| mention.kind == MentionKind::Name) {
        place_mention(text, candidate, mention, &mut occasion);
    }
    if let Some(time) = text
        .reading
        .times
        .get(first_time(text, region)..)
        .and_then(|times| times.iter().find(|time| time.tokens.start < region.end))
    {
        occasion.time = Some(time.span);
        occasion.date = date_of(time);
    }
    if candidate.own_paper && occasion.time.is_none() {
        occasion.date = text.document.meta.date.fact.clone();
    }
    occasion
}

/// Index of the first time expression that starts in a region.
fn first_time(text: &Text, region: TokenRange) -> usize {
    text.reading.times.partition_point(|time| time.tokens.start < region.start)
}

/// "told the Herald", "told us".
fn own_outlet(text: &Text, candidate: &Candidate) -> Fact<String> {
    if let Some(outlet) = candidate.outlet {
        return Fact::in_text(text.words(outlet).to_owned(), text.span(outlet));
    }
    if candidate.own_paper { text.document.meta.outlet.fact.clone() } else { Fact::NotFound }
}

/// Puts a name into the field its preposition and kind ask for.
fn place_mention(text: &Text, candidate: &Candidate, mention: &Mention, occasion: &mut Occasion) {
    let words = &WORDS.occasions.prepositions;
    let start = mention.tokens.start;
    let value = || Fact::in_text(text.document.slice(mention.span).to_owned(), mention.span);
    if start < candidate.end {
        // "a Herald interview", "the Herald's interview": a body before the noun; a person is whose
        // it is.
        let body = matches!(mention.names, EntityKind::Organisation);
        if body && mention.tokens.end < candidate.end && occasion.outlet.is_not_found() {
            occasion.outlet = value();
        }
        return;
    }
    let Some(preposition) = preposition_before(text, start, candidate.end) else { return };
    let has = |set: &crate::words::WordSet| set.has(text, preposition);
    match mention.names {
        EntityKind::Person if has(&words.with) || text.is(preposition, "to") => {
            set(&mut occasion.with_whom, value());
        }
        EntityKind::Place if has(&words.place) => set(&mut occasion.place, value()),
        EntityKind::Organisation | EntityKind::Other if has(&words.outlet) || has(&words.with) => {
            set(&mut occasion.outlet, value());
        }
        EntityKind::Unknown if has(&words.with) || text.is(preposition, "on") => {
            let doubtful = Fact::Doubtful {
                value: text.document.slice(mention.span).to_owned(),
                span: Some(mention.span),
                why: "the text does not show whether the name is an outlet's".to_owned(),
            };
            set(&mut occasion.outlet, doubtful);
        }
        _ => {}
    }
}

/// Keeps what was found first.
fn set(field: &mut Fact<String>, value: Fact<String>) {
    if field.is_not_found() {
        *field = value;
    }
}

/// The nearest preposition between the noun and a name.
fn preposition_before(text: &Text, name: TokenIndex, from: TokenIndex) -> Option<TokenIndex> {
    (from..name).rev().find(|&t| matches!(text.upos(t), Upos::Adp) || text.is(t, "to"))
}

/// Words between marks beside the noun, or a number: *her memoir, "Ash"*, *report 21-7*.
fn title(text: &Text, region: TokenRange) -> Fact<String> {
    let start = text.span(region).start;
    let end = text.span(region).end;
    let quotations = &text.reading.quotations;
    let first = quotations.partition_point(|quotation| quotation.outer.start < start);
    let found = quotations.get(first).filter(|quotation| {
        quotation.outer.start < end && quotation.form == QuotationForm::NameOrTerm
    });
    found.map_or(Fact::NotFound, |quotation| Fact::Found {
        value: text.document.slice(quotation.inner).to_owned(),
        span: Some(quotation.inner),
        from: Origin::Text,
    })
}

/// "the interview", "her memoir", "told the Herald"; not "a recent interview", "interviews".
fn definite(text: &Text, candidate: &Candidate) -> bool {
    if candidate.outlet.is_some() || candidate.own_paper {
        return true;
    }
    let first = candidate.start;
    let indefinite = text.is_any(first, &["a", "an", "some", "several", "many", "another", "one"]);
    let determined = text.upos(first) == Upos::Det || text.is_possessive(first);
    let possessive = (first..candidate.end).any(|t| text.is_any(t, &["'s", "’s"]));
    !indefinite && (determined || possessive)
        || candidate.kind == OccasionKind::Broadcast && text.upos(first) == Upos::Propn
}
