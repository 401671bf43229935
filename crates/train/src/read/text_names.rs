//! Names of raw texts that a reader labelled, kept as places alone: a file of lines `id of the text, byte up
//! to which it was read, names`, apart by tabs, the names as `start-end:kind`, apart by blanks.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::Path;

use anyhow::{Context, Result};
use sayso_core::Span;

use super::names::{KINDS, OUTSIDE};
use super::treebank::open;

/// The names of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextNames {
    /// What was read of the text, in bytes from its start.
    pub end: u32,
    /// Names with the places of their kinds in [`KINDS`], in order and apart.
    pub names: Vec<(Span, u32)>,
}

impl TextNames {
    /// The BIO labels of a sentence's words; `None` where the reader did not come so far.
    #[must_use]
    pub fn labels(&self, words: &[Span]) -> Option<Vec<u32>> {
        if words.last()?.end > self.end {
            return None;
        }
        let mut before = None;
        let label = |word: &Span| {
            let at = self.names.partition_point(|(name, _)| name.end <= word.start);
            let name = self.names.get(at).filter(|(name, _)| name.start < word.end);
            let goes_on = name.is_some() && before == Some(at);
            before = name.map(|_| at);
            name.map_or(OUTSIDE, |&(_, kind)| 1 + 2 * kind + u32::from(goes_on))
        };
        Some(words.iter().map(label).collect())
    }
}

/// Reads a file of names, by the ids of the texts.
///
/// # Errors
/// When the file cannot be read, or a line is of another form.
pub fn read(path: &Path) -> Result<BTreeMap<String, TextNames>> {
    let mut texts = BTreeMap::new();
    for (number, line) in open(path)?.lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        let (id, names) = parse(&line).with_context(|| {
            format!(
                "{}:{}: expected the id of a text, a byte and names as start-end:kind in order, kinds of {}",
                path.display(),
                number + 1,
                KINDS.join(", ")
            )
        })?;
        texts.insert(id, names);
    }
    Ok(texts)
}

fn parse(line: &str) -> Option<(String, TextNames)> {
    let mut fields = line.split('\t');
    let (id, end, list) = (fields.next()?, fields.next()?.parse().ok()?, fields.next()?);
    let name = |text: &str| {
        let (place, kind) = text.split_once(':')?;
        let (start, end) = place.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        let kind = KINDS.iter().position(|&known| known == kind)?;
        (start < end).then(|| (Span::new(start, end), u32::try_from(kind).unwrap_or(0)))
    };
    let names: Vec<(Span, u32)> = list.split_whitespace().map(name).collect::<Option<_>>()?;
    let apart = names.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
    (apart && fields.next().is_none()).then(|| (id.to_owned(), TextNames { end, names }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names_get_labels_and_what_was_not_read_none() {
        let (id, text) = parse("t-1\t40\t0-9:PER 10-14:PER 20-25:LOC").unwrap();
        let words = |places: &[(u32, u32)]| -> Vec<Span> {
            places.iter().map(|&(start, end)| Span::new(start, end)).collect()
        };
        assert_eq!(id, "t-1");
        let sentence = words(&[(0, 4), (5, 9), (10, 14), (15, 19), (20, 25), (25, 26)]);
        assert_eq!(text.labels(&sentence), Some(vec![1, 2, 1, 0, 5, 0]));
        assert_eq!(text.labels(&words(&[(30, 35), (36, 41)])), None);
        for wrong in ["t-1\t40", "t-1\t40\t5-3:PER", "t-1\t40\t0-3:XYZ", "t-1\t40\t4-9:PER 0-3:PER"]
        {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }
}
