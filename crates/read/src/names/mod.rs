//! Names take their whole words from the tree and agree within a document: what the network calls a
//! person in three sentences is one in the fourth, and a name known from one sentence is found in
//! others where the network missed it.

mod headlines;

use std::collections::{BTreeMap, BTreeSet};

use sayso_core::{Deprel, EntityKind, Mention, MentionKind, Reading, TokenRange, Upos, Xpos};

use crate::chars::is_capital;
use crate::lexicon::{Lexicon, Lists};
use crate::words::Words;

/// Kinds in the order of votes.
const KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Other];

/// A name whose votes are weaker than this is looked for nowhere else; margins x255 are the votes.
const LEAST_VOTES: u32 = 64;

type Votes = [u32; KINDS.len()];

/// Brings the names of a document into agreement and adds those that were missed.
pub(crate) fn agree(words: &Words<'_>, lexicon: &Lexicon, reading: &mut Reading) {
    trim(words, reading);
    behind_titles(words, lexicon, reading);
    join(reading);
    widen(words, lexicon, reading);
    bare(words, lexicon, reading);
    headlines::cut(words, reading);
    headlines::grow(words, reading);
    let person = |m: &&Mention| m.names == EntityKind::Person && m.tokens.len() > 1;
    let borne: BTreeSet<&str> = (reading.mentions.iter().filter(person))
        .map(|mention| words.lower(mention.tokens.end as usize - 1))
        .collect();
    let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
    for mention in &reading.mentions {
        let name = key(words, mention.tokens);
        let of_person = borne.contains(name.as_str());
        let kind = if !of_person && is_where(words, reading, mention) {
            EntityKind::Place
        } else {
            mention.names
        };
        let kind = KINDS.iter().position(|&k| k == kind).unwrap_or(0);
        let votes = votes.entry(name).or_default();
        let acts = acts(reading, mention, of_person);
        if !(acts && of_person) {
            votes[kind] += u32::from(mention.margin) + 1;
        }
        if acts {
            votes[0] += if of_person { OWN_ACT } else { u32::from(u8::MAX) };
        }
    }
    // A family name votes with the names that end in it.
    let mut families: BTreeMap<String, u32> = BTreeMap::new();
    for (name, votes) in &votes {
        if let Some((_, last)) = name.rsplit_once(' ')
            && votes[0] > 0
        {
            *families.entry(last.to_owned()).or_default() += votes[0];
        }
    }
    for (last, person) in &families {
        votes.entry(last.clone()).or_default()[0] += person;
    }
    let kinds: BTreeMap<&str, (EntityKind, u32)> =
        votes.iter().map(|(name, votes)| (name.as_str(), best(*votes))).collect();
    for mention in &mut reading.mentions {
        if let Some((kind, _)) = kinds.get(key(words, mention.tokens).as_str()) {
            mention.names = *kind;
        }
    }
    let missed = missed(words, reading, &kinds, &families);
    reading.mentions.extend(missed);
    reading.mentions.sort_by_key(|m| m.tokens.start);
}

/// Leaves marks and genitives at the ends of a name outside it, and words without a capital in a sentence
/// that begins with one: "a terminal" is no name there, "google" in careless writing may be.
fn trim(words: &Words<'_>, reading: &mut Reading) {
    let inner = |i: u32| {
        let lower = words.lower(i as usize);
        lower.contains(char::is_alphanumeric) && lower != "'s"
    };
    let has_capital = |i: u32| {
        !matches!(words.lower(i as usize), "a" | "an" | "the")
            && words.form(i as usize).contains(|c: char| c.is_uppercase() || c.is_numeric())
    };
    let mut mentions = std::mem::take(&mut reading.mentions);
    mentions.retain_mut(|mention| {
        let Some(first) = mention.tokens.range().find(|&i| inner(i)) else { return false };
        let sentence = reading.sentences[reading.sentence_of(first)].tokens;
        let opens = sentence
            .range()
            .find(|&i| inner(i))
            .is_some_and(|i| is_capital(words.form(i as usize)));
        if opens && !mention.tokens.range().any(has_capital) {
            return false;
        }
        let last = mention.tokens.range().rfind(|&i| inner(i)).unwrap_or(first);
        mention.tokens = TokenRange::new(first, last + 1);
        mention.span = reading.span(mention.tokens);
        mention.head = last;
        // "Bank of Velm" is no person's name, nor are 97 in 100 with such a link.
        let linked = mention.tokens.range().any(|i| words.form(i as usize) == "of");
        if linked && mention.names == EntityKind::Person {
            mention.names = EntityKind::Organisation;
        }
        true
    });
    reading.mentions = mentions;
}

