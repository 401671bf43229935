//! The word lists of occasions, reach and statements: data of `data/*.toml`, read once. They are
//! constants of the build, so a lazily read table is no hidden state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use sayso_core::{OccasionKind, TokenIndex, TokenRange, Upos};
use serde::Deserialize;

use crate::text::Text;

/// Words that may stand between two words of a phrase.
const MAX_GAP: u32 = 3;

/// Single words in order, by form or lemma.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct WordSet(Vec<String>);

impl WordSet {
    /// The word, by form, lemma, or a base that the form's ending may stand on: a lemma of a word
    /// the reader has not met may be a guess.
    pub(crate) fn has(&self, text: &Text, token: TokenIndex) -> bool {
        let form = text.form(token);
        if self.has_word(text.reading.lemma(token)) || self.has_word(form) {
            return true;
        }
        let lower = form.to_ascii_lowercase();
        ["ed", "ing", "es", "s"].iter().filter_map(|ending| lower.strip_suffix(ending)).any(
            |base| {
                let undoubled = base.char_indices().next_back().and_then(|(at, last)| {
                    let shorter = base.get(..at)?;
                    shorter.ends_with(last).then_some(shorter)
                });
                self.has_word(base)
                    || self.has_word(&format!("{base}e"))
                    || undoubled.is_some_and(|base| self.has_word(base))
            },
        )
    }

    /// The word stands in the list, whatever its case.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.0.binary_search_by(|entry| ignoring_case(entry, word)).is_ok()
    }
}

/// Compares a word of a list, in lower case, with a word of a text.
fn ignoring_case(listed: &str, word: &str) -> std::cmp::Ordering {
    listed.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// Phrases: words in order with small gaps; `POSS` is a possessive, `*` any one to four words.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct Phrases {
    /// First words in order, each with the words of its phrases.
    by_first: Vec<(String, Vec<Vec<String>>)>,
}

impl From<Vec<String>> for Phrases {
    fn from(written: Vec<String>) -> Self {
        let mut by_first: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        // A hyphen may be a word of its own: "op-ed".
        let parted = written.iter().filter(|p| p.contains('-')).map(|p| p.replace('-', " - "));
        for phrase in written.iter().cloned().chain(parted) {
            let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
            by_first.entry(words.first().cloned().unwrap_or_default()).or_default().push(words);
        }
        Self { by_first: by_first.into_iter().collect() }
    }
}

impl Phrases {
    /// The longest phrase that starts at a word and ends before `end`, as its words.
    pub(crate) fn at(&self, text: &Text, start: TokenIndex, end: TokenIndex) -> Option<TokenRange> {
        let (form, lemma) = (text.form(start), text.reading.lemma(start));
        let negation = self.starting("not").filter(|_| text.is_negation(start));
        let keys = [self.starting(form), self.starting(lemma), negation];
        let phrases = keys.into_iter().flatten().flatten();
        let ends =
            phrases.filter_map(|words| match_words(text, words.get(1..)?, start + 1, end, 0));
        ends.max().map(|last| TokenRange::new(start, last))
    }

    /// The phrases that start with a word, whatever its case.
    fn starting(&self, word: &str) -> Option<&[Vec<String>]> {
        let at = self.by_first.binary_search_by(|(first, _)| ignoring_case(first, word)).ok()?;
        self.by_first.get(at).map(|(_, phrases)| phrases.as_slice())
    }

    /// The first phrase within some words.
    pub(crate) fn find(&self, text: &Text, tokens: TokenRange) -> Option<TokenRange> {
        tokens.range().find_map(|start| self.at(text, start, tokens.end))
    }
}

/// Where a phrase's remaining words end, if they stand here with gaps of at most [`MAX_GAP`] words.
fn match_words(
    text: &Text,
    words: &[String],
    at: TokenIndex,
    end: TokenIndex,
    gap: u32,
) -> Option<TokenIndex> {
    let Some((word, rest)) = words.split_first() else { return Some(at) };
    if at >= end {
        return None;
    }
    if word == "*" {
        return (1..=4).find_map(|skip| match_words(text, rest, at + skip, end, MAX_GAP));
    }
    let here = match word.as_str() {
        "POSS" => text.is_possessive(at),
        "not" => text.is_negation(at),
        word => text.is(at, word),
    };
    if here {
        return match_words(text, rest, at + 1, end, 0);
    }
    let skippable = matches!(text.upos(at), Upos::Det | Upos::Adj | Upos::Adv | Upos::Propn)
        || matches!(text.upos(at), Upos::Part | Upos::Aux)
        || text.is_possessive(at);
    (skippable && gap < MAX_GAP).then(|| match_words(text, words, at + 1, end, gap + 1))?
}

/// `data/occasions.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Occasions {
    nouns: BTreeMap<String, Phrases>,
    artefacts: BTreeMap<String, WordSet>,
    ties: BTreeMap<String, WordSet>,
    pub(crate) bare: Bare,
    pub(crate) parts: Parts,
    pub(crate) prepositions: OccasionPrepositions,
    pub(crate) platforms: Platforms,
    pub(crate) outlets: Outlets,
    pub(crate) audiences: Audiences,
    cues: BTreeMap<String, Vec<String>>,
    verbs: BTreeMap<String, WordSet>,
    pub(crate) acts: Acts,
}

