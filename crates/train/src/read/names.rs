//! Names as BIO labels: from GUM's entities with a proper-noun head, and from files of a word and a
//! label a line.

use std::collections::BTreeMap;
use std::io::{BufRead, Cursor, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use sayso_core::{Deprel, Upos, Xpos};

use super::treebank::{EntityMention, Sentence, open};

/// Kinds of names, in the order of their labels.
pub const KINDS: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];

/// Outside any name; `B` of kind k is `1 + 2 k`, `I` is `2 + 2 k`.
pub const OUTSIDE: u32 = 0;

/// The labels of a GUM sentence; `None` where the treebank marks no entities.
pub fn labels(sentence: &Sentence) -> Option<Vec<u32>> {
    let mut spans: Vec<(usize, usize, u32)> =
        sentence.entities.as_ref()?.iter().filter_map(|m| name(sentence, m)).collect();
    // Longest first: a place inside an organisation's name is part of that name.
    spans.sort_by_key(|&(start, end, kind)| (std::cmp::Reverse(end - start), start, kind));
    let mut labels = vec![OUTSIDE; sentence.words.len()];
    for (start, end, kind) in spans {
        if labels[start..end].iter().all(|&l| l == OUTSIDE) {
            labels[start..end].fill(2 + 2 * kind);
            labels[start] = 1 + 2 * kind;
        }
    }
    Some(labels)
}

/// The words of a mention that are the name itself: the minimal span without titles, and of several
/// names in a row the one that heads the phrase.
fn name(sentence: &Sentence, mention: &EntityMention) -> Option<(usize, usize, u32)> {
    let words = &sentence.words;
    let end = mention.end.min(words.len());
    let inside = |i: usize| mention.start <= i && i < end;
    let head = (mention.start..end)
        .find(|&i| words[i].head.checked_sub(1).is_none_or(|above| !inside(above)))?;
    if words[head].upos != Upos::Propn {
        return None;
    }
    let kind = match mention.kind.as_str() {
        // Members of a people are no persons' names.
        "person" if words[head].xpos == Xpos::Nnps => 3,
        "person" => 0,
        "organization" => 1,
        "place" => 2,
        "time" | "animal" | "plant" | "substance" => return None,
        _ => 3,
    };
    let links = |from: usize, to: usize| {
        words[from + 1..to].iter().all(|w| match w.form.as_str() {
            "-" | "–" | "/" | "." | "'" | "’" | "&" => true,
            "of" | "the" | "for" | "at" | "in" | "and" | "'s" | "’s" => kind != 0,
            "," => kind == 1,
            _ => false,
        })
    };
    let members: Vec<usize> = mention.minimal.iter().copied().filter(|&i| inside(i)).collect();
    let group =
        members.chunk_by(|&a, &b| a + 1 == b || links(a, b)).find(|group| group.contains(&head))?;
    let titled = |i: usize| words[i].deprel == Deprel::NmodDesc && kind == 0;
    let named = |i: usize| {
        let capital = words[i].form.chars().next().is_some_and(|c| !c.is_lowercase());
        words[i].upos == Upos::Propn || (capital && words[i].upos != Upos::Det)
    };
    let first = group.iter().copied().find(|&i| named(i) && !titled(i))?;
    let last = group.iter().copied().rfind(|&i| named(i) && !titled(i))?;
    (last - first < LONGEST_NAME).then_some((first, last + 1, kind))
}

/// Longer minimal spans are descriptions, not names.
const LONGEST_NAME: usize = 10;

/// Sets the names of sentences without entities from a file of lines `sentence id, first word, last
/// word, kind`, apart by tabs, words counted from 1; sentences that no line tells of hold none.
///
/// # Errors
/// When the file cannot be read, or a line is of another form, names a sentence that is not there,
/// or words that another name holds.
pub fn label(sentences: &mut [Sentence], path: &Path) -> Result<()> {
    let mut places = BTreeMap::new();
    for (place, sentence) in sentences.iter_mut().enumerate().filter(|(_, s)| s.entities.is_none())
    {
        sentence.names = Some(vec![OUTSIDE; sentence.words.len()]);
        places.insert(sentence.id.clone(), place);
    }
    for (number, line) in open(path)?.lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        set(sentences, &places, &line).with_context(|| {
            format!(
                "{}:{}: expected the id of a sentence without entities, first and last word of a name of \
                 its own, and one of {}, apart by tabs",
                path.display(),
                number + 1,
                KINDS.join(", ")
            )
        })?;
    }
    Ok(())
}

