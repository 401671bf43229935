//! Layers of a network at run time: linear map, layer norm, convolution, recurrent layer, rows of tables,
//! and the best path through a label sequence.

use super::kernel::{LEVELS, Path, Rows, Weights, quantise_state, wide};
use super::math::{sigmoid, tanh};

/// `y = x w + b` with 8-bit weights.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Linear {
    /// `in x out`
    pub weights: Weights,
    /// One an output.
    pub bias: Vec<f32>,
}

impl Linear {
    /// `rows x out` of quantised rows.
    pub fn apply(&self, path: Path, x: &Rows, out: &mut Vec<f32>) {
        self.weights.times(path, x, &self.bias, out);
    }
}

/// Layer normalisation over rows of its width.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Norm {
    /// One a column.
    pub gain: Vec<f32>,
    /// One a column.
    pub bias: Vec<f32>,
}

impl Norm {
    /// Rectifies every row (negative values to zero), then normalises it, in place.
    pub fn rectify_and_apply(&self, path: Path, x: &mut [f32]) {
        rectify_and_normalise(path, x, &self.gain, &self.bias);
    }
}

wide! {
    fn rectify_and_normalise(x: &mut [f32], gain: &[f32], bias: &[f32]) {
        let width = gain.len().max(1);
        // Widths are small and exact in a float.
        let share = 1.0 / u16::try_from(width).map_or(f32::INFINITY, f32::from);
        for row in x.chunks_exact_mut(width) {
            let mut lanes = [0.0f32; 8];
            for part in row.chunks_mut(8) {
                for (lane, v) in lanes.iter_mut().zip(part) {
                    *v = if *v > 0.0 { *v } else { 0.0 };
                    *lane += *v;
                }
            }
            let mean = total(lanes) * share;
            let mut lanes = [0.0f32; 8];
            for part in row.chunks_mut(8) {
                for (lane, v) in lanes.iter_mut().zip(part) {
                    *v -= mean;
                    *lane += *v * *v;
                }
            }
            let rate = 1.0 / (total(lanes) * share + 1e-5).sqrt();
            for ((v, g), b) in row.iter_mut().zip(gain).zip(bias) {
                *v = *v * rate * g + b;
            }
        }
    }
}

/// Sum of eight lanes as a fixed tree.
#[inline(always)]
#[expect(clippy::inline_always, reason = "has to become part of the function compiled for a CPU")]
pub(super) fn total(l: [f32; 8]) -> f32 {
    ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]))
}

/// A convolution over each row and its two neighbours, as three products of every row: for the word after,
/// itself and the word before. Rectified and normalised.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Convolution {
    /// `width x 3 width`
    pub weights: Weights,
    /// One a column.
    pub bias: Vec<f32>,
    /// Of the sums.
    pub norm: Norm,
}

impl Convolution {
    /// Adds the output to `x`, given the products of every row; `out` is a buffer.
    pub fn add_to(
        &self,
        path: Path,
        products: &[f32],
        sentences: &[std::ops::Range<u32>],
        x: &mut [f32],
        out: &mut Vec<f32>,
    ) {
        let width = self.bias.len();
        out.resize(x.len(), 0.0);
        for sentence in sentences {
            let (start, end) = (sentence.start as usize * width, sentence.end as usize * width);
            if let (Some(products), Some(out)) =
                (products.get(3 * start..3 * end), out.get_mut(start..end))
            {
                slide(path, products, &self.bias, out);
            }
        }
        self.norm.rectify_and_apply(path, out);
        add(path, x, out);
    }
}

wide! {
    /// Sums of a sentence's rows: of a row's products, the first third serves the word after it, the
    /// last the word before.
    fn slide(products: &[f32], bias: &[f32], out: &mut [f32]) {
        let width = bias.len().max(1);
        let third = |row: usize, third: usize| {
            products.get((3 * row + third) * width..).and_then(|part| part.get(..width))
        };
        let last = (out.len() / width).saturating_sub(1);
        for (row, out) in out.chunks_exact_mut(width).enumerate() {
            let before = if row > 0 { third(row - 1, 0) } else { None };
            let after = if row < last { third(row + 1, 2) } else { None };
            out.copy_from_slice(bias);
            for part in [before, third(row, 1), after].into_iter().flatten() {
                out.iter_mut().zip(part).for_each(|(out, part)| *out += part);
            }
        }
    }
}

wide! {
    /// Adds a row to another.
    pub fn add(to: &mut [f32], from: &[f32]) {
        for (t, f) in to.iter_mut().zip(from) {
            *t += f;
        }
    }
}

