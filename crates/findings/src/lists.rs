//! Word lists of the rules: data in `data/*.toml`, which a user can add to or take from. An entry is
//! a run of lemmas, each with an optional part of speech: `blame`, `cash/NOUN in`. In a list of pairs
//! an entry is two of them with `|` between.

use std::collections::BTreeMap;

use sayso_core::{Reading, TokenRange, Upos};
use serde::Deserialize;

/// One lemma of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Word {
    lemma: String,
    upos: Option<Upos>,
}

/// A run of lemmas with its number in its list; the two sides of a pair have numbers of their own.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Run {
    number: usize,
    words: Vec<Word>,
}

/// The entries of one list, by their first lemma.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct List {
    entries: BTreeMap<String, Vec<Run>>,
    printed: Vec<String>,
}

/// All lists in force.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Lists {
    lists: BTreeMap<String, List>,
}

/// What a user changes in one list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListChange {
    /// Entries to add.
    #[serde(default)]
    pub add: Vec<String>,
    /// Entries to take out.
    #[serde(default)]
    pub remove: Vec<String>,
}

/// A list file: what it is for, where its words come from, and its entries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    #[expect(dead_code, reason = "for people who read the data file")]
    about: String,
    #[expect(dead_code, reason = "for people who read the data file")]
    origin: String,
    entries: Vec<String>,
}

/// The built-in lists by name.
const FILES: &[(&str, &str)] = &[
    ("accusing", include_str!("../data/accusing.toml")),
    ("adverse", include_str!("../data/adverse.toml")),
    ("agentless", include_str!("../data/agentless.toml")),
    ("answers", include_str!("../data/answers.toml")),
    ("bodies", include_str!("../data/bodies.toml")),
    ("courts", include_str!("../data/courts.toml")),
    ("crowds", include_str!("../data/crowds.toml")),
    ("documents", include_str!("../data/documents.toml")),
    ("factive", include_str!("../data/factive.toml")),
    ("groups", include_str!("../data/groups.toml")),
    ("hedges", include_str!("../data/hedges.toml")),
    ("judgements", include_str!("../data/judgements.toml")),
    ("labelled_opinion", include_str!("../data/labelled_opinion.toml")),
    ("listicle", include_str!("../data/listicle.toml")),
    ("manner", include_str!("../data/manner.toml")),
    ("one_voice", include_str!("../data/one_voice.toml")),
    ("oppositions", include_str!("../data/oppositions.toml")),
    ("people_counted", include_str!("../data/people_counted.toml")),
    ("reply", include_str!("../data/reply.toml")),
    ("saying", include_str!("../data/saying.toml")),
    ("undatelined", include_str!("../data/undatelined.toml")),
    ("unquantified", include_str!("../data/unquantified.toml")),
    ("withheld", include_str!("../data/withheld.toml")),
];

impl List {
    fn of(entries: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut list = Self::default();
        let mut number = 0;
        for entry in entries {
            for run in entry.split('|') {
                let mut words = Vec::new();
                for word in run.split_whitespace() {
                    let (lemma, upos) = match word.split_once('/') {
                        None => (word, None),
                        Some((lemma, tag)) => match Upos::parse(tag) {
                            Some(upos) => (lemma, Some(upos)),
                            None => return Err(format!("{entry:?}: {tag:?} is no part of speech")),
                        },
                    };
                    words.push(Word { lemma: lemma.to_lowercase(), upos });
                }
                let Some(first) = words.first() else { return Err("an entry is empty".to_owned()) };
                list.entries.entry(first.lemma.clone()).or_default().push(Run { number, words });
                number += 1;
            }
            list.printed.push(entry);
        }
        Ok(list)
    }

    /// An entry begins with this lemma, or with the first word of it.
    pub(crate) fn begins_with(&self, lemma: &str) -> bool {
        lemma.split_whitespace().next().is_some_and(|first| self.entries.contains_key(first))
    }

