//! It is open whether a stretch is still what a speaker says.
//!
//! # What it reports
//! A stretch after "according to", after an announced account, at the edge of what is said or on somebody's
//! thoughts: it may be the speaker's or the text's own. It is counted apart and belongs to neither.
//!
//! # Why it matters
//! Who reads it for the speaker's words may be reading the writer's.
//!
//! # Example
//! ```text
//! Mira Lund said she has left. In her own words, the stage had tired her. [[The tours were
//! long.]]{R901}
//! ```
//!
//! # What clears it
//! A cue in each sentence ("she said"), or quotation marks.

use sayso_core::{DoubtReason, Scope};

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for attribution in view.attributions() {
        let doubtful = attribution.reach.iter().filter(|r| r.scope == Scope::Doubtful && !r.noted);
        for reach in doubtful {
            let after = match reach.why {
                Some(DoubtReason::AfterAccordingTo) => "after a reported statement",
                Some(DoubtReason::AfterOpening) => "after an announced account",
                Some(DoubtReason::WordsAnnounced) => "after announced words",
                Some(DoubtReason::ClauseEdge) => "at the edge of a reported statement",
                Some(DoubtReason::Viewpoint) => "on a speaker's inner state",
                None => "beside a reported statement",
            };
            report.add(
                Some(reach.span),
                format!("{after}: whose words these are is left open"),
                "Read it as the text's own until the speaker is asked.",
            );
            report.related(reach.trigger, "where the doubt begins");
        }
    }
}