wide! {
    /// Adds a row of a table, each value worth `scale`.
    pub fn add_scaled(to: &mut [f32], from: &[i8], scale: f32) {
        for (to, &v) in to.iter_mut().zip(from) {
            *to += f32::from(v) * scale;
        }
    }
}

/// Order of work of a recurrent layer over several sentences: those still running at a step are
/// neighbours, longest sentence first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Schedule {
    /// Rows step by step, first word to last.
    pub forwards: Vec<u32>,
    /// Rows step by step, last word to first.
    pub backwards: Vec<u32>,
    /// Sentences running at each step.
    pub counts: Vec<u32>,
}

impl Schedule {
    /// Plans sentences given as ranges of rows.
    pub fn fill(&mut self, sentences: &[std::ops::Range<u32>]) {
        let mut by_length: Vec<&std::ops::Range<u32>> = sentences.iter().collect();
        by_length.sort_by_key(|s| std::cmp::Reverse(s.len()));
        self.forwards.clear();
        self.backwards.clear();
        self.counts.clear();
        for step in 0..by_length.first().map_or(0, |s| s.end - s.start) {
            let running = by_length.partition_point(|s| s.end - s.start > step);
            let sentences = by_length.iter().take(running);
            self.counts.push(u32::try_from(running).unwrap_or(0));
            self.forwards.extend(sentences.clone().map(|s| s.start + step));
            self.backwards.extend(sentences.map(|s| s.end - 1 - step));
        }
    }
}

/// One direction of a gated recurrent layer (reset, update, candidate; the reset gate acts after the
/// recurrent product).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Gru {
    /// `in x 3H` with its bias.
    pub input: Linear,
    /// `H x 3H`
    pub state: Weights,
    /// `H`, inside the reset gate's product.
    pub candidate: Vec<f32>,
}

/// Buffers of [`Gru::apply`].
#[derive(Clone, Debug, Default)]
pub struct GruBuffers {
    from_input: Vec<f32>,
    from_state: Vec<f32>,
    state: Vec<f32>,
    quantised: Vec<i16>,
}

impl Gru {
    /// States of one direction.
    pub fn size(&self) -> usize {
        self.candidate.len()
    }

    /// Writes the state of each row into the columns of `out` from `column` on; `out` has `stride`
    /// columns. `order` is one side of the schedule that `counts` belongs to.
    #[expect(clippy::too_many_arguments, reason = "input, order, output, buffers")]
    pub fn apply(
        &self,
        path: Path,
        x: &Rows,
        order: &[u32],
        counts: &[u32],
        out: &mut [f32],
        (column, stride): (usize, usize),
        buffers: &mut GruBuffers,
    ) {
        let size = self.size();
        let GruBuffers { from_input, from_state, state, quantised } = buffers;
        self.input.apply(path, x, from_input);
        let most = counts.first().map_or(0, |&n| n as usize);
        from_state.clear();
        from_state.resize(most * 3 * size, 0.0);
        state.clear();
        state.resize(most * size, 0.0);
        quantised.clear();
        quantised.resize(most * size, 0);
        let mut start = 0;
        for (step, &running) in counts.iter().enumerate() {
            let running = running as usize;
            let rows = order.get(start..start + running).unwrap_or_default();
            start += running;
            if step > 0 {
                let old = quantised.get(..running * size).unwrap_or_default();
                self.state.times_rows(path, old, size, &[1.0 / LEVELS], &[], from_state);
            }
            for (i, &row) in rows.iter().enumerate() {
                let row = row as usize;
                let at = i * size;
                let (Some(input), Some(state), Some(quantised), Some(out), Some(from_state)) = (
                    from_input.get(row * 3 * size..(row + 1) * 3 * size),
                    state.get_mut(at..at + size),
                    quantised.get_mut(at..at + size),
                    out.get_mut(row * stride + column..row * stride + column + size),
                    from_state.get(3 * at..3 * (at + size)),
                ) else {
                    continue;
                };
                gates(path, input, from_state, &self.candidate, state, quantised);
                out.copy_from_slice(state);
            }
        }
    }
}

