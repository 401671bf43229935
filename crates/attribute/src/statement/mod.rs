//! Statements: every clause with its chain of voices, its type, its anchors and its basis.

mod anchors;
mod basis;
mod central;
mod distance;
mod kind;
mod reply;

#[cfg(test)]
mod tests;

use sayso_core::{
    Attribution, AttributionId, Attributions, CueKind, Form, Scope, SectionKind, Sentence, Span,
    Statement, StatementId, Statements, TokenIndex, TokenRange, Upos, Voice,
};

use crate::clause::{Clause, clauses_by_level};
use crate::cover::{Cover, cue_token};
use crate::text::Text;

/// A statement with the words it was made from.
pub(crate) struct Unit {
    pub(crate) statement: Statement,
    pub(crate) clause: Clause,
}

/// The statements of a document, and its central claim.
pub(crate) fn statements(text: &Text, attributions: &Attributions) -> Statements {
    let cover = Cover::new(text, &attributions.list);
    let stretches = Stretch::all(&attributions.list);
    let names = distance::Names::new(text);
    let mut units: Vec<Unit> = Vec::new();
    for (number, sentence) in text.reading.sentences.iter().enumerate() {
        if !text.section_kind(sentence).is_read() {
            continue;
        }
        for mut unit in pieces(text, &cover, number, sentence) {
            let statement = &mut unit.statement;
            settle(text, attributions, &stretches, &unit.clause, statement);
            let innermost = statement.chain.last().and_then(|id| list_entry(attributions, *id));
            let says = attributions.who_says(statement);
            statement.voice = says.map_or(Voice::Narrator, |a| a.speaker.voice);
            statement.quotation = innermost.map(|a| a.quotation);
            statement.stance = innermost.map(|a| a.stance.clone());
            statement.anchors = anchors::of(text, &unit.clause);
            statement.kind = kind::of(text, sentence, &unit.clause, statement, innermost);
            statement.basis = basis::of(text, attributions, &unit.clause, statement);
            if let Some(innermost) = innermost {
                statement.distance = names.distance(text, innermost, statement);
            }
            units.push(unit);
        }
    }
    units.sort_by_key(|unit| (unit.statement.span().start, unit.statement.span().end));
    for (unit, id) in units.iter_mut().zip(0u32..) {
        unit.statement.id = StatementId(id);
    }
    let central = central::claim(text, attributions, &units);
    Statements { list: units.into_iter().map(|unit| unit.statement).collect(), central }
}

/// The attribution of an id.
fn list_entry(attributions: &Attributions, id: AttributionId) -> Option<&Attribution> {
    attributions.list.get(id.0 as usize)
}

/// The clauses of a sentence, cut where a content begins or ends.
fn pieces(text: &Text, cover: &Cover, number: usize, sentence: &Sentence) -> Vec<Unit> {
    let mut chains: Vec<&[AttributionId]> = Vec::new();
    let mut levels: Vec<Vec<TokenIndex>> = Vec::new();
    for word in sentence.tokens.range() {
        let chain = cover.chain(word);
        if let Some(level) = chains.iter().position(|other| *other == chain) {
            levels[level].push(word);
        } else {
            chains.push(chain);
            levels.push(vec![word]);
        }
    }
    let mut units = Vec::new();
    for (level, piece) in clauses_by_level(text, sentence.tokens, &levels) {
        if !piece.words.iter().any(|&word| text.has_content(word)) {
            continue;
        }
        let chain = chains[level];
        let form = form(text, &piece);
        let reports = reports(text, cover, &piece);
        let headline = text.section_kind(sentence) == SectionKind::Headline;
        // What a content leaves over of a clause, without a verb, says nothing by itself.
        let left_over = chain.is_empty() && form == Form::Fragment && !reports;
        let whole = piece.words.len() * 2 > sentence.tokens.len() as usize;
        if left_over && !whole && !headline {
            continue;
        }
        units.push(Unit {
            statement: Statement {
                id: StatementId(0),
                spans: spans(text, &piece.words),
                sentence: u32::try_from(number).unwrap_or(u32::MAX),
                form,
                kind: sayso_core::StatementType::Other,
                chain: chain.to_vec(),
                voice: Voice::Narrator,
                scope: Scope::None,
                doubt: None,
                noted: false,
                reports,
                headline,
                anchors: Vec::new(),
                quotation: None,
                stance: None,
                basis: basis::narrator(),
                distance: sayso_core::Distance::default(),
            },
            clause: piece,
        });
    }
    units.retain(|unit| !unit.statement.spans.is_empty());
    units
}

fn form(text: &Text, piece: &Clause) -> Form {
    if piece.finite {
        Form::Finite
    } else if piece.verbs.iter().any(|&verb| text.is_verb(verb)) {
        Form::Nonfinite
    } else {
        Form::Fragment
    }
}

