//! The network: embedding tables and frozen vectors, mix, convolutions, recurrent layers, and the
//! heads for arcs, relations, tags, features, edit scripts and names, with all gradients.

use std::ops::Range;

use sayso_core::{Deprel, Upos, Xpos};
use serde::{Deserialize, Serialize};

use super::arcs::Arcs;
use super::encode::{Example, IDS};
use super::names::KINDS;
use crate::nn::{
    BiGru, Dropout, Embedding, GruTape, LayerNorm, Linear, Mat, NO_LABEL, NormTape, Params, Stream,
    Window, add, cross_entropy, drop, rectify, rectify_backward, shares,
};

/// Sizes of the network.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Columns of each of the five embedding tables.
    pub table: usize,
    /// Columns of the word vectors.
    pub vector: usize,
    /// Columns of the mixed input and of the convolutions.
    pub width: usize,
    /// Number of convolutions.
    pub convolutions: usize,
    /// Number of bidirectional recurrent layers.
    pub recurrent_layers: usize,
    /// States of one direction.
    pub recurrent: usize,
    /// Columns of the two arc projections.
    pub arc: usize,
    /// Columns of the two relation projections.
    pub relation: usize,
}

/// Sizes that follow from the data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sizes {
    /// Rows of the five tables.
    pub rows: [usize; TABLES.len()],
    /// Feature bundles.
    pub feats: usize,
    /// Scored edit scripts.
    pub scripts: usize,
}

/// Share of values dropped in training.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// Of the embeddings, the mix and the convolutions.
    pub below: f32,
    /// Of the recurrent layers and the heads.
    pub above: f32,
}

/// Names of the tables in weight names.
pub const TABLES: [&str; 5] = ["norm", "first", "suffix", "shape", "lists"];

/// Weights of the losses beside that of arcs and relations, which count once.
const TAG_WEIGHT: f32 = 0.5;
const FEATS_WEIGHT: f32 = 0.25;
const SCRIPT_WEIGHT: f32 = 0.25;
const NAME_WEIGHT: f32 = 1.0;

/// The layers, as places in the weights.
#[derive(Clone, Debug)]
pub struct Network {
    shape: Shape,
    tables: [Embedding; TABLES.len()],
    mix: Linear,
    mix_norm: LayerNorm,
    convolutions: Vec<(Linear, LayerNorm)>,
    recurrent: Vec<BiGru>,
    arc_word: Linear,
    arc_head: Linear,
    arcs: Arcs,
    relation_word: Linear,
    relation_head: Linear,
    relation: Linear,
    upos: Linear,
    xpos: Linear,
    feats: Linear,
    scripts: Linear,
    names: Linear,
}

/// Sentences one after the other.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The sentences.
    pub examples: Vec<Example>,
    ids: [Vec<u32>; IDS],
    ranges: Vec<Range<usize>>,
}

impl Batch {
    /// A batch; with a stream, forms are hidden at random.
    pub fn new(examples: Vec<Example>, mut stream: Option<Stream>) -> Self {
        let mut batch = Self { examples, ..Self::default() };
        for example in &batch.examples {
            let start = batch.ids[0].len();
            for (ids, &hide) in example.ids.iter().zip(&example.hide) {
                for (column, &id) in batch.ids.iter_mut().zip(ids) {
                    column.push(id);
                }
                if stream.as_mut().is_some_and(|s| s.uniform() < hide)
                    && let Some(norm) = batch.ids[0].last_mut()
                {
                    *norm = 0;
                }
            }
            batch.ranges.push(start..batch.ids[0].len());
        }
        batch
    }

    /// Words in all sentences.
    pub fn words(&self) -> usize {
        self.ids[0].len()
    }

    fn labels(&self, column: impl Fn(&Example) -> &[u32]) -> Vec<u32> {
        self.examples.iter().flat_map(|e| column(e).iter().copied()).collect()
    }
}

/// What the way back needs of the encoder.
struct Tape {
    input: Mat,
    mixed: Mat,
    mix_norm: NormTape,
    convolutions: Vec<(Mat, Mat, NormTape)>,
    recurrent: Vec<[GruTape; 2]>,
    masks: Masks,
}

