//! Words that may name an occasion: *in a recent interview with ...*, *told the Herald*, *on
//! Facebook*, *gave a speech*.

use sayso_core::{EntityId, EntityKind, OccasionKind, TokenIndex, TokenRange, Upos, Xpos};

use super::noun::{inside_noun_phrase, is_opening, is_place, noun_phrase, reach};
use super::{hang, outlet};
use crate::text::Text;
use crate::words::WORDS;

/// Words between the preposition and the occasion's noun.
pub(super) const MAX_BEFORE: u32 = 8;

/// How words name an occasion, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Pattern {
    /// "in an interview": a noun behind a preposition that ties such nouns to acts.
    Tied,
    /// "told the Herald".
    Told,
    /// "on Channel Nine".
    OnAir,
    /// "on Facebook".
    Platform,
    /// "wrote in the Herald".
    Printed,
    /// "while campaigning in Ohio": a verb that names one.
    Verbal,
    /// "gave a speech": a noun behind a verb that gives such things.
    Given,
    /// The source is the occasion's artefact: "the letter says".
    OwnThing,
    /// The source is an outlet: "the Herald reported".
    OwnOutlet,
    /// The cue is the act itself: "tweeted".
    OwnCue,
    /// The cue's own words: "said in phone interview".
    OwnWords,
    /// "addressing delegates".
    Addressing,
    /// "opened a rally": a noun behind another verb.
    Object,
    /// "after the interview": a noun behind another preposition.
    Phrase,
    /// "told the mayors": several people addressed.
    ToldPeople,
    /// Any other noun.
    Bare,
}

impl Pattern {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Tied => "tied",
            Self::Phrase => "phrase",
            Self::Given => "given",
            Self::Object => "object",
            Self::Bare => "bare",
            Self::Platform => "platform",
            Self::Told => "told",
            Self::ToldPeople => "told people",
            Self::OnAir => "on air",
            Self::Printed => "printed",
            Self::Addressing => "addressing",
            Self::Verbal => "verbal",
            Self::OwnThing => "own thing",
            Self::OwnOutlet => "own outlet",
            Self::OwnCue => "own cue",
            Self::OwnWords => "own words",
        }
    }

    /// The act is its own occasion.
    pub(super) const fn is_own(self) -> bool {
        matches!(self, Self::OwnThing | Self::OwnOutlet | Self::OwnCue | Self::OwnWords)
    }
}

/// A possible occasion.
pub(super) struct Candidate {
    pub(super) kind: OccasionKind,
    pub(super) pattern: Pattern,
    /// The preposition before it, if that is a common one.
    pub(super) preposition: &'static str,
    /// An article, number or name shows it to be one occasion.
    pub(super) one: bool,
    /// First word, the preposition or verb not counted.
    pub(super) start: TokenIndex,
    /// One past the noun phrase.
    pub(super) end: TokenIndex,
    /// One past the phrases that hang on it.
    pub(super) reach: TokenIndex,
    /// The outlet is known for one by its name.
    pub(super) listed: bool,
    /// The head noun of the phrase that names it.
    pub(super) head: Option<TokenIndex>,
    /// Outlet by the pattern alone: "told the Herald".
    pub(super) outlet: Option<TokenRange>,
    /// "told us": the paper itself.
    pub(super) own_paper: bool,
    /// Who gave it: whose it is called, or the subject of its verb.
    pub(super) giver: Option<EntityId>,
    /// How the occasion before it is named, whose words reach over it: "an interview on CNN".
    pub(super) held: Option<Pattern>,
    /// The verb of telling that it stands behind: *told the Herald*.
    pub(super) told_by: Option<TokenIndex>,
}

impl Candidate {
    /// A later phrase means this occasion again: *the interview* after *an interview*, or the same
    /// outlet once more without a time of its own.
    pub(super) fn is_meant_by(&self, text: &Text, later: &Self) -> bool {
        let same_outlet = match (self.outlet, later.outlet) {
            (Some(one), Some(other)) => text.words(one) == text.words(other),
            _ => false,
        };
        let bare = later.reach <= later.end && later.outlet.is_none();
        let again = bare
            && self.kind == later.kind
            && text.is_any(later.start, &["the", "that", "this"])
            && later.end <= later.start + 3;
        let timed = (later.start..later.reach.max(later.end)).any(|token| text.is_in_time(token));
        again || same_outlet && !timed
    }
}

