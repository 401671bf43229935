//! Noun phrases whose head names an occasion, and where they end: *a recent interview broadcast on Friday*.

use sayso_core::{
    Deprel, EntityKind, Mention, MentionKind, OccasionKind, TokenIndex, TokenRange, Upos, Xpos,
};

use super::candidate::{Candidate, MAX_BEFORE, Pattern, plain};
use super::outlet;
use crate::text::Text;
use crate::words::WORDS;

/// Words after the noun in which outlet, place and date are looked for.
const MAX_AFTER: u32 = 16;

/// "opening statement", "closing remarks": a noun that a part of an occasion is named by.
pub(super) fn is_opening(text: &Text, noun: TokenIndex) -> bool {
    noun > 0 && text.is_any(noun - 1, &["closing", "opening"])
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

/// The word is part of a place's name.
pub(super) fn is_place(text: &Text, token: TokenIndex) -> bool {
    let here = TokenRange::new(token, token + 1);
    text.mentions_in(here).any(|mention| mention.names == EntityKind::Place)
}
