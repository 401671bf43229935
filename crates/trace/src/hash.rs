//! The hash scheme `sayso-w5/1`: word hash, shingle hash and the generator of the signature's
//! constants. It is written out with test vectors in `docs/methods/trace-hash.md` and frozen: stored
//! indexes depend on every bit of it. Another constant is another scheme name. There is no seed that
//! differs between processes.

/// Name of the word and shingle hash.
pub const SCHEME: &str = "sayso-w5/1";

/// Words of a plain shingle.
pub const SHINGLE: usize = 5;

const K0: u64 = 0x9E37_79B9_7F4A_7C15;
const K1: u64 = 0xD6E8_FEB8_6659_FD93;
const K2: u64 = 0xA076_1D64_78BD_642F;
const K3: u64 = 0xE703_7ED1_A0B4_28DB;
/// Multiplier of the shingle polynomial.
const M: u64 = 0xD1B5_4A32_D192_ED03;

/// The 128-bit product of two words, its halves joined by XOR.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves of the product are wanted")]
pub(crate) const fn fold(a: u64, b: u64) -> u64 {
    let product = (a as u128) * (b as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

/// First state of a word hash.
pub(crate) const WORD_START: u64 = K0;

/// Mixes the next eight folded bytes, little-endian and padded with zeros, into a word hash.
#[inline]
pub(crate) const fn word_lane(state: u64, lane: u64) -> u64 {
    fold(state ^ lane, K1)
}

/// Ends a word hash with the number of folded bytes.
#[inline]
pub(crate) const fn word_end(state: u64, bytes: u64) -> u64 {
    fold(state ^ bytes, K2)
}

/// Hash of a word's folded bytes.
pub fn word_hash(folded: &[u8]) -> u64 {
    let state = folded.chunks(8).fold(WORD_START, |state, chunk| {
        let lane = chunk.iter().rev().fold(0, |lane, &byte| lane << 8 | u64::from(byte));
        word_lane(state, lane)
    });
    word_end(state, folded.len() as u64)
}

/// Last step of a shingle hash.
#[inline]
const fn finish(polynomial: u64) -> u64 {
    fold(polynomial ^ K3, K1)
}

/// Calls `each` with the hash of every run of `k` neighbouring items, in order; with one hash over
/// what is there where there are fewer than `k` items, and not at all for none.
#[inline]
pub(crate) fn shingles(
    k: usize,
    items: impl ExactSizeIterator<Item = u64> + Clone,
    mut each: impl FnMut(u64),
) {
    let count = items.len();
    let first = k.min(count);
    if first == 0 {
        return;
    }
    let mut ahead = items.clone();
    let mut polynomial = 0u64;
    for item in ahead.by_ref().take(first) {
        polynomial = polynomial.wrapping_mul(M).wrapping_add(item);
    }
    each(finish(polynomial));
    let top = (0..k).fold(1u64, |power, _| power.wrapping_mul(M));
    for (new, old) in ahead.zip(items) {
        polynomial =
            polynomial.wrapping_mul(M).wrapping_add(new).wrapping_sub(old.wrapping_mul(top));
        each(finish(polynomial));
    }
}

/// The hashes of all plain shingles of a text's words.
pub fn shingle_hashes(words: &[crate::words::Word]) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(words.len());
    shingles(SHINGLE, words.iter().map(|word| word.hash), |hash| hashes.push(hash));
    hashes
}

/// Hash of one run of items, equal to the one [`shingles`] gives for it.
#[cfg(test)]
pub(crate) fn shingle_hash(items: &[u64]) -> u64 {
    finish(items.iter().fold(0u64, |p, &item| p.wrapping_mul(M).wrapping_add(item)))
}

/// Step `n` of the splitmix64 generator (Steele, Lea and Flood, 2014) from a given start.
pub(crate) const fn splitmix(start: u64, n: u64) -> u64 {
    let mut z = start.wrapping_add(K0.wrapping_mul(n.wrapping_add(1)));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Joins two values to a key; the order counts.
#[inline]
pub(crate) const fn join(a: u64, b: u64) -> u64 {
    fold(fold(K0 ^ a, K1) ^ b, K2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of `docs/methods/trace-hash.md`.
    #[test]
    fn the_published_vectors_hold() {
        let words = ["the", "mayor", "opened", "counter-intelligence", "caf\u{e9}", "3.5"];
        let hashes: Vec<String> =
            words.iter().map(|w| format!("{w} {:016x}", word_hash(w.as_bytes()))).collect();
        let five: Vec<u64> = words[..5].iter().map(|w| word_hash(w.as_bytes())).collect();
        let page = include_str!("../../../docs/methods/trace-hash.md");
        for line in hashes {
            assert!(page.contains(&line), "{line} is not in the page");
        }
        for line in [
            format!("five {:016x}", shingle_hash(&five)),
            format!("two {:016x}", shingle_hash(&five[..2])),
            format!("splitmix {:016x} {:016x}", splitmix(1, 0), splitmix(1, 1)),
        ] {
            assert!(page.contains(&line), "{line} is not in the page");
        }
    }

    #[test]
    fn rolling_equals_hashing_each_run() {
        let items: Vec<u64> = (0..40).map(|n| splitmix(7, n)).collect();
        for k in [1, 4, 5, 8] {
            let mut rolled = Vec::new();
            shingles(k, items.iter().copied(), |h| rolled.push(h));
            let each: Vec<u64> = items.windows(k).map(shingle_hash).collect();
            assert_eq!(rolled, each);
        }
        let mut short = Vec::new();
        shingles(5, items[..3].iter().copied(), |h| short.push(h));
        assert_eq!(short, [shingle_hash(&items[..3])]);
        shingles(5, [].into_iter(), |_| panic!("no items, no shingle"));
    }
}
