//! Cases from the treebanks and the fit: logistic regression by `AdaGrad`, weights averaged over the
//! steps of the last half, then rounded to 16-bit integers. One thread, a fixed order.

use sayso_read::conllu::Given;
use sayso_read::split::{BUCKETS, Features, Judge, Question};
use sayso_train::nn::Stream;

use super::Config;
use super::score::tokens;

/// A question with its answer.
pub(crate) struct Case {
    buckets: Box<[u32]>,
    ends: bool,
}

/// All questions of a corpus.
#[derive(Default)]
pub(crate) struct Cases {
    pub(crate) word: Vec<Case>,
    pub(crate) sentence: Vec<Case>,
}

/// Answers from the treebank, keeping every question.
pub(crate) struct Oracle<'a> {
    words: Vec<u32>,
    sentences: Vec<u32>,
    cases: &'a mut Cases,
}

impl<'a> Oracle<'a> {
    pub(crate) fn new(given: &Given, cases: &'a mut Cases) -> Self {
        let words = tokens(&given.reading).iter().map(|span| span.start).collect();
        let sentences = given.reading.sentences.iter().map(|s| s.span.start).collect();
        Self { words, sentences, cases }
    }
}

impl Judge for Oracle<'_> {
    fn ends(&mut self, question: Question, byte: u32, features: &Features) -> bool {
        let (starts, cases) = match question {
            Question::Word => (&self.words, &mut self.cases.word),
            Question::Sentence => (&self.sentences, &mut self.cases.sentence),
        };
        let ends = starts.binary_search(&byte).is_ok();
        cases.push(Case { buckets: features.buckets.clone().into(), ends });
        ends
    }
}

/// Weights per unit of log-odds in the rounded table.
const SCALE: f32 = 512.0;
const RATE: f32 = 0.2;

/// Fits the table of one question.
pub(super) fn fit(cases: &[Case], config: &Config, question: Question) -> Vec<i16> {
    let Config { seed, epochs, .. } = *config;
    let mut weights = vec![0.0_f32; BUCKETS];
    let mut squares = vec![1e-3_f32; BUCKETS];
    let mut sum = vec![0.0_f64; BUCKETS];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut averaged = 0.0_f64;
    for epoch in 0..epochs {
        Stream::new(&[seed, question as u64, u64::from(epoch)]).shuffle(&mut order);
        for &i in &order {
            let case = &cases[i];
            let score: f32 = case.buckets.iter().map(|&b| weights[b as usize]).sum();
            let p = 1.0 / (1.0 + (-score).exp());
            let gradient = p - f32::from(u8::from(case.ends));
            if gradient.abs() < 1e-4 {
                continue;
            }
            for &b in &case.buckets {
                let b = b as usize;
                squares[b] += gradient * gradient;
                weights[b] -= RATE * gradient / squares[b].sqrt();
            }
        }
        if epoch >= epochs / 2 {
            averaged += 1.0;
            for (total, &weight) in sum.iter_mut().zip(&weights) {
                *total += f64::from(weight);
            }
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "clamped before")]
    let round = |total: f64| {
        let scaled = total / averaged.max(1.0) * f64::from(SCALE);
        scaled.round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
    };
    sum.into_iter().map(round).collect()
}