    /// The longest entry that begins at a word and ends before `end`.
    pub(crate) fn at(&self, reading: &Reading, token: u32, end: u32) -> Option<TokenRange> {
        self.all_at(reading, token, end).map(|(tokens, _)| tokens).max()
    }

    /// Every entry that begins at a word and ends before `end`, with its number.
    pub(crate) fn all_at<'a>(
        &'a self,
        reading: &'a Reading,
        token: u32,
        end: u32,
    ) -> impl Iterator<Item = (TokenRange, usize)> + 'a {
        let entries = self.entries.get(&reading.lemma(token).to_lowercase());
        let matches = move |run: &&Run| {
            run.words.iter().zip(token..).all(|(word, t)| {
                t < end
                    && reading.lemma(t).to_lowercase() == word.lemma
                    && word.upos.is_none_or(|u| reading.tokens.upos.get(t as usize) == Some(&u))
            })
        };
        entries.into_iter().flatten().filter(matches).map(move |run| {
            let length = u32::try_from(run.words.len()).unwrap_or(u32::MAX);
            (TokenRange::new(token, token.saturating_add(length)), run.number)
        })
    }

    /// The first entry within a range of words.
    pub(crate) fn first_in(&self, reading: &Reading, tokens: TokenRange) -> Option<TokenRange> {
        tokens.range().find_map(|token| self.at(reading, token, tokens.end))
    }
}

impl Lists {
    /// The built-in lists with a user's changes.
    ///
    /// # Errors
    /// A change names a list that does not exist, removes an entry that is not there, or holds a
    /// part of speech that does not exist; the message says which.
    pub(crate) fn new(changes: &BTreeMap<String, ListChange>) -> Result<Self, String> {
        if let Some(name) = changes.keys().find(|name| FILES.iter().all(|(n, _)| n != name)) {
            let known: Vec<_> = FILES.iter().map(|(name, _)| *name).collect();
            return Err(format!("there is no list {name:?}; lists: {}", known.join(", ")));
        }
        let mut lists = BTreeMap::new();
        for (name, text) in FILES {
            let file: ListFile = toml::from_str(text).map_err(|e| format!("{name}: {e}"))?;
            let mut entries = file.entries;
            if let Some(change) = changes.get(*name) {
                for entry in &change.remove {
                    let Some(i) = entries.iter().position(|e| e == entry) else {
                        return Err(format!("list {name:?} has no entry {entry:?} to remove"));
                    };
                    entries.remove(i);
                }
                entries.extend(change.add.iter().cloned());
            }
            let list = List::of(entries).map_err(|e| format!("list {name:?}: {e}"))?;
            lists.insert((*name).to_owned(), list);
        }
        Ok(Self { lists })
    }

    /// The list of a name; an unknown name has no entries.
    pub(crate) fn get(&self, name: &str) -> Option<&List> {
        self.lists.get(name)
    }

    /// Every entry in force as `list: entry`, for the digest of the rules.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.lists
            .iter()
            .flat_map(|(name, list)| list.printed.iter().map(move |e| format!("{name}: {e}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_lists_are_sorted_and_free_of_doubles() {
        for (name, text) in FILES {
            let file: ListFile = toml::from_str(text).unwrap();
            let mut sorted = file.entries.clone();
            sorted.sort();
            sorted.dedup();
            assert_eq!(file.entries, sorted, "{name}");
        }
    }

    #[test]
    fn changes_are_checked() {
        let change = |name: &str, add: &[&str], remove: &[&str]| {
            let own = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect();
            let change = ListChange { add: own(add), remove: own(remove) };
            Lists::new(&BTreeMap::from([(name.to_owned(), change)]))
        };
        assert!(change("adverse", &["betray the town"], &[]).is_ok());
        assert!(change("adverse", &[], &["no such entry"]).is_err_and(|e| e.contains("to remove")));
        assert!(change("adverse", &["x/FOO"], &[]).is_err_and(|e| e.contains("part of speech")));
        assert!(change("nothing", &[], &[]).is_err_and(|e| e.contains("no list")));
    }
}
