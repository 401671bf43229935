//! Quoted speech that no cue was found for. It must not pass for the narrator's: it goes on from the quotation that
//! was left open before it or the report that stands before it, a verb may introduce it, a name behind a
//! dash signs it, else its speaker is left open.

use std::collections::BTreeMap;

use sayso_core::{ClosedBy, Deprel, MentionKind, Quotation, QuotationForm, Xpos};

use crate::found::{Found, Range};
use crate::resolve::mentions;
use crate::rules::frames::Frame;
use crate::rules::lexicon::Lexicon;
use crate::rules::phrases;
use crate::surface::{Mark, Words};

/// Words of a quotation below which nothing is assumed: nicknames, titles, terms.
const LEAST_WORDS: u32 = 4;

/// Paragraphs, as captions, that may part a quotation left open from the rest of it.
const CAPTION: u32 = 1;

/// Probability of an attribution that only its marks speak for; own judgement.
const BY_MARKS_ALONE: f32 = 0.4;
/// That of one which is signed or introduced; own judgement.
const SIGNED: f32 = 0.9;

/// Least share of a verb in front of quotations as a cue; own judgement.
const LEAST_CUE: f32 = 0.5;

/// Participles that introduce what is said: "..., writing: '...'".
const INTRODUCING: &str = "adding announcing answering arguing asking asserting boasting captioning claiming commenting complaining concluding confessing continuing declaring exclaiming explaining insisting joking noting pleading posting promising quipping remarking replying responding saying shouting stating telling tweeting vowing warning wondering writing yelling";

/// Words of a signature: a name with what its bearer is.
const SIGNATURE: usize = 14;

/// Adds the quotations that stand in no content.
pub(crate) fn add(words: &Words<'_>, lexicon: &Lexicon, found: &mut Vec<Found>) {
    // The attribution in whose part each word stands.
    let mut held: Vec<Option<usize>> = vec![None; words.len()];
    // The first attribution with a part that ends at a word.
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    for (k, one) in found.iter().enumerate() {
        for &(start, end) in one.source.iter().chain(&one.cue) {
            held[start..end].fill(Some(k));
        }
        for part in one.cue.iter().chain(&one.content).chain(&one.carried) {
            ends.entry(part.1).or_insert(k);
        }
    }
    // What one says may name who says another: a word is held by whose content it stands in.
    for (k, one) in found.iter().enumerate() {
        for &(start, end) in one.content.iter().chain(&one.carried) {
            held[start..end].fill(Some(k));
        }
    }
    for (at, quotation) in words.reading.quotations.iter().enumerate() {
        let whole = quotation.form == QuotationForm::Sentence && quotation.depth == 0;
        if !whole || quotation.tokens.len() < LEAST_WORDS {
            continue;
        }
        let inside = quotation.tokens.indices();
        let free = inside.clone().filter(|&i| held.get(i) == Some(&None)).count();
        if free * 2 <= inside.len() {
            continue;
        }
        let tokens = words.reading.tokens_in(quotation.outer);
        let range = (tokens.start as usize, tokens.end as usize);
        let before = left_open(words, at).and_then(|open| held.get(open).copied().flatten());
        if let Some(before) = before.or_else(|| gone_on_from(words, range, found, &ends)) {
            found[before].carried.push(range);
            ends.insert(range.1, before);
            held[range.0..range.1].fill(Some(before));
            continue;
        }
        let mut one = Found {
            head: range.0,
            content: vec![range],
            p: BY_MARKS_ALONE,
            why: vec!["quotation marks without a cue".to_owned()],
            ..Found::default()
        };
        let signed = || Some((range.1, signature(words, range.1)?, "signed behind a dash"));
        let introduced = introduced(words, lexicon, range.0)
            .map(|(verb, source)| (verb, source, "a verb before the quotation"));
        if let Some((cue, source, why)) = introduced.or_else(signed) {
            one.head = cue;
            one.cue = vec![(cue, cue + 1)];
            one.source = vec![source];
            one.p = SIGNED;
            one.why = vec![why.to_owned()];
        }
        held[range.0..range.1].fill(Some(found.len()));
        found.push(one);
    }
}

/// The first word of the quotation that this one goes on with: that of the paragraph before, or one left open
/// there or a paragraph earlier, as when a caption parts the two.
fn left_open(words: &Words<'_>, at: usize) -> Option<usize> {
    let quotations = &words.reading.quotations;
    let this = quotations.get(at)?;
    let opens = |quotation: &Quotation| quotation.tokens.start as usize;
    if let Some(earlier) = this.continues {
        return quotations.get(earlier as usize).map(opens);
    }
    let earlier = quotations.get(..at)?.iter().rev().find(|earlier| earlier.depth == 0)?;
    let section = |quotation: &Quotation| words.section(opens(quotation));
    let near = section(this)?.checked_sub(section(earlier)?).is_some_and(|far| far <= CAPTION + 1);
    let open = earlier.closed_by == ClosedBy::Paragraph;
    let first = words.reading.tokens_in(this.outer).start as usize;
    let leads = first.checked_sub(1).is_none_or(|last| words.section(last) != section(this));
    (near && open && leads).then(|| opens(earlier))
}

