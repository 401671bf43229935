//! The last line: four slots from counts alone; a slot with nothing to say falls away.

use sayso_core::{Letter, OccasionKind, Voice};
use serde::Serialize;

use super::Counts;
use crate::occasion::is_located;
use crate::view::View;
use crate::wording::count;

/// The parts of the last line.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slots {
    /// Occasions told of, and how many a reader could find.
    pub occasions: Option<String>,
    /// Words quoted.
    pub words: Option<String>,
    /// Basis of the central claim.
    pub central_claim: Option<String>,
    /// Unnamed among the attributed, when over half.
    pub unnamed: Option<String>,
}

impl Slots {
    /// The slots that have something to say, with commas.
    pub fn line(&self) -> String {
        let slots = [&self.occasions, &self.words, &self.central_claim, &self.unnamed];
        slots.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    }
}

pub(super) fn slots(view: &View<'_>, counts: &Counts) -> Slots {
    if counts.statements == 0 {
        return Slots::default();
    }
    Slots {
        occasions: occasions(view, counts),
        words: Some(match (counts.words_quoted, counts.speakers_quoted) {
            (0, _) => "no words quoted".to_owned(),
            (words, speakers) => format!(
                "{} of {}",
                count(words as usize, "word", "words"),
                count(speakers as usize, "speaker", "speakers")
            ),
        }),
        central_claim: central_claim(view),
        unnamed: unnamed(view),
    }
}

fn occasions(view: &View<'_>, counts: &Counts) -> Option<String> {
    match view.occasions() {
        [] => None,
        [only] => {
            let kind = occasion_noun(only.kind);
            let dated = only.date.found_or_doubtful().is_some();
            Some(match (is_located(only), dated) {
                (true, _) => format!("one {kind}, located"),
                (false, true) => format!("one {kind}, dated and not located"),
                (false, false) => format!("one untraceable {kind}"),
            })
        }
        all => Some(match counts.occasions_located {
            0 => format!("{} occasions, none located", all.len()),
            located => format!("{} occasions, {located} located", all.len()),
        }),
    }
}

fn central_claim(view: &View<'_>) -> Option<String> {
    let central = &view.facts.statements.central;
    let claim = central.statement.and_then(|id| view.statement(id))?;
    let third_party = central.third_party.is_some();
    if third_party && central.reply.is_not_found() {
        return Some("central claim about a third party without reply".to_owned());
    }
    let (letter, _) = view.best_basis(claim, &central.matches);
    let reply = third_party && central.reply.found_or_doubtful().is_some();
    let reply = if reply { ", reply given" } else { "" };
    let assumed = if central.assumed { " (assumed)" } else { "" };
    (letter != Letter::N).then(|| format!("central claim{assumed} grade {letter}{reply}"))
}

/// Statements of described and unnamed sources, when they are over half of the attributed ones.
fn unnamed(view: &View<'_>) -> Option<String> {
    let attributed = || view.attributed().filter(|s| !View::is_doubtful(s));
    let all = attributed().count();
    let unnamed =
        attributed().filter(|s| matches!(s.basis.voice, Voice::Described | Voice::Unnamed)).count();
    (2 * unnamed > all).then(|| format!("{unnamed} of {all} unnamed"))
}

/// What an occasion is called.
pub(super) fn occasion_noun(kind: OccasionKind) -> &'static str {
    match kind {
        OccasionKind::NewsConference => "news conference",
        OccasionKind::Other => "occasion",
        kind => kind.as_str(),
    }
}
