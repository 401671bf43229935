//! Plain text: paragraphs, labelled by what a reader sees of them, and what the text says of itself.

use sayso_core::{
    Document, Fact, InputKind, MetaValue, Metadata, Note, NoteKind, Origin, Section, SectionKind,
    SourceMap, Span,
};

use crate::decode::Decoded;
use crate::lines::{self, Block};
use crate::residue::{self, Place};
use crate::{Hints, byline, dateline, dates, headline};

/// A document of a decoded text.
pub(crate) fn document(decoded: Decoded, hints: &Hints) -> Document {
    let Decoded { text, map, encoding, notes } = decoded;
    let mut document = Document {
        id: hints.id.clone(),
        kind: InputKind::Text,
        encoding,
        text,
        sections: Vec::new(),
        meta: Metadata::default(),
        set_aside: Vec::new(),
        map,
        notes,
    };
    label(&mut document);
    document
}

/// How a comment to this program begins; it is no part of what the text says.
pub(crate) const COMMENT: &str = "<!-- sayso: ";

/// Cuts and labels the text of a document and reads the metadata that stands in it.
pub(crate) fn label(document: &mut Document) {
    let text = std::mem::take(&mut document.text);
    let mut blocks = lines::blocks(&text);
    let is_comment = |block: &Block| {
        let words = text.get(block.span.range()).unwrap_or_default();
        words.starts_with(COMMENT) && words.ends_with("-->")
    };
    let comments: Vec<Section> = blocks
        .extract_if(.., |block| is_comment(block))
        .map(|block| Section { kind: SectionKind::Residue, span: block.span })
        .collect();
    let mut labeller = Labeller {
        text: &text,
        blocks: &blocks,
        map: &document.map,
        sections: Vec::with_capacity(blocks.len() + 1),
        meta: &mut document.meta,
        notes: &mut document.notes,
        body_seen: 0,
    };
    labeller.run();
    document.sections = labeller.sections;
    if !comments.is_empty() {
        document.sections.extend(comments);
        document.sections.sort_by_key(|section| section.span);
    }
    document.text = text;
}

/// Walks the paragraphs once.
struct Labeller<'a> {
    text: &'a str,
    blocks: &'a [Block],
    map: &'a SourceMap,
    sections: Vec<Section>,
    meta: &'a mut Metadata,
    notes: &'a mut Vec<Note>,
    /// Body paragraphs so far.
    body_seen: usize,
}

/// Paragraphs from the top in which a byline or date line may stand.
const TOP: usize = 8;

/// A body paragraph has at least so many words; shorter ones may be labels.
const PROSE_WORDS: usize = 12;

impl<'a> Labeller<'a> {
    fn run(&mut self) {
        let blocks = self.blocks;
        let last_prose = blocks.iter().rposition(|b| {
            let words = self.words(b.span);
            is_prose(words) && !is_editor_note(words)
        });
        let prose = blocks.iter().filter(|b| is_prose(self.words(b.span))).count();
        for (i, block) in blocks.iter().enumerate() {
            let words = self.words(block.span);
            let place = Place {
                is_at_end: prose >= 2 && last_prose.is_some_and(|last| i > last),
                has_next: i + 1 < blocks.len(),
            };
            let may_be_title = i < 3 && self.body_seen == 0 && self.meta.title.fact.is_not_found();
            let next = blocks.get(i + 1).map(|b| self.words(b.span));
            if may_be_title && headline::is_headline(words, next) {
                self.push(SectionKind::Headline, block.span);
                let value = headline::value(words);
                let span =
                    Span::of(block.span.start as usize..block.span.start as usize + value.len());
                self.meta.title = self.in_text(value.to_owned(), span);
            } else if !self.metadata_line(i, block.span, place) {
                self.body(i, block, place);
            }
        }
    }

