//! Pronouns whose meaning was labelled, for the weights of the ranker: ids and offsets, no text.

use std::collections::BTreeMap;
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

/// A line's number, pronoun and name.
type Row<'a> = (usize, &'a str, &'a str);

/// Reads the labels and their texts; what is labelled `open` is left out.
///
/// # Errors
/// A file that is missing or of another shape, named with its line.
pub(crate) fn read(data: &Path, path: &Path) -> anyhow::Result<Vec<Labelled>> {
    let place = |line: usize| format!("{}:{line}", path.display());
    let rows = items::rows(path, "part\tdocument\tpronoun\tname")?;
    let mut parts: BTreeMap<&str, BTreeMap<&str, Vec<Row<'_>>>> = BTreeMap::new();
    for (line, cells) in &rows {
        let [part, document, pronoun, name] = cells.as_slice() else {
            bail!("{}: expected part, document, pronoun and name", place(*line));
        };
        let of_part = parts.entry(part).or_default();
        of_part.entry(document).or_default().push((*line, pronoun, name));
    }
    let mut all = Vec::new();
    for (part, documents) in &parts {
        let named = documents.keys().copied().collect();
        for text in texts::read(data, part, Some(&named))? {
            let mut pronouns = BTreeMap::new();
            let own = documents.get(text.document.id.as_str()).into_iter().flatten();
            for &(line, pronoun, name) in own.filter(|(.., name)| *name != "open") {
                let span = |cell: &str| {
                    let span = items::ranges(cell).and_then(|ranges| bytes(&text, &ranges).pop());
                    span.with_context(|| format!("{}: {cell:?} is no range like 3-8", place(line)))
                };
                let meant = match name {
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
