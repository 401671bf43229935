//! Cutting a section into atoms: runs of letters, runs of digits and single other characters, each
//! with the white space before it. Words are made of whole atoms, so the only question left is
//! whether two atoms that touch belong together.

use unicode_segmentation::UnicodeSegmentation;

use crate::chars::{Class, class};

/// The smallest piece of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    /// First byte, in the section's text.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Class of its characters.
    pub(crate) class: Class,
    /// White space stands before it.
    pub(crate) after_space: bool,
}

/// Longest grapheme cluster that is kept whole, in bytes.
const CLUSTER_BYTES: usize = 64;

/// Cuts `text` into atoms.
pub(crate) fn cut(text: &str, atoms: &mut Vec<Atom>) {
    atoms.clear();
    let mut at = 0;
    let mut after_space = true;
    while let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let kind = class(char);
        let width = char.len_utf8();
        if kind == Class::Space {
            after_space = true;
            at += width;
            continue;
        }
        let end = match kind {
            Class::Letter | Class::Digit => run_end(text, at + width, kind),
            _ if char.is_ascii() => at + width,
            _ => cluster_end(text, at, width),
        };
        atoms.push(Atom { start: at, end, class: kind, after_space });
        after_space = false;
        at = end;
    }
}

/// End of the run of one class that goes on at `at`.
fn run_end(text: &str, at: usize, kind: Class) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let run = rest.char_indices().find(|&(_, c)| class(c) != kind);
    at + run.map_or(rest.len(), |(i, _)| i)
}

/// End of the grapheme cluster at `at`: an emoji with its joiners and modifiers is one atom.
fn cluster_end(text: &str, at: usize, width: usize) -> usize {
    let window = text.get(at..text.ceil_char_boundary(at + CLUSTER_BYTES)).unwrap_or_default();
    let cluster = window.graphemes(true).next().map_or(width, str::len);
    // White space never joins a word, though a mark may combine with it.
    let cluster = window.get(..cluster).unwrap_or_default();
    let space = cluster.char_indices().skip(1).find(|(_, c)| c.is_whitespace());
    at + space.map_or(cluster.len(), |(i, _)| i).max(width)
}
