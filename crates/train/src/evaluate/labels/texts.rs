//! The texts behind the items: one list of documents a part.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, bail};
use sayso::core::{Document, InputKind, OffsetUnit, Offsets, Span};
use sayso::ingest::{Hints, ingest};
use serde::Deserialize;

use super::items::Range;
use crate::split::read_treebank;
use sayso_train::polnear::{self, Roles};

/// A corpus without attributions of its own: its items are what the engine found once.
pub(super) const NEWS: &str = "raw-news";

/// A text with what its corpus marks.
pub(super) struct Text {
    pub(super) document: Document,
    pub(super) chars: Vec<char>,
    /// `PolNeAR`'s attributions, or those of the items; empty elsewhere.
    pub(super) gold: Vec<Roles>,
}

impl Text {
    fn new(document: Document, gold: Vec<Roles>) -> Self {
        let chars = document.text.chars().collect();
        Self { document, chars, gold }
    }

    /// Spans in bytes as ranges of code points, in order.
    pub(super) fn ranges(&self, spans: impl Iterator<Item = Span>) -> Vec<Range> {
        let offsets = Offsets::new(&self.document.text, OffsetUnit::Char);
        spans.map(|span| (offsets.at(span.start) as usize, offsets.at(span.end) as usize)).collect()
    }
}

#[derive(Deserialize)]
struct Story {
    id: String,
    text: String,
}

/// The documents of a part, all or those named.
///
/// # Errors
/// A part that is not there, or a text that ingesting changes, so that offsets would not fit.
pub(super) fn read(
    data: &Path,
    part: &str,
    named: Option<&BTreeSet<&str>>,
) -> anyhow::Result<Vec<Text>> {
    let wanted = |id: &str| named.is_none_or(|named| named.contains(id));
    let file = |name: &str| data.join(name);
    match part {
        "polnear-dev" | "polnear-train" => {
            let name = part.trim_start_matches("polnear-");
            let articles = polnear::read(&file(&format!("polnear/{name}.jsonl.gz")))?;
            let articles = polnear::primary(articles).into_iter();
            let articles = articles.filter(|article| wanted(&article.id));
            articles.map(|a| Ok(Text::new(plain(&a.id, &a.text)?, a.attributions))).collect()
        }
        "gossip-dev" => stories(&file("gossip/dev.jsonl.gz"), wanted),
        NEWS => stories(&file("raw/news.jsonl.gz"), wanted),
        "gum-dev" => {
            let given = read_treebank(&file("ud/gum-dev.conllu.gz"), &[])?;
            let given = given.into_iter().filter(|given| wanted(&given.document.id));
            Ok(given.map(|given| Text::new(given.document, Vec::new())).collect())
        }
        _ => bail!(
            "{part:?} is no part; expected polnear-dev, polnear-train, gossip-dev, raw-news, gum-dev"
        ),
    }
}

/// The wanted texts of a packed file of JSON lines.
fn stories(path: &Path, wanted: impl Fn(&str) -> bool) -> anyhow::Result<Vec<Text>> {
    let place = || path.display().to_string();
    let packed = std::fs::File::open(path).with_context(place)?;
    let lines = std::io::read_to_string(flate2::read::MultiGzDecoder::new(packed))?;
    let mut texts = Vec::new();
    for line in lines.lines() {
        let story: Story = serde_json::from_str(line).with_context(place)?;
        if wanted(&story.id) {
            texts.push(Text::new(plain(&story.id, &story.text)?, Vec::new()));
        }
    }
    Ok(texts)
}

fn plain(id: &str, text: &str) -> anyhow::Result<Document> {
    let hints = Hints { id: id.to_owned(), kind: Some(InputKind::Text), ..Hints::default() };
    let document = ingest(text.as_bytes(), &hints)?;
    if document.text != text {
        bail!("{id}: ingest changed the text; offsets would not fit");
    }
    Ok(document)
}
