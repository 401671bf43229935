//! The labelled sets as files: items (ids and offsets), and labels by item number. Never a word of
//! the texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, bail};
use clap::ValueEnum;
use sayso::core::{CueKind, DoubtReason, OccasionKind, StatementType, Voice};
use sayso_train::polnear::Roles;

/// A range of code points, end-exclusive.
pub(super) type Range = (usize, usize);

/// A labelled set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, ValueEnum)]
pub(crate) enum Set {
    /// Voice of the source and kind of the cue, of attributions
    Sources,
    /// Name of who speaks, of the same attributions as the sources
    Speakers,
    /// Occasion and date of the act, of attributions
    Occasions,
    /// The same in other news, of attributions that the engine found
    News,
    /// Type, of clauses
    Statements,
    /// Whose voice, or which doubt, of sentences
    Doubts,
}

impl Set {
    pub(super) const ALL: [Self; 6] = [
        Self::Sources,
        Self::Speakers,
        Self::Occasions,
        Self::News,
        Self::Statements,
        Self::Doubts,
    ];

    /// Name of its files of labels.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Speakers => "speakers",
            Self::Occasions => "occasions",
            Self::News => "occasions-news",
            Self::Statements => "statements",
            Self::Doubts => "doubts",
        }
    }

    /// Name of its file of items.
    pub(super) const fn items(self) -> &'static str {
        match self {
            Self::Speakers => "sources",
            set => set.name(),
        }
    }

    /// What its spans are, a column each.
    pub(super) const fn spans(self) -> &'static [&'static str] {
        match self {
            Self::Sources | Self::Speakers => &["source", "cue", "content"],
            Self::Occasions | Self::News => &["source", "cue", "content", "times"],
            Self::Statements | Self::Doubts => &["words"],
        }
    }

    /// What is asked of each item, a column each.
    pub(super) const fn questions(self) -> &'static [&'static str] {
        match self {
            Self::Sources => &["voice", "cue"],
            Self::Speakers => &["speaker"],
            Self::Occasions | Self::News => &["occasion", "date"],
            Self::Statements => &["type"],
            Self::Doubts => &["doubt"],
        }
    }

    /// Whether a label answers a question. A speaker is the range of a name in the text, or none; a date is
    /// the number of a marked time, or none.
    fn allows(question: &str, label: &str) -> bool {
        match question {
            "voice" => Voice::parse(label).is_some(),
            "cue" => CueKind::parse(label).is_some(),
            "speaker" => label == "none" || ranges(label).is_some_and(|ranges| ranges.len() == 1),
            "occasion" => is_none(label) || OccasionKind::parse(label).is_some(),
            "date" => is_none(label) || label.parse::<usize>().is_ok_and(|n| n > 0),
            "type" => StatementType::parse(label).is_some(),
            _ => {
                matches!(label, "none" | "inside" | "carried")
                    || DoubtReason::parse(label).is_some()
            }
        }
    }
}

/// No occasion or date, or a question that the labels for training leave open.
fn is_none(label: &str) -> bool {
    matches!(label, "none" | "open")
}

/// One thing to label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Item {
    pub(super) number: u32,
    /// Corpus and part, as in `polnear-dev`.
    pub(super) part: String,
    pub(super) document: String,
    /// One list a column of [`Set::spans`].
    pub(super) spans: Vec<Vec<Range>>,
}

impl Item {
    /// Errors of half the documents are read to mend causes; the other half is held out.
    pub(super) fn held_out(&self) -> bool {
        super::draw::hash(&self.document, 7) & 1 == 1
    }

    /// The spans of an attribution.
    pub(super) fn roles(&self) -> Roles {
        let [source, cue, content] =
            [0, 1, 2].map(|role| self.spans.get(role).cloned().unwrap_or_default());
        Roles { source, cue, content }
    }

    /// First to last character.
    pub(super) fn whole(&self) -> Range {
        let roles = self.spans.iter().take(3).flatten();
        let start = roles.clone().map(|range| range.0).min().unwrap_or(0);
        (start, roles.map(|range| range.1).max().unwrap_or(0))
    }
}

/// Labels of one reader: one a question, by item.
pub(super) type Labels = BTreeMap<u32, Vec<String>>;

/// Writes the items of a set.
pub(super) fn write(path: &Path, set: Set, items: &[Item]) -> anyhow::Result<()> {
    let mut text = format!("item\tpart\tdocument\t{}\n", set.spans().join("\t"));
    for item in items {
        let _ = write!(text, "{}\t{}\t{}", item.number, item.part, item.document);
        for ranges in &item.spans {
            let ranges: Vec<String> = ranges.iter().map(|(a, b)| format!("{a}-{b}")).collect();
            let _ = write!(text, "\t{}", ranges.join(","));
        }
        text.push('\n');
    }
    std::fs::write(path, text).with_context(|| path.display().to_string())
}

