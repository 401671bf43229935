//! Lists of names, a feature of the network's input.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use sayso_read::net::features::norm_key;
use sayso_read::net::tables::{KeyTable, ListedWords};

use super::treebank::open;

/// Lists of names by lower-case name: a bit for each list.
#[derive(Clone, Debug, Default)]
pub struct NameLists(BTreeMap<String, u8>);

/// The lists, in the order of their bits.
const LISTS: [&str; 6] = ["forename", "surname", "city", "country", "state", "county"];

impl NameLists {
    /// Adds a file of lines `list, tab, name`.
    ///
    /// # Errors
    /// When the file cannot be read, or a line names no known list.
    pub fn add(&mut self, path: &Path) -> Result<()> {
        use std::io::BufRead as _;
        for (number, line) in open(path)?.lines().enumerate() {
            let line = line.with_context(|| format!("cannot read {}", path.display()))?;
            let (list, name) = line.split_once('\t').unwrap_or((&line, ""));
            let bit = LISTS.iter().position(|&l| l == list).with_context(|| {
                format!(
                    "{}:{}: {list:?}, expected one of {}",
                    path.display(),
                    number + 1,
                    LISTS.join(", ")
                )
            })?;
            *self.0.entry(name.to_lowercase()).or_default() |= 1 << bit;
        }
        Ok(())
    }

    /// The names of one list that are one word of letters, with a capital.
    pub fn of(&self, list: &str) -> Vec<String> {
        let bit = LISTS.iter().position(|&l| l == list).map_or(0, |at| 1 << at);
        let is_word = |name: &&String| name.len() > 2 && name.chars().all(char::is_alphabetic);
        let listed = self.0.iter().filter(|(_, bits)| **bits & bit != 0).map(|(name, _)| name);
        listed.filter(is_word).map(|name| capital(name)).collect()
    }

    /// A name stands on a list.
    pub fn has(&self, list: &str, name: &str) -> bool {
        let bit = LISTS.iter().position(|&l| l == list).map_or(0, |at| 1 << at);
        self.0.get(&name.to_lowercase()).is_some_and(|bits| bits & bit != 0)
    }

    /// The words of all names: the bits of their lists, and one more for words of longer names.
    pub fn words(&self) -> ListedWords {
        let mut words: BTreeMap<u64, u8> = BTreeMap::new();
        for (name, &bits) in &self.0 {
            if name.contains(' ') {
                for word in name.split_whitespace() {
                    *words.entry(norm_key(word)).or_default() |= 1 << LISTS.len();
                }
            } else {
                *words.entry(norm_key(name)).or_default() |= bits;
            }
        }
        let (keys, bits) = words.into_iter().unzip();
        ListedWords::new(KeyTable::new(keys), bits).unwrap_or_default()
    }
}

/// The word with a capital.
pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect()
}
