//! Occasions that an act has in itself: a thing that speaks ("the letter says"), a paper that reports,
//! a cue that names the way ("tweeted").

use sayso_core::{Attribution, CueKind, OccasionKind, TokenIndex, TokenRange, VoiceIs};

use super::candidate::{Candidate, noun_phrase, plain};
use crate::text::Text;
use crate::words::WORDS;

/// The occasion that an act is, if it is one.
pub(super) fn of_act(
    text: &Text,
    attribution: &Attribution,
    cue: TokenIndex,
    sentence: TokenRange,
) -> Option<Candidate> {
    let source = attribution.source.first().map(|&span| text.reading.tokens_in(span));
    let source = source.filter(|s| s.start >= sentence.start && s.end <= sentence.end);
    if let (Some(source), VoiceIs::Artefact) = (source, attribution.speaker.voice_is) {
        return noun_phrase(text, source.start, sentence).filter(|own| own.end <= source.end);
    }
    // The resolver takes only a paper's report for writing.
    if let (Some(source), CueKind::Writing, "report") =
        (source, attribution.cue_kind, attribution.cue_lemma.as_str())
    {
        let kind = OccasionKind::Report;
        return Some(plain(text, kind, source.start, source.end, sentence, Some(source), false));
    }
    let kind = WORDS.occasions.of_cue(&attribution.cue_lemma)?;
    Some(plain(text, kind, cue, cue + 1, sentence, None, false))
}
