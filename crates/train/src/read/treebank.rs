//! Treebanks in CoNLL-U, as the trainer and the scorer need them.
//!
//! GUM's train file holds genres whose licence forbids other than non-commercial use, so genres pass
//! by an allow list, never by a block list.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use sayso_core::{Deprel, Upos, Xpos};

/// The genres of GUM whose annotations may train shipped weights.
pub const FREE_GENRES: [&str; 10] = [
    "academic",
    "bio",
    "conversation",
    "court",
    "interview",
    "news",
    "speech",
    "textbook",
    "vlog",
    "voyage",
];

/// A word of a treebank.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Form.
    pub form: String,
    /// Lemma.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Features as printed; empty for none.
    pub feats: String,
    /// 1-based head in the sentence, 0 for the root.
    pub head: usize,
    /// Relation.
    pub deprel: Deprel,
}

/// An entity mention as GUM marks it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntityMention {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// Type, such as `person`.
    pub kind: String,
    /// Words of the minimal span, ascending.
    pub minimal: Vec<usize>,
}

/// A sentence of a treebank.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sentence {
    /// `sent_id`
    pub id: String,
    /// `newdoc id`
    pub document: String,
    /// Second field of GUM's document id; empty elsewhere.
    pub genre: String,
    /// Words, without empty nodes and multiword lines.
    pub words: Vec<Word>,
    /// Entities of GUM; `None` where the treebank marks none.
    pub entities: Option<Vec<EntityMention>>,
    /// BIO labels of names, once they are known.
    pub names: Option<Vec<u32>>,
}

/// Opens a file, unpacking `.gz`.
///
/// # Errors
/// When the file cannot be opened.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    Ok(if path.extension().is_some_and(|e| e == "gz") {
        Box::new(BufReader::new(GzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    })
}

/// Reads a treebank; with `genres`, only documents of those.
///
/// # Errors
/// When the file cannot be read or a line is not CoNLL-U, naming the line.
pub fn read(path: &Path, genres: Option<&[String]>) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut open_entities = Vec::new();
    let mut current = Sentence::default();
    for (number, line) in open(path)?.lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            id.clone_into(&mut current.document);
            current.genre = match id.strip_prefix("GUM_") {
                Some(rest) => rest.split('_').next().unwrap_or_default().to_owned(),
                None => String::new(),
            };
        } else if let Some(id) = line.strip_prefix("# sent_id = ") {
            id.clone_into(&mut current.id);
        } else if line.starts_with("# global.Entity") {
            current.entities = Some(Vec::new());
        } else if line.is_empty() {
            let next = Sentence {
                id: String::new(),
                document: current.document.clone(),
                genre: current.genre.clone(),
                entities: current.entities.is_some().then(Vec::new),
                names: None,
                words: Vec::new(),
            };
            let sentence = std::mem::replace(&mut current, next);
            open_entities.clear();
            if genres.is_none_or(|genres| genres.contains(&sentence.genre)) {
                sentences.push(sentence);
            }
        } else if !line.starts_with('#') {
            word(&line, &mut current, &mut open_entities)
                .with_context(|| format!("{}:{}", path.display(), number + 1))?;
        }
    }
    Ok(sentences)
}

fn word(
    line: &str,
    sentence: &mut Sentence,
    open: &mut Vec<(String, EntityMention)>,
) -> Result<()> {
    let fields: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = fields.as_slice() else {
        bail!("expected ten fields separated by tabs, found {}", fields.len());
    };
    if id.contains(['-', '.']) {
        return Ok(());
    }
    sentence.words.push(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: Upos::parse(upos).with_context(|| format!("unknown part of speech {upos}"))?,
        xpos: Xpos::parse(xpos).with_context(|| format!("unknown tag {xpos}"))?,
        feats: if feats == "_" { String::new() } else { feats.to_owned() },
        head: head.parse().with_context(|| format!("head {head} is no number"))?,
        deprel: Deprel::parse_lenient(deprel)
            .with_context(|| format!("unknown relation {deprel}"))?,
    });
    if let Some(entities) = &mut sentence.entities {
        let at = sentence.words.len() - 1;
        let marks = misc.split('|').find_map(|item| item.strip_prefix("Entity="));
        entity_marks(marks.unwrap_or_default(), at, open, entities);
    }
    Ok(())
}

/// Reads marks such as `(3-person-new-nnnnn-cf1-2-coref(4-place-..)` or `4)3)`.
fn entity_marks(
    mut marks: &str,
    at: usize,
    open: &mut Vec<(String, EntityMention)>,
    done: &mut Vec<EntityMention>,
) {
    while !marks.is_empty() {
        if let Some(rest) = marks.strip_prefix('(') {
            let length = rest.find(['(', ')']).unwrap_or(rest.len());
            let (body, rest) = rest.split_at(length);
            let mut fields = body.split('-');
            let id = fields.next().unwrap_or_default().to_owned();
            let kind = fields.next().unwrap_or_default().to_owned();
            let minimal = fields.nth(3).unwrap_or_default().split(',');
            let minimal =
                minimal.filter_map(|m| Some(at + m.parse::<usize>().ok()?.checked_sub(1)?));
            let minimal = minimal.collect();
            let mention = EntityMention { start: at, end: at + 1, kind, minimal };
            if let Some(rest) = rest.strip_prefix(')') {
                done.push(mention);
                marks = rest;
            } else {
                open.push((id, mention));
                marks = rest;
            }
        } else {
            let (id, rest) = marks.split_once(')').unwrap_or((marks, ""));
            if let Some(place) = open.iter().rposition(|(open, _)| open == id) {
                let (_, mut mention) = open.remove(place);
                mention.end = at + 1;
                done.push(mention);
            }
            marks = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free() -> Vec<String> {
        FREE_GENRES.iter().map(|&g| g.to_owned()).collect()
    }

    #[test]
    fn entities_open_and_close() {
        let mut open = Vec::new();
        let mut done = Vec::new();
        entity_marks(
            "(1-person-new-nnnnn-cf1-2,3-coref(2-place-acc-nnnnn-cf1-1-sgl)",
            0,
            &mut open,
            &mut done,
        );
        entity_marks("1)", 2, &mut open, &mut done);
        let mention = |start, end, kind: &str, minimal: &[usize]| EntityMention {
            start,
            end,
            kind: kind.to_owned(),
            minimal: minimal.to_vec(),
        };
        assert_eq!(done, [mention(0, 1, "place", &[0]), mention(0, 3, "person", &[1, 2])]);
        assert!(open.is_empty());
    }

    #[test]
    fn free_genres_hold_the_counted_words() {
        let path = Path::new("../../../shared/data/ud/gum-train.conllu.gz");
        if !path.exists() {
            println!("skipped: {} not found", path.display());
            return;
        }
        let sentences = read(path, Some(&free())).unwrap();
        assert!(sentences.iter().all(|s| FREE_GENRES.contains(&s.genre.as_str())));
        assert_eq!(sentences.iter().map(|s| s.words.len()).sum::<usize>(), 131_192);
        assert!(sentences.iter().flat_map(|s| &s.words).all(|w| w.head <= 400));
    }
}
