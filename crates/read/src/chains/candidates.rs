//! Whom a pronoun of the third person may mean, and what speaks for each.

use sayso_core::{
    Agreement, Deprel, Entity, EntityKind, Mention, MentionKind, Reading, SectionKind,
};

use crate::lexicon::{Lexicon, Lists};
use crate::words::Words;

use super::entities::Index;
use super::ranker::{ABSENT, CLUES, Clues, OF_NONE};
use super::speakers::Speakers;
use super::tree::{Place, head, is_below, place, relation};

/// Sentences back in which an antecedent is sought.
const SENTENCES_BACK: usize = 10;
/// Mentions back, and ahead in the sentence, that are looked at.
const MENTIONS_BACK: usize = 80;

/// An answer for a pronoun.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Candidate {
    /// Index of the entity; none is an answer too.
    pub(super) entity: Option<usize>,
    pub(super) clues: Clues,
}

/// What a document shows before its pronouns are settled.
pub(super) struct Scene<'a> {
    pub(super) words: &'a Words<'a>,
    lexicon: &'a Lexicon,
    index: &'a Index,
    pub(super) reading: &'a Reading,
    /// By entity: named in the headline, the first person of the body.
    prominent: Vec<u8>,
}

/// What has been settled up to a pronoun.
pub(super) struct Sofar {
    /// By mention: its entity.
    of: Vec<Option<usize>>,
    /// By entity: its mentions so far.
    counts: Vec<u32>,
    /// The last pronoun of each agreement: its word and entity.
    last: [Option<(u32, Option<usize>)>; 3],
    /// Whoever is the subject of the last verb of saying.
    spoke: Option<usize>,
    speakers: Speakers,
}

impl Sofar {
    /// Names and role phrases are settled, pronouns are not.
    pub(super) fn new(reading: &Reading) -> Self {
        let entity = |mention: &Mention| mention.entity.map(|id| id.0 as usize);
        Self {
            of: reading.mentions.iter().map(entity).collect(),
            counts: vec![0; reading.entities.len()],
            last: [None; 3],
            spoke: None,
            speakers: Speakers::new(reading),
        }
    }

    /// Goes past a mention.
    pub(super) fn pass(&mut self, scene: &Scene<'_>, number: usize) {
        let head = scene.reading.mentions[number].head;
        if place(scene.reading, head) == Place::Subject && scene.is_said(head) {
            self.spoke = self.of[number];
        }
        if let Some(count) = self.of[number].and_then(|entity| self.counts.get_mut(entity)) {
            *count += 1;
        }
        self.speakers.see(scene.reading, number, self.of[number]);
    }

    /// Goes past a pronoun with its answer.
    pub(super) fn settle(
        &mut self,
        scene: &Scene<'_>,
        number: usize,
        agreement: Agreement,
        entity: Option<usize>,
    ) {
        self.of[number] = entity;
        self.last[form(agreement)] = Some((scene.reading.mentions[number].head, entity));
        self.pass(scene, number);
    }
}

/// How a pronoun of the third person agrees.
pub(super) fn agreement(lower: &str) -> Option<Agreement> {
    match lower {
        "he" | "him" | "his" | "himself" => Some(Agreement::He),
        "she" | "her" | "hers" | "herself" => Some(Agreement::She),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Agreement::They),
        _ => None,
    }
}

/// Number of an agreement: *he*, *she*, *they*.
pub(super) const fn form(agreement: Agreement) -> usize {
    match agreement {
        Agreement::He => 0,
        Agreement::She => 1,
        _ => 2,
    }
}

/// The entity of a mention as a candidate: by its latest mention.
struct Lately {
    entity: usize,
    mention: usize,
    /// Sentences back.
    distance: usize,
}

