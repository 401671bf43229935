//! Scores of heads: bi-affine between two projections, plus a bias of the head, of the signed
//! distance, and a score for being the root (after Dozat and Manning 2017).

use std::ops::Range;

use crate::nn::{
    Mat, NO_LABEL, Params, Slot, Start, View, add, cross_entropy, gemm, product, shares,
};

/// Distances beyond this share a bias.
pub const REACH: usize = 20;

/// The weights.
#[derive(Clone, Copy, Debug)]
pub struct Arcs {
    /// `arc x arc`
    pub pair: Slot,
    /// `1 x arc`, of the head.
    pub head: Slot,
    /// `1 x arc`, of a root.
    pub root: Slot,
    /// `1 x 41`
    pub distance: Slot,
}

/// Index of the bias for a head at `to` of a word at `from`.
fn distance(from: usize, to: usize) -> usize {
    (to + REACH).saturating_sub(from).min(2 * REACH)
}

impl Arcs {
    /// Adds the weights.
    pub fn new(params: &mut Params, size: usize) -> Self {
        Self {
            pair: params.add("arc.pair", size, size, Start::Normal(0.05)),
            head: params.add("arc.head", 1, size, Start::Constant(0.0)),
            root: params.add("arc.root", 1, size, Start::Constant(0.0)),
            distance: params.add("arc.distance", 1, 2 * REACH + 1, Start::Constant(0.0)),
        }
    }

    /// Scores of one sentence, a row a word: the words as heads, then the root. A word never heads
    /// itself.
    fn scores(
        &self,
        params: &Params,
        turned: View<'_>,
        words: &Mat,
        heads: &Mat,
        s: Range<usize>,
    ) -> Mat {
        let n = s.len();
        let values = &params.values;
        let inner = product(turned.rows(s.start, n), heads.view().rows(s.start, n).t());
        let head = product(heads.view().rows(s.start, n), self.head.view(values).t());
        let root = product(words.view().rows(s.start, n), self.root.view(values).t());
        let bias = self.distance.of(values);
        let mut out = Mat::zeros(n, n + 1);
        for i in 0..n {
            let row = out.row_mut(i);
            for (j, (score, inner)) in row.iter_mut().zip(inner.row(i)).enumerate() {
                *score = inner + head.data[j] + bias[distance(i, j)];
            }
            row[i] = f32::NEG_INFINITY;
            row[n] = root.data[i];
        }
        out
    }

    /// Shares of the heads of every sentence, a row a word: the words as heads, then the root.
    pub fn shares(
        &self,
        params: &Params,
        words: &Mat,
        heads: &Mat,
        sentences: &[Range<usize>],
    ) -> Vec<Mat> {
        let turned = product(words.view(), self.pair.view(&params.values));
        let one = |s: &Range<usize>| {
            let mut scores = self.scores(params, turned.view(), words, heads, s.clone());
            shares(&mut scores);
            scores
        };
        sentences.iter().map(one).collect()
    }

