//! Conditional random field over the labels of a sequence (Lafferty, `McCallum` and Pereira 2001): loss
//! and gradients by the forward-backward algorithm, and the best sequence.

use sayso_attribute::net::may_follow;
use sayso_read::net::math::exp;

use crate::nn::{Mat, Params, Slot, Start};

/// Transition scores of a field over `N` labels.
#[derive(Clone, Copy, Debug)]
pub struct Crf<const N: usize> {
    /// `before x after`
    pub transitions: Slot,
    /// `1 x label`
    pub start: Slot,
}

/// Score of what is forbidden.
const NEVER: f32 = -1e4;

impl<const N: usize> Crf<N> {
    /// Adds the weights `name.t` and `name.s`.
    pub fn new(params: &mut Params, name: &str) -> Self {
        Self {
            transitions: params.add(&format!("{name}.t"), N, N, Start::Constant(0.0)),
            start: params.add(&format!("{name}.s"), 1, N, Start::Constant(0.0)),
        }
    }

    /// Transition and start scores with what is forbidden struck out.
    pub fn scores(&self, values: &[f32]) -> ([[f32; N]; N], [f32; N]) {
        let (t, s) = (self.transitions.of(values), self.start.of(values));
        let transitions = std::array::from_fn(|a| {
            std::array::from_fn(|b| if may_follow(a, b) { t[a * N + b] } else { NEVER })
        });
        (transitions, std::array::from_fn(|b| if may_follow(0, b) { s[b] } else { NEVER }))
    }

    /// Loss of one sequence times `weight`; the rows of `emissions` become their gradient.
    #[expect(clippy::many_single_char_names, reason = "the usual letters of the algorithm")]
    pub fn train(
        &self,
        values: &[f32],
        grads: &mut [f32],
        emissions: &mut Mat,
        rows: std::ops::Range<usize>,
        labels: &[u8],
        weight: f32,
    ) -> f64 {
        let (t, s) = self.scores(values);
        let n = labels.len();
        if n == 0 {
            return 0.0;
        }
        let emission =
            |e: &Mat, i: usize| -> [f32; N] { std::array::from_fn(|k| e.row(rows.start + i)[k]) };
        let mut alpha: Vec<[f32; N]> = Vec::with_capacity(n);
        let mut beta: Vec<[f32; N]> = vec![[0.0; N]; n];
        let first = emission(emissions, 0);
        alpha.push(std::array::from_fn(|k| s[k] + first[k]));
        for i in 1..n {
            let e = emission(emissions, i);
            let before = alpha[i - 1];
            alpha.push(std::array::from_fn(|b| {
                e[b] + log_sum::<N>(&std::array::from_fn(|a| before[a] + t[a][b]))
            }));
        }
        for i in (0..n - 1).rev() {
            let (e, after) = (emission(emissions, i + 1), beta[i + 1]);
            beta[i] = std::array::from_fn(|a| {
                log_sum::<N>(&std::array::from_fn(|b| t[a][b] + e[b] + after[b]))
            });
        }
        let z = log_sum(&alpha[n - 1]);
        let mut gold = 0.0;
        for (i, &label) in labels.iter().enumerate() {
            let label = usize::from(label);
            gold += emission(emissions, i)[label];
            gold += if i == 0 { s[label] } else { t[usize::from(labels[i - 1])][label] };
        }
        let gt = self.transitions.of_mut(grads);
        for i in 1..n {
            let e = emission(emissions, i);
            let before = usize::from(labels[i - 1]);
            for a in 0..N {
                for b in 0..N {
                    if may_follow(a, b) {
                        let p = exp(alpha[i - 1][a] + t[a][b] + e[b] + beta[i][b] - z);
                        gt[a * N + b] += weight * p;
                    }
                }
            }
            gt[before * N + usize::from(labels[i])] -= weight;
        }
        for i in 0..n {
            let row = emissions.row_mut(rows.start + i);
            for k in 0..N {
                let p = exp(alpha[i][k] + beta[i][k] - z);
                row[k] = weight * p;
                if i == 0 {
                    self.start.of_mut(grads)[k] += weight * p;
                }
            }
            row[usize::from(labels[i])] -= weight;
        }
        self.start.of_mut(grads)[usize::from(labels[0])] -= weight;
        f64::from(weight) * f64::from(z - gold)
    }
}

fn log_sum<const N: usize>(scores: &[f32; N]) -> f32 {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|&s| exp(s - top)).sum();
    top + sum.ln()
}

#[cfg(test)]
mod tests {
    use sayso_attribute::net::LABELS;

    use super::*;
    use crate::nn::Params;

    /// Loss and gradients against finite differences.
    #[test]
    fn gradients() {
        let mut params = Params::new(3);
        let crf = Crf::<LABELS>::new(&mut params, "crf");
        for (i, value) in params.values.iter_mut().enumerate() {
            *value = f32::from(u8::try_from(i * 37 % 11).unwrap()) * 0.1 - 0.5;
        }
        let labels = [1u8, 2, 3, 0, 5, 6];
        let data: Vec<f32> =
            (0..6 * LABELS).map(|i| f32::from(u8::try_from(i * 53 % 17).unwrap()) * 0.1).collect();
        let x = Mat { rows: 6, cols: LABELS, data };
        let loss = |values: &[f32], x: &Mat| {
            let mut grads = vec![0.0; values.len()];
            crf.train(values, &mut grads, &mut x.clone(), 0..6, &labels, 1.0)
        };
        let mut grads = params.zero_gradient();
        let mut dx = x.clone();
        crf.train(&params.values, &mut grads, &mut dx, 0..6, &labels, 1.0);
        let step = 1e-2;
        for i in 0..params.values.len() {
            let (mut up, mut down) = (params.values.clone(), params.values.clone());
            up[i] += step;
            down[i] -= step;
            let slope = (loss(&up, &x) - loss(&down, &x)) / f64::from(2.0 * step);
            assert!((slope - f64::from(grads[i])).abs() < 2e-3, "{i}: {slope} {}", grads[i]);
        }
        for i in 0..x.data.len() {
            let (mut up, mut down) = (x.clone(), x.clone());
            up.data[i] += step;
            down.data[i] -= step;
            let slope =
                (loss(&params.values, &up) - loss(&params.values, &down)) / f64::from(2.0 * step);
            assert!((slope - f64::from(dx.data[i])).abs() < 2e-3, "{i}: {slope} {}", dx.data[i]);
        }
    }
}
