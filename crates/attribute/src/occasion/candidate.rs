//! Words that may name an occasion: *in a recent interview with ...*, *told the Herald*, *on
//! Facebook*, *gave a speech*.

use sayso_core::{
    Deprel, EntityId, EntityKind, Mention, MentionKind, OccasionKind, TokenIndex, TokenRange, Upos,
    Xpos,
};

use super::{hang, outlet};
use crate::text::Text;
use crate::words::WORDS;

/// Words between the preposition and the occasion's noun.
pub(super) const MAX_BEFORE: u32 = 8;
/// Words after the noun in which outlet, place and date are looked for.
const MAX_AFTER: u32 = 16;

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

/// "opening statement", "closing remarks": a noun that a part of an occasion is named by.
fn is_opening(text: &Text, noun: TokenIndex) -> bool {
    noun > 0 && text.is_any(noun - 1, &["closing", "opening"])
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

/// An article, number, name or time shows that one occasion is meant; "in polls", "through interviews" name
/// none, but "in court papers", "in interviews" do.
fn is_one(text: &Text, kind: OccasionKind, start: TokenIndex, end: TokenIndex) -> bool {
    let several = matches!(
        kind,
        OccasionKind::Interview
            | OccasionKind::Letter
            | OccasionKind::Post
            | OccasionKind::Speech
            | OccasionKind::Statement
    );
    if text.is_any(start, &["any", "no"]) {
        return false;
    }
    several && start > 0 && text.is(start - 1, "in")
        || matches!(text.upos(start), Upos::Det | Upos::Propn | Upos::Num)
        || (start..end).any(|token| text.is_possessive(token))
        || text.is_in_time(start)
        || WORDS.occasions.bare.nouns.at(text, start, end).is_some()
}

/// A noun phrase whose head names an occasion.
pub(super) fn noun_phrase(
    text: &Text,
    start: TokenIndex,
    sentence: TokenRange,
) -> Option<Candidate> {
    let limit = sentence.end.min(start + MAX_BEFORE);
    let mut best = None;
    let mut at = start;
    // An article within the words begins another phrase: "a court ordered the paper".
    let in_name = |at| {
        let mut mentions = text.mentions_in(TokenRange::new(at, at + 1));
        mentions.any(|m| m.kind == MentionKind::Name && m.tokens.start < at)
    };
    let another = |at| {
        at > start
            && text.upos(at) == Upos::Det
            && text.is_any(at, &["a", "an", "the"])
            && text.upos(at - 1) != Upos::Det
            && text.form(at - 1) != "-"
            && !in_name(at)
    };
    // So does a participle behind the noun, "a statement describing the meeting", whatever its tag, "an
    // interview broadcast on Friday"; and a clause behind any, "the day that footage".
    let clause = |at: TokenIndex, found: bool| {
        let noun = at > start && text.upos(at - 1) == Upos::Noun;
        match text.xpos(at) {
            Xpos::Vbg => noun || found,
            Xpos::Vbn => found,
            _ => {
                noun && text.is_any(at, &["that", "which"])
                    || found && is_bare_participle(text, at, sentence)
            }
        }
    };
    while at < limit && inside_noun_phrase(text, at) && !another(at) {
        if clause(at, best.is_some()) {
            break;
        }
        if let Some((kind, noun)) = WORDS.occasions.noun_at(text, at, sentence.end) {
            best = Some((kind, noun));
            at = noun.end;
        } else {
            at += 1;
        }
    }
    let (mut kind, noun) = best?;
    // "in an appearance on CBS": on the air.
    let on = (noun.end..sentence.end).find(|&t| !text.is_in_time(t)).unwrap_or(noun.end);
    let programme = || {
        let limit = sentence.end.min(on + 1 + MAX_BEFORE);
        let mut phrase = (on + 1..limit).take_while(|&t| inside_noun_phrase(text, t));
        let noun = |t| WORDS.occasions.noun_at(text, t, sentence.end).map(|(kind, _)| kind);
        on < sentence.end
            && text.is(on, "on")
            && phrase.any(|t| noun(t) == Some(OccasionKind::Broadcast))
    };
    let stations = &WORDS.occasions.outlets.stations;
    if kind == OccasionKind::Speech
        && (outlet::on_air(text, on, sentence).is_some()
            || stations.find(text, TokenRange::new(start, noun.start)).is_some()
            || programme())
    {
        kind = OccasionKind::Broadcast;
    }
    // "a Facebook message", "a message on Facebook": posted there.
    let posted = (start..reach(text, noun.end, sentence))
        .any(|t| WORDS.occasions.platforms.names.has(text, t));
    if posted && matches!(kind, OccasionKind::Letter | OccasionKind::Statement) {
        kind = OccasionKind::Post;
    }
    // "a statement adviser", "the Policy Studies Program": the noun must head its phrase, and be no
    // part of a body's name.
    let named = is_in_name(text, kind, noun);
    // "the Post" is a paper, "in talking" an act.
    let last = noun.end.saturating_sub(1);
    let paper = is_paper(text, kind, noun);
    // "the talks" are negotiations, "a show of strength" is none, nor are "a call for calm", "in the event",
    // "their phones", "go to the polls".
    let next = |offset: u32| Some(noun.end + offset).filter(|&t| t < sentence.end);
    let behind = |word: &str| next(0).is_some_and(|t| text.is(t, word));
    let wish = behind("for") || behind("to") && next(1).is_some_and(|t| text.is_verb(t));
    let other_sense = text.is(last, "talk") && text.xpos(last) == Xpos::Nns
        || text.is(last, "show") && behind("of")
        || text.is(last, "event") && start > 0 && text.is(start - 1, "in")
        || text.is_any(last, &["phone", "telephone"]) && text.xpos(last) == Xpos::Nns
        || kind == OccasionKind::Poll && start >= sentence.start + 2 && goes_to(text, start - 1)
        || text.is(last, "call") && wish;
    let heads = !named
        && !paper
        && !other_sense
        && !is_opening(text, noun.start)
        && text.is_nominal(last)
        && (noun.end >= sentence.end
            || !matches!(text.upos(noun.end), Upos::Noun)
            || text.is_in_time(noun.end)
            || is_bare_participle(text, noun.end, sentence)
            || text.xpos(noun.end) == Xpos::Pos);
    heads.then(|| {
        let mut found = plain(text, kind, start, noun.end, sentence, Pattern::Bare);
        found.one = is_one(text, kind, start, noun.end);
        found.head = Some(last);
        found
    })
}

/// A participle that looks like a noun or another form: *broadcast on Friday*, *run by the Herald*.
fn is_bare_participle(text: &Text, at: TokenIndex, sentence: TokenRange) -> bool {
    let next = at + 1;
    text.is_any(at, &["broadcast", "cut", "put", "read", "run"])
        && next < sentence.end
        && (text.is_any(next, &["by", "in", "on"]) || text.is_in_time(next))
}

/// "go to the polls", "returned to the polls".
fn goes_to(text: &Text, to: TokenIndex) -> bool {
    text.is(to, "to") && text.is_any(to - 1, &["come", "flock", "go", "head", "return", "turn"])
}

/// Its last word is part of the name of a body or person, not as in "a Facebook post"; programmes and polls have
/// names themselves.
pub(super) fn is_in_name(text: &Text, kind: OccasionKind, noun: TokenRange) -> bool {
    let last = TokenRange::new(noun.end.saturating_sub(1), noun.end);
    // "on the Velm Program", "Channel Nine's Velm Special", "the Late Show".
    let programme = |mention: &Mention| {
        let before = mention.tokens.start.checked_sub(1);
        kind == OccasionKind::Broadcast
            && (text.is(last.start, "show")
                || before.is_some_and(|t| text.is_any(t, &["on", "the", "'s", "’s"])))
    };
    !text.is(last.start, "poll")
        && text.mentions_in(last).any(|mention| {
            mention.kind == MentionKind::Name
                && matches!(mention.names, EntityKind::Organisation | EntityKind::Person)
                && !programme(mention)
        })
}

/// A single noun with a capital inside a sentence: the Post, a Report.
pub(super) fn is_paper(text: &Text, kind: OccasionKind, noun: TokenRange) -> bool {
    let at = noun.start;
    let first = text
        .sentence(text.reading.sentence_of(at))
        .is_some_and(|sentence| sentence.tokens.start == at);
    matches!(kind, OccasionKind::Post | OccasionKind::Report)
        && noun.len() == 1
        && !first
        && text.form(at).starts_with(char::is_uppercase)
        && text.form(at).chars().any(char::is_lowercase)
}

pub(super) fn inside_noun_phrase(text: &Text, token: TokenIndex) -> bool {
    matches!(
        text.upos(token),
        Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv
    ) || text.is_possessive(token)
        || matches!(text.xpos(token), Xpos::Vbg | Xpos::Vbn | Xpos::Hyph)
        || matches!(text.form(token), "-" | "/" | "“" | "”" | "\"")
        || is_hyphenated(text, token)
}

/// "off-camera": what stands in front of a hyphen without a blank.
fn is_hyphenated(text: &Text, token: TokenIndex) -> bool {
    let next = TokenRange::new(token + 1, token + 2);
    token + 1 < text.reading.len()
        && text.form(token + 1) == "-"
        && text.span(TokenRange::new(token, token + 1)).end == text.span(next).start
}

/// How far phrases hang on the noun: prepositions, names, times; a verb or a clause mark ends them.
pub(super) fn reach(text: &Text, from: TokenIndex, sentence: TokenRange) -> TokenIndex {
    let limit = sentence.end.min(from + MAX_AFTER);
    let mut end = from;
    for at in from..limit {
        let goes_on = matches!(
            text.upos(at),
            Upos::Adp | Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num | Upos::Cconj
        ) || matches!(text.xpos(at), Xpos::Pos | Xpos::PrpPoss | Xpos::To)
            || matches!(text.form(at), "," | "’s" | "'s" | "“" | "”" | "\"" | "'" | "‘" | "’");
        // A comma goes on before a preposition or the rest of a place's name.
        let parted = text.is(at, ",")
            && at + 1 < limit
            && !matches!(text.upos(at + 1), Upos::Adp)
            && !is_place(text, at + 1)
            && !text.is_in_time(at + 1);
        // "an interview published on Monday in the Herald".
        let participle = text.upos(at) == Upos::Verb && text.deprel(at).base() == Deprel::Acl;
        if !(goes_on || participle && matches!(text.xpos(at), Xpos::Vbn | Xpos::Vbg)) || parted {
            break;
        }
        if text.is_word(at) {
            end = at + 1;
        }
    }
    end
}

fn is_place(text: &Text, token: TokenIndex) -> bool {
    let here = TokenRange::new(token, token + 1);
    text.mentions_in(here).any(|mention| mention.names == EntityKind::Place)
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
