//! Which blocks are the article. Each block is scored by what it is (prose for, links and furniture
//! against), and the element whose blocks add up to most is the article's: the best of many small
//! scores in a row, after Pasternack and Roth (2009), over the page's tree and with the page's own
//! names as hints. A hint that would throw out most of the page's prose is not believed.

use super::blocks::{Block, Page};
use super::marks::Marks;
use super::tag::Tag;
use super::tree::NodeId;

/// The article's element and the marks of all blocks.
pub(crate) struct Body {
    /// The element that holds the article.
    pub(crate) node: NodeId,
}

/// Settles the marks of all blocks and finds the article.
pub(crate) fn find(page: &mut Page<'_>) -> Body {
    inherit(page);
    let scores: Vec<i64> = page
        .blocks
        .iter()
        .map(|block| {
            let is_row = page.tag(block.node) == Tag::Tr;
            let score = score(block);
            // Rows of a table of figures say nothing either way.
            if is_row && !block.marks.has(Marks::FURNITURE) { score.max(0) } else { score }
        })
        .collect();
    let mut sums = Vec::with_capacity(scores.len() + 1);
    let mut sum = 0;
    sums.push(0);
    for score in scores {
        sum += score;
        sums.push(sum);
    }
    let total = |range: std::ops::Range<usize>| -> i64 {
        let at = |i: usize| sums.get(i).copied().unwrap_or_default();
        at(range.end) - at(range.start)
    };
    let mut best = (i64::MIN, 0);
    for id in 0..page.tree.nodes.len() {
        if page.tree.nodes[id].tag.is_none_or(|tag| !tag.is_block() && tag != Tag::Other) {
            continue;
        }
        let score = total(page.blocks_of(id));
        // Of equals the innermost.
        if score >= best.0 {
            best = (score, id);
        }
    }
    Body { node: best.1 }
}

/// Bytes of prose below which a hint stands, however much of the page it covers.
const ENOUGH: usize = 400;

/// Hands marks down the tree, less those that most of the prose speaks against.
fn inherit(page: &mut Page<'_>) {
    let mut prose = Vec::with_capacity(page.blocks.len() + 1);
    let mut sum = 0;
    prose.push(0);
    for block in &page.blocks {
        sum += if block.is_prose() { block.size } else { 0 };
        prose.push(sum);
    }
    let mut marks = page.own.clone();
    for id in 0..page.tree.nodes.len() {
        let node = &page.tree.nodes[id];
        if node.tag.is_none() {
            continue;
        }
        if marks[id].has(Marks::HINTS) {
            let range = page.blocks_of(id);
            let inside = prose[range.end] - prose[range.start];
            let is_over = |percent: usize| inside > ENOUGH && inside * 100 > sum * percent;
            let comments = marks[id].has(Marks::COMMENTS);
            if is_over(if comments { 85 } else { 50 }) {
                marks[id] = marks[id].without(Marks::HINTS);
            } else if is_over(30) {
                marks[id] = Marks(marks[id].0 & !Marks::HINTS.0 | marks[id].0 & Marks::FURNITURE.0);
            }
        }
        let parent = node.parent as usize;
        if parent != id {
            let mut from_above = marks[parent];
            // A quoted post may stand in a "social" box and is no button.
            if node.tag == Some(Tag::Blockquote) {
                from_above = from_above.without(Marks::SHARE);
            }
            marks[id] = marks[id].with(from_above);
        }
    }
    for block in &mut page.blocks {
        block.marks = marks.get(block.node).copied().unwrap_or_default();
    }
    page.own = marks;
}

/// For or against the article, in bytes of prose.
fn score(block: &Block) -> i64 {
    let size = i64::try_from(block.size.min(2_000)).unwrap_or(2_000);
    if block.marks.has(Marks::FURNITURE) {
        return -size.min(400) / 2 - 10;
    }
    if block.is_prose() {
        return size;
    }
    if block.is_linked() {
        return -size.min(200) - 15;
    }
    if block.words >= 6 { size / 4 } else { -12 }
}
