//! The central claim: what the headline states, where the body states it, and who is made
//! responsible in it.

use std::collections::{BTreeMap, BTreeSet};

use sayso_core::{
    AnchorKind, Attributions, CentralClaim, EntityId, EntityKind, Fact, Form, Span, StatementType,
    TokenIndex, TokenRange, Upos, Voice, Words,
};

use super::{Unit, list_entry, reply};
use crate::text::Text;
use crate::words::WORDS;

/// Weights of what two sentences may share: a name, for the people of an article are in most of its
/// sentences, and a word by how few articles hold it (after the logarithm of their share, Spärck Jones
/// 1972).
const NAME: u32 = 4;
const FREQUENT: u32 = 2;
const COMMON: u32 = 5;
const RARE: u32 = 9;

/// Share of the claim's weight that a sentence must hold to state it: own choice on headlines of `PolNeAR` train, laid
/// over their own and over other articles; what it gives on dev stands in `docs/evaluation/headlines.md`.
const LEAST_PERCENT: u32 = 30;

/// A sentence that holds less than this share of what the fullest one holds states it no more.
const OF_BEST_PERCENT: u32 = 80;

/// Words between *the reason* and its *is*.
const MAX_TO_COPULA: u32 = 8;

/// The central claim of a document.
pub(super) fn claim(text: &Text, attributions: &Attributions, units: &[Unit]) -> CentralClaim {
    let sentences = || units.chunk_by(|a, b| a.statement.sentence == b.statement.sentence);
    let headline = sentences().filter(|units| units.iter().any(|unit| unit.statement.headline));
    // What the headline's own cue introduces, else its sentence with its fullest clause.
    let stated = headline
        .flat_map(|sentence| sentence.iter().map(move |unit| (unit, sentence)))
        .filter(|(unit, _)| !unit.statement.reports)
        .max_by_key(|(unit, _)| {
            let length = unit.clause.words.len();
            (is_told(unit), is_full(unit), length, std::cmp::Reverse(unit.statement.id))
        });
    let assumed = stated.is_none();
    let first = || {
        let first = units.iter().find(|u| !u.statement.headline && !u.statement.reports)?;
        Some((first, std::slice::from_ref(first)))
    };
    let Some((claim, sentence)) = stated.or_else(first) else { return CentralClaim::default() };
    // The others are read with their sentence: "Union endorses | Vale", "Vale tells | why he left", "Vale: Band
    // worn out; it is over".
    let told = |unit: &&Unit| {
        let key = Key::of(text, std::slice::from_ref(*unit));
        unit.statement.chain == claim.statement.chain && !key.words.is_empty()
    };
    let is_alone = sentence.iter().filter(told).count() == 1;
    let is_whole = !(assumed || is_told(claim) && is_alone);
    let key = Key::of(text, if is_whole { sentence } else { std::slice::from_ref(claim) });
    let is_other = |unit: &&Unit| {
        let own = unit.statement.headline || unit.statement.id == claim.statement.id;
        !own && !unit.statement.reports && unit.statement.kind != StatementType::Question
    };
    // Of each sentence the clause that holds most of it.
    let held: Vec<(u32, &Unit)> = sentences()
        .filter(|sentence| sentence.iter().any(|unit| is_other(&unit)))
        .filter_map(|sentence| {
            let share = key.share(&Key::of(text, sentence));
            let most = |unit: &&Unit| {
                let clause = Key::of(text, std::slice::from_ref(*unit));
                (key.share(&clause), std::cmp::Reverse(unit.statement.id))
            };
            Some((share, sentence.iter().filter(is_other).max_by_key(most)?))
        })
        .collect();
    let best = held.iter().map(|(share, _)| *share).max().unwrap_or(0);
    let least = LEAST_PERCENT.max(best * OF_BEST_PERCENT / 100);
    let mut matches: Vec<&Unit> = Vec::new();
    let mut differs = Vec::new();
    for &(_, unit) in held.iter().filter(|(share, _)| *share >= least) {
        if key.same_sense(&Key::of(text, std::slice::from_ref(unit))) {
            matches.push(unit);
        } else {
            differs.push(unit.statement.id);
        }
    }
    matches.sort_by_key(|unit| (basis_rank(unit), unit.statement.id));
    let third_party = third_party(text, attributions, units, claim, &matches);
    let whole = || sentence.iter().map(|unit| unit.statement.span()).reduce(Span::join);
    CentralClaim {
        span: if is_whole { whole() } else { Some(without_question_word(text, claim)) },
        statement: Some(claim.statement.id),
        assumed,
        matches: matches.iter().map(|unit| unit.statement.id).collect(),
        differs,
        third_party,
        reply: match third_party {
            Some(entity) => reply::of(text, attributions, entity),
            None => Fact::NotApplicable,
        },
    }
}

