//! A page as a reader meets it: one block after the other, each a run of words on lines of its own,
//! with counts that tell prose from furniture.

use std::ops::Range;

use super::marks::{self, Marks};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// A run of words under one block-level element.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// Nearest block-level element.
    pub(crate) node: NodeId,
    /// Pieces of text, as a range of [`Page::pieces`].
    pub(crate) pieces: Range<usize>,
    /// Bytes that are no white space.
    pub(crate) size: usize,
    /// Those of them inside links.
    pub(crate) linked: usize,
    /// Words.
    pub(crate) words: usize,
    /// Words that end a sentence, and commas.
    pub(crate) stops: usize,
    /// The last byte.
    pub(crate) last: u8,
    /// Marks it stands under.
    pub(crate) marks: Marks,
}

impl Block {
    /// Running words: several, in sentences, mostly not links.
    pub(crate) fn is_prose(&self) -> bool {
        let is_long = self.words >= 20 && self.stops >= 2;
        let most = if is_long { self.size / 2 } else { self.size / 3 };
        self.words >= 10 && self.stops > 0 && self.linked <= most
    }

    /// Nearly all of it is links.
    pub(crate) fn is_linked(&self) -> bool {
        self.linked * 10 > self.size * 6
    }
}

/// Text of a block: bytes of the page, or a line break.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Piece {
    /// Words between tags; entities not yet decoded.
    Words(Range<usize>),
    /// `<br>`.
    Break,
    /// The border between two cells of a row.
    Cell,
}

/// Tree, marks and blocks of a page.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// The page.
    pub(crate) source: &'a str,
    /// Its tree.
    pub(crate) tree: Tree,
    /// Marks of every node: by itself, and once settled with those it stands under.
    pub(crate) own: Vec<Marks>,
    /// Blocks in document order.
    pub(crate) blocks: Vec<Block>,
    /// Pieces of all blocks.
    pub(crate) pieces: Vec<Piece>,
    /// Blocks that begin before each node; one more entry than nodes.
    pub(crate) before: Vec<u32>,
}

impl Page<'_> {
    /// Blocks inside an element.
    pub(crate) fn blocks_of(&self, node: NodeId) -> Range<usize> {
        let end = self.tree.nodes.get(node).map_or(node, |n| n.end as usize);
        let at = |i: usize| self.before.get(i).copied().unwrap_or_default() as usize;
        at(node)..at(end)
    }

    /// Elements from the root's child down to `node`, innermost first.
    pub(crate) fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(node), |&id| {
            let parent = self.tree.nodes.get(id)?.parent as usize;
            (parent != id && parent != 0).then_some(parent)
        })
    }

    /// Name of a node.
    pub(crate) fn tag(&self, node: NodeId) -> Tag {
        self.tree.nodes.get(node).and_then(|n| n.tag).unwrap_or(Tag::Other)
    }
}

/// Cuts a page into blocks.
pub(crate) fn cut(source: &str, tree: Tree) -> Page<'_> {
    let count = tree.nodes.len();
    let mut cutter = Cutter {
        source,
        blocks: Vec::with_capacity(count / 8),
        pieces: Vec::with_capacity(count / 4),
        open: None,
        in_word: false,
    };
    let mut own = vec![Marks::default(); count];
    // Nearest block-level element and whether the node is inside a link, from the parent's.
    let mut homes = vec![0_u32; count];
    let mut links = vec![false; count];
    let mut before = vec![0_u32; count + 1];
    let mut leaving: Vec<usize> = Vec::new();
    let mut id = 0;
    while let Some(node) = tree.nodes.get(id) {
        while leaving.last().is_some_and(|end| *end <= id) {
            leaving.pop();
            cutter.close();
        }
        let parent = node.parent as usize;
        let next = match node.tag {
            None => {
                before[id] = cutter.begun();
                cutter.words(node.at.clone(), homes[parent] as usize, links[parent]);
                id + 1
            }
            Some(tag) if tag.is_silent() && id > 0 => {
                before[id] = cutter.begun();
                node.end as usize
            }
            Some(tag) => {
                let is_cell = matches!(tag, Tag::Td | Tag::Th);
                let is_block = tag.is_block() && !is_cell;
                if is_cell {
                    cutter.cell();
                } else if is_block {
                    cutter.close();
                    leaving.push(node.end as usize);
                } else if tag == Tag::Br {
                    cutter.line_break();
                }
                before[id] = cutter.begun();
                let marks = marks::of(source, tag, node.attributes.clone());
                own[id] = marks;
                homes[id] = if is_block { u32::try_from(id).unwrap_or(0) } else { homes[parent] };
                links[id] = links[parent] || marks.has(Marks::LINK);
                id + 1
            }
        };
        before.get_mut(id + 1..next).unwrap_or_default().fill(cutter.begun());
        id = next;
    }
    cutter.close();
    if let Some(last) = before.last_mut() {
        *last = cutter.begun();
    }
    let Cutter { blocks, pieces, .. } = cutter;
    Page { source, tree, own, blocks, pieces, before }
}

