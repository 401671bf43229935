//! Role phrases: bound to a name by apposition, put before it, said of it, or naming the one entity
//! of which the text states that role. World knowledge is not used.

use sayso_core::{
    Agreement, Deprel, Entity, EntityId, EntityKind, Mention, MentionKind, Reading, Span, Upos,
    Xpos,
};

use crate::lexicon::{Lexicon, Lists};
use crate::words::Words;

use super::entities::{Index, attach};
use super::tree::{head, relation};

/// Settles one role phrase, or lets it stand for somebody new.
pub(super) fn settle(
    words: &Words<'_>,
    lexicon: &Lexicon,
    reading: &mut Reading,
    index: &mut Index,
    number: usize,
) {
    let role = reading.mentions[number];
    let noun = words.lower(role.head as usize).to_owned();
    let plural = reading
        .tokens
        .xpos
        .get(role.head as usize)
        .is_some_and(|&x| matches!(x, Xpos::Nns | Xpos::Nnps));
    if !plural && let Some(entity) = stated_of(words, reading, number) {
        attach(reading, number, entity.0 as usize, 200);
        state(words, lexicon, reading, index, entity.0 as usize, &role);
        return;
    }
    let first = words.lower(role.tokens.start as usize);
    let definite = matches!(first, "the" | "this" | "that" | "his" | "her" | "their" | "its");
    let found =
        index.with_role(&noun, &qualifiers(words, reading, role.tokens.start, role.head), plural);
    if definite && let Some(entity) = found {
        attach(reading, number, entity, 150);
        return;
    }
    let entity = reading.entities.len();
    reading.entities.push(Entity {
        kind: EntityKind::Person,
        name: String::new(),
        name_span: role.span,
        mentions: Vec::new(),
        roles: Vec::new(),
        agreement: Agreement::Unknown,
    });
    index.add_unnamed(plural);
    attach(reading, number, entity, 120);
    state(words, lexicon, reading, index, entity, &role);
}

/// Keeps a role that the text states of an entity.
fn state(
    words: &Words<'_>,
    lexicon: &Lexicon,
    reading: &mut Reading,
    index: &mut Index,
    entity: usize,
    role: &Mention,
) {
    let noun = words.lower(role.head as usize);
    index.add_role(noun, qualifiers(words, reading, role.tokens.start, role.head), entity);
    let value = &mut reading.entities[entity];
    value.roles.push(role.span);
    let lists = lexicon.lists(noun);
    if value.agreement == Agreement::Unknown {
        if lists.any(Lists::HE) {
            value.agreement = Agreement::He;
        } else if lists.any(Lists::SHE) {
            value.agreement = Agreement::She;
        }
    }
}

/// Abbreviated titles and the roles that they state.
const TITLES: [(&str, &str); 8] = [
    ("dr.", "doctor"),
    ("gen.", "general"),
    ("gov.", "governor"),
    ("prof.", "professor"),
    ("rep.", "congressman"),
    ("rep.", "congresswoman"),
    ("rep.", "representative"),
    ("sen.", "senator"),
];

/// Words before a title that belong to it: "South Carolina Sen."
const TITLE_WORDS_BEFORE: u32 = 3;

/// The roles that an abbreviated title before a name states, with the words before it.
pub(super) fn of_title(
    words: &Words<'_>,
    reading: &Reading,
    name: &Mention,
) -> Vec<(&'static str, Vec<String>)> {
    let Some(title) = name.tokens.start.checked_sub(1) else { return Vec::new() };
    let written = words.lower(title as usize);
    let roles = TITLES.iter().filter(|(short, _)| *short == written);
    let start = title.saturating_sub(TITLE_WORDS_BEFORE);
    roles.map(|&(_, role)| (role, qualifiers(words, reading, start, title))).collect()
}

/// The adjectives and nouns right before a word, from a place on.
fn qualifiers(words: &Words<'_>, reading: &Reading, from: u32, head: u32) -> Vec<String> {
    let qualifies = |&at: &u32| {
        matches!(reading.tokens.upos[at as usize], Upos::Adj | Upos::Noun | Upos::Propn)
    };
    (from..head).rev().take_while(qualifies).map(|at| words.lower(at as usize).to_owned()).collect()
}

/// The entity of which the text states the role here: apposition, copula, or by standing before a
/// name.
fn stated_of(words: &Words<'_>, reading: &Reading, number: usize) -> Option<EntityId> {
    let role = reading.mentions[number];
    let above = head(reading, role.head);
    let with_head = |token: u32| {
        let near = reading.mentions[..number].iter().rev().take(12);
        near.clone()
            .find(|m| m.head == token)
            .or_else(|| near.clone().find(|m| m.tokens.contains(token)))
    };
    if above != role.head && relation(reading, role.head) == Deprel::Appos {
        return with_head(above).and_then(|m| m.entity);
    }
    // "the singer X": the name follows at once, or the role hangs on it.
    let next = reading.mentions.get(number + 1..).unwrap_or_default().iter().take(3);
    let next =
        next.clone().find(|m| m.kind == MentionKind::Name && m.tokens.start == role.tokens.end);
    if let Some(name) = next.filter(|m| m.names != EntityKind::Organisation) {
        return name.entity;
    }
    // "the singer, X": the name is in apposition.
    let own = reading.mentions.get(number + 1..).unwrap_or_default().iter().take(6);
    let apposed = own.clone().find(|m| {
        m.kind == MentionKind::Name
            && relation(reading, m.head) == Deprel::Appos
            && head(reading, m.head) == role.head
    });
    if let Some(name) = apposed.filter(|m| m.names != EntityKind::Organisation) {
        return name.entity;
    }
    // "X is a singer": the copula hangs on the role.
    let sentence = reading.sentences.get(reading.sentence_of(role.head))?;
    let from = sentence.tokens.start.max(role.tokens.start.saturating_sub(20));
    let child = |relations: &[Deprel]| {
        (from..role.tokens.start).rev().find(|&t| {
            head(reading, t) == role.head
                && t != role.head
                && relations.contains(&relation(reading, t))
        })
    };
    if child(&[Deprel::Cop]).is_some()
        && let Some(subject) = child(&[Deprel::Nsubj])
        && let Some(mention) = with_head(subject)
    {
        return mention.entity;
    }
    // Without a tree: "X, the singer,".
    let before = role.tokens.start as usize;
    let start = sentence.tokens.start as usize;
    if above == role.head && before >= start + 2 && words.lower(before - 1) == "," {
        let end = Span::of(0..before - 1).end;
        let named = reading.mentions[..number].iter().rev().take(4);
        return named.clone().find(|m| m.kind == MentionKind::Name && m.tokens.end == end)?.entity;
    }
    None
}
