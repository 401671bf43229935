//! Attributions: who says (thinks, wants) what, in which words, on what occasion.

use serde::{Deserialize, Serialize};

use crate::{Date, EntityId, Fact, Span, Statement};

/// Index into [`Attributions::list`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttributionId(pub u32);

/// Index into [`Attributions::occasions`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OccasionId(pub u32);

/// A closed set of names, printed in snake case.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name as printed.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The one of a printed name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use kinds;

kinds! {
    /// What act the cue reports.
    CueKind {
        /// said
        Speech = "speech",
        /// wrote, tweeted
        Writing = "writing",
        /// suspected, believes
        Belief = "belief",
        /// wants, plans
        Intention = "intention",
        /// seems, saw
        Perception = "perception",
        /// a poll shows: an artefact is the source
        Document = "document",
    }
}

kinds! {
    /// Share of the content that stands between quotation marks.
    QuotationKind {
        /// At least 98 % of the letters.
        Direct = "direct",
        /// At most 2 %.
        Indirect = "indirect",
        /// Between.
        Mixed = "mixed",
    }
}

kinds! {
    /// Whose voice.
    Voice {
        /// The text itself.
        Narrator = "narrator",
        /// A proper name, itself or by coreference.
        Named = "named",
        /// A role without a name: *a palace official*.
        Described = "described",
        /// Bare: *a source*, *an insider*.
        Unnamed = "unnamed",
        /// A loose plural or nobody: *many*, *it is said*.
        Crowd = "crowd",
        /// An artefact: a poll, a report, a filing.
        Document = "document",
        /// A speaker there must be, and the text leaves open who.
        Doubtful = "doubtful",
    }
}

kinds! {
    /// What a voice is.
    VoiceIs {
        /// One person.
        Person = "person",
        /// A company, body, band, newspaper.
        Organisation = "organisation",
        /// A place that stands for its government or people.
        Place = "place",
        /// Several people.
        Group = "group",
        /// A thing made by people: poll, book, letter.
        Artefact = "artefact",
        /// Not settled.
        Unknown = "unknown",
    }
}

kinds! {
    /// How the speaker was settled from the mention.
    How {
        /// The source span holds the full name.
        SameSpan = "same_span",
        /// A pronoun.
        Pronoun = "pronoun",
        /// A short form of a name.
        ShortName = "short_name",
        /// A role phrase bound to a name by apposition.
        Apposition = "apposition",
        /// A role phrase that the text says of exactly one entity.
        Role = "role",
        /// The subject of an earlier verb of the same sentence.
        Shared = "shared",
        /// The quotation goes on from an earlier paragraph or sentence.
        Carried = "carried",
        /// Not settled.
        NotResolved = "not_resolved",
        /// There is no source.
        NoSource = "no_source",
    }
}

kinds! {
    /// How a stretch of text belongs to an attribution.
    Scope {
        /// In the content.
        Inside = "inside",
        /// The same open quotation goes on.
        Carried = "carried",
        /// It may or may not belong.
        Doubtful = "doubtful",
        /// It does not.
        None = "none",
    }
}

kinds! {
    /// Why a scope is doubtful.
    DoubtReason {
        /// Uncued sentences after "according to X, ..." or an indirect report.
        AfterAccordingTo = "after_according_to",
        /// An account is announced and none marked.
        AfterOpening = "after_opening",
        /// "In his words", and no words in marks follow.
        WordsAnnounced = "words_announced",
        /// An aside, relative clause or conjunct at the content's edge.
        ClauseEdge = "clause_edge",
        /// An inner state of the last source without an act of speech.
        Viewpoint = "viewpoint",
    }
}

kinds! {
    /// What the cue says of the content's standing.
    Factivity {
        /// reveal, confirm, admit: taken for granted
        Factive = "factive",
        /// say
        Neutral = "neutral",
        /// claim, allege, reportedly
        Distanced = "distanced",
    }
}

kinds! {
    /// Whether the act took place.
    Modality {
        /// It did.
        Actual = "actual",
        /// It will.
        Future = "future",
        /// It would, might, could.
        Conditional = "conditional",
        /// It is asked.
        Asked = "asked",
    }
}

kinds! {
    /// Kind of occasion.
    OccasionKind {
        /// an interview
        Interview = "interview",
        /// a statement
        Statement = "statement",
        /// a news conference
        NewsConference = "news_conference",
        /// a speech, address, rally
        Speech = "speech",
        /// testimony, a hearing
        Testimony = "testimony",
        /// a court filing
        Filing = "filing",
        /// a report, study
        Report = "report",
        /// a poll
        Poll = "poll",
        /// a book, memoir
        Book = "book",
        /// a post on a social platform
        Post = "post",
        /// a letter, e-mail
        Letter = "letter",
        /// a broadcast, programme, podcast
        Broadcast = "broadcast",
        /// another
        Other = "other",
    }
}

kinds! {
    /// How an occasion is tied to an attribution.
    Attached {
        /// It hangs on the cue.
        SameCue = "same_cue",
        /// It stands in the same sentence.
        SameSentence = "same_sentence",
        /// Same speaker, until the next occasion.
        Carried = "carried",
        /// It may be.
        Doubtful = "doubtful",
    }
}

