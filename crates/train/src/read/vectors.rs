//! Word vectors from raw text: positive pointwise mutual information of a word with the frequent
//! words at four directed places (-2, -1, +1, +2), brought to few dimensions by a randomised singular
//! value decomposition (Levy and Goldberg 2014; Halko, Martinsson and Tropp 2011).

use std::collections::BTreeMap;

use sayso_read::net::features::normalised;

use crate::nn::{Mat, Stream, View, gemm, product};

/// Frequent words that count as contexts.
const CONTEXTS: usize = 3000;
/// Times a word must be seen.
const LEAST_COUNT: u32 = 4;
/// Most words.
const MOST_WORDS: usize = 60_000;
/// Extra directions of the random projection.
const SPARE: usize = 16;
/// Largest component of a vector is around this.
const SCALE: f32 = 0.3;

/// Counts text and makes vectors.
#[derive(Debug, Default)]
pub struct Counter {
    ids: BTreeMap<String, u32>,
    texts: Vec<(f32, Vec<u32>)>,
}

/// Word vectors, unit length times 0.3 sqrt(dimensions).
#[derive(Clone, Debug)]
pub struct Vectors {
    /// Normalised words, commonest first.
    pub words: Vec<String>,
    /// One row a word.
    pub rows: Mat,
}

impl Counter {
    /// Adds a text whose co-occurrences count `weight` times.
    pub fn add<'a>(&mut self, weight: f32, words: impl Iterator<Item = &'a str>) {
        let ids = words
            .map(|word| {
                let word = normalised(word);
                let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
                *self.ids.entry(word).or_insert(next)
            })
            .collect();
        self.texts.push((weight, ids));
    }

    /// The vectors.
    pub fn finish(self, dimensions: usize) -> Vectors {
        let mut counts = vec![0u32; self.ids.len()];
        for &id in self.texts.iter().flat_map(|(_, ids)| ids) {
            counts[id as usize] += 1;
        }
        let mut words: Vec<(u32, String, u32)> = self
            .ids
            .into_iter()
            .map(|(word, id)| (counts[id as usize], word, id))
            .filter(|&(count, ..)| count >= LEAST_COUNT)
            .collect();
        words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        words.truncate(MOST_WORDS);
        let mut rank = vec![u32::MAX; counts.len()];
        for (r, &(_, _, id)) in words.iter().enumerate() {
            rank[id as usize] = u32::try_from(r).unwrap_or(u32::MAX);
        }
        let texts: Vec<(f32, Vec<u32>)> = self
            .texts
            .into_iter()
            .map(|(w, ids)| (w, ids.into_iter().map(|id| rank[id as usize]).collect()))
            .collect();
        let matrix = Sparse::count(&texts, words.len()).mutual_information();
        let rows = decompose(&matrix, dimensions);
        Vectors { words: words.into_iter().map(|(_, word, _)| word).collect(), rows }
    }
}

/// A sparse matrix by rows.
struct Sparse {
    starts: Vec<usize>,
    cols: Vec<u32>,
    values: Vec<f32>,
    width: usize,
}

