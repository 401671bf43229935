//! Adam (Kingma and Ba 2015) with warm-up, cosine decay, a cut on the gradient's norm, and a running
//! average of the weights (Polyak and Juditsky 1992).

/// Settings of the optimiser.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Schedule {
    /// Highest learning rate.
    pub peak: f32,
    /// Steps of linear warm-up.
    pub warm_up: u64,
    /// All steps; the rate ends at 3 % of its peak.
    pub steps: u64,
    /// Largest norm of a gradient.
    pub largest_norm: f32,
    /// Share of the old average kept at each step.
    pub average: f32,
}

impl Schedule {
    /// The learning rate of a step, counted from 0.
    #[expect(clippy::cast_precision_loss, reason = "step counts are small")]
    pub fn rate(&self, step: u64) -> f32 {
        if step < self.warm_up {
            return self.peak * (step as f32 + 1.0) / self.warm_up as f32;
        }
        let part = (step - self.warm_up) as f32 / (self.steps - self.warm_up).max(1) as f32;
        let cosine = 0.5 * (1.0 + cos_of_half_turns(part.min(1.0)));
        self.peak * (0.03 + 0.97 * cosine)
    }
}

/// cos(pi x) for x in [0, 1], by its series around 1/2, so that no platform function is involved.
fn cos_of_half_turns(x: f32) -> f32 {
    let a = (0.5 - x) * std::f32::consts::PI;
    let s = a * a;
    a * (1.0 - s / 6.0 * (1.0 - s / 20.0 * (1.0 - s / 42.0 * (1.0 - s / 72.0))))
}

const FIRST: f32 = 0.9;
const SECOND: f32 = 0.98;

/// State of the optimiser, as long as the weights.
#[derive(Clone, Debug)]
pub struct Adam {
    /// The schedule.
    pub schedule: Schedule,
    /// Steps taken.
    pub step: u64,
    /// Running mean of the gradient.
    pub mean: Vec<f32>,
    /// Running mean of its square.
    pub square: Vec<f32>,
    /// Running average of the weights: what is shipped.
    pub average: Vec<f32>,
}

impl Adam {
    /// At the start.
    pub fn new(schedule: Schedule, values: &[f32]) -> Self {
        let zeros = vec![0.0; values.len()];
        Self { schedule, step: 0, mean: zeros.clone(), square: zeros, average: values.to_vec() }
    }

    /// Takes one step. The gradient is that of the whole batch, already divided by its words.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "approximate")]
    pub fn step(&mut self, values: &mut [f32], gradient: &[f32]) {
        let norm = gradient.chunks(4096).map(|part| f64::from(lanes(part))).sum::<f64>().sqrt();
        let cut = (f64::from(self.schedule.largest_norm) / norm.max(1e-12)).min(1.0) as f32;
        let rate = self.schedule.rate(self.step);
        self.step += 1;
        let steps = i32::try_from(self.step).unwrap_or(i32::MAX);
        let (first, second) = (1.0 - FIRST.powi(steps), 1.0 - SECOND.powi(steps));
        let keep = self.schedule.average.min(self.step as f32 / (9.0 + self.step as f32));
        let state = self.mean.iter_mut().zip(&mut self.square).zip(&mut self.average);
        for ((value, &g), ((mean, square), average)) in values.iter_mut().zip(gradient).zip(state) {
            let g = g * cut;
            *mean = FIRST * *mean + (1.0 - FIRST) * g;
            *square = SECOND * *square + (1.0 - SECOND) * g * g;
            *value -= rate * (*mean / first) / ((*square / second).sqrt() + 1e-8);
            *average = keep * *average + (1.0 - keep) * *value;
        }
    }
}

/// Sum of squares in eight lanes.
fn lanes(values: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    for part in values.chunks(8) {
        for (sum, v) in sums.iter_mut().zip(part) {
            *sum += v * v;
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEDULE: Schedule =
        Schedule { peak: 0.1, warm_up: 10, steps: 300, largest_norm: 5.0, average: 0.9 };

    #[test]
    fn rate_rises_and_falls() {
        assert!(SCHEDULE.rate(0) < SCHEDULE.rate(9));
        assert!((SCHEDULE.rate(10) - 0.1).abs() < 1e-3);
        assert!((SCHEDULE.rate(300) - 0.003).abs() < 1e-4);
        assert!((cos_of_half_turns(0.25) - std::f32::consts::FRAC_1_SQRT_2).abs() < 1e-5);
    }

    #[test]
    fn finds_the_lowest_point_of_a_bowl() {
        let mut values = vec![3.0, -2.0];
        let mut adam = Adam::new(SCHEDULE, &values);
        for _ in 0..300 {
            let gradient: Vec<f32> = values.iter().map(|v| 2.0 * (v - 1.0)).collect();
            adam.step(&mut values, &gradient);
        }
        assert!(values.iter().chain(&adam.average).all(|v| (v - 1.0).abs() < 0.05), "{values:?}");
    }
}
