//! Word lists of the reading layers, one sorted table of words with a bit for each list. The lists
//! themselves are data: `data/words.toml`.

use serde::Deserialize;

/// Lists a word stands on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Lists(u8);

impl Lists {
    pub(crate) const TITLE: Self = Self(1);
    pub(crate) const HE: Self = Self(1 << 1);
    pub(crate) const SHE: Self = Self(1 << 2);
    pub(crate) const ROLE: Self = Self(1 << 3);
    /// Lemmas of verbs of saying.
    pub(crate) const SAYING: Self = Self(1 << 4);

    pub(crate) const TITLE_OR_ROLE: Self = Self(Self::TITLE.0 | Self::ROLE.0);

    /// At least one list of `other`.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    entries: Vec<(String, Lists)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    titles: String,
    he_titles: String,
    she_titles: String,
    roles: String,
    he_roles: String,
    she_roles: String,
    saying: String,
}

const WORDS: &str = include_str!("../data/words.toml");

impl Lexicon {
    /// The built-in lists. A test holds that they parse.
    pub(crate) fn embedded() -> Self {
        toml::from_str::<File>(WORDS).map(|file| Self::from_file(&file)).unwrap_or_default()
    }

    fn from_file(file: &File) -> Self {
        let lists = [
            (&file.titles, Lists::TITLE),
            (&file.he_titles, Lists::HE),
            (&file.she_titles, Lists::SHE),
            (&file.roles, Lists::ROLE),
            (&file.he_roles, Lists::HE),
            (&file.she_roles, Lists::SHE),
            (&file.saying, Lists::SAYING),
        ];
        let mut entries: Vec<(String, Lists)> = lists
            .into_iter()
            .flat_map(|(words, list)| {
                words.split_whitespace().map(move |word| (word.replace('_', " "), list))
            })
            .collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        entries.dedup_by(|b, a| {
            let same = a.0 == b.0;
            if same {
                a.1.0 |= b.1.0;
            }
            same
        });
        Self { entries }
    }

    /// The lists of a lower-cased word.
    pub(crate) fn lists(&self, lower: &str) -> Lists {
        let found = self.entries.binary_search_by(|(word, _)| word.as_str().cmp(lower));
        found.ok().and_then(|i| self.entries.get(i)).map_or(Lists::default(), |entry| entry.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_parse_and_hold_no_word_twice() {
        let file: File = toml::from_str(WORDS).unwrap();
        let lexicon = Lexicon::from_file(&file);
        assert!(lexicon.lists("singer").any(Lists::ROLE));
        assert_eq!(lexicon.lists("zyx"), Lists::default());
        for list in [&file.titles, &file.roles] {
            let mut words: Vec<_> = list.split_whitespace().collect();
            words.sort_unstable();
            let twice = words.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twice, None);
        }
    }
}