/// The candidates of a sentence, in order, without overlaps.
pub(super) fn candidates(text: &Text, sentence: TokenRange) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    // A noun phrase may open the sentence.
    if let Some(first) = noun_phrase(text, sentence.start, sentence).filter(|first| first.one) {
        found.push(first);
    }
    let mut at = found.first().map_or(sentence.start, |first| first.end);
    while at < sentence.end {
        let candidate = outlet::witness(text, at, sentence)
            .or_else(|| phrase(text, at, sentence))
            .or_else(|| outlet::platform(text, at, sentence))
            .or_else(|| outlet::page(text, at, sentence))
            .or_else(|| {
                // "an interview with the Herald" is one occasion.
                let free = |told: &Candidate| {
                    told.told_by.is_some() || found.last().is_none_or(|last| at >= last.reach)
                };
                outlet::told(text, at, sentence).filter(free)
            })
            .or_else(|| outlet::on_air(text, at, sentence))
            .or_else(|| outlet::printed(text, at, sentence))
            .or_else(|| addressing(text, at, sentence))
            .or_else(|| verbal(text, at, sentence));
        at = candidate.as_ref().map_or(at + 1, |c| c.end.max(at + 1));
        let Some(mut one) = candidate else { continue };
        let last = found.last().filter(|last| one.start <= last.reach);
        // "an interview on Channel Nine", "a statement on Twitter" are one.
        let way = matches!(one.pattern, Pattern::OnAir | Pattern::Platform);
        let whole = last.is_some_and(|last| {
            let own = [OccasionKind::Interview, OccasionKind::Statement, OccasionKind::Report];
            way && own.contains(&last.kind) && last.end + 1 >= one.start
        });
        one.held = last.map(|last| last.pattern);
        if !whole {
            found.push(one);
        }
    }
    found
}

/// "in a recent interview", "at Tuesday's rally", "gave a speech": a preposition or verb, then the noun
/// phrase.
fn phrase(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    // Who is told something is no occasion's noun, and a story told is none.
    let told = text.is(at, "tell");
    if told || inside_noun_phrase(text, at) && !text.is_verb(at) || at + 1 >= sentence.end {
        return None;
    }
    let mut candidate = noun_phrase(text, at + 1, sentence)?;
    let before = before_part(text, at, sentence).unwrap_or(at);
    let noun = candidate.head.map_or("", |head| text.reading.lemma(head));
    // "an attendee at the summit": who somebody is.
    let who = hang::head(text, hang::top(text, TokenRange::new(candidate.start, candidate.end)));
    let role = text.is_nominal(who) && WORDS.occasions.audiences.roles.has(text, who);
    if WORDS.occasions.ties(text, before, candidate.kind, noun) && !role {
        candidate.pattern = Pattern::Tied;
    } else if text.upos(at) == Upos::Adp || text.is(at, "following") {
        candidate.pattern = Pattern::Phrase;
    } else if text.is_verb(at) && WORDS.occasions.acts.verbs.has(text, at) {
        candidate.pattern = Pattern::Given;
    } else if text.is_verb(at) {
        candidate.pattern = Pattern::Object;
    }
    candidate.giver = giver(text, &candidate);
    candidate.preposition = preposition(text, before);
    // "in polls" is none.
    let tied = candidate.pattern == Pattern::Tied && candidate.kind != OccasionKind::Poll;
    (candidate.one || tied).then_some(candidate)
}

/// Whose an occasion is called, *his speech*, else the subject of the verb it hangs on.
fn giver(text: &Text, candidate: &Candidate) -> Option<EntityId> {
    let words = TokenRange::new(candidate.start, candidate.end);
    let entity = |at: TokenIndex| {
        let mentions = text.mentions_in(TokenRange::new(at, at + 1));
        mentions.filter(|m| m.names != EntityKind::Place).find_map(|mention| mention.entity)
    };
    let owned = |at: TokenIndex| match text.xpos(at) {
        Xpos::PrpPoss => entity(at),
        Xpos::Pos => at.checked_sub(1).filter(|before| words.contains(*before)).and_then(entity),
        _ => None,
    };
    let subject = || {
        let verb = hang::predicate_above(text, words).filter(|&verb| text.is_verb(verb))?;
        entity(hang::subject(text, verb)?)
    };
    let gives = matches!(candidate.pattern, Pattern::Given | Pattern::Tied);
    words.range().find_map(owned).or_else(|| gives.then(subject)?)
}

