//! Area under the ROC curve, and a logistic regression over present features, for comparison only.

use std::collections::BTreeMap;

use crate::evaluate::findings::float;

/// Folds of the cross-validation.
const FOLDS: usize = 5;
/// Steps and rate of plain gradient descent, and the weight of the squared norm: values of common use,
/// not tuned.
const STEPS: usize = 400;
const RATE: f64 = 0.5;
const NORM: f64 = 1e-3;

/// Probability that a story of the first kind stands above one of the second, ties half (Mann and
/// Whitney 1947), with its standard error (Hanley and `McNeil` 1982).
pub(crate) fn auc(first: &[f64], second: &[f64]) -> (f64, f64) {
    let above = |x: f64| -> f64 {
        let half = |y: &f64| match x.total_cmp(y) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        };
        second.iter().map(half).sum()
    };
    let (m, n) = (float(first.len()), float(second.len()));
    let a = first.iter().map(|&x| above(x)).sum::<f64>() / (m * n);
    let (q1, q2) = (a / (2.0 - a), 2.0 * a * a / (1.0 + a));
    let variance = a * (1.0 - a) + (m - 1.0) * (q1 - a * a) + (n - 1.0) * (q2 - a * a);
    (a, (variance.max(0.0) / (m * n)).sqrt())
}

/// Accuracy and AUC over five folds of a regression on present features; stories take folds in turn
/// within their kind.
pub(crate) fn cross_validated(stories: &[(bool, Vec<&str>)]) -> (f64, f64) {
    let mut seen = [0usize; 2];
    let folds: Vec<usize> = stories
        .iter()
        .map(|(kind, _)| {
            let n = &mut seen[usize::from(*kind)];
            *n += 1;
            *n % FOLDS
        })
        .collect();
    let mut scores = vec![0.0; stories.len()];
    for fold in 0..FOLDS {
        let inside = |i: usize| folds.get(i).is_some_and(|&f| f != fold);
        let train: Vec<&(bool, Vec<&str>)> =
            stories.iter().enumerate().filter(|(i, _)| inside(*i)).map(|(_, s)| s).collect();
        let model = Model::fit(&train);
        for (i, (_, features)) in stories.iter().enumerate().filter(|(i, _)| !inside(*i)) {
            if let Some(score) = scores.get_mut(i) {
                *score = model.score(features);
            }
        }
    }
    let right = stories.iter().zip(&scores).filter(|((kind, _), s)| (**s > 0.0) == *kind).count();
    let of = |wanted: bool| -> Vec<f64> {
        let pairs = stories.iter().zip(&scores);
        pairs.filter(|((kind, _), _)| *kind == wanted).map(|(_, s)| *s).collect()
    };
    (float(right) / float(stories.len()), auc(&of(true), &of(false)).0)
}

/// Weights of present features; each story's features are scaled to length 1.
struct Model<'a> {
    ids: BTreeMap<&'a str, usize>,
    weights: Vec<f64>,
    bias: f64,
}

impl<'a> Model<'a> {
    fn fit(stories: &[&(bool, Vec<&'a str>)]) -> Self {
        let mut ids = BTreeMap::new();
        for (_, features) in stories {
            for feature in features {
                let next = ids.len();
                ids.entry(*feature).or_insert(next);
            }
        }
        let weights = vec![0.0; ids.len()];
        let mut model = Self { ids, weights, bias: 0.0 };
        let rows: Vec<(f64, Vec<usize>, f64)> = stories
            .iter()
            .map(|(kind, features)| {
                let row: Vec<usize> =
                    features.iter().filter_map(|f| model.ids.get(f).copied()).collect();
                let scale = 1.0 / float(row.len()).max(1.0).sqrt();
                (f64::from(u8::from(*kind)), row, scale)
            })
            .collect();
        for _ in 0..STEPS {
            let mut change = vec![0.0; model.weights.len()];
            let mut bias = 0.0;
            for (wanted, row, scale) in &rows {
                let sum: f64 = row.iter().filter_map(|&i| model.weights.get(i)).sum();
                let p = 1.0 / (1.0 + (-(sum * scale + model.bias)).exp());
                let error = wanted - p;
                bias += error;
                for &i in row {
                    if let Some(c) = change.get_mut(i) {
                        *c += error * scale;
                    }
                }
            }
            // A step on the sum over a few hundred stories: the rate is per story times ten.
            let step = RATE * 10.0 / float(rows.len());
            for (w, c) in model.weights.iter_mut().zip(&change) {
                *w += step * c - RATE * NORM * *w;
            }
            model.bias += step * bias;
        }
        model
    }

    fn score(&self, features: &[&str]) -> f64 {
        let known: Vec<usize> = features.iter().filter_map(|f| self.ids.get(f).copied()).collect();
        let sum: f64 = known.iter().filter_map(|&i| self.weights.get(i)).sum();
        sum / float(known.len()).max(1.0).sqrt() + self.bias
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_of_small_lists() {
        let close = |area: (f64, f64), wanted: f64| (area.0 - wanted).abs() < 1e-9;
        assert!(close(auc(&[2.0, 3.0], &[0.0, 1.0]), 1.0));
        assert!(close(auc(&[1.0, 1.0], &[1.0]), 0.5));
        assert!(close(auc(&[0.0, 2.0], &[1.0]), 0.5));
    }

    #[test]
    fn a_telling_feature_is_learned_and_noise_is_not() {
        let telling: Vec<(bool, Vec<&str>)> = (0..40)
            .map(|i| (i % 2 == 0, if i % 2 == 0 { vec!["a", "x"] } else { vec!["b", "x"] }))
            .collect();
        assert_eq!(cross_validated(&telling), (1.0, 1.0));
        let same: Vec<(bool, Vec<&str>)> = (0..40).map(|i| (i % 2 == 0, vec!["x"])).collect();
        assert!((cross_validated(&same).1 - 0.5).abs() < 1e-9);
    }
}
