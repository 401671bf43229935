//! How the words around a cue stand to it: what the second pass sees beside the states of the first.
//! Trainer and engine share this file; a change of it needs new weights.

use sayso_core::{Deprel, Reading, TokenIndex};

use super::Piece;

/// Closed label columns of a [`Standing`].
pub const STANDINGS: usize = 3;

/// Number of labels of each column.
pub const STANDING_SIZES: [usize; STANDINGS] = [2 * (FAR.len() + 2), NOT_IN_TREE + 1, AFTER + 1];

/// Distance in words with its side, the relation by which the word's part of the tree joins that of
/// the cue, and how many steps above the cue that happens.
pub type Standing = [u8; STANDINGS];

/// Upper ends of the classes of distance.
const FAR: [usize; 10] = [1, 2, 3, 4, 5, 7, 10, 15, 25, 50];

// Relations beyond those of the tree; 0 is no relation.
const IN_CUE: usize = Deprel::ALL.len() + 1;
const OTHER_SENTENCE: usize = IN_CUE + 1;
const ABOVE: usize = IN_CUE + 2;
const NOT_IN_TREE: usize = IN_CUE + 3;

/// Steps above the cue beyond which all are one.
const FARTHEST: usize = 4;
/// Column three: the sentences before and after the cue's.
const BEFORE: usize = FARTHEST + 2;
const AFTER: usize = BEFORE + 1;

/// Steps up a tree that are looked at.
const DEEPEST: usize = 60;

/// The standing of every word of a piece to a cue, given by its words in order, document-wide.
pub fn standings(reading: &Reading, piece: Piece, cue: &[usize]) -> Vec<Standing> {
    let (Some(&first), Some(&last)) = (cue.first(), cue.last()) else {
        return vec![Standing::default(); piece.end - piece.start];
    };
    let tokens = &reading.tokens;
    let head = |i: usize| tokens.head.get(i).map_or(i, |&head| head as usize);
    let relation = |i: usize| tokens.deprel.get(i).map_or(0, |&deprel| deprel as usize + 1);
    let top = cue.iter().copied().find(|&i| head(i) == i || !cue.contains(&head(i)));
    let top = top.unwrap_or(first);
    let above = above(top, cue, head);
    let sentence = reading.sentence_of(TokenIndex::try_from(top).unwrap_or(TokenIndex::MAX));
    let sentence = reading.sentences.get(sentence).map_or(0..0, |s| s.tokens.indices());
    let steps = |i: usize| above.iter().find(|known| known.0 == i).map(|known| known.1);
    let joins = |word: usize| -> (usize, usize) {
        if cue.contains(&word) {
            return (IN_CUE, 0);
        }
        if !sentence.contains(&word) {
            return (OTHER_SENTENCE, if word < first { BEFORE } else { AFTER });
        }
        let (mut at, mut by) = (word, ABOVE);
        for _ in 0..DEEPEST {
            if cue.contains(&at) {
                return (by, 1);
            }
            if let Some(steps) = steps(at) {
                return (by, steps);
            }
            let next = head(at);
            if next == at {
                break;
            }
            by = relation(at);
            at = next;
        }
        (NOT_IN_TREE, 0)
    };
    let class = |n: usize| FAR.iter().position(|&far| n <= far).unwrap_or(FAR.len());
    let sides = FAR.len() + 1;
    (piece.start..piece.end)
        .map(|word| {
            let distance = if word < first {
                1 + class(first - word)
            } else if word > last {
                1 + sides + class(word - last)
            } else if cue.contains(&word) {
                0
            } else {
                1 + 2 * sides
            };
            let (by, steps) = joins(word);
            [distance, by, steps].map(|label| u8::try_from(label).unwrap_or(0))
        })
        .collect()
}

/// The words above the top of a cue, each with the steps to it outside the cue, counted from two.
fn above(top: usize, cue: &[usize], head: impl Fn(usize) -> usize) -> Vec<(usize, usize)> {
    let mut above = Vec::new();
    let (mut at, mut steps) = (top, 0);
    for _ in 0..DEEPEST {
        let next = head(at);
        if next == at {
            break;
        }
        at = next;
        if !cue.contains(&at) {
            steps = (steps + 1).min(FARTHEST);
            above.push((at, steps + 1));
        }
    }
    above
}