wide! {
    fn gates(
        input_rows: &[f32],
        product: &[f32],
        offset: &[f32],
        state: &mut [f32],
        quantised: &mut [i16],
    ) {
        let n = offset.len();
        let (Some((reset_input, input)), Some((reset_product, tail))) =
            (input_rows.split_at_checked(n), product.split_at_checked(n))
        else {
            return;
        };
        let (Some((update_input, new_input)), Some((update_product, new_product))) =
            (input.split_at_checked(n), tail.split_at_checked(n))
        else {
            return;
        };
        let (Some(state), Some(quantised)) = (state.get_mut(..n), quantised.get_mut(..n)) else {
            return;
        };
        let (Some(new_input), Some(new_product)) = (new_input.get(..n), new_product.get(..n)) else {
            return;
        };
        for i in 0..n {
            let reset = sigmoid(reset_input[i] + reset_product[i]);
            let update = sigmoid(update_input[i] + update_product[i]);
            let new = tanh(new_input[i] + reset * (new_product[i] + offset[i]));
            let value = new + update * (state[i] - new);
            state[i] = value;
            quantised[i] = quantise_state(value);
        }
    }
}

/// Both directions of a recurrent layer.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BiGru {
    /// First word to last.
    pub forwards: Gru,
    /// Last word to first.
    pub backwards: Gru,
}

impl BiGru {
    /// `rows x 2H` states `[forwards | backwards]`.
    pub fn apply(
        &self,
        path: Path,
        x: &Rows,
        schedule: &Schedule,
        out: &mut Vec<f32>,
        buffers: &mut GruBuffers,
    ) {
        let size = self.forwards.size();
        let stride = size + self.backwards.size();
        out.resize(x.len() * stride, 0.0);
        let counts = &schedule.counts;
        self.forwards.apply(path, x, &schedule.forwards, counts, out, (0, stride), buffers);
        self.backwards.apply(path, x, &schedule.backwards, counts, out, (size, stride), buffers);
    }
}

/// The best label sequence (Viterbi): `scores` is `rows x labels`, `follows(a, b)` the score of label
/// `b` after `a`, or after the start where `a` is `None`. The lower label at a tie.
pub fn viterbi(
    scores: &[f32],
    labels: usize,
    follows: impl Fn(Option<usize>, usize) -> f32,
) -> Vec<u16> {
    let mut back: Vec<u16> = Vec::with_capacity(scores.len());
    let (mut best, mut next): (Vec<f32>, Vec<f32>) = Default::default();
    for row in scores.chunks_exact(labels.max(1)) {
        next.clear();
        for (label, score) in row.iter().enumerate() {
            let mut top = (0, if best.is_empty() { follows(None, label) } else { f32::MIN });
            for (before, value) in best.iter().enumerate() {
                let value = value + follows(Some(before), label);
                if value > top.1 {
                    top = (before, value);
                }
            }
            back.push(u16::try_from(top.0).unwrap_or(0));
            next.push(top.1 + score);
        }
        std::mem::swap(&mut best, &mut next);
    }
    let mut label = (0..best.len()).fold(0, |top, l| if best[l] > best[top] { l } else { top });
    let mut path = Vec::with_capacity(back.len() / labels.max(1));
    for row in back.chunks_exact(labels.max(1)).rev() {
        path.push(u16::try_from(label).unwrap_or(0));
        label = row.get(label).map_or(0, |&l| usize::from(l));
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedule_runs_longest_first() {
        let mut schedule = Schedule::default();
        schedule.fill(&[0..1, 1..4]);
        assert_eq!(schedule.forwards, [1, 0, 2, 3]);
        assert_eq!(schedule.backwards, [3, 0, 2, 1]);
        assert_eq!(schedule.counts, [2, 1, 1]);
    }

    #[test]
    fn norm_has_mean_zero_and_unit_variance() {
        let norm = Norm { gain: vec![1.0; 4], bias: vec![0.0; 4] };
        let mut row = [3.0, -5.0, 1.0, 0.0];
        norm.rectify_and_apply(Path::detect(), &mut row);
        assert!(row.iter().sum::<f32>().abs() < 1e-5);
        assert!((row.iter().map(|v| v * v).sum::<f32>() / 4.0 - 1.0).abs() < 1e-3);
        assert_eq!(row[1].to_bits(), row[3].to_bits());
    }

    #[test]
    fn viterbi_obeys_what_may_follow() {
        // Label 2 (inside) may only follow 1 (begin) or 2.
        let follows = |before: Option<usize>, label: usize| match (before, label) {
            (None | Some(0), 2) => -1e9,
            _ => 0.0,
        };
        let scores = [0.0, 0.5, 1.0, 0.0, 0.0, 2.0, 3.0, 0.0, 0.0];
        assert_eq!(viterbi(&scores, 3, follows), [1, 2, 0]);
        assert!(viterbi(&[], 3, follows).is_empty());
    }
}
