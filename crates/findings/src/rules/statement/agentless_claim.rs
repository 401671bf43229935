//! Something is claimed or believed, and by nobody.
//!
//! # What it reports
//! "It is said", "has been claimed", "is considered": a verb of speech or belief in the passive without
//! anybody who does it.
//!
//! # Why it matters
//! Nobody can be asked. The sentence would read the same if the writer had made it up.
//!
//! # Example
//! ```text
//! [[It has been claimed]]{S206} that the theatre was sold twice.
//! ```
//!
//! # What clears it
//! "by" with a name, or a document cited in the sentence. Names and settled usage ("is known as", "is
//! called") are left alone.

use sayso_core::{CueKind, How, Span, Voice};

use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for attribution in view.attributions() {
        let speaks =
            matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing | CueKind::Belief)
                && !attribution.stance.negated;
        let agentless = attribution.speaker.voice == Voice::Crowd
            && (attribution.source.is_empty() || attribution.speaker.how == How::NoSource);
        let usage = matches!(attribution.cue_lemma.as_str(), "know" | "call" | "name" | "define");
        if !speaks || !agentless || usage {
            continue;
        }
        let cited = view
            .statements_of(attribution)
            .iter()
            .any(|s| s.basis.document.found_or_doubtful().is_some());
        let act = attribution.source.iter().chain(&attribution.cue);
        let cue = act.copied().reduce(Span::join);
        let Some(cue) = cue.filter(|_| !cited) else { continue };
        report.add(
            Some(cue),
            format!("{}: the text does not say by whom", quoted(view.slice(cue), 40)),
            "Ask by whom, and where it can be read.",
        );
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{CueKind, Voice};

    use crate::example::Example;

    #[test]
    fn a_passive_without_an_agent() {
        let mut e = Example::new("It is said it rained. It is called Velm.");
        let (id, _) = e.says("", "It is said", "it rained", Voice::Crowd);
        assert_eq!(e.words("S206"), ["It is said"]);
        e.attribution(id).cue_lemma = "call".into();
        assert!(e.findings("S206").is_empty());
        e.attribution(id).cue_lemma = "say".into();
        e.attribution(id).cue_kind = CueKind::Perception;
        assert!(e.findings("S206").is_empty());
    }
}
