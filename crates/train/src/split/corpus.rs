//! Treebanks as documents of raw text with the words and sentences they give.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use sayso_read::conllu::{Given, parse};

/// Reads a treebank, packed or not; with `genres`, only the documents whose identifier has one of
/// them as second field.
pub(crate) fn read(path: &Path, genres: &[String]) -> Result<Vec<Given>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(file).read_to_string(&mut text)
    } else {
        { file }.read_to_string(&mut text)
    }
    .with_context(|| format!("cannot read {}", path.display()))?;
    let mut documents = parse(&text, "document").with_context(|| path.display().to_string())?;
    documents.retain(|given| {
        let genre = given.document.id.split('_').nth(1).unwrap_or_default();
        genres.is_empty() || genres.iter().any(|g| g == genre)
    });
    Ok(documents)
}