    /// Cross entropy of the heads times `weight`, adding all gradients.
    #[expect(clippy::too_many_arguments, reason = "two inputs with their gradients")]
    pub fn train(
        &self,
        params: &Params,
        grads: &mut [f32],
        (words, d_words): (&Mat, &mut Mat),
        (heads, d_heads): (&Mat, &mut Mat),
        sentences: &[Range<usize>],
        labels: &[u32],
        weight: f32,
    ) -> f64 {
        let values = &params.values;
        let turned = product(words.view(), self.pair.view(values));
        let mut d_turned = Mat::zeros(turned.rows, turned.cols);
        let width = words.cols;
        let mut loss = 0.0;
        for s in sentences {
            let n = s.len();
            if labels[s.start] == NO_LABEL {
                continue;
            }
            let mut scores = self.scores(params, turned.view(), words, heads, s.clone());
            loss += cross_entropy(&mut scores, &labels[s.clone()], weight);
            let mut inner = Mat::zeros(n, n);
            let mut head = vec![0.0; n];
            for i in 0..n {
                inner.row_mut(i).copy_from_slice(&scores.row(i)[..n]);
                add(&mut head, inner.row(i));
                let bias = self.distance.of_mut(grads);
                for (j, d) in inner.row(i).iter().enumerate() {
                    bias[distance(i, j)] += d;
                }
                let d_root = scores.row(i)[n];
                let row = words.row(s.start + i);
                scaled(self.root.of_mut(grads), row, d_root);
                scaled(d_words.row_mut(s.start + i), self.root.of(values), d_root);
            }
            for (j, &d) in head.iter().enumerate() {
                scaled(self.head.of_mut(grads), heads.row(s.start + j), d);
                scaled(d_heads.row_mut(s.start + j), self.head.of(values), d);
            }
            let rows = s.start * width..s.end * width;
            gemm(
                inner.view(),
                heads.view().rows(s.start, n),
                &mut d_turned.data[rows.clone()],
                1.0,
            );
            gemm(inner.view().t(), turned.view().rows(s.start, n), &mut d_heads.data[rows], 1.0);
        }
        gemm(words.view().t(), d_turned.view(), self.pair.of_mut(grads), 1.0);
        gemm(d_turned.view(), self.pair.view(values).t(), &mut d_words.data, 1.0);
        loss
    }
}

/// `to += by * from`
fn scaled(to: &mut [f32], from: &[f32], by: f32) {
    for (t, f) in to.iter_mut().zip(from) {
        *t += by * f;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check::random_mat;

    #[test]
    fn gradients_agree_with_differences() {
        let mut params = Params::new(4);
        let arcs = Arcs::new(&mut params, 3);
        let mut stream = crate::nn::Stream::new(&[9]);
        params.values.iter_mut().for_each(|v| *v += 0.3 * stream.normal());
        let (words, heads) = (random_mat(5, 3, 1), random_mat(5, 3, 2));
        let sentences = [0..2, 2..5];
        let labels = [2, 0, 1, 3, 0];
        let loss = |params: &Params, words: &Mat, heads: &Mat| {
            let (mut dw, mut dh) = (Mat::zeros(5, 3), Mat::zeros(5, 3));
            let mut grads = params.zero_gradient();
            let loss = arcs.train(
                params,
                &mut grads,
                (words, &mut dw),
                (heads, &mut dh),
                &sentences,
                &labels,
                0.7,
            );
            (loss, grads, dw, dh)
        };
        let (_, grads, dw, dh) = loss(&params, &words, &heads);
        let step = 1e-2f32;
        let close = |up: f64, down: f64, found: f32| {
            let expected = (up - down) / (2.0 * f64::from(step));
            assert!((expected - f64::from(found)).abs() < 2e-3, "{found}, expected {expected}");
        };
        for (i, &g) in grads.iter().enumerate() {
            let moved = |by: f32| {
                let mut params = params.clone();
                params.values[i] += by;
                loss(&params, &words, &heads).0
            };
            close(moved(step), moved(-step), g);
        }
        for (i, (&w, &h)) in dw.data.iter().zip(&dh.data).enumerate() {
            let words_moved = |by: f32| {
                let mut words = words.clone();
                words.data[i] += by;
                loss(&params, &words, &heads).0
            };
            close(words_moved(step), words_moved(-step), w);
            let heads_moved = |by: f32| {
                let mut heads = heads.clone();
                heads.data[i] += by;
                loss(&params, &words, &heads).0
            };
            close(heads_moved(step), heads_moved(-step), h);
        }
    }

    #[test]
    fn distances_saturate() {
        assert_eq!((distance(0, 0), distance(30, 0), distance(0, 30)), (20, 0, 40));
        assert_eq!((distance(3, 1), distance(1, 3)), (18, 22));
    }
}
