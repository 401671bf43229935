//! The shapes of the machine-readable face: what is published as its JSON Schema. Keys stand in
//! declared order; spans are `[start, end]` in the chosen unit, end-exclusive, into `text`.

use sayso_core as core;
use sayso_core::OffsetUnit;
use sayso_findings as findings;
use serde::Serialize;

/// `[start, end]` in the unit named by `offsets`.
pub(super) type At = [u32; 2];

/// Everything that is known of one document.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    /// Version of the engine.
    pub sayso: &'static str,
    /// Digest of the rules and lists in force.
    pub rules: String,
    /// Name of the input: path, or the record's id.
    pub id: String,
    /// What the bytes were taken for.
    pub kind: core::InputKind,
    /// Why the text is passed on without being judged; null where it is judged.
    pub declined: Option<String>,
    /// Limits that were reached, so that a part of the text was not looked at.
    pub limits: Vec<String>,
    /// Unit of all offsets.
    pub offsets: OffsetUnit,
    /// Headline.
    pub title: FactOut<String>,
    /// Authors.
    pub byline: FactOut<Vec<String>>,
    /// Date of publication, `YYYY[-MM[-DD]]`.
    pub date: FactOut<String>,
    /// Publisher.
    pub outlet: FactOut<String>,
    /// Place of the dateline.
    pub place: FactOut<String>,
    /// News agency of a dateline or credit line.
    pub agency: FactOut<String>,
    /// Canonical address.
    pub url: FactOut<String>,
    /// Language as a two-letter code.
    pub language: FactOut<String>,
    /// The text that was read; all spans point here. A title given as a field of its own stands behind it.
    pub text: String,
    /// Labelled stretches of the text.
    pub sections: Vec<SectionOut>,
    /// Sentences.
    pub sentences: Sentences,
    /// Pairs of quotation marks.
    pub quotations: Vec<QuotationOut>,
    /// Who speaks.
    pub sources: Vec<SourceOut>,
    /// Who says what.
    pub attributions: Vec<AttributionOut>,
    /// Where and when things were said.
    pub occasions: Vec<OccasionOut>,
    /// Clauses with voice and basis.
    pub statements: Vec<StatementOut>,
    /// What the headline states and where the body states it.
    pub central_claim: CentralOut,
    /// What the text shows or lacks.
    pub findings: Vec<FindingOut>,
    /// Findings that are not shown.
    pub suppressed: SuppressedOut,
    /// Other texts that carry the same words.
    pub copies: CopiesOut,
    /// Last line and counts.
    pub summary: SummaryOut,
}

/// A sought thing: found, doubtful, not found, not looked, not applicable.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FactOut<T> {
    /// `found`, `doubtful`, `not_found`, `not_looked` or `not_applicable`.
    pub state: &'static str,
    /// The value, if found or doubtful.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<T>,
    /// Where it stands in the text, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<At>,
    /// `text`, `carried`, `option` or the name of a field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Why it is doubtful.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A labelled stretch.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SectionOut {
    /// What it is.
    pub kind: core::SectionKind,
    /// Where.
    pub span: At,
}

/// Sentences in order.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sentences {
    /// How many.
    pub count: usize,
    /// Where.
    pub spans: Vec<At>,
}

/// A pair of quotation marks, or the part of a quotation that one paragraph holds.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuotationOut {
    /// Marks included.
    pub span: At,
    /// Between the marks.
    pub inner: At,
    /// Whole sentence, fragment, or name or term.
    pub kind: core::QuotationForm,
    /// How it ended.
    pub closed_by: core::ClosedBy,
    /// 0 outside any other quotation.
    pub depth: u8,
    /// Index of the quotation it goes on with.
    pub continues: Option<u32>,
}

/// Who says what.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttributionOut {
    /// Index.
    pub id: u32,
    /// Words naming the source.
    pub source: Vec<At>,
    /// Words that mark the act.
    pub cue: Vec<At>,
    /// What is said.
    pub content: Vec<At>,
    /// Text that may belong to it.
    pub reach: Vec<ReachOut>,
    /// Who speaks.
    pub speaker: SpeakerOut,
    /// Whose voice.
    pub voice: core::Voice,
    /// Direct, indirect or mixed.
    pub quotation: core::QuotationKind,
    /// What act.
    pub cue_kind: core::CueKind,
    /// Lemma of the cue's head.
    pub cue_lemma: String,
    /// How the text holds it.
    pub stance: StanceOut,
    /// False where words are announced and none follow.
    pub words_given: bool,
    /// Index of the occasion, or why there is none.
    pub occasion: FactOut<u32>,
    /// How the occasion is tied.
    pub attached: Option<core::Attached>,
    /// Date of the act.
    pub date: FactOut<String>,
    /// 0 for an outermost one.
    pub depth: u8,
    /// Index of the attribution in whose content it lies.
    pub parent: Option<u32>,
    /// Who passed it on.
    pub relay: Vec<RelayOut>,
    /// Probability that this is an attribution as given.
    pub p: f64,
    /// What decided.
    pub why: Vec<String>,
    /// A length limit was met.
    pub capped: bool,
}

