//! Pronouns of the third person: a linear ranker over the entities mentioned lately.

use sayso_core::{Agreement, Deprel, Entity, EntityKind, Mention, MentionKind, Reading};

use crate::words::Words;

use super::entities::{Index, attach};
use super::speakers::Speakers;
use super::tree::{self, Place, head, is_below, place};

/// Sentences back in which an antecedent is sought.
const SENTENCES_BACK: usize = 8;
/// Mentions back that are looked at.
const MENTIONS_BACK: usize = 60;
/// A lead from which a pronoun settles how its entity agrees: a weaker choice shall not rule out the
/// right ones that follow.
const SURE: i32 = 10;
/// Number of the ranker's features.
pub const RANKER_FEATURES: usize = 20;

/// Weights of the ranker, from `sayso-train chains` on the free genres of GUM's training part.
#[derive(Clone, Debug)]
pub struct Ranker {
    /// One for each feature.
    pub weights: [i32; RANKER_FEATURES],
    /// A candidate must be ahead of the next by this much.
    pub lead: i32,
}

impl Default for Ranker {
    fn default() -> Self {
        Self {
            weights: [
                38, 8, 6, -10, 12, -8, 2, 8, 25, -20, 4, 10, 6, -14, -60, -12, 10, -5, -26, -4,
            ],
            lead: 1,
        }
    }
}

/// Settles one pronoun, if one candidate is ahead.
pub(super) fn settle(
    words: &Words<'_>,
    ranker: &Ranker,
    speakers: &Speakers,
    index: &Index,
    reading: &mut Reading,
    number: usize,
) {
    let pronoun = reading.mentions[number];
    let at = pronoun.tokens.start as usize;
    let agreement = match words.lower(at) {
        "he" | "him" | "his" | "himself" => Agreement::He,
        "she" | "her" | "hers" | "herself" => Agreement::She,
        "they" | "them" | "their" | "theirs" | "themselves" => Agreement::They,
        "who" | "whom" | "whose" => return relative(words, reading, number),
        _ => return,
    };
    let mut best: [(i32, Option<usize>); 2] = [(i32::MIN / 2, None); 2];
    let mut seen: Vec<u32> = Vec::new();
    let here = reading.sentence_of(pronoun.tokens.start);
    let mut others = 0;
    for mention in reading.mentions[..number].iter().rev().take(MENTIONS_BACK) {
        let sentence = reading.sentence_of(mention.tokens.start);
        if here - sentence > SENTENCES_BACK {
            break;
        }
        let Some(id) = mention.entity.filter(|_| !is_apposed(reading, mention)) else { continue };
        let entity = &reading.entities[id.0 as usize];
        if seen.contains(&id.0)
            || mention.tokens.end > pronoun.tokens.start
            || !fits(entity, index.is_plural(id.0 as usize), agreement)
            || binds(words, reading, &pronoun, mention)
        {
            continue;
        }
        seen.push(id.0);
        let case =
            Case { here, sentence, others, agreement, speaker: speakers.at(reading, pronoun.head) };
        let score = score(ranker, reading, &pronoun, mention, entity, id.0, &case);
        others += 1;
        let entry = (score, Some(id.0 as usize));
        if score > best[0].0 {
            best = [entry, best[0]];
        } else if score > best[1].0 {
            best[1] = entry;
        }
    }
    let (ahead, Some(entity)) = best[0] else { return };
    let lead = ahead.saturating_sub(best[1].0).clamp(0, 60);
    if lead < ranker.lead {
        return;
    }
    attach(reading, number, entity, u8::try_from(60 + lead * 3).unwrap_or(u8::MAX));
    let value = &mut reading.entities[entity];
    if value.agreement == Agreement::Unknown && lead >= SURE {
        value.agreement = agreement;
    }
    if value.kind == EntityKind::Unknown && agreement != Agreement::They {
        value.kind = EntityKind::Person;
    }
}

/// "Ada Brook, a chemist, said": the name before it tells where the entity stands.
fn is_apposed(reading: &Reading, mention: &Mention) -> bool {
    mention.kind == MentionKind::Role
        && tree::relation(reading, mention.head).base() == Deprel::Appos
}

/// The entity can be meant by a pronoun of this agreement at all.
fn fits(entity: &Entity, plural: bool, agreement: Agreement) -> bool {
    if agreement == Agreement::They {
        return plural || entity.kind == EntityKind::Organisation;
    }
    let person = matches!(entity.kind, EntityKind::Person | EntityKind::Unknown);
    person && !plural && (entity.agreement == Agreement::Unknown || entity.agreement == agreement)
}

