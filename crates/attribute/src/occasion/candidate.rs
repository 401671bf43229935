//! Words that may name an occasion: *in a recent interview with ...*, *told the Herald*, *on
//! Facebook*, *gave a speech*.

use sayso_core::{
    EntityId, EntityKind, MentionKind, OccasionKind, TokenIndex, TokenRange, Upos, Xpos,
};

use super::outlet;
use crate::text::Text;
use crate::words::WORDS;

/// Words between the preposition and the occasion's noun.
pub(super) const MAX_BEFORE: u32 = 8;
/// Words after the noun in which outlet, place and date are looked for.
const MAX_AFTER: u32 = 16;

/// A possible occasion.
pub(super) struct Candidate {
    pub(super) kind: OccasionKind,
    /// First word, the preposition or verb not counted.
    pub(super) start: TokenIndex,
    /// One past the noun phrase.
    pub(super) end: TokenIndex,
    /// One past the phrases that hang on it.
    pub(super) reach: TokenIndex,
    /// Outlet by the pattern alone: "told the Herald".
    pub(super) outlet: Option<TokenRange>,
    /// "told us": the paper itself.
    pub(super) own_paper: bool,
    /// A verb of its own gives it: *held a rally*.
    pub(super) by_act: bool,
    /// Who gave it, by that verb.
    pub(super) giver: Option<EntityId>,
    /// The verb of telling that it stands behind: *told the Herald*.
    pub(super) told_by: Option<TokenIndex>,
    /// Printed in a paper: an occasion of what is written.
    pub(super) printed: bool,
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
    let mut at = sentence.start;
    while at < sentence.end {
        let candidate = phrase(text, at, sentence)
            .or_else(|| outlet::platform(text, at, sentence))
            .or_else(|| outlet::told(text, at, sentence))
            .or_else(|| outlet::on_air(text, at, sentence))
            .or_else(|| outlet::printed(text, at, sentence))
            .or_else(|| addressing(text, at, sentence))
            .or_else(|| given(text, at, sentence));
        at = candidate.as_ref().map_or(at + 1, |c| c.end.max(at + 1));
        found.extend(candidate);
    }
    found
}

/// "in a recent interview", "at Tuesday's rally": a preposition, then the noun phrase.
fn phrase(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    if text.is_nominal(at) || at + 1 >= sentence.end {
        return None;
    }
    let words = &WORDS.occasions;
    let start = at + 1;
    let candidate = noun_phrase(text, start, sentence)?;
    // "in polls", "through interviews" name no occasion; "in court papers", "in interviews" do.
    let several = matches!(
        candidate.kind,
        OccasionKind::Interview
            | OccasionKind::Letter
            | OccasionKind::Post
            | OccasionKind::Speech
            | OccasionKind::Statement
    );
    let one = several && text.is(at, "in")
        || text.upos(start) == Upos::Det
        || matches!(text.upos(start), Upos::Propn | Upos::Num)
        || (start..candidate.end).any(|token| text.is_possessive(token))
        || text.is_in_time(start)
        || words.bare.nouns.at(text, start, candidate.end).is_some();
    (one && words.ties(text, at, candidate.kind)).then_some(candidate)
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
    while at < limit && inside_noun_phrase(text, at) {
        if let Some((kind, noun)) = WORDS.occasions.noun_at(text, at, sentence.end) {
            best = Some((kind, noun));
            at = noun.end;
        } else {
            at += 1;
        }
    }
    let (mut kind, noun) = best?;
    // "in an appearance on CBS": on the air.
    if kind == OccasionKind::Speech && outlet::on_air(text, noun.end, sentence).is_some() {
        kind = OccasionKind::Broadcast;
    }
    // "a statement adviser", "the Policy Studies Program": the noun must head its phrase, and be no
    // part of a body's name.
    let named = kind != OccasionKind::Broadcast
        && text.mentions_in(noun).any(|mention| {
            mention.kind == MentionKind::Name && mention.names == EntityKind::Organisation
        });
    let heads = !named
        && (noun.end >= sentence.end
            || !matches!(text.upos(noun.end), Upos::Noun)
            || text.xpos(noun.end) == Xpos::Pos);
    heads.then(|| Candidate {
        kind,
        start,
        end: noun.end,
        reach: reach(text, noun.end, sentence),
        outlet: None,
        own_paper: false,
        by_act: false,
        giver: None,
        told_by: None,
        printed: false,
    })
}

pub(super) fn inside_noun_phrase(text: &Text, token: TokenIndex) -> bool {
    matches!(
        text.upos(token),
        Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv
    ) || text.is_possessive(token)
        || matches!(text.xpos(token), Xpos::Vbg | Xpos::Vbn | Xpos::Hyph)
        || matches!(text.form(token), "-" | "“" | "”" | "\"")
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
        if !goes_on || parted {
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

/// "addressing about a hundred delegates": a speech.
fn addressing(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let speaks = text.is(at, "address") && text.xpos(at) == Xpos::Vbg;
    let listeners = outlet::audience(text, at + 1, sentence).filter(|_| speaks)?;
    let (start, end) = (listeners.start, listeners.end);
    Some(plain(text, OccasionKind::Speech, start, end, sentence, None, false))
}

/// "gave a speech", "held a news conference": an act without a preposition.
fn given(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    if !text.is_verb(at) || !WORDS.occasions.acts.verbs.has(text, at) {
        return None;
    }
    let start = (at + 1..sentence.end.min(at + 4))
        .find(|&t| text.upos(t) == Upos::Det || text.is_possessive(t))?;
    let mut candidate = noun_phrase(text, start, sentence)?;
    let before = text.mentions_in(TokenRange::new(sentence.start, at)).filter(|mention| {
        mention.names == EntityKind::Person || mention.kind == MentionKind::Pronoun
    });
    candidate.by_act = true;
    candidate.giver = before.last().and_then(|mention| mention.entity);
    Some(candidate)
}

pub(super) fn plain(
    text: &Text,
    kind: OccasionKind,
    start: TokenIndex,
    end: TokenIndex,
    sentence: TokenRange,
    outlet: Option<TokenRange>,
    own_paper: bool,
) -> Candidate {
    let reach = reach(text, end, sentence).max(end);
    Candidate {
        kind,
        start,
        end,
        reach,
        outlet,
        own_paper,
        by_act: false,
        giver: None,
        told_by: None,
        printed: false,
    }
}
