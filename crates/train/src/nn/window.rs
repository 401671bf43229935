//! Each word's row together with those of its neighbours in the sentence: the input of a
//! convolution, which is this and a [`super::Linear`].

use std::ops::Range;

use super::{Mat, add};

/// Rows before and after, zero at the borders of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Window;

impl Window {
    /// `[before | self | after]`, three times as wide as `x`.
    pub fn forward(x: &Mat, sentences: &[Range<usize>]) -> Mat {
        let width = x.cols;
        let mut y = Mat::zeros(x.rows, 3 * width);
        for row in sentences.iter().cloned().flatten() {
            y.row_mut(row)[width..2 * width].copy_from_slice(x.row(row));
        }
        for sentence in sentences {
            for row in sentence.start + 1..sentence.end {
                y.row_mut(row)[..width].copy_from_slice(x.row(row - 1));
                y.row_mut(row - 1)[2 * width..].copy_from_slice(x.row(row));
            }
        }
        y
    }

    /// The gradient of `x`.
    pub fn backward(dy: &Mat, sentences: &[Range<usize>]) -> Mat {
        let width = dy.cols / 3;
        let mut dx = Mat::zeros(dy.rows, width);
        for row in sentences.iter().cloned().flatten() {
            add(dx.row_mut(row), &dy.row(row)[width..2 * width]);
        }
        for sentence in sentences {
            for row in sentence.start + 1..sentence.end {
                add(dx.row_mut(row - 1), &dy.row(row)[..width]);
                add(dx.row_mut(row), &dy.row(row - 1)[2 * width..]);
            }
        }
        dx
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Params;
    use crate::nn::check::{assert_gradients, random_mat};

    #[test]
    fn stays_inside_sentences() {
        let x = Mat { rows: 3, cols: 1, data: vec![1.0, 2.0, 3.0] };
        let y = Window::forward(&x, &[0..2, 2..3]);
        assert_eq!(y.data, [0.0, 1.0, 2.0, 1.0, 2.0, 0.0, 0.0, 3.0, 0.0]);
    }

    #[test]
    fn gradients() {
        let x = random_mat(5, 2, 3);
        let sentences = [0..2, 2..5];
        assert_gradients(&Params::new(1), &x, |_, x, _, dy| {
            let y = Window::forward(x, &sentences);
            let dx = Window::backward(&dy(&y), &sentences);
            (y, dx)
        });
    }
}
