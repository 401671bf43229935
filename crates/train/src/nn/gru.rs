//! Gated recurrent unit (Cho et al. 2014), the variant whose reset gate acts after the recurrent
//! product, over sentences of different lengths without padding.
//!
//! Sentences are sorted by length, and the words that stand at one place of all sentences still
//! running are neighbours in a packed order; each step is then one product over a block of rows.

use std::ops::Range;

use sayso_read::net::math::{sigmoid, tanh};

use super::{Mat, Params, Slot, Start, add, add_rows, gemm};

/// One direction of a recurrent layer.
#[derive(Clone, Copy, Debug)]
pub struct Gru {
    /// `in x 3H`: reset, update, candidate.
    pub input: Slot,
    /// `H x 3H`
    pub recurrent: Slot,
    /// `1 x 3H`
    pub bias: Slot,
    /// `1 x H`, inside the reset gate's product.
    pub candidate_bias: Slot,
    backwards: bool,
}

/// What [`Gru::backward`] needs of the way forward; rows in packed order.
#[derive(Clone, Debug)]
pub struct GruTape {
    order: Vec<usize>,
    counts: Vec<usize>,
    inputs: Mat,
    before: Mat,
    /// `[reset | update | candidate | recurrent part of the candidate]`
    gates: Mat,
}

/// Packed order of the rows and the number of sentences still running at each step.
fn pack(sentences: &[Range<usize>], backwards: bool) -> (Vec<usize>, Vec<usize>) {
    let mut by_length: Vec<&Range<usize>> = sentences.iter().collect();
    by_length.sort_by_key(|s| std::cmp::Reverse(s.len()));
    let longest = by_length.first().map_or(0, |s| s.len());
    let (mut order, mut counts) = (Vec::new(), Vec::with_capacity(longest));
    for step in 0..longest {
        let running = by_length.partition_point(|s| s.len() > step);
        counts.push(running);
        order.extend(
            by_length[..running]
                .iter()
                .map(|s| if backwards { s.end - 1 - step } else { s.start + step }),
        );
    }
    (order, counts)
}

impl Gru {
    /// Adds the weights of one direction.
    pub fn new(
        params: &mut Params,
        name: &str,
        inputs: usize,
        size: usize,
        backwards: bool,
    ) -> Self {
        Self {
            input: params.add(&format!("{name}.x"), inputs, 3 * size, Start::Glorot),
            recurrent: params.add(&format!("{name}.h"), size, 3 * size, Start::Glorot),
            bias: params.add(&format!("{name}.b"), 1, 3 * size, Start::Constant(0.0)),
            candidate_bias: params.add(&format!("{name}.c"), 1, size, Start::Constant(0.0)),
            backwards,
        }
    }

    /// Writes the states into the columns of `out` from `column` on; each sentence starts from zero.
    pub fn forward(
        &self,
        params: &Params,
        x: &Mat,
        sentences: &[Range<usize>],
        out: &mut Mat,
        column: usize,
    ) -> GruTape {
        let size = self.recurrent.rows;
        let (order, counts) = pack(sentences, self.backwards);
        let inputs = x.gather(&order);
        let mut from_input = Mat::zeros(order.len(), 3 * size);
        let bias = self.bias.of(&params.values);
        for row in from_input.data.chunks_exact_mut(3 * size) {
            row.copy_from_slice(bias);
        }
        gemm(inputs.view(), self.input.view(&params.values), &mut from_input.data, 1.0);
        let candidate_bias = self.candidate_bias.of(&params.values);
        let recurrent = self.recurrent.view(&params.values);
        let mut before = Mat::zeros(order.len(), size);
        let mut gates = Mat::zeros(order.len(), 4 * size);
        let mut product = vec![0.0; counts.first().copied().unwrap_or(0) * 3 * size];
        let mut start = 0;
        for (step, &running) in counts.iter().enumerate() {
            if step > 0 {
                gemm(before.view().rows(start, running), recurrent, &mut product, 0.0);
            }
            for i in 0..running {
                let from_input = from_input.row(start + i);
                let from_state = &product[i * 3 * size..][..3 * size];
                let old = before.row(start + i);
                let (reset, tail) = gates.row_mut(start + i).split_at_mut(size);
                let (update, tail) = tail.split_at_mut(size);
                let (candidate, hidden) = tail.split_at_mut(size);
                let state = &mut out.row_mut(order[start + i])[column..][..size];
                for j in 0..size {
                    reset[j] = sigmoid(from_input[j] + from_state[j]);
                    update[j] = sigmoid(from_input[size + j] + from_state[size + j]);
                    hidden[j] = from_state[2 * size + j] + candidate_bias[j];
                    candidate[j] = tanh(from_input[2 * size + j] + reset[j] * hidden[j]);
                    state[j] = candidate[j] + update[j] * (old[j] - candidate[j]);
                }
            }
            let next = start + running;
            for i in 0..counts.get(step + 1).copied().unwrap_or(0) {
                before
                    .row_mut(next + i)
                    .copy_from_slice(&out.row(order[start + i])[column..][..size]);
            }
            start = next;
        }
        GruTape { order, counts, inputs, before, gates }
    }

