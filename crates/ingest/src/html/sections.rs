//! From blocks to labelled sections. The article's blocks are those between its first and last
//! paragraph of prose, with the short lines that stand in a row with them; above them the headline,
//! the standfirst and the lines about author and date are sought; all else is set aside with the
//! reason.

use std::ops::Range;

use sayso_core::{MapRun, Section, SectionKind, SetAside, Span};

use super::blocks::{Block, Page};
use super::body::Body;
use super::furniture;
use super::marks::{Marks, SHARING};
use super::tag::Tag;
use super::words::Words;
use crate::residue::{self, CALL};
use crate::{byline, dates, text};

/// What the sections are made of.
pub(crate) struct Parts {
    /// Text of all sections.
    pub(crate) text: String,
    /// Where it came from, in the decoded page.
    pub(crate) runs: Vec<MapRun>,
    /// The sections.
    pub(crate) sections: Vec<Section>,
    /// What was kept out.
    pub(crate) set_aside: Vec<SetAside>,
}

/// What becomes of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    /// A section of this kind.
    Keep(SectionKind),
    /// Set aside for this reason.
    Drop(&'static str),
}

use Verdict::{Drop, Keep};

/// What the page's head says, as far as it helps to find its visible lines.
pub(crate) struct Said<'a> {
    /// Headlines.
    pub(crate) titles: Vec<&'a str>,
    /// Authors.
    pub(crate) authors: Vec<&'a str>,
}

/// Labels the blocks of a page.
pub(crate) fn label(page: &Page<'_>, body: &Body, said: &Said<'_>) -> Parts {
    let mut labeller = Labeller { page, said, verdicts: Vec::with_capacity(page.blocks.len()) };
    let inside = page.blocks_of(body.node);
    labeller.verdicts.extend(page.blocks.iter().enumerate().map(|(i, block)| {
        match block.marks.reason() {
            Some(reason) => Drop(reason),
            None if inside.contains(&i) => Drop(""),
            None => Drop("outside the article"),
        }
    }));
    labeller.article(&inside);
    labeller.assemble()
}

struct Labeller<'a> {
    page: &'a Page<'a>,
    said: &'a Said<'a>,
    verdicts: Vec<Verdict>,
}

/// Reason for blocks of links.
const LINKS: &str = "links on their own";

/// Blocks above the first paragraph in which headline, author and date are sought.
const ABOVE: usize = 40;

