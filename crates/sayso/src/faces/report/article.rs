//! The article, to the character, with a bar of letters in the margin. The text content of
//! `#article` is the document's text: everything else in there is made by the style sheet.

use sayso_core::{Section, SectionKind, Severity, Span, Statement};

use super::html::Html;
use super::segments::Segment;
use super::view::{View, is_doubtful};

/// Characters of a statement to one unit of its block's height in the margin.
const UNIT: u32 = 40;

/// Letters that stand for one unit and more; the style sheet knows them.
const UNITS: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/// Sections that a browser lays out together when they come into view.
const STRETCH: usize = 20;

/// Writes the article.
pub(super) fn write(html: &mut Html, view: &View<'_>) {
    let document = &view.analysis.document;
    html.raw("<div id=article class=article>");
    let mut statements = view.statements().peekable();
    let mut at = 0;
    for (i, section) in document.sections.iter().enumerate() {
        html.text(view.slice(Span::new(at, section.span.start)));
        if i % STRETCH == 0 {
            html.raw(if i == 0 { "<div class=stretch>" } else { "</div><div class=stretch>" });
        }
        let inside = |statement: &&Statement| statement.span().start < section.span.end;
        html.raw(open(section));
        while let Some(statement) = statements.next_if(inside) {
            bar(html, view, statement);
        }
        html.raw("</div><p>");
        for segment in view.segments.of_span(section.span) {
            piece(html, view, segment);
        }
        html.raw("</p></div>");
        at = section.span.end;
    }
    let end = u32::try_from(document.text.len()).unwrap_or(u32::MAX);
    if !document.sections.is_empty() {
        html.raw("</div>");
    }
    html.text(view.slice(Span::new(at, end))).raw("</div>");
}

/// The tags that begin a section, up to its bar.
const fn open(section: &Section) -> &'static str {
    match section.kind {
        SectionKind::Headline => "<div class=\"par headline\"><div class=bar>",
        SectionKind::Standfirst => "<div class=\"par standfirst\"><div class=bar>",
        SectionKind::Byline | SectionKind::Dateline => "<div class=\"par credit\"><div class=bar>",
        SectionKind::Heading => "<div class=\"par heading\"><div class=bar>",
        SectionKind::Paragraph => "<div class=par><div class=bar>",
        SectionKind::BlockQuote | SectionKind::PullQuote => {
            "<div class=\"par block\"><div class=bar>"
        }
        SectionKind::ListItem => "<div class=\"par item\"><div class=bar>",
        SectionKind::Table
        | SectionKind::Caption
        | SectionKind::Embed
        | SectionKind::EditorNote => "<div class=\"par aside\"><div class=bar>",
        SectionKind::Residue => "<div class=\"par residue\"><div class=bar>",
    }
}

/// The block of one statement: its height follows its length, its hatch and letter its grade. All three
/// stand in one short class, because there are thousands: letter, units, `q` for doubt.
fn bar(html: &mut Html, view: &View<'_>, statement: &Statement) {
    let Some(grade) = view.grade(statement) else { return };
    let id = statement.id.0;
    let length: u32 = statement.spans.iter().map(|span| span.len()).sum();
    let units = length.div_ceil(UNIT).clamp(1, 12) as usize;
    html.raw("<a href=#s").number(id).raw(" class=");
    html.label(grade.high).raw(UNITS.get(units - 1).copied().unwrap_or("a"));
    if grade.settled().is_none() || is_doubtful(statement) {
        html.raw("q");
    }
    html.raw("></a>");
}

/// One piece of the text.
fn piece(html: &mut Html, view: &View<'_>, segment: &Segment) {
    if !segment.is_numbered() {
        html.text(view.slice(segment.span));
        return;
    }
    html.raw("<span");
    if let Some(statement) = segment.statement {
        html.raw(" data-s=").number(statement.0);
    }
    html.raw(match (segment.quoted, segment.finding) {
        (false, None) => "",
        (true, None) => " class=q",
        (false, Some(Severity::Note)) => " class=fn",
        (false, Some(Severity::Gap)) => " class=fg",
        (false, Some(Severity::Conflict)) => " class=fc",
        (true, Some(Severity::Note)) => " class=\"q fn\"",
        (true, Some(Severity::Gap)) => " class=\"q fg\"",
        (true, Some(Severity::Conflict)) => " class=\"q fc\"",
    });
    html.raw(">").text(view.slice(segment.span)).raw("</span>");
}
