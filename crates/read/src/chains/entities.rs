//! Names to entities: precise steps only. Equal names, a family name for a full name, initials for
//! an organisation, its first words for the whole.

use std::collections::BTreeMap;

use sayso_core::{Agreement, Entity, EntityId, EntityKind, Mention, Reading, Span};

use crate::chars::is_all_capitals;
use crate::lexicon::{Lexicon, Lists};
use crate::words::Words;

use super::roles;

/// Entities of one word that are looked at when a name is settled.
const CANDIDATES: usize = 32;

/// What the layer knows of an entity beyond its value.
#[derive(Clone, Debug, Default)]
struct Known {
    /// Folded words of the canonical name; none for an entity without a name.
    parts: Vec<String>,
    /// Initials of its capitalised words.
    initials: String,
    /// More than one person.
    plural: bool,
}

/// A role that the text states of an entity.
#[derive(Debug)]
struct Stated {
    entity: usize,
    /// Adjectives and nouns before the role's own noun.
    qualifiers: Vec<String>,
}

/// Entities by the words of their names and roles.
#[derive(Debug, Default)]
pub(super) struct Index {
    known: Vec<Known>,
    by_word: BTreeMap<String, Vec<usize>>,
    by_role: BTreeMap<String, Vec<Stated>>,
}

impl Index {
    /// An entity that stands for several people.
    pub(super) fn is_plural(&self, entity: usize) -> bool {
        self.known.get(entity).is_some_and(|known| known.plural)
    }

    /// Makes room for an entity without a name.
    pub(super) fn add_unnamed(&mut self, plural: bool) {
        self.known.push(Known { plural, ..Known::default() });
    }

    /// Keeps that a role is stated of an entity, with these words before it.
    pub(super) fn add_role(&mut self, noun: &str, qualifiers: Vec<String>, entity: usize) {
        self.by_role.entry(noun.to_owned()).or_default().push(Stated { entity, qualifiers });
    }

    /// The entity that a role means: of several of which it is stated the one of which it is stated in
    /// the same words, or the last one if that has no name. None if the words are others: "the Green
    /// candidate" is not the one called "the Liberal candidate".
    pub(super) fn with_role(
        &self,
        noun: &str,
        qualifiers: &[String],
        plural: bool,
    ) -> Option<usize> {
        let stated = self.by_role.get(noun)?.iter().rev().take(CANDIDATES);
        let agrees =
            |s: &&Stated| self.known.get(s.entity).is_some_and(|known| known.plural == plural);
        let agreeing: Vec<&Stated> = stated.filter(agrees).collect();
        let one = |holds: &dyn Fn(&Stated) -> bool| {
            let mut all = agreeing.iter().filter(|s| holds(s)).map(|s| s.entity);
            let latest = all.next()?;
            all.all(|other| other == latest).then_some(latest)
        };
        let shares = |s: &Stated| s.qualifiers.iter().any(|word| qualifiers.contains(word));
        let whole = |s: &Stated| qualifiers.iter().all(|word| s.qualifiers.contains(word));
        if let Some(entity) = one(&whole).filter(|_| !qualifiers.is_empty()) {
            return Some(entity);
        }
        let latest = agreeing.first()?.entity;
        let unnamed = self.known.get(latest).is_some_and(|known| known.parts.is_empty());
        let own = |s: &&&Stated| s.entity == latest;
        let mut of_latest = agreeing.iter().filter(own);
        let other_words =
            !qualifiers.is_empty() && of_latest.all(|s| !s.qualifiers.is_empty() && !shares(s));
        ((one(&|_| true).is_some() || unnamed) && !other_words).then_some(latest)
    }

