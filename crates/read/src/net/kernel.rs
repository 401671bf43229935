//! The matrix product of the engine: 16-bit activations with a scale a row, 8-bit weights with a
//! scale an output, 32-bit sums.
//!
//! Integer sums do not depend on their order, so the SIMD paths and their plain twin give the same bits
//! on every CPU. Activations use 12 or 13 bits of the 16, which keeps the sums far from overflow and
//! costs no accuracy worth naming; there is no saturating instruction involved.

/// Columns computed together.
const BLOCK: usize = 16;
/// Largest absolute activation: 4095 x 127 x 4096 inputs still fit 32 bits.
pub const LEVELS: f32 = 4095.0;
/// Most inputs of a linear map.
pub const MOST_INPUTS: usize = 4096;

/// Which instructions the products use; the results are the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Path {
    /// Plain code.
    Plain,
    /// AVX2.
    Avx2,
    /// AVX-512 with VNNI.
    Avx512,
}

impl Path {
    /// The fastest path of this CPU.
    pub fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx512f") && has!("avx512bw") && has!("avx512vl") && has!("avx512vnni") {
                return Self::Avx512;
            }
            if has!("avx2") {
                return Self::Avx2;
            }
        }
        Self::Plain
    }
}

/// Runs a plain function compiled anew for the CPU where the path allows: elementwise code has the same
/// result at any vector width, since nothing is contracted or reordered.
macro_rules! wide {
    ($(#[$doc:meta])* $visibility:vis fn $name:ident($($arg:ident: $kind:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        $visibility fn $name(path: $crate::net::kernel::Path, $($arg: $kind),*) {
            #[inline(always)]
            fn plain($($arg: $kind),*) $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn avx2($($arg: $kind),*) {
                plain($($arg),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
            fn avx512($($arg: $kind),*) {
                plain($($arg),*);
            }
            match path {
                #[cfg(target_arch = "x86_64")]
                #[expect(unsafe_code, reason = "the only way to call a function for one CPU")]
                // SAFETY: this path is chosen only where the CPU has AVX2.
                $crate::net::kernel::Path::Avx2 => unsafe { avx2($($arg),*) },
                #[cfg(target_arch = "x86_64")]
                #[expect(unsafe_code, reason = "the only way to call a function for one CPU")]
                // SAFETY: this path is chosen only where the CPU has these parts of AVX-512.
                $crate::net::kernel::Path::Avx512 => unsafe { avx512($($arg),*) },
                _ => plain($($arg),*),
            }
        }
    };
}
pub(crate) use wide;

/// Rows of quantised activations.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Values of a row; even, the last may be padding.
    pub width: usize,
    /// `rows x width`
    pub values: Vec<i16>,
    /// What a step of each row is worth.
    pub scales: Vec<f32>,
}

impl Rows {
    /// Quantises rows of `width` values with at most `levels` steps on each side.
    pub fn fill(&mut self, path: Path, x: &[f32], width: usize, levels: f32) {
        self.width = width.next_multiple_of(2);
        let rows = x.len() / width.max(1);
        self.values.resize(rows * self.width, 0);
        self.scales.resize(rows, 0.0);
        quantise(path, x, width, levels, self.width, &mut self.values, &mut self.scales);
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// No row.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }
}

/// 1.5 x 2^23: adding it leaves the nearest integer in the low bits.
const ROUND: f32 = 12_582_912.0;

/// The nearest integer of a value within 16 bits.
#[inline(always)]
#[expect(clippy::inline_always, reason = "has to become part of the function compiled for a CPU")]
#[expect(clippy::cast_possible_truncation, reason = "the low bits are the integer")]
fn nearest(x: f32) -> i16 {
    (x + ROUND).to_bits() as i16
}

/// Raises each lane to the absolute value beside it.
#[inline(always)]
#[expect(clippy::inline_always, reason = "has to become part of the function compiled for a CPU")]
fn raise(lanes: &mut [f32; BLOCK], values: &[f32]) {
    for (lane, v) in lanes.iter_mut().zip(values) {
        let v = v.abs();
        *lane = if v > *lane { v } else { *lane };
    }
}

wide! {
    fn quantise(
        x: &[f32],
        width: usize,
        levels: f32,
        stride: usize,
        values: &mut [i16],
        scales: &mut [f32],
    ) {
        let rows = x.chunks_exact(width.max(1)).zip(values.chunks_exact_mut(stride.max(1)));
        for ((x, values), scale) in rows.zip(scales) {
            let (blocks, rest) = x.as_chunks::<BLOCK>();
            let mut lanes = [1e-20f32; BLOCK];
            for block in blocks {
                raise(&mut lanes, block);
            }
            raise(&mut lanes, rest);
            let top = lanes.iter().fold(0.0f32, |a, &b| if b > a { b } else { a });
            let rate = levels / top;
            *scale = top / levels;
            let (values, padding) = values.split_at_mut(width);
            for (value, v) in values.iter_mut().zip(x) {
                *value = nearest(v * rate);
            }
            padding.fill(0);
        }
    }
}

/// Quantises states within -1 and 1 by a fixed scale of `1 / LEVELS`.
#[inline(always)]
#[expect(clippy::inline_always, reason = "has to become part of the function compiled for a CPU")]
pub(crate) fn quantise_state(x: f32) -> i16 {
    nearest(x * LEVELS)
}

/// Two inputs of 16 outputs, as wide as a cache line.
#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(align(64))]
struct Block([[i16; 2]; BLOCK]);

/// A weight matrix in blocks of 16 outputs, two inputs side by side.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Weights {
    inputs: usize,
    outputs: usize,
    packed: Vec<Block>,
    scales: Vec<f32>,
}

impl Weights {
    /// Packs row-major `inputs x outputs` weights with a scale each output.
    pub fn pack(weights: &[i8], inputs: usize, outputs: usize, scales: &[f32]) -> Self {
        let transposed = |i: usize, o: usize| weights.get(i * outputs + o).copied().unwrap_or(0);
        Self::build(inputs, outputs, scales, |i, o| i16::from(transposed(i, o)))
    }

    /// Takes activations as weights: the rows of `rows` become outputs.
    pub fn from_rows(&mut self, rows: &Rows, range: std::ops::Range<usize>) {
        let (inputs, outputs) = (rows.width, range.len());
        self.inputs = inputs;
        self.outputs = outputs;
        self.scales.clear();
        self.scales.extend_from_slice(rows.scales.get(range.clone()).unwrap_or_default());
        self.scales.resize(outputs.next_multiple_of(BLOCK), 0.0);
        let pairs = inputs / 2;
        self.packed.resize(outputs.div_ceil(BLOCK) * pairs, Block([[0; 2]; BLOCK]));
        // Outputs that fill up the last block.
        let last = self.packed.len().saturating_sub(pairs);
        self.packed.get_mut(last..).unwrap_or_default().fill(Block([[0; 2]; BLOCK]));
        for (o, row) in range.enumerate() {
            let values = rows.values.get(row * inputs..).unwrap_or_default();
            let Some(panel) = self.packed.get_mut(o / BLOCK * pairs..) else { continue };
            for (block, pair) in panel.iter_mut().zip(values.as_chunks::<2>().0.iter().take(pairs))
            {
                block.0[o % BLOCK] = *pair;
            }
        }
    }

    fn build(
        inputs: usize,
        outputs: usize,
        scales: &[f32],
        weight: impl Fn(usize, usize) -> i16,
    ) -> Self {
        let pairs = inputs.div_ceil(2);
        let mut packed = vec![Block([[0; 2]; BLOCK]); outputs.div_ceil(BLOCK) * pairs];
        for o in 0..outputs {
            for i in 0..inputs {
                packed[o / BLOCK * pairs + i / 2].0[o % BLOCK][i % 2] = weight(i, o);
            }
        }
        let mut scales = scales.to_vec();
        scales.resize(outputs.next_multiple_of(BLOCK), 0.0);
        Self { inputs, outputs, packed, scales }
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// `out = x w + bias`, row-major `rows x outputs`; `bias` may be empty for none.
    pub fn times(&self, path: Path, x: &Rows, bias: &[f32], out: &mut Vec<f32>) {
        out.resize(x.len() * self.outputs, 0.0);
        self.times_rows(path, &x.values, x.width, &x.scales, bias, out);
    }

    /// The same for rows of values, each with its scale; one scale stands for all.
    pub fn times_rows(
        &self,
        path: Path,
        values: &[i16],
        width: usize,
        scales: &[f32],
        bias: &[f32],
        out: &mut [f32],
    ) {
        let pairs = self.inputs.div_ceil(2);
        if self.outputs == 0 || pairs == 0 || width != 2 * pairs {
            out.fill(0.0);
            return;
        }
        let (values, _) = values.as_chunks::<2>();
        let (column_scales, _) = self.scales.as_chunks::<BLOCK>();
        let panels = self.packed.chunks_exact(pairs).zip(column_scales);
        for (block, (panel, &column_scales)) in panels.enumerate() {
            let first = block * BLOCK;
            let bias = bias.get(first..).unwrap_or_default();
            let bias = bias.first_chunk().copied().unwrap_or_else(|| {
                std::array::from_fn(|column| bias.get(column).copied().unwrap_or(0.0))
            });
            let factors = [column_scales, bias];
            let range = first..self.outputs.min(first + BLOCK);
            let out = Columns { factors, range, stride: self.outputs, out };
            let mut job = Job { values, pairs, scales, out, done: 0 };
            match path {
                #[cfg(target_arch = "x86_64")]
                #[expect(unsafe_code, reason = "the only way to call a function for one CPU")]
                // SAFETY: this path is chosen only where the CPU has AVX2.
                Path::Avx2 => unsafe { panel_avx2(&mut job, panel) },
                #[cfg(target_arch = "x86_64")]
                #[expect(unsafe_code, reason = "the only way to call a function for one CPU")]
                // SAFETY: this path is chosen only where the CPU has these parts of AVX-512.
                Path::Avx512 => unsafe { panel_avx512(&mut job, panel) },
                _ => job.by_tiles::<1>(|[row]| [sums_plain(row, panel)]),
            }
        }
    }
}

/// Where the products of a panel go.
struct Columns<'o> {
    /// Scales and biases of the columns.
    factors: [[f32; BLOCK]; 2],
    range: std::ops::Range<usize>,
    /// Columns of `out`.
    stride: usize,
    out: &'o mut [f32],
}

impl Columns<'_> {
    /// Sums of a row to numbers: times the row's scale, with the scales and biases of the columns.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to become part of functions compiled for a CPU")]
    fn put(&mut self, row: usize, scale: f32, sums: [i32; BLOCK]) {
        let [scales, bias] = &self.factors;
        let values: [f32; BLOCK] = std::array::from_fn(|i| {
            #[expect(clippy::cast_precision_loss, reason = "rounded to nearest on every path")]
            let sum = sums[i] as f32;
            sum * (scale * scales[i]) + bias[i]
        });
        let (first, end) =
            (row * self.stride + self.range.start, row * self.stride + self.range.end);
        let out = self.out.get_mut(first..end).unwrap_or_default();
        match out.as_mut_array() {
            Some(out) => *out = values,
            None => out.iter_mut().zip(values).for_each(|(out, value)| *out = value),
        }
    }
}