    /// Adds the gradients of the weights, and that of the input to `dx`.
    pub fn backward(
        &self,
        params: &Params,
        grads: &mut [f32],
        tape: &GruTape,
        dy: &Mat,
        column: usize,
        dx: &mut Mat,
    ) {
        let size = self.recurrent.rows;
        let words = tape.order.len();
        let recurrent = self.recurrent.view(&params.values);
        let mut d_input = Mat::zeros(words, 3 * size);
        let mut d_state = Mat::zeros(words, 3 * size);
        let mut carry = vec![0.0; tape.counts.first().copied().unwrap_or(0) * size];
        let mut end = words;
        for &running in tape.counts.iter().rev() {
            let start = end - running;
            for i in 0..running {
                let row = start + i;
                let dy = &dy.row(tape.order[row])[column..][..size];
                let carry = &mut carry[i * size..][..size];
                let old = tape.before.row(row);
                let (reset, tail) = tape.gates.row(row).split_at(size);
                let (update, tail) = tail.split_at(size);
                let (candidate, hidden) = tail.split_at(size);
                let d_input = d_input.row_mut(row);
                let d_state = d_state.row_mut(row);
                for j in 0..size {
                    let dh = dy[j] + carry[j];
                    let (r, z, n) = (reset[j], update[j], candidate[j]);
                    let d_candidate = dh * (1.0 - z) * (1.0 - n * n);
                    let d_reset = d_candidate * hidden[j] * r * (1.0 - r);
                    let d_update = dh * (old[j] - n) * z * (1.0 - z);
                    d_input[j] = d_reset;
                    d_input[size + j] = d_update;
                    d_input[2 * size + j] = d_candidate;
                    d_state[j] = d_reset;
                    d_state[size + j] = d_update;
                    d_state[2 * size + j] = d_candidate * r;
                    carry[j] = dh * z;
                }
            }
            gemm(d_state.view().rows(start, running), recurrent.t(), &mut carry, 1.0);
            end = start;
        }
        gemm(tape.before.view().t(), d_state.view(), self.recurrent.of_mut(grads), 1.0);
        gemm(tape.inputs.view().t(), d_input.view(), self.input.of_mut(grads), 1.0);
        add_rows(self.bias.of_mut(grads), &d_input);
        let candidate_bias = self.candidate_bias.of_mut(grads);
        for row in 0..words {
            add(candidate_bias, &d_state.row(row)[2 * size..]);
        }
        let mut packed = Mat::zeros(words, dx.cols);
        gemm(d_input.view(), self.input.view(&params.values).t(), &mut packed.data, 0.0);
        for (row, &at) in tape.order.iter().enumerate() {
            add(dx.row_mut(at), packed.row(row));
        }
    }
}

/// Both directions, their states side by side.
#[derive(Clone, Copy, Debug)]
pub struct BiGru {
    /// First word to last.
    pub forwards: Gru,
    /// Last word to first.
    pub backwards: Gru,
}

impl BiGru {
    /// Adds the weights `name.f.*` and `name.r.*`; the output is `2 x size` wide.
    pub fn new(params: &mut Params, name: &str, inputs: usize, size: usize) -> Self {
        Self {
            forwards: Gru::new(params, &format!("{name}.f"), inputs, size, false),
            backwards: Gru::new(params, &format!("{name}.r"), inputs, size, true),
        }
    }

    /// States `[forwards | backwards]` of every word, and the tape.
    pub fn forward(
        &self,
        params: &Params,
        x: &Mat,
        sentences: &[Range<usize>],
    ) -> (Mat, [GruTape; 2]) {
        let size = self.forwards.recurrent.rows;
        let mut out = Mat::zeros(x.rows, 2 * size);
        let first = self.forwards.forward(params, x, sentences, &mut out, 0);
        let second = self.backwards.forward(params, x, sentences, &mut out, size);
        (out, [first, second])
    }

    /// Adds the gradients of the weights and returns that of the input.
    pub fn backward(
        &self,
        params: &Params,
        grads: &mut [f32],
        tape: &[GruTape; 2],
        dy: &Mat,
    ) -> Mat {
        let mut dx = Mat::zeros(dy.rows, self.forwards.input.rows);
        self.forwards.backward(params, grads, &tape[0], dy, 0, &mut dx);
        self.backwards.backward(params, grads, &tape[1], dy, dy.cols / 2, &mut dx);
        dx
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check::{assert_gradients, random_mat};

    #[test]
    fn packs_longest_first() {
        let (order, counts) = pack(&[0..1, 1..4], false);
        assert_eq!((order, counts), (vec![1, 0, 2, 3], vec![2, 1, 1]));
        assert_eq!(pack(&[0..1, 1..4], true).0, [3, 0, 2, 1]);
        assert_eq!(pack(&[], true), (vec![], vec![]));
    }

    #[test]
    fn gradients() {
        let mut params = Params::new(1);
        let layer = BiGru::new(&mut params, "g", 3, 2);
        let x = random_mat(6, 3, 2);
        let sentences = [0..2, 2..5, 5..6];
        assert_gradients(&params, &x, |params, x, grads, dy| {
            let (y, tape) = layer.forward(params, x, &sentences);
            let dx = layer.backward(params, grads, &tape, &dy(&y));
            (y, dx)
        });
    }
}
