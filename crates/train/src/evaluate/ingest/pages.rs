//! The archive of saved pages: a tar of gzipped pages and a file of true bodies.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// A saved page.
pub(crate) struct Page {
    /// Its id: the digest in its file's name.
    pub id: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The true words of the article.
    pub truth: String,
}

#[derive(Deserialize)]
struct Truth {
    #[serde(rename = "articleBody")]
    body: String,
}

/// Reads the archive; pages come by id.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Page>> {
    let file = std::fs::File::open(path).with_context(|| {
        format!("{}: not there; it is the archive of pages with true bodies", path.display())
    })?;
    let mut archive = Vec::new();
    flate2::read::GzDecoder::new(file).read_to_end(&mut archive)?;
    let mut bytes = BTreeMap::new();
    let mut truth: BTreeMap<String, Truth> = BTreeMap::new();
    for (name, content) in entries(&archive) {
        let file = name.rsplit('/').next().unwrap_or_default();
        if let Some(id) = file.strip_suffix(".html.gz") {
            let mut page = Vec::new();
            flate2::read::GzDecoder::new(content).read_to_end(&mut page)?;
            bytes.insert(id.to_owned(), page);
        } else if file.starts_with("truth-") {
            truth = serde_json::from_slice(content)?;
        }
    }
    let pages: Vec<Page> = truth
        .into_iter()
        .filter_map(|(id, truth)| Some(Page { bytes: bytes.remove(&id)?, id, truth: truth.body }))
        .collect();
    anyhow::ensure!(!pages.is_empty(), "{}: holds no page with its truth", path.display());
    Ok(pages)
}

/// Names and contents of a tar's plain files (POSIX.1-1988, `ustar`).
pub(crate) fn entries(archive: &[u8]) -> Vec<(String, &[u8])> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(header) = archive.get(at..at + 512) {
        let text = |range: std::ops::Range<usize>| {
            let field = header.get(range).unwrap_or_default();
            let end = field.iter().position(|b| *b == 0).unwrap_or(field.len());
            String::from_utf8_lossy(field.get(..end).unwrap_or_default()).trim().to_owned()
        };
        let Ok(size) = usize::from_str_radix(&text(124..136), 8) else { break };
        let start = at + 512;
        let Some(content) = archive.get(start..start + size) else { break };
        if matches!(header.get(156), Some(b'0' | 0)) {
            found.push((text(0..100), content));
        }
        at = start + size.div_ceil(512) * 512;
    }
    found
}
