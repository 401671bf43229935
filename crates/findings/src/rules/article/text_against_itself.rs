//! Two things are said of the same people that cannot both hold.
//!
//! # What it reports
//! Two predicates of a list of oppositions ("surprised" and "long suspected") stand at most three sentences
//! apart, or in headline and body, in the same voice and of the same people. Where both are said of people
//! at large under different names ("fans", "many") it is a note: they may be different people.
//!
//! # Why it matters
//! One of the two needs another word, and only the writer knows which.
//!
//! # Example
//! ```text
//! The news [[surprised]]{A130} the fans of the choir. The fans had long suspected it.
//! ```
//!
//! # What clears it
//! Words that tell the two groups apart, or a speaker for one of the two.

use sayso_core::{Attribution, EntityId, SectionKind, Span, TokenRange};

use crate::report::Report;
use crate::view::View;
use crate::wording::quoted;

/// Sentences between the two.
const APART: usize = 3;

/// One half of an opposition in the text.
struct Hit {
    tokens: TokenRange,
    pair: usize,
    side: usize,
    sentence: usize,
    headline: bool,
}

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let hits = hits(view);
    let mut reported = Vec::new();
    for (i, a) in hits.iter().enumerate() {
        for b in hits.iter().skip(i + 1) {
            let near = a.headline != b.headline || b.sentence - a.sentence <= APART;
            if a.pair != b.pair || a.side == b.side || !near || voice(view, a) != voice(view, b) {
                continue;
            }
            let Some(same) = same_people(view, a, b) else { continue };
            let (first, second) =
                (view.facts.reading.span(a.tokens), view.facts.reading.span(b.tokens));
            if reported.contains(&first) {
                continue;
            }
            reported.push(first);
            report.add(
                Some(first),
                format!(
                    "{} and {} stand close by; both hold only if said of different people",
                    quoted(view.slice(first), 20),
                    quoted(view.slice(second), 20)
                ),
                "Ask of whom each of the two is said.",
            );
            report.related(Some(second), "against it");
            if !same {
                report.as_note();
            }
        }
    }
}

fn hits(view: &View<'_>) -> Vec<Hit> {
    let reading = view.facts.reading;
    let Some(list) = view.lists.get("oppositions") else { return Vec::new() };
    let mut hits = Vec::new();
    for (i, sentence) in view.sentences().iter().enumerate() {
        let headline = view.section_kind(sentence) == Some(SectionKind::Headline);
        if !headline && !view.is_body(sentence) {
            continue;
        }
        for token in sentence.tokens.range().filter(|&token| !view.is_quoted(token)) {
            for (tokens, number) in list.all_at(reading, token, sentence.tokens.end) {
                let (pair, side) = (number / 2, number % 2);
                hits.push(Hit { tokens, pair, side, sentence: i, headline });
            }
        }
    }
    hits
}

/// Who says it: whether an attribution's content holds the words, and the innermost one's speaker.
fn voice(view: &View<'_>, hit: &Hit) -> (bool, Option<EntityId>) {
    let span = view.facts.reading.span(hit.tokens);
    let holds = |a: &Attribution| a.content.iter().any(|content| content.contains(span));
    let attributions = view.attributions().filter(|a| holds(a) && crate::view::gives_source(a));
    let innermost = attributions.last();
    (innermost.is_some(), innermost.and_then(|attribution| attribution.speaker.entity))
}

/// The words that hang on a predicate as its subject or object.
fn people(view: &View<'_>, hit: &Hit) -> Vec<u32> {
    use sayso_core::Deprel::{Nsubj, Obj, Obl};
    let reading = view.facts.reading;
    let Some(sentence) = view.sentences().get(hit.sentence) else { return Vec::new() };
    let hangs = |&token: &u32| {
        let head = reading.tokens.head.get(token as usize);
        let relation = reading.tokens.deprel.get(token as usize).map(|r| r.base());
        head.is_some_and(|&head| hit.tokens.contains(head))
            && matches!(relation, Some(Nsubj | Obj | Obl))
    };
    sentence.tokens.range().filter(hangs).collect()
}

/// True for the same people, false for people at large under two names, `None` for others.
fn same_people(view: &View<'_>, a: &Hit, b: &Hit) -> Option<bool> {
    let reading = view.facts.reading;
    let groups = view.lists.get("groups")?;
    let (a, b) = (people(view, a), people(view, b));
    let entity = |token: u32| {
        let span = reading.tokens.span.get(token as usize).copied().unwrap_or(Span::default());
        view.mentions_in(span).find_map(|mention| mention.entity)
    };
    let same = |x: u32, y: u32| {
        reading.lemma(x) == reading.lemma(y) || entity(x).is_some_and(|e| Some(e) == entity(y))
    };
    if a.iter().any(|&x| b.iter().any(|&y| same(x, y))) {
        return Some(true);
    }
    let at_large = |tokens: &[u32]| tokens.iter().any(|&t| groups.at(reading, t, t + 1).is_some());
    (at_large(&a) && at_large(&b)).then_some(false)
}

#[cfg(test)]
mod tests {
    use sayso_core::{Deprel, Severity, Upos, Voice};

    use crate::example::Example;

    /// "stun" and "long suspect", each with somebody on it.
    fn example(second: &str) -> Example {
        let mut e = Example::new(&format!("It stun fan. {second} long suspect it. It rained."));
        for (word, upos) in [("stun", Upos::Verb), ("suspect", Upos::Verb)] {
            let t = e.reading.tokens_in(e.span(word)).start as usize;
            e.reading.tokens.upos[t] = upos;
        }
        let second = e.document.text.rfind(&format!("{second} long")).unwrap();
        let second = e.reading.tokens_in(sayso_core::Span::of(second..second + 1)).start;
        let first = e.reading.tokens_in(e.span("fan")).start;
        for (token, head, deprel) in
            [(first, "stun", Deprel::Obj), (second, "suspect", Deprel::Nsubj)]
        {
            e.reading.tokens.head[token as usize] = e.reading.tokens_in(e.span(head)).start;
            e.reading.tokens.deprel[token as usize] = deprel;
        }
        e
    }

    #[test]
    fn the_same_people_or_people_at_large() {
        assert_eq!(example("fan").words("A130"), ["stun"]);
        assert_eq!(example("fan").findings("A130")[0].severity, Severity::Conflict);
        assert_eq!(example("many").findings("A130")[0].severity, Severity::Note);
        assert!(example("Lund").findings("A130").is_empty());
    }

    #[test]
    fn different_speakers_may_differ() {
        let mut e = example("fan");
        e.says("It rained", "rained", "fan long suspect it", Voice::Crowd);
        assert!(e.findings("A130").is_empty());
    }
}
