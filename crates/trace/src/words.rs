//! Text to words: one pass over UTF-8 that finds words, folds them and hashes them.
//!
//! A word starts at a letter or digit and runs over letters, digits, combining marks and, between two
//! letters or digits, one apostrophe or hyphen; between two digits also one point or comma. Case is
//! folded, curly apostrophes and short dashes are unified, soft hyphens and zero-width marks are
//! dropped, and letters outside ASCII go through NFKC. Blocks of 64 ASCII bytes take a SIMD path; a
//! word that touches anything else takes the scalar path, which holds the rules. Tests compare both.

use sayso_core::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::hash::{WORD_START, word_end, word_hash, word_lane};
use crate::kernels::{BLOCK, Block, Classify};

/// One word: the hash of its folded form, and its bytes in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// Hash of the folded form.
    pub hash: u64,
    /// Where in the text.
    pub span: Span,
}

/// The words of a text, in order.
///
/// ```
/// let words = sayso_trace::words("Don\u{2019}t STOP");
/// assert_eq!(words[0].hash, sayso_trace::words("don't")[0].hash);
/// assert_eq!(words[1].span, sayso_core::Span::new(8, 12));
/// ```
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    words_into(text, &mut out);
    out
}

/// Like [`words`], into a list that is emptied first.
pub fn words_into(text: &str, out: &mut Vec<Word>) {
    words_with(text, crate::kernels::classify(), out);
}

/// Like [`words_into`], on one given block kernel.
pub(crate) fn words_with(text: &str, classify: Classify, out: &mut Vec<Word>) {
    out.clear();
    out.reserve(text.len() / 5);
    let bytes = text.as_bytes();
    let mut block = Block::default();
    let mut tail;
    let mut at = 0;
    let mut scratch = String::new();
    while at < bytes.len() {
        let taken: &[u8; BLOCK] = if let Some(whole) = bytes.get(at..).and_then(|b| b.first_chunk())
        {
            whole
        } else {
            // The last block is filled up with spaces, which end its last word.
            tail = [b' '; BLOCK];
            let rest = bytes.get(at..).unwrap_or_default();
            tail.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            &tail
        };
        classify(taken, &mut block);
        let step = ascii_words(&block, at, out);
        if step > 0 {
            at += step;
        } else {
            at = scalar_step(text, at, &mut scratch, out);
        }
    }
}

/// Emits the words that end inside the block's leading ASCII bytes; gives back how far they reach: up
/// to the start of the first unfinished word. Zero where not one byte could be settled.
#[inline]
fn ascii_words(block: &Block, at: usize, out: &mut Vec<Word>) -> usize {
    let mut known = block.wide.trailing_zeros();
    // Whether a last joint is inside a word depends on a byte that is not known.
    let joints = block.joint | block.point;
    if known > 0 && (joints >> (known - 1)) & 1 == 1 {
        known -= 1;
    }
    let limit = if known >= 64 { u64::MAX } else { (1u64 << known) - 1 };
    let inner = |joint: u64, side: u64| joint & (side << 1) & (side >> 1);
    let word = block.alnum | inner(block.joint, block.alnum) | inner(block.point, block.digit);
    let mut starts = word & !(word << 1) & limit;
    let mut ends = !word & (word << 1) & limit;
    while ends != 0 {
        let (start, end) = (starts.trailing_zeros() as usize, ends.trailing_zeros() as usize);
        starts &= starts - 1;
        ends &= ends - 1;
        let hash = block_hash(&block.folded, start, end);
        out.push(Word { hash, span: Span::of(at + start..at + end) });
    }
    starts.trailing_zeros().min(known) as usize
}

/// Hash of the folded bytes `start..end` of a block.
#[inline]
fn block_hash(folded: &[u8; BLOCK + 8], start: usize, end: usize) -> u64 {
    let lane = |from: usize| {
        folded.get(from..from + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
    };
    let (mut state, mut from) = (WORD_START, start);
    while end - from > 8 {
        state = word_lane(state, lane(from));
        from += 8;
    }
    let keep = u64::MAX >> (64 - 8 * (end - from));
    word_end(word_lane(state, lane(from) & keep), (end - start) as u64)
}

/// Settles the character or the word at `at`; gives back where the next one starts.
fn scalar_step(text: &str, at: usize, folded: &mut String, out: &mut Vec<Word>) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let Some(first) = rest.chars().next() else { return text.len() };
    if !first.is_alphanumeric() {
        return at + first.len_utf8();
    }
    let bytes = word_bytes(rest);
    fold_word(rest.get(..bytes).unwrap_or_default(), folded);
    if !folded.is_empty() {
        out.push(Word { hash: word_hash(folded.as_bytes()), span: Span::of(at..at + bytes) });
    }
    at + bytes
}

