//! What one could look up in a statement: who, what, when, where, how many, and all or never.

use std::collections::BTreeSet;

use sayso_core::{
    Anchor, AnchorKind, EntityKind, MentionKind, Span, TimeState, TokenIndex, TokenRange, Upos,
    Xpos,
};

use crate::clause::Clause;
use crate::text::Text;
use crate::words::WORDS;

/// The anchors of a clause, by place.
pub(super) fn of(text: &Text, clause: &Clause) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    names(text, clause, &mut anchors);
    times(text, clause, &mut anchors);
    numbers(text, clause, &mut anchors);
    universals(text, clause, &mut anchors);
    anchors.extend(what(text, clause));
    anchors.sort_by_key(|anchor| (anchor.span.start, anchor.span.end, anchor.kind));
    anchors
}

/// The words of a clause from first to last, holes included.
fn extent(clause: &Clause) -> TokenRange {
    let first = clause.words.first().copied().unwrap_or_default();
    TokenRange::new(first, clause.words.last().map_or(first, |last| last + 1))
}

fn holds(clause: &Clause, token: TokenIndex) -> bool {
    clause.words.binary_search(&token).is_ok()
}

/// Participants and places, each once; a pronoun counts where its chain has a name.
fn names(text: &Text, clause: &Clause, anchors: &mut Vec<Anchor>) {
    let mut seen = BTreeSet::new();
    for mention in text.mentions_in(extent(clause)) {
        if !holds(clause, mention.head) {
            continue;
        }
        let named = mention.entity.filter(|&id| text.is_named(id));
        if named.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let kind = match mention.names {
            EntityKind::Place => AnchorKind::Where,
            EntityKind::Person | EntityKind::Organisation | EntityKind::Unknown => AnchorKind::Who,
            EntityKind::Other => continue,
        };
        if mention.kind != MentionKind::Name && named.is_none() {
            continue;
        }
        let entity = named.and_then(|id| text.entity(id));
        anchors.push(Anchor {
            kind,
            span: mention.span,
            value: entity.map_or_else(
                || text.document.slice(mention.span).to_owned(),
                |entity| entity.name.clone(),
            ),
            entity: named,
            anchored: false,
        });
    }
}

fn times(text: &Text, clause: &Clause, anchors: &mut Vec<Anchor>) {
    let extent = extent(clause);
    let times = &text.reading.times;
    let first = times.partition_point(|time| time.tokens.end <= extent.start);
    for time in times.iter().skip(first).take_while(|time| time.tokens.start < extent.end) {
        if !holds(clause, time.tokens.start) {
            continue;
        }
        anchors.push(Anchor {
            kind: AnchorKind::When,
            span: time.span,
            value: time.value.clone().unwrap_or_default(),
            entity: None,
            anchored: match time.state {
                TimeState::Absolute | TimeState::Anchored => time.value.is_some(),
                TimeState::NeedsDocumentDate | TimeState::Vague | TimeState::Doubtful => false,
            },
        });
    }
}

/// Numbers that are no part of a time and no pronoun ("no one").
fn numbers(text: &Text, clause: &Clause, anchors: &mut Vec<Anchor>) {
    let timed = |span: Span| {
        let times = &text.reading.times;
        let i = times.partition_point(|time| time.span.end <= span.start);
        times.get(i).is_some_and(|time| time.span.overlaps(span))
    };
    for &token in &clause.words {
        let span = text.span(TokenRange::new(token, token + 1));
        let number = text.upos(token) == Upos::Num || text.xpos(token) == Xpos::Cd;
        if number && !timed(span) && !text.is(token, "one") {
            anchors.push(Anchor {
                kind: AnchorKind::HowMany,
                span,
                value: text.form(token).to_owned(),
                entity: None,
                anchored: false,
            });
        }
    }
}

fn universals(text: &Text, clause: &Clause, anchors: &mut Vec<Anchor>) {
    let words = &WORDS.universal;
    let extent = extent(clause);
    let mut skip = 0;
    for &token in &clause.words {
        // "not only", "not always" claim the opposite.
        let denied = text.is_any(token.saturating_sub(1), &["not", "n't", "n’t"]);
        // "all year" is a time.
        let timed = text.is_in_time(token);
        if token < skip || denied || timed && !text.is(token, "each") {
            continue;
        }
        let phrase = words.phrases.at(text, token, extent.end);
        let single = words.words.has(text, token).then(|| TokenRange::new(token, token + 1));
        if let Some(range) = phrase.or(single) {
            skip = range.end;
            anchors.push(Anchor {
                kind: AnchorKind::Universal,
                span: text.span(range),
                value: text.words(range).to_lowercase(),
                entity: None,
                anchored: false,
            });
        }
    }
}

/// The predicate, from its first verb to its last word of content in one run.
fn what(text: &Text, clause: &Clause) -> Option<Anchor> {
    let start = clause.verbs.first().copied().unwrap_or(clause.predicate).min(clause.predicate);
    if !(text.is_verb(start) || clause.finite) {
        return None;
    }
    let after = clause.words.iter().copied().skip_while(|&word| word < start);
    let run = after.zip(start..).take_while(|(word, expected)| word == expected);
    let last = run.map(|(word, _)| word).filter(|&word| text.has_content(word)).last()?;
    let range = TokenRange::new(start, last + 1);
    Some(Anchor {
        kind: AnchorKind::What,
        span: text.span(range),
        value: text.reading.lemma(clause.predicate).to_owned(),
        entity: None,
        anchored: false,
    })
}
