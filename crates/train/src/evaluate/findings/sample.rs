//! Draws firings of each rule by a fixed seed and writes them, with their context, to a folder outside
//! the repository, where people label them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;
use sayso::findings::{Status, Subject, entry, page};

use super::Firing;
use super::corpus::{GENRES, Text, hash};

/// Seed of the draw.
const SEED: &str = "findings-3";
/// Firings of a rule in one document.
const PER_DOCUMENT: usize = 2;
/// Firings of a rule whose label takes the whole article.
const PER_ARTICLE_RULE: usize = 30;

/// A fixed draw: a share of each genre, then whatever is left, in the order of a hash.
pub(crate) fn draw<'a>(firings: &[&'a Firing], per_rule: usize) -> Vec<&'a Firing> {
    let mut by_rule: BTreeMap<&str, Vec<&'a Firing>> = BTreeMap::new();
    for &firing in firings {
        by_rule.entry(&firing.rule).or_default().push(firing);
    }
    let mut drawn = Vec::new();
    for (rule, mut all) in by_rule {
        let most = if whole_article(rule) { per_rule.min(PER_ARTICLE_RULE) } else { per_rule };
        all.sort_by_key(|f| hash(&format!("{SEED} {}", f.key())));
        let mut per_document: BTreeMap<&str, usize> = BTreeMap::new();
        all.retain(|firing| {
            let n = per_document.entry(&firing.document).or_default();
            *n += 1;
            *n <= PER_DOCUMENT
        });
        let share = most.div_ceil(GENRES.len());
        let mut per_genre = [0; GENRES.len()];
        let (mut first, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|firing| {
            let n = per_genre.get_mut(firing.genre);
            n.is_some_and(|n| {
                *n += 1;
                *n <= share
            })
        });
        first.extend(rest);
        first.truncate(most);
        first.sort_by_key(|firing| firing.key());
        drawn.extend(first);
    }
    drawn
}

/// Whether a firing can only be judged by the article as a whole.
fn whole_article(rule: &str) -> bool {
    rule.starts_with('A')
}

/// Writes `items.txt`, `items.tsv` and the texts.
pub(crate) fn write(folder: &Path, drawn: &[&Firing], texts: &[Text]) -> anyhow::Result<()> {
    let place = || folder.display().to_string();
    std::fs::create_dir_all(folder.join("texts")).with_context(place)?;
    let mut table = String::from("document\trule\tstart\tend\tlabel\n");
    let mut out = String::new();
    let mut rule = "";
    let mut number = 0;
    for firing in drawn {
        if firing.rule != rule {
            rule = &firing.rule;
            number = 0;
            write!(out, "\n==== {rule} {}\n", heading(rule))?;
        }
        number += 1;
        writeln!(table, "{}\t", firing.key())?;
        let genre = GENRES.get(firing.genre).copied().unwrap_or_default();
        writeln!(out, "\n{rule} #{number} [{genre}] {}", firing.document)?;
        writeln!(out, "  {}", firing.message)?;
        writeln!(out, "{}", firing.context)?;
        let text = texts.iter().find(|text| text.id == firing.document);
        if let Some(text) = text {
            std::fs::write(folder.join(format!("texts/{}.txt", text.id)), &text.words)?;
        }
    }
    std::fs::write(folder.join("items.tsv"), table)?;
    std::fs::write(folder.join("items.txt"), out)?;
    Ok(())
}

fn heading(rule: &str) -> String {
    let Some(entry) = sayso::core::Code::parse(rule).and_then(entry) else { return String::new() };
    let preview = if entry.status == Status::Preview { ", preview" } else { "" };
    format!("{} ({}{preview}): {}", entry.name, entry.severity, page(entry).summary)
}

/// What a labeller sees of a firing: the marked words in their paragraphs, and for a finding on the
/// article as a whole its beginning and end.
pub(crate) fn context(analysis: &sayso::Analysis, finding: &sayso::core::Finding) -> String {
    let text = &analysis.document.text;
    let near = |at: usize, back: bool| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at = if back { at - 1 } else { at + 1 };
        }
        at
    };
    let part =
        |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().replace('\n', " ¶ ");
    let subject = entry(finding.code).map(|entry| entry.subject);
    let on_itself = subject == Some(Subject::Article) && finding.code.number < 110;
    let whole = finding.code.family == 'A' && !on_itself;
    let Some(span) = finding.span.filter(|_| !on_itself) else {
        let (head, tail) = if whole { (2600, 0) } else { (420, 260) };
        let head_end = near(head, true);
        let tail_start = near(text.len().saturating_sub(tail), false).max(head_end);
        return format!("  | {} [...] {}", part(0..head_end), part(tail_start..text.len()));
    };
    let (start, end) = (span.start as usize, span.end as usize);
    let (before, after) = if whole { (1300, 1500) } else { (320, 260) };
    let from = near(start.saturating_sub(before), false).min(start);
    let to = near(end + after, true).max(end);
    format!("  | {} >>>{}<<< {}", part(from..start), part(start..end), part(end..to))
}
