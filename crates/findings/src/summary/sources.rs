//! Who speaks: a row a source, with its statements, words, occasions, dates and range of grades.

use std::collections::BTreeMap;

use sayso_core::{
    Attribution, AttributionId, EntityId, Fact, Letter, Span, StatementId, Voice, VoiceIs,
};
use serde::Serialize;

use crate::occasion::is_located;
use crate::view::{View, source_span};

/// An occasion of a source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceOccasion {
    /// Its words.
    pub words: String,
    /// Where they stand.
    pub span: Span,
    /// A reader could find it.
    pub located: bool,
}

/// One source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceRow {
    /// Canonical name, or the source as written where there is none; empty where nobody is said to
    /// speak ("it was claimed").
    pub name: String,
    /// The words that name it, as written, each form once.
    pub written: Vec<String>,
    /// The entity behind it.
    pub entity: Option<EntityId>,
    /// Whose voice.
    pub voice: Voice,
    /// What the voice is.
    pub voice_is: VoiceIs,
    /// Statements that are its, surely or as carried.
    pub statements: u32,
    /// Statements that may be its.
    pub doubtful: u32,
    /// Words of its between quotation marks.
    pub words_quoted: u32,
    /// Occasions on which it spoke.
    pub occasions: Vec<SourceOccasion>,
    /// Dates on which it spoke, as `2016-10-04`, with a question mark where a date is in doubt.
    pub dates: Vec<String>,
    /// The best grade of its statements.
    pub best: Letter,
    /// The weakest grade of its statements.
    pub weakest: Letter,
    /// Where it is first named as a source.
    pub first: Option<Span>,
}

/// A source: its entity where one was settled, else its words.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum SourceKey {
    Entity(EntityId),
    Words(Voice, String),
}

/// The source of an attribution.
pub(super) fn key(view: &View<'_>, attribution: &Attribution) -> SourceKey {
    if let Some(entity) = attribution.speaker.entity {
        return SourceKey::Entity(entity);
    }
    let words = source_span(attribution).map_or("", |span| view.slice(span));
    SourceKey::Words(attribution.speaker.voice, words.to_lowercase())
}

/// The statements of each source, doubtful ones too, by source.
pub(super) fn by_source(view: &View<'_>) -> BTreeMap<SourceKey, Vec<(AttributionId, StatementId)>> {
    let mut sources: BTreeMap<SourceKey, Vec<_>> = BTreeMap::new();
    for statement in view.attributed() {
        if let Some(attribution) = view.attribution_of(statement) {
            let list = sources.entry(key(view, attribution)).or_default();
            list.push((attribution.id, statement.id));
        }
    }
    sources
}

/// Rows by voice, then by statements, then by place.
pub(super) fn rows(view: &View<'_>) -> Vec<SourceRow> {
    let mut rows: Vec<_> =
        by_source(view).into_values().filter_map(|all| row(view, &all)).collect();
    rows.sort_by_key(|row| {
        (voice_rank(row.voice), u32::MAX - row.statements, row.first.map(|span| span.start))
    });
    rows
}

fn row(view: &View<'_>, all: &[(AttributionId, StatementId)]) -> Option<SourceRow> {
    let first = view.attribution(all.first()?.0)?;
    let mut row = SourceRow {
        name: String::new(),
        written: Vec::new(),
        entity: first.speaker.entity,
        voice: first.speaker.voice,
        voice_is: first.speaker.voice_is,
        statements: 0,
        doubtful: 0,
        words_quoted: 0,
        occasions: Vec::new(),
        dates: Vec::new(),
        best: Letter::N,
        weakest: Letter::N,
        first: source_span(first),
    };
    let mut letters = Vec::new();
    for &(attribution, statement) in all {
        let (attribution, statement) = (view.attribution(attribution)?, view.statement(statement)?);
        if View::is_doubtful(statement) {
            row.doubtful += 1;
        } else {
            row.statements += 1;
            letters.push(view.letter(statement));
        }
        row.words_quoted += statement.basis.words_quoted;
        if let Some(span) = source_span(attribution) {
            push_once(&mut row.written, view.slice(span).to_owned());
        }
        if let Some(occasion) = attribution
            .occasion
            .found_or_doubtful()
            .and_then(|id| view.occasions().get(id.0 as usize))
        {
            let words = view.slice(occasion.span).to_owned();
            let located = is_located(occasion);
            push_once(&mut row.occasions, SourceOccasion { words, span: occasion.span, located });
        }
        let date = match &statement.basis.date {
            Fact::Found { value, .. } => Some(value.to_string()),
            Fact::Doubtful { value, .. } => Some(format!("{value}?")),
            Fact::NotFound | Fact::NotLooked | Fact::NotApplicable => None,
        };
        if let Some(date) = date {
            push_once(&mut row.dates, date);
        }
    }
    row.name = first.speaker.name.clone().or_else(|| row.written.first().cloned())?;
    row.best = letters.iter().copied().min().unwrap_or(Letter::N);
    row.weakest = letters.iter().copied().max().unwrap_or(Letter::N);
    Some(row)
}

fn push_once<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn voice_rank(voice: Voice) -> u8 {
    match voice {
        Voice::Named => 0,
        Voice::Document => 1,
        Voice::Described => 2,
        Voice::Unnamed => 3,
        Voice::Doubtful => 4,
        Voice::Crowd => 5,
        Voice::Narrator => 6,
    }
}
