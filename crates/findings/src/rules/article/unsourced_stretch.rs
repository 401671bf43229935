//! A long stretch about named people in the text's own voice.
//!
//! # What it reports
//! Five or more sentences on end, in whole paragraphs, without any act of speech or writing and without
//! a document, at least two of them on named people. A paragraph that names a source somewhere counts
//! as sourced, since a source at its end often serves all of it; so does one that may still be the
//! account of a speaker, one that a colon leads up to, and one with a quotation, a verb of saying, a report, a
//! poll or another document in it. What people believe, want or see is no source: the text does not say how
//! it knows.
//!
//! # Why it matters
//! Nobody vouches for the stretch but the text itself, so a reader does not know where to look.
//!
//! # Example
//! ```text
//! Mira Lund said on Monday that the choir will close.
//!
//! [[Orin Vale grew up by the harbour. He joined the choir in 1994. Vale quarrelled with the board.
//! The tours grew longer. In 2003 Vale lost his voice for a year.]]{A127}
//!
//! Lund said the board meets in May.
//! ```
//!
//! # What clears it
//! A source in each paragraph, a cited document, or the writer speaking of themselves ("I saw", "we would").
//! Lists, tables, headings, captions and credits are not counted.

use std::collections::BTreeSet;

use sayso_core::{Attribution, EntityId, EntityKind, MentionKind, Sentence, Upos};

use crate::cover::Cover;
use crate::report::Report;
use crate::view::{View, gives_source};

/// Shorter stretches are ordinary background.
const FEWEST_SENTENCES: usize = 5;
/// Below this the stretch is not about people.
const FEWEST_ON_PEOPLE: usize = 2;
/// Words before the colon of a label.
const LONGEST_LABEL: usize = 3;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    for run in unsourced_runs(view) {
        let told: Vec<_> = run.iter().filter(|s| tells(view, s)).collect();
        let on_people = told.iter().filter(|s| is_on_people(view, s)).count();
        let (Some(first), Some(last)) = (told.first(), told.last()) else { continue };
        if told.len() < FEWEST_SENTENCES
            || on_people < FEWEST_ON_PEOPLE
            || run.iter().any(|sentence| view.is_the_writers(sentence))
        {
            continue;
        }
        report.add(
            Some(first.span.join(last.span)),
            format!(
                "{} sentences on end without a source, {on_people} on named people",
                told.len()
            ),
            "Ask who says so, paragraph by paragraph.",
        );
    }
}