/// Sets the name of one line.
fn set(sentences: &mut [Sentence], places: &BTreeMap<String, usize>, line: &str) -> Option<()> {
    let &[id, first, last, kind] = line.split('\t').collect::<Vec<_>>().as_slice() else {
        return None;
    };
    let labels = sentences.get_mut(*places.get(id)?)?.names.as_mut()?;
    let first = first.parse::<usize>().ok()?.checked_sub(1)?;
    let words = labels.get_mut(first..last.parse().ok()?)?;
    let kind = u32::try_from(KINDS.iter().position(|&k| k == kind)?).ok()?;
    let free = words.iter().all(|&label| label == OUTSIDE);
    words.fill(2 + 2 * kind);
    *words.first_mut()? = 1 + 2 * kind;
    free.then_some(())
}

/// A sentence of which only the names are known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
    /// `newdoc id`, where the file has it.
    pub document: String,
    /// Forms.
    pub forms: Vec<String>,
    /// BIO labels.
    pub labels: Vec<u32>,
}

/// Reads a file of `word label` lines, apart by a space or a tab, or of CoNLL-U-like lines `number,
/// word, label, ..` with tabs; labels start with `I-` or `B-`, sentences are apart by blank lines.
///
/// `member` names a file of a tar archive.
///
/// # Errors
/// When the file cannot be read.
pub fn read_columns(path: &Path, member: Option<&str>) -> Result<Vec<Named>> {
    let mut sentences = Vec::new();
    let mut current = Named::default();
    let file = match member {
        Some(member) => Box::new(Cursor::new(self::member(path, member)?)),
        None => open(path)?,
    };
    for line in file.lines() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        let fields: Vec<&str> = line.split('\t').collect();
        let pair = match fields.as_slice() {
            [_, form, label, ..] | [form, label] => Some((*form, *label)),
            _ if line.starts_with("# ") => {
                if let Some(id) = line.strip_prefix("# newdoc id = ") {
                    id.clone_into(&mut current.document);
                }
                continue;
            }
            _ => line.rsplit_once(' '),
        };
        match pair {
            Some((form, label)) => {
                let previous = current.labels.last().copied().unwrap_or(OUTSIDE);
                current.labels.push(label_of(label, previous));
                current.forms.push(form.to_owned());
            }
            None if current.forms.is_empty() => {}
            None => {
                let next = Named { document: current.document.clone(), ..Named::default() };
                sentences.push(std::mem::replace(&mut current, next));
            }
        }
    }
    if !current.forms.is_empty() {
        sentences.push(current);
    }
    Ok(sentences)
}

/// A file of a tar archive: blocks of 512 bytes, a header block before each file with its name and,
/// at 124, its size in octal digits.
fn member(path: &Path, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let mut rest = bytes.as_slice();
    while let Some((header, body)) = rest.split_at_checked(512) {
        let field = |range: std::ops::Range<usize>| {
            let text = String::from_utf8_lossy(&header[range]).into_owned();
            text.trim_end_matches(['\0', ' ']).to_owned()
        };
        let size = usize::from_str_radix(&field(124..136), 8).unwrap_or(0);
        if field(0..100) == name {
            return body.get(..size).map(<[u8]>::to_vec).context("the archive is cut short");
        }
        rest = body.get(size.next_multiple_of(512)..).unwrap_or_default();
    }
    bail!("{} holds no {name}", path.display())
}

/// The number of a printed label after the label of the word before.
pub fn label_of(label: &str, previous: u32) -> u32 {
    let Some((mark, name)) = label.split_once('-') else { return OUTSIDE };
    let kind = match name {
        "PER" | "person" => 0,
        "ORG" | "corporation" | "group" => 1,
        "LOC" | "location" => 2,
        _ => 3,
    };
    let begin = 1 + 2 * kind;
    let goes_on = previous == begin || previous == begin + 1;
    if mark == "I" && goes_on { begin + 1 } else { begin }
}

/// The spans of a label sequence: start, end, kind.
pub fn spans(labels: &[u32]) -> Vec<(usize, usize, u32)> {
    let mut spans: Vec<(usize, usize, u32)> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        if label == OUTSIDE {
            continue;
        }
        let kind = (label - 1) / 2;
        match spans.last_mut() {
            Some((_, end, k)) if label % 2 == 0 && *end == i && *k == kind => *end = i + 1,
            _ => spans.push((i, i + 1, kind)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_spans() {
        let mut labels = Vec::new();
        for text in ["I-PER", "I-PER", "O", "I-ORG", "B-ORG", "I-LOC"] {
            labels.push(label_of(text, labels.last().copied().unwrap_or(OUTSIDE)));
        }
        assert_eq!(spans(&labels), [(0, 2, 0), (3, 4, 1), (4, 5, 1), (5, 6, 2)]);
    }
}
