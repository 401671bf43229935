//! Cross entropy of a softmax.

use sayso_read::net::math::exp;

use super::Mat;

/// Marks a word without a label: no loss, no gradient.
pub const NO_LABEL: u32 = u32::MAX;

/// Sum over rows of -log softmax(logits)[label], times `weight`. The logits become their gradient.
pub fn cross_entropy(logits: &mut Mat, labels: &[u32], weight: f32) -> f64 {
    let mut loss = 0.0;
    for (row, &label) in labels.iter().enumerate() {
        let row = logits.row_mut(row);
        if label == NO_LABEL {
            row.fill(0.0);
            continue;
        }
        let sum = soften(row);
        let right = &mut row[label as usize];
        loss -= f64::from((*right / sum).max(1e-30)).ln();
        let scale = weight / sum;
        *right -= sum;
        for value in row {
            *value *= scale;
        }
    }
    loss * f64::from(weight)
}

/// Replaces each row of logits by the shares of its softmax.
pub fn shares(logits: &mut Mat) {
    for row in 0..logits.rows {
        let row = logits.row_mut(row);
        let sum = soften(row);
        for value in row {
            *value /= sum;
        }
    }
}

/// Replaces logits by exp(logit - largest) and returns the sum; minus infinity becomes zero.
pub fn soften(row: &mut [f32]) -> f32 {
    let top = row.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
    let mut sum = 0.0;
    for value in row.iter_mut() {
        *value = if *value == f32::NEG_INFINITY { 0.0 } else { exp(*value - top) };
        sum += *value;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check::random_mat;

    #[test]
    fn gradient_agrees_with_differences() {
        let logits = random_mat(3, 4, 1);
        let labels = [2, NO_LABEL, 0];
        let mut gradient = logits.clone();
        cross_entropy(&mut gradient, &labels, 0.5);
        for i in 0..logits.data.len() {
            let value = |step: f32| {
                let mut moved = logits.clone();
                moved.data[i] += step;
                cross_entropy(&mut moved, &labels, 0.5)
            };
            let expected = (value(1e-2) - value(-1e-2)) / 2e-2;
            assert!((expected - f64::from(gradient.data[i])).abs() < 1e-3);
        }
    }
}
