//! The same story stands elsewhere with other names.
//!
//! # What it reports
//! The index holds a document with the same sentences in the same order in which another name stands
//! where this text has its main name.
//!
//! # Why it matters
//! One of the two cannot be a report of what happened to the person it names, and neither text says which.
//!
//! # Example
//! ```text
//! [[Orin Vale]]{T303} said the choir was over. Vale blamed nobody but Mira Lund.
//! +++ rewrite
//! id: quay-9
//! swap: Orin Vale = Teo Brandt
//! ```
//!
//! # What clears it
//! Nothing in the text does: both have to be looked at. Forms that are filled in again (results, notices)
//! are left alone.

use crate::others::Kin;
use crate::report::Report;
use crate::view::View;
use crate::wording::{cut, quoted};

/// Places named beside the first.
const RELATED: usize = 20;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let texts = view.facts.others.found().iter();
    for text in texts.filter(|text| text.kin == Kin::Rewrite) {
        let main = text.swaps.iter().find(|swap| swap.main).or(text.swaps.first());
        let Some(swap) = main else { continue };
        let mut places = swap.places.iter().copied();
        report.add(
            places.next(),
            cut(&format!(
                "the same story in {} has {} where this text has {}",
                text.label(),
                quoted(&swap.there, 30),
                quoted(&swap.here, 30)
            )),
            "Ask of whom it was told first, and for a source outside both texts.",
        );
        for place in places.take(RELATED) {
            report.related(Some(place), "the same name");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::example::{Example, other};
    use crate::others::{Kin, SwappedName};

    #[test]
    fn the_main_swap_is_told() {
        let mut e = Example::new("Vale sang. Lund wept.");
        let mut text = other(Kin::Rewrite);
        let swap = |e: &Example, here: &str, main| SwappedName {
            here: here.into(),
            there: "Brandt".into(),
            places: vec![e.span(here)],
            main,
        };
        text.swaps = vec![swap(&e, "Lund", false), swap(&e, "Vale", true)];
        e.others = vec![text];
        assert_eq!(e.words("T303"), ["Vale"]);
        e.others[0].kin = Kin::Formula;
        assert!(e.findings("T303").is_empty());
        e.others[0].kin = Kin::Rewrite;
        e.others[0].swaps.clear();
        assert!(e.findings("T303").is_empty());
    }
}
