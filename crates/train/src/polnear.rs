//! Reads `PolNeAR`: one JSON line per article and annotator, spans in code points.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;

/// Source, cue and content of one attribution, each a list of code-point spans `[start, end)`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct Roles {
    /// Who says it.
    #[serde(default)]
    pub source: Vec<(usize, usize)>,
    /// The words that mark the act.
    #[serde(default)]
    pub cue: Vec<(usize, usize)>,
    /// What is said.
    #[serde(default)]
    pub content: Vec<(usize, usize)>,
}

impl Roles {
    /// The three roles in the scorer's order.
    pub fn each(&self) -> [&[(usize, usize)]; 3] {
        [&self.source, &self.cue, &self.content]
    }
}

/// One line of the corpus.
#[derive(Clone, Debug, Deserialize)]
pub struct Article {
    /// Outlet, date and slug; shared by the lines of several annotators.
    pub id: String,
    /// Its words.
    pub text: String,
    /// What this annotator marked.
    pub attributions: Vec<Roles>,
}

/// Reads one part of the corpus.
///
/// # Errors
/// A file that is missing, damaged, or holds a line of another shape, named with its line.
pub fn read(path: &Path) -> anyhow::Result<Vec<Article>> {
    let file = std::fs::File::open(path).with_context(|| format!("{}", path.display()))?;
    let mut articles = Vec::new();
    for (n, line) in BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines().enumerate() {
        let line = line.with_context(|| format!("{}", path.display()))?;
        if !line.trim().is_empty() {
            articles.push(
                serde_json::from_str(&line)
                    .with_context(|| format!("{}:{}", path.display(), n + 1))?,
            );
        }
    }
    if articles.is_empty() {
        bail!("{}: holds no article", path.display());
    }
    Ok(articles)
}

/// The articles that one annotator read: the set that is scored.
pub fn primary(articles: Vec<Article>) -> Vec<Article> {
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    for article in &articles {
        *lines.entry(article.id.clone()).or_default() += 1;
    }
    articles.into_iter().filter(|article| lines.get(&article.id) == Some(&1)).collect()
}
