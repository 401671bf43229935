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

use sayso_core::{Attribution, CueKind, Deprel, How, Span, TokenIndex, TokenRange, Upos, Voice};

use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

/// Words between "it" and the participle: "it has since often been said".
const MAX_TO_SUBJECT: TokenIndex = 6;

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
        let Some(verb) = passive(view, attribution) else { continue };
        let cited = view
            .statements_of(attribution)
            .iter()
            .any(|s| s.basis.document.found_or_doubtful().is_some());
        let it = expletive(view, verb);
        let act = attribution.source.iter().chain(&attribution.cue).chain(&it);
        let cue = act.copied().reduce(Span::join);
        let Some(cue) = cue.filter(|_| !cited) else { continue };
        report.add(
            Some(cue),
            format!("{}: the text does not say by whom", quoted(view.slice(cue), 40)),
            "Ask by whom, and where it can be read.",
        );
    }
}

/// "It has been claimed", "is said to", "is considered a": a form of "be" and the participle of a verb of
/// speech or belief, with its "it" before it or with what is claimed behind it. "Were reported to the
/// police" and "worth considering" tell of other things. The participle is returned.
fn passive(view: &View<'_>, attribution: &Attribution) -> Option<TokenIndex> {
    let reading = view.facts.reading;
    let list = view.lists.get("agentless")?;
    attribution.cue.iter().find_map(|&cue| {
        let tokens = reading.tokens_in(cue);
        let words = list.first_in(reading, tokens)?;
        let verb = words.end - 1;
        let before = || verb.saturating_sub(4)..verb;
        let has = |lemmas: &[&str]| {
            before().any(|t| lemmas.contains(&reading.lemma(t).to_lowercase().as_str()))
        };
        let form = reading.form(view.facts.document, verb);
        let participle =
            form.ends_with("ed") || matches!(form, "said" | "thought" | "understood" | "known");
        let next = reading.lemma(verb + 1);
        let clause = match next {
            "to" => {
                matches!(reading.tokens.upos.get(verb as usize + 2), Some(Upos::Verb | Upos::Aux))
            }
            "that" => true,
            // "Said with a smile" tells how.
            "by" | "with" => return None,
            _ => reading.lemma(verb) == "consider",
        };
        // "It is to be expected": nobody has done so yet.
        let demand = reading.lemma(verb.saturating_sub(2)) == "to"
            && reading.lemma(verb.saturating_sub(1)) == "be";
        let passive = participle && has(&["be"]) && !has(&["could", "might", "would"]) && !demand;
        (passive && (clause || has(&["it"]))).then_some(verb)
    })
}

/// The "it" that stands for what is claimed, as the tree has it.
fn expletive(view: &View<'_>, verb: TokenIndex) -> Option<Span> {
    let reading = view.facts.reading;
    let is_it = |&token: &TokenIndex| {
        let i = token as usize;
        let subject = matches!(
            reading.tokens.deprel.get(i),
            Some(Deprel::Expl | Deprel::Nsubj | Deprel::NsubjPass)
        );
        let own = reading.tokens.head.get(i) == Some(&verb);
        subject && own && reading.lemma(token).eq_ignore_ascii_case("it")
    };
    let token = (verb.saturating_sub(MAX_TO_SUBJECT)..verb).rev().find(is_it)?;
    Some(reading.span(TokenRange::new(token, token + 1)))
}

#[cfg(test)]
mod tests {
    use sayso_core::{CueKind, Upos, Voice};

    use crate::example::Example;

    #[test]
    fn a_passive_without_an_agent() {
        let mut e = Example::new("It is said it rained. It is called Velm.");
        let (id, _) = e.says("", "It is said", "it rained", Voice::Crowd);
        for (word, lemma, upos) in [("is", "be", Upos::Aux), ("said", "say", Upos::Verb)] {
            let t = e.reading.tokens_in(e.span(word)).start as usize;
            e.reading.tokens.lemma[t] = e.reading.strings.add(lemma);
            e.reading.tokens.upos[t] = upos;
        }
        assert_eq!(e.words("S206"), ["It is said"]);
        e.attribution(id).cue_lemma = "call".into();
        assert!(e.findings("S206").is_empty());
        e.attribution(id).cue_lemma = "say".into();
        e.attribution(id).cue_kind = CueKind::Perception;
        assert!(e.findings("S206").is_empty());
    }
}
