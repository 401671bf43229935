//! What the text gives to trace a statement: the weakest voice of its chain and relays, and the
//! occasion, words and dates on the way. Facts only; the grade is made from them elsewhere.

use sayso_core::{
    Attached, Attribution, Attributions, Basis, Date, Fact, Hand, Occasion, OccasionKind, Origin,
    QuotationForm, Scope, Span, Statement, Voice, VoiceIs, Words,
};

use super::list_entry;
use crate::clause::Clause;
use crate::text::Text;
use crate::words::WORDS;

/// Fewer quoted words than this are a fragment.
const FRAGMENT_WORDS: u32 = 4;

/// The basis of the narrator's own statement: nothing to trace is asked for.
pub(super) fn narrator() -> Basis {
    Basis {
        voice: Voice::Narrator,
        person: false,
        name: Fact::NotApplicable,
        role: Fact::NotApplicable,
        words: Words::None,
        words_quoted: 0,
        occasion: Fact::NotApplicable,
        outlet: Fact::NotApplicable,
        document: Fact::NotApplicable,
        place: Fact::NotApplicable,
        date: Fact::NotApplicable,
        hand: Hand::Unknown,
        reason: Fact::NotApplicable,
        scope: Scope::None,
    }
}

/// The basis of a statement whose chain and scope are set.
pub(super) fn of(
    text: &Text,
    attributions: &Attributions,
    clause: &Clause,
    statement: &Statement,
) -> Basis {
    let chain: Vec<&Attribution> =
        statement.chain.iter().filter_map(|&id| list_entry(attributions, id)).collect();
    let Some(weakest) = chain.iter().rev().max_by_key(|a| weakness(a.speaker.voice)) else {
        return narrator();
    };
    let (quoted, words) = quoted(text, clause);
    let told = chain.iter().rev().find(|a| a.occasion.found().is_some());
    let occasion = told.and_then(|a| {
        let found = a.occasion.found()?;
        Some((attributions.occasions.get(found.0 as usize)?, a.attached))
    });
    let passed_on = chain.len() > 1 || chain.iter().any(|a| !a.relay.is_empty());
    Basis {
        voice: weakest.speaker.voice,
        person: weakest.speaker.voice_is == VoiceIs::Person,
        name: name(text, weakest),
        role: role(text, weakest),
        words: match quoted {
            0 => Words::None,
            n if n < FRAGMENT_WORDS => Words::Fragment,
            // At least 98 %, as for a direct quotation.
            n if n * 100 >= words * 98 => Words::Direct,
            _ => Words::Mixed,
        },
        words_quoted: quoted,
        occasion: field(occasion, |o| {
            Fact::in_text(text.document.slice(o.span).to_owned(), o.span)
        }),
        outlet: field(occasion, |o| o.outlet.clone()),
        document: field(occasion, |o| document(text, o)),
        place: field(occasion, |o| o.place.clone()),
        date: date(&chain),
        hand: match weakest.speaker.voice {
            _ if passed_on => Hand::Relayed,
            Voice::Named | Voice::Described | Voice::Unnamed | Voice::Document => Hand::First,
            Voice::Narrator | Voice::Crowd | Voice::Doubtful => Hand::Unknown,
        },
        reason: reason(text, weakest),
        scope: statement.scope,
    }
}

/// From what is easily looked up to what is not.
fn weakness(voice: Voice) -> u8 {
    match voice {
        Voice::Narrator => 0,
        Voice::Named => 1,
        Voice::Document => 2,
        Voice::Described => 3,
        Voice::Unnamed => 4,
        Voice::Crowd => 5,
        Voice::Doubtful => 6,
    }
}

