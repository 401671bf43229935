//! The training loop of the labeller.

use std::collections::BTreeMap;

use sayso_attribute::net::{CueRoles, LABELS, Role, Run, runs, standings, viterbi};
use sayso_read::net::features::norm_key;
use sayso_read::net::tables::KeyTable;
use serde::{Deserialize, Serialize};

use super::data::{Read, legal};
use super::network::{Batch, Example, Network, Rates, Shape, sum};
use super::roles::{Cue, Cues};
use crate::nn::{Adam, Mat, Params, Schedule, Stream};
use crate::read::vectors::Vectors;

/// Settings of a training.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Passes over the data.
    pub epochs: u64,
    /// Words of a step.
    pub batch_words: usize,
    /// Parts of a batch whose gradients are added in order.
    pub shards: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Times that a form must be seen to have a row.
    pub least_count: u32,
    /// Words with a vector, commonest first.
    pub most_vectors: usize,
    /// Dropout.
    pub dropout: Rates,
}

/// Which row a word has in which table.
pub struct Tables {
    /// Of forms, suffixes and shapes.
    pub keys: [KeyTable; 3],
    /// Of words with a vector.
    pub vectors: KeyTable,
}

/// A trained labeller, or one in training.
pub struct Labeller {
    /// Rows of keys.
    pub tables: Tables,
    /// Word vectors by row, zeros first.
    pub vectors: Mat,
    /// Weights.
    pub params: Params,
    /// Layers.
    pub network: Network,
}

/// What a random stream is for.
const ORDER: u64 = 20;
const HIDE: u64 = 21;
const DROP: u64 = 22;

impl Labeller {
    /// An untrained one over the forms of some articles.
    pub fn new(
        shape: Shape,
        training: &Training,
        vectors: &Vectors,
        reads: &[Read],
        seed: u64,
    ) -> Self {
        let mut counts: [BTreeMap<u64, u32>; 3] = Default::default();
        for word in reads.iter().flat_map(|read| &read.words) {
            for (count, &key) in counts.iter_mut().zip(&word.keys) {
                *count.entry(key).or_default() += 1;
            }
        }
        let keys = counts.map(|count| {
            let common = count.into_iter().filter(|&(_, n)| n >= training.least_count);
            KeyTable::new(common.map(|(key, _)| key).collect())
        });
        let kept = vectors.words.len().min(training.most_vectors);
        let words = &vectors.words[..kept];
        let of_vectors = KeyTable::new(words.iter().map(|word| norm_key(word)).collect());
        let mut rows = Mat::zeros(of_vectors.rows(), shape.vector);
        for (i, word) in words.iter().enumerate() {
            rows.row_mut(of_vectors.row(norm_key(word)) as usize)
                .copy_from_slice(vectors.rows.row(i));
        }
        let mut params = Params::new(seed);
        let sizes = [keys[0].rows(), keys[1].rows(), keys[2].rows()];
        let network = Network::new(&mut params, shape, sizes);
        Self { tables: Tables { keys, vectors: of_vectors }, vectors: rows, params, network }
    }

    /// The sequences of an article.
    pub fn examples(&self, read: &Read) -> Vec<Example> {
        read.pieces
            .iter()
            .zip(&read.cues)
            .map(|(piece, cues)| {
                let words = &read.words[piece.start..piece.end];
                let ids = words.iter().map(|word| {
                    let row =
                        |table: &KeyTable, key: u64| if key == 0 { 0 } else { table.row(key) };
                    let [forms, suffixes, shapes] = &self.tables.keys;
                    let mut ids = [0; super::network::IDS];
                    ids[0] = row(forms, word.keys[0]);
                    ids[1] = row(suffixes, word.keys[1]);
                    ids[2] = row(shapes, word.keys[2]);
                    ids[3] = row(&self.tables.vectors, word.keys[0]);
                    ids[4] = row(forms, word.head);
                    ids[5] = row(&self.tables.vectors, word.head);
                    for (slot, &label) in ids[6..].iter_mut().zip(&word.closed) {
                        *slot = u32::from(label);
                    }
                    ids
                });
                let mut labels = read.labels[piece.start..piece.end].to_vec();
                if let Some(first) = labels.first_mut() {
                    *first = legal(0, *first);
                }
                let hide = vec![0.0; words.len()];
                Example { ids: ids.collect(), hide, labels, cues: cues.clone() }
            })
            .collect()
    }

