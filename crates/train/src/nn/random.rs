//! Random numbers keyed by what they are for, so that no order of work can change them.

/// One stream of random numbers; equal keys give equal streams.
#[derive(Clone, Debug)]
pub struct Stream {
    state: u64,
}

/// The finalizer of `SplitMix64` (Steele, Lea and Flood 2014).
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Stream {
    /// The stream of a key, such as (seed, step, layer).
    pub fn new(key: &[u64]) -> Self {
        let state = key.iter().fold(0x9e37_79b9_7f4a_7c15, |state: u64, &part| {
            mix(state ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(part)
        });
        Self { state }
    }

    /// The next 64 bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.state)
    }

    /// Uniform in [0, 1).
    #[inline]
    #[expect(clippy::cast_precision_loss, reason = "24 bits fit")]
    pub fn uniform(&mut self) -> f32 {
        (self.bits() >> 40) as f32 * (1.0 / 16_777_216.0)
    }

    /// Uniform in `0..n`; 0 for an empty range.
    #[expect(clippy::cast_possible_truncation, reason = "below n")]
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// Standard normal: the sum of twelve uniform numbers less six, which needs no platform function.
    pub fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.uniform()).sum::<f32>() - 6.0
    }

    /// Shuffles in place (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_depend_on_every_part_of_the_key() {
        let first = |key: &[u64]| Stream::new(key).bits();
        assert_eq!(first(&[1, 2, 3]), first(&[1, 2, 3]));
        assert_ne!(first(&[1, 2, 3]), first(&[1, 3, 2]));
        assert_ne!(first(&[1, 2, 3]), first(&[2, 2, 3]));
    }

    #[test]
    fn normal_has_mean_zero_and_variance_one() {
        let mut stream = Stream::new(&[7]);
        let draws: Vec<f32> = (0..20_000).map(|_| stream.normal()).collect();
        let mean = draws.iter().sum::<f32>() / 20_000.0;
        let variance = draws.iter().map(|d| d * d).sum::<f32>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
    }
}