/// Dropout masks; empty when scoring.
#[derive(Default)]
struct Masks {
    input: Option<Dropout>,
    mixed: Option<Dropout>,
    convolutions: Vec<Option<Dropout>>,
    recurrent: Vec<Option<Dropout>>,
    arc_word: Option<Dropout>,
    arc_head: Option<Dropout>,
}

/// A head that a word may have.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Candidate {
    /// The head, the sentence's length for the root.
    pub head: u32,
    /// The likeliest relation to it; no label for the root.
    pub deprel: u32,
    /// Its share among the candidates of the word.
    pub share: f32,
}

/// Heads below this share of the likelihood are no candidates, unless they are the likeliest.
const LEAST_SHARE: f32 = 0.05;

/// What is likeliest for each word.
#[derive(Clone, Debug, Default)]
pub struct Prediction {
    /// Heads, the likeliest first.
    pub heads: Vec<Vec<Candidate>>,
    /// Parts of speech.
    pub upos: Vec<u32>,
    /// Penn tags.
    pub xpos: Vec<u32>,
    /// Feature bundles.
    pub feats: Vec<u32>,
    /// BIO labels.
    pub names: Vec<u32>,
}

impl Network {
    /// Adds all weights.
    pub fn new(params: &mut Params, shape: Shape, sizes: Sizes) -> Self {
        let Shape { table, width, arc, relation, .. } = shape;
        let tables = std::array::from_fn(|i| {
            Embedding::new(params, &format!("table.{}", TABLES[i]), sizes.rows[i], table)
        });
        let mix = Linear::new(params, "mix", TABLES.len() * table + shape.vector, width);
        let mix_norm = LayerNorm::new(params, "mix", width);
        let convolutions = (0..shape.convolutions)
            .map(|i| {
                let name = format!("conv{i}");
                (Linear::new(params, &name, 3 * width, width), LayerNorm::new(params, &name, width))
            })
            .collect();
        let mut inputs = width;
        let recurrent = (0..shape.recurrent_layers)
            .map(|i| {
                let layer = BiGru::new(params, &format!("gru{i}"), inputs, shape.recurrent);
                inputs = 2 * shape.recurrent;
                layer
            })
            .collect();
        Self {
            shape,
            tables,
            mix,
            mix_norm,
            convolutions,
            recurrent,
            arc_word: Linear::new(params, "arc.word", inputs, arc),
            arc_head: Linear::new(params, "arc.head_word", inputs, arc),
            arcs: Arcs::new(params, arc),
            relation_word: Linear::new(params, "relation.word", inputs, relation),
            relation_head: Linear::new(params, "relation.head", inputs, relation),
            relation: Linear::new(params, "relation.out", relation, Deprel::ALL.len()),
            upos: Linear::new(params, "upos", inputs, Upos::ALL.len()),
            xpos: Linear::new(params, "xpos", inputs, Xpos::ALL.len()),
            feats: Linear::new(params, "feats", inputs, sizes.feats),
            scripts: Linear::new(params, "scripts", inputs, sizes.scripts),
            names: Linear::new(params, "names", inputs, 2 * KINDS.len() + 1),
        }
    }

    fn masks(&self, rows: usize, rates: Option<(Rates, &mut Stream)>) -> Masks {
        let Some((rates, stream)) = rates else { return Masks::default() };
        let shape = self.shape;
        let mut mask = |cols, rate| Dropout::new(stream, rows, cols, rate);
        Masks {
            input: mask(TABLES.len() * shape.table + shape.vector, rates.below),
            mixed: mask(shape.width, rates.below),
            convolutions: self
                .convolutions
                .iter()
                .map(|_| mask(shape.width, rates.below))
                .collect(),
            recurrent: self
                .recurrent
                .iter()
                .map(|_| mask(2 * shape.recurrent, rates.above))
                .collect(),
            arc_word: mask(shape.arc, rates.above),
            arc_head: mask(shape.arc, rates.above),
        }
    }

