//! Pieces of a block to words as they are shown: entities decoded, white space folded, every
//! character with its bytes.

use memchr::memchr;
use sayso_core::{MapRun, Span};

use super::blocks::Piece;
use super::entity;

/// Text under construction with its runs.
#[derive(Default, Debug)]
pub(crate) struct Words {
    /// The text.
    pub(crate) text: String,
    /// Where it came from.
    pub(crate) runs: Vec<MapRun>,
}

/// White space that waits for a word.
struct Space {
    /// Its bytes; empty where a tag alone makes it.
    at: std::ops::Range<usize>,
    /// What is shown for it.
    shown: char,
}

impl Words {
    /// Adds text that has no source, as between paragraphs.
    pub(crate) fn put_in(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds the words of a block; gives their span, empty for a block without words.
    pub(crate) fn block(&mut self, source: &str, pieces: &[Piece], keeps_space: bool) -> Span {
        let start = self.text.len();
        // White space is held back until a word follows it.
        let mut space: Option<Space> = None;
        for piece in pieces {
            match piece {
                Piece::Break | Piece::Cell => {
                    let at = space.map_or(0..0, |space| space.at);
                    let shown = if *piece == Piece::Cell { '\t' } else { '\n' };
                    space = Some(Space { at, shown });
                }
                Piece::Words(at) => {
                    self.piece(source, at.clone(), &mut space, start, keeps_space);
                }
            }
        }
        Span::of(start..self.text.len())
    }

    fn piece(
        &mut self,
        source: &str,
        at: std::ops::Range<usize>,
        space: &mut Option<Space>,
        start: usize,
        keeps_space: bool,
    ) {
        let bytes = source.as_bytes();
        let mut from = at.start;
        while from < at.end {
            let byte = bytes.get(from).copied().unwrap_or_default();
            if byte.is_ascii_whitespace() {
                let length = bytes
                    .get(from..at.end)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|b| b.is_ascii_whitespace())
                    .count();
                let end = from + length;
                let newline = keeps_space && memchr(b'\n', &bytes[from..end]).is_some();
                let before = space.take();
                let first =
                    before.as_ref().filter(|s| !s.at.is_empty()).map_or(from, |s| s.at.start);
                let shown = before.map_or(' ', |s| s.shown);
                let shown = if newline { '\n' } else { shown };
                // White space from both sides of a tag is one stretch of source.
                *space = Some(Space { at: first..end, shown });
                from = end;
                continue;
            }
            self.flush(space, start);
            if byte == b'&' {
                let rest = source.get(from..at.end).unwrap_or_default();
                if let Some((chars, length)) = entity::decode(rest, false) {
                    self.entity(chars, from..from + length);
                    from += length;
                    continue;
                }
                self.verbatim(source, from..from + 1);
                from += 1;
                continue;
            }
            let run = bytes.get(from..at.end).unwrap_or_default();
            let length =
                run.iter().position(|b| *b == b'&' || b.is_ascii_whitespace()).unwrap_or(run.len());
            self.verbatim(source, from..from + length);
            from += length;
        }
    }

    /// One space or line break for the white space before a word; none at the start of a block.
    fn flush(&mut self, space: &mut Option<Space>, start: usize) {
        let Some(Space { at, shown }) = space.take() else { return };
        if self.text.len() == start {
            return;
        }
        let from = self.text.len();
        self.text.push(shown);
        if !at.is_empty() {
            self.run(from, at);
        }
    }

    fn entity(&mut self, chars: [char; 2], at: std::ops::Range<usize>) {
        let from = self.text.len();
        for c in chars.into_iter().filter(|c| *c != entity::NONE) {
            self.text.push(c);
        }
        self.run(from, at);
    }

    fn verbatim(&mut self, source: &str, at: std::ops::Range<usize>) {
        let from = self.text.len();
        self.text.push_str(source.get(at.clone()).unwrap_or_default());
        if let Some(last) = self.runs.last_mut()
            && last.source.end as usize == at.start
            && last.text.end as usize == from
            && last.text.len() == last.source.len()
        {
            last.source.end = Span::of(at).end;
            last.text.end = Span::of(0..self.text.len()).end;
            return;
        }
        self.run(from, at);
    }

    fn run(&mut self, from: usize, at: std::ops::Range<usize>) {
        let (text, source) = (Span::of(from..self.text.len()), Span::of(at));
        // One blank for one blank goes on the run before it.
        if text.len() == 1
            && source.len() == 1
            && self.text.ends_with(' ')
            && let Some(last) = self.runs.last_mut()
            && last.text.len() == last.source.len()
            && last.source.end == source.start
            && last.text.end == text.start
        {
            last.text.end = text.end;
            last.source.end = source.end;
            return;
        }
        self.runs.push(MapRun { text, source });
    }
}
