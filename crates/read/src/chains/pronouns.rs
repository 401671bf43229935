//! Pronouns of the third person: who is meant is chosen among all entities mentioned lately and none, in
//! two looks. The second knows what the first made of the whole document: who is *he* elsewhere.

use std::collections::BTreeMap;

use sayso_core::{Agreement, Deprel, EntityKind, Mention, MentionKind, Reading};

use crate::lexicon::Lexicon;
use crate::net::math::sigmoid;
use crate::words::Words;

use super::candidates::{Candidate, Scene, Sofar, agreement, form};
use super::entities::{Index, attach};
use super::ranker::{LIKELY, Ranker, Table, VOTES, choose, shares};
use super::tree::{self, head};

/// A pronoun with its answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Choice {
    pub(super) mention: usize,
    agreement: Agreement,
    /// Those mentioned last first; the last is none.
    pub(super) options: Vec<Candidate>,
}

/// Links the pronouns of a document.
pub(super) fn settle(
    words: &Words<'_>,
    lexicon: &Lexicon,
    ranker: &Ranker,
    index: &Index,
    reading: &mut Reading,
) {
    for number in 0..reading.mentions.len() {
        let mention = &reading.mentions[number];
        let lower = words.lower(mention.tokens.start as usize);
        if mention.kind == MentionKind::Pronoun && matches!(lower, "who" | "whom" | "whose") {
            relative(words, reading, number);
        }
    }
    let [_, second] = choices(words, lexicon, ranker, index, reading);
    for choice in second {
        let (Some(entity), share) = choice.best(&ranker.second) else { continue };
        if share < LIKELY {
            continue;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share is within 0 and 1"
        )]
        attach(reading, choice.mention, entity, (share * 255.0) as u8);
        let value = &mut reading.entities[entity];
        if value.kind == EntityKind::Unknown && choice.agreement != Agreement::They {
            value.kind = EntityKind::Person;
        }
    }
}

/// The pronouns with their answers, as each look sees them.
pub(super) fn choices(
    words: &Words<'_>,
    lexicon: &Lexicon,
    ranker: &Ranker,
    index: &Index,
    reading: &Reading,
) -> [Vec<Choice>; 2] {
    let scene = Scene::new(words, lexicon, index, reading);
    let first = look(&scene, &ranker.first, |_| {});
    let votes = Votes::new(&first, &ranker.first, reading.entities.len());
    let second = look(&scene, &ranker.second, |choice| votes.tell(choice));
    [first, second]
}

/// Goes over the pronouns from left to right; each answer stands for those that follow.
fn look(scene: &Scene<'_>, table: &Table, tell: impl Fn(&mut Choice)) -> Vec<Choice> {
    let reading = scene.reading;
    let mut sofar = Sofar::new(reading);
    let mut choices = Vec::new();
    for (mention, value) in reading.mentions.iter().enumerate() {
        let pronoun = value.kind == MentionKind::Pronoun;
        let lower = scene.words.lower(value.tokens.start as usize);
        let Some(agreement) = agreement(lower).filter(|_| pronoun) else {
            sofar.pass(scene, mention);
            continue;
        };
        let options = scene.candidates(&sofar, mention, agreement);
        let mut choice = Choice { mention, agreement, options };
        tell(&mut choice);
        sofar.settle(scene, mention, agreement, choice.best(table).0);
        choices.push(choice);
    }
    choices
}

impl Choice {
    /// The best answer and its share.
    fn best(&self, table: &Table) -> (Option<usize>, f32) {
        let (best, share) = choose(table, self.options.iter().map(|option| &option.clues));
        (self.options.get(best).and_then(|option| option.entity), share)
    }

    /// The share of each answer.
    fn shares(&self, table: &Table) -> Vec<f32> {
        shares(table, self.options.iter().map(|option| &option.clues))
    }
}

/// Rounds in which the shares and what each entity is called settle.
const ROUNDS: usize = 4;

/// How often each entity is *he*, *she* and *they*, by the shares of the first look. An entity is but one of
/// *he* and *she*, so shares and votes are brought into agreement (expectation maximisation).
struct Votes {
    /// By entity.
    all: Vec<[f32; 3]>,
    /// By mention of a pronoun: its own.
    own: BTreeMap<usize, Vec<(usize, f32)>>,
}

impl Votes {
    fn new(choices: &[Choice], table: &Table, entities: usize) -> Self {
        let first: Vec<Vec<f32>> = choices.iter().map(|choice| choice.shares(table)).collect();
        let mut votes = Self { all: vec![[0.0; 3]; entities], own: BTreeMap::new() };
        for _ in 0..=ROUNDS {
            let mut all = vec![[0.0_f32; 3]; entities];
            for (choice, first) in choices.iter().zip(&first) {
                let options = choice.options.iter().zip(first);
                let raised = options.map(|(option, share)| {
                    (option.entity, share * votes.agrees(option.entity, choice.agreement))
                });
                let raised: Vec<(Option<usize>, f32)> = raised.collect();
                let sum: f32 = raised.iter().map(|(_, share)| share).sum();
                let own =
                    raised.into_iter().filter_map(|(entity, share)| Some((entity?, share / sum)));
                let own: Vec<(usize, f32)> = own.collect();
                for &(entity, share) in &own {
                    all[entity][form(choice.agreement)] += share;
                }
                votes.own.insert(choice.mention, own);
            }
            votes.all = all;
        }
        votes
    }

    /// How well the votes so far suit an agreement.
    fn agrees(&self, entity: Option<usize>, agreement: Agreement) -> f32 {
        let [he, she, _] = entity.map_or([0.0; 3], |entity| self.all[entity]);
        match agreement {
            Agreement::He => sigmoid(0.5 * (he - she)),
            Agreement::She => sigmoid(0.5 * (she - he)),
            _ => 0.5,
        }
    }

    /// Tells each answer how the other pronouns agree with it.
    fn tell(&self, choice: &mut Choice) {
        let own = self.own.get(&choice.mention).map_or(&[][..], Vec::as_slice);
        for option in &mut choice.options {
            let Some(entity) = option.entity else { continue };
            let mine = own.iter().find(|(other, _)| *other == entity).map_or(0.0, |own| own.1);
            let [he, she, they] = self.all[entity];
            let (with, against) = match choice.agreement {
                Agreement::He => (he, she),
                Agreement::She => (she, he),
                _ => (they, he + she),
            };
            option.clues[VOTES] = 4 * often(with - mine) + often(against);
        }
    }
}

/// A sum of shares as one of four.
fn often(sum: f32) -> u8 {
    match sum {
        sum if sum < 0.3 => 0,
        sum if sum < 1.0 => 1,
        sum if sum < 3.0 => 2,
        _ => 3,
    }
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
