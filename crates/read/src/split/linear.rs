//! Linear scores over hashed features: two tables of small integers, one for words, one for
//! sentences. Sums are integers, so they are the same on every machine.

/// Buckets of each table.
pub const BUCKETS: usize = 1 << 17;

/// FNV-1a, 64 bits, over bytes: the hash the model format names.
pub fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Joins two hashes; the order counts.
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mut x = a.rotate_left(23) ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ (x >> 32)
}

/// The features of one question, as bucket numbers.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Buckets, in the order of the templates.
    pub buckets: Vec<u32>,
}

impl Features {
    pub(crate) fn clear(&mut self) {
        self.buckets.clear();
    }

    /// Adds the feature of a template with its value.
    pub(crate) fn add(&mut self, value: u64) {
        let template = self.buckets.len() as u64;
        let bucket = mix(value, template + 1) % BUCKETS as u64;
        self.buckets.push(u32::try_from(bucket).unwrap_or(0));
    }
}

/// Which question is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// Does a word end here, between two characters that touch?
    Word,
    /// Does a sentence end here, between two words?
    Sentence,
}

/// Answers the splitter's questions. The model does in use, the treebank does in training.
pub trait Judge {
    /// The answer at a byte of the document.
    fn ends(&mut self, question: Question, byte: u32, features: &Features) -> bool;
}

/// Weights of both tables.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// For [`Question::Word`]; [`BUCKETS`] entries, or none.
    pub word: Vec<i16>,
    /// For [`Question::Sentence`]; [`BUCKETS`] entries, or none.
    pub sentence: Vec<i16>,
}

impl Weights {
    /// Sum of the weights of `features`; positive for an end.
    pub fn score(&self, question: Question, features: &Features) -> i32 {
        let table = match question {
            Question::Word => &self.word,
            Question::Sentence => &self.sentence,
        };
        let weight = |&b: &u32| i32::from(table.get(b as usize).copied().unwrap_or(0));
        features.buckets.iter().map(weight).sum()
    }
}

impl Judge for &Weights {
    fn ends(&mut self, question: Question, _byte: u32, features: &Features) -> bool {
        self.score(question, features) > 0
    }
}
