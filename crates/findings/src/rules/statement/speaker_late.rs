//! The reader learns who speaks more than a sentence late.
//!
//! # What it reports
//! A quotation runs for more than one sentence before its speaker is named, and nobody speaks in the sentence
//! before it, whose words they could be taken to go on from.
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
//! The speaker before the quotation or within its first sentence. Labels ("Lund:") stand before.

use sayso_core::{QuotationKind, Span};

use crate::report::Report;
use crate::view::{View, source_span};
use crate::wording::count;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    for attribution in view.attributions().filter(|a| a.quotation != QuotationKind::Indirect) {
        let place = source_span(attribution).or(attribution.cue.first().copied());
        let first = attribution.content.first();
        let (Some(place), Some(first)) = (place, first) else { continue };
        let begins = reading.sentence_at(first.start);
        let late = reading.sentence_at(place.start).saturating_sub(begins);
        if late <= 1 || place.start < first.start {
            continue;
        }
        let goes_on = view.attributions().any(|other| {
            let at = reading.sentence_at(other.start());
            at + 1 == begins && !other.source.is_empty()
        });
        if goes_on {
            continue;
        }
        let before = attribution.content.iter().filter(|span| span.end <= place.start);
        let Some(before) = before.copied().reduce(Span::join) else { continue };
        // A speaker in the next sentence only is one that the words are given to, and no name for them.
        let ends = reading.sentence_at(before.end.saturating_sub(1));
        if reading.sentence_at(place.start) != ends {
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