/// The rows that a panel is multiplied with.
struct Job<'v, 'o> {
    values: &'v [[i16; 2]],
    /// Pairs of a row.
    pairs: usize,
    /// One a row, or one for all.
    scales: &'v [f32],
    out: Columns<'o>,
    /// Rows done.
    done: usize,
}

impl Job<'_, '_> {
    /// Takes the rows that are left, `R` together while there are as many.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to become part of functions compiled for a CPU")]
    fn by_tiles<const R: usize>(&mut self, sums: impl Fn([&[[i16; 2]]; R]) -> [[i32; BLOCK]; R]) {
        let rows = self.values.len() / self.pairs;
        while self.done + R <= rows {
            let row = |i: usize| {
                let at = (self.done + i) * self.pairs;
                self.values.get(at..at + self.pairs).unwrap_or_default()
            };
            for sums in sums(std::array::from_fn(row)) {
                let scale = self.scales.get(self.done).or(self.scales.first());
                self.out.put(self.done, scale.copied().unwrap_or(0.0), sums);
                self.done += 1;
            }
        }
    }
}

fn sums_plain(row: &[[i16; 2]], panel: &[Block]) -> [i32; BLOCK] {
    let mut sums = [0i32; BLOCK];
    for (a, block) in row.iter().zip(panel) {
        for (sum, b) in sums.iter_mut().zip(&block.0) {
            *sum += i32::from(a[0]) * i32::from(b[0]) + i32::from(a[1]) * i32::from(b[1]);
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn panel_avx2(job: &mut Job<'_, '_>, panel: &[Block]) {
    job.by_tiles::<4>(|rows| tile_avx2(rows, panel));
    job.by_tiles::<1>(|rows| tile_avx2(rows, panel));
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx2")]
fn tile_avx2<const R: usize>(rows: [&[[i16; 2]]; R], panel: &[Block]) -> [[i32; BLOCK]; R] {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
    };
    if rows.iter().any(|row| row.len() != panel.len()) {
        return [[0; BLOCK]; R];
    }
    let mut low = [_mm256_setzero_si256(); R];
    let mut high = [_mm256_setzero_si256(); R];
    for (p, block) in panel.iter().enumerate() {
        let [first, second]: [__m256i; 2] = bytemuck::cast(block.0);
        // Counted by hand: the sums have to stay in registers.
        let mut r = 0;
        while r < R {
            let pair = _mm256_set1_epi32(bytemuck::cast(rows[r][p]));
            low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(pair, first));
            high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(pair, second));
            r += 1;
        }
    }
    std::array::from_fn(|r| bytemuck::cast([low[r], high[r]]))
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn panel_avx512(job: &mut Job<'_, '_>, panel: &[Block]) {
    job.by_tiles::<8>(|rows| tile_avx512(rows, panel));
    job.by_tiles::<4>(|rows| tile_avx512(rows, panel));
    job.by_tiles::<1>(|[row]| [single_avx512(row, panel)]);
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn tile_avx512<const R: usize>(rows: [&[[i16; 2]]; R], panel: &[Block]) -> [[i32; BLOCK]; R] {
    use std::arch::x86_64::{_mm512_dpwssd_epi32, _mm512_set1_epi32, _mm512_setzero_si512};
    let mut sums = [_mm512_setzero_si512(); R];
    if rows.iter().all(|row| row.len() == panel.len()) {
        for (p, block) in panel.iter().enumerate() {
            let block = bytemuck::cast(block.0);
            // Counted by hand: the sums have to stay in registers.
            let mut r = 0;
            while r < R {
                let pair = _mm512_set1_epi32(bytemuck::cast(rows[r][p]));
                sums[r] = _mm512_dpwssd_epi32(sums[r], pair, block);
                r += 1;
            }
        }
    }
    std::array::from_fn(|r| bytemuck::cast(sums[r]))
}

/// One row; several sums, since each waits for the one before.
#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn single_avx512(row: &[[i16; 2]], panel: &[Block]) -> [i32; BLOCK] {
    use std::arch::x86_64::{
        _mm512_add_epi32, _mm512_dpwssd_epi32, _mm512_set1_epi32, _mm512_setzero_si512,
    };
    const WAYS: usize = 4;
    let mut sums = [_mm512_setzero_si512(); WAYS];
    let ((pairs, last_pairs), (blocks, last_blocks)) = (row.as_chunks(), panel.as_chunks());
    for (pairs, blocks) in pairs.iter().zip(blocks) {
        let (pairs, blocks): (&[_; WAYS], &[Block; WAYS]) = (pairs, blocks);
        let mut way = 0;
        while way < WAYS {
            let pair = _mm512_set1_epi32(bytemuck::cast(pairs[way]));
            sums[way] = _mm512_dpwssd_epi32(sums[way], pair, bytemuck::cast(blocks[way].0));
            way += 1;
        }
    }
    let [mut first, second, third, fourth] = sums;
    for (&pair, block) in last_pairs.iter().zip(last_blocks) {
        let pair = _mm512_set1_epi32(bytemuck::cast(pair));
        first = _mm512_dpwssd_epi32(first, pair, bytemuck::cast(block.0));
    }
    let (first, second) = (_mm512_add_epi32(first, second), _mm512_add_epi32(third, fourth));
    bytemuck::cast(_mm512_add_epi32(first, second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(n: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from(u16::try_from(state >> 16).unwrap()) / 32768.0 - 1.0
        };
        (0..n).map(|_| next()).collect()
    }

    #[expect(clippy::cast_possible_truncation, reason = "within a byte")]
    fn product(path: Path, rows: usize, inputs: usize, outputs: usize) -> (Vec<f32>, Vec<f32>) {
        let x = numbers(rows * inputs, 1);
        let bytes: Vec<i8> =
            numbers(inputs * outputs, 2).iter().map(|w| (w * 127.0) as i8).collect();
        let scales = numbers(outputs, 3);
        let weights = Weights::pack(&bytes, inputs, outputs, &scales);
        let bias = numbers(outputs, 4);
        let (mut quantised, mut out) = (Rows::default(), Vec::new());
        quantised.fill(path, &x, inputs, LEVELS);
        weights.times(path, &quantised, &bias, &mut out);
        let mut exact = Vec::new();
        for row in x.chunks(inputs) {
            for (o, b) in bias.iter().enumerate() {
                let sum: f32 =
                    (0..inputs).map(|i| row[i] * f32::from(bytes[i * outputs + o])).sum();
                exact.push(sum * scales[o] + b);
            }
        }
        (out, exact)
    }

    /// Paths of this CPU.
    fn paths() -> &'static [Path] {
        match Path::detect() {
            Path::Plain => &[],
            Path::Avx2 => &[Path::Avx2],
            Path::Avx512 => &[Path::Avx2, Path::Avx512],
        }
    }

    #[test]
    fn products_are_close_and_paths_agree_to_the_bit() {
        for (rows, inputs, outputs) in [(1, 2, 1), (3, 7, 5), (4, 64, 16), (9, 130, 67), (0, 8, 8)]
        {
            let (plain, exact) = product(Path::Plain, rows, inputs, outputs);
            for (a, b) in plain.iter().zip(&exact) {
                assert!((a - b).abs() < 0.1 + b.abs() * 2e-3, "{a} {b}");
            }
            for &path in paths() {
                let (fast, _) = product(path, rows, inputs, outputs);
                assert!(plain.iter().zip(&fast).all(|(a, b)| a.to_bits() == b.to_bits()));
            }
            assert_eq!(plain.len(), rows * outputs);
        }
    }

    #[test]
    fn rows_serve_as_weights() {
        let (a, b) = (numbers(3 * 6, 5), numbers(20 * 6, 6));
        let (mut rows, mut others, mut weights, mut out) =
            (Rows::default(), Rows::default(), Weights::default(), Vec::new());
        rows.fill(Path::Plain, &a, 6, LEVELS);
        others.fill(Path::Plain, &b, 6, LEVELS);
        weights.from_rows(&others, 2..20);
        weights.times(Path::detect(), &rows, &[], &mut out);
        for (i, value) in out.iter().enumerate() {
            let (r, o) = (i / 18, i % 18 + 2);
            let sum: f32 = (0..6).map(|k| a[r * 6 + k] * b[o * 6 + k]).sum();
            assert!((value - sum).abs() < 5e-3);
        }
    }
}