/// "at the start of the debate": the preposition before a part of what follows.
fn before_part(text: &Text, of: TokenIndex, sentence: TokenRange) -> Option<TokenIndex> {
    let part = of.checked_sub(1).filter(|_| text.is(of, "of"))?;
    let first = part.saturating_sub(MAX_BEFORE).max(sentence.start);
    let before = (first..part).rev().find(|&t| !inside_noun_phrase(text, t))?;
    let listed = WORDS.occasions.parts.nouns.has(text, part) || is_opening(text, part);
    (listed && text.upos(before) == Upos::Adp).then_some(before)
}

/// A common preposition.
pub(super) fn preposition(text: &Text, at: TokenIndex) -> &'static str {
    const COMMON: &[&str] = &[
        "about",
        "after",
        "as",
        "at",
        "before",
        "by",
        "during",
        "following",
        "for",
        "from",
        "in",
        "of",
        "on",
        "over",
        "since",
        "through",
        "to",
        "via",
        "with",
    ];
    COMMON.iter().find(|word| text.is(at, word)).copied().unwrap_or("other")
}

/// "addressing about a hundred delegates", "before a crowd", "in front of a crowd": a speech.
fn addressing(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let speaks = text.is_any(at, &["address", "brief"]) && text.is_verb(at)
        || text.is(at, "before")
        || at > sentence.start && text.is(at, "of") && text.is(at - 1, "front");
    let listeners = outlet::audience(text, at + 1, sentence).filter(|_| speaks)?;
    let (start, end) = (listeners.start, listeners.end);
    let kind = outlet::kind_of_audience(text, listeners);
    let heard = plain(text, kind, start, end, sentence, Pattern::Addressing);
    Some(Candidate { head: Some(end - 1), ..heard })
}

/// "when interviewed by the Herald", "while campaigning in Ohio": a verb that names the occasion.
fn verbal(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let kind = WORDS.occasions.verb_at(text, at).filter(|_| text.is_verb(at))?;
    // "spoke on condition of anonymity", "appeared to hesitate": no speech is meant.
    let timed = |t: TokenIndex| {
        text.is_in_time(t) || text.is(t, "on") && t + 1 < sentence.end && text.is_in_time(t + 1)
    };
    let next = (at + 1..sentence.end).find(|&t| !timed(t)).unwrap_or(at);
    let places = ["across", "alongside", "at", "before", "from"];
    let in_place = text.is(next, "in") && next + 1 < sentence.end && is_place(text, next + 1);
    // "spoke for an hour", but not "for all of us".
    let timed =
        text.is(next, "for") && (next + 1..sentence.end).take(3).any(|t| text.is_in_time(t));
    let to_people = text.upos(next) == Upos::Adp
        && (text.is_any(next, &places)
            || in_place
            || timed
            || text.is(next, "to") && outlet::audience(text, next + 1, sentence).is_some());
    // "wrote to the mayor", "e-mailed supporters".
    let addressed = at + 1 < sentence.end
        && (text.is(at + 1, "to") && text.upos(at + 1) == Upos::Adp
            || !text.is(at, "write") && inside_noun_phrase(text, at + 1));
    // "interviewing for a job", "sat down".
    let for_a_job = kind == OccasionKind::Interview && next != at && text.is(next, "for");
    let down = || {
        let rest = (next + 1..sentence.end).find(|&t| !text.is_in_time(t) && !text.is(t, "this"));
        text.is(next, "down") && rest.is_some_and(|t| text.is_any(t, &["for", "with"]))
    };
    let names_none = match kind {
        OccasionKind::Speech => !to_people,
        OccasionKind::Letter => !addressed,
        OccasionKind::Interview => for_a_job || text.is(at, "sit") && !down(),
        _ => false,
    };
    if names_none {
        return None;
    }
    let mut found = plain(text, kind, at, at + 1, sentence, Pattern::Verbal);
    found.preposition = if at + 1 < sentence.end { preposition(text, at + 1) } else { "other" };
    found.head = Some(at);
    Some(found)
}

/// A candidate with what its words alone show.
pub(super) fn plain(
    text: &Text,
    kind: OccasionKind,
    start: TokenIndex,
    end: TokenIndex,
    sentence: TokenRange,
    pattern: Pattern,
) -> Candidate {
    Candidate {
        kind,
        pattern,
        preposition: start.checked_sub(1).map_or("other", |before| preposition(text, before)),
        one: true,
        start,
        end,
        reach: reach(text, end, sentence).max(end),
        listed: false,
        head: None,
        outlet: None,
        own_paper: false,
        giver: None,
        held: None,
        told_by: None,
    }
}
