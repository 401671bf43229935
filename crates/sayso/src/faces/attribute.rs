//! The line shape that scorers of attribution read: source, cue and content as plain spans.
//!
//! *Outer* projects the same result, it is no other decode: outermost attributions that have a cue,
//! with the parts of a quotation that goes on merged into the content.

use sayso_core::{Attribution, Attributions, Document, OffsetUnit, Offsets, Reading, Scope, Span};
use serde::Serialize;

/// Source, cue and content of one attribution, as `[start, end)` pairs.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Roles {
    /// Who says it.
    pub source: Vec<(u32, u32)>,
    /// The words that mark the act.
    pub cue: Vec<(u32, u32)>,
    /// What is said.
    pub content: Vec<(u32, u32)>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    declined: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    limits: Vec<&'a str>,
    attributions: Vec<Roles>,
}

/// The outermost attributions with a cue.
pub fn outer(document: &Document, attributions: &Attributions, unit: OffsetUnit) -> Vec<Roles> {
    let kept = attributions.list.iter().filter(|a| a.depth == 0 && !a.cue.is_empty());
    roles(document, kept, unit)
}

/// Every attribution, nested ones and those without a cue too.
pub fn all(document: &Document, attributions: &Attributions, unit: OffsetUnit) -> Vec<Roles> {
    roles(document, attributions.list.iter(), unit)
}

/// One line of JSON without its line break: `{"id": ..., "attributions": [{source, cue, content}]}`,
/// with `declined` and `limits` where a text or a part of it was not looked at.
pub fn attribute_jsonl(
    document: &Document,
    reading: &Reading,
    attributions: &Attributions,
    unit: OffsetUnit,
    only_outer: bool,
) -> String {
    let project = if only_outer { outer } else { all };
    let line = Line {
        id: &document.id,
        declined: document.declined(),
        limits: super::limits(document, reading),
        attributions: project(document, attributions, unit),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

fn roles<'a>(
    document: &Document,
    attributions: impl Iterator<Item = &'a Attribution>,
    unit: OffsetUnit,
) -> Vec<Roles> {
    let offsets = Offsets::new(&document.text, unit);
    let pairs = |spans: &mut dyn Iterator<Item = Span>| -> Vec<(u32, u32)> {
        spans.map(|span| (offsets.at(span.start), offsets.at(span.end))).collect()
    };
    attributions
        .map(|a| {
            let carried = a.reach.iter().filter(|reach| reach.scope == Scope::Carried);
            let mut content: Vec<Span> =
                a.content.iter().copied().chain(carried.map(|reach| reach.span)).collect();
            content.sort_unstable();
            content.dedup();
            Roles {
                source: pairs(&mut a.source.iter().copied()),
                cue: pairs(&mut a.cue.iter().copied()),
                content: pairs(&mut content.into_iter()),
            }
        })
        .collect()
}
