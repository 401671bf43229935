//! The cheap mask: a text's words with names, numbers and dates replaced by one token each, so that a
//! rewrite with other names keeps its skeleton.
//!
//! Names are found by form alone: runs of capitalised words inside a sentence; at the start of one
//! only where the word also stands capitalised inside a sentence, or is followed by a capital. There
//! are no types and no role numbers in the sketch: one extra person would renumber all that follows.
//! Third-person pronouns become one token. Where the caller knows names (from a reading), they are
//! taken instead ([`Masker::mask_known`]). The mode is part of the scheme's name.

use sayso_core::Span;

use crate::hash::{fold, shingles, word_hash};
use crate::words::Word;

/// Name of the cheap mask with its word lists.
pub const MASK_SCHEME: &str = "cheap/1";

/// What a masked token stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum TokenKind {
    /// A word as it is.
    #[default]
    Word,
    /// A name.
    Name,
    /// A number in digits or words.
    Number,
    /// A month or weekday.
    Date,
    /// A third-person pronoun.
    Pronoun,
}

/// One token of the skeleton.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Token {
    /// Hash of the word, or the fixed number of its kind.
    pub hash: u64,
    /// Kind.
    pub kind: TokenKind,
    /// First word.
    pub first: u32,
    /// One past the last word.
    pub last: u32,
}

/// A stretch of text that a reading names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct KnownSpan {
    /// Where.
    pub span: Span,
    /// Name, number or date.
    pub kind: TokenKind,
}

const fn fixed(kind: TokenKind) -> u64 {
    match kind {
        TokenKind::Word => 0,
        TokenKind::Name => 0x4E41_4D45_4E41_4D45,
        TokenKind::Number => 0x4E55_4D42_4E55_4D42,
        TokenKind::Date => 0x4441_5445_4441_5445,
        TokenKind::Pronoun => 0x5052_4F4E_5052_4F4E,
    }
}

const MONTH: u8 = 1;
const NUMBER: u8 = 2;
const PRONOUN: u8 = 4;
const HONORIFIC: u8 = 8;
const ABBREVIATION: u8 = 16;
const PARTICLE: u8 = 32;
const FUNCTION: u8 = 64;
const ORGANISATION: u8 = 128;

/// Words of the lists by hash: open addressing on the low bits, behind one bit a hash that turns
/// nearly all other words away.
#[derive(Debug)]
struct Lexicon {
    slots: Vec<(u64, u8)>,
    seen: [u64; 128],
}

/// Word and bit of a hash in the first look.
const fn first_look(hash: u64) -> (usize, u64) {
    ((hash >> 57) as usize, 1 << (hash >> 51 & 63))
}

impl Lexicon {
    fn of(lists: &[(u8, Vec<String>)]) -> Self {
        let size = (4 * lists.iter().map(|(_, l)| l.len()).sum::<usize>()).next_power_of_two();
        let mut lexicon = Self { slots: vec![(0, 0); size], seen: [0; 128] };
        for (class, list) in lists {
            for word in list {
                let hash = word_hash(word.as_bytes());
                let at = lexicon.place(hash);
                if let Some(slot) = lexicon.slots.get_mut(at) {
                    *slot = (hash, slot.1 | class);
                }
                let (word, bit) = first_look(hash);
                if let Some(bits) = lexicon.seen.get_mut(word) {
                    *bits |= bit;
                }
            }
        }
        lexicon
    }

