//! Token alignment: which words of two texts are the same words.
//!
//! Runs that occur once in each text are seeds; the longest chain of seeds in equal order is kept and
//! grown, gaps are filled the same way with shorter seeds and, where they are small, by dynamic
//! programming (Needleman and Wunsch, 1970). Seeds left over become moved blocks. Time is linear but
//! for sorting, and memory is bounded by one small gap.

use crate::hash::shingles;

/// A run of equal tokens: `len` tokens from `a` in one text and from `b` in the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Run {
    /// First token in A.
    pub a: u32,
    /// First token in B.
    pub b: u32,
    /// Number of tokens.
    pub len: u32,
}

/// Runs in equal order, and blocks that stand elsewhere in B.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Alignment {
    /// In the order of both texts, not overlapping.
    pub runs: Vec<Run>,
    /// In the order of A; they overlap no other run in either text.
    pub moved: Vec<Run>,
}

impl Alignment {
    /// Number of aligned tokens.
    pub fn tokens(&self) -> u32 {
        self.runs.iter().chain(&self.moved).map(|run| run.len).sum()
    }
}

/// A place in both texts.
pub(crate) type Seed = (u32, u32);

/// Most cells of a gap that is filled by dynamic programming (64 by 64 words).
const CELLS: usize = 4096;
/// Fewest words of a moved block.
const MOVED: u32 = 8;
/// Lengths of the shorter seeds, in the order they are tried in a gap.
const SHORTER: [usize; 2] = [2, 1];

/// How well two equal tokens fit; tokens that differ are not asked about.
pub(crate) type Fit<'a> = &'a dyn Fn(usize, usize) -> i32;

/// Aligns two texts from their unique common shingles, which come in any order.
pub(crate) fn align(a: &[u64], b: &[u64], mut seeds: Vec<Seed>, fit: Fit<'_>) -> Alignment {
    let mut aligner = Aligner { a, b, fit, runs: Vec::new() };
    seeds.sort_unstable();
    let whole = Gap { a: 0..a.len(), b: 0..b.len() };
    aligner.along(&whole, &longest_chain(&seeds), 0);
    let runs = aligner.runs;
    let moved = moved_blocks(a, b, &seeds, &runs);
    Alignment { runs, moved }
}

#[derive(Clone, Debug)]
struct Gap {
    a: std::ops::Range<usize>,
    b: std::ops::Range<usize>,
}

struct Aligner<'a> {
    a: &'a [u64],
    b: &'a [u64],
    fit: Fit<'a>,
    runs: Vec<Run>,
}

impl Aligner<'_> {
    fn equal(&self, i: usize, j: usize) -> bool {
        self.a.get(i).is_some_and(|x| self.b.get(j) == Some(x))
    }

    /// Grows the chained seeds to runs inside a gap and fills what is between them.
    fn along(&mut self, gap: &Gap, chain: &[Seed], level: usize) {
        let (mut i, mut j) = (gap.a.start, gap.b.start);
        for &(si, sj) in chain {
            let (si, sj) = (si as usize, sj as usize);
            if si < i || sj < j {
                continue;
            }
            let (mut from_i, mut from_j) = (si, sj);
            while from_i > i && from_j > j && self.equal(from_i - 1, from_j - 1) {
                from_i -= 1;
                from_j -= 1;
            }
            let (mut to_i, mut to_j) = (si, sj);
            while to_i < gap.a.end && to_j < gap.b.end && self.equal(to_i, to_j) {
                to_i += 1;
                to_j += 1;
            }
            if to_i == from_i {
                continue;
            }
            self.fill(&Gap { a: i..from_i, b: j..from_j }, level);
            self.push(from_i, from_j, to_i - from_i);
            (i, j) = (to_i, to_j);
        }
        self.fill(&Gap { a: i..gap.a.end, b: j..gap.b.end }, level);
    }

    fn push(&mut self, i: usize, j: usize, len: usize) {
        let [a, b, len] = [i, j, len].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        match self.runs.last_mut() {
            Some(last) if last.a + last.len == a && last.b + last.len == b => last.len += len,
            _ => self.runs.push(Run { a, b, len }),
        }
    }

    fn fill(&mut self, gap: &Gap, level: usize) {
        let (wide, high) = (gap.a.len(), gap.b.len());
        if wide == 0 || high == 0 {
        } else if wide.saturating_mul(high) <= CELLS {
            self.small(gap);
        } else if let Some(&k) = SHORTER.get(level) {
            let seeds = unique_in_both(
                k,
                self.a.get(gap.a.clone()).unwrap_or_default(),
                self.b.get(gap.b.clone()).unwrap_or_default(),
                gap,
            );
            self.along(gap, &longest_chain(&seeds), level + 1);
        }
    }

    /// Needleman-Wunsch over a small gap: equal tokens score their fit, others and gaps cost one.
    fn small(&mut self, gap: &Gap) {
        let (wide, high) = (gap.a.len(), gap.b.len());
        let mut steps = vec![0u8; wide * high];
        let length = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let mut above: Vec<i32> = (0..=high).map(|j| -length(j)).collect();
        let mut row = above.clone();
        for (i, steps) in (0..wide).zip(steps.chunks_mut(high)) {
            let mut left = -length(i + 1);
            if let Some(first) = row.first_mut() {
                *first = left;
            }
            for (j, step) in steps.iter_mut().enumerate() {
                let (at_i, at_j) = (gap.a.start + i, gap.b.start + j);
                let gain = if self.equal(at_i, at_j) { (self.fit)(at_i, at_j) } else { -1 };
                let diagonal = above.get(j).map_or(0, |s| s + gain);
                let up = above.get(j + 1).map_or(0, |s| s - 1);
                let best = diagonal.max(up).max(left - 1);
                *step = if best == diagonal {
                    0
                } else if best == up {
                    1
                } else {
                    2
                };
                left = best;
                if let Some(cell) = row.get_mut(j + 1) {
                    *cell = best;
                }
            }
            std::mem::swap(&mut above, &mut row);
        }
        let (mut i, mut j) = (wide, high);
        let mut pairs = Vec::new();
        while i > 0 && j > 0 {
            match steps.get((i - 1) * high + j - 1) {
                Some(1) => i -= 1,
                Some(2) => j -= 1,
                _ => {
                    i -= 1;
                    j -= 1;
                    if self.equal(gap.a.start + i, gap.b.start + j) {
                        pairs.push((gap.a.start + i, gap.b.start + j));
                    }
                }
            }
        }
        for (i, j) in pairs.into_iter().rev() {
            self.push(i, j, 1);
        }
    }
}

