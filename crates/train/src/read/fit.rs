//! The training loop: batches, shards, optimiser, checkpoints, and a look at the dev sets.

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sayso_core::Deprel;
use sayso_read::net::features::norm_key;
use sayso_read::net::tables::{KeyTable, ListedWords};

use super::config::Config;
use super::data::Data;
use super::encode::{Encoder, Example, LONGEST_SENTENCE};
use super::names;
use super::network::{Batch, Network, Prediction, Sizes};
use super::rename::People;
use super::teach::Lesson;
use crate::nn::{Adam, Mat, Params, Schedule, Stream};

/// What a random stream is for.
const ORDER: u64 = 10;
const NOISE: u64 = 11;
const HIDE: u64 = 12;
const DROP: u64 = 13;
const RENAME: u64 = 14;
const HEADS: u64 = 15;

/// A network in training.
#[derive(Debug)]
pub struct Trainer<'a> {
    config: &'a Config,
    /// Tables of the data.
    pub encoder: Encoder,
    /// Weights, at last their averages.
    pub params: Params,
    /// Word vectors by row, zeros first.
    pub vectors: Mat,
    network: Network,
    adam: Adam,
    examples: Vec<Example>,
    /// Where the lessons begin among the examples.
    lessons: usize,
    people: People,
    dev: Vec<(String, Vec<Example>)>,
    dev_names: Vec<Example>,
    epoch: u64,
    seed: u64,
    checkpoint: PathBuf,
}

impl<'a> Trainer<'a> {
    /// Prepares a training, or takes it up from its checkpoint in `folder`.
    ///
    /// # Errors
    /// When the checkpoint cannot be read.
    pub fn new(
        config: &'a Config,
        data: &Data,
        lessons: &[Lesson],
        seed: u64,
        folder: &Path,
    ) -> Result<Self> {
        let words = data.vectors.words.iter().map(String::as_str);
        let lists = data.lists.words();
        let encoder = Encoder::new(&data.sentences, &data.named, lessons, words, lists);
        let mut vectors = Mat::zeros(encoder.tables.vectors.rows(), config.shape.vector);
        for (i, word) in data.vectors.words.iter().enumerate() {
            let row = encoder.tables.vectors.row(norm_key(word)) as usize;
            vectors.row_mut(row).copy_from_slice(data.vectors.rows.row(i));
        }
        let sizes = Sizes {
            rows: std::array::from_fn(|i| {
                encoder.tables.features.get(i).map_or(ListedWords::ROWS, KeyTable::rows)
            }),
            feats: encoder.tables.feats.len(),
            scripts: encoder.tables.scored_scripts,
        };
        let mut params = Params::new(seed);
        let network = Network::new(&mut params, config.shape, sizes);
        let trees = data.sentences.iter().map(|s| encoder.sentence(s));
        let mut examples: Vec<Example> = trees
            .chain(data.named.iter().map(|n| encoder.named(n)))
            .filter(|e| !e.is_empty() && e.len() <= LONGEST_SENTENCE)
            .collect();
        let training = &config.training;
        let words: usize = examples.iter().map(Example::len).sum();
        let first_lesson = examples.len();
        examples.extend(lessons.iter().map(|lesson| encoder.lesson(lesson)));
        let heard: usize = lessons.iter().map(|lesson| lesson.forms.len()).sum();
        let words = words + heard / config.parts();
        let steps = words.div_ceil(training.batch_words) as u64;
        let schedule = Schedule {
            peak: training.rate,
            warm_up: steps / 2,
            steps: steps * training.epochs,
            largest_norm: 5.0,
            average: 0.998,
        };
        let mut trainer = Self {
            config,
            adam: Adam::new(schedule, &params.values),
            dev: data
                .dev
                .iter()
                .map(|(name, d)| (name.clone(), d.iter().map(|s| encoder.sentence(s)).collect()))
                .collect(),
            dev_names: data.dev_names.iter().map(|n| encoder.named(n)).collect(),
            encoder,
            params,
            vectors,
            network,
            examples,
            lessons: first_lesson,
            people: People::new(data.lists.clone()),
            epoch: 0,
            seed,
            checkpoint: folder.join(format!("checkpoint-{seed}.bin")),
        };
        trainer.resume()?;
        Ok(trainer)
    }

