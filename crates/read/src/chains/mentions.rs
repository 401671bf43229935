//! Pronouns and role phrases: the mentions that are not names.

use sayso_core::{EntityKind, Layers, Mention, MentionKind, Reading, TokenRange, Upos, Xpos};

use crate::lexicon::{Lexicon, Lists};
use crate::words::Words;

use super::tree::top;

/// Words of a role phrase before its head.
const ROLE_WORDS_BEFORE: usize = 8;

/// Personal and relative pronouns that mention people or bodies.
const PRONOUNS: [&str; 34] = [
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "it",
    "its",
    "itself",
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
    "who",
    "whom",
    "whose",
];

/// Adds pronouns and role phrases to the names and sorts all by place.
pub(crate) fn add(
    words: &Words<'_>,
    lexicon: &Lexicon,
    reading: &Reading,
    mentions: &mut Vec<Mention>,
) {
    let names: Vec<TokenRange> = mentions.iter().map(|m| m.tokens).collect();
    let mut name = 0;
    for sentence in &reading.sentences {
        for i in sentence.tokens.indices() {
            let token = TokenRange::of(i..i).start;
            while names.get(name).is_some_and(|n| n.end <= token) {
                name += 1;
            }
            let inside = names.get(name).is_some_and(|n| n.contains(token));
            if !inside && is_pronoun(words, reading, i) {
                let tokens = TokenRange::new(token, token + 1);
                mentions.push(mention(reading, tokens, token, MentionKind::Pronoun));
            } else if !inside && is_role(words, lexicon, reading, i, sentence.tokens) {
                let start = phrase_start(words, reading, i, sentence.tokens);
                let tokens = TokenRange::of(start..i + 1);
                let mut role = mention(reading, tokens, token, MentionKind::Role);
                role.names = EntityKind::Person;
                mentions.push(role);
            }
        }
    }
    mentions.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end)));
    if reading.layers.has(Layers::PARSE) {
        for mention in mentions {
            mention.head = top(reading, mention.tokens);
        }
    }
}

fn mention(reading: &Reading, tokens: TokenRange, head: u32, kind: MentionKind) -> Mention {
    Mention {
        tokens,
        span: reading.span(tokens),
        head,
        kind,
        names: EntityKind::Unknown,
        entity: None,
        margin: 0,
    }
}

fn is_pronoun(words: &Words<'_>, reading: &Reading, i: usize) -> bool {
    let lower = words.lower(i);
    // "US" is a place, "IT" a trade.
    let shouted = words.form(i).len() > 1 && crate::chars::is_all_capitals(words.form(i));
    reading.tokens.upos[i] == Upos::Pron && !shouted && PRONOUNS.contains(&lower)
}

fn is_role(
    words: &Words<'_>,
    lexicon: &Lexicon,
    reading: &Reading,
    i: usize,
    sentence: TokenRange,
) -> bool {
    if !matches!(reading.tokens.upos[i], Upos::Noun | Upos::Propn) {
        return false;
    }
    let lower = words.lower(i);
    let listed = |word: &str| lexicon.lists(word).any(Lists::ROLE);
    let role = listed(lower) || lower.strip_suffix('s').is_some_and(listed);
    // The head is the last noun of its phrase: "the singer's wife", "player ratings".
    let next = i + 1;
    let more = next < sentence.end as usize
        && words.space_after(i)
        && matches!(reading.tokens.upos[next], Upos::Noun)
        && reading.tokens.xpos[next] != Xpos::Pos;
    role && !more
}

/// First word of the noun phrase whose head is `head`.
fn phrase_start(words: &Words<'_>, reading: &Reading, head: usize, sentence: TokenRange) -> usize {
    let mut start = head;
    while start > sentence.start as usize && head - start < ROLE_WORDS_BEFORE {
        let before = start - 1;
        match reading.tokens.upos[before] {
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num => start = before,
            Upos::Part if reading.tokens.xpos[before] == Xpos::Pos => start = before,
            Upos::Punct if words.form(before) == "-" && start < head => start = before,
            Upos::Det => return before,
            Upos::Pron if reading.tokens.xpos[before] == Xpos::PrpPoss => return before,
            _ => break,
        }
    }
    start
}
