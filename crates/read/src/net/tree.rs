//! From scores of heads to a tree: the best head of every word where these form a tree with one root,
//! else the maximum spanning tree (Chu and Liu 1965, Edmonds 1967) with one root.

/// Score of what may not be.
const NEVER: f32 = -1e9;

/// Roots tried where the spanning tree has several.
const ROOTS_TRIED: usize = 4;

/// Heads of `n` words: `scores` is `n x (n + 1)`, words as heads first, the root last; a head of `n`
/// is the root. `scores` must not be NaN.
pub fn heads(scores: &[f32], n: usize) -> Vec<usize> {
    let score = |word: usize, head: usize| {
        if word == head {
            NEVER
        } else {
            scores.get(word * (n + 1) + head).copied().unwrap_or(NEVER)
        }
    };
    let greedy: Vec<usize> = scores
        .chunks_exact(n + 1)
        .enumerate()
        .map(|(word, row)| {
            let mut best = (n, row[n]);
            for (head, &score) in row[..n].iter().enumerate() {
                best = if score > best.1 && head != word { (head, score) } else { best };
            }
            best.0
        })
        .collect();
    if is_tree(&greedy) {
        return greedy;
    }
    let dense: Vec<f64> =
        (0..n).flat_map(|w| (0..=n).map(move |h| f64::from(score(w, h)))).collect();
    let tree = spanning(dense.clone(), n);
    if is_tree(&tree) {
        return tree;
    }
    let mut roots: Vec<usize> = (0..n).collect();
    roots.sort_by(|&a, &b| score(b, n).total_cmp(&score(a, n)).then(a.cmp(&b)));
    let mut best: Option<(f64, Vec<usize>)> = None;
    for &root in roots.iter().take(ROOTS_TRIED) {
        let mut only = dense.clone();
        for (_, row) in only.chunks_exact_mut(n + 1).enumerate().filter(|(word, _)| *word != root) {
            row[n] = f64::from(NEVER);
        }
        let tree = spanning(only.clone(), n);
        let total: f64 = tree.iter().zip(only.chunks_exact(n + 1)).map(|(&h, row)| row[h]).sum();
        if is_tree(&tree) && best.as_ref().is_none_or(|(b, _)| total > *b) {
            best = Some((total, tree));
        }
    }
    best.map_or_else(|| chain(n), |(_, tree)| tree)
}

/// Every word on the word before it: what is left when the scores say nothing.
fn chain(n: usize) -> Vec<usize> {
    (0..n).map(|w| w.checked_sub(1).unwrap_or(n)).collect()
}

/// One root, and every word reaches it.
fn is_tree(heads: &[usize]) -> bool {
    let n = heads.len();
    if heads.iter().filter(|&&h| h == n).count() != 1 {
        return n == 0;
    }
    // 0 unseen, 1 on the way, 2 reaches the root
    let mut state = vec![0u8; n];
    for start in 0..n {
        let mut word = start;
        while word != n && state[word] == 0 {
            state[word] = 1;
            word = heads[word];
        }
        if word != n && state[word] == 1 {
            return false;
        }
        let mut word = start;
        while word != n && state[word] == 1 {
            state[word] = 2;
            word = heads[word];
        }
    }
    true
}

