//! Signatures and bands: which documents may share many shingles.
//!
//! `mh128/1` is the scheme of minima (Broder, 1997) with 128 affine permutations mod 2^32. `op128/1` hashes each
//! shingle once, takes the minimum per 128th of the range and fills empty slots from others by a
//! fixed sequence (Shrivastava, 2017); it is a choice for a whole index, never per document: a short
//! excerpt could not meet its long source.

use crate::hash::{SHINGLE, join, shingles, splitmix};
use crate::kernels::{Minima, Permutations, SLOTS, minima};
use crate::words::Word;

/// The minima of a text's shingles; every slot is `u32::MAX` for a text without words.
pub type Signature = [u32; SLOTS];

/// How a signature is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SketchScheme {
    /// 128 permutations.
    #[default]
    Mh128,
    /// One permutation with optimal densification.
    Op128,
}

impl SketchScheme {
    /// The name that indexes carry.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mh128 => "mh128/1",
            Self::Op128 => "op128/1",
        }
    }

    /// The scheme of a name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Mh128, Self::Op128].into_iter().find(|s| s.name() == name)
    }
}

/// Bands and the slots of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bands {
    /// Number of bands.
    pub bands: usize,
    /// Slots of a band.
    pub slots: usize,
}

impl Bands {
    /// 32 bands of 4 slots: finds .997 of the pairs at Jaccard .6 to .7.
    pub const WIDE: Self = Self { bands: 32, slots: 4 };
    /// 16 bands of 8 slots: fewer candidates, finds .98 at .8 to .9.
    pub const NARROW: Self = Self { bands: 16, slots: 8 };

    /// Chance that two texts of a given Jaccard index share a band: 1-(1-J^r)^b (Leskovec,
    /// Rajaraman and Ullman, Mining of Massive Datasets, section 3.4).
    pub fn recall(self, jaccard: f64) -> f64 {
        let power = |x: f64, n: usize| (0..n).fold(1.0, |p, _| p * x);
        1.0 - power(1.0 - power(jaccard, self.slots), self.bands)
    }
}

/// Start of the generator that gives the published constants.
pub(crate) const CONSTANTS: u64 = 0x5A15_0000_6D68_0001;

/// The constants from a start of the generator.
pub(crate) fn permutations(start: u64) -> Permutations {
    let number = |n: usize| (splitmix(start, n as u64) >> 32) as u32;
    Permutations {
        mul: std::array::from_fn(|k| number(2 * k) | 1),
        add: std::array::from_fn(|k| number(2 * k + 1)),
    }
}

/// Takes signatures; holds the space it needs.
#[derive(Debug)]
pub struct Sketcher {
    scheme: SketchScheme,
    minima: Minima,
    permutations: Permutations,
    upper: Vec<u32>,
}

impl Sketcher {
    /// A sketcher on the fastest kernel of this machine.
    pub fn new(scheme: SketchScheme) -> Self {
        Self::seeded(scheme, CONSTANTS)
    }

    /// A sketcher with other constants: another scheme, of use only for measuring how recall varies.
    pub fn seeded(scheme: SketchScheme, start: u64) -> Self {
        Self { scheme, minima: minima(), permutations: permutations(start), upper: Vec::new() }
    }

    /// The signature of a text's words.
    pub fn sign(&mut self, words: &[Word]) -> Signature {
        self.upper.clear();
        let upper = &mut self.upper;
        shingles(SHINGLE, words.iter().map(|w| w.hash), |h| upper.push((h >> 32) as u32));
        self.sign_upper_halves()
    }

    /// The signature of ready shingle hashes, of which the upper halves count.
    pub fn sign_shingles(&mut self, hashes: &[u64]) -> Signature {
        self.upper.clear();
        self.upper.extend(hashes.iter().map(|h| (h >> 32) as u32));
        self.sign_upper_halves()
    }

    fn sign_upper_halves(&self) -> Signature {
        let mut slots = [u32::MAX; SLOTS];
        match self.scheme {
            SketchScheme::Mh128 => (self.minima)(&self.upper, &self.permutations, &mut slots),
            SketchScheme::Op128 => one_permutation(&self.upper, &mut slots),
        }
        slots
    }
}

/// One value per shingle and slot, empty slots filled from full ones by a fixed sequence.
fn one_permutation(upper: &[u32], slots: &mut Signature) {
    for &x in upper {
        let mixed = splitmix(CONSTANTS, u64::from(x));
        let low = u32::try_from(mixed & 0x7FFF_FFFF).unwrap_or_default();
        if let Some(slot) = slots.get_mut(usize::try_from(mixed >> 57).unwrap_or_default()) {
            *slot = (*slot).min(low);
        }
    }
    if upper.is_empty() {
        return;
    }
    let full = *slots;
    for (k, slot) in slots.iter_mut().enumerate().filter(|(_, slot)| **slot == u32::MAX) {
        // Some slot is full, and the sequence meets every slot sooner or later.
        *slot = (0..u64::from(u32::MAX))
            .filter_map(|n| full.get(usize::try_from(join(k as u64, n) >> 57).ok()?).copied())
            .find(|&low| low != u32::MAX)
            .unwrap_or(u32::MAX);
    }
}

/// Calls `each` with the key of every band; not at all for a text without words.
pub fn band_keys(signature: &Signature, bands: Bands, mut each: impl FnMut(u64)) {
    if signature.iter().all(|&slot| slot == u32::MAX) {
        return;
    }
    for (band, slots) in signature.chunks_exact(bands.slots).take(bands.bands).enumerate() {
        each(slots.iter().fold(band as u64, |key, &slot| join(key, u64::from(slot))));
    }
}

/// Share of equal slots: an estimate of the Jaccard index with a standard error of about .04. It may
/// order work, never decide.
pub fn estimate(a: &Signature, b: &Signature) -> f64 {
    let equal = a.iter().zip(b).filter(|(x, y)| x == y).count();
    f64::from(u32::try_from(equal).unwrap_or_default()) / 128.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn numbered(from: usize, to: usize) -> Vec<Word> {
        words(&(from..to).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn estimates_follow_the_overlap() {
        for scheme in [SketchScheme::Mh128, SketchScheme::Op128] {
            let mut sketcher = Sketcher::new(scheme);
            let a = sketcher.sign(&numbered(0, 400));
            let b = sketcher.sign(&numbered(100, 500));
            let exact = 296.0 / 496.0;
            assert!((estimate(&a, &b) - exact).abs() < 0.13, "{scheme:?} {}", estimate(&a, &b));
            let other = sketcher.sign(&numbered(1000, 1400));
            assert!(estimate(&a, &other) < 0.06);
            assert_eq!(SketchScheme::parse(scheme.name()), Some(scheme));
        }
    }

    #[test]
    fn short_and_empty_texts() {
        let mut sketcher = Sketcher::new(SketchScheme::Mh128);
        let mut keys = 0;
        band_keys(&sketcher.sign(&[]), Bands::WIDE, |_| keys += 1);
        assert_eq!(keys, 0);
        band_keys(&sketcher.sign(&words("Rain stops play")), Bands::WIDE, |_| keys += 1);
        assert_eq!(keys, 32);
    }

    #[test]
    fn the_formula_meets_its_known_values() {
        assert!((Bands::WIDE.recall(0.65) - 0.9983).abs() < 2e-3);
        assert!((Bands::NARROW.recall(0.75) - 0.815).abs() < 0.02);
    }
}