/// Text that may belong to an attribution, kept apart from its content.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reach {
    /// The stretch.
    pub span: Span,
    /// Carried or doubtful.
    pub scope: Scope,
    /// Why it is doubtful.
    pub why: Option<DoubtReason>,
    /// The words that opened the doubt.
    pub trigger: Option<Span>,
    /// Past its own paragraph: only a note on statements that stay the narrator's.
    pub noted: bool,
}

/// Who speaks, behind the words that mention them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Speaker {
    /// The entity, where one could be settled.
    pub entity: Option<EntityId>,
    /// Its canonical name, or the source as written where there is no entity.
    pub name: Option<String>,
    /// Whose voice.
    pub voice: Voice,
    /// What the voice is.
    pub voice_is: VoiceIs,
    /// How it was settled.
    pub how: How,
    /// Several speak together: *X and Y said*.
    pub joint: bool,
    /// Role or reason given for an unnamed source, as written.
    pub described_as: Option<Span>,
}

/// How the text holds the content.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stance {
    /// Factive, neutral or distanced.
    pub factivity: Factivity,
    /// The act is denied: *did not say*.
    pub negated: bool,
    /// Whether the act took place.
    pub modality: Modality,
    /// Hedging words.
    pub hedges: Vec<Span>,
    /// The source declined to speak.
    pub declined: bool,
}

/// One who passed the words on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Relay {
    /// Words that name them.
    pub span: Span,
    /// Their entity.
    pub entity: Option<EntityId>,
    /// Their name.
    pub name: Option<String>,
}

/// Where and when something was said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Occasion {
    /// What it was.
    pub kind: OccasionKind,
    /// Its words.
    pub span: Span,
    /// Outlet, programme or platform.
    pub outlet: Fact<String>,
    /// Place.
    pub place: Fact<String>,
    /// With or to whom.
    pub with_whom: Fact<String>,
    /// When; partial where partial. A relative date without a document date is `Doubtful`-free
    /// `NotFound` here, and its words are in `time`.
    pub date: Fact<Date>,
    /// The time words that hang on it, whatever they are worth.
    pub time: Option<Span>,
    /// A title, number or link names it.
    pub title: Fact<String>,
    /// False for "a recent interview".
    pub definite: bool,
}

/// Who says what.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attribution {
    /// Its place in the list.
    pub id: AttributionId,
    /// Words naming the one who says; none to several fragments, in order.
    pub source: Vec<Span>,
    /// Words that mark the act.
    pub cue: Vec<Span>,
    /// What is said; one to several fragments, the set is one.
    pub content: Vec<Span>,
    /// Text that may belong.
    pub reach: Vec<Reach>,
    /// Direct, indirect or mixed.
    pub quotation: QuotationKind,
    /// What act.
    pub cue_kind: CueKind,
    /// Lemma of the cue's head, as in `say`.
    pub cue_lemma: String,
    /// 0 for an outermost attribution.
    pub depth: u8,
    /// The attribution in whose content this one lies.
    pub parent: Option<AttributionId>,
    /// Who passed it on, nearest to the reader first.
    pub relay: Vec<Relay>,
    /// Who speaks.
    pub speaker: Speaker,
    /// How the text holds it.
    pub stance: Stance,
    /// False where words are announced ("in his words") and none follow.
    pub words_given: bool,
    /// The occasion, with how it is tied.
    pub occasion: Fact<OccasionId>,
    /// How the occasion is tied; `None` without one.
    pub attached: Option<Attached>,
    /// Date of the act, if a time expression hangs on the cue or the occasion.
    pub date: Fact<Date>,
    /// The time words that hang on the cue, or on the act of the same speaker that this one goes on
    /// from in its paragraph.
    pub time: Option<Span>,
    /// Probability that this is an attribution as given.
    pub p: f32,
    /// What decided, for people.
    pub why: Vec<String>,
    /// A length limit was met while deciding.
    pub capped: bool,
}

impl Attribution {
    /// First byte of any of its parts.
    pub fn start(&self) -> u32 {
        let parts = self.source.iter().chain(&self.cue).chain(&self.content);
        parts.map(|span| span.start).min().unwrap_or(0)
    }
}

/// All attributions of a document.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attributions {
    /// By first byte.
    pub list: Vec<Attribution>,
    /// By place.
    pub occasions: Vec<Occasion>,
}

impl Attributions {
    /// Who says a statement: the innermost act of speech or writing or document of its chain, or
    /// else its innermost voice. In "Lund said Vale wants to go" that is Lund.
    pub fn who_says(&self, statement: &Statement) -> Option<&Attribution> {
        let chain = || statement.chain.iter().rev().filter_map(|id| self.list.get(id.0 as usize));
        let says = |a: &&Attribution| {
            matches!(a.cue_kind, CueKind::Speech | CueKind::Writing | CueKind::Document)
        };
        chain().find(says).or_else(|| chain().next())
    }
}
