//! Quotations that wander: the same words in two texts, trimmed, joined or altered, or put into
//! another mouth.
//!
//! Quotations are plain data: spans with the speaker that the caller knows. Where nobody read the
//! text, [`find_quotes`] takes what stands between quotation marks, without speakers.

use std::sync::OnceLock;

use sayso_core::Span;
use serde::Serialize;

use crate::align::{Alignment, Run, align, common, placed_shingles};
use crate::edge::Share;
use crate::hash::word_hash;
use crate::marks::Winnower;
use crate::mask::{Masker, TokenKind, is_function_word};
use crate::words::{Word, fold_word, words};

/// Fewest words that are not of a closed class.
pub(crate) const QUOTE_CONTENT_WORDS: usize = 5;
/// Words of a quotation mark.
pub(crate) const QUOTE_MARK: usize = 4;
/// Window of quotation marks.
pub(crate) const QUOTE_WINDOW: usize = 3;

/// One quotation of a text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Quote {
    /// The quoted words, without the marks.
    pub span: Span,
    /// The resolved speaker, where one is known.
    pub speaker: Option<String>,
}

/// How one quotation differs from another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteClass {
    /// The same words.
    Identical,
    /// Words are missing at an end.
    Trimmed,
    /// Words are missing and dots stand for them.
    Ellipsis,
    /// Two quotations of one text stand as one in the other.
    Joined,
    /// Other words, listed.
    WordChanged,
    /// The tense or the person is shifted.
    Shifted,
    /// A number differs.
    NumberChanged,
    /// A negation came or went.
    NegationChanged,
    /// The same skeleton with other names.
    OtherNames,
}

/// What a pair of quotations is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteRelation {
    /// The same words, the same speaker.
    QuoteReuse,
    /// Words differ.
    QuoteVariant,
    /// The same or nearly the same words, another resolved speaker.
    SpeakerDrift,
}

/// Whether the speakers of two quotations are one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speakers {
    /// One name, or one a part of the other.
    Same,
    /// Two names.
    Differ,
    /// At least one is not resolved.
    Doubtful,
}

/// One place where two quotations differ.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct QuoteChange {
    /// Words of A; empty where B has more.
    pub a: String,
    /// Words of B; empty where A has more.
    pub b: String,
}

/// Two quotations that share most words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct QuoteMatch {
    /// The relation.
    pub relation: QuoteRelation,
    /// The class of the words' difference.
    pub class: QuoteClass,
    /// Whether the speakers are one.
    pub speakers: Speakers,
    /// In A.
    pub a: Quote,
    /// In B.
    pub b: Quote,
    /// Aligned words of the shorter one.
    pub aligned: Share,
    /// Where they differ.
    pub changes: Vec<QuoteChange>,
}

#[derive(serde::Deserialize)]
struct Lists {
    negations: Vec<String>,
    shifts: Vec<Vec<String>>,
}

fn lists() -> &'static Lists {
    static MADE: OnceLock<Lists> = OnceLock::new();
    MADE.get_or_init(|| {
        toml::from_str(include_str!("../data/quotes.toml"))
            .unwrap_or(Lists { negations: Vec::new(), shifts: Vec::new() })
    })
}

/// What stands between quotation marks, with at least five content words and inside one paragraph.
pub fn find_quotes(text: &str) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let mut breaks = 0;
    for (at, c) in text.char_indices() {
        breaks = if c == '\n' { breaks + 1 } else { 0 };
        match (c, open) {
            _ if breaks >= 2 => open = None,
            ('\u{201c}', _) => open = Some((at + c.len_utf8(), true)),
            ('"', None) => open = Some((at + 1, false)),
            ('"', Some((start, false))) | ('\u{201d}', Some((start, true))) => {
                open = None;
                let inside = text.get(start..at).unwrap_or_default();
                if has_content(&words(inside)) {
                    found.push(Quote { span: Span::of(start..at), speaker: None });
                }
            }
            _ => {}
        }
    }
    found
}

fn has_content(words: &[Word]) -> bool {
    words.iter().filter(|w| !is_function_word(w.hash)).count() >= QUOTE_CONTENT_WORDS
}

/// Calls `each` with every key under which a quotation is looked up.
pub fn quote_keys(text: &str, quote: &Quote, winnower: &mut Winnower, each: impl FnMut(u64)) {
    let words = words(text.get(quote.span.range()).unwrap_or_default());
    winnower.of(QUOTE_MARK, QUOTE_WINDOW, words.iter().map(|w| w.hash), each);
}

/// Compares every quotation of one text with every one of another that shares a run of words.
pub fn match_quotes(text_a: &str, a: &[Quote], text_b: &str, b: &[Quote]) -> Vec<QuoteMatch> {
    let inside_a: Vec<Inside<'_>> = a.iter().map(|quote| Inside::new(text_a, quote)).collect();
    let inside_b: Vec<Inside<'_>> = b.iter().map(|quote| Inside::new(text_b, quote)).collect();
    let mut found: Vec<QuoteMatch> = Vec::new();
    for x in &inside_a {
        found.extend(inside_b.iter().filter_map(|y| compare(x, y)));
    }
    join_neighbours(&mut found);
    found
}