/// A number of at most `most`.
fn upto(number: usize, most: u8) -> u8 {
    u8::try_from(number).map_or(most, |number| number.min(most))
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        words: &'a Words<'a>,
        lexicon: &'a Lexicon,
        index: &'a Index,
        reading: &'a Reading,
    ) -> Self {
        let mut scene =
            Self { words, lexicon, index, reading, prominent: vec![0; reading.entities.len()] };
        let mut first = true;
        for mention in reading.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
            let Some(entity) = mention.entity.map(|id| id.0 as usize) else { continue };
            let headline = scene.section(mention.head).1 == SectionKind::Headline;
            let person = reading.entities[entity].kind == EntityKind::Person;
            let lead = first && person && !headline;
            first &= !lead;
            scene.prominent[entity] |= u8::from(headline) | u8::from(lead) << 1;
        }
        scene
    }

    /// Number and kind of the section in which a word stands.
    fn section(&self, token: u32) -> (u32, SectionKind) {
        let sentence = self.reading.sentences.get(self.reading.sentence_of(token));
        let number = sentence.map_or(0, |sentence| sentence.section);
        (number, self.words.section(number))
    }

    /// The answers for a pronoun, those mentioned last first; the last is none.
    pub(super) fn candidates(
        &self,
        sofar: &Sofar,
        number: usize,
        agreement: Agreement,
    ) -> Vec<Candidate> {
        let lately = self.lately(sofar, number, agreement);
        let near = lately.iter().filter(|one| one.distance <= 1).count();
        let mut ranks: Vec<u32> = lately.iter().map(|one| sofar.counts[one.entity]).collect();
        ranks.sort_unstable_by_key(|&count| std::cmp::Reverse(count));
        let mut all: Vec<Candidate> = Vec::with_capacity(lately.len() + 1);
        for (recency, one) in lately.iter().enumerate() {
            let count = sofar.counts[one.entity];
            let rank = ranks.iter().position(|&other| other == count).unwrap_or(0);
            let clues = self.clues(sofar, number, agreement, one, (recency, rank, near));
            all.push(Candidate { entity: Some(one.entity), clues });
        }
        let pronoun = &self.reading.mentions[number];
        let mut clues = [ABSENT; CLUES.len()];
        let quoted = u8::from(self.quotation(pronoun.head) > 0);
        let [of_near, of_place] = OF_NONE;
        clues[of_near] = upto(form(agreement), 2) * 4 + upto(near, 3);
        clues[of_place] = place_number(place(self.reading, pronoun.head)) + 4 * quoted;
        all.push(Candidate { entity: None, clues });
        all
    }

    /// The entities mentioned lately that agree, and those named later in the sentence.
    fn lately(&self, sofar: &Sofar, number: usize, agreement: Agreement) -> Vec<Lately> {
        let reading = self.reading;
        let pronoun = &reading.mentions[number];
        let here = reading.sentence_of(pronoun.tokens.start);
        let in_sentence = (0..number).rev().take(MENTIONS_BACK).take_while(|&mention| {
            reading.sentence_of(reading.mentions[mention].tokens.start) == here
        });
        let asker = in_sentence
            .filter(|&mention| asked_by(reading, pronoun, &reading.mentions[mention]))
            .find_map(|mention| sofar.of[mention]);
        let mut found: Vec<Lately> = Vec::new();
        let mut add = |mention: usize, distance: usize| {
            let own = &reading.mentions[mention];
            let Some(entity) = sofar.of[mention].filter(|_| !is_apposed(reading, own)) else {
                return;
            };
            if found.iter().all(|one| one.entity != entity)
                && !own.tokens.contains(pronoun.tokens.start)
                && fits(&reading.entities[entity], self.index.is_plural(entity), agreement)
                && !binds(self.words, reading, pronoun, own)
                && asker != Some(entity)
            {
                found.push(Lately { entity, mention, distance });
            }
        };
        for mention in (0..number).rev().take(MENTIONS_BACK) {
            let distance = here - reading.sentence_of(reading.mentions[mention].tokens.start);
            if distance > SENTENCES_BACK {
                break;
            }
            add(mention, distance);
        }
        let ahead =
            (number + 1..reading.mentions.len()).take(MENTIONS_BACK).take_while(|&mention| {
                reading.sentence_of(reading.mentions[mention].tokens.start) == here
            });
        for mention in ahead.filter(|&mention| reading.mentions[mention].kind == MentionKind::Name)
        {
            add(mention, 0);
        }
        found
    }

    fn quotation(&self, token: u32) -> u32 {
        self.reading.tokens.quotation.get(token as usize).copied().unwrap_or(0)
    }

    /// The verb that a word hangs on reports somebody.
    fn is_said(&self, token: u32) -> bool {
        let verb = self.reading.lemma(head(self.reading, token));
        self.lexicon.lists(verb).any(Lists::SAYING)
    }

    fn clues(
        &self,
        sofar: &Sofar,
        number: usize,
        agreement: Agreement,
        one: &Lately,
        (recency, rank, near): (usize, usize, usize),
    ) -> Clues {
        let reading = self.reading;
        let (pronoun, mention) = (&reading.mentions[number], &reading.mentions[one.mention]);
        let entity = &reading.entities[one.entity];
        let is_ahead = one.mention > number;
        let (own, its) = (place(reading, pronoun.head), place(reading, mention.head));
        let (own_place, its_place) = (place_number(own), place_number(its));
        let far = if is_ahead { 0 } else { upto(one.distance, 3) };
        let paragraphs = self.section(pronoun.head).0.saturating_sub(self.section(mention.head).0);
        let kind = match mention.kind {
            MentionKind::Name => 0,
            MentionKind::Role => 1,
            MentionKind::Pronoun => 2,
        };
        let marked = match entity.agreement {
            Agreement::Unknown => 0,
            known if known == agreement => 1,
            _ => 2,
        };
        let count = match sofar.counts[one.entity] {
            0 | 1 => 0,
            2 => 1,
            3 | 4 => 2,
            5..=8 => 3,
            _ => 4,
        };
        let who = match (entity.kind, entity.name.is_empty(), self.index.is_plural(one.entity)) {
            (_, _, true) => 4,
            (_, true, _) => 1,
            (EntityKind::Person, ..) => 0,
            (EntityKind::Organisation, ..) => 3,
            _ => 2, // A place or a thing for *they*, unsettled for the others.
        };
        let (quoted, its_quoted) = (self.quotation(pronoun.head), self.quotation(mention.head));
        let quotations = match (quoted > 0, its_quoted > 0) {
            (false, false) => 0,
            (false, true) => 1,
            (true, false) => 2,
            (true, true) if quoted == its_quoted => 3,
            (true, true) => 4,
        };
        let speaks = sofar.speakers.at(reading, pronoun.head) == Some(one.entity);
        let starts = |token: u32| {
            let sentence = reading.sentences.get(reading.sentence_of(token));
            sentence.is_some_and(|sentence| token < sentence.tokens.start + 3)
        };
        let verb = head(reading, mention.head);
        let is_subject = its == Place::Subject && far == 0;
        let below = is_subject && is_below(reading, pronoun.head, verb);
        let clause = clause_number(relation(reading, head(reading, pronoun.head)));
        let last = sofar.last[form(agreement)].map(|(token, entity)| {
            let back = reading.sentence_of(pronoun.head) - reading.sentence_of(token);
            (upto(back, 3), entity == Some(one.entity))
        });
        let last = last.map_or(8, |(back, same)| back + 4 * u8::from(same));
        let joined = if relation(reading, mention.head).base() == Deprel::Conj {
            1
        } else {
            2 * u8::from(self.heads_conjunction(mention))
        };
        let flag = u8::from;
        let own_said = self.is_said(pronoun.head);
        let asked = if far > 1 { 0 } else { asked(reading, verb, its, own_said) };
        let spoke = sofar.spoke == Some(one.entity) && !is_ahead;
        // In the order of the clues.
        [
            // distance
            if is_ahead { 11 } else { upto(one.distance, 10) },
            // paragraphs
            upto(paragraphs as usize, 4) + 5 * flag(starts(pronoun.head)),
            // recency
            upto(recency, 9),
            // kind_place
            kind * 4 + its_place,
            // places
            own_place * 4 + its_place,
            // distance_place
            far * 4 + its_place,
            // count_distance
            count * 3 + far.min(2),
            // rank_distance
            upto(rank, 3) * 4 + far,
            // marked
            upto(form(agreement), 2) * 3 + marked,
            // votes
            ABSENT,
            // quotations
            quotations * 2 + flag(speaks),
            // starts
            (flag(starts(mention.head)) * 2 + flag(starts(pronoun.head))) * 4 + far,
            // saying
            (flag(self.is_said(mention.head)) * 2 + flag(own_said)) * 4 + far,
            // below
            if below { 1 + own_place + 4 * flag(is_ahead) } else { 0 },
            // clause
            clause * 2 + flag(below),
            // who_distance
            who * 3 + far.min(2),
            // form_who
            upto(form(agreement), 2) * 5 + who,
            // prominent
            self.prominent[one.entity] * 2 + flag(far > 1),
            // ahead
            if is_ahead { 1 + own_place * 2 + flag(starts(pronoun.head)) } else { 0 },
            // last_pronoun
            last,
            // joined
            joined * 2 + flag(agreement == Agreement::They),
            // relation
            relation_number(relation(reading, mention.head)) * 2 + flag(far == 0),
            // rivals
            upto(near, 4) * 3 + upto(recency, 2),
            // asked
            asked,
            // spoke
            if spoke { 1 + flag(own_said) * 4 + far } else { 0 },
            // none_near
            ABSENT,
            // none_place
            ABSENT,
        ]
    }

    /// Something is joined to the mention by a conjunction: "Brook and Lind".
    fn heads_conjunction(&self, mention: &Mention) -> bool {
        let after = mention.tokens.end..mention.tokens.end.saturating_add(6);
        after.into_iter().any(|token| {
            (token as usize) < self.reading.tokens.head.len()
                && head(self.reading, token) == mention.head
                && relation(self.reading, token) == Deprel::Conj
        })
    }
}

