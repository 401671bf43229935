//! The first pass: embedding tables and frozen vectors, mix, one convolution, one bidirectional
//! recurrent layer, and a conditional random field over seven labels, with all gradients; its states go
//! on to the second pass.

use std::ops::Range;

use sayso_attribute::net::{CLOSED, LABELS, SIZES};
use serde::{Deserialize, Serialize};

use super::crf::Crf;
use super::roles::{Cue, Cues, Roles};
use crate::nn::{
    BiGru, Dropout, Embedding, GruTape, LayerNorm, Linear, Mat, NormTape, Params, Stream, Window,
    add, drop, rectify, rectify_backward,
};

/// Sizes of the network.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Columns of the table of forms, which a word and its head share.
    pub form: usize,
    /// Columns of the tables of suffixes and shapes.
    pub piece: usize,
    /// Columns of the tables of closed labels.
    pub closed: usize,
    /// Columns of the word vectors.
    pub vector: usize,
    /// Columns of the mixed input and the convolution.
    pub width: usize,
    /// States of one direction.
    pub recurrent: usize,
    /// Columns and states of one direction of the second pass.
    pub roles: usize,
}

impl Shape {
    /// Columns of the input.
    pub fn inputs(self) -> usize {
        2 * (self.form + self.vector) + 2 * self.piece + CLOSED * self.closed
    }
}

/// Share of values dropped in training.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// Of the input and the convolution.
    pub below: f32,
    /// Of the recurrent layer.
    pub above: f32,
}

/// One word's rows: form, suffix, shape, vector, head's form, head's vector, closed labels.
pub const IDS: usize = 6 + CLOSED;

/// A sequence with its labels.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Rows of each word.
    pub ids: Vec<[u32; IDS]>,
    /// How likely the form is hidden in training.
    pub hide: Vec<f32>,
    /// Labels.
    pub labels: Vec<u8>,
    /// Cues.
    pub cues: Vec<Cue>,
}

/// Sequences one after the other.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    ids: Vec<Vec<u32>>,
    ranges: Vec<Range<usize>>,
    labels: Vec<u8>,
    cues: Cues,
}

impl Batch {
    /// A batch; with a stream, forms are hidden at random.
    pub fn new(examples: &[&Example], mut stream: Option<Stream>) -> Self {
        let mut batch = Self { ids: vec![Vec::new(); IDS], ..Self::default() };
        for example in examples {
            let start = batch.labels.len();
            for (ids, &hide) in example.ids.iter().zip(&example.hide) {
                for (column, &id) in batch.ids.iter_mut().zip(ids) {
                    column.push(id);
                }
                if stream.as_mut().is_some_and(|s| s.uniform() < hide)
                    && let Some(form) = batch.ids[0].last_mut()
                {
                    *form = 0;
                }
            }
            batch.labels.extend(&example.labels);
            batch.cues.add(start, &example.cues);
            batch.ranges.push(start..batch.labels.len());
        }
        batch
    }

    /// Words in all sequences.
    pub fn words(&self) -> usize {
        self.labels.len()
    }
}

/// The layers, as places in the weights.
#[derive(Clone, Debug)]
pub struct Network {
    /// Sizes.
    pub shape: Shape,
    form: Embedding,
    suffix: Embedding,
    shapes: Embedding,
    closed: Vec<Embedding>,
    mix: Linear,
    mix_norm: LayerNorm,
    convolution: Linear,
    convolution_norm: LayerNorm,
    recurrent: BiGru,
    out: Linear,
    /// The field on top.
    pub crf: Crf<LABELS>,
    /// The second pass.
    pub roles: Roles,
}

struct Tape {
    input: Mat,
    mixed: Mat,
    mix_norm: NormTape,
    window: Mat,
    convolved: Mat,
    convolution_norm: NormTape,
    recurrent: [GruTape; 2],
    masks: [Option<Dropout>; 3],
}

impl Network {
    /// Adds all weights; `rows` of the tables of forms, suffixes and shapes.
    pub fn new(params: &mut Params, shape: Shape, rows: [usize; 3]) -> Self {
        let width = shape.width;
        Self {
            shape,
            form: Embedding::new(params, "form", rows[0], shape.form),
            suffix: Embedding::new(params, "suffix", rows[1], shape.piece),
            shapes: Embedding::new(params, "shape", rows[2], shape.piece),
            closed: SIZES
                .iter()
                .enumerate()
                .map(|(i, &rows)| Embedding::new(params, &format!("closed{i}"), rows, shape.closed))
                .collect(),
            mix: Linear::new(params, "mix", shape.inputs(), width),
            mix_norm: LayerNorm::new(params, "mix", width),
            convolution: Linear::new(params, "conv", 3 * width, width),
            convolution_norm: LayerNorm::new(params, "conv", width),
            recurrent: BiGru::new(params, "gru", width, shape.recurrent),
            out: Linear::new(params, "out", 2 * shape.recurrent, LABELS),
            crf: Crf::new(params, "crf"),
            roles: Roles::new(params, 2 * shape.recurrent, shape.roles),
        }
    }