    #[expect(clippy::cast_possible_truncation, reason = "only low bits are wanted")]
    #[inline]
    fn place(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots.get(at).is_some_and(|&(h, class)| class != 0 && h != hash) {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline]
    fn class(&self, hash: u64) -> u8 {
        let (word, bit) = first_look(hash);
        if self.seen.get(word).is_none_or(|bits| bits & bit == 0) {
            return 0;
        }
        self.slots.get(self.place(hash)).map_or(0, |&(_, class)| class)
    }
}

#[derive(serde::Deserialize)]
struct Lists {
    months: Vec<String>,
    weekdays: Vec<String>,
    numbers: Vec<String>,
    pronouns: Vec<String>,
    honorifics: Vec<String>,
    abbreviations: Vec<String>,
    particles: Vec<String>,
    organisations: Vec<String>,
    function: Vec<String>,
}

fn lexicon() -> &'static Lexicon {
    static MADE: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    MADE.get_or_init(|| {
        // A list that does not parse fails the crate's own tests.
        toml::from_str::<Lists>(include_str!("../data/mask.toml")).map_or_else(
            |_| Lexicon { slots: vec![(0, 0)], seen: [0; 128] },
            |l| {
                Lexicon::of(&[
                    (MONTH, l.months),
                    (MONTH, l.weekdays),
                    (NUMBER, l.numbers),
                    (PRONOUN, l.pronouns),
                    (HONORIFIC, l.honorifics),
                    (ABBREVIATION, l.abbreviations),
                    (PARTICLE, l.particles),
                    (ORGANISATION, l.organisations),
                    (FUNCTION, l.function),
                ])
            },
        )
    })
}

/// The word goes before a name and is none by itself.
pub(crate) fn is_honorific(hash: u64) -> bool {
    lexicon().class(hash) & HONORIFIC != 0
}

/// The word names an organisation by form.
pub(crate) fn is_organisation_word(hash: u64) -> bool {
    lexicon().class(hash) & ORGANISATION != 0
}

/// The word is of a closed class.
pub(crate) fn is_function_word(hash: u64) -> bool {
    lexicon().class(hash) & (FUNCTION | PRONOUN) != 0
}

/// How a word looks, before names are settled.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent marks of one word")]
struct Look {
    class: u8,
    capital: bool,
    digit: bool,
    /// First word of a sentence, of a quotation or of the text.
    opens: bool,
    /// The gap before lets a name run on.
    joined: bool,
    /// Ends in a possessive.
    possessive: bool,
}

/// Masks texts; holds the space it needs.
#[derive(Debug, Default)]
pub struct Masker {
    looks: Vec<Look>,
    /// Hashes of words that stand capitalised inside sentences.
    inside: Vec<u64>,
}

impl Masker {
    /// Masks by form alone. `out` is emptied first.
    pub fn mask(&mut self, text: &str, words: &[Word], out: &mut Vec<Token>) {
        out.clear();
        self.look(text, words);
        let mut at = 0;
        while let Some((word, look)) = words.get(at).zip(self.looks.get(at)) {
            let (kind, last) = if look.capital && look.class & MONTH != 0 {
                (TokenKind::Date, at + 1)
            } else if look.capital && self.starts_name(words, at) {
                (TokenKind::Name, self.name_end(at))
            } else if look.digit {
                (TokenKind::Number, at + 1)
            } else if look.class & NUMBER != 0 {
                (TokenKind::Number, self.number_end(at))
            } else if look.class & PRONOUN != 0 {
                (TokenKind::Pronoun, at + 1)
            } else {
                (TokenKind::Word, at + 1)
            };
            let hash = if kind == TokenKind::Word { word.hash } else { fixed(kind) };
            out.push(Token { hash, kind, first: index(at), last: index(last) });
            at = last;
        }
    }

