//! `PolNeAR` as sequences: our own reading of each article, with the annotators' spans projected onto
//! its words.

use anyhow::Result;
use sayso::ingest::{Hints, ingest};
use sayso_attribute::net::{self, Piece, Role, Word, label, may_follow, role_label, standings};
use sayso_core::{Document, Layers, OffsetUnit, Offsets, Reading, Span};
use sayso_read::{Reader, Scratch};

use super::roles::Cue;
use crate::polnear::{Article, Roles};
use crate::score::clean;

/// One article, read, with its gold.
pub struct Read {
    /// The article.
    pub article: Article,
    /// As ingested.
    pub document: Document,
    /// As read.
    pub reading: Reading,
    /// What the network sees.
    pub words: Vec<Word>,
    /// The sequences.
    pub pieces: Vec<Piece>,
    /// The gold, cleaned, each role as ranges of words.
    pub gold: Vec<Ranges>,
    /// A label a word.
    pub labels: Vec<u8>,
    /// The cues of each piece.
    pub cues: Vec<Vec<Cue>>,
}

/// One attribution with its roles as ranges of words, in the order of [`Role::ALL`].
pub type Ranges = [Vec<(usize, usize)>; 3];

/// Reads an article.
///
/// # Errors
/// When the text is too large.
pub fn read(reader: &Reader, scratch: &mut Scratch, article: Article) -> Result<Read> {
    let hints = Hints { kind: Some(sayso_core::InputKind::Text), ..Hints::default() };
    let document = ingest(article.text.as_bytes(), &hints)?;
    let reading = reader.read(&document, Layers::ALL, scratch);
    let (words, pieces) = net::look(&document, &reading);
    let text: Vec<char> = article.text.chars().collect();
    let offsets = Offsets::new(&document.text, OffsetUnit::Char);
    let byte = |at: usize| offsets.byte(u32::try_from(at).unwrap_or(u32::MAX));
    let ranges = |spans: &[(usize, usize)]| -> Vec<(usize, usize)> {
        spans
            .iter()
            .map(|&(a, b)| reading.tokens_in(Span::new(byte(a), byte(b))))
            .map(|tokens| (tokens.start as usize, tokens.end as usize))
            .filter(|range| range.0 < range.1)
            .collect()
    };
    let gold: Vec<Ranges> = clean(&text, &article.attributions)
        .iter()
        .map(|Roles { source, cue, content }| [ranges(source), ranges(cue), ranges(content)])
        .collect();
    let labels = labels(words.len(), &gold);
    let mut cues = vec![Vec::new(); pieces.len()];
    for roles in &gold {
        let first = roles[Role::Cue as usize].first().map(|range| range.0);
        let piece = first.map(|first| pieces.partition_point(|piece| piece.end <= first));
        if let Some((list, &piece)) = piece.and_then(|at| cues.get_mut(at).zip(pieces.get(at))) {
            list.push(cue(&reading, piece, roles));
        }
    }
    Ok(Read { article, document, reading, words, pieces, gold, labels, cues })
}

/// A cue of a piece with what else of its attribution lies in the piece.
fn cue(reading: &Reading, piece: Piece, roles: &Ranges) -> Cue {
    let within = |&(start, end): &(usize, usize)| start.max(piece.start)..end.min(piece.end);
    let words: Vec<usize> = roles[Role::Cue as usize].iter().flat_map(within).collect();
    let mut labels = vec![0; piece.end - piece.start];
    for role in [Role::Source, Role::Content] {
        for range in roles[role as usize].iter().map(within) {
            let start = range.start;
            for word in range {
                labels[word - piece.start] = role_label(role, word == start);
            }
        }
    }
    mend(&mut labels);
    let standings = standings(reading, piece, &words);
    Cue { words: words.iter().map(|word| word - piece.start).collect(), standings, labels }
}

/// Longer spans first, so that a short one inside a long one wins its words.
fn labels(words: usize, gold: &[Ranges]) -> Vec<u8> {
    let mut spans: Vec<(usize, usize, Role)> = Vec::new();
    for roles in gold {
        for (&role, ranges) in Role::ALL.iter().zip(roles) {
            spans.extend(ranges.iter().map(|&(start, end)| (start, end, role)));
        }
    }
    spans.sort_by_key(|&(start, end, role)| (std::cmp::Reverse(end - start), start, role));
    spans.dedup();
    let mut labels = vec![0; words];
    for (start, end, role) in spans {
        for (i, slot) in labels[start..end].iter_mut().enumerate() {
            *slot = label(role, i == 0);
        }
    }
    mend(&mut labels);
    labels
}

/// What another span cut off begins a fragment of its own.
fn mend(labels: &mut [u8]) {
    for i in 0..labels.len() {
        labels[i] = legal(if i == 0 { 0 } else { labels[i - 1] }, labels[i]);
    }
}

/// The label, or that of a first word where a further one cannot follow.
pub fn legal(before: u8, label: u8) -> u8 {
    if may_follow(usize::from(before), usize::from(label)) { label } else { label - 1 }
}
