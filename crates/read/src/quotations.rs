//! Pairs of marks as quotations of the reading: their words, and what the marks are likely put for.

use sayso_core::{Quotation, QuotationForm, Reading, Span, TokenRange, Upos, Xpos};

use crate::chars::{Class, class, is_capital};
use crate::marks::Pair;
use crate::words::Words;

/// Words up to which a verbless pair counts as a name or a term.
const TERM_WORDS: u32 = 5;

/// Fills `quotations` and the words' `quotation` column.
pub(crate) fn fill(words: &Words<'_>, pairs: &[Pair], reading: &mut Reading) {
    for (number, pair) in pairs.iter().enumerate() {
        let tokens = reading.tokens_in(pair.inner);
        let quotation = Quotation {
            outer: pair.outer,
            inner: pair.inner,
            tokens,
            closed_by: pair.closed_by,
            form: form(words, reading, tokens),
            depth: pair.depth,
            continues: pair.continues,
        };
        reading.quotations.push(quotation);
        // Pairs come by their opening mark, so an inner one overwrites the one around it.
        let number = Span::of(0..number + 1).end;
        for token in reading.tokens_in(pair.outer).indices() {
            reading.tokens.quotation[token] = number;
        }
    }
}

fn form(words: &Words<'_>, reading: &Reading, tokens: TokenRange) -> QuotationForm {
    let is_word = |i: usize| words.form(i).chars().any(char::is_alphanumeric);
    let count = tokens.indices().filter(|&i| is_word(i)).count();
    let finite = tokens.indices().any(|i| {
        let tag = reading.tokens.xpos[i];
        matches!(reading.tokens.upos[i], Upos::Verb | Upos::Aux)
            && matches!(tag, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
    });
    let Some(last) = tokens.indices().next_back() else { return QuotationForm::Fragment };
    let first = tokens.start as usize;
    let closed = words
        .form(last)
        .chars()
        .next_back()
        .is_some_and(|c| matches!(class(c), Class::Stop | Class::Comma));
    let starts = is_capital(words.form(first));
    // The sentence before the marks runs on into them: "the so-called 'third wave'".
    let begins_sentence = reading
        .sentences
        .get(reading.sentence_of(tokens.start))
        .is_some_and(|s| s.tokens.start + 1 >= tokens.start);
    let sentences = reading.sentence_of(tokens.end - 1) - reading.sentence_of(tokens.start);
    if sentences > 0 {
        return QuotationForm::Sentence;
    }
    let content = tokens.indices().filter(|&i| is_word(i) && words.form(i).chars().count() > 3);
    // A comma or stop inside the marks may be the sentence's around: "the film 'A Long Winter,' which".
    let open = !closed || !begins_sentence && content.clone().count() > 1;
    let title = count > 0
        && open
        && starts
        && content
            .clone()
            .all(|i| is_capital(words.form(i)) || !words.form(i).starts_with(char::is_alphabetic));
    if title && count <= 10 {
        return QuotationForm::NameOrTerm;
    }
    if starts && (finite && count > 2 || closed && begins_sentence || closed && count > 2) {
        return QuotationForm::Sentence;
    }
    let short = u32::try_from(count).unwrap_or(u32::MAX) <= TERM_WORDS;
    if short && !finite && !closed && count <= 2 {
        return QuotationForm::NameOrTerm;
    }
    QuotationForm::Fragment
}
