//! The same articles with *he* for *she* and *she* for *he*: reports by a speaker marked as either should be
//! found alike.

use sayso::core::{InputKind, Layers, Span, Xpos};
use sayso::ingest::{Hints, ingest};
use sayso_read::{Reader, Scratch};

use super::{Case, Run, slices};
use sayso_train::polnear::{Article, Roles};
use sayso_train::score::Count;

/// An article with the pronouns exchanged, its spans moved along.
///
/// # Errors
/// When the text cannot be ingested.
pub(super) fn swapped(article: &Article) -> anyhow::Result<Article> {
    let hints = Hints { kind: Some(InputKind::Text), ..Hints::default() };
    let document = ingest(article.text.as_bytes(), &hints)?;
    let reading = Reader::embedded().read(&document, Layers::TAG, &mut Scratch::default());
    let mut text = String::new();
    // Where each character went.
    let mut places = vec![0];
    let mut put = |piece: &str, instead: &str| {
        let from = text.chars().count();
        text.push_str(instead);
        let length = instead.chars().count();
        places.extend((1..=piece.chars().count()).map(|i| from + i.min(length)));
        if let Some(last) = places.last_mut() {
            *last = from + length;
        }
    };
    let mut at = 0;
    for token in 0..reading.len() {
        let span = reading.tokens.span[token as usize];
        let (form, possessive) =
            (document.slice(span), reading.tokens.xpos[token as usize] == Xpos::PrpPoss);
        let Some(other) = other(form, possessive).filter(|_| span.start >= at) else { continue };
        put(document.slice(Span::new(at, span.start)), document.slice(Span::new(at, span.start)));
        put(form, other);
        at = span.end;
    }
    let rest = document.slice(Span::new(at, Span::of(0..document.text.len()).end));
    put(rest, rest);
    let moved = |spans: &[(usize, usize)]| {
        spans.iter().map(|&(start, end)| (places[start], places[end])).collect()
    };
    let roles = |roles: &Roles| Roles {
        source: moved(&roles.source),
        cue: moved(&roles.cue),
        content: moved(&roles.content),
    };
    let attributions = article.attributions.iter().map(roles).collect();
    Ok(Article { id: article.id.clone(), text, attributions })
}

/// The pronoun of the other gender.
fn other(form: &str, possessive: bool) -> Option<&'static str> {
    Some(match form {
        "he" => "she",
        "He" => "She",
        "she" => "he",
        "She" => "He",
        "his" | "him" => "her",
        "His" => "Her",
        "her" if possessive => "his",
        "Her" if possessive => "His",
        "her" => "him",
        "himself" => "herself",
        "herself" => "himself",
        _ => return None,
    })
}

/// Linked recall of the reports whose source is *he* or *his*, and of those whose source is *she* or *her*, in the
/// articles and in their copies: the same reports under both marks.
pub(super) fn recall(run: &Run, copies: &Run) -> [Count; 2] {
    let mut counts = [Count::default(); 2];
    for case in run.cases.iter().chain(&copies.cases) {
        let hits: Vec<usize> = case.scored.pairs.iter().map(|&(gold, _)| gold).collect();
        for (at, roles) in case.gold.iter().enumerate() {
            let Some(mark) = mark(case, roles) else { continue };
            counts[mark].gold += 1;
            counts[mark].hits += usize::from(hits.contains(&at));
        }
    }
    counts
}

fn mark(case: &Case, roles: &Roles) -> Option<usize> {
    match slices::words(case, &roles.source).as_str() {
        "he" | "his" | "him" => Some(0),
        "she" | "her" => Some(1),
        _ => None,
    }
}