    /// States of every word, and the tape. `vectors` has a row of zeros for the unknown first.
    fn encode(&self, params: &Params, vectors: &Mat, batch: &Batch, masks: Masks) -> (Mat, Tape) {
        let mut input =
            Mat::zeros(batch.words(), TABLES.len() * self.shape.table + self.shape.vector);
        for (i, table) in self.tables.iter().enumerate() {
            table.forward(params, &batch.ids[i], &mut input, i * self.shape.table);
        }
        for (row, &id) in batch.ids[TABLES.len()].iter().enumerate() {
            input.row_mut(row)[TABLES.len() * self.shape.table..]
                .copy_from_slice(vectors.row(id as usize));
        }
        drop(masks.input.as_ref(), &mut input);
        let mut mixed = self.mix.forward(params, &input);
        rectify(&mut mixed);
        let (mut x, mix_norm) = self.mix_norm.forward(params, &mixed);
        drop(masks.mixed.as_ref(), &mut x);
        let mut convolutions = Vec::new();
        for (i, (linear, norm)) in self.convolutions.iter().enumerate() {
            let window = Window::forward(&x, &batch.ranges);
            let mut y = linear.forward(params, &window);
            rectify(&mut y);
            let (mut normed, tape) = norm.forward(params, &y);
            drop(masks.convolutions.get(i).and_then(Option::as_ref), &mut normed);
            x.add(&normed);
            convolutions.push((window, y, tape));
        }
        let mut recurrent = Vec::new();
        for (i, layer) in self.recurrent.iter().enumerate() {
            let (mut y, tape) = layer.forward(params, &x, &batch.ranges);
            drop(masks.recurrent.get(i).and_then(Option::as_ref), &mut y);
            recurrent.push(tape);
            x = y;
        }
        (x, Tape { input, mixed, mix_norm, convolutions, recurrent, masks })
    }