/// A name with an abbreviated title inside is the person behind it: "Air Force Gen. Ada Brook".
fn behind_titles(words: &Words<'_>, lexicon: &Lexicon, reading: &mut Reading) {
    let is_title = |i: &u32| {
        let lower = words.lower(*i as usize);
        lower.ends_with('.') && lower != "st." && lexicon.lists(lower).any(Lists::TITLE)
    };
    for number in 0..reading.mentions.len() {
        let TokenRange { start, end } = reading.mentions[number].tokens;
        if let Some(title) = (start..end.saturating_sub(1)).rfind(is_title) {
            let tokens = TokenRange::new(title + 1, end);
            let span = reading.span(tokens);
            let mention = &mut reading.mentions[number];
            (mention.tokens, mention.span, mention.names) = (tokens, span, EntityKind::Person);
        }
    }
}

/// Makes one name of two that touch where both are a person's of one word or the tree makes the second a flat
/// part of the first; of a person if either is.
fn join(reading: &mut Reading) {
    let mut mentions: Vec<Mention> = Vec::with_capacity(reading.mentions.len());
    for mention in std::mem::take(&mut reading.mentions) {
        let tokens = &reading.tokens;
        let flat = |name: TokenRange| {
            mention
                .tokens
                .indices()
                .any(|i| tokens.deprel[i].base() == Deprel::Flat && name.contains(tokens.head[i]))
        };
        // A forename and a family name.
        let both = |first: &Mention| {
            let person = |one: &Mention| one.names == EntityKind::Person && one.tokens.len() == 1;
            let sentence = |one: &Mention| reading.sentence_of(one.head);
            person(first) && person(&mention) && sentence(first) == sentence(&mention)
        };
        match mentions.last_mut() {
            Some(first)
                if first.tokens.end == mention.tokens.start
                    && (flat(first.tokens) || both(first)) =>
            {
                first.tokens.end = mention.tokens.end;
                first.span = reading.span(first.tokens);
                first.head = mention.head;
                first.margin = first.margin.max(mention.margin);
                if mention.names == EntityKind::Person {
                    first.names = EntityKind::Person;
                }
            }
            _ => mentions.push(mention),
        }
    }
    reading.mentions = mentions;
}

/// Takes in the proper nouns beside a name that the tree makes a part of it: a forename that the
/// network left out. Titles and roles stay outside.
fn widen(words: &Words<'_>, lexicon: &Lexicon, reading: &mut Reading) {
    let mut taken = vec![false; reading.tokens.span.len()];
    for mention in &reading.mentions {
        mention.tokens.indices().for_each(|i| taken[i] = true);
    }
    for number in 0..reading.mentions.len() {
        let mention = &reading.mentions[number];
        let sentence = reading.sentences[reading.sentence_of(mention.tokens.start)].tokens;
        let (mut start, mut end) = (mention.tokens.start, mention.tokens.end);
        let joins = |at: u32, name: TokenRange| {
            let tokens = &reading.tokens;
            let part = |token: u32, above: TokenRange| {
                let deprel = tokens.deprel[token as usize];
                above.contains(tokens.head[token as usize])
                    && (deprel == Deprel::NmodDesc
                        || matches!(deprel.base(), Deprel::Flat | Deprel::Compound))
            };
            let at_index = at as usize;
            // Two words side by side in one place of the tree are one name that was read as two.
            let beside = |i: u32| {
                let i = i as usize;
                tokens.head[i] == tokens.head[at_index]
                    && tokens.deprel[i] == tokens.deprel[at_index]
            };
            // "International Monetary" hangs on the "Fund" behind it.
            let qualifies = |i: u32| {
                tokens.head[i as usize] == at
                    && tokens.deprel[i as usize] == Deprel::Amod
                    && is_capital(words.form(at_index))
            };
            let joined = |i: u32| beside(i) || qualifies(i) || part(i, TokenRange::new(at, at + 1));
            // The rest of a word with a hyphen is no proper noun by itself.
            let flat = tokens.deprel[at_index].base() == Deprel::Flat
                && (is_capital(words.form(at_index))
                    || at_index > 0 && !words.space_after(at_index - 1));
            let proper = tokens.upos[at_index] == Upos::Propn || tokens.xpos[at_index] == Xpos::Nnp;
            !taken[at_index]
                && sentence.contains(at)
                && (proper || at >= name.end && flat)
                && !lexicon.lists(words.lower(at_index)).any(Lists::TITLE_OR_ROLE)
                && (part(at, name) || name.range().any(joined))
        };
        while start > 0 && joins(start - 1, TokenRange::new(start, end)) {
            start -= 1;
        }
        while end < reading.len() && joins(end, TokenRange::new(start, end)) {
            end += 1;
        }
        let tokens = TokenRange::new(start, end);
        tokens.indices().for_each(|i| taken[i] = true);
        let span = reading.span(tokens);
        let mention = &mut reading.mentions[number];
        (mention.tokens, mention.span, mention.head) = (tokens, span, end - 1);
    }
}

/// Titles that are forenames too: "Dean Brook" may be no dean.
const FORENAMES: [&str; 6] = ["dean", "duke", "earl", "judge", "major", "marshal"];

