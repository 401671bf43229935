//! Everything that has a source has the same one.
//!
//! # What it reports
//! Three or more statements are put in somebody's mouth, and all go back to one named or described person,
//! body or document. Crowds do not count as a second source. Obituaries and declared interviews are left
//! alone where the headline says so, and so are transcripts, accounts by their writer, texts with quoted words
//! that nobody says, and texts in which somebody else is named as believing or, by a word of saying, as telling.
//!
//! # Why it matters
//! Nothing in the article can be held against anything else in it.
//!
//! # Example
//! ```text
//! [[Mira Lund]]{A121} said the theatre would close in May. She said the actors had been told. Lund said
//! that the building would be sold.
//! ```
//!
//! # What clears it
//! A second source.

use std::collections::BTreeSet;

use sayso_core::{Attribution, CueKind, Deprel, EntityId, QuotationForm, SectionKind, Upos, Voice};

use crate::cover::Cover;
use crate::report::Report;
use crate::view::{View, gives_source, source_span};
use crate::wording::quoted;

/// Fewer statements are a short report.
const FEWEST: usize = 3;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let mut sources = BTreeSet::new();
    let mut statements = 0;
    let mut first = None;
    for statement in view.attributed().filter(|s| !View::is_doubtful(s)) {
        let Some(attribution) = view.attribution_of(statement).filter(|a| gives_source(a)) else {
            continue;
        };
        match attribution.speaker.voice {
            Voice::Crowd | Voice::Narrator => continue,
            Voice::Unnamed | Voice::Doubtful => return,
            Voice::Named | Voice::Described | Voice::Document => {}
        }
        // A source that could not be settled may be a second one.
        let Some(entity) = attribution.speaker.entity else { return };
        sources.insert(entity);
        statements += 1;
        first = first.or(Some(attribution));
    }
    let (Some(first), 1, FEWEST..) = (first, sources.len(), statements) else { return };
    // Somebody else who speaks, if only a word, or is named with what they believe is a second source.
    let is_other = |a: &Attribution| {
        let crowd = matches!(a.speaker.voice, Voice::Crowd | Voice::Narrator);
        let believes = a.cue_kind == CueKind::Belief && a.speaker.voice == Voice::Named;
        (believes || gives_source(a) && !crowd)
            && a.speaker.entity.is_none_or(|e| !sources.contains(&e))
    };
    // A writer who tells what they did is a second one.
    let excepted = is_one_voice_piece(view)
        || view.is_transcript()
        || view.speaks_as_i()
        || has_other_words(view)
        || has_other_saying(view, &sources);
    if view.attributions().any(is_other) || excepted {
        return;
    }
    let name = quoted(first.speaker.name.as_deref().unwrap_or("one source"), 40);
    report.add(
        source_span(first),
        format!("all {statements} statements with a source go back to {name}"),
        "Ask who else could know, and what they say.",
    );
}

/// A whole sentence between quotation marks that no attribution holds: somebody may speak there.
fn has_other_words(view: &View<'_>) -> bool {
    let held =
        Cover::of(view.attributions().flat_map(|a| {
            a.content.iter().chain(a.reach.iter().map(|reach| &reach.span)).copied()
        }));
    let mut quotations = view.facts.reading.quotations.iter().filter(|q| q.depth == 0);
    quotations.any(|q| q.form == QuotationForm::Sentence && !held.touches(q.outer))
}

/// A word of saying in no attribution whose subject is neither a pronoun nor one of the sources.
fn has_other_saying(view: &View<'_>, sources: &BTreeSet<EntityId>) -> bool {
    let reading = view.facts.reading;
    let tokens = &reading.tokens;
    let read = Cover::of(view.attributions().flat_map(|a| {
        a.cue.iter().chain(&a.content).chain(a.reach.iter().map(|reach| &reach.span)).copied()
    }));
    let own = Cover::of(reading.mentions.iter().filter_map(|mention| {
        mention.entity.is_some_and(|id| sources.contains(&id)).then_some(mention.span)
    }));
    let Some(saying) = view.lists.get("saying") else { return false };
    let span = |t: u32| tokens.span.get(t as usize).copied().unwrap_or_default();
    view.sentences().iter().filter(|s| view.is_body(s)).any(|sentence| {
        sentence.tokens.range().any(|token| {
            let at = token as usize;
            let verb = tokens.head.get(at).copied().unwrap_or(token);
            tokens.deprel.get(at) == Some(&Deprel::Nsubj)
                && tokens.upos.get(at) != Some(&Upos::Pron)
                && !own.touches(span(token))
                && !read.touches(span(verb))
                && saying.at(reading, verb, sentence.tokens.end).is_some()
        })
    })
}

/// The headline says that this is an interview or an obituary.
fn is_one_voice_piece(view: &View<'_>) -> bool {
    let Some(list) = view.lists.get("one_voice") else { return false };
    view.sentences().iter().any(|sentence| {
        let kind = view.section_kind(sentence);
        matches!(kind, Some(SectionKind::Headline | SectionKind::Standfirst))
            && list.first_in(view.facts.reading, sentence.tokens).is_some()
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{Deprel, Voice};

    use crate::example::Example;

    fn example(third: &str) -> Example {
        let mut e = Example::new("Lund said rain. Lund added hail. Vale told snow. Many say sun.");
        e.person("Lund");
        e.person("Vale");
        e.says("Lund", "said", "rain", Voice::Named);
        e.says("Lund", "added", "hail", Voice::Named);
        e.says(third, "told", "snow", Voice::Named);
        e.says("Many", "say", "sun", Voice::Crowd);
        e
    }

    #[test]
    fn one_person_behind_all() {
        assert_eq!(example("Lund").words("A121"), ["Lund"]);
        assert!(example("Vale").findings("A121").is_empty());
        let mut e = example("Lund");
        e.attributions.list[2].speaker.entity = None;
        assert!(e.findings("A121").is_empty());
    }

    #[test]
    fn who_says_something_that_was_not_read_may_be_a_second_source() {
        let mut e =
            Example::new("Lund said rain. Lund added hail. Lund told snow. Vale claim sun.");
        e.person("Lund");
        for (cue, content) in [("said", "rain"), ("added", "hail"), ("told", "snow")] {
            e.says("Lund", cue, content, Voice::Named);
        }
        assert_eq!(e.words("A121"), ["Lund"]);
        e.verbs("claim");
        let subject = e.reading.tokens_in(e.span("Vale")).start;
        e.reading.tokens.head[subject as usize] = subject + 1;
        e.reading.tokens.deprel[subject as usize] = Deprel::Nsubj;
        assert!(e.findings("A121").is_empty());
    }
}