impl Occasions {
    /// The kind of occasion that a cue is itself: *tweet*.
    pub(crate) fn of_cue(&self, lemma: &str) -> Option<OccasionKind> {
        let listed = |lemmas: &Vec<String>| lemmas.iter().any(|listed| listed == lemma);
        let (kind, _) = self.cues.iter().find(|(_, lemmas)| listed(lemmas))?;
        OccasionKind::parse(kind)
    }

    /// The kind of occasion that a verb names: *interviewed*.
    pub(crate) fn verb_at(&self, text: &Text, at: TokenIndex) -> Option<OccasionKind> {
        let (kind, _) = self.verbs.iter().find(|(_, words)| words.has(text, at))?;
        OccasionKind::parse(kind)
    }

    /// The preposition ties an occasion of that kind, or by that noun, to an act.
    pub(crate) fn ties(
        &self,
        text: &Text,
        preposition: TokenIndex,
        kind: OccasionKind,
        noun: &str,
    ) -> bool {
        let tied = |key| self.ties.get(key).is_some_and(|words| words.has(text, preposition));
        tied(kind.as_str()) || tied(noun)
    }

    /// The kind of occasion that a thing which speaks is itself: *the data show*.
    pub(crate) fn artefact_at(
        &self,
        text: &Text,
        at: TokenIndex,
        end: TokenIndex,
    ) -> Option<(OccasionKind, TokenRange)> {
        let listed = || {
            let (kind, _) = self.artefacts.iter().find(|(_, words)| words.has(text, at))?;
            Some((OccasionKind::parse(kind)?, TokenRange::new(at, at + 1)))
        };
        self.noun_at(text, at, end).or_else(listed)
    }

    /// The longest occasion noun that starts at a word.
    pub(crate) fn noun_at(
        &self,
        text: &Text,
        start: TokenIndex,
        end: TokenIndex,
    ) -> Option<(OccasionKind, TokenRange)> {
        let found = self.nouns.iter().filter_map(|(kind, phrases)| {
            Some((OccasionKind::parse(kind)?, phrases.at(text, start, end)?))
        });
        found.max_by_key(|(_, range)| range.len())
    }
}

/// Nouns of parts of an occasion.
#[derive(Debug, Deserialize)]
pub(crate) struct Parts {
    pub(crate) nouns: WordSet,
}

/// Nouns without an article.
#[derive(Debug, Deserialize)]
pub(crate) struct Bare {
    pub(crate) nouns: Phrases,
}

/// Words for those whom somebody addresses.
#[derive(Debug, Deserialize)]
pub(crate) struct Audiences {
    pub(crate) nouns: WordSet,
    pub(crate) hearers: WordSet,
    pub(crate) bodies: WordSet,
    pub(crate) roles: WordSet,
}

/// Prepositions after an occasion noun.
#[derive(Debug, Deserialize)]
pub(crate) struct OccasionPrepositions {
    pub(crate) with: WordSet,
    pub(crate) outlet: WordSet,
    pub(crate) place: WordSet,
}

/// Social platforms.
#[derive(Debug, Deserialize)]
pub(crate) struct Platforms {
    pub(crate) names: WordSet,
    pub(crate) pages: Phrases,
}

/// Words of outlets' names.
#[derive(Debug, Deserialize)]
pub(crate) struct Outlets {
    pub(crate) air: WordSet,
    pub(crate) words: Phrases,
    pub(crate) nouns: WordSet,
    pub(crate) stations: Phrases,
    pub(crate) domains: WordSet,
    pub(crate) telling: WordSet,
}

/// Verbs by which somebody gives an occasion.
#[derive(Debug, Deserialize)]
pub(crate) struct Acts {
    pub(crate) verbs: WordSet,
}

/// `data/announcing.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Announcing {
    pub(crate) account: Account,
    pub(crate) words_announced: WordsAnnounced,
}

/// Announced accounts.
#[derive(Debug, Deserialize)]
pub(crate) struct Account {
    pub(crate) by_person: Phrases,
    pub(crate) by_words: Phrases,
    pub(crate) words: WordSet,
}

/// Announced words.
#[derive(Debug, Deserialize)]
pub(crate) struct WordsAnnounced {
    pub(crate) phrases: Phrases,
    pub(crate) as_put: Phrases,
}

/// `data/inner.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Inner {
    pub(crate) verbs: WordSet,
    pub(crate) causing: WordSet,
    pub(crate) adjectives: WordSet,
    pub(crate) nouns: WordSet,
    pub(crate) seeing: WordSet,
    pub(crate) seen: WordSet,
}

/// `data/opinion.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Opinion {
    pub(crate) adjectives: WordSet,
    pub(crate) nouns: WordSet,
    pub(crate) modals: WordSet,
    pub(crate) verbs: WordSet,
    pub(crate) facts: WordSet,
}

/// `data/universals.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Universal {
    pub(crate) each: BTreeSet<String>,
    pub(crate) words: WordSet,
    pub(crate) phrases: Phrases,
}

