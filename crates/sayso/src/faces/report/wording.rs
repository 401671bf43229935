//! The page's own words for closed sets. Subject is always the text; nothing here judges anybody.

use sayso_core::{DoubtReason, Factivity, How, Letter, Modality, StatementType, Voice};

pub(super) const fn voice(voice: Voice) -> &'static str {
    match voice {
        Voice::Narrator => "the text itself",
        Voice::Named => "named",
        Voice::Described => "described, not named",
        Voice::Unnamed => "unnamed",
        Voice::Crowd => "crowd",
        Voice::Document => "document",
        Voice::Doubtful => "speaker left open",
    }
}

/// What a letter stands for, in one sentence.
pub(super) const fn letter(letter: Letter) -> &'static str {
    match letter {
        Letter::A => "Named, with a place to look (outlet, document, place) and a date.",
        Letter::B => "Named, with a place to look or a date.",
        Letter::C => "Named; the text gives neither a place to look nor a usable date.",
        Letter::D => "No full name; a role, a reason or a first name is given.",
        Letter::E => "No name, no role, no reason.",
        Letter::F => "A crowd, or nobody in particular.",
        Letter::U => "The text\u{2019}s own voice on something one could look up; no source.",
        Letter::N => "The text\u{2019}s own voice; nothing in it to look up.",
    }
}

pub(super) const fn how(how: How) -> Option<&'static str> {
    match how {
        How::SameSpan | How::NoSource => None,
        How::Pronoun => Some("by a pronoun"),
        How::ShortName => Some("by the short name"),
        How::Apposition => Some("by the words beside the name"),
        How::Role => Some("by a role said of one person only"),
        How::Shared => Some("by the subject of the sentence"),
        How::Carried => Some("the quotation goes on"),
        How::NotResolved => Some("not settled"),
    }
}

pub(super) const fn doubt(why: Option<DoubtReason>) -> &'static str {
    match why {
        Some(DoubtReason::AfterAccordingTo) => {
            "an indirect report stands before it, and no new source is named"
        }
        Some(DoubtReason::AfterOpening) => "an account is announced, and its end is not marked",
        Some(DoubtReason::WordsAnnounced) => "words are announced, and no quotation marks follow",
        Some(DoubtReason::ClauseEdge) => "it stands at the edge of what is reported",
        Some(DoubtReason::Viewpoint) => "it tells what the last source felt or knew",
        None => "the text leaves it open",
    }
}

pub(super) const fn kind(kind: StatementType) -> &'static str {
    match kind {
        StatementType::Checkable => "one could look up",
        StatementType::Opinion => "a judgement",
        StatementType::InnerState => "a feeling, motive or knowledge",
        StatementType::Prediction => "what will be",
        StatementType::Scene => "scene or mood",
        StatementType::Question => "a question",
        StatementType::Other => "nothing in it that one could look up",
    }
}

pub(super) const fn factivity(factivity: Factivity) -> Option<&'static str> {
    match factivity {
        Factivity::Factive => Some("the verb takes the content for granted"),
        Factivity::Neutral => None,
        Factivity::Distanced => Some("the verb keeps its distance"),
    }
}

pub(super) const fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Actual => None,
        Modality::Future => Some("will be said"),
        Modality::Conditional => Some("would or might be said"),
        Modality::Asked => Some("is asked"),
    }
}

/// A count with its noun.
pub(super) fn count(n: u64, one: &'static str, many: &'static str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