    fn words(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn push(&mut self, kind: SectionKind, span: Span) {
        self.sections.push(Section { kind, span });
    }

    fn in_text<T>(&self, value: T, span: Span) -> MetaValue<T> {
        MetaValue {
            fact: Fact::in_text(value, span),
            source: self.map.source(span),
            others: Vec::new(),
        }
    }

    /// Labels a line that names author, date, agency or address; only above the body or at its end.
    fn metadata_line(&mut self, i: usize, span: Span, place: Place) -> bool {
        let text = self.text;
        let words = text.get(span.range()).unwrap_or_default();
        let is_top = self.body_seen == 0 && i <= TOP;
        let found = if is_top { byline::parse(words) } else { None };
        let found = found.or_else(|| place.is_at_end.then(|| byline::closing_credit(words))?);
        if let Some(byline) = found {
            self.set_byline(&byline, words, span);
            if let Some((date, range)) = dates::find(words) {
                set(&mut self.meta.date, date, shifted(span, &range), self.map);
            }
            self.push(SectionKind::Byline, span);
            return true;
        }
        if (is_top || place.is_at_end)
            && let Some((date, range, role)) = dates::date_line(words)
        {
            let target = match role {
                dates::DateRole::Published => &mut self.meta.date,
                dates::DateRole::Modified => &mut self.meta.modified,
            };
            set(target, date, shifted(span, &range), self.map);
            self.push(SectionKind::Dateline, span);
            return true;
        }
        if (is_top || place.is_at_end)
            && self.meta.date.fact.is_not_found()
            && let Some((date, range, why)) = dates::two_ways(words)
        {
            let at = shifted(span, &range);
            self.meta.date = MetaValue {
                fact: Fact::Doubtful { value: date, span: Some(at), why },
                source: self.map.source(at),
                others: Vec::new(),
            };
            self.push(SectionKind::Dateline, span);
            return true;
        }
        if let Some(range) = byline::agency_credit(words, is_top || place.is_at_end) {
            let name = words.get(range.clone()).unwrap_or_default().to_owned();
            set(&mut self.meta.agency, name, shifted(span, &range), self.map);
            self.push(SectionKind::Byline, span);
            return true;
        }
        let is_address = words.starts_with("http") && !words.contains(char::is_whitespace);
        if is_top && is_address && self.meta.url.fact.is_not_found() {
            set(&mut self.meta.url, words.to_owned(), span, self.map);
        }
        false
    }

    fn set_byline(&mut self, byline: &byline::Byline, words: &str, span: Span) {
        let names: Vec<String> = byline
            .names
            .iter()
            .map(|r| words.get(r.clone()).unwrap_or_default().to_owned())
            .collect();
        let all = byline.names.iter().map(|r| shifted(span, r)).reduce(Span::join);
        let all = all.unwrap_or(span);
        if byline.is_organisation && self.meta.byline.fact.is_not_found() {
            self.meta.byline = MetaValue {
                fact: Fact::Doubtful {
                    value: names,
                    span: Some(all),
                    why: "the byline names an organisation or a desk, not a person".to_owned(),
                },
                source: self.map.source(all),
                others: Vec::new(),
            };
        } else {
            set(&mut self.meta.byline, names, all, self.map);
        }
    }

    fn body(&mut self, i: usize, block: &Block, place: Place) {
        let words = self.words(block.span);
        if let Some(reason) = residue::reason(words, place) {
            self.residue(block.span, reason);
            return;
        }
        let kind = self.body_kind(i, words);
        if kind == SectionKind::Paragraph || kind == SectionKind::ListItem {
            self.body_seen += 1;
        }
        if kind == SectionKind::Paragraph
            && self.body_seen <= 2
            && let Some((head, rest)) = part_dateline(self.text, block.span, self.map, self.meta)
        {
            self.push(SectionKind::Dateline, head);
            self.push(SectionKind::Paragraph, rest);
            return;
        }
        self.push(kind, block.span);
    }

    /// Label of a paragraph that is neither metadata nor furniture.
    fn body_kind(&self, i: usize, words: &str) -> SectionKind {
        if is_editor_note(words) {
            return SectionKind::EditorNote;
        }
        if is_caption(words) {
            return SectionKind::Caption;
        }
        let neighbour = |j: Option<usize>| {
            j.and_then(|j| self.blocks.get(j)).is_some_and(|b| is_item(self.words(b.span)))
        };
        if is_item(words) && (neighbour(i.checked_sub(1)) || neighbour(Some(i + 1))) {
            return SectionKind::ListItem;
        }
        let next = self.blocks.get(i + 1);
        let is_second = self.sections.last().is_some_and(|s| s.kind == SectionKind::Headline);
        if is_second
            && self.blocks.get(i).is_some_and(|b| !b.after_gap)
            && next.is_some_and(|n| n.after_gap)
            && words.split_whitespace().count() <= 40
        {
            return SectionKind::Standfirst;
        }
        let count = words.split_whitespace().count();
        let is_label = count <= 9
            && !residue::ends_a_sentence(words)
            && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if is_label && next.is_some_and(|n| is_prose(self.words(n.span))) {
            return SectionKind::Heading;
        }
        SectionKind::Paragraph
    }

    fn residue(&mut self, span: Span, reason: &str) {
        self.push(SectionKind::Residue, span);
        let words: String = self.words(span).chars().take(40).collect();
        self.notes.push(Note {
            kind: NoteKind::PageResidue,
            span: Some(span),
            detail: format!("“{words}” was read past: {reason}."),
        });
    }
}

/// Parts "HARBOUR CITY (Agency) - " from its paragraph and keeps what it says; gives the spans of
/// the dateline and of the rest.
pub(crate) fn part_dateline(
    text: &str,
    span: Span,
    map: &SourceMap,
    meta: &mut Metadata,
) -> Option<(Span, Span)> {
    let words = text.get(span.range())?;
    let dateline = dateline::parse(words)?;
    let cut =
        |range: &std::ops::Range<usize>| words.get(range.clone()).unwrap_or_default().to_owned();
    if let Some(range) = &dateline.place {
        set(&mut meta.place, cut(range), shifted(span, range), map);
    }
    if let Some(range) = &dateline.agency {
        set(&mut meta.agency, cut(range), shifted(span, range), map);
    }
    let head = words.get(..dateline.end)?;
    if let Some((date, range)) = dates::find(head) {
        set(&mut meta.date, date, shifted(span, &range), map);
    }
    let start = span.start as usize;
    let head_end = start + head.trim_end().len();
    Some((Span::of(start..head_end), Span::of(start + dateline.end..span.end as usize)))
}

/// Keeps the first value found; a later one that differs stands among the others.
fn set<T: PartialEq>(slot: &mut MetaValue<T>, value: T, span: Span, map: &SourceMap) {
    match slot.fact.found() {
        None => {
            let doubtful = std::mem::take(&mut slot.fact);
            slot.fact = Fact::in_text(value, span);
            slot.source = map.source(span);
            if matches!(doubtful, Fact::Doubtful { .. }) {
                slot.others.push(doubtful);
            }
        }
        Some(first) if *first == value => {}
        Some(_) => {
            slot.others.push(Fact::Found { value, span: Some(span), from: Origin::Text });
        }
    }
}

fn shifted(span: Span, range: &std::ops::Range<usize>) -> Span {
    let start = span.start as usize;
    Span::of(start + range.start..start + range.end)
}

/// A paragraph of running words.
fn is_prose(words: &str) -> bool {
    words.split_whitespace().count() >= PROSE_WORDS && residue::ends_a_sentence(words)
}

/// "1. ...", "- ...", "• ...".
fn is_item(words: &str) -> bool {
    let Some((mark, rest)) = words.split_once(' ') else { return false };
    let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
    let numbered =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit());
    (numbered || ["-", "*", "•", "·", "–", "o", "▪"].contains(&mark)) && !rest.trim().is_empty()
}

