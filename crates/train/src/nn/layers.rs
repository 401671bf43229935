//! Row-wise layers: embedding tables, linear maps, layer norm, rectifier.

use super::{Mat, Params, Slot, Start, gemm};

/// A table with a row of weights for each id.
#[derive(Clone, Copy, Debug)]
pub struct Embedding {
    /// `ids x width`
    pub table: Slot,
}

impl Embedding {
    /// A table that starts normal with deviation 0.1.
    pub fn new(params: &mut Params, name: &str, ids: usize, width: usize) -> Self {
        Self { table: params.add(name, ids, width, Start::Normal(0.1)) }
    }

    /// Writes the rows of `ids` into the columns of `out` from `column` on.
    pub fn forward(&self, params: &Params, ids: &[u32], out: &mut Mat, column: usize) {
        let width = self.table.cols;
        let table = self.table.of(&params.values);
        for (row, &id) in ids.iter().enumerate() {
            out.row_mut(row)[column..][..width]
                .copy_from_slice(&table[id as usize * width..][..width]);
        }
    }

    /// Adds the gradient of those rows.
    pub fn backward(&self, grads: &mut [f32], ids: &[u32], dy: &Mat, column: usize) {
        let width = self.table.cols;
        let table = self.table.of_mut(grads);
        for (row, &id) in ids.iter().enumerate() {
            add(&mut table[id as usize * width..][..width], &dy.row(row)[column..][..width]);
        }
    }
}

/// `y = x w + b`.
#[derive(Clone, Copy, Debug)]
pub struct Linear {
    /// `in x out`
    pub weights: Slot,
    /// `1 x out`
    pub bias: Slot,
}

impl Linear {
    /// Adds the weights `name.w` and `name.b`.
    pub fn new(params: &mut Params, name: &str, inputs: usize, outputs: usize) -> Self {
        Self {
            weights: params.add(&format!("{name}.w"), inputs, outputs, Start::Glorot),
            bias: params.add(&format!("{name}.b"), 1, outputs, Start::Constant(0.0)),
        }
    }

    /// `x w + b`
    pub fn forward(&self, params: &Params, x: &Mat) -> Mat {
        let mut y = Mat::zeros(x.rows, self.weights.cols);
        let bias = self.bias.of(&params.values);
        for row in y.data.chunks_exact_mut(bias.len()) {
            row.copy_from_slice(bias);
        }
        gemm(x.view(), self.weights.view(&params.values), &mut y.data, 1.0);
        y
    }

    /// Adds the gradients of the weights and returns that of `x`.
    pub fn backward(&self, params: &Params, grads: &mut [f32], x: &Mat, dy: &Mat) -> Mat {
        let mut dx = Mat::zeros(x.rows, x.cols);
        self.backward_into(params, grads, x, dy, &mut dx);
        dx
    }

    /// The same, adding to a gradient of `x` that other layers share.
    pub fn backward_into(
        &self,
        params: &Params,
        grads: &mut [f32],
        x: &Mat,
        dy: &Mat,
        dx: &mut Mat,
    ) {
        gemm(x.view().t(), dy.view(), self.weights.of_mut(grads), 1.0);
        add_rows(self.bias.of_mut(grads), dy);
        gemm(dy.view(), self.weights.view(&params.values).t(), &mut dx.data, 1.0);
    }
}

/// Layer normalisation (Ba, Kiros and Hinton 2016) over the columns.
#[derive(Clone, Copy, Debug)]
pub struct LayerNorm {
    /// `1 x width`
    pub gain: Slot,
    /// `1 x width`
    pub bias: Slot,
}

/// Added to the variance.
pub const NORM_EPSILON: f32 = 1e-5;

impl LayerNorm {
    /// Adds the weights `name.g` and `name.o`.
    pub fn new(params: &mut Params, name: &str, width: usize) -> Self {
        Self {
            gain: params.add(&format!("{name}.g"), 1, width, Start::Constant(1.0)),
            bias: params.add(&format!("{name}.o"), 1, width, Start::Constant(0.0)),
        }
    }

