//! What the words around an occasion give of it: outlet, place, with whom, date, title.

use sayso_core::{
    EntityKind, Fact, Mention, MentionKind, Occasion, OccasionKind, Origin, QuotationForm,
    TokenIndex, TokenRange, Upos,
};

use super::candidate::Candidate;
use super::outlet::{self, is_body};
use super::span_of;
use super::time::{date_of, may_date};
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
        title: title(text, candidate),
        definite: definite(text, candidate),
    };
    for mention in text.mentions_in(region).filter(|mention| mention.kind == MentionKind::Name) {
        place_mention(text, candidate, mention, &mut occasion);
    }
    let times = text.reading.times.get(first_time(text, region)..).unwrap_or_default();
    let mut inside = times.iter().take_while(|time| time.tokens.start < region.end);
    if let Some(time) = inside.find(|time| may_date(text, time)) {
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
pub(super) fn own_outlet(text: &Text, candidate: &Candidate) -> Fact<String> {
    if let Some(outlet) = candidate.outlet {
        let (value, span) = (text.words(outlet).to_owned(), text.span(outlet));
        // "told the Herald" is a paper; "told the committee" may be a hearing or a letter.
        let shown =
            candidate.kind != OccasionKind::Interview || outlet::listed(text, outlet).is_some();
        return if shown {
            Fact::in_text(value, span)
        } else {
            let why = "the text does not show whether the name is an outlet's".to_owned();
            Fact::Doubtful { value, span: Some(span), why }
        };
    }
    if candidate.kind == OccasionKind::Post && text.is_any(candidate.start, &["tweet", "retweet"]) {
        let span = span_of(text, candidate.start, candidate.end);
        return Fact::in_text("Twitter".to_owned(), span);
    }
    if candidate.own_paper {
        return text.document.meta.outlet.fact.clone();
    }
    // "told the website Nordvind".
    let behind = text.mentions_in(TokenRange::new(candidate.end, candidate.end + 1)).find(|name| {
        name.kind == MentionKind::Name
            && name.tokens.start == candidate.end
            && WORDS.occasions.outlets.nouns.has(text, candidate.end - 1)
    });
    behind.map_or(Fact::NotFound, |name| {
        Fact::in_text(text.document.slice(name.span).to_owned(), name.span)
    })
}

/// Puts a name into the field its preposition and kind ask for.
fn place_mention(text: &Text, candidate: &Candidate, mention: &Mention, occasion: &mut Occasion) {
    let words = &WORDS.occasions.prepositions;
    let start = mention.tokens.start;
    let value = || Fact::in_text(text.document.slice(mention.span).to_owned(), mention.span);
    if start < candidate.end {
        // "a Herald interview", "the Herald's interview": a body before the noun; a person is whose
        // it is.
        let body = is_body(text, mention);
        if body && mention.tokens.end < candidate.end && occasion.outlet.is_not_found() {
            occasion.outlet = value();
        }
        return;
    }
    let Some(preposition) = preposition_before(text, start, candidate.end) else { return };
    let has = |set: &crate::words::WordSet| set.has(text, preposition);
    // A letter or statement to somebody: who got it.
    let addressed = text.is(preposition, "to")
        && matches!(occasion.kind, OccasionKind::Letter | OccasionKind::Testimony);
    let body = is_body(text, mention) || mention.names == EntityKind::Other;
    if body && addressed {
        set(&mut occasion.with_whom, value());
    } else if body && (has(&words.outlet) || has(&words.with)) {
        set(&mut occasion.outlet, value());
    } else if mention.names == EntityKind::Place && has(&words.place) {
        set(&mut occasion.place, value());
    } else if mention.names == EntityKind::Person
        && (has(&words.with) || text.is(preposition, "to"))
    {
        set(&mut occasion.with_whom, value());
    } else if mention.names == EntityKind::Unknown
        && (has(&words.with) || text.is(preposition, "on"))
    {
        let doubtful = Fact::Doubtful {
            value: text.document.slice(mention.span).to_owned(),
            span: Some(mention.span),
            why: "the text does not show whether the name is an outlet's".to_owned(),
        };
        set(&mut occasion.outlet, doubtful);
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

/// A title between marks in or right behind the phrase: *her memoir, "Ash"*.
fn title(text: &Text, candidate: &Candidate) -> Fact<String> {
    let region = TokenRange::new(candidate.start, candidate.reach.max(candidate.end));
    let span = text.span(region);
    let quotations = &text.reading.quotations;
    let first = quotations.partition_point(|quotation| quotation.outer.start < span.start);
    let found = quotations.get(first).filter(|quotation| {
        let capital = text.document.slice(quotation.inner).starts_with(char::is_uppercase);
        quotation.outer.start < span.end && quotation.form == QuotationForm::NameOrTerm && capital
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
