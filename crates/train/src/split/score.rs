//! F1 of tokens, words and sentences by their bytes, as the `CoNLL` 2018 shared task counts them.

use std::fmt;

use sayso_core::{Reading, Span, TokenFlags};
use sayso_read::conllu::Given;
use sayso_read::split::{Weights, split_with};

/// Counts of one kind: in the treebank, found, found right.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Counts {
    gold: usize,
    found: usize,
    right: usize,
}

impl Counts {
    fn add(&mut self, gold: &[Span], found: &[Span]) {
        self.gold += gold.len();
        self.found += found.len();
        let mut g = gold.iter().peekable();
        for span in found {
            while g.next_if(|gold| (gold.start, gold.end) < (span.start, span.end)).is_some() {}
            self.right += usize::from(g.next_if_eq(&span).is_some());
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// The three figures.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Scores {
    tokens: Counts,
    words: Counts,
    sentences: Counts,
}

impl Scores {
    /// Splits the raw text of every document with `weights` and compares.
    pub(crate) fn of(documents: &[Given], weights: &Weights) -> Self {
        let mut scores = Self::default();
        for given in documents {
            let found = split_with(&given.document, &mut &*weights);
            scores.tokens.add(&tokens(&given.reading), &tokens(&found));
            scores.words.add(&given.reading.tokens.span, &found.tokens.span);
            let sentences = |r: &Reading| r.sentences.iter().map(|s| s.span).collect::<Vec<Span>>();
            scores.sentences.add(&sentences(&given.reading), &sentences(&found));
        }
        scores
    }
}

/// Orthographic tokens: the parts of a multiword token as one.
pub(crate) fn tokens(reading: &Reading) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (span, flags) in reading.tokens.span.iter().zip(&reading.tokens.flags) {
        let goes_on = flags.has(TokenFlags::MULTIWORD) && !flags.has(TokenFlags::MULTIWORD_START);
        match spans.last_mut() {
            Some(last) if goes_on => *last = last.join(*span),
            _ => spans.push(*span),
        }
    }
    spans
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tokens, words, sentences } = self;
        write!(
            f,
            "tokens {:.2}, words {:.2}, sentences {:.2}",
            tokens.f1(),
            words.f1(),
            sentences.f1()
        )
    }
}
