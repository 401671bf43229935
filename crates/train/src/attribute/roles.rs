//! The second pass: the words around each cue, read once more from the cue's side, with all gradients.

use std::ops::Range;

use sayso_attribute::net::{ROLE_LABELS, STANDING_SIZES, STANDINGS, Standing};

use super::crf::Crf;
use super::network::Rates;
use crate::nn::{
    BiGru, Dropout, Embedding, GruTape, LayerNorm, Linear, Mat, NormTape, Params, Stream, add,
    drop, rectify, rectify_backward,
};

/// A cue of a sequence with what is to be labelled.
#[derive(Clone, Debug, Default)]
pub struct Cue {
    /// Its words, counted from the start of the sequence.
    pub words: Vec<usize>,
    /// How every word of the sequence stands to it.
    pub standings: Vec<Standing>,
    /// Labels of the second pass.
    pub labels: Vec<u8>,
}

/// The cues of a batch: a row for each cue and word of its sequence.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    /// Word of each row.
    words: Vec<usize>,
    standings: [Vec<u32>; STANDINGS],
    labels: Vec<u8>,
    /// Rows of each cue.
    ranges: Vec<Range<usize>>,
    /// The cue's own words.
    own: Vec<Vec<usize>>,
}

impl Cues {
    /// Adds the cues of a sequence that starts at word `start` of the batch.
    pub fn add(&mut self, start: usize, cues: &[Cue]) {
        for cue in cues {
            let first = self.words.len();
            self.words.extend((start..).take(cue.standings.len()));
            for standing in &cue.standings {
                for (column, &label) in self.standings.iter_mut().zip(standing) {
                    column.push(u32::from(label));
                }
            }
            self.labels.extend(&cue.labels);
            self.ranges.push(first..self.words.len());
            self.own.push(cue.words.iter().map(|word| start + word).collect());
        }
    }
}

/// The layers, as places in the weights.
#[derive(Clone, Debug)]
pub struct Roles {
    /// From the states of a word to what it gives as a word and, in the second half, as a cue.
    project: Linear,
    standings: Vec<Embedding>,
    norm: LayerNorm,
    recurrent: BiGru,
    out: Linear,
    /// The field on top.
    pub crf: Crf<ROLE_LABELS>,
    width: usize,
}

struct Tape {
    x: Mat,
    norm: NormTape,
    recurrent: [GruTape; 2],
    states: Mat,
    masks: [Option<Dropout>; 2],
}

impl Roles {
    /// Adds all weights; `states` columns come in, `width` are used.
    pub fn new(params: &mut Params, states: usize, width: usize) -> Self {
        Self {
            project: Linear::new(params, "roles.project", states, 2 * width),
            standings: STANDING_SIZES
                .iter()
                .enumerate()
                .map(|(i, &rows)| {
                    Embedding::new(params, &format!("roles.standing{i}"), rows, width)
                })
                .collect(),
            norm: LayerNorm::new(params, "roles.mix", width),
            recurrent: BiGru::new(params, "roles.gru", width, width),
            out: Linear::new(params, "roles.out", 2 * width, ROLE_LABELS),
            crf: Crf::new(params, "roles.crf"),
            width,
        }
    }

    fn forward(
        &self,
        params: &Params,
        projected: &Mat,
        cues: &Cues,
        rates: Option<(Rates, &mut Stream)>,
    ) -> (Mat, Tape) {
        let (rows, width) = (cues.words.len(), self.width);
        let masks = match rates {
            Some((rates, stream)) => [
                Dropout::new(stream, rows, width, rates.below),
                Dropout::new(stream, rows, 2 * width, rates.above),
            ],
            None => [None, None],
        };
        let mut standings = Mat::zeros(rows, STANDINGS * width);
        for (i, (table, ids)) in self.standings.iter().zip(&cues.standings).enumerate() {
            table.forward(params, ids, &mut standings, i * width);
        }
        let mut x = Mat::zeros(rows, width);
        for (range, own) in cues.ranges.iter().zip(&cues.own) {
            let mut of_cue = vec![0.0; width];
            for &word in own {
                add(&mut of_cue, &projected.row(word)[width..]);
            }
            let share = share(own.len());
            for value in &mut of_cue {
                *value *= share;
            }
            for row in range.clone() {
                let x = x.row_mut(row);
                x.copy_from_slice(&projected.row(cues.words[row])[..width]);
                add(x, &of_cue);
                for part in standings.row(row).chunks_exact(width) {
                    add(x, part);
                }
            }
        }
        rectify(&mut x);
        let (mut normed, norm) = self.norm.forward(params, &x);
        drop(masks[0].as_ref(), &mut normed);
        let (mut states, recurrent) = self.recurrent.forward(params, &normed, &cues.ranges);
        drop(masks[1].as_ref(), &mut states);
        let scores = self.out.forward(params, &states);
        (scores, Tape { x, norm, recurrent, states, masks })
    }

