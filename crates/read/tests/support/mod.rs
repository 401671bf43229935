//! Documents for tests: a section a line.

use sayso_core::{Document, InputKind, Metadata, Section, SectionKind, SourceMap, Span};

/// A document whose lines are paragraphs.
pub(crate) fn document(text: &str) -> Document {
    let mut sections = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if !trimmed.is_empty() {
            let span = Span::of(start..start + trimmed.len());
            sections.push(Section { kind: SectionKind::Paragraph, span });
        }
        at += line.len();
    }
    Document {
        id: "test".to_owned(),
        kind: InputKind::Text,
        encoding: "utf-8".to_owned(),
        text: text.to_owned(),
        sections,
        meta: Metadata::default(),
        set_aside: Vec::new(),
        map: SourceMap::identity(Span::of(0..text.len()).end),
        notes: Vec::new(),
    }
}
