//! Announced words: *in her words*, *as he put it*, and whether words between marks follow.

use sayso_core::{EntityId, QuotationForm, Span, TokenRange};

use crate::text::Text;

/// Words are announced and none follow.
pub(super) struct Announced {
    pub(super) phrase: TokenRange,
    /// Whose words, where the text settles it.
    pub(super) entity: Option<EntityId>,
}

/// The announcement of a sentence, if neither it nor the next sentence gives words between marks.
pub(super) fn find(text: &Text, number: usize) -> Option<Announced> {
    let sentence = text.sentence(number)?;
    let phrase = crate::announced::phrase(text, sentence.tokens)?;
    let next = text.sentence(number + 1).filter(|next| next.section <= sentence.section + 1);
    let span = next.map_or(sentence.span, |next| sentence.span.join(next.span));
    if has_words(text, span) {
        return None;
    }
    let mut mentions = text.mentions_in(phrase);
    let entity = mentions.find_map(|mention| mention.entity);
    Some(Announced { phrase, entity })
}

/// A quotation that is no name or term touches the span.
fn has_words(text: &Text, span: Span) -> bool {
    let quotations = &text.reading.quotations;
    let first = quotations.partition_point(|quotation| quotation.outer.end <= span.start);
    let mut near = quotations.iter().skip(first).take_while(|q| q.outer.start < span.end);
    near.any(|quotation| quotation.form != QuotationForm::NameOrTerm)
}
