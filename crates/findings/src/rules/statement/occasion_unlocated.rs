//! An occasion is told of that nobody could look up.
//!
//! # What it reports
//! The text says that something was said in an interview, a post, a book, a statement or the like, and
//! names no outlet, programme, title or address for it. A statement, speech, letter, hearing or news
//! conference is also located by its day or place.
//!
//! # Why it matters
//! An interview that took place has an interviewer, an outlet and a day. Without one of them the words
//! cannot be compared with what was said.
//!
//! # Example
//! ```text
//! In [[a recent interview]]{S208}, Orin Vale said that the Salt Choir will stop touring.
//! ```
//!
//! # What clears it
//! The outlet, the programme, the title, an address, or whom it was given to. One located mention of
//! the same kind of occasion clears the later ones.

use std::collections::BTreeSet;

use sayso_core::OccasionKind;

use crate::occasion::is_located;
use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let located: BTreeSet<OccasionKind> =
        view.occasions().iter().filter(|o| is_located(o)).map(|o| o.kind).collect();
    for occasion in view.occasions().iter().filter(|o| !located.contains(&o.kind)) {
        let lacks = match occasion.kind {
            OccasionKind::Interview | OccasionKind::Broadcast => "outlet, programme or date",
            OccasionKind::Book | OccasionKind::Report | OccasionKind::Poll => "title or publisher",
            OccasionKind::Post => "platform, account or address",
            OccasionKind::Filing => "court, number or date",
            OccasionKind::Statement | OccasionKind::Letter => "addressee, outlet or date",
            OccasionKind::NewsConference
            | OccasionKind::Speech
            | OccasionKind::Testimony
            | OccasionKind::Other => "place, date or outlet",
        };
        let lacks = if occasion.date.found().is_some() {
            lacks.strip_suffix(" or date").unwrap_or(lacks).replacen(", ", " or ", 1)
        } else {
            lacks.to_owned()
        };
        report.add(
            Some(occasion.span),
            format!("{}: the text names no {lacks}", quoted(view.slice(occasion.span), 50)),
            match occasion.kind {
                OccasionKind::Interview => "Ask which interview, and when it appeared.",
                OccasionKind::Broadcast => "Ask which programme, and when it was broadcast.",
                OccasionKind::Post => "Ask for the address of the post.",
                _ => "Ask where and when that was, and for a copy.",
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Date, Fact, OccasionKind, Span, Voice};

    use crate::example::Example;

    fn example(kind: OccasionKind) -> Example {
        let mut e = Example::new("In a recent talk Vale said rain. In the talk Vale said hail.");
        let (id, _) = e.says("Vale", "said", "rain", Voice::Named);
        e.at_occasion(id, kind, "In a recent talk");
        e
    }

    #[test]
    fn an_interview_without_an_outlet() {
        let mut e = example(OccasionKind::Interview);
        assert_eq!(e.words("S208"), ["In a recent talk"]);
        assert_eq!(
            e.findings("S208")[0].message,
            "\"In a recent talk\": the text names no outlet, programme or date"
        );
        e.attributions.occasions[0].date =
            Fact::in_text(Date { year: 2020, month: Some(3), day: None }, Span::default());
        assert_eq!(
            e.findings("S208")[0].message,
            "\"In a recent talk\": the text names no outlet or programme"
        );
        e.attributions.occasions[0].outlet = Fact::in_text("The Pier".into(), Span::default());
        assert!(e.findings("S208").is_empty());
    }

    #[test]
    fn a_day_locates_a_speech_and_one_located_mention_serves_all() {
        let mut e = example(OccasionKind::Speech);
        assert_eq!(e.findings("S208").len(), 1);
        e.attributions.occasions[0].time = Some(e.span("recent"));
        assert!(e.findings("S208").is_empty());
        let mut e = example(OccasionKind::Interview);
        let (id, _) = e.says("Vale said hail", "said hail", "hail", Voice::Named);
        e.at_occasion(id, OccasionKind::Interview, "In the talk");
        assert_eq!(e.findings("S208").len(), 2);
        e.attributions.occasions[1].outlet = Fact::in_text("The Pier".into(), Span::default());
        assert!(e.findings("S208").is_empty());
    }
}