/// Places of runs of `k` tokens that occur once in each part of a gap, in the order of A.
fn unique_in_both(k: usize, a: &[u64], b: &[u64], gap: &Gap) -> Vec<Seed> {
    let sorted = |tokens: &[u64], from: usize| {
        let mut list = Vec::with_capacity(tokens.len());
        if tokens.len() >= k {
            let mut at = u32::try_from(from).unwrap_or(u32::MAX);
            shingles(k, tokens.iter().copied(), |hash| {
                list.push((hash, at));
                at += 1;
            });
        }
        list.sort_unstable();
        list
    };
    let mut seeds = common(&sorted(a, gap.a.start), &sorted(b, gap.b.start)).seeds;
    seeds.sort_unstable();
    seeds
}

/// What two sorted shingle lists share.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// Different shingles in both.
    pub shared: u32,
    /// Different shingles of A.
    pub of_a: u32,
    /// Different shingles of B.
    pub of_b: u32,
    /// Places of those that occur once in each.
    pub seeds: Vec<Seed>,
}

/// Merges two lists of (hash, place), sorted.
pub(crate) fn common(a: &[(u64, u32)], b: &[(u64, u32)]) -> Common {
    let mut found = Common::default();
    let mut left = a.chunk_by(|x, y| x.0 == y.0).peekable();
    let mut right = b.chunk_by(|x, y| x.0 == y.0).peekable();
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        let hash = |group: &[(u64, u32)]| group.first().map(|f| f.0);
        match hash(x).cmp(&hash(y)) {
            std::cmp::Ordering::Less => {
                found.of_a += 1;
                left.next();
            }
            std::cmp::Ordering::Greater => {
                found.of_b += 1;
                right.next();
            }
            std::cmp::Ordering::Equal => {
                if let ([x], [y]) = (x, y) {
                    found.seeds.push((x.1, y.1));
                }
                found.shared += 1;
                found.of_a += 1;
                found.of_b += 1;
                left.next();
                right.next();
            }
        }
    }
    let rest = |groups: usize| u32::try_from(groups).unwrap_or(u32::MAX);
    found.of_a += rest(left.count());
    found.of_b += rest(right.count());
    found
}

