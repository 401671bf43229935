//! The best sequence of labels under a chain of scores (Viterbi 1967), and how sure each label of it
//! is (forward-backward). Ties fall to the lower label.

use sayso_read::net::math::exp;

/// The best labels of one sequence.
pub fn viterbi<const N: usize>(
    emissions: &[[f32; N]],
    transitions: &[[f32; N]; N],
    start: &[f32; N],
) -> Vec<u8> {
    let follows = |before: Option<usize>, label: usize| {
        before.map_or(start[label], |b| transitions[b][label])
    };
    let path = sayso_read::net::layers::viterbi(emissions.as_flattened(), N, follows);
    path.into_iter().map(|label| u8::try_from(label).unwrap_or(0)).collect()
}

/// The probability at each place of a sequence that the word has the role of its label, as its first word or a
/// further one.
pub(super) fn marginals<const N: usize>(
    emissions: &[[f32; N]],
    transitions: &[[f32; N]; N],
    start: &[f32; N],
    labels: &[u8],
) -> Vec<f32> {
    // Sums of products, scaled at every step, are stable and need no logarithm.
    let weights: [[f32; N]; N] =
        std::array::from_fn(|a| std::array::from_fn(|b| exp(transitions[a][b])));
    let begins: [f32; N] = std::array::from_fn(|b| exp(start[b]));
    let values: Vec<[f32; N]> = emissions
        .iter()
        .map(|row| {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            row.map(|score| exp(score - top))
        })
        .collect();
    let mut before: Vec<[f32; N]> = Vec::with_capacity(values.len());
    for (i, value) in values.iter().enumerate() {
        let reached: [f32; N] = match i.checked_sub(1).and_then(|k| before.get(k)) {
            None => begins,
            Some(last) => std::array::from_fn(|b| (0..N).map(|a| last[a] * weights[a][b]).sum()),
        };
        before.push(scaled(std::array::from_fn(|b| reached[b] * value[b])));
    }
    let mut sure = vec![0.0; labels.len()];
    let mut after = [1.0; N];
    for (i, value) in values.iter().enumerate().rev() {
        if let (Some(slot), Some(&label)) = (sure.get_mut(i), labels.get(i)) {
            let both: [f32; N] = std::array::from_fn(|b| before[i][b] * after[b]);
            let sum: f32 = both.iter().sum();
            let label = usize::from(label).min(N - 1);
            let of_role = match label.checked_sub(1).map(|at| at / 2 * 2 + 1) {
                Some(first) => both[first] + both[first + 1],
                None => both[0],
            };
            *slot = of_role / sum.max(f32::MIN_POSITIVE);
        }
        after = scaled(std::array::from_fn(|a| {
            (0..N).map(|b| weights[a][b] * value[b] * after[b]).sum()
        }));
    }
    sure
}

fn scaled<const N: usize>(scores: [f32; N]) -> [f32; N] {
    let sum: f32 = scores.iter().sum();
    scores.map(|score| score / sum.max(f32::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::LABELS;

    #[test]
    fn one_word_alone_has_the_share_of_its_role() {
        let (transitions, start) = ([[0.0; LABELS]; LABELS], [0.0; LABELS]);
        let emissions = [[0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0]; 3];
        let labels = viterbi(&emissions, &transitions, &start);
        assert_eq!(labels, [1, 1, 1]);
        let share = (exp(2.0) + 1.0) / (exp(2.0) + 6.0);
        for sure in marginals(&emissions, &transitions, &start, &labels) {
            assert!((sure - share).abs() < 1e-5, "{sure} {share}");
        }
    }
}