/// `data/events.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Event {
    pub(crate) verbs: WordSet,
}

/// `data/replies.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Reply {
    pub(crate) declined: Phrases,
    pub(crate) no_answer: Phrases,
    pub(crate) sought: Phrases,
    pub(crate) of: WordSet,
    pub(crate) speakers: WordSet,
}

/// `data/reasons.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Reason {
    pub(crate) phrases: Phrases,
}

/// `data/adverse.toml`, table `adverse`.
#[derive(Debug, Deserialize)]
pub(crate) struct Adverse {
    pub(crate) subject: WordSet,
    pub(crate) object: WordSet,
    pub(crate) phrases: Phrases,
}

/// `data/adverse.toml`, table `cause`.
#[derive(Debug, Deserialize)]
pub(crate) struct Cause {
    pub(crate) after: Phrases,
    pub(crate) nouns: WordSet,
}

/// `data/common.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Common {
    /// In over 30 articles of 100.
    pub(crate) everywhere: WordSet,
    /// In 10 to 30.
    pub(crate) frequent: WordSet,
    /// In 3 to 10.
    pub(crate) occasional: WordSet,
}

/// All lists.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) occasions: Occasions,
    pub(crate) announcing: Announcing,
    pub(crate) inner: Inner,
    pub(crate) opinion: Opinion,
    pub(crate) universal: Universal,
    pub(crate) event: Event,
    pub(crate) reply: Reply,
    pub(crate) reason: Reason,
    pub(crate) adverse: Adverse,
    pub(crate) cause: Cause,
    pub(crate) common: Common,
}

/// A list file, and one of its tables.
macro_rules! list {
    ($file:literal) => {
        toml::from_str(include_str!(concat!("../data/", $file, ".toml"))).expect(concat!(
            "data/",
            $file,
            ".toml is part of the build and tested"
        ))
    };
    ($file:literal, $table:literal) => {{
        let mut tables: toml::Table = list!($file);
        let table = tables.remove($table).expect(concat!($file, ".toml has table ", $table));
        table.try_into().expect(concat!("table ", $table, " is tested"))
    }};
}

/// The lists of this build.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    occasions: list!("occasions"),
    announcing: list!("announcing"),
    inner: list!("inner", "inner"),
    opinion: list!("opinion", "opinion"),
    universal: list!("universals", "universal"),
    event: list!("events", "event"),
    reply: list!("replies", "reply"),
    reason: list!("reasons", "reason"),
    adverse: list!("adverse", "adverse"),
    cause: list!("adverse", "cause"),
    common: list!("common", "common"),
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Every list of this room's data, with its file.
    const FILES: &[(&str, &str)] = &[
        ("adverse", include_str!("../data/adverse.toml")),
        ("announcing", include_str!("../data/announcing.toml")),
        ("common", include_str!("../data/common.toml")),
        ("events", include_str!("../data/events.toml")),
        ("inner", include_str!("../data/inner.toml")),
        ("occasions", include_str!("../data/occasions.toml")),
        ("opinion", include_str!("../data/opinion.toml")),
        ("reasons", include_str!("../data/reasons.toml")),
        ("replies", include_str!("../data/replies.toml")),
        ("universals", include_str!("../data/universals.toml")),
    ];

    fn lists<'a>(value: &'a toml::Value, path: &str, found: &mut Vec<(String, Vec<&'a str>)>) {
        match value {
            toml::Value::Table(table) => {
                for (key, value) in table {
                    lists(value, &format!("{path}.{key}"), found);
                }
            }
            toml::Value::Array(array) => {
                found.push((path.to_owned(), array.iter().filter_map(|v| v.as_str()).collect()));
            }
            _ => {}
        }
    }

    #[test]
    fn lists_are_in_order_and_hold_nothing_twice() {
        for (file, text) in FILES {
            assert!(text.starts_with('#') && text.contains("Origin:"), "{file} states its origin");
            let value: toml::Value = toml::from_str(text).unwrap();
            let mut found = Vec::new();
            lists(&value, file, &mut found);
            for (path, words) in &found {
                for pair in words.windows(2) {
                    assert!(pair[0] < pair[1], "{path}: {:?} before {:?}", pair[0], pair[1]);
                }
                assert!(words.iter().all(|w| w.trim() == *w && !w.is_empty()), "{path}");
            }
            // Nouns may look like verbs, and the words around a phrase serve in several places.
            let mut seen = BTreeSet::new();
            let shared = [
                "artefacts",
                "audiences",
                "prepositions",
                "announcing",
                "inner.nouns",
                "acts",
                "cues",
                "ties",
                "occasions.verbs",
                "bare",
                "outlets",
                "each",
                "common",
            ];
            for (path, words) in found {
                if shared.iter().any(|part| path.contains(part)) {
                    continue;
                }
                for word in words {
                    assert!(seen.insert(word), "{path}: {word:?} stands in another list too");
                }
            }
        }
    }

    #[test]
    fn the_lists_of_the_build_load() {
        assert!(WORDS.inner.verbs.has_word("Regret"));
        assert!(!WORDS.inner.verbs.has_word("walk"));
    }
}
