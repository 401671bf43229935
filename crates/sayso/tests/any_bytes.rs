//! Any bytes in: no panic, and every span of every value can be sliced.

#![expect(clippy::cast_possible_truncation, reason = "a test ends at its first surprise")]

use sayso::ingest::{Hints, ingest};
use sayso::{Engine, Scratch, faces};
use sayso_core::{InputKind, OffsetUnit};

/// A small fixed generator (Steele, Lea and Flood 2014, `SplitMix64`), so that a failing input can be
/// made again from its number.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below
    }
}

/// Pieces that make texts nastier than plain random bytes do.
const PIECES: [&str; 32] = [
    "“",
    "”",
    "\"",
    "'",
    "’",
    "said",
    " said Ada Brook",
    ", according to ",
    "\n\n",
    "\n",
    "\r\n",
    ". ",
    "? ",
    "Ada Brook",
    " a source ",
    " he ",
    "🎸",
    "\u{301}",
    "\u{202e}",
    "\0",
    "<p>",
    "&amp;",
    "{\"id\":\"a\",\"text\":\"",
    "1994",
    "in an interview",
    " who ",
    "— ",
    ": ",
    "(",
    ")",
    "x",
    " ",
];

fn bytes(seed: u64) -> Vec<u8> {
    let mut numbers = Numbers(seed);
    let mut out = Vec::new();
    for _ in 0..numbers.next(60) {
        match numbers.next(4) {
            0 => out.push(numbers.next(256).to_le_bytes()[0]),
            _ => out.extend(PIECES[numbers.next(PIECES.len() as u64) as usize].bytes()),
        }
    }
    out
}

#[test]
fn ten_thousand_random_inputs_meet_no_panic_and_keep_their_spans() {
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    for seed in 0..10_000 {
        let bytes = bytes(seed);
        let kind = [None, Some(InputKind::Text), Some(InputKind::Html)][seed as usize % 3];
        let hints = Hints { id: seed.to_string(), kind, ..Hints::default() };
        let Ok(document) = ingest(&bytes, &hints) else { continue };
        let analysis = engine.analyse(document, &mut scratch);
        let text = &analysis.document.text;
        let good = |span: sayso_core::Span| text.get(span.range()).is_some();
        let reading = &analysis.reading;
        assert!(analysis.document.sections.iter().all(|s| good(s.span)), "seed {seed}: sections");
        assert!(reading.tokens.span.iter().all(|&s| good(s)), "seed {seed}: words");
        assert!(reading.quotations.iter().all(|q| good(q.outer)), "seed {seed}: quotations");
        for a in &analysis.attributions.list {
            let parts = a.source.iter().chain(&a.cue).chain(&a.content);
            assert!(parts.copied().all(good), "seed {seed}: attributions");
        }
        let statements = &analysis.statements.list;
        assert!(
            statements.iter().all(|s| s.spans.iter().copied().all(good)),
            "seed {seed}: statements"
        );
        let bad = analysis.findings.iter().find(|f| !f.span.is_none_or(good));
        assert!(bad.is_none(), "seed {seed}: {bad:?}");
        for unit in [OffsetUnit::Char, OffsetUnit::Utf16] {
            faces::json(&analysis, unit);
        }
        faces::sheet(&analysis, &faces::SheetOptions::default());
    }
}