impl Sparse {
    /// Counts of words (rows) with contexts at the four places (columns).
    fn count(texts: &[(f32, Vec<u32>)], words: usize) -> Self {
        let mut by_row: Vec<Vec<(u32, f32)>> = vec![Vec::new(); words];
        for (place, offset) in [-2isize, -1, 1, 2].into_iter().enumerate() {
            let mut pairs: Vec<(u64, f32)> = Vec::new();
            for (weight, ids) in texts {
                for (i, &word) in ids.iter().enumerate() {
                    let context = i.checked_add_signed(offset).and_then(|j| ids.get(j));
                    let Some(&context) = context else { continue };
                    if word != u32::MAX && (context as usize) < CONTEXTS {
                        pairs.push((u64::from(word) << 32 | u64::from(context), *weight));
                    }
                }
            }
            // Stable, so that equal pairs add up in text order.
            pairs.sort_by_key(|p| p.0);
            for same in pairs.chunk_by(|a, b| a.0 == b.0) {
                let (row, col) = (same[0].0 >> 32, same[0].0 & 0xffff_ffff);
                let total = same.iter().map(|p| p.1).sum();
                let col =
                    u32::try_from(place * CONTEXTS).unwrap_or(0) + u32::try_from(col).unwrap_or(0);
                by_row[usize::try_from(row).unwrap_or(0)].push((col, total));
            }
        }
        let mut matrix =
            Self { starts: vec![0], cols: Vec::new(), values: Vec::new(), width: 4 * CONTEXTS };
        for row in by_row {
            for (col, value) in row {
                matrix.cols.push(col);
                matrix.values.push(value);
            }
            matrix.starts.push(matrix.cols.len());
        }
        matrix
    }

    fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Positive mutual information, context counts to the power 3/4, damped for rare words.
    fn mutual_information(self) -> Self {
        let mut context = vec![0.0f32; self.width];
        for (&col, &value) in self.cols.iter().zip(&self.values) {
            context[col as usize] += value;
        }
        for count in &mut context {
            *count = count.sqrt() * count.sqrt().sqrt();
        }
        let all: f32 = context.iter().sum();
        let mut out =
            Self { starts: vec![0], cols: Vec::new(), values: Vec::new(), width: self.width };
        for row in self.starts.windows(2) {
            let range = row[0]..row[1];
            let word: f32 = self.values[range.clone()].iter().sum();
            let damp = (word / (word + 20.0)).sqrt();
            for i in range {
                let col = self.cols[i];
                let information = (self.values[i] * all / (word * context[col as usize])).ln();
                if information > 0.0 {
                    out.cols.push(col);
                    out.values.push(information * damp);
                }
            }
            out.starts.push(out.cols.len());
        }
        out
    }

    /// `self x`
    fn times(&self, x: &Mat) -> Mat {
        let mut out = Mat::zeros(self.rows(), x.cols);
        for row in 0..self.rows() {
            let sum = out.row_mut(row);
            for i in self.starts[row]..self.starts[row + 1] {
                let value = self.values[i];
                for (s, x) in sum.iter_mut().zip(x.row(self.cols[i] as usize)) {
                    *s += value * x;
                }
            }
        }
        out
    }

    /// `self^T x`
    fn transposed_times(&self, x: &Mat) -> Mat {
        let mut out = Mat::zeros(self.width, x.cols);
        for row in 0..self.rows() {
            for i in self.starts[row]..self.starts[row + 1] {
                let value = self.values[i];
                for (s, x) in out.row_mut(self.cols[i] as usize).iter_mut().zip(x.row(row)) {
                    *s += value * x;
                }
            }
        }
        out
    }
}

/// Rows of U sqrt(S), scaled to equal length.
#[expect(clippy::cast_precision_loss, reason = "a number of dimensions is small")]
fn decompose(matrix: &Sparse, dimensions: usize) -> Mat {
    let width = dimensions + SPARE;
    let mut stream = Stream::new(&[0, 2]);
    let data = (0..matrix.width * width).map(|_| stream.normal()).collect();
    let mut basis = matrix.times(&Mat { rows: matrix.width, cols: width, data });
    orthonormalise(&mut basis);
    for _ in 0..3 {
        let mut other = matrix.transposed_times(&basis);
        orthonormalise(&mut other);
        basis = matrix.times(&other);
        orthonormalise(&mut basis);
    }
    let small = matrix.transposed_times(&basis);
    let square = product(small.view().t(), small.view());
    let (values, vectors) = eigen(&square);
    let mut order: Vec<usize> = (0..width).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let mut turn = Mat::zeros(width, dimensions);
    for (to, &from) in order.iter().take(dimensions).enumerate() {
        let scale = values[from].max(0.0).sqrt().sqrt();
        for row in 0..width {
            turn.row_mut(row)[to] = vectors.row(row)[from] * scale;
        }
    }
    let mut out = Mat::zeros(basis.rows, dimensions);
    gemm(basis.view(), View::new(&turn.data, width, dimensions), &mut out.data, 0.0);
    for row in 0..out.rows {
        let row = out.row_mut(row);
        let length = row.iter().map(|v| v * v).sum::<f32>().sqrt();
        let scale = SCALE * (dimensions as f32).sqrt() / (length + 1e-6);
        for v in row {
            *v *= scale;
        }
    }
    out
}