/// The rows of a table below its header, each with its line number.
pub(super) fn rows(path: &Path, header: &str) -> anyhow::Result<Vec<(usize, Vec<String>)>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let first = lines.next().map_or("", |(line, _)| line);
    if first != header {
        bail!("{}:1: expected the columns {header:?}, found {first:?}", path.display());
    }
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    Ok(lines.map(|(line, number)| (number, cells(line))).collect())
}

/// Reads the items of a set.
///
/// # Errors
/// A missing file, or a row of another shape, named with its line.
pub(super) fn read(path: &Path, set: Set) -> anyhow::Result<Vec<Item>> {
    let header = format!("item\tpart\tdocument\t{}", set.spans().join("\t"));
    let place = |line| format!("{}:{line}", path.display());
    let mut items = Vec::new();
    for (line, cells) in rows(path, &header)? {
        let [number, part, document, spans @ ..] = cells.as_slice() else {
            bail!("{}: expected an item, its part, document and spans", place(line));
        };
        let spans = spans.iter().map(|cell| ranges(cell)).collect::<Option<Vec<_>>>();
        let spans = spans.filter(|spans| spans.len() == set.spans().len());
        items.push(Item {
            number: number.parse().with_context(|| place(line))?,
            part: part.clone(),
            document: document.clone(),
            spans: spans.with_context(|| format!("{}: spans look like 3-8,10-12", place(line)))?,
        });
    }
    Ok(items)
}

pub(super) fn ranges(cell: &str) -> Option<Vec<Range>> {
    let range = |part: &str| {
        let (a, b) = part.split_once('-')?;
        Some((a.parse().ok()?, b.parse().ok()?))
    };
    cell.split(',').filter(|part| !part.is_empty()).map(range).collect()
}

/// Reads the labels of one reader; `None` where the file is not there.
///
/// # Errors
/// A label that does not answer its question, named with its line.
pub(super) fn labels(path: &Path, set: Set) -> anyhow::Result<Option<Labels>> {
    if !path.exists() {
        return Ok(None);
    }
    let header = format!("item\t{}", set.questions().join("\t"));
    let mut labels = Labels::new();
    for (line, cells) in rows(path, &header)? {
        let place = || format!("{}:{line}", path.display());
        let [number, rest @ ..] = cells.as_slice() else { bail!("{}: empty", place()) };
        if rest.len() != set.questions().len() {
            bail!("{}: expected {} labels, found {}", place(), set.questions().len(), rest.len());
        }
        for (question, label) in set.questions().iter().zip(rest) {
            if !Set::allows(question, label) {
                bail!("{}: {label:?} is no {question}; see the guideline", place());
            }
        }
        let number = number.parse().with_context(place)?;
        if labels.insert(number, rest.to_vec()).is_some() {
            bail!("{}: item {number} is labelled twice", place());
        }
    }
    Ok(Some(labels))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("sayso-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn items_are_read_as_written() {
        let folder = folder("items");
        let path = folder.join("occasions.tsv");
        let item = Item {
            number: 7,
            part: "polnear-dev".into(),
            document: "a_2016-09-01_b".into(),
            spans: vec![vec![], vec![(4, 8)], vec![(9, 12), (20, 31)], vec![(13, 19)]],
        };
        write(&path, Set::Occasions, std::slice::from_ref(&item)).unwrap();
        assert_eq!(read(&path, Set::Occasions).unwrap(), [item]);
        assert!(read(&path, Set::Sources).unwrap_err().to_string().contains("columns"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_label_outside_its_set_is_named_with_its_line() {
        let folder = folder("labels");
        let path = folder.join("sources-a.tsv");
        for (row, fails) in [
            ("1\tnamed\tspeech\n", None),
            ("1\tnamed\tsaying\n", Some("sources-a.tsv:2: \"saying\"")),
            ("1\tnamed\n", Some("expected 2 labels, found 1")),
            ("1\tcrowd\tbelief\n1\tcrowd\tbelief\n", Some("twice")),
        ] {
            std::fs::write(&path, format!("item\tvoice\tcue\n{row}")).unwrap();
            let read = labels(&path, Set::Sources);
            match fails {
                None => assert_eq!(read.unwrap().unwrap().len(), 1),
                Some(words) => {
                    let error = read.unwrap_err().to_string();
                    assert!(error.contains(words), "{error}");
                }
            }
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
