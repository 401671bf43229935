//! Statements: every clause with its chain of voices, its anchors and its basis.

use serde::{Deserialize, Serialize};

use crate::attribution::kinds;
use crate::{
    AttributionId, Date, DoubtReason, EntityId, Fact, QuotationKind, Scope, Span, Stance, Voice,
};

/// Index into [`Statements::list`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatementId(pub u32);

kinds! {
    /// Shape of a statement.
    Form {
        /// A clause with a finite verb.
        Finite = "finite",
        /// "to move on".
        Nonfinite = "nonfinite",
        /// A heading, a verbless sentence.
        Fragment = "fragment",
    }
}

kinds! {
    /// What a statement is about.
    StatementType {
        /// An event or fact one could look up.
        Checkable = "checkable",
        /// A judgement.
        Opinion = "opinion",
        /// A feeling, motive, knowledge.
        InnerState = "inner_state",
        /// What will be.
        Prediction = "prediction",
        /// Mood, image, transition.
        Scene = "scene",
        /// A question.
        Question = "question",
        /// Another.
        Other = "other",
    }
}

kinds! {
    /// What an anchor holds fast.
    AnchorKind {
        /// A participant.
        Who = "who",
        /// Predicate and object.
        What = "what",
        /// A time.
        When = "when",
        /// A place.
        Where = "where",
        /// A number.
        HowMany = "how_many",
        /// each time, never, only, all
        Universal = "universal",
    }
}

/// Something in a statement that one could look up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Anchor {
    /// What it holds fast.
    pub kind: AnchorKind,
    /// Its words.
    pub span: Span,
    /// Its value: canonical name, TIMEX3 value, number.
    pub value: String,
    /// Its entity.
    pub entity: Option<EntityId>,
    /// For a time: its value is settled.
    pub anchored: bool,
}

/// How far back the reader must look for who speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distance {
    /// Sentences back to the cue.
    pub cue_sentences: u32,
    /// Sentences back to the last mention by full name or role.
    pub name_sentences: u32,
    /// Paragraphs back to that mention.
    pub name_paragraphs: u32,
}

kinds! {
    /// Words of the source that the text gives.
    Words {
        /// None.
        None = "none",
        /// Fewer than four.
        Fragment = "fragment",
        /// All of the content.
        Direct = "direct",
        /// Part of the content.
        Mixed = "mixed",
    }
}

kinds! {
    /// First-hand or passed on.
    Hand {
        /// First-hand.
        First = "first",
        /// Passed on by somebody else.
        Relayed = "relayed",
        /// Not known.
        Unknown = "unknown",
    }
}

/// The facts a reader would need to trace a statement. Only what the text (or its metadata) shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Basis {
    /// The weakest voice of the chain and its relays.
    pub voice: Voice,
    /// The voice is a person's (not a body's or an artefact's).
    pub person: bool,
    /// Name, where spelled out.
    pub name: Fact<String>,
    /// Role or description.
    pub role: Fact<String>,
    /// Words of the source given between marks.
    pub words: Words,
    /// Number of quoted words.
    pub words_quoted: u32,
    /// The occasion, as written.
    pub occasion: Fact<String>,
    /// Outlet, programme or platform.
    pub outlet: Fact<String>,
    /// A titled, numbered or linked document; an account's post.
    pub document: Fact<String>,
    /// Place of the occasion.
    pub place: Fact<String>,
    /// Date of the act. A relative date that no document date anchors is `NotFound`: it has no value.
    pub date: Fact<Date>,
    /// First-hand or passed on.
    pub hand: Hand,
    /// Why the source is not named.
    pub reason: Fact<String>,
    /// Belongs to the voice surely, as carried, or doubtfully.
    pub scope: Scope,
}

kinds! {
    /// Letter of the traceability grade.
    Letter {
        /// traceable
        A = "A",
        /// partly located
        B = "B",
        /// named, unlocated
        C = "C",
        /// described
        D = "D",
        /// bare unnamed
        E = "E",
        /// crowd
        F = "F",
        /// unattributed checkable
        U = "U",
        /// not gradable
        N = "N",
    }
}

impl Letter {
    /// The name that is printed beside the letter.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A => "traceable",
            Self::B => "partly located",
            Self::C => "named, unlocated",
            Self::D => "described",
            Self::E => "bare unnamed",
            Self::F => "crowd",
            Self::U => "unattributed checkable",
            Self::N => "not gradable",
        }
    }
}

/// The grade of a basis: what it is, and what it would be without and with the doubtful facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Graded {
    /// The letter with doubtful facts absent.
    pub low: Letter,
    /// The letter with doubtful facts present.
    pub high: Letter,
    /// What decided, in words.
    pub reasons: Vec<String>,
}

impl Graded {
    /// The letter, where doubt does not change it.
    pub fn settled(&self) -> Option<Letter> {
        (self.low == self.high).then_some(self.low)
    }
}

/// One clause with its voices.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Statement {
    /// Its place in the list.
    pub id: StatementId,
    /// Its words, with holes where other statements sit.
    pub spans: Vec<Span>,
    /// Index of its sentence in the reading.
    pub sentence: u32,
    /// Shape.
    pub form: Form,
    /// What it is about.
    pub kind: StatementType,
    /// Attributions that cover it, outermost first; empty: the narrator.
    pub chain: Vec<AttributionId>,
    /// Whose voice it is: that of who says it, or the narrator's.
    pub voice: Voice,
    /// How it belongs to that voice.
    pub scope: Scope,
    /// Why it is in doubt.
    pub doubt: Option<DoubtReason>,
    /// It stays the narrator's, and an announced account may still run.
    pub noted: bool,
    /// The reporting clause itself ("she said"): left out of counts.
    pub reports: bool,
    /// Stands in the headline.
    pub headline: bool,
    /// What one could look up.
    pub anchors: Vec<Anchor>,
    /// Direct, indirect or mixed; `None` for the narrator.
    pub quotation: Option<QuotationKind>,
    /// How the text holds it; `None` for the narrator.
    pub stance: Option<Stance>,
    /// What the text gives to trace it.
    pub basis: Basis,
    /// How far back who speaks was named.
    pub distance: Distance,
}

impl Statement {
    /// First to last byte.
    pub fn span(&self) -> Span {
        let whole = self.spans.iter().copied().reduce(Span::join);
        whole.unwrap_or_default()
    }

    /// Counted in the sheet: no reporting clause.
    pub fn counts(&self) -> bool {
        !self.reports
    }
}

/// What the headline states, and where the body states it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CentralClaim {
    /// The claim's words.
    pub span: Option<Span>,
    /// The headline's statement, or the first sentence's where there is no headline.
    pub statement: Option<StatementId>,
    /// There is no headline: the first sentence was taken.
    pub assumed: bool,
    /// Body statements that state it, best basis first.
    pub matches: Vec<StatementId>,
    /// Body statements that state it with another polarity or number.
    pub differs: Vec<StatementId>,
    /// The named person or body that the claim speaks ill of, or makes responsible, and who is not its
    /// source.
    pub third_party: Option<EntityId>,
    /// Where the text gives a reply of that third party, or says that one was sought.
    pub reply: Fact<String>,
}

/// All statements of a document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Statements {
    /// By first byte.
    pub list: Vec<Statement>,
    /// The headline's claim.
    pub central: CentralClaim,
}