/// Length in bytes of the word at the start of `rest`, which starts with a letter or digit.
fn word_bytes(rest: &str) -> usize {
    let mut end = 0;
    let mut before = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match joint(c) {
            Some('\'' | '-') => before.is_alphanumeric() && next.is_alphanumeric(),
            Some(_) => before.is_ascii_digit() && next.is_ascii_digit(),
            None => false,
        };
        if c.is_alphanumeric() {
            before = c;
        } else if joins {
            before = ' ';
        } else if !(is_combining_mark(c) || is_dropped(c)) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// The unified form of a character that may stand inside a word.
fn joint(c: char) -> Option<char> {
    match c {
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{ff07}' => Some('\''),
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' => Some('-'),
        '.' | ',' => Some(c),
        _ => None,
    }
}

/// Characters without width that are no part of a word's folded form.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Writes the folded form of a word.
pub(crate) fn fold_word(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    let kept = word.chars().filter(|&c| !is_dropped(c)).map(|c| joint(c).unwrap_or(c));
    folded.extend(kept.nfkc().flat_map(char::to_lowercase));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scalar(text: &str) -> Vec<Word> {
        let (mut out, mut folded, mut at) = (Vec::new(), String::new(), 0);
        while at < text.len() {
            at = scalar_step(text, at, &mut folded, &mut out);
        }
        out
    }

    fn slices(text: &str) -> Vec<&str> {
        words(text).iter().map(|w| text.get(w.span.range()).unwrap()).collect()
    }

    #[test]
    fn the_rules_by_example() {
        let cases: [(&str, &[&str]); 9] = [
            ("", &[]),
            ("-- 'tis 'a' rock-'n'-roll", &["tis", "a", "rock", "n", "roll"]),
            ("It's 3.5 pct, 1,200. End-", &["It's", "3.5", "pct", "1,200", "End"]),
            ("U.S. a.b 4.x x.4", &["U", "S", "a", "b", "4", "x", "x", "4"]),
            ("don\u{2019}t \u{201c}go\u{201d}\u{2014}now", &["don\u{2019}t", "go", "now"]),
            ("ex\u{ad}ample caf\u{e9} cafe\u{301}", &["ex\u{ad}ample", "caf\u{e9}", "cafe\u{301}"]),
            ("a\0b\u{feff}", &["a", "b\u{feff}"]),
            ("2010\u{2013}12", &["2010\u{2013}12"]),
            ("x-", &["x"]),
        ];
        for (text, expected) in cases {
            assert_eq!(slices(text), expected, "{text:?}");
        }
        let folded = |text: &str| words(text).first().map(|w| w.hash);
        assert_eq!(folded("Caf\u{e9}"), folded("CAFE\u{301}"));
        assert_eq!(folded("ex\u{ad}ample"), folded("example"));
        assert_eq!(folded("rock\u{2010}hard"), folded("Rock-Hard"));
        assert_eq!(folded("\u{fb01}ne"), folded("fine"));
    }

    #[test]
    fn long_words_and_block_borders() {
        for pad in 0..70 {
            for tail in
                ["a", "it's", "3.25", "well-known fact", "caf\u{e9} noir", "x' y", "9. 8", "x'"]
            {
                let text = format!("{}{tail}", " ".repeat(pad));
                assert_eq!(words(&text), scalar(&text), "{text:?}");
            }
        }
        let long = "supercalifragilistic".repeat(40);
        assert_eq!(words(&long).len(), 1);
        assert_eq!(words(&long), scalar(&long));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

        #[test]
        fn every_kernel_follows_the_scalar_rules(
            text in "([a-zA-Z]{1,12}|[0-9]{1,4}|[ .,'-]{1,3}|[\u{2019}\u{2013}\u{ad}\u{e9}\u{301}\u{4e2d}\u{5d0}\u{1f600}\0\n]|\\PC){0,60}"
        ) {
            let expected = scalar(&text);
            for (name, classify) in crate::kernels::every_classify() {
                let mut out = Vec::new();
                words_with(&text, classify, &mut out);
                prop_assert_eq!(&out, &expected, "{}", name);
            }
            for word in expected {
                prop_assert!(text.get(word.span.range()).is_some_and(|w| !w.is_empty()));
            }
        }
    }
}