    /// The normalised rows, and the tape for [`LayerNorm::backward`].
    #[expect(clippy::cast_precision_loss, reason = "a width is small")]
    pub fn forward(&self, params: &Params, x: &Mat) -> (Mat, NormTape) {
        let (gain, bias) = (self.gain.of(&params.values), self.bias.of(&params.values));
        let mut tape = NormTape { unit: x.clone(), rates: Vec::with_capacity(x.rows) };
        let mut y = Mat::zeros(x.rows, x.cols);
        let width = x.cols as f32;
        for row in 0..x.rows {
            let unit = tape.unit.row_mut(row);
            let mean = unit.iter().sum::<f32>() / width;
            let variance = unit.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / width;
            let rate = 1.0 / (variance + NORM_EPSILON).sqrt();
            for ((u, y), (g, b)) in unit.iter_mut().zip(y.row_mut(row)).zip(gain.iter().zip(bias)) {
                *u = (*u - mean) * rate;
                *y = *u * g + b;
            }
            tape.rates.push(rate);
        }
        (y, tape)
    }

    /// Adds the gradients of the weights and returns that of the input.
    #[expect(clippy::cast_precision_loss, reason = "a width is small")]
    pub fn backward(&self, params: &Params, grads: &mut [f32], tape: &NormTape, dy: &Mat) -> Mat {
        let mut dx = dy.clone();
        let gain = self.gain.of(&params.values);
        let width = dy.cols as f32;
        add_rows(self.bias.of_mut(grads), dy);
        let gains = self.gain.of_mut(grads);
        for row in 0..dy.rows {
            let unit = tape.unit.row(row);
            let d = dx.row_mut(row);
            let (mut sum, mut dot) = (0.0, 0.0);
            for ((d, u), (g, dg)) in d.iter_mut().zip(unit).zip(gain.iter().zip(&mut *gains)) {
                *dg += *d * u;
                *d *= g;
                sum += *d;
                dot += *d * u;
            }
            for (d, u) in d.iter_mut().zip(unit) {
                *d = (*d - sum / width - u * dot / width) * tape.rates[row];
            }
        }
        dx
    }
}

/// What [`LayerNorm::backward`] needs of the way forward.
#[derive(Clone, Debug)]
pub struct NormTape {
    unit: Mat,
    rates: Vec<f32>,
}

/// Negative values to zero, in place.
pub fn rectify(x: &mut Mat) {
    for v in &mut x.data {
        *v = v.max(0.0);
    }
}

/// Zeroes the gradient wherever the rectified `y` is zero.
pub fn rectify_backward(y: &Mat, dy: &mut Mat) {
    for (d, &y) in dy.data.iter_mut().zip(&y.data) {
        *d = if y > 0.0 { *d } else { 0.0 };
    }
}

/// Adds `b` to `a`.
pub fn add(a: &mut [f32], b: &[f32]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a += b;
    }
}

/// Adds every row of `rows` to `sum`: the gradient of a bias.
pub fn add_rows(sum: &mut [f32], rows: &Mat) {
    for row in rows.data.chunks_exact(rows.cols.max(1)) {
        add(sum, row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check::{assert_gradients, random_mat};

    #[test]
    fn linear_gradients() {
        let mut params = Params::new(1);
        let layer = Linear::new(&mut params, "l", 5, 3);
        let x = random_mat(4, 5, 2);
        assert_gradients(&params, &x, |params, x, grads, dy| {
            let y = layer.forward(params, x);
            let dx = layer.backward(params, grads, x, &dy(&y));
            (y, dx)
        });
    }

    #[test]
    fn norm_gradients() {
        let mut params = Params::new(1);
        let layer = LayerNorm::new(&mut params, "n", 6);
        let x = random_mat(3, 6, 2);
        assert_gradients(&params, &x, |params, x, grads, dy| {
            let (y, tape) = layer.forward(params, x);
            let dx = layer.backward(params, grads, &tape, &dy(&y));
            (y, dx)
        });
    }

    #[test]
    fn embedding_gradients_add_up_for_a_repeated_id() {
        let mut params = Params::new(1);
        let layer = Embedding::new(&mut params, "e", 3, 2);
        let mut grads = params.zero_gradient();
        let dy = Mat { rows: 2, cols: 3, data: vec![9.0, 1.0, 2.0, 9.0, 3.0, 4.0] };
        layer.backward(&mut grads, &[2, 2], &dy, 1);
        assert_eq!(grads, [0.0, 0.0, 0.0, 0.0, 4.0, 6.0]);
        let mut out = Mat::zeros(1, 3);
        layer.forward(&params, &[1], &mut out, 1);
        assert_eq!(out.row(0)[1..], params.values[2..4]);
    }
}
