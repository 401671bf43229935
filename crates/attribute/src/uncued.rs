//! Quoted speech that no cue was found for. It must not pass for the narrator's: where the last
//! report of the paragraph ends in marks it goes on from that, else its speaker is left open.

use sayso_core::QuotationForm;

use crate::found::Found;
use crate::surface::Words;

/// Words of a quotation below which nothing is assumed: nicknames, titles, terms.
const LEAST_WORDS: u32 = 4;

/// Probability of an attribution that only its marks speak for; own judgement.
const BY_MARKS_ALONE: f32 = 0.4;

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
        found.push(Found {
            head: range.0,
            content: vec![range],
            p: BY_MARKS_ALONE,
            why: vec!["quotation marks without a cue".to_owned()],
            ..Found::default()
        });
    }
}
