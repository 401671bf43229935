//! Marks: winnowed fingerprints (Schleimer, Wilkerson and Aiken, 2003). Of every window of
//! neighbouring shingles the smallest is kept, so that any two texts with a long enough common run
//! share a mark, wherever it stands. Minima over a whole text are blind to one copied paragraph.

use crate::hash::shingles;
use crate::mask::{Token, skeleton_shingles};
use crate::words::Word;

/// Words of a plain mark.
pub const PLAIN_MARK: usize = 8;
/// Window of plain marks: a common run of `8 + 8 - 1` words is always marked.
pub const PLAIN_WINDOW: usize = 8;
/// Window of skeleton marks.
pub const SKELETON_WINDOW: usize = 10;

/// Keeps, of every window of `w` neighbouring hashes, the smallest (the last of equal ones), each once.
#[derive(Debug)]
pub struct Winnower {
    hashes: Vec<u64>,
}

impl Default for Winnower {
    fn default() -> Self {
        Self { hashes: Vec::with_capacity(1024) }
    }
}

impl Winnower {
    /// Calls `each` with every plain mark of a text's words.
    pub fn plain(&mut self, words: &[Word], each: impl FnMut(u64)) {
        self.of(PLAIN_MARK, PLAIN_WINDOW, words.iter().map(|w| w.hash), each);
    }

    /// Calls `each` with every mark of runs of `k` items in windows of `w`; none for fewer than `k`.
    pub fn of(
        &mut self,
        k: usize,
        w: usize,
        items: impl ExactSizeIterator<Item = u64> + Clone,
        each: impl FnMut(u64),
    ) {
        self.hashes.clear();
        if items.len() >= k {
            let hashes = &mut self.hashes;
            shingles(k, items, |hash| hashes.push(hash));
        }
        winnow(&self.hashes, w, each);
    }

    /// Calls `each` with every skeleton mark.
    pub fn skeleton(&mut self, tokens: &[Token], each: impl FnMut(u64)) {
        self.hashes.clear();
        let hashes = &mut self.hashes;
        skeleton_shingles(tokens, |hash, _| hashes.push(hash));
        winnow(&self.hashes, SKELETON_WINDOW, each);
    }
}

fn winnow(hashes: &[u64], window: usize, mut each: impl FnMut(u64)) {
    let Some(&first) = hashes.first() else { return };
    let width = window.min(hashes.len());
    let (mut low, mut at) = (first, 0);
    for (i, &hash) in hashes.iter().enumerate() {
        if at + width <= i {
            // The kept one left the window: look at the window afresh.
            (low, at) = (u64::MAX, i);
            for (j, &h) in hashes.iter().enumerate().take(i + 1).skip(i + 1 - width) {
                if h <= low {
                    (low, at) = (h, j);
                }
            }
            each(low);
        } else if hash <= low && i > 0 {
            (low, at) = (hash, i);
            if i + 1 >= width {
                each(low);
            }
        } else if i + 1 == width {
            each(low);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::splitmix;

    /// By the definition: the last minimum of each window, each place once.
    fn by_definition(hashes: &[u64], window: usize) -> Vec<u64> {
        let mut out = Vec::new();
        let mut last = usize::MAX;
        for (start, w) in hashes.windows(window.min(hashes.len()).max(1)).enumerate() {
            let low = w.iter().min().unwrap();
            let at = start + w.iter().rposition(|h| h == low).unwrap();
            if at != last {
                out.push(*low);
                last = at;
            }
        }
        out
    }

    #[test]
    fn equals_the_definition() {
        for n in 0..200u64 {
            for modulus in [3, 50, u64::MAX] {
                let hashes: Vec<u64> = (0..n).map(|i| splitmix(n, i) % modulus).collect();
                let mut out = Vec::new();
                winnow(&hashes, 8, |h| out.push(h));
                assert_eq!(out, by_definition(&hashes, 8), "{n} {modulus}");
            }
        }
    }

    #[test]
    fn a_common_run_of_fifteen_words_is_always_marked() {
        let mut winnower = Winnower::default();
        for seed in 0..200 {
            let noise = |from: u64| (0..60).map(move |n| splitmix(seed + 1000 * from, n));
            let run: Vec<u64> = (0..15).map(|n| splitmix(seed + 77_777, n)).collect();
            let text = |from: u64, at: usize| {
                let mut t: Vec<u64> = noise(from).collect();
                t.splice(at..at, run.iter().copied());
                t
            };
            let mut marks = |t: Vec<u64>| {
                let mut out = Vec::new();
                winnower.of(PLAIN_MARK, PLAIN_WINDOW, t.into_iter(), |m| out.push(m));
                out
            };
            let a = marks(text(1, 7));
            let b = marks(text(2, 31));
            assert!(a.iter().any(|m| b.contains(m)), "{seed}");
        }
    }
}
