//! How far the engine's probabilities can be taken at their word: predictions in ten bins of
//! probability, each with its mean and the share that is linked to the gold, and the expected
//! calibration error (Naeini et al. 2015).

use super::Run;

/// One bin of probability.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Bin {
    /// Predictions in it.
    pub(super) count: usize,
    /// Their mean probability.
    pub(super) mean: f64,
    /// The share of them that is linked.
    pub(super) linked: f64,
}

/// Number of bins of equal width.
const BINS: usize = 10;

/// The bins of a run.
pub(super) fn bins(run: &Run) -> [Bin; BINS] {
    let cases = run.cases.iter().flat_map(|case| {
        let linked = |index: usize| case.scored.pairs.iter().any(|pair| pair.1 == index);
        case.p.iter().enumerate().map(move |(index, &p)| (f64::from(p), linked(index)))
    });
    fill(cases)
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are small, probabilities lie between 0 and 1"
)]
fn fill(cases: impl Iterator<Item = (f64, bool)>) -> [Bin; BINS] {
    let mut bins = [Bin::default(); BINS];
    for (p, linked) in cases {
        let bin = &mut bins[((p * BINS as f64) as usize).min(BINS - 1)];
        bin.count += 1;
        bin.mean += p;
        bin.linked += f64::from(u8::from(linked));
    }
    for bin in &mut bins {
        let count = bin.count.max(1) as f64;
        bin.mean /= count;
        bin.linked /= count;
    }
    bins
}

/// The mean distance of probability and share, weighted by predictions.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn error(bins: &[Bin]) -> f64 {
    let all: usize = bins.iter().map(|bin| bin.count).sum();
    let sum: f64 = bins.iter().map(|bin| bin.count as f64 * (bin.mean - bin.linked).abs()).sum();
    sum / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_is_the_mean_distance() {
        let sure = (0..10).map(|i| (0.95, i < 9));
        let unsure = (0..10).map(|i| (0.25, i < 4));
        let bins = fill(sure.chain(unsure));
        assert_eq!((bins[9].count, bins[2].count), (10, 10));
        assert!((error(&bins) - 0.5 * (0.05 + 0.15)).abs() < 1e-9);
    }
}
