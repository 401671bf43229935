//! The words of a reading as the later layers look at them: form and folded lower-case form. Built
//! once per document.

use sayso_core::{Document, Reading, SectionKind, Span, TokenFlags};

use crate::chars::fold_into;

/// Lower-cased forms of a document in one string, reused over documents.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    ends: Vec<usize>,
}

/// Forms of a document's words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    document: &'a Document,
    folded: &'a Folded,
    spans: &'a [Span],
    flags: &'a [TokenFlags],
}

impl Folded {
    /// Folds all forms of a reading.
    pub(crate) fn fill(&mut self, document: &Document, reading: &Reading) {
        self.text.clear();
        self.ends.clear();
        for token in 0..reading.len() {
            fold_into(reading.form(document, token), &mut self.text);
            self.ends.push(self.text.len());
        }
    }

    fn get(&self, token: usize) -> &str {
        let start = if token == 0 { 0 } else { self.ends.get(token - 1).copied().unwrap_or(0) };
        let end = self.ends.get(token).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }
}

impl<'a> Words<'a> {
    /// A view over `reading`'s words as they stand now; `folded` was filled from it.
    pub(crate) fn new(
        document: &'a Document,
        folded: &'a Folded,
        spans: &'a [Span],
        flags: &'a [TokenFlags],
    ) -> Self {
        Self { document, folded, spans, flags }
    }

    /// The form as written.
    pub(crate) fn form(&self, token: usize) -> &'a str {
        self.document.slice(self.spans.get(token).copied().unwrap_or_default())
    }

    /// Lower-cased, apostrophes straight, invisible marks left out.
    pub(crate) fn lower(&self, token: usize) -> &'a str {
        self.folded.get(token)
    }

    /// White space follows.
    pub(crate) fn space_after(&self, token: usize) -> bool {
        self.flags.get(token).is_none_or(|flags| flags.has(TokenFlags::SPACE_AFTER))
    }

    /// What the section of this number is.
    pub(crate) fn section(&self, number: u32) -> SectionKind {
        let section = self.document.sections.get(number as usize);
        section.map_or(SectionKind::Paragraph, |section| section.kind)
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.document.slice(span)
    }
}
