//! A log-linear model over the answers that a question may take (`McFadden` 1974), where any right answer
//! counts, fitted with a Gaussian prior by full steps of `AdaGrad` (Duchi and others 2011).

/// Size of a step.
const RATE: f64 = 0.3;
/// Parts that are held out in turn.
pub(crate) const FOLDS: usize = 5;

/// A question: the features of each answer, and the answers that are right.
pub(crate) struct Example<'a> {
    pub(crate) options: Vec<Vec<usize>>,
    pub(crate) right: &'a [usize],
}

/// The part that holds a document.
pub(crate) fn fold(document: &str) -> usize {
    document.bytes().fold(7, |hash: usize, byte| (hash * 31 + usize::from(byte)) % 9973) % FOLDS
}

/// Steps of the fit; more of them fit the habits of those who labelled.
const STEPS: usize = 300;

/// Weights of the features in whole hundredths; `prior` is the strength of the prior.
pub(crate) fn fit(examples: &[Example<'_>], features: usize, prior: f64) -> Vec<i32> {
    let mut weights = vec![0.0_f64; features];
    let mut squares = vec![1e-8_f64; features];
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| -prior * weight).collect();
        for Example { options, right } in examples {
            let scores: Vec<f64> =
                options.iter().map(|option| option.iter().map(|&f| weights[f]).sum()).collect();
            let all = soft(&scores, |_| true);
            let good = soft(&scores, |at| right.contains(&at));
            for ((option, all), good) in options.iter().zip(all).zip(good) {
                for &feature in option {
                    gradient[feature] += good - all;
                }
            }
        }
        for ((weight, square), slope) in weights.iter_mut().zip(&mut squares).zip(&gradient) {
            *square += slope * slope;
            *weight += RATE * slope / square.sqrt();
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "weights are small")]
    let hundredths = |weight: f64| (weight * 100.0).round() as i32;
    weights.into_iter().map(hundredths).collect()
}

/// Shares of the options that count.
fn soft(scores: &[f64], counts: impl Fn(usize) -> bool) -> Vec<f64> {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = scores
        .iter()
        .enumerate()
        .map(|(at, score)| if counts(at) { (score - top).exp() } else { 0.0 })
        .collect();
    let sum: f64 = raised.iter().sum::<f64>().max(1e-300);
    raised.into_iter().map(|share| share / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_right_answers_share_gains_weight() {
        let options = || vec![vec![0], vec![1, 2], vec![2]];
        let examples: Vec<Example<'_>> =
            (0..20).map(|_| Example { options: options(), right: &[1] }).collect();
        let weights = fit(&examples, 3, 1.0);
        assert!(weights[1] > 0 && weights[0] < 0, "{weights:?}");
    }
}