/// The piece is a reporting clause: its verbs are a cue's, or it is a cue without a verb.
fn reports(text: &Text, cover: &Cover, piece: &Clause) -> bool {
    let is_cue = |word: &TokenIndex| cover.cue(*word).is_some();
    let verbs = piece.verbs.iter().filter(|&&verb| text.is_verb(verb));
    let mut any_verb = false;
    for verb in verbs {
        any_verb = true;
        if is_cue(verb) {
            return true;
        }
    }
    !any_verb && piece.words.iter().any(is_cue)
}

/// Runs of neighbouring words as spans, less the marks at their edges.
fn spans(text: &Text, words: &[TokenIndex]) -> Vec<Span> {
    let runs = words.chunk_by(|&a, &b| a + 1 == b);
    let trimmed = runs.filter_map(|run| {
        let first = run.iter().copied().find(|&word| text.is_word(word))?;
        let last = run.iter().rev().copied().find(|&word| text.is_word(word))?;
        Some(text.span(TokenRange::new(first, last + 1)))
    });
    trimmed.collect()
}

/// One doubtful stretch, with whose it is.
struct Stretch {
    span: Span,
    attribution: AttributionId,
    reach: usize,
}

impl Stretch {
    /// All stretches by first byte; where two begin together the surer one first.
    fn all(list: &[Attribution]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for attribution in list {
            let reach = attribution.reach.iter().enumerate();
            all.extend(reach.map(|(i, reach)| Self {
                span: reach.span,
                attribution: attribution.id,
                reach: i,
            }));
        }
        all.sort_by_key(|stretch| (stretch.span.start, stretch.span.end, stretch.attribution));
        all
    }
}

/// Sets chain, scope and doubt of a statement.
fn settle(
    text: &Text,
    attributions: &Attributions,
    stretches: &[Stretch],
    clause: &Clause,
    statement: &mut Statement,
) {
    drop_asides(text, attributions, &mut statement.chain);
    statement.chain.retain(|&id| !list_entry(attributions, id).is_some_and(|a| is_wish(text, a)));
    if let Some(&innermost) = statement.chain.last() {
        let cue = list_entry(attributions, innermost).and_then(|a| cue_token(text, a));
        let section = |token: TokenIndex| {
            let sentence = text.sentence(text.reading.sentence_of(token));
            sentence.map(|sentence| sentence.section)
        };
        let carried = cue.is_some_and(|cue| section(cue) != section(clause.predicate));
        statement.scope = if carried { Scope::Carried } else { Scope::Inside };
        return;
    }
    if statement.reports {
        return;
    }
    let at = text.span(TokenRange::new(clause.predicate, clause.predicate + 1)).start;
    // Stretches are one a paragraph and nest two deep at most, so few lie before a place.
    let end = stretches.partition_point(|stretch| stretch.span.start <= at);
    let near = stretches.get(end.saturating_sub(8)..end).unwrap_or_default();
    let holding = near.iter().filter(|stretch| stretch.span.contains_byte(at));
    let found = holding.filter_map(|stretch| {
        let attribution = list_entry(attributions, stretch.attribution)?;
        Some((stretch.attribution, attribution.reach.get(stretch.reach)?))
    });
    for (attribution, reach) in found {
        if reach.noted {
            statement.noted = true;
        } else {
            statement.chain = vec![attribution];
            statement.scope = reach.scope;
            statement.doubt = reach.why;
        }
    }
}

/// "X confirmed what many had suspected: ...": what follows is X's own statement, the crowd's being
/// an aside; so it does not rest on the crowd.
fn drop_asides(text: &Text, attributions: &Attributions, chain: &mut Vec<AttributionId>) {
    if chain.len() < 2 {
        return;
    }
    chain.retain(|&id| {
        let Some(attribution) = list_entry(attributions, id) else { return true };
        let starts = attribution.source.iter().chain(&attribution.cue).map(|span| span.start);
        let Some(start) = starts.min() else { return true };
        let first = text.reading.tokens_in(Span::new(start, start + 1)).start;
        let aside = first > 0 && text.is_any(first - 1, &["what", "as"]);
        attribution.depth == 0 || !aside
    });
}

/// "X's growing desire to leave", "the plan to sell it": a noun of wanting tells what somebody has in
/// mind; nobody says so.
fn is_wish(text: &Text, attribution: &Attribution) -> bool {
    let cue = attribution.cue.iter().flat_map(|&span| text.reading.tokens_in(span).range());
    attribution.cue_kind == CueKind::Intention
        && cue.clone().last().is_some_and(|last| text.upos(last) == Upos::Noun)
        && !cue.into_iter().any(|token| text.is_finite(token))
}
