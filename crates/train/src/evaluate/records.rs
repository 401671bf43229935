//! Collections of plain texts: gzipped JSON lines with `id` and `text`.

use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// One text.
#[derive(Deserialize)]
pub(crate) struct Record {
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// Reads a collection.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Record>> {
    let place = || path.display().to_string();
    let file = std::fs::File::open(path).with_context(place)?;
    let lines = BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    let record = |(n, line): (usize, std::io::Result<String>)| {
        serde_json::from_str(&line?).with_context(|| format!("{}:{}", place(), n + 1))
    };
    lines.enumerate().map(record).collect()
}