/// Ends a sentence or a clause.
fn is_stop(byte: u8) -> bool {
    matches!(byte, b'.' | b',' | b'!' | b'?' | b';')
}

struct Cutter<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    open: Option<Block>,
    in_word: bool,
}

impl Cutter<'_> {
    /// Blocks begun so far: an open one counts.
    fn begun(&self) -> u32 {
        u32::try_from(self.blocks.len() + usize::from(self.open.is_some())).unwrap_or(u32::MAX)
    }

    fn close(&mut self) {
        if let Some(mut block) = self.open.take() {
            // A line break at the end is no break.
            while block.pieces.end > block.pieces.start
                && !matches!(self.pieces.get(block.pieces.end - 1), Some(Piece::Words(_)))
            {
                block.pieces.end -= 1;
            }
            self.blocks.push(block);
        }
        self.in_word = false;
    }

    /// A row of a table is one block; its cells are set apart.
    fn cell(&mut self) {
        self.in_word = false;
        if let Some(open) = &mut self.open {
            self.pieces.push(Piece::Cell);
            open.pieces.end = self.pieces.len();
        }
    }

    /// One break is a new line of the block, two part it.
    fn line_break(&mut self) {
        self.in_word = false;
        let Some(open) = &mut self.open else { return };
        if self.pieces.last() == Some(&Piece::Break) {
            self.close();
        } else {
            self.pieces.push(Piece::Break);
            open.pieces.end = self.pieces.len();
        }
    }

    fn words(&mut self, at: Range<usize>, home: NodeId, is_link: bool) {
        let text = self.source.as_bytes().get(at.clone()).unwrap_or_default();
        let Some(first) = text.iter().position(|b| !b.is_ascii_whitespace()) else {
            if let Some(open) = &mut self.open {
                self.pieces.push(Piece::Words(at));
                open.pieces.end = self.pieces.len();
                self.in_word = false;
            }
            return;
        };
        if first > 0 {
            self.in_word = false;
        }
        let block = self.open.get_or_insert_with(|| Block {
            node: home,
            pieces: self.pieces.len()..self.pieces.len(),
            size: 0,
            linked: 0,
            words: 0,
            stops: 0,
            last: b' ',
            marks: Marks::default(),
        });
        self.pieces.push(Piece::Words(at));
        block.pieces.end = self.pieces.len();
        let mut size = 0;
        let mut wide = 0;
        for &byte in text {
            if is_stop(block.last) && !byte.is_ascii_alphanumeric() && self.in_word {
                block.stops += 1;
            }
            if byte.is_ascii_whitespace() {
                self.in_word = false;
                block.last = b' ';
                continue;
            }
            block.words += usize::from(!self.in_word);
            self.in_word = true;
            size += 1;
            block.last = byte;
            // First bytes of Chinese and Japanese characters, which are not set off by blanks.
            wide += usize::from((0xE3..=0xE9).contains(&byte));
        }
        if is_stop(block.last) {
            block.stops += 1;
            block.last = b' ';
        }
        // Two of them make a word, twenty a clause.
        block.words += wide / 2;
        block.stops += wide / 20;
        block.size += size;
        if is_link {
            block.linked += size;
        }
    }
}
