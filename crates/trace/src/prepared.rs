//! A text made ready for comparison: words, masked tokens and sorted shingles of both.

use crate::align::placed_shingles;
use crate::hash::{SHINGLE, fold};
use crate::mask::{KnownSpan, Masker, Token, TokenKind, is_function_word};
use crate::quotes::Quote;
use crate::words::{Word, words_into};

/// Below this many words there is no skeleton relation.
pub const SKELETON_WORDS: usize = 100;

/// One text with its title, ready for comparison.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The text.
    pub text: String,
    /// The title, where it is not part of the text.
    pub title: Option<String>,
    /// Words of the text.
    pub words: Vec<Word>,
    /// The masked text.
    pub tokens: Vec<Token>,
    /// Quotations of the text.
    pub quotes: Vec<Quote>,
    /// Plain shingles by hash, with the place of their first word.
    pub(crate) plain: Vec<(u64, u32)>,
    /// Masked shingles by hash, with the place of their first token.
    pub(crate) masked: Vec<(u64, u32)>,
}

impl Prepared {
    /// Prepares a text by form alone.
    pub fn new(text: String, title: Option<String>) -> Self {
        Self::with(text, title, None, &mut Masker::default())
    }

    /// Prepares a text; `known` names, numbers and dates of a reading replace the cheap mask.
    pub fn with(
        text: String,
        title: Option<String>,
        known: Option<&[KnownSpan]>,
        masker: &mut Masker,
    ) -> Self {
        let mut made = Self { text, title, ..Self::default() };
        words_into(&made.text, &mut made.words);
        match known {
            Some(known) => Masker::mask_known(&made.words, known, &mut made.tokens),
            None => masker.mask(&made.text, &made.words, &mut made.tokens),
        }
        placed_shingles(SHINGLE, made.words.iter().map(|w| w.hash), &mut made.plain);
        placed_shingles(SHINGLE, made.tokens.iter().map(|t| t.hash), &mut made.masked);
        made
    }

    /// Hash of the folded words in order: 128 bits.
    pub fn content(&self) -> [u64; 2] {
        content_hash(&self.words)
    }

    /// English prose, by the share of small words: lists, tables and other languages have few.
    pub fn is_english_prose(&self) -> bool {
        is_english_prose(&self.tokens)
    }

    /// Bytes of the tokens `first..=last`.
    pub(crate) fn token_words(&self, token: &Token) -> &[Word] {
        self.words.get(token.first as usize..token.last as usize).unwrap_or_default()
    }
}

/// Small words are at least an eighth of the words of English prose (they are a third to a half in
/// running news; in tables of figures, lists and other languages next to none).
pub(crate) fn is_english_prose(tokens: &[Token]) -> bool {
    let plain = tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let (mut small, mut all) = (0usize, 0usize);
    for token in plain {
        all += 1;
        small += usize::from(is_function_word(token.hash));
    }
    small * 8 >= all
}

/// Hash of folded words in order: 128 bits.
pub fn content_hash(words: &[Word]) -> [u64; 2] {
    let mix = |start: u64| {
        words.iter().fold(start, |state, word| {
            fold(state ^ word.hash, 0x9FB2_1C65_1E98_DF25).wrapping_add(word.hash)
        })
    };
    [mix(words.len() as u64), mix(!(words.len() as u64))]
}
