//! Own `exp`, `tanh` and logistic function: the same bits on every platform, and plain enough for
//! the compiler to vectorise. Polynomial after Cephes (S. Moshier, 1984); relative error below 3e-7.

/// Adding and taking away 1.5 x 2^23 rounds to the nearest integer and leaves it in the low bits.
const ROUND: f32 = 12_582_912.0;

/// e to the power of `x`; clamped to what an `f32` holds.
#[inline(always)]
#[expect(clippy::inline_always, reason = "has to become part of functions compiled for a CPU")]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    // ln 2 in two parts, so that the remainder is exact.
    let r = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    p = p * r * r + r + 1.0;
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// The logistic function.
#[inline(always)]
#[expect(clippy::inline_always, reason = "has to become part of functions compiled for a CPU")]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The hyperbolic tangent.
#[inline(always)]
#[expect(clippy::inline_always, reason = "has to become part of functions compiled for a CPU")]
pub fn tanh(x: f32) -> f32 {
    1.0 - 2.0 / (1.0 + exp(2.0 * x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_to_the_platform_functions() {
        for step in -870_i16..=880 {
            let single = f32::from(step) * 0.1;
            let x = f64::from(single);
            let ours = f64::from(exp(single));
            assert!((ours / x.exp() - 1.0).abs() < 1e-5, "{x}");
            assert!((f64::from(tanh(single)) - x.tanh()).abs() < 1e-6, "{x}");
            assert!((f64::from(sigmoid(single)) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6);
        }
        assert_eq!(exp(0.0).to_bits(), 1.0_f32.to_bits());
    }
}