/// A cycle of the graph of heads of some words, if there is one.
fn cycle(heads: &[usize], words: &[usize]) -> Option<Vec<usize>> {
    let n = heads.len();
    let mut seen = vec![n; n];
    for &start in words {
        let mut word = start;
        while word != n && seen[word] == n {
            seen[word] = start;
            word = heads[word];
        }
        if word != n && seen[word] == start {
            let mut cycle = vec![word];
            let mut next = heads[word];
            while next != word {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

/// A contracted cycle, with what is needed to open it again. Its first word stands for all.
struct Contracted {
    /// Words and their heads in the cycle.
    cycle: Vec<(usize, usize)>,
    /// For each word outside, its best head in the cycle.
    leaves_from: Vec<usize>,
    /// For each head outside, the word of the cycle that takes it at the least loss.
    enters_at: Vec<usize>,
}

/// The maximum spanning tree over `n` rows of `n + 1` head scores, the root last. Cycles are contracted in
/// place, each in time of its length times `n` (Tarjan 1977), and opened again in reverse.
fn spanning(mut scores: Vec<f64>, n: usize) -> Vec<usize> {
    let at = |word: usize, head: usize| word * (n + 1) + head;
    let best =
        |scores: &[f64], words: &[usize], word: usize| {
            let others = words.iter().copied().filter(|&head| head != word);
            others.fold(n, |best, head| {
                if scores[at(word, head)] > scores[at(word, best)] { head } else { best }
            })
        };
    let mut words: Vec<usize> = (0..n).collect();
    let mut heads: Vec<usize> = words.iter().map(|&word| best(&scores, &words, word)).collect();
    let mut steps: Vec<Contracted> = Vec::new();
    let mut inside = vec![false; n];
    while let Some(cycle) = cycle(&heads, &words) {
        let one = cycle[0];
        for &word in &cycle {
            inside[word] = true;
        }
        words.retain(|&word| !inside[word]);
        let mut step = Contracted {
            cycle: cycle.iter().map(|&word| (word, heads[word])).collect(),
            leaves_from: vec![one; n],
            enters_at: vec![one; n + 1],
        };
        for &word in &words {
            let from = cycle.iter().copied().fold(one, |best, head| {
                if scores[at(word, head)] > scores[at(word, best)] { head } else { best }
            });
            step.leaves_from[word] = from;
            scores[at(word, one)] = scores[at(word, from)];
            if heads[word] != n && inside[heads[word]] {
                heads[word] = one;
            }
        }
        for head in words.iter().copied().chain([n]) {
            let gain = |word: usize| scores[at(word, head)] - scores[at(word, heads[word])];
            let enters = cycle.iter().fold(one, |b, &w| if gain(w) > gain(b) { w } else { b });
            step.enters_at[head] = enters;
            scores[at(one, head)] = gain(enters);
        }
        for &word in &cycle {
            inside[word] = false;
        }
        heads[one] = best(&scores, &words, one);
        words.insert(words.partition_point(|&word| word < one), one);
        steps.push(step);
    }
    for Contracted { cycle, leaves_from, enters_at } in steps.iter().rev() {
        let one = cycle[0].0;
        let entry = heads[one];
        for (word, head) in heads.iter_mut().enumerate().filter(|(_, head)| **head == one) {
            *head = leaves_from[word];
        }
        for &(word, head) in cycle {
            heads[word] = head;
        }
        heads[enters_at[entry]] = entry;
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greedy_heads_that_form_a_tree_stay() {
        let scores = [0.0, 5.0, 1.0, 0.0, 0.0, 9.0];
        assert_eq!(heads(&scores, 2), [1, 2]);
        assert!(heads(&[], 0).is_empty());
        assert_eq!(heads(&[0.0, 1.0], 1), [1]);
    }

    /// All trees of few words, by counting through every assignment of heads.
    fn by_force(scores: &[f32], n: usize) -> f32 {
        let mut best = f32::MIN;
        let total = (n + 1).pow(u32::try_from(n).unwrap());
        for code in 0..total {
            let mut rest = code;
            let heads: Vec<usize> = (0..n)
                .map(|_| {
                    let head = rest % (n + 1);
                    rest /= n + 1;
                    head
                })
                .collect();
            if heads.iter().enumerate().all(|(w, &h)| w != h) && is_tree(&heads) {
                best = best.max((0..n).map(|w| scores[w * (n + 1) + heads[w]]).sum());
            }
        }
        best
    }

    #[test]
    fn spanning_trees_are_the_best_ones() {
        let mut state = 7u32;
        for n in 2..=5 {
            for _ in 0..100 {
                let scores: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        f32::from(u8::try_from(state >> 24).unwrap()) / 16.0
                    })
                    .collect();
                let tree = heads(&scores, n);
                assert!(is_tree(&tree), "{tree:?}");
                let total: f32 = (0..n).map(|w| scores[w * (n + 1) + tree[w]]).sum();
                let best = by_force(&scores, n);
                // With several roots in the free tree, only the four likeliest are tried.
                assert!(n == 5 || (total - best).abs() < 1e-3, "{n}: {total} {best}");
            }
        }
    }

    #[test]
    fn worthless_scores_still_give_a_tree() {
        assert!(is_tree(&heads(&[NEVER; 12], 3)));
        assert!(is_tree(&heads(&vec![0.0; 9900], 99)));
    }
}
