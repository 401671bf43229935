//! Stretches of a text, to ask quickly whether a span touches any of them.

use sayso_core::Span;

/// Stretches by their start, each with the furthest end so far: since a long one may reach over many
/// that begin after it, a single look at the last start before a span's end is enough.
#[derive(Debug, Default)]
pub(crate) struct Cover {
    starts: Vec<u32>,
    furthest: Vec<u32>,
}

impl Cover {
    pub(crate) fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        let furthest = spans.iter().scan(0, |furthest, span| {
            *furthest = span.end.max(*furthest);
            Some(*furthest)
        });
        Self { furthest: furthest.collect(), starts: spans.iter().map(|span| span.start).collect() }
    }

    /// At least one byte of the span lies in a stretch.
    pub(crate) fn touches(&self, span: Span) -> bool {
        let before = self.starts.partition_point(|&start| start < span.end);
        let end = before.checked_sub(1).and_then(|i| self.furthest.get(i));
        end.is_some_and(|&end| end > span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_stretches_reach_over_short_ones() {
        let cover = Cover::of([Span::new(10, 50), Span::new(12, 14), Span::new(60, 60)]);
        for (start, end, touches) in
            [(0, 10, false), (0, 11, true), (40, 45, true), (50, 70, false), (59, 61, false)]
        {
            assert_eq!(cover.touches(Span::new(start, end)), touches, "{start}-{end}");
        }
        assert!(!Cover::default().touches(Span::new(0, 9)));
    }
}
