//! An occasion is told of that nobody could look up.
//!
//! # What it reports
//! The text says that something was said in an interview, in a speech or at a news conference, and names no
//! outlet, programme, title or address for it. A speech or news conference is also located by its day or place.
//!
//! # Why it matters
//! An interview that took place has an interviewer, an outlet and a day. Without one of them the words
//! cannot be compared with what was said.
//!
//! # Example
//! ```text
//! In [[a recent interview]]{S208}, Orin Vale said that the Salt Choir will stop touring.
//! ```
//!
//! # What clears it
//! The outlet, the programme, the title, an address, or whom it was given to, in its sentence or the next; a
//! name that asks there or that the sentence goes by ("according to The Pier"). One
//! located mention of the same kind of occasion clears the later ones. What is put out to everybody (a
//! statement, a post, a book, a report) stands with whoever put it out and lacks its day only (`S209`).

use std::collections::BTreeSet;

use sayso_core::{
    Attribution, Deprel, EntityKind, Mention, MentionKind, Occasion, OccasionId, OccasionKind,
    Quotation, QuotationForm, Sentence, Span, Upos, Voice, VoiceIs,
};

use crate::occasion::{brought_in, is_located};
use crate::report::Report;
use crate::view::{View, is_spoken_or_declined};
use crate::wording::quoted;

/// Words behind an occasion in which its outlet may be named.
const NEAR: u32 = 8;
/// Words from "according" to a name.
const SHORT: u32 = 3;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let located: BTreeSet<OccasionKind> =
        view.occasions().iter().filter(|o| is_located(o)).map(|o| o.kind).collect();
    for (id, occasion, here) in brought_in(view, |kind| lacks(kind).is_some()) {
        let Some(lacks) = lacks(occasion.kind).filter(|_| is_spoken_at(view, id)) else { continue };
        if located.contains(&occasion.kind)
            || is_located_beside(view, occasion, here)
            || is_located_around(view, occasion, here)
            || is_placed(view, occasion, here)
            || is_anothers(view, here)
        {
            continue;
        }
        let lacks = if occasion.date.found().is_some() {
            lacks.strip_suffix(" or date").unwrap_or(lacks).replacen(", ", " or ", 1)
        } else {
            lacks.to_owned()
        };
        report.add(
            Some(occasion.span),
            format!("{}: the text names no {lacks}", quoted(view.slice(occasion.span), 50)),
            match occasion.kind {
                OccasionKind::Interview => "Ask which interview, and when it appeared.",
                _ => "Ask where and when that was, and for a copy.",
            },
        );
    }
}

/// What has to be named for it; `None` for what is not said in one place.
fn lacks(kind: OccasionKind) -> Option<&'static str> {
    match kind {
        OccasionKind::Interview => Some("outlet, programme or date"),
        OccasionKind::NewsConference | OccasionKind::Speech => Some("place, date or outlet"),
        OccasionKind::Statement
        | OccasionKind::Testimony
        | OccasionKind::Filing
        | OccasionKind::Report
        | OccasionKind::Poll
        | OccasionKind::Book
        | OccasionKind::Post
        | OccasionKind::Letter
        | OccasionKind::Broadcast
        | OccasionKind::Other => None,
    }
}

/// Words are spoken on the occasion.
fn is_spoken_at(view: &View<'_>, id: OccasionId) -> bool {
    view.attributions()
        .any(|a| a.occasion.found_or_doubtful() == Some(&id) && is_spoken_or_declined(a))
}

/// What is held in public has a place in its sentence: "in Velm, at a recent rally".
fn is_placed(view: &View<'_>, occasion: &Occasion, sentence: &Sentence) -> bool {
    let reading = view.facts.reading;
    let is_place = |mention: &Mention| {
        let before = mention.tokens.start.checked_sub(1).filter(|t| *t >= sentence.tokens.start);
        mention.kind == MentionKind::Name
            && mention.names == EntityKind::Place
            && !view.is_quoted(mention.tokens.start)
            && before.is_some_and(|t| reading.tokens.upos.get(t as usize) == Some(&Upos::Adp))
            && before.is_some_and(|t| matches!(reading.lemma(t), "in" | "at" | "near" | "outside"))
    };
    occasion.kind != OccasionKind::Interview && view.mentions_in(sentence.span).any(is_place)
}

/// A name asks or is told by in the sentence: "The Pier asked him in an interview", "according to The Pier".
fn is_anothers(view: &View<'_>, sentence: &Sentence) -> bool {
    let reading = view.facts.reading;
    let tokens = &reading.tokens;
    // A capital tells where the tag does not: "Post" of "The Harbour Post".
    let is_name = |t: u32| {
        let capital = reading.form(view.facts.document, t).starts_with(char::is_uppercase);
        let tagged = tokens.upos.get(t as usize) == Some(&Upos::Propn);
        (tagged || capital && t > sentence.tokens.start) && !view.is_quoted(t)
    };
    sentence.tokens.range().filter(|t| is_name(*t)).any(|token| {
        let head = tokens.head.get(token as usize).copied().unwrap_or(token);
        let asks = tokens.deprel.get(token as usize) == Some(&Deprel::Nsubj)
            && reading.lemma(head) == "ask";
        let leads = token.saturating_sub(SHORT).max(sentence.tokens.start)..token;
        asks || leads.clone().zip(leads.skip(1)).any(|(a, b)| {
            let form = |t| reading.form(view.facts.document, t);
            form(a).eq_ignore_ascii_case("according") && form(b) == "to"
        })
    })
}

