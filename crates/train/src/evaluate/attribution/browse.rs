//! Prints the documents with the most errors, for reading: what was missed, what was too much, and
//! what was linked with other ends.

use std::io::Write;

use super::{Case, Run};
use sayso_train::polnear::Roles;

/// Prints the `count` worst documents.
pub(super) fn print(run: &Run, count: usize) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let errors = |case: &Case| {
        (case.gold.len() + case.predicted.len()).saturating_sub(2 * case.scored.pairs.len())
    };
    let mut worst: Vec<&Case> = run.cases.iter().collect();
    worst.sort_by_key(|case| (std::cmp::Reverse(errors(case)), case.article.id.clone()));
    for case in worst.into_iter().take(count) {
        writeln!(out, "\n==== {}: {} errors", case.article.id, errors(case))?;
        let mut lines: Vec<(usize, String)> = Vec::new();
        for (i, gold) in case.gold.iter().enumerate() {
            let linked = case.scored.pairs.iter().find(|pair| pair.0 == i);
            match linked.map(|pair| &case.predicted[pair.1]) {
                Some(predicted) if predicted == gold => {
                    lines.push((first(gold), line("=     ", case, gold)));
                }
                Some(predicted) => {
                    lines.push((first(gold), line("~ gold", case, gold)));
                    lines.push((first(gold), line("~ ours", case, predicted)));
                }
                None => lines.push((first(gold), line("missed", case, gold))),
            }
        }
        for (j, predicted) in case.predicted.iter().enumerate() {
            if !case.scored.pairs.iter().any(|pair| pair.1 == j) {
                lines.push((first(predicted), line("excess", case, predicted)));
            }
        }
        lines.sort();
        for (_, line) in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn first(roles: &Roles) -> usize {
    roles.cue.iter().chain(&roles.content).map(|span| span.0).min().unwrap_or(0)
}

fn line(mark: &str, case: &Case, roles: &Roles) -> String {
    let words = |spans: &[(usize, usize)]| {
        let parts: Vec<String> = spans
            .iter()
            .map(|&(a, b)| case.text[a..b].iter().collect::<String>().replace('\n', "/"))
            .collect();
        parts.join(" | ")
    };
    let [source, cue, content] = roles.each().map(words);
    format!("{mark}  [{source}]  <{cue}>  {{{content}}}")
}