/// Text that may belong to an attribution.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReachOut {
    /// Where.
    pub span: At,
    /// Carried or doubtful.
    pub scope: core::Scope,
    /// Why.
    pub why: Option<core::DoubtReason>,
    /// Words that opened the doubt.
    pub trigger: Option<At>,
    /// Only a note on statements that stay the narrator's.
    pub noted: bool,
}

/// Who speaks.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpeakerOut {
    /// Index of the entity.
    pub entity: Option<u32>,
    /// Canonical name, or the source as written.
    pub name: Option<String>,
    /// What the voice is.
    pub voice_is: core::VoiceIs,
    /// How it was settled.
    pub how: core::How,
    /// Several speak together.
    pub joint: bool,
    /// Role or reason of an unnamed source.
    pub described_as: Option<At>,
}

/// How the text holds it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StanceOut {
    /// Factive, neutral or distanced.
    pub factivity: core::Factivity,
    /// The act is denied.
    pub negated: bool,
    /// Whether it took place.
    pub modality: core::Modality,
    /// Hedging words.
    pub hedges: Vec<At>,
    /// Declined to speak.
    pub declined: bool,
}

/// Who passed it on.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RelayOut {
    /// Words that name them.
    pub span: At,
    /// Their name.
    pub name: Option<String>,
}

/// Where and when something was said.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OccasionOut {
    /// Interview, statement, speech ...
    pub kind: core::OccasionKind,
    /// Its words.
    pub span: At,
    /// Outlet, programme or platform.
    pub outlet: FactOut<String>,
    /// Place.
    pub place: FactOut<String>,
    /// With or to whom.
    pub with_whom: FactOut<String>,
    /// When.
    pub date: FactOut<String>,
    /// The time words that hang on it.
    pub time: Option<At>,
    /// Title, number or link.
    pub title: FactOut<String>,
    /// False for "a recent interview".
    pub definite: bool,
}

/// One clause.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatementOut {
    /// Index.
    pub id: u32,
    /// Its words, with holes where other statements sit.
    pub spans: Vec<At>,
    /// Index of its sentence.
    pub sentence: u32,
    /// Shape.
    pub form: core::Form,
    /// What it is about.
    #[serde(rename = "type")]
    pub kind: core::StatementType,
    /// Whose voice.
    pub voice: core::Voice,
    /// Name of the source, or the source as written; null for the narrator.
    pub source: Option<String>,
    /// Indices of the attributions over it, outermost first.
    pub chain: Vec<u32>,
    /// Direct, indirect or mixed; null for the narrator.
    pub quotation: Option<core::QuotationKind>,
    /// How it belongs to its voice.
    pub scope: core::Scope,
    /// Why it is in doubt.
    pub doubt: Option<core::DoubtReason>,
    /// The narrator's, while an announced account may still run.
    pub noted: bool,
    /// The reporting clause itself; left out of counts.
    pub reports: bool,
    /// Stands in the headline.
    pub headline: bool,
    /// Traceability.
    pub grade: GradeOut,
    /// What one could look up.
    pub anchors: Vec<AnchorOut>,
    /// What the text gives to trace it.
    pub basis: BasisOut,
    /// How far back who speaks was named.
    pub distance: core::Distance,
}

/// Traceability with the missing parts named.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GradeOut {
    /// The letter; with doubt the better one.
    pub letter: core::Letter,
    /// Its name.
    pub name: &'static str,
    /// The letter without the doubtful facts.
    pub low: core::Letter,
    /// The letter with them.
    pub high: core::Letter,
    /// What decided.
    pub reasons: Vec<String>,
}

/// Something one could look up.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnchorOut {
    /// What it holds fast.
    pub kind: core::AnchorKind,
    /// Its words.
    pub span: At,
    /// Its value.
    pub value: String,
    /// For a time: its value is settled.
    pub anchored: bool,
}

/// Only what the text or its metadata shows.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BasisOut {
    /// Weakest voice of chain and relays.
    pub voice: core::Voice,
    /// Name, where spelled out.
    pub name: FactOut<String>,
    /// Role or description.
    pub role: FactOut<String>,
    /// Words of the source given.
    pub words: core::Words,
    /// How many.
    pub words_quoted: u32,
    /// The occasion as written.
    pub occasion: FactOut<String>,
    /// Outlet, programme or platform.
    pub outlet: FactOut<String>,
    /// Titled, numbered or linked document.
    pub document: FactOut<String>,
    /// Place of the occasion.
    pub place: FactOut<String>,
    /// Date of the act.
    pub date: FactOut<String>,
    /// First-hand or passed on.
    pub hand: core::Hand,
    /// Why the source is not named.
    pub reason: FactOut<String>,
}

/// The headline's claim.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CentralOut {
    /// Its words.
    pub text: Option<String>,
    /// Where.
    pub span: Option<At>,
    /// Index of its statement.
    pub statement: Option<u32>,
    /// There is no headline; the first sentence was taken.
    pub assumed: bool,
    /// Body statements that state it, best basis first.
    pub matches: Vec<u32>,
    /// Body statements with another polarity or number.
    pub differs: Vec<u32>,
    /// Whom it speaks of, where that is not its source.
    pub third_party: Option<String>,
    /// Their reply.
    pub reply: FactOut<String>,
}