/// Orthonormal columns by Gram-Schmidt, twice for accuracy.
fn orthonormalise(matrix: &mut Mat) {
    let (rows, cols) = (matrix.rows, matrix.cols);
    let mut columns: Vec<Vec<f32>> =
        (0..cols).map(|c| (0..rows).map(|r| matrix.data[r * cols + c]).collect()).collect();
    let dot = |a: &[f32], b: &[f32]| {
        a.chunks(1024)
            .zip(b.chunks(1024))
            .map(|(a, b)| f64::from(a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>()))
            .sum::<f64>()
    };
    for c in 0..cols {
        let (before, rest) = columns.split_at_mut(c);
        let column = &mut rest[0];
        for _ in 0..2 {
            for other in &*before {
                #[expect(clippy::cast_possible_truncation, reason = "back to single precision")]
                let share = dot(other, column) as f32;
                column.iter_mut().zip(other).for_each(|(v, o)| *v -= share * o);
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "back to single precision")]
        let length = dot(column, column).sqrt().max(1e-20) as f32;
        for v in column {
            *v /= length;
        }
    }
    for (c, column) in columns.iter().enumerate() {
        for (r, v) in column.iter().enumerate() {
            matrix.data[r * cols + c] = *v;
        }
    }
}

/// Eigenvalues and eigenvectors (columns) of a symmetric matrix, by Jacobi's rotations.
#[expect(clippy::many_single_char_names, reason = "the usual letters of the method")]
fn eigen(matrix: &Mat) -> (Vec<f32>, Mat) {
    let n = matrix.rows;
    let mut a: Vec<f64> = matrix.data.iter().map(|&v| f64::from(v)).collect();
    let mut v = vec![0.0f64; n * n];
    (0..n).for_each(|i| v[i * n + i] = 1.0);
    for _ in 0..30 {
        for p in 0..n {
            for q in p + 1..n {
                let apq = a[p * n + q];
                if apq.abs() < 1e-12 * (a[p * n + p] * a[q * n + q]).abs().sqrt() {
                    continue;
                }
                let theta = (a[q * n + q] - a[p * n + p]) / (2.0 * apq);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for k in 0..n {
                    let (x, y) = (a[k * n + p], a[k * n + q]);
                    a[k * n + p] = c * x - s * y;
                    a[k * n + q] = s * x + c * y;
                }
                for k in 0..n {
                    let (x, y) = (a[p * n + k], a[q * n + k]);
                    a[p * n + k] = c * x - s * y;
                    a[q * n + k] = s * x + c * y;
                    let (x, y) = (v[k * n + p], v[k * n + q]);
                    v[k * n + p] = c * x - s * y;
                    v[k * n + q] = s * x + c * y;
                }
            }
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "back to single precision")]
    let single = |values: &[f64]| values.iter().map(|&v| v as f32).collect::<Vec<f32>>();
    let diagonal: Vec<f64> = (0..n).map(|i| a[i * n + i]).collect();
    (single(&diagonal), Mat { rows: n, cols: n, data: single(&v) })
}