/// A field of the occasion, marked as carried where the occasion is.
fn field<T: Clone>(
    occasion: Option<(&Occasion, Option<Attached>)>,
    get: impl Fn(&Occasion) -> Fact<T>,
) -> Fact<T> {
    let Some((occasion, attached)) = occasion else { return Fact::NotFound };
    match (get(occasion), attached) {
        (Fact::Found { value, span, .. }, Some(Attached::Carried)) => {
            Fact::Found { value, span, from: Origin::Carried }
        }
        (Fact::Found { value, span, .. }, Some(Attached::Doubtful)) => {
            Fact::Doubtful { value, span, why: "the occasion may be another one".to_owned() }
        }
        (fact, _) => fact,
    }
}

fn name(text: &Text, attribution: &Attribution) -> Fact<String> {
    if attribution.speaker.voice != Voice::Named {
        return Fact::NotFound;
    }
    let entity = attribution.speaker.entity.and_then(|id| text.entity(id));
    let span = entity.map(|e| e.name_span).or_else(|| attribution.source.first().copied());
    match (&attribution.speaker.name, span) {
        (Some(name), Some(span)) => Fact::in_text(name.clone(), span),
        (Some(name), None) => {
            Fact::Found { value: name.clone(), span: None, from: Origin::Carried }
        }
        (None, _) => Fact::NotFound,
    }
}

fn role(text: &Text, attribution: &Attribution) -> Fact<String> {
    let entity = attribution.speaker.entity.and_then(|id| text.entity(id));
    let of_entity = entity.and_then(|entity| entity.roles.first().copied());
    match attribution.speaker.described_as.or(of_entity) {
        Some(span) => Fact::in_text(text.document.slice(span).to_owned(), span),
        None => Fact::NotFound,
    }
}

/// Words between marks that are speech, and all words, of a clause.
fn quoted(text: &Text, clause: &Clause) -> (u32, u32) {
    let (mut quoted, mut words) = (0, 0);
    for &token in clause.words.iter().filter(|&&token| text.is_word(token)) {
        words += 1;
        let id = text.reading.tokens.quotation.get(token as usize).copied().unwrap_or(0);
        let quotation = (id as usize).checked_sub(1).and_then(|i| text.reading.quotations.get(i));
        if quotation.is_some_and(|q| q.form != QuotationForm::NameOrTerm) {
            quoted += 1;
        }
    }
    (quoted, words)
}

/// What is written down and can be asked for by its title or its issuer.
fn document(text: &Text, occasion: &Occasion) -> Fact<String> {
    let written = match occasion.kind {
        OccasionKind::Filing
        | OccasionKind::Report
        | OccasionKind::Poll
        | OccasionKind::Book
        | OccasionKind::Post => true,
        OccasionKind::Interview
        | OccasionKind::Statement
        | OccasionKind::NewsConference
        | OccasionKind::Speech
        | OccasionKind::Testimony
        | OccasionKind::Letter
        | OccasionKind::Broadcast
        | OccasionKind::Other => false,
    };
    if occasion.title.found().is_some() {
        return occasion.title.clone();
    }
    if written && occasion.outlet.found().is_some() {
        return Fact::in_text(text.document.slice(occasion.span).to_owned(), occasion.span);
    }
    Fact::NotFound
}

/// The date of the outermost act that has one.
fn date(chain: &[&Attribution]) -> Fact<Date> {
    let dated = chain.iter().find(|a| a.date.found_or_doubtful().is_some());
    dated.map_or(Fact::NotFound, |a| a.date.clone())
}

/// Why a source is not named, where the sentence of its cue says so.
fn reason(text: &Text, attribution: &Attribution) -> Fact<String> {
    match attribution.speaker.voice {
        Voice::Described | Voice::Unnamed => {}
        Voice::Named | Voice::Crowd | Voice::Document | Voice::Narrator | Voice::Doubtful => {
            return Fact::NotApplicable;
        }
    }
    let part = attribution.source.first().or_else(|| attribution.cue.first());
    let sentence = part.and_then(|&span: &Span| text.sentence(text.sentence_of(span)));
    let found = sentence.and_then(|s| WORDS.reason.phrases.find(text, s.tokens));
    found.map_or(Fact::NotFound, |range| {
        Fact::in_text(text.words(range).to_owned(), text.span(range))
    })
}