impl Labeller<'_> {
    fn block(&self, i: usize) -> &Block {
        &self.page.blocks[i]
    }

    /// Not furniture by its marks.
    fn is_open(&self, i: usize) -> bool {
        self.verdicts.get(i) == Some(&Drop(""))
    }

    fn words(&self, i: usize) -> String {
        let block = self.block(i);
        let mut words = Words::default();
        let pieces = self.page.pieces.get(block.pieces.clone()).unwrap_or_default();
        words.block(self.page.source, pieces, false);
        words.text
    }

    /// Parent of the block's element: paragraphs of one article mostly share it.
    fn row(&self, i: usize) -> u32 {
        self.page.tree.nodes.get(self.block(i).node).map_or(0, |node| node.parent)
    }

    fn article(&mut self, inside: &Range<usize>) {
        let prose: Vec<usize> =
            inside.clone().filter(|&i| self.is_open(i) && self.block(i).is_prose()).collect();
        let (Some(&first), Some(&last)) = (prose.first(), prose.last()) else { return };
        let start = self.below_the_head(first, &prose);
        for i in start..=last {
            if self.is_open(i) {
                self.verdicts[i] = self.inner(i);
            }
        }
        self.extend(start, inside);
        self.extend_down(last, inside);
        self.trim(start, last);
        self.head(start);
        for i in inside.clone() {
            if self.is_open(i) {
                let side = if i < start { "above" } else { "below" };
                self.verdicts[i] = Drop(match side {
                    "above" => "above the article's first paragraph",
                    _ => "below the article's last paragraph",
                });
            }
        }
    }

    /// The first block of the body proper: behind a headline, byline or date line that stands below
    /// the first prose, which is then the standfirst.
    fn below_the_head(&self, first: usize, prose: &[usize]) -> usize {
        let limit = prose.get(4).copied().unwrap_or(first);
        let mut start = first;
        for i in first..limit {
            if !self.is_open(i) || self.block(i).words > 30 {
                continue;
            }
            let words = self.words(i);
            if self.is_title(i, &words) || is_byline(&words) || dates::date_line(&words).is_some() {
                start = i + 1;
            }
        }
        prose.iter().copied().find(|&i| i >= start).unwrap_or(first)
    }

    fn is_title(&self, i: usize, words: &str) -> bool {
        let tag = self.page.tag(self.block(i).node);
        tag == Tag::H1
            || (self.block(i).words >= 3 && self.said.titles.iter().any(|title| same(title, words)))
    }

    /// A block between the first and the last paragraph.
    fn inner(&self, i: usize) -> Verdict {
        let block = self.block(i);
        let tag = self.page.tag(block.node);
        let words = self.words(i);
        if tag == Tag::Tr && !block.is_linked() {
            return Keep(SectionKind::Table);
        }
        if let Some(reason) = furniture::reason(&words, block) {
            return Drop(reason);
        }
        if self.is_caption(i, &words) {
            return Keep(SectionKind::Caption);
        }
        if block.marks.has(Marks::PULL) {
            return Keep(SectionKind::PullQuote);
        }
        if tag == Tag::H1 && self.is_title(i, &words) {
            return Drop("the headline again");
        }
        if text::is_editor_note(&words) {
            return Keep(SectionKind::EditorNote);
        }
        if !block.is_prose() && block.words < 30 && block.marks.has(Marks::AUTHOR) {
            return Drop("lines about the author");
        }
        if !block.is_prose() && block.is_linked() && !self.is_linked_text(i, &words) {
            return Drop(LINKS);
        }
        let kind = self.kind(i);
        if kind == SectionKind::Paragraph && block.words <= 1 && !residue::ends_a_sentence(&words) {
            return Drop("a label of one word");
        }
        Keep(kind)
    }

    /// A block of links that is text all the same: a paragraph in a row with prose that is not
    /// set like a teaser, or a long item of a list.
    fn is_linked_text(&self, i: usize, words: &str) -> bool {
        if matches!(i.checked_sub(1).and_then(|j| self.verdicts.get(j)), Some(Drop(LINKS | CALL))) {
            return false;
        }
        let is_teaser = words.contains('\n') || !words.chars().any(char::is_lowercase);
        let is_item = self.page.tag(self.block(i).node) == Tag::Li
            && self.block(i).words >= 12
            && residue::ends_a_sentence(words);
        is_item || (!is_teaser && self.is_in_row(i))
    }

    fn is_caption(&self, i: usize, words: &str) -> bool {
        if self.block(i).marks.has(Marks::CAPTION) || furniture::is_caption(words) {
            return true;
        }
        let node = self.block(i).node;
        self.page.ancestors(node).take(4).any(|id| self.page.tag(id) == Tag::Figure)
    }

    /// Stands in a row with prose.
    fn is_in_row(&self, i: usize) -> bool {
        let row = self.row(i);
        let near = i.saturating_sub(6)..(i + 7).min(self.page.blocks.len());
        let tag = self.page.tag(self.block(i).node);
        tag == Tag::P
            && near.into_iter().any(|j| j != i && self.block(j).is_prose() && self.row(j) == row)
    }

    fn kind(&self, i: usize) -> SectionKind {
        let node = self.block(i).node;
        let tag = self.page.tag(node);
        if tag.is_heading() {
            return SectionKind::Heading;
        }
        let above: Vec<Tag> =
            self.page.ancestors(node).take(6).map(|id| self.page.tag(id)).collect();
        if self.block(i).marks.has(Marks::EMBED) && above.contains(&Tag::Blockquote) {
            return SectionKind::Embed;
        }
        above
            .into_iter()
            .find_map(|tag| match tag {
                Tag::Li | Tag::Dd | Tag::Dt => Some(SectionKind::ListItem),
                Tag::Tr | Tag::Caption => Some(SectionKind::Table),
                Tag::Blockquote => Some(SectionKind::BlockQuote),
                Tag::Article | Tag::Main | Tag::Section => Some(SectionKind::Paragraph),
                _ => None,
            })
            .unwrap_or(SectionKind::Paragraph)
    }

    /// Short lines above the first paragraph that stand in a row with it.
    fn extend(&mut self, first: usize, inside: &Range<usize>) {
        let row = self.row(first);
        for i in (inside.start..first).rev() {
            if !self.is_open(i) {
                continue;
            }
            let words = self.words(i);
            let is_head =
                self.is_title(i, &words) || is_byline(&words) || dates::date_line(&words).is_some();
            if self.row(i) != row || is_head || !self.is_sentence(i, &words) {
                break;
            }
            self.verdicts[i] = self.inner(i);
        }
    }

    /// Short sentences below the last paragraph that stand in a row with it.
    fn extend_down(&mut self, last: usize, inside: &Range<usize>) {
        let mut rows = [self.row(last); 2];
        for i in last + 1..inside.end {
            if !self.is_open(i) {
                continue;
            }
            let words = self.words(i);
            if !rows.contains(&self.row(i)) || !self.is_sentence(i, &words) {
                break;
            }
            self.verdicts[i] = self.inner(i);
            rows[1] = self.row(i);
        }
    }

    /// A line that reads as part of the text though it is no prose by its counts.
    fn is_sentence(&self, i: usize, words: &str) -> bool {
        let block = self.block(i);
        let is_line = block.marks.has(Marks::AUTHOR.with(Marks::DATE)) || self.is_time(i);
        if block.is_linked() || is_line {
            return false;
        }
        let ends = words.ends_with(['.', '!', '?', '”', '"', '’', ')', ':', '…']);
        let tag = self.page.tag(block.node);
        let is_plain = tag == Tag::P && block.words >= 2 && block.linked == 0;
        block.words >= 10 || (block.words >= 3 && ends) || tag.is_heading() || is_plain
    }

    /// Headings and the author's life at the very end, and headings over links, belong to what is set
    /// aside.
    fn trim(&mut self, first: usize, last: usize) {
        let mut is_end = true;
        for i in (first..=last).rev() {
            match self.verdicts[i] {
                Keep(SectionKind::Heading) if is_end => {
                    self.verdicts[i] = Drop("a heading with nothing under it");
                }
                Keep(SectionKind::Heading) if self.is_over_links(i, last) => {
                    self.verdicts[i] = Drop(LINKS);
                }
                Keep(_)
                    if is_end && furniture::is_biography(&self.words(i), &self.said.authors) =>
                {
                    self.verdicts[i] = Drop("lines about the author");
                }
                Keep(_) => is_end = false,
                Drop(_) => {}
            }
        }
    }

    /// The next block that is shown is one of links that was set aside.
    fn is_over_links(&self, i: usize, last: usize) -> bool {
        let shown = |j: &usize| !self.block(*j).marks.has(Marks::HIDDEN.with(Marks::ADVERT));
        let next = (i + 1..=last).find(shown);
        let related = Marks::RELATED.reason();
        next.is_some_and(|j| match self.verdicts[j] {
            Drop(reason) => reason == LINKS || related == Some(reason),
            Keep(_) => false,
        })
    }

    /// Headline, standfirst, byline and date lines above the first paragraph.
    fn head(&mut self, start: usize) {
        let from = start.saturating_sub(ABOVE);
        let title = self.headline(from, start);
        if let Some(i) = title {
            self.verdicts[i] = Keep(SectionKind::Headline);
        }
        let mut has_byline = false;
        for i in from..start {
            // A byline or a date line may stand in one box with the share buttons.
            let is_shared = self.verdicts[i] == Drop(SHARING);
            let is_free = is_shared || matches!(self.verdicts[i], Drop("" | "outside the article"));
            // Dates may stand close above the headline, all else stands below it.
            let is_below = title.is_none_or(|t| i > t);
            if !is_free || Some(i) == title || (!is_below && title.is_some_and(|t| i + 2 < t)) {
                continue;
            }
            let words = self.words(i);
            if is_shared {
                let is_line = is_byline(&words) || dates::date_line(&words).is_some();
                if !is_below || !is_line || self.block(i).words > 24 {
                    continue;
                }
            }
            let kind = self.head_line(i, &words, is_below, has_byline);
            let near = title.is_some_and(|t| i < t + 8);
            let kind = kind.or_else(|| (is_below && near).then(|| self.standfirst(i, &words))?);
            if let Some(kind) = kind {
                has_byline |= kind == SectionKind::Byline;
                self.verdicts[i] = Keep(kind);
            }
        }
    }

    /// A line about author or date, or a caption.
    fn head_line(
        &self,
        i: usize,
        words: &str,
        is_below: bool,
        has_byline: bool,
    ) -> Option<SectionKind> {
        let block = self.block(i);
        let is_short = (1..=24).contains(&block.words);
        let reads_two_ways = dates::two_ways(words).is_some();
        let has_date = reads_two_ways || dates::find(words).is_some();
        if is_below && block.words <= 40 && is_byline(words) {
            return Some(SectionKind::Byline);
        }
        if is_below && is_short && !has_byline && self.names_author(i, words) {
            return Some(SectionKind::Byline);
        }
        let says_date = block.marks.has(Marks::DATE)
            || reads_two_ways
            || dates::date_line(words).is_some()
            || (is_below && block.words <= 16 && !residue::ends_a_sentence(words));
        if is_short && ((has_date && says_date) || self.is_time(i)) {
            return Some(SectionKind::Dateline);
        }
        (self.is_open(i) && self.is_caption(i, words)).then_some(SectionKind::Caption)
    }

    /// A short line around a `<time>` element ("3 hours ago").
    fn is_time(&self, i: usize) -> bool {
        let block = self.block(i);
        let nodes = &self.page.tree.nodes;
        let end = nodes.get(block.node).map_or(0, |node| node.end as usize);
        (1..=12).contains(&block.words)
            && (block.node..end).take(20).any(|id| self.page.tag(id) == Tag::Time)
    }

    /// A line with an author's name: one that the head gives too, or the only one where it gives
    /// none.
    fn names_author(&self, i: usize, words: &str) -> bool {
        let lower = words.to_lowercase();
        let known = self.said.authors.iter().any(|author| lower.contains(&author.to_lowercase()));
        let marked = self.block(i).marks.has(Marks::AUTHOR);
        let shaped = || {
            byline::names(words, 0..words.len()).is_some_and(|line| {
                line.names.first().is_some_and(|range| range.len() * 2 > words.len())
                    && words.contains(' ')
            })
        };
        (known && self.block(i).words <= 16) || (marked && self.said.authors.is_empty() && shaped())
    }

    /// A deck below the headline.
    fn standfirst(&self, i: usize, words: &str) -> Option<SectionKind> {
        let block = self.block(i);
        let lower = words.to_lowercase();
        let is_stamp =
            ["published", "updated", "posted", "last "].iter().any(|w| lower.starts_with(w));
        let is_deck = !block.is_linked()
            && !self.page.tag(block.node).is_heading()
            && block.words >= 6
            && !is_stamp
            && dates::find(words).is_none()
            && !self.is_caption(i, words)
            && furniture::reason(words, block).is_none()
            && (block.is_prose() || block.marks.has(Marks::STANDFIRST) || self.is_open(i));
        is_deck.then_some(SectionKind::Standfirst)
    }

    /// The block of the headline: a heading of the first rank, or the words of the metadata.
    fn headline(&self, from: usize, start: usize) -> Option<usize> {
        let may = |i: &usize| {
            let block = self.block(*i);
            block.words > 0 && !block.marks.has(Marks::HIDDEN) && !block.marks.has(Marks::RELATED)
        };
        let mut candidates = (from..start).filter(may);
        let named = candidates.clone().rev().find(|&i| {
            let words = self.words(i);
            self.block(i).words >= 3 && self.said.titles.iter().any(|title| same(title, &words))
        });
        named.or_else(|| {
            // A heading of the first rank in a row with the paragraphs is one of theirs, where the head
            // says more than the page's name.
            candidates.rfind(|&i| {
                let tag = self.page.tag(self.block(i).node);
                let is_inner = self.said.titles.len() > 1 && self.row(i) == self.row(start);
                tag == Tag::H1 && !self.block(i).marks.has(Marks::NAVIGATION) && !is_inner
            })
        })
    }

    fn assemble(self) -> Parts {
        let page = self.page;
        let mut words = Words::default();
        let mut sections = Vec::new();
        let mut set_aside = Vec::new();
        for (block, verdict) in page.blocks.iter().zip(&self.verdicts) {
            let pieces = page.pieces.get(block.pieces.clone()).unwrap_or_default();
            match verdict {
                Drop(reason) => {
                    let mut words = Words::default();
                    words.block(page.source, pieces, false);
                    if let Some(source) = words.runs.iter().map(|r| r.source).reduce(Span::join) {
                        let reason = (*reason).to_owned();
                        set_aside.push(SetAside { text: words.text, source, reason });
                    }
                }
                Keep(kind) => {
                    let before = words.text.len();
                    if before > 0 {
                        words.put_in("\n\n");
                    }
                    let keeps_space = block.marks.has(Marks::PRE);
                    let span = words.block(page.source, pieces, keeps_space);
                    if span.is_empty() {
                        words.text.truncate(before);
                    } else {
                        sections.push(Section { kind: *kind, span });
                    }
                }
            }
        }
        Parts { text: words.text, runs: words.runs, sections, set_aside }
    }
}

fn is_byline(words: &str) -> bool {
    byline::parse(words).is_some() || byline::signed(words).is_some()
}

/// The words of a heading are those of a title, which may go on with the outlet's name: at least
/// half of the title, and from its start.
pub(crate) fn same(title: &str, words: &str) -> bool {
    let (mut all, mut given) = (plain(title), plain(words));
    let mut shared = 0;
    loop {
        match (given.next(), all.next()) {
            (None, next) => {
                let rest = all.count() + usize::from(next.is_some());
                return shared > 0 && (rest <= shared || shared >= 6);
            }
            (Some(a), Some(b)) if a == b => shared += 1,
            _ => return false,
        }
    }
}

fn plain(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}
