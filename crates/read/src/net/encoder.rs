//! From words to states: table rows and vector, mix, convolutions, recurrent layers.
//!
//! The mix and the first convolution's three products depend on a word's keys alone, so they are kept
//! in a cache of types. Rows are computed one by one and never mixed, so a hit gives the same bits as
//! a miss.

use super::features::{Keys, keys};
use super::kernel::{LEVELS, Path, Rows};
use super::layers::{BiGru, Convolution, GruBuffers, Linear, Norm, Schedule, add_scaled};
use super::tables::Tables;

/// Rows of a word: four feature tables, the lists of names and the vectors.
pub(crate) type Ids = [u32; 6];

/// Slots of the type cache; with 128 columns it takes 4.3 MB a thread.
const SLOTS: usize = 2048;

/// A table of 8-bit rows.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct ByteTable {
    pub(crate) width: usize,
    pub(crate) rows: Vec<i8>,
    /// One a row, or one for all.
    pub(crate) scales: Vec<f32>,
}

impl ByteTable {
    fn row(&self, id: u32) -> (&[i8], f32) {
        let id = id as usize;
        let row = self.rows.get(id * self.width..(id + 1) * self.width).unwrap_or_default();
        (row, self.scales.get(id).or(self.scales.first()).copied().unwrap_or(0.0))
    }
}

/// The encoder's weights.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Encoder {
    /// Rows of the four feature tables and of the lists, already multiplied by the mix.
    pub(crate) tables: [ByteTable; 5],
    pub(crate) vectors: ByteTable,
    /// The mix's part for the vector, with the mix's bias.
    pub(crate) vector_mix: Linear,
    pub(crate) mix_norm: Norm,
    pub(crate) convolutions: Vec<Convolution>,
    pub(crate) recurrent: Vec<BiGru>,
}

/// Buffers of [`Encoder::states`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Buffers {
    cache: Cache,
    keys: Vec<Keys>,
    /// Words that were not in the cache.
    missing: Vec<usize>,
    /// Their rows in the tables.
    ids: Vec<Ids>,
    values: Vec<i16>,
    rows: Rows,
    x: Vec<f32>,
    products: Vec<f32>,
    fresh: Vec<f32>,
    fresh_products: Vec<f32>,
    schedule: Schedule,
    recurrent: GruBuffers,
    states: Vec<f32>,
}

/// Direct-mapped by the keys, which are hashes themselves.
#[derive(Clone, Debug, Default)]
struct Cache {
    off: bool,
    keys: Vec<Option<Keys>>,
    x: Vec<f32>,
    products: Vec<f32>,
}

impl Cache {
    #[expect(clippy::cast_possible_truncation, reason = "only the low bits matter")]
    fn slot(keys: &Keys) -> usize {
        keys.iter().fold(0, |hash, key| hash ^ key) as usize % SLOTS
    }
}

impl Buffers {
    /// Turns the cache off: for the test that it changes nothing.
    pub(crate) fn without_cache(&mut self) {
        self.cache.off = true;
    }
}

impl Encoder {
    /// Columns of the states.
    pub(crate) fn state_width(&self) -> usize {
        let last = self.recurrent.last();
        last.map_or(self.width(), |l| l.forwards.size() + l.backwards.size())
    }

    pub(crate) fn width(&self) -> usize {
        self.vector_mix.weights.outputs()
    }

