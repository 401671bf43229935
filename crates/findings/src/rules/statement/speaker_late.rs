//! The reader learns who speaks more than a sentence late.
//!
//! # What it reports
//! A quotation runs for more than one sentence before its speaker is named, and nobody speaks earlier in its
//! paragraph or in the one before, whose words it could be taken to go on from.
//!
//! # Why it matters
//! Until then the reader takes the words for those of the last speaker.
//!
//! # Example
//! ```text
//! [["The roof is gone. The seats are wet. The stage is full of leaves,"]]{S212} Mira Lund said.
//! ```
//!
//! # What clears it
//! The speaker before the quotation or within its first sentence. Labels ("Lund:") stand before, and a colon
//! leads up to the words.

use sayso_core::{Attribution, Quotation, QuotationKind, Sentence, Span};

use crate::report::Report;
use crate::view::{View, gives_source, source_span};
use crate::wording::count;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    for attribution in view.attributions().filter(|a| a.quotation != QuotationKind::Indirect) {
        let place = source_span(attribution).or(attribution.cue.first().copied());
        let first = attribution.content.first();
        let (Some(place), Some(first)) = (place, first) else { continue };
        let begins = reading.sentence_at(first.start);
        let late = reading.sentence_at(place.start).saturating_sub(begins);
        if late <= 1 || place.start < first.start || is_led_up_to(view, attribution, begins) {
            continue;
        }
        let before = attribution.content.iter().filter(|span| span.end <= place.start);
        let Some(before) = before.copied().reduce(Span::join) else { continue };
        // A speaker in the next sentence only is one that the words are given to, and no name for them.
        let ends = reading.sentence_at(before.end.saturating_sub(1));
        if reading.sentence_at(place.start) != ends || !is_one_quotation(view, before) {
            continue;
        }
        report.add(
            Some(before),
            format!(
                "the speaker follows {} after the quotation begins",
                count(late, "sentence", "sentences")
            ),
            "Name the speaker before or within the first sentence.",
        );
        report.related(Some(place), "speaker");
    }
}

/// Somebody speaks in the paragraph or the one before, whose words these could go on from, or a colon stands
/// before them.
fn is_led_up_to(view: &View<'_>, attribution: &Attribution, begins: usize) -> bool {
    let reading = view.facts.reading;
    let Some(own) = view.sentences().get(begins) else { return true };
    let before = begins.checked_sub(1).and_then(|i| view.sentences().get(i));
    let announced = before.is_some_and(|s| view.slice(s.span).trim_end().ends_with(':'));
    let speaks = |a: &Attribution| {
        let at = view.sentences().get(reading.sentence_at(a.start()));
        let near = |s: &Sentence| s.section == own.section || s.section + 1 == own.section;
        a.start() < attribution.start() && gives_source(a) && at.is_some_and(near)
    };
    announced || view.attributions().any(speaks)
}

/// One pair of marks holds all of it.
fn is_one_quotation(view: &View<'_>, words: Span) -> bool {
    let quotations = &view.facts.reading.quotations;
    let inside = |q: &Quotation| q.depth == 0 && q.outer.overlaps(words);
    quotations.iter().filter(|q| inside(q)).count() <= 1
}

#[cfg(test)]
mod tests {
    use sayso_core::{QuotationKind, Voice};

    use crate::example::Example;

    #[test]
    fn a_speaker_two_sentences_late() {
        let mut e = Example::new("The roof is gone. The seats are wet. Leaves fell, Lund said.");
        let (id, _) = e.says(
            "Lund",
            "said",
            "The roof is gone. The seats are wet. Leaves fell",
            Voice::Named,
        );
        assert!(e.findings("S212").is_empty());
        e.attribution(id).quotation = QuotationKind::Direct;
        assert_eq!(e.words("S212"), ["The roof is gone. The seats are wet. Leaves fell"]);
    }
}
