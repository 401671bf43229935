//! Names of headlines, where every word may have a capital, by those of the body.

use std::collections::{BTreeMap, BTreeSet};

use sayso_core::{EntityKind, Mention, Reading, SectionKind, Span, TokenRange, Upos};

use super::{LONGEST, key};
use crate::words::Words;

/// Cuts the people of headlines, where every word may have a capital, to the names that the body gives:
/// "Brook Signs", "Claim Brook".
pub(super) fn cut(words: &Words<'_>, reading: &mut Reading) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let person = |m: &&Mention| m.names == EntityKind::Person;
    for mention in reading.mentions.iter().filter(person) {
        if !in_headline(words, reading, mention) {
            known.insert(key(words, mention.tokens));
            let (first, last) = (mention.tokens.start, mention.tokens.end - 1);
            known.extend([first, last].map(|word| words.lower(word as usize).to_owned()));
        }
    }
    let mut mentions = std::mem::take(&mut reading.mentions);
    for mention in mentions.iter_mut().filter(|m| m.names == EntityKind::Person) {
        let TokenRange { start, end } = mention.tokens;
        let cuts = end - start > 1
            && in_headline(words, reading, mention)
            && has_capitals(words, reading, start);
        if !cuts {
            continue;
        }
        let parts = (1..=end - start).rev().flat_map(|length| {
            (start..=end - length).map(move |from| TokenRange::new(from, from + length))
        });
        if let Some(part) = parts.into_iter().find(|&part| known.contains(&key(words, part))) {
            mention.tokens = part;
            mention.span = reading.span(part);
            mention.head = part.end - 1;
        }
    }
    reading.mentions = mentions;
}

/// Lets a name of a headline grow to the longer one that the body gives in the same words: "The Paper |
/// Boats Sail".
pub(super) fn grow(words: &Words<'_>, reading: &mut Reading) {
    let (above, body): (Vec<&Mention>, Vec<&Mention>) =
        reading.mentions.iter().partition(|mention| in_headline(words, reading, mention));
    if above.is_empty() {
        return;
    }
    let known: BTreeMap<String, EntityKind> = (body.into_iter())
        .filter(|mention| (2..=LONGEST).contains(&(mention.tokens.len() as usize)))
        .map(|mention| (key(words, mention.tokens), mention.names))
        .collect();
    let mut mentions = std::mem::take(&mut reading.mentions);
    for number in 0..mentions.len() {
        let Mention { tokens, .. } = mentions[number];
        if !in_headline(words, reading, &mentions[number]) {
            continue;
        }
        let next = mentions.get(number + 1).map_or(reading.len(), |next| next.tokens.start);
        let end = reading.sentences[reading.sentence_of(tokens.start)].tokens.end.min(next);
        let longest = end.min(tokens.start + Span::of(0..LONGEST).end);
        let longer = (tokens.end + 1..=longest).rev().map(|end| TokenRange::new(tokens.start, end));
        let whole = longer
            .into_iter()
            .find_map(|whole| known.get(&key(words, whole)).map(|&kind| (whole, kind)));
        if let Some((whole, kind)) = whole {
            let mention = &mut mentions[number];
            (mention.tokens, mention.span, mention.names) = (whole, reading.span(whole), kind);
            mention.head = whole.end - 1;
        }
    }
    reading.mentions = mentions;
}

/// Every verb, noun and adjective of the sentence around a word has a capital.
fn has_capitals(words: &Words<'_>, reading: &Reading, token: u32) -> bool {
    let sentence = reading.sentences[reading.sentence_of(token)].tokens;
    sentence.indices().all(|i| {
        let open = matches!(reading.tokens.upos[i], Upos::Verb | Upos::Noun | Upos::Adj);
        !open || !words.form(i).starts_with(char::is_lowercase)
    })
}

/// The name stands in a headline or heading.
fn in_headline(words: &Words<'_>, reading: &Reading, mention: &Mention) -> bool {
    let sentence = reading.sentences.get(reading.sentence_of(mention.tokens.start));
    let kind = sentence.map(|sentence| words.section(sentence.section));
    matches!(kind, Some(SectionKind::Headline | SectionKind::Heading))
}
