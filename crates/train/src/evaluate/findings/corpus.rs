//! Development texts by genre: political news of `PolNeAR`'s dev part, celebrity stories, and news pages
//! of all kinds. All are third parties' texts: measured here, never copied.

use std::collections::BTreeSet;
use std::path::Path;

use sayso::core::{Date, Document, Fact, InputKind, Origin};
use sayso::ingest::{Hints, ingest};
use sayso_train::polnear;

use crate::evaluate::records;

/// Genres in the order of the tables.
pub(crate) const GENRES: [&str; 3] = ["politics", "celebrity", "web"];

/// News pages that are read, of all, in the order of the hash of their id: the first ones, and those past the
/// pages in which causes were looked for, so that seldom rules have firings that nobody has seen.
const FIRST_WEB_TEXTS: usize = 400;
/// Where the others begin.
const PAST_READ_TEXTS: usize = 1100;

/// One text.
pub(crate) struct Text {
    /// Index into [`GENRES`].
    pub genre: usize,
    /// Its id in the corpus.
    pub id: String,
    /// Its words.
    pub words: String,
}

/// 64-bit FNV-1a (Fowler, Noll and Vo).
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Reads all genres.
pub(crate) fn read(data: &Path) -> anyhow::Result<Vec<Text>> {
    let mut texts = politics(data)?;
    texts.extend(celebrity(data)?);
    let mut web: Vec<Text> = records::read(&data.join("raw/news.jsonl.gz"))?
        .into_iter()
        .filter(|record| record.id.starts_with("fn"))
        .map(|record| Text { genre: 2, id: record.id, words: record.text })
        .collect();
    web.sort_by_key(|text| hash(&text.id));
    let is_read = |i: usize| !(FIRST_WEB_TEXTS..PAST_READ_TEXTS).contains(&i);
    texts.extend(web.into_iter().enumerate().filter(|(i, _)| is_read(*i)).map(|(_, text)| text));
    Ok(texts)
}

/// Political news.
pub(crate) fn politics(data: &Path) -> anyhow::Result<Vec<Text>> {
    let mut seen = BTreeSet::new();
    let articles = polnear::read(&data.join("polnear/dev.jsonl.gz"))?;
    let fresh = articles.into_iter().filter(|article| seen.insert(article.id.clone()));
    Ok(fresh.map(|a| Text { genre: 0, id: a.id, words: a.text }).collect())
}

/// Celebrity stories.
pub(crate) fn celebrity(data: &Path) -> anyhow::Result<Vec<Text>> {
    let records = records::read(&data.join("gossip/dev.jsonl.gz"))?.into_iter();
    Ok(records.map(|record| Text { genre: 1, id: record.id, words: record.text }).collect())
}

impl Text {
    /// The document, with the date of publication where the id gives it.
    pub(crate) fn document(&self) -> anyhow::Result<Document> {
        self.document_of(&self.words)
    }

    /// The same with other words.
    pub(crate) fn document_of(&self, text: &str) -> anyhow::Result<Document> {
        let hints = Hints { id: self.id.clone(), kind: Some(InputKind::Text), ..Hints::default() };
        let mut document = ingest(text.as_bytes(), &hints)?;
        let date = self.id.split('_').nth(1).and_then(|date| date.parse::<Date>().ok());
        if let (Some(value), None) = (date, document.meta.date.fact.found()) {
            document.meta.date.fact = Fact::Found { value, span: None, from: Origin::Option };
        }
        Ok(document)
    }
}