    fn candidates(&self, parts: &[String], initials: &str, all_capitals: bool) -> Vec<usize> {
        let keys = [parts.first(), parts.last()];
        let mut found: Vec<usize> = keys
            .into_iter()
            .flatten()
            .filter_map(|key| self.by_word.get(key))
            .flat_map(|list| list.iter().rev().take(CANDIDATES).copied())
            .collect();
        if all_capitals
            && let Some(list) = parts.first().and_then(|p| self.by_word.get(&initials_key(p)))
        {
            found.extend(list.iter().rev().take(CANDIDATES));
        }
        if let Some(list) = self.by_word.get(initials).filter(|_| parts.len() > 1) {
            found.extend(list.iter().rev().take(CANDIDATES));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn add_name(&mut self, entity: usize) {
        let known = &self.known[entity];
        let mut keys: Vec<String> = known.parts.clone();
        if known.parts.len() > 1 {
            keys.push(initials_key(&known.initials));
        }
        for key in keys {
            let list = self.by_word.entry(key).or_default();
            if list.last() != Some(&entity) {
                list.push(entity);
            }
        }
    }
}

/// Initials stand in the same table as words, behind a mark no word has.
fn initials_key(initials: &str) -> String {
    format!("\u{1}{initials}")
}

/// How a name fits an entity; higher is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    None,
    /// Part of the name.
    Part,
    /// Initials.
    Initials,
    /// The same words.
    Same,
}

/// Finds the entity of a name, or makes one.
pub(super) fn settle(
    words: &Words<'_>,
    lexicon: &Lexicon,
    reading: &mut Reading,
    index: &mut Index,
    number: usize,
) {
    let mention = reading.mentions[number];
    let parts = parts(words, &mention);
    let title = title_agreement(words, lexicon, &mention);
    let all_capitals =
        parts.len() == 1 && is_all_capitals(words.form(mention.tokens.start as usize));
    let initials = initials(words, &mention);
    let behind = agreement_behind(words, reading, number);
    // Of several equally fit the one that a pronoun behind the name may mean ("Brook and his wife"), then
    // the one named most so far: a short name goes on with who bore it before.
    let mut best: Option<(Fit, (bool, usize, u32), usize)> = None;
    let mut ties = 0_u32;
    for i in index.candidates(&parts, &initials, all_capitals) {
        let (entity, known) = (&reading.entities[i], &index.known[i]);
        let name =
            Name { parts: &parts, initials: &initials, kind: mention.names, title, all_capitals };
        let fit = fit(&name, entity, known);
        if fit == Fit::None {
            continue;
        }
        let last = entity.mentions.last().copied().unwrap_or(0);
        let clash = behind != Agreement::Unknown
            && entity.agreement != Agreement::Unknown
            && behind != entity.agreement;
        let weight = (!clash, entity.mentions.len(), last);
        if best.is_none_or(|b| (fit, weight) > (b.0, b.1)) {
            ties = u32::from(best.is_some_and(|b| b.0 == fit));
            best = Some((fit, weight, i));
        } else if best.is_some_and(|b| b.0 == fit) {
            ties += 1;
        }
    }
    let entity = if let Some((_, _, i)) = best {
        i
    } else {
        index.known.push(Known::default());
        reading.entities.push(Entity {
            kind: mention.names,
            name: String::new(),
            name_span: mention.span,
            mentions: Vec::new(),
            roles: Vec::new(),
            agreement: Agreement::Unknown,
        });
        reading.entities.len() - 1
    };
    for (noun, qualifiers) in roles::of_title(words, reading, &mention) {
        index.add_role(noun, qualifiers, entity);
    }
    let margin = match best {
        _ if ties > 0 => 90,
        Some((Fit::Same, ..)) => 250,
        Some(_) => 200,
        None => 255,
    };
    attach(reading, number, entity, margin);
    let value = &mut reading.entities[entity];
    if value.kind == EntityKind::Unknown {
        value.kind = mention.names;
    }
    if title != Agreement::Unknown && value.agreement == Agreement::Unknown {
        value.agreement = title;
        value.kind = EntityKind::Person;
    }
    // The longest personal name is the canonical one; of equally long ones the first.
    if parts.len() > index.known[entity].parts.len() {
        value.name = name_text(words, &mention);
        value.name_span = mention.span;
        index.known[entity].initials = initials;
        index.known[entity].parts = parts;
        index.add_name(entity);
    }
}

/// Puts a mention into an entity.
pub(super) fn attach(reading: &mut Reading, mention: usize, entity: usize, margin: u8) {
    let value = &mut reading.mentions[mention];
    value.entity = Some(EntityId(Span::of(0..entity).end));
    value.margin = margin;
    reading.entities[entity].mentions.push(Span::of(0..mention).end);
}

/// What a name shows by itself.
struct Name<'a> {
    parts: &'a [String],
    initials: &'a str,
    kind: EntityKind,
    /// What the titles before it say.
    title: Agreement,
    all_capitals: bool,
}

