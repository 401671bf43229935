//! Pronouns whose meaning was labelled, for the weights of the ranker: ids and offsets, no text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, bail};
use sayso::core::{Document, Span};

use super::engine::bytes;
use super::items;
use super::texts;
use crate::evaluate::chains::words;

/// Whom a pronoun means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Meant {
    /// The words of the longest name that the text gives.
    Name(Vec<String>),
    /// Nobody, several, or somebody without a name.
    Nobody,
}

/// A document with labelled pronouns.
pub(crate) struct Labelled {
    pub(crate) document: Document,
    /// The corpus it is from.
    pub(crate) part: String,
    /// By the pronoun's bytes.
    pub(crate) pronouns: BTreeMap<Span, Meant>,
}

/// Reads the labels and their texts; what is labelled `open` is left out.
///
/// # Errors
/// A file that is missing or of another shape, named with its line.
pub(crate) fn read(data: &Path, path: &Path) -> anyhow::Result<Vec<Labelled>> {
    let rows = items::rows(path, "part\tdocument\tpronoun\tname")?;
    let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (line, cells) in &rows {
        let [part, document, ..] = cells.as_slice() else {
            bail!("{}:{line}: expected a part and a document", path.display());
        };
        parts.entry(part).or_default().insert(document);
    }
    let mut all = Vec::new();
    for (part, named) in &parts {
        for text in texts::read(data, part, Some(named))? {
            let mut pronouns = BTreeMap::new();
            for (line, cells) in &rows {
                let [_, document, pronoun, name] = cells.as_slice() else {
                    bail!("{}:{line}: expected four columns", path.display());
                };
                if *document != text.document.id || name == "open" {
                    continue;
                }
                let span = |cell: &str| {
                    let span = items::ranges(cell).and_then(|r| bytes(&text, &r).pop());
                    span.with_context(|| {
                        format!("{}:{line}: {cell:?} is no range like 3-8", path.display())
                    })
                };
                let meant = match name.as_str() {
                    "none" => Meant::Nobody,
                    cell => Meant::Name(words(text.document.slice(span(cell)?))),
                };
                pronouns.insert(span(pronoun)?, meant);
            }
            all.push(Labelled { document: text.document, part: (*part).to_owned(), pronouns });
        }
    }
    Ok(all)
}