    fn input(&self, params: &Params, vectors: &Mat, batch: &Batch) -> Mat {
        let shape = self.shape;
        let mut input = Mat::zeros(batch.words(), shape.inputs());
        let mut column = 0;
        let tables = [(0, self.form), (1, self.suffix), (2, self.shapes), (4, self.form)];
        for (ids, table) in tables {
            table.forward(params, &batch.ids[ids], &mut input, column);
            column += table.table.cols;
        }
        for (i, table) in self.closed.iter().enumerate() {
            table.forward(params, &batch.ids[6 + i], &mut input, column);
            column += table.table.cols;
        }
        for ids in [3, 5] {
            for (row, &id) in batch.ids[ids].iter().enumerate() {
                input.row_mut(row)[column..][..shape.vector]
                    .copy_from_slice(vectors.row(id as usize));
            }
            column += shape.vector;
        }
        input
    }

    fn encode(
        &self,
        params: &Params,
        vectors: &Mat,
        batch: &Batch,
        rates: Option<(Rates, &mut Stream)>,
    ) -> (Mat, Tape) {
        let shape = self.shape;
        let masks = match rates {
            Some((rates, stream)) => {
                let rows = batch.words();
                [
                    Dropout::new(stream, rows, shape.inputs(), rates.below),
                    Dropout::new(stream, rows, shape.width, rates.below),
                    Dropout::new(stream, rows, 2 * shape.recurrent, rates.above),
                ]
            }
            None => [None, None, None],
        };
        let mut input = self.input(params, vectors, batch);
        drop(masks[0].as_ref(), &mut input);
        let mut mixed = self.mix.forward(params, &input);
        rectify(&mut mixed);
        let (mut x, mix_norm) = self.mix_norm.forward(params, &mixed);
        let window = Window::forward(&x, &batch.ranges);
        let mut convolved = self.convolution.forward(params, &window);
        rectify(&mut convolved);
        let (mut normed, convolution_norm) = self.convolution_norm.forward(params, &convolved);
        drop(masks[1].as_ref(), &mut normed);
        x.add(&normed);
        let (states, recurrent) = self.recurrent.forward(params, &x, &batch.ranges);
        let tape =
            Tape { input, mixed, mix_norm, window, convolved, convolution_norm, recurrent, masks };
        (states, tape)
    }

    fn decode(&self, params: &Params, grads: &mut [f32], batch: &Batch, tape: &Tape, dx: &Mat) {
        let mut dx = self.recurrent.backward(params, grads, &tape.recurrent, dx);
        let mut dy = dx.clone();
        drop(tape.masks[1].as_ref(), &mut dy);
        let mut dy = self.convolution_norm.backward(params, grads, &tape.convolution_norm, &dy);
        rectify_backward(&tape.convolved, &mut dy);
        let d_window = self.convolution.backward(params, grads, &tape.window, &dy);
        dx.add(&Window::backward(&d_window, &batch.ranges));
        let mut dx = self.mix_norm.backward(params, grads, &tape.mix_norm, &dx);
        rectify_backward(&tape.mixed, &mut dx);
        let mut d_input = self.mix.backward(params, grads, &tape.input, &dx);
        drop(tape.masks[0].as_ref(), &mut d_input);
        let mut column = 0;
        let tables = [(0, self.form), (1, self.suffix), (2, self.shapes), (4, self.form)];
        for (ids, table) in tables {
            table.backward(grads, &batch.ids[ids], &d_input, column);
            column += table.table.cols;
        }
        for (i, table) in self.closed.iter().enumerate() {
            table.backward(grads, &batch.ids[6 + i], &d_input, column);
            column += table.table.cols;
        }
    }

    /// Loss of a batch over `words` (those of all shards), adding the gradient.
    pub fn train(
        &self,
        params: &Params,
        grads: &mut [f32],
        vectors: &Mat,
        batch: &Batch,
        (rates, mut stream): (Rates, Stream),
        words: usize,
    ) -> f64 {
        if batch.words() == 0 {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a batch is small")]
        let weight = 1.0 / words as f32;
        let (mut states, tape) = self.encode(params, vectors, batch, Some((rates, &mut stream)));
        let mut labelled = states.clone();
        drop(tape.masks[2].as_ref(), &mut labelled);
        let mut emissions = self.out.forward(params, &labelled);
        let mut loss = 0.0;
        for range in &batch.ranges {
            let labels = &batch.labels[range.clone()];
            loss += self.crf.train(
                &params.values,
                grads,
                &mut emissions,
                range.clone(),
                labels,
                weight,
            );
        }
        let mut dx = self.out.backward(params, grads, &labelled, &emissions);
        drop(tape.masks[2].as_ref(), &mut dx);
        let mask = Dropout::new(&mut stream, states.rows, states.cols, rates.below);
        drop(mask.as_ref(), &mut states);
        let mut of_roles = Mat::zeros(dx.rows, dx.cols);
        let cues = &batch.cues;
        loss += self.roles.train(
            params,
            grads,
            &states,
            cues,
            (rates, &mut stream),
            weight,
            &mut of_roles,
        );
        drop(mask.as_ref(), &mut of_roles);
        dx.add(&of_roles);
        self.decode(params, grads, batch, &tape, &dx);
        loss
    }

    /// Scores of the labels of every word, and the states of the recurrent layer.
    pub fn emissions(&self, params: &Params, vectors: &Mat, batch: &Batch) -> (Mat, Mat) {
        let (states, _) = self.encode(params, vectors, batch, None);
        (self.out.forward(params, &states), states)
    }
}

/// Adds the gradients of several shards in order.
pub fn sum(into: &mut [f32], shards: &[Vec<f32>]) {
    into.fill(0.0);
    for shard in shards {
        add(into, shard);
    }
}