    /// Trains; calls `tell` after every epoch with the epoch, the loss and the averaged weights.
    pub fn train(
        &mut self,
        training: &Training,
        reads: &[Read],
        seed: u64,
        tell: &mut dyn FnMut(&Self, u64, f64),
    ) {
        let mut examples: Vec<Example> =
            reads.iter().flat_map(|read| self.examples(read)).collect();
        let mut counts = vec![0_u32; self.tables.keys[0].rows()];
        for ids in examples.iter().flat_map(|e| &e.ids) {
            counts[ids[0] as usize] += 1;
        }
        for example in &mut examples {
            for (hide, ids) in example.hide.iter_mut().zip(&example.ids) {
                #[expect(clippy::cast_precision_loss, reason = "a rate")]
                let count = counts[ids[0] as usize] as f32;
                *hide = 0.02 + 0.5 / (0.5 + count);
            }
        }
        let words: usize = examples.iter().map(|e| e.labels.len()).sum();
        let steps = words.div_ceil(training.batch_words) as u64;
        let mut adam = Adam::new(
            Schedule {
                peak: training.rate,
                warm_up: steps / 2,
                steps: steps * training.epochs,
                largest_norm: 5.0,
                average: 0.998,
            },
            &self.params.values,
        );
        let mut shards = vec![self.params.zero_gradient(); training.shards];
        let mut gradient = self.params.zero_gradient();
        for epoch in 0..training.epochs {
            let mut order: Vec<usize> = (0..examples.len()).collect();
            Stream::new(&[seed, ORDER, epoch]).shuffle(&mut order);
            let (mut total, mut count) = (0.0, 0.0);
            let mut rest = order.as_slice();
            while !rest.is_empty() {
                let mut words = 0;
                let length = rest
                    .iter()
                    .position(|&i| {
                        words += examples[i].labels.len();
                        words >= training.batch_words
                    })
                    .map_or(rest.len(), |i| i + 1);
                let (batch, tail) = rest.split_at(length);
                rest = tail;
                let picked: Vec<&Example> = batch.iter().map(|&i| &examples[i]).collect();
                total += self.step(training, &picked, [seed, adam.step], &mut shards);
                sum(&mut gradient, &shards);
                adam.step(&mut self.params.values, &gradient);
                count += 1.0;
            }
            let trained = std::mem::replace(&mut self.params.values, adam.average.clone());
            tell(self, epoch + 1, total / count);
            if epoch + 1 < training.epochs {
                self.params.values = trained;
            }
        }
    }

    /// Gradients of one batch, a thread a shard.
    fn step(
        &self,
        training: &Training,
        batch: &[&Example],
        [seed, step]: [u64; 2],
        shards: &mut [Vec<f32>],
    ) -> f64 {
        let words: usize = batch.iter().map(|e| e.labels.len()).sum();
        let size = batch.len().div_ceil(shards.len()).max(1);
        let losses: Vec<f64> = std::thread::scope(|scope| {
            let tasks: Vec<_> = shards
                .iter_mut()
                .enumerate()
                .map(|(i, grads)| {
                    let part: &[&Example] =
                        batch.get(i * size..((i + 1) * size).min(batch.len())).unwrap_or_default();
                    scope.spawn(move || {
                        grads.fill(0.0);
                        let key = |kind| Stream::new(&[seed, kind, step, i as u64]);
                        let batch = Batch::new(part, Some(key(HIDE)));
                        let rates = (training.dropout, key(DROP));
                        self.network.train(&self.params, grads, &self.vectors, &batch, rates, words)
                    })
                })
                .collect();
            tasks.into_iter().map(|task| task.join().unwrap_or(f64::NAN)).collect()
        });
        losses.iter().sum()
    }

    /// The roles of an article's cues, and the contents that the first pass gives.
    pub fn of_cues(&self, read: &Read) -> (Vec<CueRoles>, Vec<Run>) {
        let (mut of_cues, mut contents) = (Vec::new(), Vec::new());
        let (transitions, start) = self.network.crf.scores(&self.params.values);
        let roles = &self.network.roles;
        let (of_roles, start_of_roles) = roles.crf.scores(&self.params.values);
        for (piece, example) in read.pieces.iter().zip(self.examples(read)) {
            let batch = Batch::new(&[&example], None);
            let (emissions, states) = self.network.emissions(&self.params, &self.vectors, &batch);
            let labels =
                viterbi(&rows::<LABELS>(&emissions, 0..emissions.rows), &transitions, &start);
            let mut cues = Vec::new();
            for run in runs(&labels, piece.start) {
                match run.role {
                    Role::Source => {}
                    Role::Cue => cues.push((run.start, run.end)),
                    Role::Content => contents.push(run),
                }
            }
            let mut asked = Cues::default();
            for &(start, end) in &cues {
                let words: Vec<usize> = (start..end).collect();
                let standings = standings(&read.reading, *piece, &words);
                let words = words.iter().map(|word| word - piece.start).collect();
                asked.add(0, &[Cue { words, standings, labels: Vec::new() }]);
            }
            let (scores, ranges) = roles.scores(&self.params, &states, &asked);
            for (cue, range) in cues.into_iter().zip(ranges) {
                let labels = viterbi(&rows(&scores, range.clone()), &of_roles, &start_of_roles);
                of_cues.push(CueRoles::new(cue, *piece, &labels, &[]));
            }
        }
        (of_cues, contents)
    }
}

fn rows<const N: usize>(scores: &Mat, rows: std::ops::Range<usize>) -> Vec<[f32; N]> {
    rows.map(|row| std::array::from_fn(|k| scores.row(row)[k])).collect()
}
