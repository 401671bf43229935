//! Occasions that an act has in itself: a thing that speaks ("the letter says"), a paper that reports,
//! a cue that names the way ("tweeted").

use sayso_core::{Attribution, OccasionKind, TokenRange, Upos, VoiceIs};

use super::candidate::{Candidate, inside_noun_phrase, plain};
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
    let words = &WORDS.occasions;
    if let (Some(source), VoiceIs::Artefact) = (source, attribution.speaker.voice_is) {
        let phrase = source.range().take_while(|&at| {
            at == source.start || inside_noun_phrase(text, at) && !text.is_verb(at)
        });
        let own = phrase.filter_map(|at| words.artefact_at(text, at, source.end)).last();
        return own
            .map(|(kind, noun)| plain(text, kind, source.start, noun.end, sentence, None, false));
    }
    // "the Herald reported": its article.
    let outlet = source.filter(|&source| words.outlets.words.find(text, source).is_some());
    if let (Some(source), true) = (outlet, attribution.cue_lemma == "report") {
        let kind = OccasionKind::Report;
        return Some(plain(text, kind, source.start, source.end, sentence, Some(source), false));
    }
    if let Some(kind) = words.of_cue(&attribution.cue_lemma) {
        return Some(plain(text, kind, cue.start, cue.start + 1, sentence, None, false));
    }
    // "said in phone interview", "according to interviews with": the cue's own words.
    let noun = cue.range().skip(1).find_map(|at| {
        let noun = text.upos(at) == Upos::Noun;
        let phrase = cue.range().any(|before| before < at && text.upos(before) == Upos::Adp);
        words.noun_at(text, at, cue.end).filter(|_| noun && phrase)
    });
    noun.map(|(kind, noun)| plain(text, kind, noun.start, noun.end, sentence, None, false))
}