    fn decode(&self, params: &Params, grads: &mut [f32], batch: &Batch, tape: &Tape, mut dx: Mat) {
        for (i, layer) in self.recurrent.iter().enumerate().rev() {
            drop(tape.masks.recurrent.get(i).and_then(Option::as_ref), &mut dx);
            dx = layer.backward(params, grads, &tape.recurrent[i], &dx);
        }
        for (i, (linear, norm)) in self.convolutions.iter().enumerate().rev() {
            let (window, y, norm_tape) = &tape.convolutions[i];
            let mut dy = dx.clone();
            drop(tape.masks.convolutions.get(i).and_then(Option::as_ref), &mut dy);
            let mut dy = norm.backward(params, grads, norm_tape, &dy);
            rectify_backward(y, &mut dy);
            let d_window = linear.backward(params, grads, window, &dy);
            dx.add(&Window::backward(&d_window, &batch.ranges));
        }
        drop(tape.masks.mixed.as_ref(), &mut dx);
        let mut dx = self.mix_norm.backward(params, grads, &tape.mix_norm, &dx);
        rectify_backward(&tape.mixed, &mut dx);
        let mut d_input = self.mix.backward(params, grads, &tape.input, &dx);
        drop(tape.masks.input.as_ref(), &mut d_input);
        for (i, table) in self.tables.iter().enumerate() {
            table.backward(grads, &batch.ids[i], &d_input, i * self.shape.table);
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
        let masks = self.masks(batch.words(), Some((rates, &mut stream)));
        let (x, tape) = self.encode(params, vectors, batch, masks);
        let mut dx = Mat::zeros(x.rows, x.cols);
        let mut loss = self.train_arcs(params, grads, batch, &tape.masks, &x, &mut dx, weight);
        loss += self.train_relations(params, grads, batch, &x, &mut dx, weight);
        let heads = [
            (self.upos, batch.labels(|e| &e.upos), TAG_WEIGHT),
            (self.xpos, batch.labels(|e| &e.xpos), TAG_WEIGHT),
            (self.feats, batch.labels(|e| &e.feats), FEATS_WEIGHT),
            (self.names, batch.labels(|e| &e.names), NAME_WEIGHT),
            (self.scripts, batch.labels(|e| &e.scripts), SCRIPT_WEIGHT),
        ];
        for (head, labels, share) in heads {
            loss += classify(head, params, grads, &labels, &x, &mut dx, weight * share);
        }
        self.decode(params, grads, batch, &tape, dx);
        loss
    }

    #[expect(clippy::too_many_arguments, reason = "input and gradient of one head")]
    fn train_arcs(
        &self,
        params: &Params,
        grads: &mut [f32],
        batch: &Batch,
        masks: &Masks,
        x: &Mat,
        dx: &mut Mat,
        weight: f32,
    ) -> f64 {
        let (mut words, mut heads) = self.arc_inputs(params, x);
        drop(masks.arc_word.as_ref(), &mut words);
        drop(masks.arc_head.as_ref(), &mut heads);
        let mut d_words = Mat::zeros(words.rows, words.cols);
        let mut d_heads = Mat::zeros(heads.rows, heads.cols);
        let loss = self.arcs.train(
            params,
            grads,
            (&words, &mut d_words),
            (&heads, &mut d_heads),
            &batch.ranges,
            &batch.labels(|e| &e.heads),
            weight,
        );
        drop(masks.arc_word.as_ref(), &mut d_words);
        drop(masks.arc_head.as_ref(), &mut d_heads);
        rectify_backward(&words, &mut d_words);
        rectify_backward(&heads, &mut d_heads);
        self.arc_word.backward_into(params, grads, x, &d_words, dx);
        self.arc_head.backward_into(params, grads, x, &d_heads, dx);
        loss
    }

    fn arc_inputs(&self, params: &Params, x: &Mat) -> (Mat, Mat) {
        let mut words = self.arc_word.forward(params, x);
        let mut heads = self.arc_head.forward(params, x);
        rectify(&mut words);
        rectify(&mut heads);
        (words, heads)
    }

    /// `rectify(word + head)` for pairs of a word and a head, as rows of `x`.
    fn relation_inputs(&self, params: &Params, x: &Mat, pairs: &[(usize, usize)]) -> Mat {
        let words = self.relation_word.forward(params, x);
        let above = self.relation_head.forward(params, x);
        let rows: Vec<usize> = pairs.iter().map(|p| p.0).collect();
        let mut z = words.gather(&rows);
        for (row, &(_, head)) in pairs.iter().enumerate() {
            add(z.row_mut(row), above.row(head));
        }
        rectify(&mut z);
        z
    }

    fn train_relations(
        &self,
        params: &Params,
        grads: &mut [f32],
        batch: &Batch,
        x: &Mat,
        dx: &mut Mat,
        weight: f32,
    ) -> f64 {
        let heads = batch.labels(|e| &e.heads);
        let words = batch.ranges.iter().flat_map(|s| s.clone().map(move |i| (i, s)));
        let inside = words.filter(|&(i, s)| (heads[i] as usize) < s.len());
        let pairs: Vec<(usize, usize)> =
            inside.map(|(i, s)| (i, s.start + heads[i] as usize)).collect();
        if pairs.is_empty() {
            return 0.0;
        }
        let z = self.relation_inputs(params, x, &pairs);
        let deprels = batch.labels(|e| &e.deprels);
        let labels: Vec<u32> = pairs.iter().map(|&(word, _)| deprels[word]).collect();
        let mut logits = self.relation.forward(params, &z);
        let loss = cross_entropy(&mut logits, &labels, weight);
        let mut dz = self.relation.backward(params, grads, &z, &logits);
        rectify_backward(&z, &mut dz);
        let mut d_words = Mat::zeros(x.rows, dz.cols);
        let mut d_heads = Mat::zeros(x.rows, dz.cols);
        for (row, &(word, head)) in pairs.iter().enumerate() {
            add(d_words.row_mut(word), dz.row(row));
            add(d_heads.row_mut(head), dz.row(row));
        }
        self.relation_word.backward_into(params, grads, x, &d_words, dx);
        self.relation_head.backward_into(params, grads, x, &d_heads, dx);
        loss
    }

    /// The likeliest labels by the mean of several networks' shares, without regard to trees or
    /// sequences.
    pub fn predict(&self, members: &[Params], vectors: &Mat, batch: &Batch) -> Prediction {
        let encode = |params| self.encode(params, vectors, batch, Masks::default()).0;
        let states: Vec<Mat> = members.iter().map(encode).collect();
        let best_of = |head: Linear| {
            let one = |(params, x): (&Params, &Mat)| {
                let mut logits = head.forward(params, x);
                shares(&mut logits);
                logits
            };
            best(&sum(members.iter().zip(&states).map(one)))
        };
        Prediction {
            heads: self.candidates(members, &states, &batch.ranges),
            upos: best_of(self.upos),
            xpos: best_of(self.xpos),
            feats: best_of(self.feats),
            names: best_of(self.names),
        }
    }

    /// The heads that words may have, by the mean of the networks.
    fn candidates(
        &self,
        members: &[Params],
        states: &[Mat],
        ranges: &[Range<usize>],
    ) -> Vec<Vec<Candidate>> {
        let members = || members.iter().zip(states);
        let arcs: Vec<Vec<Mat>> = members()
            .map(|(params, x)| {
                let (words, heads) = self.arc_inputs(params, x);
                self.arcs.shares(params, &words, &heads, ranges)
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a few networks")]
        let share = 1.0 / arcs.len() as f32;
        let mut candidates: Vec<Vec<Candidate>> = Vec::new();
        let mut pairs = Vec::new();
        for (at, s) in ranges.iter().enumerate() {
            let totals = sum(arcs.iter().map(|arcs| arcs[at].clone()));
            for i in 0..s.len() {
                let row = totals.row(i);
                let mut heads: Vec<Candidate> = (0..)
                    .zip(row)
                    .map(|(head, total)| Candidate { head, deprel: NO_LABEL, share: total * share })
                    .collect();
                heads.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.head.cmp(&b.head)));
                let likely = heads.iter().take_while(|c| c.share >= LEAST_SHARE).count();
                heads.truncate(likely.max(1));
                let all: f32 = heads.iter().map(|c| c.share).sum();
                for candidate in &mut heads {
                    candidate.share /= all;
                }
                let inside = heads.iter().filter(|c| (c.head as usize) < s.len());
                pairs.extend(inside.map(|c| (s.start + i, s.start + c.head as usize)));
                candidates.push(heads);
            }
        }
        let relations = best(&sum(members().map(|(params, x)| {
            let mut logits =
                self.relation.forward(params, &self.relation_inputs(params, x, &pairs));
            shares(&mut logits);
            logits
        })));
        let mut relations = relations.into_iter();
        for s in ranges {
            let inside = |c: &&mut Candidate| (c.head as usize) < s.len();
            for candidate in candidates[s.clone()].iter_mut().flatten().filter(inside) {
                candidate.deprel = relations.next().unwrap_or(NO_LABEL);
            }
        }
        candidates
    }
}

/// The sum of matrices of one shape.
fn sum(mut all: impl Iterator<Item = Mat>) -> Mat {
    let mut total = all.next().unwrap_or_else(|| Mat::zeros(0, 0));
    all.for_each(|one| total.add(&one));
    total
}

/// Trains one linear classifier on the words that have a label.
fn classify(
    head: Linear,
    params: &Params,
    grads: &mut [f32],
    labels: &[u32],
    x: &Mat,
    dx: &mut Mat,
    weight: f32,
) -> f64 {
    let rows: Vec<usize> = (0..labels.len()).filter(|&i| labels[i] != NO_LABEL).collect();
    if rows.is_empty() {
        return 0.0;
    }
    let labels: Vec<u32> = rows.iter().map(|&i| labels[i]).collect();
    let seen = x.gather(&rows);
    let mut logits = head.forward(params, &seen);
    let loss = cross_entropy(&mut logits, &labels, weight);
    let d_seen = head.backward(params, grads, &seen, &logits);
    for (row, &i) in rows.iter().enumerate() {
        add(dx.row_mut(i), d_seen.row(row));
    }
    loss
}

/// The best class of each row; the lower at a tie.
fn best(logits: &Mat) -> Vec<u32> {
    let top = |row: &[f32]| (0..row.len()).fold(0, |t, j| if row[j] > row[t] { j } else { t });
    (0..logits.rows).map(|i| u32::try_from(top(logits.row(i))).unwrap_or(NO_LABEL)).collect()
}
