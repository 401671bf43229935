//! What the parts of the page look up: grades, whose statement it is, which card holds a finding.

use std::collections::BTreeMap;

use sayso_core::{
    Attribution, EntityId, Finding, Graded, Lines, Scope, Span, Statement, StatementId, Voice,
};

use super::segments::Segments;
use crate::Analysis;

/// An analysis with its cross-references.
pub(super) struct View<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) segments: Segments,
    lines: Lines<'a>,
    /// One a statement.
    grades: Vec<Graded>,
    /// One a statement: the row of *Who speaks*.
    rows: Vec<Option<usize>>,
    /// One a statement: its findings.
    findings: Vec<Vec<usize>>,
    /// Findings on the article as a whole, and those on no statement.
    pub(super) of_article: Vec<usize>,
}

impl<'a> View<'a> {
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let statements = &analysis.statements.list;
        let mut view = Self {
            analysis,
            segments: Segments::of(analysis),
            lines: Lines::new(&analysis.document.text),
            grades: statements.iter().map(sayso_findings::grade_statement).collect(),
            rows: Vec::new(),
            findings: vec![Vec::new(); statements.len()],
            of_article: Vec::new(),
        };
        let sources = Sources::of(analysis);
        view.rows =
            statements.iter().map(|s| sources.row(view.attribution(s)?, analysis)).collect();
        let holders = Holders::of(analysis);
        for (i, finding) in analysis.findings.iter().enumerate() {
            let holder = holders.statement(finding);
            match holder.and_then(|id| view.findings.get_mut(id.0 as usize)) {
                Some(list) => list.push(i),
                None => view.of_article.push(i),
            }
        }
        view
    }

    /// The statements that get a card: all but reporting clauses.
    pub(super) fn statements(&self) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.analysis.statements.list.iter().filter(|statement| statement.counts())
    }

    pub(super) fn statement(&self, id: StatementId) -> Option<&'a Statement> {
        self.analysis.statements.list.get(id.0 as usize)
    }

    pub(super) fn grade(&self, statement: &Statement) -> Option<&Graded> {
        self.grades.get(statement.id.0 as usize)
    }

    /// The row of *Who speaks* that the statement counts in.
    pub(super) fn row(&self, statement: &Statement) -> Option<usize> {
        self.rows.get(statement.id.0 as usize).copied().flatten()
    }

    pub(super) fn findings_of(&self, statement: &Statement) -> &[usize] {
        self.findings.get(statement.id.0 as usize).map_or(&[], Vec::as_slice)
    }

    pub(super) fn finding(&self, i: usize) -> Option<&'a Finding> {
        self.analysis.findings.get(i)
    }

    /// The attribution that says whose words a statement is.
    pub(super) fn attribution(&self, statement: &Statement) -> Option<&'a Attribution> {
        self.analysis.attributions.who_says(statement)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.analysis.document.slice(span)
    }

    /// The line of the text on which a span begins, from 1.
    pub(super) fn line(&self, span: Span) -> u32 {
        self.lines.place(span.start)[0]
    }

    /// The words of some spans, as they follow each other.
    pub(super) fn joined(&self, spans: &[Span]) -> String {
        let parts: Vec<&str> = spans.iter().map(|&span| self.slice(span).trim()).collect();
        parts.join(" … ")
    }
}

/// Whether a statement may or may not belong to its voice.
pub(super) fn is_doubtful(statement: &Statement) -> bool {
    statement.scope == Scope::Doubtful
}

/// From a speaker to its row of *Who speaks*.
struct Sources {
    by_entity: BTreeMap<EntityId, usize>,
    by_words: BTreeMap<(Voice, String), usize>,
}

impl Sources {
    fn of(analysis: &Analysis) -> Self {
        let mut sources = Self { by_entity: BTreeMap::new(), by_words: BTreeMap::new() };
        for (i, row) in analysis.summary.sources.iter().enumerate() {
            if let Some(entity) = row.entity {
                sources.by_entity.insert(entity, i);
                continue;
            }
            for words in &row.written {
                sources.by_words.insert((row.voice, words.to_lowercase()), i);
            }
            if row.written.is_empty() {
                sources.by_words.insert((row.voice, String::new()), i);
            }
        }
        sources
    }

    fn row(&self, attribution: &Attribution, analysis: &Analysis) -> Option<usize> {
        let speaker = &attribution.speaker;
        if let Some(entity) = speaker.entity {
            return self.by_entity.get(&entity).copied();
        }
        let span = attribution.source.iter().copied().reduce(Span::join);
        let words = span.map_or("", |span| analysis.document.slice(span));
        self.by_words.get(&(speaker.voice, words.to_lowercase())).copied()
    }
}

/// From a place to the statement whose card speaks of it.
struct Holders<'a> {
    analysis: &'a Analysis,
    /// Words that name a source, mark an act or tell its occasion, with the first statement that
    /// rests on them.
    acts: Vec<(Span, StatementId)>,
    /// Pieces of statements; they do not overlap.
    pieces: Vec<(Span, StatementId)>,
    /// The first statement of each sentence that has one.
    sentences: BTreeMap<u32, StatementId>,
}

impl<'a> Holders<'a> {
    fn of(analysis: &'a Analysis) -> Self {
        let counted = || analysis.statements.list.iter().filter(|s| s.counts());
        let mut first_of = vec![None; analysis.attributions.list.len()];
        let mut sentences = BTreeMap::new();
        for statement in counted() {
            sentences.entry(statement.sentence).or_insert(statement.id);
            for id in &statement.chain {
                if let Some(first) = first_of.get_mut(id.0 as usize) {
                    first.get_or_insert(statement.id);
                }
            }
        }
        let mut acts = Vec::new();
        for (attribution, first) in analysis.attributions.list.iter().zip(first_of) {
            let Some(first) = first else { continue };
            let occasion = attribution.occasion.found_or_doubtful();
            let occasion =
                occasion.and_then(|id| analysis.attributions.occasions.get(id.0 as usize));
            let parts = attribution.source.iter().chain(&attribution.cue);
            acts.extend(parts.chain(occasion.map(|o| &o.span)).map(|&span| (span, first)));
        }
        let mut pieces: Vec<(Span, StatementId)> =
            counted().flat_map(|s| s.spans.iter().map(|&span| (span, s.id))).collect();
        acts.sort_unstable();
        pieces.sort_unstable();
        Self { analysis, acts, pieces, sentences }
    }

    /// The statement of a finding; `None` for one on the article as a whole or far from any
    /// statement.
    fn statement(&self, finding: &Finding) -> Option<StatementId> {
        let span = finding.span.filter(|_| finding.code.family != 'A')?;
        let touching = |list: &[(Span, StatementId)]| {
            let i = list.partition_point(|(other, _)| other.end <= span.start);
            list.get(i).filter(|(other, _)| other.overlaps(span)).map(|&(_, id)| id)
        };
        let of_sentence = || {
            let sentence = self.analysis.reading.sentence_at(span.start);
            self.sentences.get(&u32::try_from(sentence).ok()?).copied()
        };
        touching(&self.acts).or_else(|| touching(&self.pieces)).or_else(of_sentence)
    }
}
