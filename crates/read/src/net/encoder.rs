//! From words to states: table rows and vector, mix, convolutions, recurrent layers.
//!
//! The mix and the first convolution's three products depend on a word's table rows alone, so they
//! are kept in a cache of types. Rows are computed one by one and never mixed, so a hit gives the
//! same bits as a miss.

use super::features::keys;
use super::kernel::{LEVELS, Path, Rows, Weights, wide};
use super::layers::{BiGru, GruBuffers, Linear, Norm, Schedule};
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

/// A convolution as three products of each row, for the word after, itself and the word before.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Convolution {
    /// `width x 3 width`
    pub(crate) weights: Weights,
    pub(crate) bias: Vec<f32>,
    pub(crate) norm: Norm,
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
    ids: Vec<Ids>,
    /// Words that were not in the cache.
    missing: Vec<usize>,
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

/// Direct-mapped by a hash of the ids.
#[derive(Clone, Debug, Default)]
struct Cache {
    off: bool,
    ids: Vec<Option<Ids>>,
    x: Vec<f32>,
    products: Vec<f32>,
}

impl Cache {
    fn slot(ids: &Ids) -> usize {
        let hash = ids.iter().fold(0u32, |h, &id| (h ^ id).wrapping_mul(0x9e37_79b1));
        (hash >> 16) as usize % SLOTS
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
        buffers.ids.clear();
        buffers.ids.extend(forms.map(|form| {
            let keys = keys(form);
            let row = |i: usize| tables.features[i].row(keys[i]);
            let (lists, vector) = (tables.lists.row(keys[0]), tables.vectors.row(keys[0]));
            [row(0), row(1), row(2), row(3), lists, vector]
        }));
        self.mix(path, buffers);
        let Buffers { rows, x, products, fresh, schedule, recurrent, states, .. } = buffers;
        let width = self.width();
        for (i, convolution) in self.convolutions.iter().enumerate() {
            if i > 0 {
                rows.fill(path, x, width, LEVELS);
                convolution.weights.times(path, rows, &[], products);
            }
            convolve(path, convolution, products, sentences, x, fresh);
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
    fn mix(&self, path: Path, buffers: &mut Buffers) {
        let Buffers { cache, ids, missing, x, products, fresh, fresh_products, .. } = buffers;
        let width = self.width();
        let wide = self.convolutions.first().map_or(0, |c| c.weights.outputs());
        x.resize(ids.len() * width, 0.0);
        products.resize(ids.len() * wide, 0.0);
        if cache.ids.is_empty() && !cache.off {
            cache.ids.resize(SLOTS, None);
            cache.x.resize(SLOTS * width, 0.0);
            cache.products.resize(SLOTS * wide, 0.0);
        }
        missing.clear();
        for (word, ids) in ids.iter().enumerate() {
            let slot = Cache::slot(ids);
            if cache.ids.get(slot) == Some(&Some(*ids)) {
                copy(&cache.x, slot, x, word, width);
                copy(&cache.products, slot, products, word, wide);
            } else {
                missing.push(word);
            }
        }
        self.mix_fresh(path, &buffers.ids, missing, &mut buffers.values, &mut buffers.rows, fresh);
        if let Some(first) = self.convolutions.first() {
            buffers.rows.fill(path, fresh, width, LEVELS);
            first.weights.times(path, &buffers.rows, &[], fresh_products);
        }
        for (row, &word) in missing.iter().enumerate() {
            copy(fresh, row, x, word, width);
            copy(fresh_products, row, products, word, wide);
            if !cache.off
                && let Some(ids) = buffers.ids.get(word)
            {
                let slot = Cache::slot(ids);
                copy(fresh, row, &mut cache.x, slot, width);
                copy(fresh_products, row, &mut cache.products, slot, wide);
                cache.ids[slot] = Some(*ids);
            }
        }
    }

    /// Mixed rows of some words.
    fn mix_fresh(
        &self,
        path: Path,
        ids: &[Ids],
        words: &[usize],
        values: &mut Vec<i16>,
        rows: &mut Rows,
        out: &mut Vec<f32>,
    ) {
        values.clear();
        rows.scales.clear();
        let ids = || words.iter().filter_map(|&word| ids.get(word));
        for ids in ids() {
            let (vector, scale) = self.vectors.row(ids[5]);
            values.extend(vector.iter().map(|&v| i16::from(v)));
            rows.scales.push(scale);
        }
        out.resize(words.len() * self.width(), 0.0);
        self.vector_mix.weights.times_rows(
            path,
            values,
            self.vectors.width,
            &rows.scales,
            &self.vector_mix.bias,
            out,
        );
        for (ids, out) in ids().zip(out.chunks_exact_mut(self.width().max(1))) {
            for (table, &id) in self.tables.iter().zip(ids) {
                let (row, scale) = table.row(id);
                add_scaled(path, out, row, scale);
            }
        }
        self.mix_norm.rectify_and_apply(path, out);
    }
}

wide! {
    fn add_scaled(to: &mut [f32], from: &[i8], scale: f32) {
        for (to, &v) in to.iter_mut().zip(from) {
            *to += f32::from(v) * scale;
        }
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

/// Adds a convolution's output to `x`, given the products of every row.
fn convolve(
    path: Path,
    convolution: &Convolution,
    products: &[f32],
    sentences: &[std::ops::Range<u32>],
    x: &mut [f32],
    out: &mut Vec<f32>,
) {
    let width = convolution.bias.len();
    out.resize(x.len(), 0.0);
    for sentence in sentences {
        let (start, end) = (sentence.start as usize * width, sentence.end as usize * width);
        if let (Some(products), Some(out)) =
            (products.get(3 * start..3 * end), out.get_mut(start..end))
        {
            slide(path, products, &convolution.bias, out);
        }
    }
    convolution.norm.rectify_and_apply(path, out);
    add(path, x, out);
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
    fn add(to: &mut [f32], from: &[f32]) {
        for (t, f) in to.iter_mut().zip(from) {
            *t += f;
        }
    }
}
