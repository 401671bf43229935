//! All weights of a network in one flat array, with named places in it.

use super::{Stream, View};

/// The place of one weight matrix.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    start: usize,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
}

impl Slot {
    /// Its values in an array of weights or gradients, row by row.
    pub fn of(self, values: &[f32]) -> &[f32] {
        &values[self.start..][..self.rows * self.cols]
    }

    /// The same, to write.
    pub fn of_mut(self, values: &mut [f32]) -> &mut [f32] {
        &mut values[self.start..][..self.rows * self.cols]
    }

    /// Its values as an operand.
    pub fn view(self, values: &[f32]) -> View<'_> {
        View::new(self.of(values), self.rows, self.cols)
    }
}

/// How a weight matrix starts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Start {
    /// All of one value.
    Constant(f32),
    /// Normal with this standard deviation.
    Normal(f32),
    /// Normal with variance 2 / (rows + columns) (Glorot and Bengio 2010).
    Glorot,
}

/// The weights.
#[derive(Clone, Debug)]
pub struct Params {
    /// All values, slot after slot.
    pub values: Vec<f32>,
    names: Vec<(String, Slot)>,
    seed: u64,
}

impl Params {
    /// No weight yet; what is added starts from random numbers of this seed.
    pub fn new(seed: u64) -> Self {
        Self { values: Vec::new(), names: Vec::new(), seed }
    }

    /// Adds a weight matrix. The start depends on the seed and the number of slots before it.
    pub fn add(&mut self, name: &str, rows: usize, cols: usize, start: Start) -> Slot {
        let slot = Slot { start: self.values.len(), rows, cols };
        let mut stream = Stream::new(&[self.seed, 1, self.names.len() as u64]);
        let mut normal = |deviation: f32| {
            (0..rows * cols).map(|_| stream.normal() * deviation).collect::<Vec<_>>()
        };
        #[expect(clippy::cast_precision_loss, reason = "a matrix side is far below 2^23")]
        let values = match start {
            Start::Constant(value) => vec![value; rows * cols],
            Start::Normal(deviation) => normal(deviation),
            Start::Glorot => normal((2.0 / (rows + cols) as f32).sqrt()),
        };
        self.values.extend_from_slice(&values);
        self.names.push((name.to_owned(), slot));
        slot
    }

    /// Every slot with its name, in the order of adding.
    pub fn slots(&self) -> impl Iterator<Item = (&str, Slot)> {
        self.names.iter().map(|(name, slot)| (name.as_str(), *slot))
    }

    /// The slot of a name.
    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.slots().find(|&(n, _)| n == name).map(|(_, slot)| slot)
    }

    /// The same slots with other values, such as averaged weights.
    #[must_use]
    pub fn with_values(&self, values: Vec<f32>) -> Self {
        Self { values, names: self.names.clone(), seed: self.seed }
    }

    /// A gradient of zeros.
    #[must_use]
    pub fn zero_gradient(&self) -> Vec<f32> {
        vec![0.0; self.values.len()]
    }
}
