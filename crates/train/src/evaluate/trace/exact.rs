//! All pairs at or over a Jaccard index, exactly, without sketches: by the rarest shingles of each
//! text (prefix filter; Bayardo, Ma and Srikant, 2007), then by whole sets.

use std::collections::BTreeMap;

use sayso_trace::{SHINGLE, words};

use super::corpus::Corpus;

/// Different shingles of each document, sorted: folded words joined, as a number by rank of the
/// whole corpus, rarest first.
pub(crate) fn shingle_sets(corpus: &Corpus) -> Vec<Vec<u32>> {
    let mut all: Vec<(u64, u32)> = Vec::new();
    for (n, document) in (0u32..).zip(&corpus.documents) {
        let hashes: Vec<u64> = words(&document.record.text).iter().map(|w| w.hash).collect();
        let width = SHINGLE.min(hashes.len());
        if width == 0 {
            continue;
        }
        let mut own: Vec<u64> = hashes.windows(width).map(mix).collect();
        own.sort_unstable();
        own.dedup();
        all.extend(own.into_iter().map(|hash| (hash, n)));
    }
    all.sort_unstable();
    let mut by_count: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for group in all.chunk_by(|x, y| x.0 == y.0) {
        by_count.push((group.len(), start));
        start += group.len();
    }
    by_count.sort_unstable();
    let mut sets = vec![Vec::new(); corpus.documents.len()];
    for (rank, &(count, start)) in (0u32..).zip(&by_count) {
        for &(_, n) in &all[start..start + count] {
            sets[n as usize].push(rank);
        }
    }
    sets
}

/// A hash of a run of words that shares nothing with the one under test but the words' own.
fn mix(words: &[u64]) -> u64 {
    words.iter().fold(0, |h: u64, w| (h.rotate_left(13) ^ w).wrapping_mul(0x2545_F491_4F6C_DD1D))
}

/// Shared shingles and all different ones of two sets.
pub(crate) fn overlap(a: &[u32], b: &[u32]) -> (usize, usize) {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (shared, a.len() + b.len() - shared)
}

/// All pairs with a Jaccard index of at least one half, with their counts.
pub(crate) fn pairs(sets: &[Vec<u32>]) -> BTreeMap<(usize, usize), (usize, usize)> {
    let mut lists: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (n, set) in sets.iter().enumerate() {
        for &rank in set.iter().take(set.len() / 2 + 1) {
            lists.entry(rank).or_default().push(n);
        }
    }
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for list in lists.values().filter(|l| l.len() > 1) {
        for (at, &a) in list.iter().enumerate() {
            let near =
                |b: usize| 2 * sets[a].len().min(sets[b].len()) >= sets[a].len().max(sets[b].len());
            candidates.extend(list[at + 1..].iter().filter(|&&b| near(b)).map(|&b| (a, b)));
        }
        if candidates.len() > 20_000_000 {
            candidates.sort_unstable();
            candidates.dedup();
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates
        .into_iter()
        .map(|(a, b)| ((a, b), overlap(&sets[a], &sets[b])))
        .filter(|&(_, (shared, all))| 2 * shared >= all && all > 0)
        .collect()
}