    /// Trains to the end, telling of each epoch; leaves the averaged weights in `params`.
    ///
    /// # Errors
    /// When a checkpoint cannot be written.
    pub fn run(&mut self, threads: usize, tell: &mut dyn FnMut(String)) -> Result<()> {
        while self.epoch < self.config.training.epochs {
            let loss = self.run_epoch(threads);
            self.epoch += 1;
            self.save()?;
            let look = self.epoch.is_multiple_of(4) || self.epoch == self.config.training.epochs;
            let scores = if look || self.epoch == 1 {
                self.scores(&[self.params.with_values(self.adam.average.clone())])
            } else {
                String::new()
            };
            tell(format!("epoch {} loss {loss:.4} {scores}", self.epoch));
        }
        self.params.values.clone_from(&self.adam.average);
        Ok(())
    }

    fn run_epoch(&mut self, threads: usize) -> f64 {
        let parts = self.config.parts();
        let part = usize::try_from(self.epoch).unwrap_or(0) % parts;
        let heard = (self.lessons..self.examples.len()).filter(|i| i % parts == part);
        let mut order: Vec<usize> = (0..self.lessons).chain(heard).collect();
        Stream::new(&[self.seed, ORDER, self.epoch]).shuffle(&mut order);
        let shards = self.config.training.shards;
        let mut gradients = vec![self.params.zero_gradient(); shards];
        let (mut total, mut steps) = (0.0, 0.0);
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let mut words = 0;
            let length = rest
                .iter()
                .position(|&i| {
                    words += self.examples[i].len();
                    words >= self.config.training.batch_words
                })
                .map_or(rest.len(), |i| i + 1);
            let (batch, tail) = rest.split_at(length);
            rest = tail;
            total += self.run_step(batch, threads, &mut gradients);
            steps += 1.0;
        }
        total / steps
    }

    /// A sentence as this epoch meets it.
    fn example(&self, i: usize) -> Example {
        let stream = |what| Stream::new(&[self.seed, what, self.epoch, i as u64]);
        let mut example = self.examples[i].clone();
        example.draw_heads(&mut stream(HEADS));
        let mut rename = stream(RENAME);
        if rename.uniform() < self.config.training.renamed {
            example = self.people.renamed(&self.encoder, &example, &mut rename);
        }
        self.encoder.disturbed(&example, &mut stream(NOISE))
    }

    fn run_step(&mut self, batch: &[usize], threads: usize, gradients: &mut [Vec<f32>]) -> f64 {
        let step = self.adam.step;
        let mut parts = vec![Vec::new(); gradients.len()];
        let mut sizes = vec![0; gradients.len()];
        for &i in batch {
            let example = self.example(i);
            let lightest = (0..sizes.len()).min_by_key(|&s| sizes[s]).unwrap_or(0);
            sizes[lightest] += example.len();
            parts[lightest].push(example);
        }
        let words = sizes.iter().sum();
        let this = &*self;
        let work = |shard: usize, examples: Vec<Example>, gradient: &mut Vec<f32>| {
            let key = |what| Stream::new(&[this.seed, what, step, shard as u64]);
            let batch = Batch::new(examples, Some(key(HIDE)));
            gradient.fill(0.0);
            let dropout = (this.config.training.dropout, key(DROP));
            this.network.train(&this.params, gradient, &this.vectors, &batch, dropout, words)
        };
        let jobs = parts.into_iter().zip(gradients.iter_mut()).enumerate();
        let loss: f64 = if threads > 1 {
            std::thread::scope(|scope| {
                let handles: Vec<_> = jobs
                    .map(|(shard, (examples, gradient))| {
                        scope.spawn(move || work(shard, examples, gradient))
                    })
                    .collect();
                handles.into_iter().map(|h| h.join().unwrap_or(f64::NAN)).sum()
            })
        } else {
            jobs.map(|(shard, (examples, gradient))| work(shard, examples, gradient)).sum()
        };
        if let Some((first, rest)) = gradients.split_first_mut() {
            for other in rest {
                crate::nn::add(first, other);
            }
            self.adam.step(&mut self.params.values, first);
        }
        loss
    }

    /// UPOS and LAS of the dev treebanks, F1 of the dev names, by the mean of some networks.
    pub fn scores(&self, members: &[Params]) -> String {
        let mut text = String::new();
        for (name, examples) in &self.dev {
            let (mut words, mut upos, mut las) = (0, 0, 0);
            self.each(members, examples, |e, found, at| {
                for (i, at) in at.enumerate() {
                    words += 1;
                    upos += u32::from(found.upos[at] == e.upos[i]);
                    let base = |l: u32| Deprel::ALL.get(l as usize).map(|d| d.base());
                    let is_right = found.heads[at].first().is_some_and(|c| {
                        c.head == e.heads[i] && base(c.deprel) == base(e.deprels[i])
                    });
                    las += u32::from(is_right);
                }
            });
            let percent = |n: u32| 100.0 * f64::from(n) / f64::from(words.max(1));
            let _ = write!(text, "{name} upos {:.2} las {:.2}; ", percent(upos), percent(las));
        }
        let (mut right, mut found, mut gold) = (0, 0, 0);
        self.each(members, &self.dev_names, |e, prediction, at| {
            let keep = |labels: &[u32]| {
                names::spans(labels).into_iter().filter(|s| s.2 < 3).collect::<Vec<_>>()
            };
            let (ours, theirs) = (keep(&prediction.names[at]), keep(&e.names));
            right += ours.iter().filter(|s| theirs.contains(s)).count();
            found += ours.len();
            gold += theirs.len();
        });
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let f1 = 200.0 * right as f64 / (found + gold).max(1) as f64;
        text + &format!("names {f1:.1}")
    }

    /// What some networks together hold likely.
    pub fn predict(&self, members: &[Params], batch: &Batch) -> Prediction {
        self.network.predict(members, &self.vectors, batch)
    }

    /// Shows each sentence with the prediction that holds its words, and where.
    fn each(
        &self,
        members: &[Params],
        examples: &[Example],
        mut look: impl FnMut(&Example, &Prediction, Range<usize>),
    ) {
        for chunk in examples.chunks(32) {
            let found = self.predict(members, &Batch::new(chunk.to_vec(), None));
            let mut start = 0;
            for e in chunk {
                look(e, &found, start..start + e.len());
                start += e.len();
            }
        }
    }

    /// Writes epoch, step, weights and the optimiser's state.
    fn save(&self) -> Result<()> {
        let mut bytes = Vec::new();
        bytes.extend(self.epoch.to_le_bytes());
        bytes.extend(self.adam.step.to_le_bytes());
        for values in [&self.params.values, &self.adam.mean, &self.adam.square, &self.adam.average]
        {
            bytes.extend(values.iter().flat_map(|v| v.to_le_bytes()));
        }
        let fresh = self.checkpoint.with_extension("new");
        fs::write(&fresh, bytes).with_context(|| format!("cannot write {}", fresh.display()))?;
        fs::rename(&fresh, &self.checkpoint)
            .with_context(|| format!("cannot write {}", self.checkpoint.display()))
    }

    fn resume(&mut self) -> Result<()> {
        let Ok(bytes) = fs::read(&self.checkpoint) else { return Ok(()) };
        let wrong =
            || format!("{} is of another configuration; delete it", self.checkpoint.display());
        let (head, body) = bytes.split_at_checked(16).with_context(wrong)?;
        let (counts, _) = head.as_chunks::<8>();
        let (values, rest) = body.as_chunks::<4>();
        let length = self.params.values.len();
        anyhow::ensure!(rest.is_empty() && values.len() == 4 * length, wrong());
        self.epoch = u64::from_le_bytes(counts[0]);
        self.adam.step = u64::from_le_bytes(counts[1]);
        let mut values = values.iter().map(|v| f32::from_le_bytes(*v));
        for target in [
            &mut self.params.values,
            &mut self.adam.mean,
            &mut self.adam.square,
            &mut self.adam.average,
        ] {
            target.iter_mut().zip(&mut values).for_each(|(t, v)| *t = v);
        }
        Ok(())
    }
}