fn fit(name: &Name<'_>, entity: &Entity, known: &Known) -> Fit {
    let &Name { parts, initials, kind, title, all_capitals } = name;
    let compatible =
        kind == entity.kind || kind == EntityKind::Unknown || entity.kind == EntityKind::Unknown;
    if parts == known.parts {
        return if compatible || parts.len() == 1 { Fit::Same } else { Fit::None };
    }
    if all_capitals && known.parts.len() > 1 && parts.first() == Some(&known.initials) {
        return Fit::Initials;
    }
    // The initials may stand before the whole name.
    if parts.len() > 1
        && kind != EntityKind::Person
        && known.parts.len() == 1
        && known.parts[0] == initials
        && is_all_capitals(&entity.name)
    {
        return Fit::Initials;
    }
    let clash = title != Agreement::Unknown
        && entity.agreement != Agreement::Unknown
        && title != entity.agreement;
    if !compatible || clash {
        return Fit::None;
    }
    let (short, long) = if parts.len() < known.parts.len() {
        (parts, &*known.parts)
    } else {
        (&*known.parts, parts)
    };
    if short.len() == long.len() || short.is_empty() {
        return Fit::None;
    }
    let person = kind == EntityKind::Person || entity.kind == EntityKind::Person;
    let part = if person {
        // Family name, forename alone, or forename and family name with others between.
        long.ends_with(short)
            || long.starts_with(short)
            || short.len() > 1 && short[0] == long[0] && short.last() == long.last()
    } else if kind == EntityKind::Place || entity.kind == EntityKind::Place {
        false
    } else {
        long.starts_with(short) && short.iter().any(|p| p.len() > 3)
    };
    if part { Fit::Part } else { Fit::None }
}

/// Folded words of a name without marks, suffixes and genitives.
fn parts(words: &Words<'_>, mention: &Mention) -> Vec<String> {
    mention
        .tokens
        .indices()
        .map(|i| words.lower(i))
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .filter(|w| !matches!(*w, "jr." | "sr." | "jr" | "sr" | "ii" | "iii" | "the" | "'s"))
        .map(str::to_owned)
        .collect()
}

fn initials(words: &Words<'_>, mention: &Mention) -> String {
    mention
        .tokens
        .indices()
        .filter(|&i| crate::chars::is_capital(words.form(i)) && words.lower(i) != "the")
        .filter_map(|i| words.lower(i).chars().next())
        .collect()
}

/// The name as written; a break of line inside becomes a space.
fn name_text(words: &Words<'_>, mention: &Mention) -> String {
    let text = words.slice(mention.span);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words behind a name in which a pronoun may tell how it agrees.
const WORDS_BEHIND: usize = 12;

/// What the first pronoun behind a name says of agreement, if no other person stands between.
fn agreement_behind(words: &Words<'_>, reading: &Reading, number: usize) -> Agreement {
    let mention = &reading.mentions[number];
    let end = reading.sentences[reading.sentence_of(mention.tokens.start)].tokens.end;
    let later = reading.mentions.get(number + 1..).unwrap_or_default().iter();
    let person = later.take(WORDS_BEHIND).find(|m| m.names == EntityKind::Person);
    let end = person.map_or(end, |person| person.tokens.start.min(end));
    let agreement =
        (mention.tokens.end..end).take(WORDS_BEHIND).find_map(|i| match words.lower(i as usize) {
            "he" | "him" | "his" | "himself" => Some(Agreement::He),
            "she" | "her" | "hers" | "herself" => Some(Agreement::She),
            _ => None,
        });
    agreement.unwrap_or(Agreement::Unknown)
}

/// What the titles before a name say of agreement.
fn title_agreement(words: &Words<'_>, lexicon: &Lexicon, mention: &Mention) -> Agreement {
    let mut i = mention.tokens.start as usize;
    while let Some(before) = i.checked_sub(1) {
        let lists = lexicon.lists(words.lower(before));
        if !lists.any(Lists::TITLE) || !crate::chars::is_capital(words.form(before)) {
            break;
        }
        if lists.any(Lists::HE) {
            return Agreement::He;
        }
        if lists.any(Lists::SHE) {
            return Agreement::She;
        }
        i = before;
    }
    Agreement::Unknown
}