const fn place_number(place: Place) -> u8 {
    match place {
        Place::Subject => 0,
        Place::Object => 1,
        Place::Possessor => 2,
        Place::Other => 3,
    }
}

/// Kinds of clauses, by the relation of their verb.
fn clause_number(relation: Deprel) -> u8 {
    match relation.base() {
        Deprel::Ccomp => 1,
        Deprel::Advcl => 2,
        Deprel::Acl => 3,
        Deprel::Conj => 4,
        Deprel::Parataxis => 5,
        Deprel::Xcomp => 6,
        _ => 0,
    }
}

/// A verb of putting questions, by its lemma.
fn asks(lemma: &str) -> bool {
    matches!(lemma, "ask" | "press" | "question" | "quiz" | "urge")
}

/// Who asked and who was asked, who told and who was told: one of them speaks next.
fn asked(reading: &Reading, verb: u32, its: Place, own_said: bool) -> u8 {
    let told = match reading.lemma(verb) {
        lemma if asks(lemma) => 1,
        "tell" | "warn" => 5,
        _ => return 0,
    };
    told + u8::from(its != Place::Subject) * 2 + u8::from(own_said)
}

/// Classes of relations, of which eight are told apart.
fn relation_number(relation: Deprel) -> u8 {
    match relation.base() {
        Deprel::Nsubj => 0,
        Deprel::Obj | Deprel::Iobj => 1,
        Deprel::Obl => 2,
        Deprel::Nmod => 3,
        Deprel::Appos => 4,
        Deprel::Root | Deprel::Parataxis => 5,
        Deprel::Compound | Deprel::Flat => 6,
        _ => 7,
    }
}

