//! Where a sentence ends inside a section.

use crate::chars::{Class, class, is_capital};
use crate::marks::Label;

use super::tokens::ABBREVIATIONS;

/// Abbreviations before which a sentence seldom ends: what they belong to follows.
const BEFORE_NAMES: [&str; 30] = [
    "adm", "capt", "cmdr", "col", "cpl", "dr", "drs", "fig", "figs", "gen", "gov", "hon", "insp",
    "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "no", "pres", "prof", "rep", "reps", "rev",
    "sen", "sens", "sgt", "vs",
];

/// What the boundary rule looks at on one side.
pub(crate) struct Word<'a> {
    pub(crate) form: &'a str,
    pub(crate) space_after: bool,
    /// Label if it is a quotation mark.
    pub(crate) mark: Option<Label>,
}

/// A sentence ends after word `i`.
pub(crate) fn ends_after(words: &[Word<'_>], i: usize) -> bool {
    let Some(next) = words.get(i + 1) else { return true };
    let this = &words[i];
    if closes(next) && !this.space_after {
        return false;
    }
    // Step back over closing marks and brackets to the word that decides.
    let mut k = i;
    while k > 0 && closes(&words[k]) && !words[k - 1].space_after {
        k -= 1;
    }
    let last = words[k].form;
    let stop = last.chars().next_back().is_some_and(|c| class(c) == Class::Stop);
    if !stop || !this.space_after && k == i && next.mark != Some(Label::Open) {
        return false;
    }
    // Behind an opening mark or bracket the word inside decides.
    let mut n = i + 1;
    while n + 1 < words.len() && (words[n].mark == Some(Label::Open) || words[n].form == "(") {
        n += 1;
    }
    let begins = is_capital(words[n].form)
        || words[n].form.starts_with(|c: char| c.is_numeric())
        || words[n].form.starts_with(['$', '£', '€', '#', '@', '-', '•', '*']);
    if !begins {
        return false;
    }
    if matches!(last, "…" | "...") {
        return is_capital(words[n].form);
    }
    let Some(stem) = last.strip_suffix('.').filter(|stem| !stem.is_empty()) else { return true };
    if stem.chars().all(|c| c == '.') {
        return is_capital(words[n].form);
    }
    let stem = stem.to_ascii_lowercase();
    if BEFORE_NAMES.contains(&stem.as_str()) || stem.len() == 1 {
        return false;
    }
    // etc., Inc., U.S., a.m.: an end only before a word that often begins sentences.
    if stem.contains('.') || ABBREVIATIONS.contains(&stem.as_str()) {
        return begins_sentences(words[n].form);
    }
    true
}

fn closes(word: &Word<'_>) -> bool {
    word.mark == Some(Label::Close) || matches!(word.form, ")" | "]")
}

/// Capitalised words that seldom stand inside a sentence.
fn begins_sentences(form: &str) -> bool {
    const WORDS: [&str; 40] = [
        "A", "After", "All", "Also", "An", "And", "As", "At", "But", "By", "Even", "For", "From",
        "He", "Her", "His", "How", "However", "If", "In", "It", "Its", "Many", "My", "On", "One",
        "Our", "She", "So", "Some", "That", "The", "There", "They", "This", "We", "What", "When",
        "While", "You",
    ];
    WORDS.contains(&form)
}
