//! Plain text: paragraphs part at blank lines.

use sayso_core::{Document, InputKind, Metadata, Section, SectionKind, SourceMap, Span};

use crate::{Hints, IngestError};

pub(crate) fn ingest(bytes: &[u8], hints: &Hints) -> Result<Document, IngestError> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut sections = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let kind =
                if sections.is_empty() { SectionKind::Headline } else { SectionKind::Paragraph };
            sections.push(Section { kind, span: Span::of(start..start + trimmed.len()) });
        }
        at += line.len();
    }
    let map = SourceMap::identity(Span::of(0..text.len()).end);
    Ok(Document {
        id: hints.id.clone(),
        kind: InputKind::Text,
        encoding: "utf-8".to_owned(),
        text,
        sections,
        meta: Metadata::default(),
        set_aside: Vec::new(),
        map,
        notes: Vec::new(),
    })
}
