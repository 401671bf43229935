//! Most of the text, or a long passage, stands in an earlier text that it does not name.
//!
//! # What it reports
//! The index holds another document with most of the same words or with a long passage of them, and
//! this text names neither its outlet nor a news agency. Where the index gives no date for one of the
//! two it is a note: either may have come first.
//!
//! # Why it matters
//! Words that were taken over have their source elsewhere, and the reader is not told where.
//!
//! # Example
//! ```text
//! date: 2024-05-03
//! ---
//! [[Orin Vale said the Salt Choir will stop touring in May.]]{T302} The hall is for sale.
//! +++ partial
//! id: quay-9
//! outlet: The Quay Herald
//! date: 2024-05-02
//! words: 10/15
//! passage: Orin Vale said the Salt Choir will stop touring in May.
//! ```
//!
//! # What clears it
//! The name of the other outlet in the text, an agency credit, or a date before that of the other
//! document. Two documents of one outlet are left alone.

use sayso_core::Date;

use crate::others::{Kin, OtherText};
use crate::report::Report;
use crate::view::View;
use crate::wording::{cut, quoted};

/// Passages named beside the first.
const RELATED: usize = 20;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let meta = &view.facts.document.meta;
    if meta.agency.fact.found_or_doubtful().is_some() {
        return;
    }
    let date = meta.date.fact.found().copied();
    let texts = view.facts.others.found().iter();
    for text in texts.filter(|text| matches!(text.kin, Kin::NearCopy | Kin::Partial)) {
        let order = date.zip(text.date).map(|(here, there)| is_before(here, there));
        if order == Some(true) || is_credited(view, text) {
            continue;
        }
        let longest = text.passages.iter().map(|(here, _)| *here).max_by_key(|here| here.len());
        let outlet = match &text.outlet {
            Some(outlet) => format!("{} is not named", quoted(outlet, 30)),
            None => "no credit found in the text".to_owned(),
        };
        report.add(
            longest,
            cut(&format!("{} % of the words stand in {}; {outlet}", text.percent(), text.label())),
            "Ask where the passage comes from, and name it.",
        );
        if order.is_none() {
            report.as_note();
        }
        let others = text.passages.iter().map(|(here, _)| *here).filter(|h| Some(*h) != longest);
        for passage in others.take(RELATED) {
            report.related(Some(passage), "shared passage");
        }
    }
}

/// One date surely lies before another: parts that one of them leaves out settle nothing.
fn is_before(a: Date, b: Date) -> bool {
    (a.year, a.month.zip(b.month).map(|(a, _)| a), a.day.zip(b.day).map(|(a, _)| a))
        < (b.year, a.month.zip(b.month).map(|(_, b)| b), a.day.zip(b.day).map(|(_, b)| b))
}

/// The text is of the other's outlet, or names it.
fn is_credited(view: &View<'_>, text: &OtherText) -> bool {
    let Some(outlet) = &text.outlet else { return false };
    let own = view.facts.document.meta.outlet.fact.found_or_doubtful();
    own.is_some_and(|own| own.eq_ignore_ascii_case(outlet)) || is_named(view, outlet)
}

/// The words of a name stand in the text one after another, a leading article aside.
fn is_named(view: &View<'_>, name: &str) -> bool {
    let reading = view.facts.reading;
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let words = match words.as_slice() {
        [first, rest @ ..] if first == "the" && !rest.is_empty() => rest,
        words => words,
    };
    let form = |token: u32| reading.form(view.facts.document, token).to_lowercase();
    !words.is_empty()
        && (0..reading.len()).any(|token| words.iter().zip(token..).all(|(w, t)| form(t) == *w))
}

#[cfg(test)]
mod tests {
    use sayso_core::{Date, Fact, Severity, Span};

    use super::is_before;
    use crate::example::{Example, other};
    use crate::others::Kin;

    fn example(text: &str) -> Example {
        let mut e = Example::new(text);
        let mut copy = other(Kin::NearCopy);
        copy.passages = vec![(e.span("It rained"), Span::new(0, 9))];
        e.others = vec![copy];
        e.document.meta.date.fact =
            Fact::in_text(Date { year: 2024, month: Some(5), day: Some(3) }, Span::default());
        e
    }

    #[test]
    fn a_near_copy_that_is_not_credited() {
        let mut e = example("It rained. It snowed.");
        assert_eq!(e.words("T302"), ["It rained"]);
        assert_eq!(e.findings("T302")[0].severity, Severity::Gap);
        e.others[0].date = None;
        assert_eq!(e.findings("T302")[0].severity, Severity::Note);
    }

    #[test]
    fn credit_an_agency_or_an_earlier_date_clears_it() {
        let credited = example("It rained. So wrote The Quay Herald.");
        assert!(credited.findings("T302").is_empty());
        let mut e = example("It rained. It snowed.");
        e.document.meta.agency.fact = Fact::in_text("Northern Wire".into(), Span::default());
        assert!(e.findings("T302").is_empty());
        let mut e = example("It rained. It snowed.");
        e.others[0].date = Some(Date { year: 2024, month: Some(5), day: Some(4) });
        assert!(e.findings("T302").is_empty());
    }

    #[test]
    fn dates_are_compared_as_far_as_both_go() {
        let date = |year, month, day| Date { year, month, day };
        assert!(is_before(date(2023, None, None), date(2024, Some(1), None)));
        assert!(is_before(date(2024, Some(1), Some(9)), date(2024, Some(2), None)));
        assert!(!is_before(date(2024, Some(1), None), date(2024, Some(1), Some(2))));
        assert!(!is_before(date(2024, None, None), date(2024, Some(1), None)));
    }
}