/// The two stand in one clause, where only a reflexive pronoun could mean the other.
fn binds(words: &Words<'_>, reading: &Reading, pronoun: &Mention, mention: &Mention) -> bool {
    let reflexive = words.lower(pronoun.head as usize).ends_with("sel")
        || words.lower(pronoun.head as usize).ends_with("self")
        || words.lower(pronoun.head as usize).ends_with("selves");
    let possessive = place(reading, pronoun.head) == Place::Possessor;
    let shared = head(reading, pronoun.head) == head(reading, mention.head)
        && head(reading, pronoun.head) != pronoun.head;
    let nested = possessive && head(reading, pronoun.head) == mention.head;
    // The form tells a subject where the tree does not.
    let nominative = matches!(words.lower(pronoun.head as usize), "he" | "she" | "they");
    let object = !nominative && place(reading, pronoun.head) != Place::Subject;
    !reflexive && (shared && !possessive && object || nested)
}

/// What does not depend on the mention alone.
struct Case {
    here: usize,
    sentence: usize,
    others: i32,
    agreement: Agreement,
    speaker: Option<sayso_core::EntityId>,
}

fn score(
    ranker: &Ranker,
    reading: &Reading,
    pronoun: &Mention,
    mention: &Mention,
    entity: &Entity,
    id: u32,
    case: &Case,
) -> i32 {
    let distance = i32::try_from(case.here - case.sentence).unwrap_or(i32::MAX);
    let own = place(reading, pronoun.head);
    let its = place(reading, mention.head);
    let quoted = |token: u32| reading.tokens.quotation.get(token as usize).is_some_and(|&q| q > 0);
    let verb = head(reading, mention.head);
    let first = reading.sentences.get(case.sentence).map_or(0, |s| s.tokens.start);
    let count = entity.mentions.len();
    let flag = i32::from;
    let features: [i32; RANKER_FEATURES] = [
        flag(distance == 0),
        flag(distance == 1),
        flag(distance == 2),
        (distance - 2).max(0),
        flag(its == Place::Subject),
        flag(its == Place::Object),
        flag(its == Place::Possessor),
        flag(its == own),
        flag(entity.agreement == case.agreement),
        flag(entity.kind != EntityKind::Person && case.agreement != Agreement::They),
        flag(mention.kind == MentionKind::Name),
        flag(mention.kind == MentionKind::Pronoun),
        flag(count >= 3),
        flag(distance == 0 && its == Place::Subject && is_below(reading, pronoun.head, verb)),
        flag(case.speaker.is_some_and(|speaker| speaker.0 == id)),
        flag(quoted(mention.head) && !quoted(pronoun.head)),
        flag(mention.tokens.start < first + 3),
        case.others.min(4),
        flag(mention.kind == MentionKind::Role),
        flag(count == 1),
    ];
    features.iter().zip(&ranker.weights).map(|(f, w)| f * w).sum()
}

/// "X, who": the tree's antecedent, or the mention just before.
fn relative(words: &Words<'_>, reading: &mut Reading, number: usize) {
    let pronoun = reading.mentions[number];
    let at = pronoun.tokens.start;
    let mut verb = pronoun.head;
    let mut antecedent = None;
    for _ in 0..4 {
        let above = head(reading, verb);
        if tree::relation(reading, verb).base() == Deprel::Acl && above < at {
            antecedent = Some(above);
            break;
        }
        verb = above;
    }
    // "a staffer at the State Department who", "Brook, a staffer who": people, so neither a body nor a noun that
    // is nobody's.
    if words.lower(at as usize) != "whose" {
        for _ in 0..3 {
            let Some(noun) = antecedent else { break };
            let mut near = reading.mentions[..number].iter().rev().take(12);
            let kind = near.find(|m| m.tokens.contains(noun)).map(|m| m.names);
            let passes = match kind {
                Some(EntityKind::Organisation | EntityKind::Place) => Deprel::Nmod,
                None => Deprel::Appos,
                Some(_) => break,
            };
            if tree::relation(reading, noun).base() != passes {
                break;
            }
            antecedent = Some(head(reading, noun));
        }
    }
    let near = |m: &&Mention| {
        antecedent.map_or_else(
            || {
                let end = m.tokens.end;
                end == at || end + 1 == at && words.lower(end as usize) == ","
            },
            |noun| m.tokens.contains(noun),
        )
    };
    let found = reading.mentions[..number].iter().rev().take(12).find(near);
    if let Some(entity) = found.and_then(|m| m.entity) {
        attach(reading, number, entity.0 as usize, 230);
    }
}
