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
    let dense: Vec<Vec<f64>> =
        (0..n).map(|w| (0..=n).map(|h| f64::from(score(w, h))).collect()).collect();
    let tree = spanning(&dense);
    if is_tree(&tree) {
        return tree;
    }
    let mut roots: Vec<usize> = (0..n).collect();
    roots.sort_by(|&a, &b| score(b, n).total_cmp(&score(a, n)).then(a.cmp(&b)));
    let mut best: Option<(f64, Vec<usize>)> = None;
    for &root in roots.iter().take(ROOTS_TRIED) {
        let mut only = dense.clone();
        for (word, row) in only.iter_mut().enumerate() {
            if word != root
                && let Some(last) = row.last_mut()
            {
                *last = f64::from(NEVER);
            }
        }
        let tree = spanning(&only);
        let total: f64 = tree.iter().zip(&only).map(|(&h, row)| row[h]).sum();
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

/// A cycle of the graph of heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let n = heads.len();
    let mut seen = vec![n; n];
    for start in 0..n {
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

/// The maximum spanning tree over rows of head scores, the root last. Each round contracts one cycle,
/// so there are at most `n` rounds; they are undone in reverse.
fn spanning(scores: &[Vec<f64>]) -> Vec<usize> {
    let n = scores.len();
    let best = |row: &[f64], word: usize| {
        (0..row.len())
            .filter(|&h| h != word)
            .fold(row.len() - 1, |best, h| if row[h] > row[best] { h } else { best })
    };
    let heads: Vec<usize> = scores.iter().enumerate().map(|(w, row)| best(row, w)).collect();
    let Some(cycle) = cycle(&heads) else { return heads };
    let mut inside = vec![false; n];
    for &word in &cycle {
        inside[word] = true;
    }
    let outside: Vec<usize> = (0..n).filter(|&w| !inside[w]).collect();
    let m = outside.len();
    // Smaller graph: the outside words, then the cycle as one word, then the root.
    let mut small = vec![vec![f64::from(NEVER) * 2.0; m + 2]; m + 1];
    let mut leaves_from = vec![0; m];
    let mut enters_at = vec![0; m + 2];
    for (i, &word) in outside.iter().enumerate() {
        for (j, &head) in outside.iter().enumerate() {
            small[i][j] = scores[word][head];
        }
        small[i][m + 1] = scores[word][n];
        let from = cycle
            .iter()
            .fold(cycle[0], |best, &h| if scores[word][h] > scores[word][best] { h } else { best });
        leaves_from[i] = from;
        small[i][m] = scores[word][from];
    }
    for j in (0..m).chain([m + 1]) {
        let head = outside.get(j).copied().unwrap_or(n);
        let gain = |word: usize| scores[word][head] - scores[word][heads[word]];
        let at = cycle.iter().fold(cycle[0], |b, &w| if gain(w) > gain(b) { w } else { b });
        enters_at[j] = at;
        small[m][j] = gain(at);
    }
    let tree = spanning(&small);
    let mut out = heads;
    for (i, &word) in outside.iter().enumerate() {
        out[word] = match tree[i] {
            j if j == m => leaves_from[i],
            j => outside.get(j).copied().unwrap_or(n),
        };
    }
    let entry = tree[m];
    out[enters_at[entry]] = outside.get(entry).copied().unwrap_or(n);
    out
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