/// The attribution from which a quotation goes on: the last one of the sentence before, in its paragraph (so it is
/// in 985 of 1,052 such quotations of `PolNeAR` train); of the paragraph before, if the quotation is a paragraph
/// and that one ends with what somebody says between marks, or with its cue (55 of 58).
fn gone_on_from(
    words: &Words<'_>,
    (start, end): Range,
    found: &[Found],
    ends: &BTreeMap<usize, usize>,
) -> Option<usize> {
    let section = words.section(start)?;
    let before = start.checked_sub(1)?;
    let sentence = |at: usize| Some(words.reading.sentence_of(u32::try_from(at).ok()?));
    let last = sentence(before)?;
    if sentence(start)? == last {
        return None;
    }
    let last = words.reading.sentences.get(last)?.tokens.indices();
    let (&cut, &k) = ends.range(..=start).next_back()?;
    let one = found.get(k).filter(|one| cut > last.start && !one.source.is_empty())?;
    if words.section(before) == Some(section) {
        return Some(k);
    }
    let alone = (end..words.len())
        .take_while(|&i| words.section(i) == Some(section))
        .all(|i| words.is_punctuation(i));
    let quoted = |range: &Range| {
        let quotation = words.quotation(range.1 - 1).or_else(|| words.quotation(range.0));
        let quotation = quotation.and_then(|at| words.reading.quotations.get(at));
        quotation.is_some_and(|quotation| quotation.form == QuotationForm::Sentence)
    };
    (alone && one.content.iter().chain(&one.carried).any(quoted)).then_some(k)
}

/// "Castell posted a picture, writing: '...'", "a page of her friends put up this note: '...'": a participle before
/// the opening mark and its own subject or that of the verb on which it hangs, or the main verb before a colon, if it
/// counts as a cue.
fn introduced(words: &Words<'_>, lexicon: &Lexicon, open: usize) -> Option<(usize, Range)> {
    let tokens = &words.reading.tokens;
    let last = open.checked_sub(2).filter(|_| words.is_any(open - 1, ": ,"))?;
    let sentence = words.reading.sentence_of(u32::try_from(last).ok()?);
    let sentence = words.reading.sentences.get(sentence)?.tokens.indices();
    let subject = |of: usize| {
        let is_subject =
            |&i: &usize| tokens.head[i] as usize == of && tokens.deprel[i].base() == Deprel::Nsubj;
        (sentence.start..of).find(is_subject)
    };
    let participle = tokens.xpos[last] == Xpos::Vbg && words.is_any(last, INTRODUCING);
    let (verb, subject) = if participle {
        (last, subject(last).or_else(|| subject(tokens.head[last] as usize))?)
    } else {
        let is_root = |&i: &usize| tokens.deprel[i] == Deprel::Root;
        let mut before_colon = sentence.clone().filter(|_| words.is_any(open - 1, ":"));
        let root = before_colon.find(is_root)?;
        let finite = matches!(tokens.xpos[root], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let says = finite && lexicon.p(words.lower(root), Frame::Quote) >= LEAST_CUE;
        (root, subject(root).filter(|_| says)?)
    };
    let start = phrases::noun_phrase(words, sentence.start, subject + 1)?;
    let name = mentions(words, (start, verb)).find(|m| m.tokens.start as usize == subject + 1);
    Some((verb, (start, name.map_or(subject + 1, |name| name.tokens.end as usize))))
}

/// "... never safe." - Mira Lund, harbour pilot: a name behind a dash, and up to the paragraph's end or the next
/// quotation no verb.
fn signature(words: &Words<'_>, dash: usize) -> Option<Range> {
    let (start, section) = (dash + 1, words.section(dash));
    if !words.is_dash(dash) || section != words.section(dash - 1) {
        return None;
    }
    let here = |&i: &usize| words.section(i) == section && words.mark(i) != Mark::Open;
    let end = (start..words.len()).take_while(here).take(SIGNATURE + 1).last()? + 1;
    let last = (start..end).rfind(|&i| !words.is_punctuation(i))? + 1;
    let name = mentions(words, (start, end)).find(|m| m.kind == MentionKind::Name)?;
    let plain = (start..end).all(|i| !words.is_verb(i));
    let signed = name.tokens.start as usize == start && end - start <= SIGNATURE && plain;
    signed.then_some((start, last))
}
