//! Occasions that an act has in itself: a thing that speaks ("the letter says"), a paper that reports,
//! a cue that names the way ("tweeted").

use sayso_core::{
    Attribution, CueKind, Deprel, EntityKind, MentionKind, OccasionKind, TokenRange, Upos, VoiceIs,
    Xpos,
};

use super::candidate::{Candidate, MAX_BEFORE, Pattern, plain};
use super::noun::{inside_noun_phrase, is_in_name, is_paper};
use super::{hang, outlet};
use crate::text::Text;
use crate::words::WORDS;

/// The occasion that an act is, if it is one.
pub(super) fn of_act(
    text: &Text,
    attribution: &Attribution,
    cue: TokenRange,
    sentence: TokenRange,
) -> Option<Candidate> {
    let source = attribution.source.first().map(|&span| text.reading.tokens_in(span));
    let source = source.filter(|s| s.start >= sentence.start && s.end <= sentence.end);
    // "a report which said": what the pronoun stands for.
    let source = source.map(|source| antecedent(text, source, cue, sentence).unwrap_or(source));
    let words = &WORDS.occasions;
    let itself = |pattern, kind, start, end| plain(text, kind, start, end, sentence, pattern);
    // "the letter says", "according to new federal data": the noun that heads the source.
    let thing = source.and_then(|source| {
        let phrase = source.range().take_while(|&at| {
            at == source.start || inside_noun_phrase(text, at) && !text.is_verb(at)
        });
        let end = phrase.last()? + 1;
        // "a University of Velm poll": by the tree.
        let head = hang::top(text, source);
        let nominal = text.is_nominal(head);
        let end = if nominal && words.artefact_at(text, head, head + 1).is_some() {
            head + 1
        } else {
            end
        };
        let mut named = (source.start..end).filter_map(|at| words.artefact_at(text, at, end));
        // "court records": the longest that ends the phrase.
        let named = named.find(|(_, noun)| noun.end == end);
        named.filter(|(kind, noun)| {
            text.is_nominal(end - 1)
                && (noun.start == 0 || text.form(noun.start - 1) != "-")
                && !is_paper(text, *kind, *noun)
                && !is_in_name(text, *kind, *noun)
                && !outlet::are_hearers(text, end - 1)
        })
    });
    if let (Some((mut kind, noun)), Some(source)) = (thing, source) {
        let mut head = noun.end.checked_sub(1);
        // "early results of exit polls".
        let polls = |at| {
            let (kind, polls) = words.artefact_at(text, at, source.end)?;
            (kind == OccasionKind::Poll).then_some(polls)
        };
        if kind == OccasionKind::Report
            && let Some(polls) = source.range().find_map(polls)
        {
            (kind, head) = (OccasionKind::Poll, polls.end.checked_sub(1));
        }
        // "a Facebook message said".
        let posted = source.range().any(|at| words.platforms.names.has(text, at));
        if kind == OccasionKind::Letter && posted {
            kind = OccasionKind::Post;
        }
        return Some(Candidate { head, ..itself(Pattern::OwnThing, kind, source.start, noun.end) });
    }
    if let Some(kind) = words.of_cue(&attribution.cue_lemma) {
        return Some(itself(Pattern::OwnCue, kind, cue.start, cue.start + 1));
    }
    // "the Herald reported": its article; "Ines Dahl of the Courant wrote".
    let outlet = source.filter(|&source| {
        let head = hang::top(text, source);
        let named = outlet::listed(text, source);
        let whole = named.is_some_and(|named| named == source)
            && source.range().all(|at| text.upos(at) == Upos::Propn);
        let writer = attribution.cue_kind == CueKind::Writing
            && named.is_some_and(|named| text.upos(named.start) == Upos::Propn);
        // "Israeli media reported", "the Velm Enquiry reported", whatever its name; not "reported raising".
        let doing = attribution
            .content
            .first()
            .is_some_and(|&content| text.xpos(text.reading.tokens_in(content).start) == Xpos::Vbg);
        let reporter = attribution.cue_lemma == "report"
            && !doing
            && (text.is_any(head, &["media", "press"]) || text.upos(head) == Upos::Propn);
        // "according to Nordpress", a body of one word.
        let cited = attribution.cue_lemma == "according to"
            && source.len() == 1
            && text.mentions_in(source).any(|mention| {
                mention.kind == MentionKind::Name && mention.names == EntityKind::Organisation
            });
        // "the Courant's Ines Dahl noted": one of its people.
        let owned =
            named.is_some_and(|named| named.end < source.end && text.xpos(named.end) == Xpos::Pos);
        let paper = named.is_some() && (attribution.speaker.voice_is != VoiceIs::Person || owned);
        // It asks and airs, and reports nothing.
        let asks = ["air", "ask", "tell"].contains(&attribution.cue_lemma.as_str());
        !asks && (paper || whole || writer || reporter || cited)
    });
    if let Some(source) = outlet {
        // "state television said".
        let aired = attribution.cue_lemma != "report"
            && source.range().any(|at| words.outlets.air.has(text, at));
        let kind = if aired { OccasionKind::Broadcast } else { OccasionKind::Report };
        let own = itself(Pattern::OwnOutlet, kind, source.start, source.end);
        return Some(Candidate { outlet: Some(source), ..own });
    }
    // "said in phone interview", "according to interviews with": the cue's own words.
    let noun = cue.range().skip(1).find_map(|at| {
        let noun = text.upos(at) == Upos::Noun;
        let mut before = (cue.start..at).rev();
        let governor = before.find(|&t| !inside_noun_phrase(text, t));
        let phrase = governor.is_some_and(|t| text.upos(t) == Upos::Adp);
        words.noun_at(text, at, cue.end).filter(|_| noun && phrase)
    });
    noun.map(|(kind, noun)| Candidate {
        head: noun.end.checked_sub(1),
        ..itself(Pattern::OwnWords, kind, noun.start, noun.end)
    })
}

/// The noun that a relative pronoun as a source stands for, with the words before it: *a report which said*.
fn antecedent(
    text: &Text,
    source: TokenRange,
    cue: TokenRange,
    sentence: TokenRange,
) -> Option<TokenRange> {
    let relative = source.len() == 1 && text.is_any(source.start, &["that", "which"]);
    let verb = hang::top(text, cue);
    if !relative || text.deprel(verb).base() != Deprel::Acl {
        return None;
    }
    let noun = hang::head(text, verb);
    if noun >= source.start || !text.is_nominal(noun) {
        return None;
    }
    let first = noun.saturating_sub(MAX_BEFORE).max(sentence.start);
    let before = (first..noun).rev().take_while(|&at| inside_noun_phrase(text, at));
    Some(TokenRange::new(before.last().unwrap_or(noun), noun + 1))
}