/// A clause that could stand alone.
fn is_full(unit: &Unit) -> bool {
    unit.statement.form == Form::Finite && !unit.clause.relative
}

/// A clause that a cue of its own sentence introduces, and no second cue inside that.
fn is_told(unit: &Unit) -> bool {
    is_full(unit) && unit.statement.chain.len() == 1
}

/// What two statements are compared by.
struct Key {
    /// Lemmas with their weights.
    words: BTreeMap<String, u32>,
    entities: BTreeSet<EntityId>,
    numbers: BTreeSet<String>,
    negated: bool,
}

/// How much a lemma tells of an article.
fn weight(lemma: &str) -> u32 {
    let common = &WORDS.common;
    if common.everywhere.has_word(lemma) {
        0
    } else if common.frequent.has_word(lemma) {
        FREQUENT
    } else if common.occasional.has_word(lemma) {
        COMMON
    } else {
        RARE
    }
}

impl Key {
    /// Of some clauses together.
    fn of(text: &Text, units: &[Unit]) -> Self {
        let lemma = |token: TokenIndex| {
            let lemma = text.reading.lemma(token);
            let word = if lemma.is_empty() { text.form(token) } else { lemma };
            word.to_lowercase()
        };
        let words = || units.iter().flat_map(|unit| &unit.clause.words).copied();
        let named = |token| entity_at(text, token).filter(|&entity| text.is_named(entity));
        // Names are compared as entities; what else has a capital in a headline is a word.
        let content = words().filter(|&token| match text.upos(token) {
            Upos::Noun | Upos::Verb | Upos::Adj | Upos::Num => true,
            Upos::Propn => named(token).is_none(),
            _ => false,
        });
        let weighed = content.map(lemma).map(|lemma| (weight(&lemma), lemma));
        let anchors = || units.iter().flat_map(|unit| &unit.statement.anchors);
        let numbers = anchors().filter(|anchor| anchor.kind == AnchorKind::HowMany);
        Self {
            words: weighed.filter(|(weight, _)| *weight > 0).map(|(w, lemma)| (lemma, w)).collect(),
            entities: words().filter_map(named).collect(),
            numbers: numbers.map(|anchor| anchor.value.to_lowercase()).collect(),
            negated: words().any(|token| text.is_negation(token)),
        }
    }

    /// The share of this one's weight that another holds, in percent; none where they share one thing
    /// alone.
    fn share(&self, other: &Self) -> u32 {
        let names = |count: usize| NAME * u32::try_from(count).unwrap_or(0);
        let words = || self.words.iter().filter(|(word, _)| other.words.contains_key(*word));
        let entities = self.entities.intersection(&other.entities).count();
        let whole = self.words.values().sum::<u32>() + names(self.entities.len());
        let held = words().map(|(_, weight)| weight).sum::<u32>() + names(entities);
        if words().count() + entities < 2 || whole == 0 { 0 } else { 100 * held / whole }
    }

    /// Same polarity, and no number against another.
    fn same_sense(&self, other: &Self) -> bool {
        let numbers = self.numbers.is_empty()
            || other.numbers.is_empty()
            || !self.numbers.is_disjoint(&other.numbers);
        self.negated == other.negated && numbers
    }
}

/// Order of bases for choosing the best: voice, locator, date, words.
fn basis_rank(unit: &Unit) -> (u8, bool, bool, bool) {
    let basis = &unit.statement.basis;
    let voice = match basis.voice {
        Voice::Named => 0,
        Voice::Document => 1,
        Voice::Described => 2,
        Voice::Unnamed => 3,
        Voice::Crowd => 4,
        Voice::Doubtful => 5,
        Voice::Narrator => 6,
    };
    let located = basis.outlet.found().is_some() || basis.document.found().is_some();
    (voice, !located, basis.date.found().is_none(), basis.words == Words::None)
}

/// "Why they left" claims that they left.
fn without_question_word(text: &Text, claim: &Unit) -> Span {
    let mut words = claim.clause.words.iter().copied().filter(|&token| text.is_word(token));
    let whole = claim.statement.span();
    let first = words.next();
    match (first, words.next()) {
        (Some(first), Some(second)) if text.is_any(first, &["why", "how", "that", "when"]) => {
            Span::new(text.span(TokenRange::new(second, second + 1)).start, whole.end)
        }
        _ => whole,
    }
}

