//! Only two or three words of what was said are quoted.
//!
//! # What it reports
//! A spoken statement whose only words between quotation marks are two or three. Titles, nicknames and terms
//! are left alone.
//!
//! # Why it matters
//! Two words can be taken from any sentence, and the reader does not see which.
//!
//! # Example
//! ```text
//! Mira Lund said the board had [["lied to us"]]{S216} about the sale of the theatre.
//! ```
//!
//! # What clears it
//! More of the sentence the words were taken from.

use sayso_core::{QuotationForm, TokenRange};

use crate::report::Report;
use crate::view::{View, is_spoken};
use crate::wording::{count, quoted};

/// From this many words on a quotation is no fragment.
const ENOUGH_WORDS: usize = 4;
/// A single word is a term or a name called, as often as what somebody said.
const FEWEST_WORDS: usize = 2;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let quotations = &view.facts.reading.quotations;
    for attribution in view.attributions().filter(|a| is_spoken(a)) {
        let (Some(first), Some(last)) = (attribution.content.first(), attribution.content.last())
        else {
            continue;
        };
        let begin = quotations.partition_point(|q| q.outer.start < first.start);
        let inside: Vec<_> = quotations
            .iter()
            .skip(begin)
            .take_while(|q| q.outer.start < last.end)
            .filter(|q| q.depth == 0)
            .collect();
        let words: usize = inside.iter().map(|q| words_in(view, q.tokens)).sum();
        let Some(only) = inside.iter().find(|q| q.form == QuotationForm::Fragment) else {
            continue;
        };
        let is_term = inside.iter().any(|q| q.form == QuotationForm::NameOrTerm);
        // "No!", "Happy Holidays": a whole utterance or a title begins with a capital.
        let is_whole = view.slice(only.inner).trim_start().starts_with(char::is_uppercase);
        if !(FEWEST_WORDS..ENOUGH_WORDS).contains(&words) || is_term || is_whole {
            continue;
        }
        report.add(
            Some(only.outer),
            format!(
                "{}: only {} of the statement quoted",
                quoted(view.slice(only.inner), 40),
                count(words, "word is", "words are")
            ),
            "Ask for the whole sentence.",
        );
    }
}

/// Words, marks left out.
fn words_in(view: &View<'_>, tokens: TokenRange) -> usize {
    let is_word = |&token: &u32| {
        let form = view.facts.reading.form(view.facts.document, token);
        form.contains(char::is_alphanumeric)
    };
    tokens.range().filter(is_word).count()
}

#[cfg(test)]
mod tests {
    use sayso_core::{ClosedBy, Quotation, QuotationForm, Voice};

    use crate::example::Example;

    fn example(words: &str, form: QuotationForm) -> Example {
        let mut e = Example::new(&format!("Lund said it was {words} then."));
        let outer = e.span(words);
        e.reading.quotations.push(Quotation {
            outer,
            inner: outer,
            tokens: e.reading.tokens_in(outer),
            closed_by: ClosedBy::Mark,
            form,
            depth: 0,
            continues: None,
        });
        e.says("Lund", "said", &format!("it was {words} then"), Voice::Named);
        e
    }

    #[test]
    fn two_words_and_no_terms() {
        assert_eq!(example("“quite sad”", QuotationForm::Fragment).words("S216"), ["“quite sad”"]);
        assert!(example("“Salt Moon”", QuotationForm::NameOrTerm).findings("S216").is_empty());
        assert!(
            example("“one two three four”", QuotationForm::Fragment).findings("S216").is_empty()
        );
    }
}