    /// Masks what a reading found; `known` is in text order and does not overlap. Pronouns are masked
    /// as in the cheap mode.
    pub fn mask_known(words: &[Word], known: &[KnownSpan], out: &mut Vec<Token>) {
        out.clear();
        let mut known = known.iter().peekable();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            while known.next_if(|k| k.span.end <= word.span.start).is_some() {}
            let hit = known.peek().filter(|k| k.span.overlaps(word.span));
            let (kind, last) = match hit {
                Some(k) => {
                    let rest = words.get(at..).unwrap_or_default();
                    let inside = rest.iter().take_while(|w| k.span.overlaps(w.span)).count();
                    (k.kind, at + inside.max(1))
                }
                None if lexicon().class(word.hash) & PRONOUN != 0 => (TokenKind::Pronoun, at + 1),
                None => (TokenKind::Word, at + 1),
            };
            let hash = if kind == TokenKind::Word { word.hash } else { fixed(kind) };
            out.push(Token { hash, kind, first: index(at), last: index(last) });
            at = last;
        }
    }

    fn look(&mut self, text: &str, words: &[Word]) {
        let lexicon = lexicon();
        let bytes = text.as_bytes();
        self.looks.clear();
        self.inside.clear();
        let mut before = 0usize;
        let mut after_short = false;
        for (i, word) in words.iter().enumerate() {
            let range = word.span.range();
            let first = bytes.get(range.start).copied().unwrap_or_default();
            let capital = match first {
                b'A'..=b'Z' => true,
                0x80.. => text
                    .get(range.clone())
                    .and_then(|w| w.chars().next())
                    .is_some_and(char::is_uppercase),
                _ => false,
            };
            let mut look = Look { capital, digit: first.is_ascii_digit(), ..Look::default() };
            if !look.digit {
                look.class = lexicon.class(word.hash);
            }
            if capital {
                let gap = bytes.get(before..range.start).unwrap_or_default();
                (look.opens, look.joined) = gap_before(gap, after_short);
                look.opens |= i == 0;
                let tail = bytes.get(range.clone()).unwrap_or_default();
                look.possessive = tail.ends_with(b"'s") || tail.ends_with("\u{2019}s".as_bytes());
                if !look.opens && look.class & FUNCTION == 0 {
                    self.inside.push(word.hash);
                }
            }
            after_short = range.len() == 1 || look.class & (HONORIFIC | ABBREVIATION) != 0;
            before = range.end;
            self.looks.push(look);
        }
        self.inside.sort_unstable();
        self.inside.dedup();
    }

    fn starts_name(&self, words: &[Word], at: usize) -> bool {
        let Some(look) = self.looks.get(at) else { return false };
        let never = FUNCTION | PRONOUN | if look.opens { NUMBER } else { 0 };
        if look.class & never != 0 {
            return false;
        }
        if !look.opens {
            return true;
        }
        let next = self.looks.get(at + 1);
        let runs_on =
            next.is_some_and(|n| n.capital && n.joined && n.class & (FUNCTION | MONTH) == 0);
        runs_on || words.get(at).is_some_and(|w| self.inside.binary_search(&w.hash).is_ok())
    }

    /// One past the last word of the name that starts at `at`.
    fn name_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        loop {
            if self.looks.get(end - 1).is_none_or(|l| l.possessive) {
                return end;
            }
            match self.looks.get(end) {
                Some(l) if l.capital && l.joined && l.class & (FUNCTION | MONTH) == 0 => end += 1,
                Some(l) if !l.capital && l.class & PARTICLE != 0 => {
                    let more = self.looks.get(end..).unwrap_or_default();
                    let small =
                        more.iter().take(3).take_while(|l| !l.capital && l.class & PARTICLE != 0);
                    let next = end + small.count();
                    if self
                        .looks
                        .get(next)
                        .is_none_or(|l| !l.capital || !l.joined || l.class & FUNCTION != 0)
                    {
                        return end;
                    }
                    end = next + 1;
                }
                _ => return end,
            }
        }
    }

    /// One past the last of neighbouring number words.
    fn number_end(&self, at: usize) -> usize {
        let rest = self.looks.get(at + 1..).unwrap_or_default();
        at + 1 + rest.iter().take_while(|l| !l.capital && l.class & NUMBER != 0).count()
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether the bytes between two words end a sentence or open a quotation, and whether a name may run
/// on over them.
fn gap_before(gap: &[u8], after_short: bool) -> (bool, bool) {
    match gap {
        b" " | b"-" | b"\n" => (false, true),
        b". " | b"." => (!after_short && gap.len() > 1, after_short),
        _ => {
            let ends = gap.iter().enumerate().any(|(i, byte)| match byte {
                b'!' | b'?' | b':' | b'"' | b'(' | b'*' => true,
                b'.' => !after_short || gap.get(i + 1).is_none_or(|next| *next != b' '),
                b'\n' => gap.get(i + 1..).is_some_and(|rest| rest.contains(&b'\n')),
                0xE2 => gap.get(i..i + 3).is_some_and(|mark| {
                    mark == "\u{201c}".as_bytes() || mark == "\u{2018}".as_bytes()
                }),
                _ => false,
            });
            (ends, gap.iter().all(u8::is_ascii_whitespace) && !ends)
        }
    }
}

/// Words of a skeleton shingle.
pub const SKELETON_SHINGLE: usize = 6;

/// Calls `each` with the hash of every skeleton shingle that holds at least three words as they are,
/// and the place of its first token. Numbers' and names' runs alone say nothing of a text.
pub fn skeleton_shingles(tokens: &[Token], mut each: impl FnMut(u64, usize)) {
    let plain = |t: &Token| usize::from(t.kind == TokenKind::Word);
    let width = SKELETON_SHINGLE.min(tokens.len());
    let mut lexical: usize = tokens.iter().take(width).map(plain).sum();
    let mut at = 0;
    shingles(SKELETON_SHINGLE, tokens.iter().map(|t| t.hash), |hash| {
        if lexical >= 3 {
            // Kept apart from plain shingles of the same words.
            each(fold(hash, fixed(TokenKind::Name) | 1), at);
        }
        lexical += tokens.get(at + width).map_or(0, plain);
        lexical -= tokens.get(at).map_or(0, plain);
        at += 1;
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn shown(text: &str) -> String {
        let words = words(text);
        let mut tokens = Vec::new();
        Masker::default().mask(text, &words, &mut tokens);
        let mut out = Vec::new();
        for t in &tokens {
            let start = words[t.first as usize].span.start;
            let end = words[t.last as usize - 1].span.end;
            let slice = text.get(Span::new(start, end).range()).unwrap();
            out.push(match t.kind {
                TokenKind::Word => slice.to_owned(),
                TokenKind::Name => format!("N[{slice}]"),
                TokenKind::Number => format!("#[{slice}]"),
                TokenKind::Date => format!("D[{slice}]"),
                TokenKind::Pronoun => format!("P[{slice}]"),
            });
        }
        out.join(" ")
    }

    #[test]
    fn names_numbers_dates_and_pronouns() {
        for (text, expected) in [
            (
                "The mayor of Port Ellery, Dr. Ann M. Bell, said she paid 3.5 pct in May.",
                "The mayor of N[Port Ellery] N[Dr. Ann M. Bell] said P[she] paid #[3.5] pct in D[May]",
            ),
            ("Bell left. Rain fell on Bell.", "N[Bell] left Rain fell on N[Bell]"),
            ("Ann Bell left. But He may come.", "N[Ann Bell] left But P[He] may come"),
            ("He met Juan de la Vega Soto's Ford", "P[He] met N[Juan de la Vega Soto's] N[Ford]"),
            ("They sold twenty two boats, one by one.", "They sold #[twenty two] boats one by one"),
            ("\u{201c}Ships sail,\u{201d} said \u{c9}mile.", "Ships sail said N[\u{c9}mile]"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn known_spans_replace_the_guess() {
        let text = "rain fell on bell tower twice";
        let words = words(text);
        let known = [KnownSpan { span: Span::new(13, 23), kind: TokenKind::Name }];
        let mut tokens = Vec::new();
        Masker::mask_known(&words, &known, &mut tokens);
        let kinds: Vec<TokenKind> = tokens.iter().map(|t| t.kind).collect();
        let word = TokenKind::Word;
        assert_eq!(kinds, [word, word, word, TokenKind::Name, word]);
    }

    #[test]
    fn lists_are_sorted_and_share_only_stated_words() {
        let lists: std::collections::BTreeMap<String, Vec<String>> =
            toml::from_str(include_str!("../data/mask.toml")).unwrap();
        let shared = ["co", "corp", "inc", "ltd", "ten", "no"];
        let mut seen = std::collections::BTreeSet::new();
        for (name, list) in &lists {
            assert!(list.is_sorted(), "{name}");
            for word in list {
                assert!(seen.insert(word) || shared.contains(&word.as_str()), "{word}");
            }
        }
    }

    #[test]
    fn skeleton_shingles_need_words() {
        let text = "1 2 3 4 5 6 7 boats sailed home late 8 9";
        let words = words(text);
        let mut tokens = Vec::new();
        Masker::default().mask(text, &words, &mut tokens);
        let mut places = Vec::new();
        skeleton_shingles(&tokens, |_, at| places.push(at));
        assert_eq!(places, [4, 5, 6, 7]);
    }
}
