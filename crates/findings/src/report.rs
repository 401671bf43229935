//! Where a rule puts what it found.

use sayso_core::{Finding, NoteKind, Severity, Span};

use crate::codes::Entry;
use crate::view::View;
use crate::wording::cut;

/// Findings of one rule, in the making.
pub(crate) struct Report<'a> {
    entry: &'a Entry,
    severity: Severity,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(
        entry: &'a Entry,
        severity: Severity,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        Self { entry, severity, findings }
    }

    /// Adds a finding on a span, or on the article as a whole.
    pub(crate) fn add(
        &mut self,
        span: Option<Span>,
        message: String,
        next_step: impl Into<String>,
    ) {
        self.findings.push(Finding {
            code: self.entry.code,
            name: self.entry.name,
            severity: self.severity,
            span,
            related: Vec::new(),
            message,
            next_step: next_step.into(),
        });
    }

    /// Adds a finding for every note of a kind.
    pub(crate) fn add_notes(&mut self, view: &View<'_>, kind: NoteKind, next_step: &str) {
        let notes = view.facts.document.notes.iter().chain(&view.facts.reading.notes);
        for note in notes.filter(|note| note.kind == kind) {
            self.add(note.span, cut(&note.detail), next_step);
        }
    }

    /// Names another place that the last finding rests on.
    pub(crate) fn related(&mut self, span: Option<Span>, what: &'static str) {
        if let (Some(span), Some(last)) = (span, self.findings.last_mut()) {
            last.related.push((span, what));
        }
    }

    /// Lowers the last finding to a note.
    pub(crate) fn as_note(&mut self) {
        if let Some(last) = self.findings.last_mut() {
            last.severity = Severity::Note;
        }
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::{Note, NoteKind};

    use crate::example::Example;

    #[test]
    fn notes_of_earlier_stages_become_findings() {
        let codes = [
            (NoteKind::OutOfScope, "R902"),
            (NoteKind::LooksTruncated, "R903"),
            (NoteKind::MapUncertain, "R904"),
            (NoteKind::PageResidue, "R905"),
            (NoteKind::BytesReplaced, "R906"),
            (NoteKind::UnpairedMark, "R907"),
            (NoteKind::LimitReached, "R908"),
        ];
        for (kind, code) in codes {
            let mut e = Example::new("It rained.");
            assert!(e.findings(code).is_empty());
            let detail = "a ".repeat(100);
            e.document.notes.push(Note { kind, span: Some(e.span("rained")), detail });
            assert_eq!(e.words(code), ["rained"], "{code}");
        }
    }
}