/// The named one whom the claim, or the reason given for it, makes responsible.
fn third_party(
    text: &Text,
    attributions: &Attributions,
    units: &[Unit],
    claim: &Unit,
    matches: &[&Unit],
) -> Option<EntityId> {
    let ids = std::iter::once(claim).chain(matches.iter().copied());
    let ids = ids.flat_map(|unit| &unit.statement.chain);
    let sources: BTreeSet<EntityId> =
        ids.filter_map(|&id| list_entry(attributions, id)?.speaker.entity).collect();
    let other = |entity: &EntityId| !sources.contains(entity) && is_somebody(text, *entity);
    let stated = std::iter::once(claim).chain(matches.iter().copied());
    if let Some(found) = stated.clone().find_map(|unit| spoken_ill_of(text, unit).filter(other)) {
        return Some(found);
    }
    // A headline that asks why is answered by the statement that gives the reason.
    let asks = claim
        .clause
        .words
        .iter()
        .any(|&token| text.is(token, "why") || WORDS.cause.nouns.has(text, token))
        || headline_asks(text, units);
    let reasons = units.iter().filter(|_| asks);
    stated.chain(reasons).find_map(|unit| made_responsible(text, unit).filter(other))
}

/// The headline promises a reason.
fn headline_asks(text: &Text, units: &[Unit]) -> bool {
    let headline = units.iter().filter(|unit| unit.statement.headline);
    headline
        .flat_map(|unit| &unit.clause.words)
        .any(|&token| text.is(token, "why") || WORDS.cause.nouns.has(text, token))
}

fn is_somebody(text: &Text, entity: EntityId) -> bool {
    text.is_named(entity)
        && text.entity(entity).is_some_and(|entity| match entity.kind {
            EntityKind::Person | EntityKind::Organisation | EntityKind::Unknown => true,
            EntityKind::Place | EntityKind::Other => false,
        })
}

/// The entity mentioned at a word.
fn entity_at(text: &Text, token: TokenIndex) -> Option<EntityId> {
    text.mentions_in(TokenRange::new(token, token + 1)).find_map(|mention| mention.entity)
}

/// The first entity mentioned in a clause from a word on.
fn entity_after(text: &Text, unit: &Unit, from: TokenIndex) -> Option<EntityId> {
    unit.clause.words.iter().filter(|&&token| token >= from).find_map(|&t| entity_at(text, t))
}

/// Whom an adverse predicate speaks ill of.
fn spoken_ill_of(text: &Text, unit: &Unit) -> Option<EntityId> {
    let adverse = &WORDS.adverse;
    let predicate = unit.clause.predicate;
    let subject = || unit.clause.subject.and_then(|subject| entity_at(text, subject));
    let phrase = unit.clause.words.iter().any(|&token| {
        let end = unit.clause.words.last().map_or(token, |last| last + 1);
        adverse.phrases.at(text, token, end).is_some()
    });
    if phrase {
        return subject();
    }
    if text.upos(predicate) != Upos::Verb {
        return None;
    }
    let passive = unit.clause.verbs.iter().any(|&verb| verb != predicate && text.is(verb, "be"));
    if adverse.object.has(text, predicate) {
        return if passive { subject() } else { entity_after(text, unit, predicate + 1) };
    }
    let negated = unit.clause.words.iter().any(|&token| text.is_negation(token));
    (adverse.subject.has(text, predicate) && !passive && !negated).then(subject)?
}

/// Who is given as the reason: "the reason is X", "X is the reason", "because of X".
fn made_responsible(text: &Text, unit: &Unit) -> Option<EntityId> {
    let words = &unit.clause.words;
    let copula = unit.clause.verbs.iter().copied().find(|&verb| text.is(verb, "be"));
    if let Some(copula) = copula {
        // "The reason, she says, is X": the subject may stand before the cue, outside the content.
        let start = text.sentence(unit.statement.sentence as usize)?.tokens.start;
        let before = start.max(copula.saturating_sub(MAX_TO_COPULA))..copula;
        let own = |token: &TokenIndex| !text.is_finite(*token) || text.is(*token, "say");
        let mut near = before.clone().rev().take_while(own);
        if near.any(|token| WORDS.cause.nouns.has(text, token)) {
            return entity_after(text, unit, copula + 1);
        }
        let cause_after = words
            .iter()
            .filter(|&&token| token > copula && token <= copula + 6)
            .any(|&token| WORDS.cause.nouns.has(text, token));
        if cause_after {
            return unit.clause.subject.and_then(|subject| entity_at(text, subject));
        }
    }
    let end = words.last()? + 1;
    let phrase = words.iter().find_map(|&token| WORDS.cause.after.at(text, token, end))?;
    entity_after(text, unit, phrase.end)
}
