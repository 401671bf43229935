//! The words of a reading as the later layers look at them: form, folded lower-case form, and what
//! the document's other words say of them. Built once per document.

use sayso_core::{Document, Reading, Span, TokenFlags};

use crate::chars::{fold_into, is_all_capitals, is_capital};

/// Lower-cased forms of a document in one string, reused over documents.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    ends: Vec<usize>,
    /// Folded forms that stand capitalised inside a sentence, sorted.
    capitalised: Vec<u32>,
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
        self.capitalised.clear();
        for token in 0..reading.len() {
            fold_into(reading.form(document, token), &mut self.text);
            self.ends.push(self.text.len());
        }
        for sentence in &reading.sentences {
            // Title-case and all-capital lines say nothing of single words.
            let words = sentence
                .tokens
                .range()
                .filter(|&t| reading.form(document, t).chars().all(char::is_alphabetic));
            let (mut capitals, mut all) = (0_usize, 0_usize);
            for token in words {
                all += 1;
                capitals += usize::from(is_capital(reading.form(document, token)));
            }
            if capitals * 2 > all && all > 3 {
                continue;
            }
            for token in sentence.tokens.range().skip(1) {
                let form = reading.form(document, token);
                if is_capital(form) && !is_all_capitals(form) {
                    self.capitalised.push(token);
                }
            }
        }
        let mut capitalised = std::mem::take(&mut self.capitalised);
        capitalised
            .sort_by(|&a, &b| self.get(a as usize).cmp(self.get(b as usize)).then(a.cmp(&b)));
        capitalised.dedup_by(|b, a| self.get(*a as usize) == self.get(*b as usize));
        self.capitalised = capitalised;
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

    /// The same word stands capitalised inside some sentence of the document.
    pub(crate) fn is_name_elsewhere(&self, token: usize) -> bool {
        let lower = self.lower(token);
        self.folded
            .capitalised
            .binary_search_by(|&t| self.folded.get(t as usize).cmp(lower))
            .is_ok()
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.document.slice(span)
    }
}