/// Stretches of body paragraphs, each as its sentences, in which nothing has a source.
pub(crate) fn unsourced_runs<'a>(view: &View<'a>) -> Vec<Vec<&'a Sentence>> {
    let mut runs = vec![Vec::new()];
    let body: Vec<&Sentence> = view.sentences().iter().filter(|s| view.is_body(s)).collect();
    let heard: BTreeSet<EntityId> =
        view.attributions().filter(|a| gives_source(a)).filter_map(|a| a.speaker.entity).collect();
    // What somebody expects whom the article hears elsewhere they may have told it.
    let is_heard = |a: &Attribution| a.speaker.entity.is_some_and(|id| heard.contains(&id));
    let is_source = |a: &&Attribution| gives_source(a) || is_heard(a);
    let sourced = Cover::of(view.attributions().filter(is_source).flat_map(|a| {
        let may_be = a.reach.iter().filter(|r| !r.noted).map(|r| &r.span);
        a.cue.iter().chain(&a.content).chain(may_be).copied()
    }));
    let quoted = Cover::of(view.facts.reading.quotations.iter().map(|q| q.outer));
    let mut announced = false;
    for paragraph in body.chunk_by(|a, b| a.section == b.section) {
        let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else { continue };
        let span = first.span.join(last.span);
        let led_up_to = announced;
        announced = view.slice(span).trim_end().ends_with(':');
        let open = led_up_to
            || announced
            || quoted.touches(span)
            || is_caption(view, paragraph)
            || cites(view, paragraph);
        if sourced.touches(span) || open {
            runs.push(Vec::new());
        } else if let Some(run) = runs.last_mut() {
            run.extend_from_slice(paragraph);
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// It names a person, or says "he" or "she" of one whom the text names.
fn is_on_people(view: &View<'_>, sentence: &Sentence) -> bool {
    let reading = view.facts.reading;
    view.mentions_in(sentence.span).any(|mention| {
        let entity = mention.entity.and_then(|id| view.entity(id));
        let pronoun = matches!(reading.lemma(mention.tokens.start), "he" | "she" | "his" | "her");
        let named = mention.kind == MentionKind::Name && mention.names == EntityKind::Person;
        entity.is_some_and(|e| e.kind == EntityKind::Person && !e.name.is_empty())
            && (named || (pronoun && mention.tokens.len() == 1))
    })
}

/// The paragraph speaks of something one could look up, or of anybody saying something.
fn cites(view: &View<'_>, paragraph: &[&Sentence]) -> bool {
    ["documents", "saying"]
        .iter()
        .filter_map(|name| view.lists.get(name))
        .any(|list| paragraph.iter().any(|s| list.first_in(view.facts.reading, s.tokens).is_some()))
}

/// It does not end like a sentence, or begins with a word or two and a colon: "Stars: the band in May".
fn is_caption(view: &View<'_>, paragraph: &[&Sentence]) -> bool {
    let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else { return false };
    let labelled = view
        .slice(first.span)
        .split_once(':')
        .is_some_and(|(label, _)| label.split_whitespace().count() <= LONGEST_LABEL);
    labelled || !view.slice(last.span).trim_end().ends_with(ends)
}

/// It has a verb and ends like a sentence: no heading, time of day or name on a line of its own.
fn tells(view: &View<'_>, sentence: &Sentence) -> bool {
    let upos = &view.facts.reading.tokens.upos;
    let is_verb = |t: u32| matches!(upos.get(t as usize), Some(Upos::Verb | Upos::Aux));
    sentence.tokens.range().any(is_verb) && view.slice(sentence.span).trim_end().ends_with(ends)
}

/// The last sign of a sentence.
fn ends(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ')' | '"' | '”' | '\'' | '’')
}

#[cfg(test)]
mod tests {
    use sayso_core::{CueKind, Voice};

    use crate::example::Example;

    const STRETCH: &str = "Vale grew up. Vale sang. It rained. It snowed. It hailed.";
    const VERBS: &str = "grew sang rained snowed hailed";

    #[test]
    fn five_sentences_on_people_without_a_source() {
        let text = format!("Lund said no.\n\n{STRETCH}\n\nLund said yes.");
        let mut e = Example::new(&text);
        e.verbs(VERBS);
        e.person("Lund");
        e.person("Vale");
        e.says("Lund", "said", "no", Voice::Named);
        e.says("Lund said yes", "said yes", "yes", Voice::Named);
        assert_eq!(e.words("A127"), [STRETCH]);
        assert_eq!(
            e.findings("A127")[0].message,
            "5 sentences on end without a source, 2 on named people"
        );
    }

    #[test]
    fn a_source_in_the_paragraph_or_too_few_people_clear_it() {
        let mut e = Example::new(STRETCH);
        e.verbs(VERBS);
        e.person("Vale");
        e.says("Vale", "sang", "It rained", Voice::Crowd);
        assert!(e.findings("A127").is_empty());
        assert!(Example::new(STRETCH).findings("A127").is_empty());
    }

    #[test]
    fn a_line_without_a_verb_is_no_sentence() {
        let mut e = Example::new(&format!("Noon.\n\n{STRETCH}"));
        e.verbs("grew sang rained snowed");
        e.person("Vale");
        assert!(e.findings("A127").is_empty());
        e.verbs(VERBS);
        assert_eq!(e.words("A127"), [STRETCH]);
    }

    #[test]
    fn wants_are_no_source() {
        let mut e = Example::new(STRETCH);
        e.verbs(VERBS);
        e.person("Vale");
        let (id, _) = e.says("Vale", "sang", "It rained", Voice::Named);
        e.attribution(id).cue_kind = CueKind::Intention;
        assert_eq!(e.words("A127"), [STRETCH]);
    }
}