/// One remark.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingOut {
    /// As in `S208`.
    pub code: String,
    /// As in `occasion-unlocated`.
    pub name: &'static str,
    /// Note, gap or conflict.
    pub severity: core::Severity,
    /// Where; null for the article as a whole.
    pub span: Option<At>,
    /// Line and column, both from 1, columns in characters; null for the article as a whole.
    pub line: Option<[u32; 2]>,
    /// Other places it rests on.
    pub related: Vec<RelatedOut>,
    /// What the text shows or lacks.
    pub message: String,
    /// What one could do next.
    pub next_step: String,
    /// Code, sentence and words in one hash, without offsets: what a baseline holds.
    pub fingerprint: String,
}

/// How many findings are not shown, and why.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SuppressedOut {
    /// Comments in the text allow them.
    pub allowed: usize,
    /// The baseline holds them.
    pub known: usize,
}

/// A place a finding rests on.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RelatedOut {
    /// Where.
    pub span: At,
    /// What it is.
    pub label: &'static str,
}

/// The article in counts.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SummaryOut {
    /// The last line of the sheet.
    pub last_line: String,
    /// Its parts.
    pub slots: findings::Slots,
    /// Counts with their denominators.
    pub counts: findings::Counts,
    /// The text's own voice.
    pub narrator: NarratorOut,
    /// At most five questions, the most useful first.
    pub ask_next: Vec<QuestionOut>,
}

/// One source: a row of *who speaks*.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceOut {
    /// Canonical name, or the source as written; empty where nobody is said to speak.
    pub name: String,
    /// The words that name it, as written, each form once.
    pub written: Vec<String>,
    /// Index of the entity.
    pub entity: Option<u32>,
    /// Whose voice.
    pub voice: core::Voice,
    /// What the voice is.
    pub voice_is: core::VoiceIs,
    /// Statements that are its, surely or as carried.
    pub statements: u32,
    /// Statements that may be its.
    pub doubtful: u32,
    /// Words of its between quotation marks.
    pub words_quoted: u32,
    /// Occasions on which it spoke.
    pub occasions: Vec<SourceOccasionOut>,
    /// Dates on which it spoke.
    pub dates: Vec<String>,
    /// Best and weakest grade of its statements.
    pub grades: [core::Letter; 2],
    /// Where it is first named as a source.
    pub first: Option<At>,
}

/// An occasion of a source.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceOccasionOut {
    /// Its words.
    pub words: String,
    /// Where they stand.
    pub span: At,
    /// A reader could find it.
    pub located: bool,
}

/// The text's own voice.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NarratorOut {
    /// Statements.
    pub statements: u32,
    /// Of these, those one could look up.
    pub checkable: u32,
    /// The longest run of whole paragraphs without a source.
    pub longest_run: Option<At>,
    /// Its sentences.
    pub longest_run_sentences: u32,
}

/// Other texts that carry the same words.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopiesOut {
    /// `not_looked` without an index, `not_found` or `found` with one.
    pub state: &'static str,
    /// Documents in the index.
    pub documents: Option<u64>,
    /// Earliest and latest date in the index, as written.
    pub dates: Option<[String; 2]>,
    /// What keeps the answer from being whole.
    pub limits: Vec<&'static str>,
    /// The texts, by relation, then by date.
    pub texts: Vec<CopyOut>,
}

/// Another text.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopyOut {
    /// Its id in the index.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// `identical`, `rewrite`, `formula`, `near-copy`, `partial` or `quotation`.
    pub relation: &'static str,
    /// Words of this text that stand there in equal runs, and of how many.
    pub words: [u32; 2],
    /// Passages of this text that stand there.
    pub passages: Vec<At>,
    /// Names that stand in each other's place.
    pub swaps: Vec<SwapOut>,
    /// Quotations that both carry.
    pub quotations: Vec<SharedOut>,
}

/// A name and the one that stands in its place in another text.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SwapOut {
    /// As written here.
    pub here: String,
    /// As written there.
    pub there: String,
    /// Where it stands here.
    pub places: Vec<At>,
    /// The relation rests on it.
    pub main: bool,
}

/// A quotation that another text carries too.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SharedOut {
    /// Its words here.
    pub here: At,
    /// The words there.
    pub there: String,
    /// `same`, `cut` or `altered`.
    pub change: &'static str,
    /// The speakers here and there, where both are settled and they are two.
    pub speakers: Option<[String; 2]>,
}

/// A question whose answer would make statements traceable.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuestionOut {
    /// The question.
    pub question: String,
    /// Statements it bears on.
    pub statements: u32,
    /// Their grade now, where the answer changes it.
    pub from: Option<core::Letter>,
    /// Their grade with the answer.
    pub to: Option<core::Letter>,
    /// It bears on the central claim.
    pub central: bool,
    /// The words it is about.
    pub span: Option<At>,
}
