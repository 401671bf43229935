//! The tree of a page, as an array in document order. A node knows its parent and where its subtree
//! ends, so that walks are loops and nothing recurses. Built by the rules of the HTML Standard that
//! matter for paragraphs (implied ends, void elements, raw text); misnested formatting is closed, not
//! rebuilt.

use std::ops::Range;

use super::tag::{TAGS, Tag};
use super::tokens::{Token, Tokens};

/// Index of a node.
pub(crate) type NodeId = usize;

/// Deepest nesting; deeper elements are siblings, as in browsers.
const DEEPEST: usize = 512;

/// Open elements that an end tag looks back over.
const LOOK_BACK: usize = 64;

/// An element, or a run of text.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Name; `None` for text.
    pub(crate) tag: Option<Tag>,
    /// Parent; the root is its own.
    pub(crate) parent: u32,
    /// One past the last node of its subtree.
    pub(crate) end: u32,
    /// Bytes of the text, or of the whole element with its end tag.
    pub(crate) at: Range<usize>,
    /// Bytes of the attributes.
    pub(crate) attributes: Range<usize>,
}

/// A page as a tree. Node 0 is a root without a name.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Nodes in document order.
    pub(crate) nodes: Vec<Node>,
}

/// Builds the tree of a page.
pub(crate) fn parse(page: &str) -> Tree {
    let mut builder = Builder {
        nodes: Vec::with_capacity(page.len() / 40 + 16),
        open: Vec::with_capacity(64),
        counts: [0; TAGS],
        overflow: 0,
    };
    builder.nodes.push(Node {
        tag: Some(Tag::Other),
        parent: 0,
        end: 0,
        at: 0..page.len(),
        attributes: 0..0,
    });
    builder.open.push(0);
    for token in Tokens::new(page) {
        match token {
            Token::Text(at) => {
                builder.push(None, at, 0..0);
            }
            Token::Start { tag, at, attributes, is_closed } => {
                builder.start(tag, at, attributes, is_closed);
            }
            Token::End { tag, at } => builder.end(tag, &at),
        }
    }
    builder.close_to(0, page.len());
    let mut nodes = builder.nodes;
    let count = index(nodes.len());
    if let Some(root) = nodes.first_mut() {
        root.end = count;
    }
    Tree { nodes }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

struct Builder {
    nodes: Vec<Node>,
    /// Open elements, the root first.
    open: Vec<NodeId>,
    /// Open elements of each name.
    counts: [u32; TAGS],
    /// Open elements that were too deep to be kept open.
    overflow: usize,
}

impl Builder {
    fn push(&mut self, tag: Option<Tag>, at: Range<usize>, attributes: Range<usize>) -> NodeId {
        let id = self.nodes.len();
        let parent = index(self.open.last().copied().unwrap_or_default());
        self.nodes.push(Node { tag, parent, end: index(id + 1), at, attributes });
        id
    }

    fn tag(&self, position: usize) -> Tag {
        let id = self.open.get(position).copied().unwrap_or_default();
        self.nodes.get(id).and_then(|node| node.tag).unwrap_or(Tag::Other)
    }

    fn count(&self, tag: Tag) -> u32 {
        self.counts.get(tag as usize).copied().unwrap_or_default()
    }

    fn start(&mut self, tag: Tag, at: Range<usize>, attributes: Range<usize>, is_closed: bool) {
        self.imply_ends(tag, at.start);
        let id = self.push(Some(tag), at, attributes);
        // "<div/>" opens a div; only foreign and unknown names close themselves.
        let closes_itself = is_closed && matches!(tag, Tag::Other | Tag::Path | Tag::Svg);
        if tag.is_void() || closes_itself {
            return;
        }
        if self.open.len() >= DEEPEST {
            self.overflow += 1;
            return;
        }
        self.open.push(id);
        if let Some(count) = self.counts.get_mut(tag as usize) {
            *count += 1;
        }
    }

    /// Closes what the new element cannot stand in.
    fn imply_ends(&mut self, tag: Tag, at: usize) {
        if tag.closes_p() && self.count(Tag::P) > 0 {
            self.close_nearest(&[Tag::P], at, Self::bars_paragraph);
        }
        let bars = |open: Tag| matches!(open, Tag::Table | Tag::Template);
        match tag {
            Tag::Li => {
                self.close_nearest(&[Tag::Li], at, |t| matches!(t, Tag::Ul | Tag::Ol | Tag::Menu));
            }
            Tag::Dt | Tag::Dd => self.close_nearest(&[Tag::Dt, Tag::Dd], at, |t| t == Tag::Dl),
            Tag::Td | Tag::Th => {
                self.close_nearest(&[Tag::Td, Tag::Th], at, |t| bars(t) || t == Tag::Tr);
            }
            Tag::Tr => self.close_nearest(&[Tag::Tr], at, bars),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                self.close_nearest(&[Tag::Tbody, Tag::Thead, Tag::Tfoot], at, bars);
            }
            Tag::Option | Tag::Optgroup => {
                self.close_nearest(&[Tag::Option], at, |t| t == Tag::Select);
            }
            Tag::A => self.close_nearest(&[Tag::A], at, |t| bars(t) || t == Tag::Td),
            Tag::Body => self.close_nearest(&[Tag::Head], at, |_| false),
            tag if tag.is_heading() => {
                let top = self.tag(self.open.len() - 1);
                if top.is_heading() {
                    self.close_to(self.open.len() - 1, at);
                }
            }
            _ => {}
        }
    }

    /// An open paragraph does not reach through these.
    fn bars_paragraph(tag: Tag) -> bool {
        matches!(tag, Tag::Table | Tag::Td | Tag::Th | Tag::Caption | Tag::Button | Tag::Object)
    }

    /// Closes the nearest open element of these names, unless one stands before it that bars it.
    fn close_nearest(&mut self, tags: &[Tag], at: usize, bars: impl Fn(Tag) -> bool) {
        if tags.iter().all(|tag| self.count(*tag) == 0) {
            return;
        }
        for position in (1..self.open.len()).rev().take(LOOK_BACK) {
            let open = self.tag(position);
            if tags.contains(&open) {
                self.close_to(position, at);
                return;
            }
            if bars(open) {
                return;
            }
        }
    }

    fn end(&mut self, tag: Tag, at: &Range<usize>) {
        if self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        if matches!(tag, Tag::Html | Tag::Body) {
            // What follows the end of the page still belongs to it.
            return;
        }
        if self.count(tag) == 0 {
            return;
        }
        for position in (1..self.open.len()).rev().take(LOOK_BACK) {
            let open = self.tag(position);
            if open == tag {
                let id = self.open.get(position).copied().unwrap_or_default();
                self.close_to(position, at.start);
                if let Some(node) = self.nodes.get_mut(id) {
                    node.at.end = at.end;
                }
                return;
            }
            let is_wall = matches!(open, Tag::Td | Tag::Th | Tag::Table | Tag::Caption)
                && !matches!(tag, Tag::Td | Tag::Th | Tag::Table | Tag::Tr | Tag::Tbody);
            if is_wall || (tag.is_formatting() && open.is_block()) {
                return;
            }
        }
    }

    /// Closes open elements until `length` are left; their bytes end at `at`.
    fn close_to(&mut self, length: usize, at: usize) {
        let end = index(self.nodes.len());
        while self.open.len() > length.max(1) {
            let Some(id) = self.open.pop() else { break };
            if let Some(node) = self.nodes.get_mut(id) {
                node.end = end;
                node.at.end = at;
                if let Some(tag) = node.tag
                    && let Some(count) = self.counts.get_mut(tag as usize)
                {
                    *count -= 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// Elements as nested brackets.
    fn show(page: &str) -> String {
        let tree = parse(page);
        let mut out = String::new();
        let mut ends: Vec<usize> = Vec::new();
        for (id, node) in tree.nodes.iter().enumerate().skip(1) {
            while ends.last().is_some_and(|end| *end <= id) {
                ends.pop();
                out.push(')');
            }
            match node.tag {
                None => out.push_str(page.get(node.at.clone()).unwrap()),
                Some(tag) => {
                    write!(out, "{tag:?}(").unwrap();
                    ends.push(node.end as usize);
                }
            }
        }
        out.push_str(&")".repeat(ends.len()));
        out
    }

    #[test]
    fn ends_that_are_left_out_are_implied() {
        assert_eq!(show("<p>a<p>b<div>c</div>d"), "P(a)P(b)Div(c)d");
        assert_eq!(show("<ul><li>a<ul><li>b</ul><li>c</ul>"), "Ul(Li(aUl(Li(b)))Li(c))");
        assert_eq!(
            show("<table><tr><td>a<td>b<tr><td>c</table>d"),
            "Table(Tr(Td(a)Td(b))Tr(Td(c)))d"
        );
        assert_eq!(show("<dl><dt>a<dd>b<dt>c</dl>"), "Dl(Dt(a)Dd(b)Dt(c))");
    }

    #[test]
    fn stray_ends_do_no_harm() {
        assert_eq!(show("<div><p>a</b></span>b</p>c</div>"), "Div(P(ab)c)");
        assert_eq!(show("<b>a<div>b</b>c</div>d"), "B(aDiv(bc)d)");
        assert_eq!(show("<div>a</body>b</html>c"), "Div(abc)");
        assert_eq!(show("<br/>a<img><hr>b<div/>c"), "Br()aImg()Hr()bDiv(c)");
    }

    #[test]
    fn an_element_knows_its_bytes() {
        let page = "<div><p class=x>a</p >b</div>c";
        let tree = parse(page);
        let bytes = |id: usize| page.get(tree.nodes[id].at.clone()).unwrap();
        assert_eq!(bytes(1), "<div><p class=x>a</p >b</div>");
        assert_eq!(bytes(2), "<p class=x>a</p >");
        assert_eq!(bytes(3), "a");
    }

    #[test]
    fn deep_nesting_is_kept_shallow() {
        let page = "<div>".repeat(10_000) + "x" + &"</div>".repeat(10_000);
        let tree = parse(&page);
        let mut depths = vec![0_usize; tree.nodes.len()];
        for id in 1..tree.nodes.len() {
            depths[id] = depths[tree.nodes[id].parent as usize] + 1;
        }
        assert!(depths.iter().all(|depth| *depth <= DEEPEST));
    }
}
