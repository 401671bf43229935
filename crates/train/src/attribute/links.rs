//! Learns the two linking models from gold runs: multinomial logistic regression, one step a run.

use sayso_attribute::net::{self, FEATURES, LinkWeights, Role, Run, Way, runs};
use sayso_read::net::math::exp;

use super::data::{Ranges, Read};
use crate::nn::Stream;

/// Passes over the runs.
const EPOCHS: u64 = 8;
/// Step size at the start; it falls linearly to a tenth.
const RATE: f32 = 0.1;
/// Pull of every weight towards zero at each of its steps.
const DECAY: f32 = 1e-4;

/// One choice: the ways, and the right one.
type Choice = (Vec<Way>, usize);

/// Learns both models.
pub fn learn(reads: &[Read], seed: u64) -> LinkWeights {
    let (mut contents, mut cues) = (Vec::new(), Vec::new());
    for read in reads {
        let runs = runs(&read.labels, 0);
        let (of_contents, of_cues) = net::ways(&read.document, &read.reading, &runs);
        let owner = |run: Run, role: Role| {
            read.gold.iter().filter(move |gold| holds(gold, role, run)).collect::<Vec<_>>()
        };
        for (index, ways) in of_contents {
            let owners = owner(runs[index], Role::Content);
            if owners.is_empty() {
                continue;
            }
            let right = ways.iter().position(|way| {
                way.to
                    .is_some_and(|cue| owners.iter().any(|gold| holds(gold, Role::Cue, runs[cue])))
            });
            contents.push((ways, right.unwrap_or(0)));
        }
        for (index, ways) in of_cues {
            let owners = owner(runs[index], Role::Cue);
            let Some(gold) = owners.first() else { continue };
            let right = ways.iter().position(|way| {
                way.to.is_some_and(|source| holds(gold, Role::Source, runs[source]))
            });
            cues.push((ways, right.unwrap_or(0)));
        }
    }
    LinkWeights { content: fit(&contents, seed), source: fit(&cues, seed + 1) }
}

/// The attribution holds words of the run in that role.
fn holds(gold: &Ranges, role: Role, run: Run) -> bool {
    gold[role as usize].iter().any(|range| range.0 < run.end && run.start < range.1)
}

fn fit(choices: &[Choice], seed: u64) -> Vec<f32> {
    let mut weights = vec![0.0; FEATURES];
    let mut average = vec![0.0; FEATURES];
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let steps = (choices.len() as u64 * EPOCHS).max(1) as f32;
    let mut step = 0.0;
    for epoch in 0..EPOCHS {
        let mut order: Vec<usize> = (0..choices.len()).collect();
        Stream::new(&[seed, 30, epoch]).shuffle(&mut order);
        for index in order {
            let (ways, right) = &choices[index];
            let rate = RATE * (1.0 - 0.9 * step / steps);
            step += 1.0;
            let scores: Vec<f32> = ways.iter().map(|way| net::total(way, &weights)).collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let sum: f32 = scores.iter().map(|s| exp(s - top)).sum();
            for (k, way) in ways.iter().enumerate() {
                let p = exp(scores[k] - top) / sum;
                let slope = p - if k == *right { 1.0 } else { 0.0 };
                for &feature in &way.features {
                    let weight = &mut weights[usize::from(feature)];
                    *weight -= rate * (slope + DECAY * *weight);
                }
            }
        }
        if epoch >= EPOCHS / 2 {
            for (a, w) in average.iter_mut().zip(&weights) {
                *a += w;
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    let rounds = (EPOCHS - EPOCHS / 2) as f32;
    average.iter().map(|a| a / rounds).collect()
}

/// Share of right choices of contents and of cues, in percent.
pub fn right(reads: &[Read], weights: &LinkWeights) -> (f64, f64) {
    let mut counts = [(0.0, 0.0); 2];
    for read in reads {
        let runs = runs(&read.labels, 0);
        let (of_contents, of_cues) = net::ways(&read.document, &read.reading, &runs);
        let all = [
            (of_contents, &weights.content, Role::Content, Role::Cue),
            (of_cues, &weights.source, Role::Cue, Role::Source),
        ];
        for (count, (ways, weights, own, other)) in counts.iter_mut().zip(all) {
            for (index, ways) in ways {
                let Some(gold) = read.gold.iter().find(|g| holds(g, own, runs[index])) else {
                    continue;
                };
                let chosen = net::best(&ways, weights).and_then(|(way, _)| way.to);
                count.1 += 1.0;
                let hit = match chosen {
                    Some(to) => read
                        .gold
                        .iter()
                        .any(|g| holds(g, own, runs[index]) && holds(g, other, runs[to])),
                    None => gold[other as usize].is_empty(),
                };
                if hit {
                    count.0 += 1.0;
                }
            }
        }
    }
    (100.0 * counts[0].0 / counts[0].1, 100.0 * counts[1].0 / counts[1].1)
}
