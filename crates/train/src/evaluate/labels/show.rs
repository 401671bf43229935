//! The items with their context, for people to label: written outside the repository, for the words
//! are third parties'.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;

use super::items::{Item, Range, Set};
use super::texts::Text;

/// Characters before and after an item.
const fn context(set: Set) -> (usize, usize) {
    match set {
        Set::Sources | Set::Speakers => (350, 100),
        Set::Occasions | Set::News => (700, 300),
        Set::Statements => (250, 120),
        Set::Doubts => (700, 250),
    }
}

/// Writes the items of a set to a file of a folder.
pub(super) fn write(
    folder: &Path,
    set: Set,
    items: &[Item],
    texts: &BTreeMap<String, Text>,
) -> anyhow::Result<()> {
    let mut out = String::new();
    for item in items {
        let text = texts
            .get(&item.document)
            .with_context(|| format!("{}: {} is not there", item.part, item.document))?;
        let _ = writeln!(out, "== {} ({} {})", item.number, item.part, item.document);
        let _ = writeln!(out, "{}\n", shown(set, item, text));
    }
    let path = folder.join(format!("{}.txt", set.name()));
    std::fs::write(&path, out).with_context(|| path.display().to_string())
}

/// The headline, then the context with the item's parts marked.
pub(super) fn shown(set: Set, item: &Item, text: &Text) -> String {
    let (before, after) = context(set);
    let whole = item.whole();
    let chars = &text.chars;
    let mut start = whole.0.saturating_sub(before);
    while start > 0 && start < whole.0 && !chars[start - 1].is_whitespace() {
        start += 1;
    }
    let end = (whole.1 + after).min(chars.len());
    // A content over paragraphs is cut in the middle.
    let long = 1200;
    let skip = (whole.1 - whole.0 > long).then(|| (whole.0 + long * 2 / 3, whole.1 - long / 3));
    let mut open: BTreeMap<usize, String> = BTreeMap::new();
    let mut close: BTreeMap<usize, String> = BTreeMap::new();
    let mut mark = |range: Range, left: String, right: &str| {
        open.entry(range.0).or_default().push_str(&left);
        close.entry(range.1).or_default().insert_str(0, right);
    };
    let brackets: &[(&str, &str)] = match set {
        Set::Statements | Set::Doubts => &[("{", "}")],
        _ => &[("[S ", "]"), ("<C ", ">"), ("{", "}")],
    };
    for (ranges, (left, right)) in item.spans.iter().zip(brackets) {
        for &range in ranges {
            mark(range, (*left).to_owned(), right);
        }
    }
    if matches!(set, Set::Occasions | Set::News) {
        for (&range, number) in item.spans[3].iter().zip(1..) {
            mark(range, format!("@{number}_"), "");
        }
    }
    let mut out = String::new();
    let headline: String = chars.iter().take_while(|&&c| c != '\n').take(160).collect();
    if start > headline.chars().count() {
        let _ = writeln!(out, "HEAD {headline}");
    }
    out.push_str(if start > 0 { "... " } else { "" });
    for (at, c) in chars.iter().map(Some).chain([None]).enumerate().take(end + 1).skip(start) {
        out.push_str(close.get(&at).map_or("", String::as_str));
        out.push_str(open.get(&at).map_or("", String::as_str));
        if skip.is_some_and(|skip| skip.0 == at) {
            out.push_str(" [...] ");
        }
        if at < end && skip.is_none_or(|skip| at < skip.0 || at >= skip.1) {
            out.extend(c.filter(|&&c| c != '\n' || !out.ends_with('\n')));
        }
    }
    out
}
