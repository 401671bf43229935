//! Most of what is put in somebody's mouth comes from sources without a name.
//!
//! # What it reports
//! Of at least four attributed statements more than half have a grade of D (described), E (bare unnamed) or
//! F (crowd).
//!
//! # Why it matters
//! A reader can ask none of these.
//!
//! # Example
//! ```text A122
//! A source said the fleet will be sold. An insider said the board had agreed. Critics said the price was
//! too low. Mira Lund said she knew of nothing.
//! ```
//!
//! # What clears it
//! Names for half of the statements or more.

use sayso_core::Letter;

use crate::report::Report;
use crate::source::is_unnamed;
use crate::view::{View, gives_source};

/// Below this a share says little.
const FEWEST: usize = 4;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let speaks = |s: &&sayso_core::Statement| view.attribution_of(s).is_some_and(gives_source);
    let attributed: Vec<_> =
        view.attributed().filter(|s| !View::is_doubtful(s)).filter(speaks).collect();
    let is_unnamed = |s: &&&sayso_core::Statement| {
        let weak = matches!(view.letter(s), Letter::D | Letter::E | Letter::F);
        weak && view.attribution_of(s).is_some_and(|a| is_unnamed(view, a))
    };
    let unnamed = attributed.iter().filter(is_unnamed).count();
    if attributed.len() >= FEWEST && 2 * unnamed > attributed.len() {
        report.add(
            None,
            format!(
                "{unnamed} of {} attributed statements come from sources without a name",
                attributed.len()
            ),
            "Ask for one name behind each, or for the reason why it is left out.",
        );
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::Voice;

    use crate::example::Example;

    #[test]
    fn over_half_of_at_least_four() {
        let mut e = Example::new("A one. B two. C three. D four.");
        e.says("A", "one", "one", Voice::Unnamed);
        e.says("B", "two", "two", Voice::Crowd);
        e.says("C", "three", "three", Voice::Named);
        assert!(e.findings("A122").is_empty());
        e.says("D", "four", "four", Voice::Described);
        assert_eq!(
            e.findings("A122")[0].message,
            "3 of 4 attributed statements come from sources without a name"
        );
        e.statements.list[1].basis.voice = Voice::Named;
        e.statements.list[1].basis.name = e.statements.list[2].basis.name.clone();
        assert!(e.findings("A122").is_empty());
    }
}