/// A quotation's words with their sorted pairs.
struct Inside<'a> {
    quote: &'a Quote,
    text: &'a str,
    words: Vec<Word>,
    placed: Vec<(u64, u32)>,
}

impl<'a> Inside<'a> {
    fn new(text: &'a str, quote: &'a Quote) -> Self {
        let text = text.get(quote.span.range()).unwrap_or_default();
        let words = words(text);
        let mut placed = Vec::new();
        placed_shingles(2, words.iter().map(|w| w.hash), &mut placed);
        Self { quote, text, words, placed }
    }

    fn slice(&self, from: u32, to: u32) -> &str {
        let words = self.words.get(from as usize..to as usize).unwrap_or_default();
        match words {
            [first, .., last] => self.text.get(first.span.start as usize..last.span.end as usize),
            [one] => self.text.get(one.span.range()),
            [] => None,
        }
        .unwrap_or_default()
    }

    /// The text between the words before and after a gap.
    fn around(&self, from: u32, to: u32) -> &str {
        let end = |n: u32| self.words.get(n as usize).map(|w| w.span.end as usize);
        let start = from.checked_sub(1).and_then(end).unwrap_or(0);
        let stop = self.words.get(to as usize).map_or(self.text.len(), |w| w.span.start as usize);
        self.text.get(start..stop).unwrap_or_default()
    }
}

/// Compares two quotations; `None` where fewer than three in five words of the shorter one align.
fn compare(a: &Inside<'_>, b: &Inside<'_>) -> Option<QuoteMatch> {
    let hashes = |q: &Inside<'_>| q.words.iter().map(|w| w.hash).collect::<Vec<u64>>();
    let shared = common(&a.placed, &b.placed);
    if shared.shared < 2 {
        return None;
    }
    let Alignment { runs, .. } = align(&hashes(a), &hashes(b), shared.seeds, &|_, _| 2);
    let count = |words: &[Word]| u32::try_from(words.len()).unwrap_or(u32::MAX);
    let aligned =
        Share { part: runs.iter().map(|r| r.len).sum(), of: count(&a.words).min(count(&b.words)) };
    if !aligned.reaches(60) {
        return None;
    }
    let (class, changes) = classify(a, b, &runs);
    let speakers = same_speaker(a.quote.speaker.as_deref(), b.quote.speaker.as_deref());
    let relation = match (speakers, class) {
        (Speakers::Differ, _) if aligned.reaches(80) => QuoteRelation::SpeakerDrift,
        (_, QuoteClass::Identical) => QuoteRelation::QuoteReuse,
        _ => QuoteRelation::QuoteVariant,
    };
    let (a, b) = (a.quote.clone(), b.quote.clone());
    Some(QuoteMatch { relation, class, speakers, a, b, aligned, changes })
}

/// The gravest class of all differences, and their list.
fn classify(a: &Inside<'_>, b: &Inside<'_>, runs: &[Run]) -> (QuoteClass, Vec<QuoteChange>) {
    let mut class = QuoteClass::Identical;
    let mut changes = Vec::new();
    let (mut from_a, mut from_b) = (0, 0);
    let length = |q: &Inside<'_>| u32::try_from(q.words.len()).unwrap_or(u32::MAX);
    let end = Run { a: length(a), b: length(b), len: 0 };
    for run in runs.iter().chain([&end]) {
        let (old, new) = (a.slice(from_a, run.a), b.slice(from_b, run.b));
        if !(old.is_empty() && new.is_empty()) {
            let at_end = (from_a == 0 && from_b == 0) || run.len == 0;
            let one_sided = old.is_empty() || new.is_empty();
            let dots = [a.around(from_a, run.a), b.around(from_b, run.b)]
                .iter()
                .any(|t| t.contains("...") || t.contains('\u{2026}') || t.contains(". . ."));
            let found = if one_sided && at_end {
                QuoteClass::Trimmed
            } else if one_sided && dots {
                QuoteClass::Ellipsis
            } else {
                change_class(old, new)
            };
            class = class.max(found);
            changes.push(QuoteChange { a: old.to_owned(), b: new.to_owned() });
        }
        (from_a, from_b) = (run.a + run.len, run.b + run.len);
    }
    (class, changes)
}

