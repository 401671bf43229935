//! The gate: how many texts of each collection are declined. Of news none should be, of novels and of
//! other languages all.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use sayso::core::{Document, InputKind};
use sayso::ingest::{Hints, ingest};
use serde::{Deserialize, Serialize};

use super::pages::entries;

/// Collections of JSON lines below the data folder: name, file, and whether its texts are news.
const COLLECTIONS: &[(&str, &str)] = &[
    ("PolNeAR train", "polnear/train.jsonl.gz"),
    ("PolNeAR dev", "polnear/dev.jsonl.gz"),
    ("gossip dev", "gossip/dev.jsonl.gz"),
    ("Reuters-21578 bodies", "reuters/bodies.jsonl.gz"),
    ("unlabelled news and web articles", "raw/news.jsonl.gz"),
];

/// Bytes of a novel that are taken for one text.
const STRETCH: usize = 5_000;

/// What became of one collection.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Its name.
    pub name: String,
    /// Its texts should be declined.
    pub is_outside: bool,
    /// Texts.
    pub texts: u32,
    /// Declined for their language.
    pub language: u32,
    /// Declined as lists, tables or verse.
    pub lines: u32,
    /// Declined as fiction.
    pub fiction: u32,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

/// Reads all collections that are there.
pub(crate) fn run(data: &Path) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, file) in COLLECTIONS {
        let Ok(file) = std::fs::File::open(data.join(file)) else { continue };
        let mut row = Row::new(name, false);
        let mut last = String::new();
        for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
            let line: Line = serde_json::from_str(&line?)?;
            // One text may stand in several lines, one an annotator.
            if line.id != last {
                row.add(&line.text)?;
                last = line.id;
            }
        }
        rows.push(row);
    }
    if let Ok(file) = std::fs::File::open(data.join("litbank/litbank-train.tar.gz")) {
        let mut archive = Vec::new();
        flate2::read::GzDecoder::new(file).read_to_end(&mut archive)?;
        let mut row = Row::new("LitBank train, openings of novels", true);
        for (name, content) in entries(&archive) {
            if Path::new(&name).extension().is_some_and(|ending| ending == "txt") {
                row.add(&String::from_utf8_lossy(content))?;
            }
        }
        rows.push(row);
    }
    if let Ok(file) = std::fs::File::open(data.join("raw/novels.txt.gz")) {
        let mut novels = String::new();
        flate2::read::GzDecoder::new(file).read_to_string(&mut novels).context("novels")?;
        let mut row = Row::new("novels, a stretch of 5,000 bytes in each 200,000", true);
        for start in (0..novels.len()).step_by(40 * STRETCH) {
            let (start, end) = (novels.ceil_char_boundary(start), start + STRETCH);
            let end = novels.floor_char_boundary(end.min(novels.len()));
            let stretch = novels.get(start..end).unwrap_or_default();
            row.add(stretch.split_once("\n\n").map_or(stretch, |(_, rest)| rest))?;
        }
        rows.push(row);
    }
    Ok(rows)
}

impl Row {
    fn new(name: &str, is_outside: bool) -> Self {
        Self { name: name.to_owned(), is_outside, texts: 0, language: 0, lines: 0, fiction: 0 }
    }

    fn add(&mut self, text: &str) -> anyhow::Result<()> {
        let hints = Hints { kind: Some(InputKind::Text), ..Hints::default() };
        let document: Document = ingest(text.as_bytes(), &hints)?;
        self.texts += 1;
        if document.is_out_of_scope() {
            let said = |words: &str| document.notes.iter().any(|note| note.detail.contains(words));
            if said("fiction") {
                self.fiction += 1;
            } else if said("lines are short") {
                self.lines += 1;
            } else {
                self.language += 1;
            }
        }
        Ok(())
    }
}