/// "Ada Brook, a chemist, said": the name before it tells where the entity stands.
fn is_apposed(reading: &Reading, mention: &Mention) -> bool {
    mention.kind == MentionKind::Role && relation(reading, mention.head).base() == Deprel::Appos
}

/// The entity can be meant by a pronoun of this agreement at all.
fn fits(entity: &Entity, plural: bool, agreement: Agreement) -> bool {
    if agreement == Agreement::They {
        return plural || entity.kind != EntityKind::Person && !entity.name.is_empty();
    }
    let person = matches!(entity.kind, EntityKind::Person | EntityKind::Unknown);
    person && !plural
}

/// The two stand in one clause, where only a reflexive pronoun could mean the other.
fn binds(words: &Words<'_>, reading: &Reading, pronoun: &Mention, mention: &Mention) -> bool {
    let lower = words.lower(pronoun.head as usize);
    let reflexive = lower.ends_with("self") || lower.ends_with("selves");
    let possessive = place(reading, pronoun.head) == Place::Possessor;
    let shared = head(reading, pronoun.head) == head(reading, mention.head)
        && head(reading, pronoun.head) != pronoun.head;
    let nested = possessive && head(reading, pronoun.head) == mention.head;
    // The form tells a subject where the tree does not.
    let nominative = matches!(lower, "he" | "she" | "they");
    let object = !nominative && place(reading, pronoun.head) != Place::Subject;
    !reflexive && (shared && !possessive && object || nested)
}

/// *Asked by the prosecutor, X, why she left, she said*: whoever asked is not who answers.
fn asked_by(reading: &Reading, pronoun: &Mention, mention: &Mention) -> bool {
    let mut asker = mention.head;
    while relation(reading, asker) == Deprel::Appos && head(reading, asker) < asker {
        asker = head(reading, asker);
    }
    let verb = head(reading, asker);
    let beside = relation(reading, verb).base() == Deprel::Advcl;
    let answers = is_below(reading, pronoun.head, head(reading, verb));
    asks(reading.lemma(verb)) && beside && answers && relation(reading, asker) == Deprel::OblAgent
}