/// What kind of change put one stretch of words in the place of another.
fn change_class(a: &str, b: &str) -> QuoteClass {
    let folded = |text: &str| -> Vec<String> {
        let mut out = String::new();
        words(text)
            .iter()
            .map(|w| {
                fold_word(text.get(w.span.range()).unwrap_or_default(), &mut out);
                out.replace('\u{2019}', "'")
            })
            .collect()
    };
    let (x, y) = (folded(a), folded(b));
    let negations = |words: &[String]| {
        words.iter().filter(|w| lists().negations.binary_search(w).is_ok()).count()
    };
    if negations(&x) != negations(&y) {
        return QuoteClass::NegationChanged;
    }
    let masked = |text: &str, kind: TokenKind| {
        // A word before keeps the first one from looking like the start of a sentence.
        let text = format!("so {text}");
        let words = words(&text);
        let mut tokens = Vec::new();
        Masker::default().mask(&text, &words, &mut tokens);
        tokens.iter().any(|t| t.kind == kind)
    };
    let both = |kind| masked(a, kind) && masked(b, kind);
    if both(TokenKind::Name) {
        QuoteClass::OtherNames
    } else if both(TokenKind::Number) || both(TokenKind::Date) {
        QuoteClass::NumberChanged
    } else if x.len() == y.len() && x.iter().zip(&y).all(|(x, y)| is_shift(x, y)) {
        QuoteClass::Shifted
    } else {
        QuoteClass::WordChanged
    }
}

/// One word is the other in another tense or person.
fn is_shift(a: &str, b: &str) -> bool {
    let listed = |set: &Vec<String>| {
        let has = |w: &str| set.iter().any(|s| s == w);
        has(a) && has(b)
    };
    a == b || lists().shifts.iter().any(listed) || is_inflected(a, b) || is_inflected(b, a)
}

/// The second word is the first with an ending of a verb.
fn is_inflected(base: &str, form: &str) -> bool {
    let stem = base.strip_suffix('e').filter(|s| s.len() >= 3).unwrap_or(base);
    let ending = form.strip_prefix(stem).unwrap_or_default();
    let y = base.strip_suffix('y').and_then(|s| form.strip_prefix(s)).unwrap_or_default();
    base.len() >= 3
        && (matches!(ending, "s" | "es" | "ed" | "d" | "ing") || matches!(y, "ies" | "ied"))
}

/// Compares two speakers by their words: one is the other if the shorter name's words are all in the
/// longer one.
fn same_speaker(a: Option<&str>, b: Option<&str>) -> Speakers {
    let (Some(a), Some(b)) = (a, b) else { return Speakers::Doubtful };
    let bare = |name: &str| -> Vec<u64> {
        let all = words(name);
        let kept: Vec<u64> =
            all.iter().map(|w| w.hash).filter(|h| !crate::mask::is_honorific(*h)).collect();
        if kept.is_empty() { all.iter().map(|w| w.hash).collect() } else { kept }
    };
    let (first, second) = (bare(a), bare(b));
    let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    let the = word_hash(b"the");
    if short.iter().all(|w| *w == the || long.contains(w)) {
        Speakers::Same
    } else {
        Speakers::Differ
    }
}

/// Two trimmed matches of neighbouring quotations with one of the other text become joined ones.
fn join_neighbours(found: &mut [QuoteMatch]) {
    let joined = |found: &[QuoteMatch], side: fn(&QuoteMatch) -> Span, n: usize| {
        let Some(this) = found.get(n) else { return false };
        this.class == QuoteClass::Trimmed
            && found.iter().enumerate().any(|(m, other)| {
                m != n && other.class <= QuoteClass::Joined && side(other) == side(this)
            })
    };
    let marked: Vec<bool> = (0..found.len())
        .map(|n| joined(found, |m| m.a.span, n) || joined(found, |m| m.b.span, n))
        .collect();
    for (one, marked) in found.iter_mut().zip(marked) {
        if marked {
            one.class = QuoteClass::Joined;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(a: &str, b: &str) -> Option<QuoteClass> {
        let quote = |t: &str| [Quote { span: Span::of(0..t.len()), speaker: None }];
        match_quotes(a, &quote(a), b, &quote(b)).first().map(|m| m.class)
    }

    #[test]
    fn classes_by_example() {
        let base = "The harbour wall will stand for sixty years if nobody digs under it";
        for (other, expected) in [
            (base, QuoteClass::Identical),
            ("The harbour wall will stand for sixty years", QuoteClass::Trimmed),
            ("The harbour wall will stand ... if nobody digs under it", QuoteClass::Ellipsis),
            (
                "The harbour wall would stand for sixty years if nobody digs under it",
                QuoteClass::Shifted,
            ),
            (
                "The harbour wall will stand for ninety years if nobody digs under it",
                QuoteClass::NumberChanged,
            ),
            (
                "The harbour wall will not stand for sixty years if nobody digs under it",
                QuoteClass::NegationChanged,
            ),
            (
                "The harbour bridge will stand for sixty years if nobody digs under it",
                QuoteClass::WordChanged,
            ),
        ] {
            assert_eq!(class(base, other), Some(expected), "{other}");
        }
        assert_eq!(class(base, "We asked the council for a new boat and got none"), None);
    }

    #[test]
    fn quotes_by_their_marks() {
        let text =
            "\u{201c}Boats \"here\" need deep quiet harbours today,\u{201d} she said. \"No.\"";
        let found = find_quotes(text);
        assert_eq!(found.len(), 1);
        assert!(text.get(found[0].span.range()).unwrap().starts_with("Boats"));
        assert!(
            find_quotes("\"Open marks\n\nnever close over paragraphs of any text here\"")
                .is_empty()
        );
    }
}