/// The longest chain of seeds that rises in both texts; `seeds` are sorted by A.
fn longest_chain(seeds: &[Seed]) -> Vec<Seed> {
    if seeds.is_sorted_by(|x, y| x.1 < y.1) {
        return seeds.to_vec();
    }
    // Patience sorting: `ends` holds, per chain length, the seed with the smallest end.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; seeds.len()];
    let place = |n: usize| seeds.get(n).map_or(0, |s| s.1);
    for (n, seed) in seeds.iter().enumerate() {
        let at = ends.partition_point(|&end| place(end) < seed.1);
        if let Some(slot) = before.get_mut(n) {
            *slot = at.checked_sub(1).and_then(|p| ends.get(p)).copied();
        }
        match ends.get_mut(at) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(n) = at {
        chain.extend(seeds.get(n));
        at = before.get(n).copied().flatten();
    }
    chain.reverse();
    chain
}

/// Grows seeds outside the main chain to blocks of at least [`MOVED`] tokens.
fn moved_blocks(a: &[u64], b: &[u64], seeds: &[Seed], runs: &[Run]) -> Vec<Run> {
    let covered = |len: usize, from: fn(&Run) -> u32| {
        let mut taken = vec![false; len];
        for run in runs {
            let start = from(run) as usize;
            taken.iter_mut().skip(start).take(run.len as usize).for_each(|t| *t = true);
        }
        taken
    };
    let aligned: u32 = runs.iter().map(|r| r.len).sum();
    if seeds.is_empty() || aligned as usize >= a.len().min(b.len()) {
        return Vec::new();
    }
    let (mut taken_a, mut taken_b) = (covered(a.len(), |r| r.a), covered(b.len(), |r| r.b));
    let mut moved = Vec::new();
    for &(i, j) in seeds {
        let (i, j) = (i as usize, j as usize);
        let free = |i: usize, j: usize, taken_a: &[bool], taken_b: &[bool]| {
            taken_a.get(i) == Some(&false)
                && taken_b.get(j) == Some(&false)
                && a.get(i).is_some_and(|x| b.get(j) == Some(x))
        };
        let back = (0..=i.min(j)).take_while(|n| free(i - n, j - n, &taken_a, &taken_b)).count();
        if back == 0 {
            continue;
        }
        let (from_i, from_j) = (i + 1 - back, j + 1 - back);
        let len =
            (0..a.len()).take_while(|n| free(from_i + n, from_j + n, &taken_a, &taken_b)).count();
        let [a, b, len] = [from_i, from_j, len].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        if len >= MOVED {
            taken_a.iter_mut().skip(from_i).take(len as usize).for_each(|t| *t = true);
            taken_b.iter_mut().skip(from_j).take(len as usize).for_each(|t| *t = true);
            moved.push(Run { a, b, len });
        }
    }
    moved.sort_unstable();
    moved
}

/// Sorted shingles of a token list with their places, for [`common`].
pub(crate) fn placed_shingles(
    k: usize,
    tokens: impl ExactSizeIterator<Item = u64> + Clone,
    out: &mut Vec<(u64, u32)>,
) {
    out.clear();
    let mut at = 0;
    shingles(k, tokens, |hash| {
        out.push((hash, at));
        at += 1;
    });
    out.sort_unstable();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn aligned(a: &[u64], b: &[u64]) -> Alignment {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        placed_shingles(5, a.iter().copied(), &mut x);
        placed_shingles(5, b.iter().copied(), &mut y);
        align(a, b, common(&x, &y).seeds, &|_, _| 2)
    }

    #[test]
    fn edits_and_a_moved_block() {
        let a: Vec<u64> = (0..60).collect();
        let mut b = a.clone();
        b[5] = 900;
        b.remove(20);
        b.insert(30, 901);
        let block: Vec<u64> = b.drain(40..50).collect();
        b.splice(0..0, block);
        let found = aligned(&a, &b);
        assert_eq!(found.moved, [Run { a: 40, b: 0, len: 10 }]);
        assert_eq!(found.tokens(), 58);
    }

    #[test]
    fn repeated_words_end_in_bounded_time() {
        let a = vec![1u64; 200_000];
        let b = vec![1u64; 150_000];
        aligned(&a, &b);
        let c: Vec<u64> = (0..200_000).map(|n| n % 2).collect();
        aligned(&a, &c);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

        #[test]
        fn runs_are_equal_ordered_and_disjoint(
            a in proptest::collection::vec(0u64..12, 0..300),
            cut in 0usize..300,
            b in proptest::collection::vec(0u64..12, 0..100),
        ) {
            let mut b = b;
            b.extend(a.iter().skip(cut));
            b.extend(a.iter().take(cut / 2));
            let found = aligned(&a, &b);
            let (mut i, mut j) = (0, 0);
            let (mut seen_a, mut seen_b) = (vec![0; a.len()], vec![0; b.len()]);
            for run in &found.runs {
                prop_assert!(run.a >= i && run.b >= j && run.len > 0);
                (i, j) = (run.a + run.len, run.b + run.len);
            }
            for run in found.runs.iter().chain(&found.moved) {
                for n in 0..run.len {
                    let (x, y) = ((run.a + n) as usize, (run.b + n) as usize);
                    prop_assert_eq!(a[x], b[y]);
                    seen_a[x] += 1;
                    seen_b[y] += 1;
                }
            }
            prop_assert!(seen_a.iter().chain(&seen_b).all(|&n| n <= 1));
        }
    }
}