/// The words of a raw text, roughly as the treebanks cut them: clitics apart, numbers whole.
pub fn raw_words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let letter = |c: char| c.is_alphabetic();
    for chunk in text.split_whitespace() {
        let mut rest = chunk;
        while let Some(c) = rest.chars().next() {
            let run = |f: &dyn Fn(char) -> bool| rest.find(|c| !f(c)).unwrap_or(rest.len());
            let length = if rest.starts_with("http://") || rest.starts_with("https://") {
                rest.len()
            } else if letter(c) {
                letters(rest, run(&letter))
            } else if c.is_ascii_digit() {
                let length = run(&|c| c.is_ascii_digit() || c == '.' || c == ',');
                rest.get(..length).unwrap_or(rest).trim_end_matches(['.', ',']).len()
            } else if matches!(c, '\'' | '’') {
                clitic(rest, c)
            } else if c == '.' || c == '-' {
                run(&|d| d == c)
            } else {
                c.len_utf8()
            };
            let (word, tail) = rest.split_at(length.max(c.len_utf8()));
            words.push(word);
            rest = tail;
        }
    }
    words
}

/// Length of the word that starts with `run` bytes of letters: `don` of `don't` gives `do`.
fn letters(rest: &str, run: usize) -> usize {
    let (word, after) = rest.split_at(run);
    let mut marks = after.chars();
    let negated = matches!(marks.next(), Some('\'' | '’'))
        && marks.next().is_some_and(|c| c.eq_ignore_ascii_case(&'t'))
        && !marks.next().is_some_and(char::is_alphabetic);
    match word.strip_suffix(['n', 'N']) {
        Some("") if negated => run + after.chars().take(2).map(char::len_utf8).sum::<usize>(),
        Some(stem) if negated => stem.len(),
        _ => run,
    }
}

/// Length of a clitic such as `'s`, or of the mark alone.
fn clitic(rest: &str, mark: char) -> usize {
    let tail = rest.get(mark.len_utf8()..).unwrap_or_default();
    let length = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
    let word = tail.get(..length).unwrap_or_default();
    let known = ["s", "re", "ve", "ll", "d", "m"].iter().any(|k| word.eq_ignore_ascii_case(k));
    mark.len_utf8() + if known { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_text_is_cut_like_a_treebank() {
        assert_eq!(
            raw_words("\"I don't know,\" she'd said -- 1,500.50 times... https://a.b/c?"),
            [
                "\"",
                "I",
                "do",
                "n't",
                "know",
                ",",
                "\"",
                "she",
                "'d",
                "said",
                "--",
                "1,500.50",
                "times",
                "...",
                "https://a.b/c?"
            ]
        );
    }

    #[test]
    fn eigenvectors_of_a_small_matrix() {
        let matrix = Mat { rows: 2, cols: 2, data: vec![2.0, 1.0, 1.0, 2.0] };
        let (mut values, _) = eigen(&matrix);
        values.sort_by(f32::total_cmp);
        assert!((values[0] - 1.0).abs() < 1e-5 && (values[1] - 3.0).abs() < 1e-5);
    }

    #[test]
    fn words_of_one_context_lie_together() {
        let mut counter = Counter::default();
        let mut stream = Stream::new(&[3]);
        let text: Vec<&str> = (0..4000)
            .flat_map(|_| {
                let pick = |words: [&'static str; 2], i: usize| words[i];
                let i = stream.below(2);
                if stream.below(2) == 0 {
                    ["the", pick(["cat", "dog"], i), "sleeps", "."]
                } else {
                    ["a", pick(["red", "blue"], i), "stone", ";"]
                }
            })
            .collect();
        counter.add(1.0, text.into_iter());
        let vectors = counter.finish(3);
        let row = |word: &str| {
            vectors.rows.row(vectors.words.iter().position(|w| w == word).unwrap()).to_vec()
        };
        let dot = |a: &str, b: &str| row(a).iter().zip(row(b)).map(|(a, b)| a * b).sum::<f32>();
        assert!(dot("cat", "dog") > dot("cat", "red") + 0.1);
    }
}
