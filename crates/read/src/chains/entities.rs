//! Names to entities: precise steps only. Equal names, a family name for a full name, initials for
//! an organisation, its first words for the whole.

use sayso_core::{Agreement, Entity, EntityId, EntityKind, Mention, Reading, Span};

use crate::chars::is_all_capitals;
use crate::lexicon::{Lexicon, Lists};
use crate::words::Words;

/// What the layer knows of an entity beyond its value.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Folded words of the canonical name.
    pub(crate) parts: Vec<String>,
    /// Initials of its capitalised words.
    pub(crate) initials: String,
    /// Folded acronym given in brackets behind the name.
    pub(crate) acronym: String,
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
pub(crate) fn settle(
    words: &Words<'_>,
    lexicon: &Lexicon,
    reading: &mut Reading,
    known: &mut Vec<Known>,
    number: usize,
) {
    let mention = reading.mentions[number];
    let parts = parts(words, &mention);
    let title = title_agreement(words, lexicon, &mention);
    let all_capitals =
        parts.len() == 1 && is_all_capitals(words.form(mention.tokens.start as usize));
    let mut best: Option<(Fit, u32, usize)> = None;
    let mut ties = 0_u32;
    for (i, entity) in reading.entities.iter().enumerate() {
        let fit = fit(&parts, mention.names, title, all_capitals, entity, &known[i]);
        if fit == Fit::None {
            continue;
        }
        let last = entity.mentions.last().copied().unwrap_or(0);
        if best.is_none_or(|b| (fit, last) > (b.0, b.1)) {
            ties = u32::from(best.is_some_and(|b| b.0 == fit));
            best = Some((fit, last, i));
        } else if best.is_some_and(|b| b.0 == fit) {
            ties += 1;
        }
    }
    let entity = if let Some((_, _, i)) = best {
        i
    } else {
        let initials = initials(words, &mention);
        known.push(Known { parts: parts.clone(), initials, acronym: String::new() });
        reading.entities.push(Entity {
            kind: mention.names,
            name: name_text(words, &mention),
            name_span: mention.span,
            mentions: Vec::new(),
            roles: Vec::new(),
            agreement: Agreement::Unknown,
        });
        reading.entities.len() - 1
    };
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
    if parts.len() > known[entity].parts.len() {
        value.name = name_text(words, &mention);
        value.name_span = mention.span;
        known[entity].initials = initials(words, &mention);
        known[entity].parts = parts;
    }
}

/// Puts a mention into an entity.
pub(crate) fn attach(reading: &mut Reading, mention: usize, entity: usize, margin: u8) {
    let value = &mut reading.mentions[mention];
    value.entity = Some(EntityId(Span::of(0..entity).end));
    value.margin = margin;
    reading.entities[entity].mentions.push(Span::of(0..mention).end);
}

fn fit(
    parts: &[String],
    kind: EntityKind,
    title: Agreement,
    all_capitals: bool,
    entity: &Entity,
    known: &Known,
) -> Fit {
    let compatible =
        kind == entity.kind || kind == EntityKind::Unknown || entity.kind == EntityKind::Unknown;
    if parts == known.parts {
        return if compatible || parts.len() == 1 { Fit::Same } else { Fit::None };
    }
    if all_capitals && known.parts.len() > 1 && parts[0] == known.initials {
        return Fit::Initials;
    }
    if !known.acronym.is_empty() && parts.len() == 1 && parts[0] == known.acronym {
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
        .filter(|&i| crate::chars::is_capital(words.form(i)))
        .filter_map(|i| words.lower(i).chars().next())
        .collect()
}

/// The name as written; a break of line inside becomes a space.
fn name_text(words: &Words<'_>, mention: &Mention) -> String {
    let text = words.slice(mention.span);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