/// A name stands in the occasion or right behind it ("a post to Instagram", "a letter to Lund's lawyer", "a
/// report that aired on The Pier"), or, for what is held in public, a day in its sentence.
fn is_located_beside(view: &View<'_>, occasion: &Occasion, sentence: &Sentence) -> bool {
    let reading = view.facts.reading;
    let behind = Span::new(occasion.span.end, sentence.span.end);
    let after = reading.tokens_in(behind);
    let is_mark = |t: &u32| reading.tokens.upos.get(*t as usize) == Some(&Upos::Punct);
    let near = after.range().find(is_mark).unwrap_or(after.end).min(after.start + NEAR);
    let is_name = |mention: &&Mention| mention.kind == MentionKind::Name;
    let within = view.mentions_in(occasion.span).find(is_name);
    let named =
        view.mentions_in(behind).take_while(|m| m.tokens.start < near).find(is_name).or(within);
    let public = occasion.kind != OccasionKind::Interview;
    let dated = public && reading.times.iter().any(|time| sentence.span.contains(time.span));
    // "An AP interview", "a new Gallup poll": a name that is not read as one.
    let within = reading.tokens_in(occasion.span).range().skip(1);
    let leads_on = reading.tokens.upos.get(after.start as usize) == Some(&Upos::Adp);
    let behind = if leads_on { after.start..near } else { 0..0 };
    let capital = within.chain(behind).any(|token| {
        let form = reading.form(view.facts.document, token);
        form != "I" && form.starts_with(char::is_uppercase)
    });
    // "that aired on "The Long Pier", with a comma or stop of the sentence within the marks or not.
    let is_title = |q: &Quotation| {
        let words = q.tokens.range().filter(|t| !is_mark(t));
        let capital = |c: char| c.is_uppercase() || c.is_ascii_digit();
        q.form == QuotationForm::NameOrTerm
            || words.map(|t| reading.form(view.facts.document, t)).all(|w| w.starts_with(capital))
    };
    let titled = reading
        .quotations
        .iter()
        .any(|q| is_title(q) && q.tokens.start >= after.start && q.tokens.start < near + 2);
    named.is_some() || dated || capital || titled
}

/// A body is named as source or as the one who passed it on in the sentence or the one behind it ("a new book.
/// The Pier says ..."), or it says to whom: "she told The Pier's Mira Lund in an interview".
fn is_located_around(view: &View<'_>, occasion: &Occasion, sentence: &Sentence) -> bool {
    let reading = view.facts.reading;
    let at = reading.sentence_at(sentence.span.start);
    let is_body = |a: &Attribution| {
        let named = a.speaker.voice == Voice::Named || a.speaker.voice == Voice::Document;
        let of_a_body = named && a.speaker.voice_is != VoiceIs::Person;
        let has_name = a
            .source
            .iter()
            .any(|&span| view.mentions_in(span).any(|mention| mention.kind == MentionKind::Name));
        (of_a_body && has_name) || !a.relay.is_empty()
    };
    view.attributions().any(|a| {
        let there = reading.sentence_at(a.start());
        (there == at || there == at + 1) && (is_body(a) || is_told_to(view, a, occasion))
    })
}

/// A name between "told" and the occasion.
fn is_told_to(view: &View<'_>, attribution: &Attribution, occasion: &Occasion) -> bool {
    let cue = attribution.cue.last().filter(|_| attribution.cue_lemma == "tell");
    cue.filter(|cue| cue.end < occasion.span.start).is_some_and(|cue| {
        let between = Span::new(cue.end, occasion.span.start);
        view.mentions_in(between).any(|mention| mention.kind == MentionKind::Name)
    })
}

#[cfg(test)]
mod tests {
    use sayso_core::{Date, Fact, OccasionKind, Span, Voice};

    use crate::example::Example;

    fn example(kind: OccasionKind) -> Example {
        let mut e = Example::new("In a recent talk Vale said rain. In one talk Vale said hail.");
        let (id, _) = e.says("Vale", "said", "rain", Voice::Named);
        e.at_occasion(id, kind, "a recent talk");
        e
    }

    #[test]
    fn an_interview_without_an_outlet() {
        let mut e = example(OccasionKind::Interview);
        assert_eq!(e.words("S208"), ["a recent talk"]);
        assert_eq!(
            e.findings("S208")[0].message,
            "\"a recent talk\": the text names no outlet, programme or date"
        );
        e.attributions.occasions[0].date =
            Fact::in_text(Date { year: 2020, month: Some(3), day: None }, Span::default());
        assert_eq!(
            e.findings("S208")[0].message,
            "\"a recent talk\": the text names no outlet or programme"
        );
        e.attributions.occasions[0].outlet = Fact::in_text("The Pier".into(), Span::default());
        assert!(e.findings("S208").is_empty());
    }

    #[test]
    fn a_day_locates_a_speech_and_one_located_mention_serves_all() {
        let mut e = example(OccasionKind::Speech);
        assert_eq!(e.findings("S208").len(), 1);
        e.attributions.occasions[0].time = Some(e.span("recent"));
        assert!(e.findings("S208").is_empty());
        let mut e = example(OccasionKind::Interview);
        let (id, _) = e.says("Vale said hail", "said hail", "hail", Voice::Named);
        e.at_occasion(id, OccasionKind::Interview, "one talk");
        assert_eq!(e.findings("S208").len(), 2);
        e.attributions.occasions[1].outlet = Fact::in_text("The Pier".into(), Span::default());
        assert!(e.findings("S208").is_empty());
    }
}