/// Leaves titles and roles before a person's name outside it: "Mr Brook", "Billionaire Ada Brook", and the
/// office in "Secretary of State Ada Brook".
fn bare(words: &Words<'_>, lexicon: &Lexicon, reading: &mut Reading) {
    let mut mentions = std::mem::take(&mut reading.mentions);
    for mention in mentions.iter_mut().filter(|m| m.names == EntityKind::Person) {
        let TokenRange { mut start, end } = mention.tokens;
        while end - start > 1 {
            let lower = words.lower(start as usize);
            let lists = lexicon.lists(lower);
            let title = lists.any(Lists::TITLE) && !FORENAMES.contains(&lower);
            let role = lists.any(Lists::ROLE) && end - start > 2;
            let office = start.checked_sub(2).is_some_and(|before| {
                words.lower(before as usize + 1) == "of"
                    && matches!(
                        words.lower(before as usize),
                        "secretary" | "secretaries" | "minister"
                    )
            });
            if !(title || role || office && start == mention.tokens.start) {
                break;
            }
            start += 1;
        }
        mention.tokens.start = start;
        mention.span = reading.span(mention.tokens);
    }
    reading.mentions = mentions;
}

/// Votes of a place that has a person's family name and does something: as many as three sure places.
const OWN_ACT: u32 = 765;

/// A margin from which a place is taken for one whatever it does.
const SURE_PLACE: u8 = 210;

/// A place that does something is a person, if it has a person's family name, or two words of which the
/// network is unsure.
fn acts(reading: &Reading, mention: &Mention, of_person: bool) -> bool {
    let subject = |i: u32| {
        let head = reading.tokens.head[i as usize];
        reading.tokens.deprel[i as usize] == Deprel::Nsubj && !mention.tokens.contains(head)
    };
    mention.names == EntityKind::Place
        && (of_person || mention.tokens.len() > 1 && mention.margin < SURE_PLACE)
        && mention.tokens.range().any(subject)
}

/// "In Velm, Ada Brook said": a sentence that opens in a person of one word is about a place.
fn is_where(words: &Words<'_>, reading: &Reading, mention: &Mention) -> bool {
    let start = mention.tokens.start as usize;
    let sentence = &reading.sentences[reading.sentence_of(mention.tokens.start)];
    mention.names == EntityKind::Person
        && mention.tokens.len() == 1
        && sentence.tokens.start as usize + 1 == start
        && matches!(words.lower(start - 1), "in" | "near" | "outside" | "across")
}

/// The kind with most votes, and how many.
fn best(votes: Votes) -> (EntityKind, u32) {
    let top = (0..KINDS.len()).fold(0, |top, k| if votes[k] > votes[top] { k } else { top });
    (KINDS[top], votes[top])
}

fn key(words: &Words<'_>, tokens: TokenRange) -> String {
    tokens.indices().map(|i| words.lower(i)).collect::<Vec<_>>().join(" ")
}

/// Words of the longest name that is looked for.
const LONGEST: usize = 4;

/// Proper nouns outside any name that are a known name, and capitalised words that are the family
/// name of a person, for many family names are common nouns too.
fn missed(
    words: &Words<'_>,
    reading: &Reading,
    kinds: &BTreeMap<&str, (EntityKind, u32)>,
    families: &BTreeMap<String, u32>,
) -> Vec<Mention> {
    let mut taken = vec![false; reading.tokens.span.len()];
    for mention in &reading.mentions {
        mention.tokens.indices().for_each(|i| taken[i] = true);
    }
    let family = |i: usize| is_capital(words.form(i)) && families.contains_key(words.lower(i));
    // "Rice Ho-lin": the tree joins more words to it, though the first passes for a common noun.
    let flat = |i: usize| {
        let behind = i + 1..taken.len().min(i + LONGEST);
        behind.into_iter().rfind(|&j| {
            reading.tokens.head[j] as usize == i
                && reading.tokens.deprel[j].base() == Deprel::Flat
                && !taken[j]
        })
    };
    let begins = |i: usize| is_capital(words.form(i)) && flat(i).is_some();
    let free =
        |i: usize| !taken[i] && (reading.tokens.upos[i] == Upos::Propn || family(i) || begins(i));
    let mut missed = Vec::new();
    for sentence in &reading.sentences {
        let end = sentence.tokens.end as usize;
        let mut i = sentence.tokens.start as usize;
        while i < end {
            let run = (i..end.min(i + LONGEST)).take_while(|&j| free(j)).count();
            let found = (1..=run).rev().find_map(|length| {
                let tokens = TokenRange::of(i..i + length);
                let (kind, votes) = kinds.get(key(words, tokens).as_str())?;
                (*votes >= LEAST_VOTES).then_some((tokens, *kind))
            });
            let Some((mut tokens, kind)) = found else {
                i += 1;
                continue;
            };
            if let Some(last) = flat(i).filter(|_| tokens.len() == 1 && begins(i)) {
                tokens = TokenRange::of(i..last + 1);
            }
            missed.push(Mention {
                tokens,
                span: reading.span(tokens),
                head: tokens.end - 1,
                kind: MentionKind::Name,
                names: kind,
                entity: None,
                margin: 0,
            });
            i = tokens.end as usize;
        }
    }
    missed
}
