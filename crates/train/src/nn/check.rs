//! Gradient checks against finite differences.

use super::{Mat, Params, Stream};

/// A matrix of random values.
pub fn random_mat(rows: usize, cols: usize, seed: u64) -> Mat {
    let mut stream = Stream::new(&[seed, 99]);
    Mat { rows, cols, data: (0..rows * cols).map(|_| stream.normal()).collect() }
}

/// Asserts that a layer's gradients agree with central differences of a random weighting of its output.
///
/// `run(params, x, grads, dy)` goes forward, asks `dy(&y)` for the output's gradient, goes backward
/// and returns the output and the input's gradient.
///
/// # Panics
/// When a gradient is off.
pub fn assert_gradients(
    params: &Params,
    x: &Mat,
    run: impl Fn(&Params, &Mat, &mut [f32], &dyn Fn(&Mat) -> Mat) -> (Mat, Mat),
) {
    let weigh = |y: &Mat| random_mat(y.rows, y.cols, 5);
    let value = |params: &Params, x: &Mat| {
        let (y, _) = run(params, x, &mut params.zero_gradient(), &weigh);
        let weights = weigh(&y);
        y.data.iter().zip(&weights.data).map(|(a, b)| f64::from(a * b)).sum::<f64>()
    };
    let mut grads = params.zero_gradient();
    let (_, dx) = run(params, x, &mut grads, &weigh);
    let step = 4e-3;
    let agree = |what: &str, i: usize, up: f64, down: f64, found: f32| {
        let expected = (up - down) / (2.0 * f64::from(step));
        let error = (expected - f64::from(found)).abs();
        assert!(error < 2e-2 * (1.0 + expected.abs()), "{what} {i}: {found}, expected {expected}");
    };
    for (i, &grad) in grads.iter().enumerate() {
        let (mut up, mut down) = (params.clone(), params.clone());
        up.values[i] += step;
        down.values[i] -= step;
        agree("weight", i, value(&up, x), value(&down, x), grad);
    }
    for i in 0..x.data.len() {
        let (mut up, mut down) = (x.clone(), x.clone());
        up.data[i] += step;
        down.data[i] -= step;
        agree("input", i, value(params, &up), value(params, &down), dx.data[i]);
    }
}
