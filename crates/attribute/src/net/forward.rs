//! The first pass, from words to scores of labels: table rows and vectors, mix, convolution, recurrent
//! layer, out.

use sayso_read::net::kernel::{LEVELS, Path, Rows};
use sayso_read::net::layers::{GruBuffers, Schedule, add, add_scaled};

use super::model::{Model, Table};
use super::{LABELS, Piece, Word};

/// Words that go through the layers together: their rows stay near the processor. Changes no result.
const BATCH: usize = 640;

/// Neighbouring pieces after the first pass.
pub(super) struct Batch<'a> {
    pub(super) pieces: &'a [Piece],
    /// First word, document-wide.
    start: usize,
    /// Scores of the labels, a row a word.
    scores: &'a [f32],
    /// What each word gives to the second pass.
    projected: &'a [f32],
}

impl Batch<'_> {
    /// Scores of the labels of a piece.
    pub(super) fn scores(&self, piece: Piece) -> &[[f32; LABELS]] {
        let rows = self.scores.as_chunks::<LABELS>().0;
        rows.get(piece.start - self.start..piece.end - self.start).unwrap_or_default()
    }

    /// What a word gives to the second pass as a word, and as a cue.
    pub(super) fn projected(&self, word: usize, width: usize) -> (&[f32], &[f32]) {
        let at = 2 * width * (word - self.start);
        let row = self.projected.get(at..at + 2 * width).unwrap_or_default();
        row.split_at_checked(width).unwrap_or_default()
    }
}

/// Runs the first pass over all pieces, batch by batch in order.
pub(super) fn batches(
    model: &Model,
    words: &[Word],
    pieces: &[Piece],
    mut take: impl FnMut(&Batch<'_>),
) {
    let path = Path::detect();
    let mut buffers = Buffers::default();
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        let count = rest.partition_point(|piece| piece.end - first.start <= BATCH).max(1);
        let (batch, tail) = rest.split_at(count);
        rest = tail;
        let end = batch.last().map_or(first.end, |piece| piece.end);
        let Some(words) = words.get(first.start..end) else { continue };
        let row = |at: usize| u32::try_from(at - first.start).unwrap_or(u32::MAX);
        let ranges: Vec<_> = batch.iter().map(|p| row(p.start)..row(p.end)).collect();
        run(model, path, words, &ranges, &mut buffers);
        take(&Batch {
            pieces: batch,
            start: first.start,
            scores: &buffers.scores,
            projected: &buffers.projected,
        });
    }
}

#[derive(Default)]
struct Buffers {
    values: Vec<i16>,
    rows: Rows,
    x: Vec<f32>,
    products: Vec<f32>,
    states: Vec<f32>,
    scores: Vec<f32>,
    projected: Vec<f32>,
    schedule: Schedule,
    recurrent: GruBuffers,
}

fn run(
    model: &Model,
    path: Path,
    words: &[Word],
    ranges: &[std::ops::Range<u32>],
    buffers: &mut Buffers,
) {
    let width = model.mix.bias.len();
    mix(model, path, words, buffers);
    let Buffers { rows, x, products, states, scores, projected, schedule, recurrent, .. } = buffers;
    rows.fill(path, x, width, LEVELS);
    model.convolution.weights.times(path, rows, &[], products);
    model.convolution.add_to(path, products, ranges, x, states);
    schedule.fill(ranges);
    rows.fill(path, x, width, LEVELS);
    model.recurrent.apply(path, rows, schedule, states, recurrent);
    let columns = model.recurrent.forwards.size() + model.recurrent.backwards.size();
    rows.fill(path, states, columns, LEVELS);
    model.out.apply(path, rows, scores);
    model.roles.project.apply(path, rows, projected);
}

/// Mixed rows of all words into `x`.
fn mix(model: &Model, path: Path, words: &[Word], buffers: &mut Buffers) {
    let Buffers { values, x, products, .. } = buffers;
    let width = model.mix.bias.len();
    x.clear();
    x.resize(words.len() * width, 0.0);
    let scale = [model.vectors.row(0).1];
    let vector = model.vectors.width;
    gather(model, words.iter().map(|word| word.keys[0]), values);
    model.mix.weights.times_rows(path, values, vector, &scale, &model.mix.bias, x);
    if words.iter().any(|word| word.head != 0) {
        gather(model, words.iter().map(|word| word.head), values);
        products.clear();
        products.resize(words.len() * width, 0.0);
        model.mix_head.weights.times_rows(path, values, vector, &scale, &[], products);
        add(path, x, products);
    }
    for (word, out) in words.iter().zip(x.chunks_exact_mut(width.max(1))) {
        let [forms, suffixes, shapes, heads] = &model.tables;
        let [form_keys, suffix_keys, shape_keys] = &model.keys;
        add_row(path, out, forms, form_keys.row(word.keys[0]));
        add_row(path, out, suffixes, suffix_keys.row(word.keys[1]));
        add_row(path, out, shapes, shape_keys.row(word.keys[2]));
        add_row(path, out, heads, if word.head == 0 { 0 } else { form_keys.row(word.head) });
        for (table, &label) in model.closed.iter().zip(&word.closed) {
            add_row(path, out, table, u32::from(label));
        }
    }
    model.mix_norm.rectify_and_apply(path, x);
}

/// The vectors of some keys, zeros for none.
fn gather(model: &Model, keys: impl Iterator<Item = u64>, values: &mut Vec<i16>) {
    values.clear();
    for key in keys {
        let id = if key == 0 { 0 } else { model.vector_keys.row(key) };
        values.extend(model.vectors.row(id).0.iter().map(|&v| i16::from(v)));
    }
}

/// Adds a row of a table.
pub(super) fn add_row(path: Path, out: &mut [f32], table: &Table, id: u32) {
    let (row, scale) = table.row(id);
    add_scaled(path, out, row, scale);
}
