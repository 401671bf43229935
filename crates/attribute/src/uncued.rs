//! Quoted speech that no cue was found for. It must not pass for the narrator's: a paragraph of its own behind
//! one that ends with somebody's quotation goes on from that, a participle may introduce it, a name behind a
//! dash signs it, else its speaker is left open.

use std::collections::BTreeMap;

use sayso_core::{Deprel, MentionKind, QuotationForm, Xpos};

use crate::found::{Found, Range};
use crate::resolve::mentions;
use crate::rules::phrases;
use crate::surface::{Mark, Words};

/// Words of a quotation below which nothing is assumed: nicknames, titles, terms.
const LEAST_WORDS: u32 = 4;

/// Probability of an attribution that only its marks speak for; own judgement.
const BY_MARKS_ALONE: f32 = 0.4;
/// That of one which is signed or introduced; own judgement.
const SIGNED: f32 = 0.9;

/// Participles that introduce what is said: "..., writing: '...'".
const INTRODUCING: &str = "adding announcing answering arguing asking asserting boasting captioning claiming commenting complaining concluding confessing continuing declaring exclaiming explaining insisting joking noting pleading posting promising quipping remarking replying responding saying shouting stating telling tweeting vowing warning wondering writing yelling";

/// Words of a signature: a name with what its bearer is.
const SIGNATURE: usize = 14;

/// Adds the quotations that stand in no content.
pub(crate) fn add(words: &Words<'_>, found: &mut Vec<Found>) {
    let mut taken = vec![false; words.len()];
    for one in found.iter() {
        let parts = one.source.iter().chain(&one.cue).chain(&one.content).chain(&one.carried);
        for &(start, end) in parts {
            taken[start..end].fill(true);
        }
    }
    // The first attribution with a part that ends at a word.
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    for (k, one) in found.iter().enumerate() {
        for part in one.cue.iter().chain(&one.content).chain(&one.carried) {
            ends.entry(part.1).or_insert(k);
        }
    }
    for quotation in &words.reading.quotations {
        let whole = quotation.form == QuotationForm::Sentence && quotation.depth == 0;
        if !whole || quotation.tokens.len() < LEAST_WORDS {
            continue;
        }
        let inside = quotation.tokens.indices();
        let free = inside.clone().filter(|&i| taken.get(i) == Some(&false)).count();
        if free * 2 <= inside.len() {
            continue;
        }
        let tokens = words.reading.tokens_in(quotation.outer);
        let range = (tokens.start as usize, tokens.end as usize);
        if let Some(before) = gone_on_from(words, range, found, &ends) {
            found[before].carried.push(range);
            ends.insert(range.1, before);
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
        let introduced = introduced(words, range.0)
            .map(|(verb, source)| (verb, source, "a participle before the quotation"));
        if let Some((cue, source, why)) = introduced.or_else(signed) {
            one.head = cue;
            one.cue = vec![(cue, cue + 1)];
            one.source = vec![source];
            one.p = SIGNED;
            one.why = vec![why.to_owned()];
        }
        found.push(one);
    }
}

/// The attribution from which a paragraph that is one quotation goes on: the paragraph before ends with what
/// somebody says between marks, or with its cue. So it is in 55 of 58 such paragraphs of `PolNeAR` train.
fn gone_on_from(
    words: &Words<'_>,
    (start, end): Range,
    found: &[Found],
    ends: &BTreeMap<usize, usize>,
) -> Option<usize> {
    let section = words.section(start)?;
    let before = start.checked_sub(1)?;
    let alone = (end..words.len())
        .take_while(|&i| words.section(i) == Some(section))
        .all(|i| words.is_punctuation(i));
    if words.section(before) == Some(section) || !alone {
        return None;
    }
    let last =
        words.reading.sentences.get(words.reading.sentence_of(u32::try_from(before).ok()?))?;
    let last = last.tokens.indices();
    let (&end, &k) = ends.range(..=start).next_back()?;
    let quoted = |range: &Range| {
        let quotation = words.quotation(range.1 - 1).or_else(|| words.quotation(range.0));
        let quotation = quotation.and_then(|at| words.reading.quotations.get(at));
        quotation.is_some_and(|quotation| quotation.form == QuotationForm::Sentence)
    };
    let one = found.get(k).filter(|one| end > last.start && !one.source.is_empty())?;
    one.content.iter().chain(&one.carried).any(quoted).then_some(k)
}

/// "Castell posted a picture, writing: '...'": a participle before the opening mark, and its own subject or that
/// of the verb on which it hangs.
fn introduced(words: &Words<'_>, open: usize) -> Option<(usize, Range)> {
    let tokens = &words.reading.tokens;
    let verb = open.checked_sub(2).filter(|_| words.is_any(open - 1, ": ,"))?;
    let sentence = words.reading.sentence_of(u32::try_from(verb).ok()?);
    let sentence = words.reading.sentences.get(sentence)?.tokens.indices();
    let introduces = tokens.xpos[verb] == Xpos::Vbg && words.is_any(verb, INTRODUCING);
    let subject = |of: usize| {
        let is_subject =
            |&i: &usize| tokens.head[i] as usize == of && tokens.deprel[i].base() == Deprel::Nsubj;
        (sentence.start..verb).filter(|_| introduces).find(is_subject)
    };
    let subject = subject(verb).or_else(|| subject(tokens.head[verb] as usize))?;
    let start = phrases::noun_phrase(words, sentence.start, subject + 1)?;
    Some((verb, (start, subject + 1)))
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