    /// Loss of all cues times `weight`, adding the gradient of the weights; that of the states is added to
    /// `d_states`.
    #[expect(clippy::too_many_arguments, reason = "weights, input, gold, gradients")]
    pub fn train(
        &self,
        params: &Params,
        grads: &mut [f32],
        states: &Mat,
        cues: &Cues,
        rates: (Rates, &mut Stream),
        weight: f32,
        d_states: &mut Mat,
    ) -> f64 {
        if cues.words.is_empty() {
            return 0.0;
        }
        let width = self.width;
        let projected = self.project.forward(params, states);
        let (mut scores, tape) = self.forward(params, &projected, cues, Some(rates));
        let mut loss = 0.0;
        for range in &cues.ranges {
            let labels = &cues.labels[range.clone()];
            let range = range.clone();
            loss += self.crf.train(&params.values, grads, &mut scores, range, labels, weight);
        }
        let mut dx = self.out.backward(params, grads, &tape.states, &scores);
        drop(tape.masks[1].as_ref(), &mut dx);
        let mut dx = self.recurrent.backward(params, grads, &tape.recurrent, &dx);
        drop(tape.masks[0].as_ref(), &mut dx);
        let mut dx = self.norm.backward(params, grads, &tape.norm, &dx);
        rectify_backward(&tape.x, &mut dx);
        for (table, ids) in self.standings.iter().zip(&cues.standings) {
            table.backward(grads, ids, &dx, 0);
        }
        let mut d_projected = Mat::zeros(projected.rows, projected.cols);
        for (range, own) in cues.ranges.iter().zip(&cues.own) {
            let mut of_cue = vec![0.0; width];
            for row in range.clone() {
                add(&mut d_projected.row_mut(cues.words[row])[..width], dx.row(row));
                add(&mut of_cue, dx.row(row));
            }
            let share = share(own.len());
            for value in &mut of_cue {
                *value *= share;
            }
            for &word in own {
                add(&mut d_projected.row_mut(word)[width..], &of_cue);
            }
        }
        d_states.add(&self.project.backward(params, grads, states, &d_projected));
        loss
    }

    /// Scores of the labels of every row of some cues, and the rows of each.
    pub fn scores<'a>(
        &self,
        params: &Params,
        states: &Mat,
        cues: &'a Cues,
    ) -> (Mat, &'a [Range<usize>]) {
        let projected = self.project.forward(params, states);
        (self.forward(params, &projected, cues, None).0, &cues.ranges)
    }
}

fn share(words: usize) -> f32 {
    // A cue is short.
    1.0 / u16::try_from(words).map_or(f32::INFINITY, f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check::random_mat;

    /// Loss and gradients against finite differences.
    #[test]
    fn gradients() {
        let mut params = Params::new(4);
        let roles = Roles::new(&mut params, 3, 4);
        let states = random_mat(5, 3, 7);
        let mut cues = Cues::default();
        let standings = vec![[0, 1, 2], [3, 4, 5], [1, 0, 2]];
        let cue = Cue { words: vec![1], standings: standings.clone(), labels: vec![1, 0, 3] };
        let other = Cue { words: vec![0, 2], standings, labels: vec![0, 1, 2] };
        cues.add(0, std::slice::from_ref(&cue));
        cues.add(2, &[cue, other]);
        let rates = Rates { below: 0.0, above: 0.0 };
        let run = |params: &Params, states: &Mat| {
            let (mut grads, mut dx) = (params.zero_gradient(), Mat::zeros(5, 3));
            let mut stream = Stream::new(&[1]);
            let rates = (rates, &mut stream);
            let loss = roles.train(params, &mut grads, states, &cues, rates, 1.0, &mut dx);
            (loss, grads, dx)
        };
        let (_, grads, dx) = run(&params, &states);
        let step = 4e-3;
        let slope = |up: f64, down: f64| (up - down) / (2.0 * f64::from(step));
        for (i, &grad) in grads.iter().enumerate() {
            let (mut up, mut down) = (params.clone(), params.clone());
            up.values[i] += step;
            down.values[i] -= step;
            let expected = slope(run(&up, &states).0, run(&down, &states).0);
            assert!((expected - f64::from(grad)).abs() < 2e-2, "{i}: {grad}, expected {expected}");
        }
        for i in 0..states.data.len() {
            let (mut up, mut down) = (states.clone(), states.clone());
            up.data[i] += step;
            down.data[i] -= step;
            let expected = slope(run(&params, &up).0, run(&params, &down).0);
            let found = f64::from(dx.data[i]);
            assert!((expected - found).abs() < 2e-2, "input {i}: {found}, expected {expected}");
        }
    }
}