    /// States of all words, row-major `words x state_width`; `sentences` are ranges of rows.
    pub(crate) fn states<'b, 'f>(
        &self,
        path: Path,
        tables: &Tables,
        forms: impl Iterator<Item = &'f str>,
        sentences: &[std::ops::Range<u32>],
        buffers: &'b mut Buffers,
    ) -> &'b [f32] {
        buffers.keys.clear();
        buffers.keys.extend(forms.map(keys));
        self.mix(path, tables, buffers);
        let Buffers { rows, x, products, fresh, schedule, recurrent, states, .. } = buffers;
        let width = self.width();
        for (i, convolution) in self.convolutions.iter().enumerate() {
            if i > 0 {
                rows.fill(path, x, width, LEVELS);
                convolution.weights.times(path, rows, &[], products);
            }
            convolution.add_to(path, products, sentences, x, fresh);
        }
        schedule.fill(sentences);
        std::mem::swap(x, states);
        let mut columns = width;
        for layer in &self.recurrent {
            rows.fill(path, states, columns, LEVELS);
            layer.apply(path, rows, schedule, states, recurrent);
            columns = layer.forwards.size() + layer.backwards.size();
        }
        states
    }

    /// Mixed rows of all words into `x`, products of the first convolution into `products`.
    fn mix(&self, path: Path, tables: &Tables, buffers: &mut Buffers) {
        let Buffers {
            cache,
            keys,
            missing,
            ids,
            values,
            rows,
            x,
            products,
            fresh,
            fresh_products,
            ..
        } = buffers;
        let width = self.width();
        let wide = self.convolutions.first().map_or(0, |c| c.weights.outputs());
        x.resize(keys.len() * width, 0.0);
        products.resize(keys.len() * wide, 0.0);
        if cache.keys.is_empty() && !cache.off {
            cache.keys.resize(SLOTS, None);
            cache.x.resize(SLOTS * width, 0.0);
            cache.products.resize(SLOTS * wide, 0.0);
        }
        missing.clear();
        ids.clear();
        for (word, keys) in keys.iter().enumerate() {
            let slot = Cache::slot(keys);
            if cache.keys.get(slot) == Some(&Some(*keys)) {
                copy(&cache.x, slot, x, word, width);
                copy(&cache.products, slot, products, word, wide);
            } else {
                missing.push(word);
                let row = |i: usize| tables.features[i].row(keys[i]);
                let (lists, vector) = (tables.lists.row(keys[0]), tables.vectors.row(keys[0]));
                ids.push([row(0), row(1), row(2), row(3), lists, vector]);
            }
        }
        self.mix_fresh(path, ids, values, rows, fresh);
        if let Some(first) = self.convolutions.first() {
            rows.fill(path, fresh, width, LEVELS);
            first.weights.times(path, rows, &[], fresh_products);
        }
        for (row, &word) in missing.iter().enumerate() {
            copy(fresh, row, x, word, width);
            copy(fresh_products, row, products, word, wide);
            if !cache.off
                && let Some(keys) = keys.get(word)
            {
                let slot = Cache::slot(keys);
                copy(fresh, row, &mut cache.x, slot, width);
                copy(fresh_products, row, &mut cache.products, slot, wide);
                cache.keys[slot] = Some(*keys);
            }
        }
    }

    /// Mixed rows of some words, given by their rows in the tables.
    fn mix_fresh(
        &self,
        path: Path,
        ids: &[Ids],
        values: &mut Vec<i16>,
        rows: &mut Rows,
        out: &mut Vec<f32>,
    ) {
        values.clear();
        rows.scales.clear();
        for ids in ids {
            let (vector, scale) = self.vectors.row(ids[5]);
            values.extend(vector.iter().map(|&v| i16::from(v)));
            rows.scales.push(scale);
        }
        out.resize(ids.len() * self.width(), 0.0);
        self.vector_mix.weights.times_rows(
            path,
            values,
            self.vectors.width,
            &rows.scales,
            &self.vector_mix.bias,
            out,
        );
        for (ids, out) in ids.iter().zip(out.chunks_exact_mut(self.width().max(1))) {
            for (table, &id) in self.tables.iter().zip(ids) {
                let (row, scale) = table.row(id);
                add_scaled(path, out, row, scale);
            }
        }
        self.mix_norm.rectify_and_apply(path, out);
    }
}

/// Copies a row of `width` values.
fn copy(from: &[f32], row: usize, to: &mut [f32], at: usize, width: usize) {
    if let (Some(from), Some(to)) =
        (from.get(row * width..(row + 1) * width), to.get_mut(at * width..(at + 1) * width))
    {
        to.copy_from_slice(from);
    }
}
