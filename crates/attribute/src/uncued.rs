//! Quoted speech that no cue was found for. It must not pass for the narrator's: a name behind a dash
//! signs it, else its speaker is left open.

use sayso_core::{MentionKind, QuotationForm};

use crate::found::{Found, Range};
use crate::resolve::mentions;
use crate::surface::{Mark, Words};

/// Words of a quotation below which nothing is assumed: nicknames, titles, terms.
const LEAST_WORDS: u32 = 4;

/// Probability of an attribution that only its marks speak for; own judgement.
const BY_MARKS_ALONE: f32 = 0.4;
/// That of one which is signed; own judgement.
const SIGNED: f32 = 0.9;

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
        let mut one = Found {
            head: range.0,
            content: vec![range],
            p: BY_MARKS_ALONE,
            why: vec!["quotation marks without a cue".to_owned()],
            ..Found::default()
        };
        if let Some(source) = signature(words, range.1) {
            one.head = range.1;
            one.cue = vec![(range.1, range.1 + 1)];
            one.source = vec![source];
            one.p = SIGNED;
            one.why = vec!["signed behind a dash".to_owned()];
        }
        found.push(one);
    }
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