/// "Correction: ...", "This story has been updated ...".
pub(crate) fn is_editor_note(words: &str) -> bool {
    let lower: String = words
        .chars()
        .take(160)
        .flat_map(char::to_lowercase)
        .skip_while(|c| !c.is_alphanumeric())
        .collect();
    let opens = [
        "correction:",
        "corrections:",
        "clarification:",
        "editor's note",
        "editor’s note",
        "editors' note",
        "editors’ note",
        "update:",
        "correction appended",
        "(updates",
        "(corrects",
    ];
    let piece = ["this story", "this article", "this post", "this report", "an earlier version"];
    let change = [
        " been updated",
        " been corrected",
        " was updated",
        " was corrected",
        " has been amended",
        " was amended",
        " incorrectly",
        " misstated",
        " originally stated",
    ];
    opens.iter().any(|o| lower.starts_with(o))
        || (piece.iter().any(|p| lower.starts_with(p)) && change.iter().any(|c| lower.contains(c)))
}

/// "(Photo: ...)", "[Image via ...]", "Photo by ...".
fn is_caption(words: &str) -> bool {
    if words.split_whitespace().count() > 14 {
        return false;
    }
    let lower = words.trim_start_matches(['(', '[', ' ']).to_lowercase();
    let opens = [
        "photo:",
        "photo by",
        "photo via",
        "image:",
        "image via",
        "image by",
        "image credit",
        "photo courtesy",
        "featured image",
        "picture:",
        "pictured:",
        "photograph:",
        "(photo",
        "screenshot",
    ];
    opens.iter().any(|o| lower.starts_with(o))
}
