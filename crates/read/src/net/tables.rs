//! Vocabularies and label tables of a model: which row a key has, which tags, feature bundles and
//! edit scripts exist and go together.

use sayso_core::{Upos, Xpos};

use super::features::Fnv;
use super::lemma::Script;

/// Sorted keys; the row of a key is its place plus one, row 0 is for the unknown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyTable {
    keys: Vec<u64>,
    /// Open addressing into `keys`, a power of two long; 0 is free, else the row.
    index: Vec<u32>,
}

impl Default for KeyTable {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl KeyTable {
    /// The table of some keys; sorts them and drops repeats.
    pub fn new(mut keys: Vec<u64>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        let size = (keys.len() * 2).next_power_of_two().max(2);
        let mut index = vec![0; size];
        for (place, &key) in keys.iter().enumerate() {
            let mut slot = Self::slot(key, size);
            while index[slot] != 0 {
                slot = (slot + 1) % size;
            }
            index[slot] = u32::try_from(place + 1).unwrap_or(0);
        }
        Self { keys, index }
    }

    #[expect(clippy::cast_possible_truncation, reason = "only the low bits matter")]
    fn slot(key: u64, size: usize) -> usize {
        key as usize & (size - 1)
    }

    /// Number of rows, that of the unknown included.
    pub fn rows(&self) -> usize {
        self.keys.len() + 1
    }

    /// The keys in order of their rows.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// The row of a key, 0 for an unknown one.
    #[inline]
    pub fn row(&self, key: u64) -> u32 {
        let mut slot = Self::slot(key, self.index.len());
        loop {
            match self.index[slot] {
                0 => return 0,
                row if self.keys[row as usize - 1] == key => return row,
                _ => slot = (slot + 1) % self.index.len(),
            }
        }
    }
}

/// Words that stand on lists of names, with a bit for each list; the bits are the row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListedWords {
    keys: KeyTable,
    bits: Vec<u8>,
}

impl ListedWords {
    /// Rows of a table of lists.
    pub const ROWS: usize = 128;

    /// Of ascending keys with their bits; `None` where they do not fit together.
    pub fn new(keys: KeyTable, bits: Vec<u8>) -> Option<Self> {
        let fits = keys.keys().len() == bits.len() && bits.iter().all(|&b| b < 128);
        fits.then_some(Self { keys, bits })
    }

    /// The keys in order.
    pub fn keys(&self) -> &[u64] {
        self.keys.keys()
    }

    /// The bits of each key.
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// The row of a key, 0 for one on no list.
    #[inline]
    pub fn row(&self, key: u64) -> u32 {
        let place = (self.keys.row(key) as usize).checked_sub(1);
        place.and_then(|at| self.bits.get(at)).map_or(0, |&bits| u32::from(bits))
    }
}

/// All tables of a model.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tables {
    /// Keys of the four word features, in the order of [`super::features::Feature`].
    pub features: [KeyTable; 4],
    /// Words on lists of names.
    pub lists: ListedWords,
    /// Keys of the words that have a vector.
    pub vectors: KeyTable,
    /// Feature bundles as printed; the first is empty.
    pub feats: Vec<String>,
    /// Pairs of tags seen together, ascending, each with its bundles of `feats`, ascending.
    pub pairs: Vec<TagPair>,
    /// Edit scripts; the network knows the first `scored_scripts`, the rest serve the lexicon.
    pub scripts: Vec<Script>,
    /// How many scripts the network scores.
    pub scored_scripts: usize,
    /// Keys of [`lexicon_key`].
    pub lexicon: KeyTable,
    /// The script of each key, in their order.
    pub lexicon_scripts: Vec<u16>,
}

/// Two tags seen together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TagPair {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Bundles seen with the pair.
    pub feats: Vec<u16>,
}

impl Tables {
    /// The script of a form under a tag, as seen in training: the form as written, else in lower case.
    pub fn known_lemma(&self, form: &str, xpos: Xpos) -> Option<&Script> {
        let look = |form: &str| {
            let place = (self.lexicon.row(lexicon_key(form, xpos)) as usize).checked_sub(1)?;
            self.scripts.get(usize::from(*self.lexicon_scripts.get(place)?))
        };
        look(form).or_else(|| {
            let lower = form.to_lowercase();
            if lower == form || matches!(xpos, Xpos::Nnp | Xpos::Nnps) {
                None
            } else {
                look(&lower)
            }
        })
    }
}

/// The key of a form under a tag in the lexicon of lemmas.
pub fn lexicon_key(form: &str, xpos: Xpos) -> u64 {
    Fnv::new(16 + xpos as u8).text(form).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_keys() {
        let table = KeyTable::new((0..1000u64).map(|k| k * k * 7919).collect());
        assert_eq!(table.rows(), 1001);
        for (place, &key) in table.keys().iter().enumerate() {
            assert_eq!(table.row(key) as usize, place + 1);
        }
        assert_eq!(table.row(1), 0);
        assert_eq!(KeyTable::default().rows(), 1);
        assert_eq!(KeyTable::new(Vec::new()).row(5), 0);
    }
}
