//! The text in flat pieces: cut wherever a section, statement, quotation, source, cue or finding
//! begins or ends, so that overlaps need no nesting. Everything else names runs of pieces.

use sayso_core::{Severity, Span, StatementId};

use crate::Analysis;

/// A finding on more bytes than this is about a stretch of text, not about words: it is not
/// underlined, or half the page would be.
const LONGEST_UNDERLINE: u32 = 160;

/// A piece of the text to which the same things apply throughout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Segment {
    /// Its bytes.
    pub(super) span: Span,
    /// The statement it belongs to.
    pub(super) statement: Option<StatementId>,
    /// It stands between quotation marks, or is one.
    pub(super) quoted: bool,
    /// The weightiest finding on its words.
    pub(super) finding: Option<Severity>,
    /// It names a source or marks an act.
    act: bool,
    /// It stands in a section.
    inside: bool,
}

impl Segment {
    /// It is an element of the page with a number of its own; others are bare text.
    pub(super) const fn is_numbered(&self) -> bool {
        self.inside
            && (self.statement.is_some() || self.quoted || self.finding.is_some() || self.act)
    }
}

/// All pieces, in order, without gaps.
#[derive(Debug)]
pub(super) struct Segments {
    pub(super) list: Vec<Segment>,
    /// Numbered pieces before each piece: the number that a piece has on the page.
    numbers: Vec<u32>,
}

/// A run of pieces by their numbers on the page, end-exclusive.
pub(super) type Run = [u32; 2];

impl Segments {
    /// Cuts the text of an analysis.
    pub(super) fn of(analysis: &Analysis) -> Self {
        let document = &analysis.document;
        let sections = || document.sections.iter().map(|section| section.span);
        let attributions = &analysis.attributions.list;
        let statements = || analysis.statements.list.iter().filter(|s| s.counts());
        let quotations = || analysis.reading.quotations.iter().map(|quotation| quotation.outer);

        let acts = || attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue)).copied();
        let spans = sections()
            .chain(quotations())
            .chain(statements().flat_map(|s| s.spans.iter().copied()))
            .chain(acts())
            .chain(analysis.findings.iter().filter_map(|finding| finding.span));
        let end = u32::try_from(document.text.len()).unwrap_or(u32::MAX);
        let is_cut = |byte: &u32| document.text.is_char_boundary(*byte as usize);
        let mut cuts: Vec<u32> =
            spans.flat_map(|span| [span.start, span.end]).chain([0, end]).filter(is_cut).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let pieces = cuts.windows(2).map(|pair| Span::new(pair[0], pair[1]));
        let plain = |span| Segment {
            span,
            statement: None,
            quoted: false,
            finding: None,
            act: false,
            inside: false,
        };
        let mut segments =
            Self { list: pieces.map(plain).collect(), numbers: Vec::with_capacity(cuts.len()) };

        for statement in statements() {
            for &span in &statement.spans {
                for segment in segments.within(span) {
                    segment.statement = Some(statement.id);
                }
            }
        }
        segments.cover(sections(), |segment| segment.inside = true);
        segments.cover(acts(), |segment| segment.act = true);
        segments.cover(quotations(), |segment| segment.quoted = true);
        for &severity in Severity::ALL {
            let of_severity = |finding: &&sayso_core::Finding| finding.severity == severity;
            let spans = analysis.findings.iter().filter(of_severity).filter_map(|f| f.span);
            let short = spans.filter(|span| span.len() <= LONGEST_UNDERLINE);
            segments.cover(short, |segment| segment.finding = Some(severity));
        }
        let mut number = 0;
        for segment in &segments.list {
            segments.numbers.push(number);
            number += u32::from(segment.is_numbered());
        }
        segments.numbers.push(number);
        segments
    }

    /// The run of pieces that a span is made of.
    pub(super) fn run(&self, span: Span) -> Run {
        let (first, last) = self.indices(span);
        let number = |i: usize| self.numbers.get(i).copied().unwrap_or_default();
        [number(first), number(last)]
    }

    /// The pieces of a span.
    pub(super) fn of_span(&self, span: Span) -> &[Segment] {
        let (first, last) = self.indices(span);
        self.list.get(first..last).unwrap_or_default()
    }

    fn within(&mut self, span: Span) -> &mut [Segment] {
        let (first, last) = self.indices(span);
        self.list.get_mut(first..last).unwrap_or_default()
    }

    fn indices(&self, span: Span) -> (usize, usize) {
        let first = self.list.partition_point(|segment| segment.span.start < span.start);
        let last = self.list.partition_point(|segment| segment.span.end <= span.end);
        (first, last.max(first))
    }

    /// Marks every piece that one of the spans covers, each once however many cover it.
    fn cover(&mut self, spans: impl Iterator<Item = Span>, mark: impl Fn(&mut Segment)) {
        let mut opens = vec![0_i32; self.list.len() + 1];
        for (first, last) in spans.map(|span| self.indices(span)).filter(|(a, b)| a < b) {
            opens[first] += 1;
            opens[last] -= 1;
        }
        let mut open = 0;
        for (segment, step) in self.list.iter_mut().zip(opens) {
            open += step;
            if open > 0 {
                mark(segment);
            }
        }
    }
}
