//! Dropout whose mask is shared by runs of neighbouring words, which suits recurrent networks (after
//! Gal and Ghahramani 2016).

use super::{Mat, Stream};

/// Words that share a mask.
const RUN: usize = 12;

/// A mask: the same one forward and backward.
#[derive(Clone, Debug)]
pub struct Dropout {
    mask: Mat,
}

impl Dropout {
    /// Drops each column with probability `rate`, anew every twelve rows; `None` for rate 0.
    pub fn new(stream: &mut Stream, rows: usize, cols: usize, rate: f32) -> Option<Self> {
        if rate <= 0.0 {
            return None;
        }
        let keep = 1.0 / (1.0 - rate);
        let mut mask = Mat::zeros(rows.div_ceil(RUN), cols);
        for value in &mut mask.data {
            *value = if stream.uniform() < rate { 0.0 } else { keep };
        }
        Some(Self { mask })
    }

    /// Multiplies values, or their gradients, by the mask.
    pub fn apply(&self, x: &mut Mat) {
        for row in 0..x.rows {
            for (v, m) in x.row_mut(row).iter_mut().zip(self.mask.row(row / RUN)) {
                *v *= m;
            }
        }
    }
}

/// Applies a mask where there is one.
pub fn drop(mask: Option<&Dropout>, x: &mut Mat) {
    if let Some(mask) = mask {
        mask.apply(x);
    }
}
