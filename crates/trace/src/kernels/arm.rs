//! NEON kernels. NEON is part of every 64-bit ARM machine, so nothing is detected.
#![expect(unsafe_code, reason = "vector loads and stores through pointers")]

use std::arch::aarch64::{
    uint8x16_t, vaddq_u8, vaddq_u32, vaddv_u8, vandq_u8, vceqq_u8, vcgeq_u8, vcleq_u8, vdupq_n_u8,
    vdupq_n_u32, vget_high_u8, vget_low_u8, vld1q_u8, vld1q_u32, vminq_u32, vmulq_u32, vorrq_u8,
    vst1q_u8, vst1q_u32,
};

use super::{BLOCK, Block, Classify, Minima, Permutations, SLOTS};

pub(super) fn every_classify() -> Vec<(&'static str, Classify)> {
    vec![("neon", classify)]
}

pub(super) fn every_minima() -> Vec<(&'static str, Minima)> {
    vec![("neon", minima)]
}

/// One bit a byte of a comparison's result.
fn bits(v: uint8x16_t) -> u64 {
    const PLACE: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
    // SAFETY: NEON is always there; 16 bytes are read from an array of 16.
    unsafe {
        let placed = vandq_u8(v, vld1q_u8(PLACE.as_ptr()));
        u64::from(vaddv_u8(vget_low_u8(placed))) | u64::from(vaddv_u8(vget_high_u8(placed))) << 8
    }
}

fn classify(bytes: &[u8; BLOCK], block: &mut Block) {
    let mut masks = [0u64; 5];
    for part in 0..4 {
        let at = 16 * part;
        // SAFETY: NEON is always there; 16 bytes are read and written at `at <= 48` of arrays of 64
        // and 72.
        let found = unsafe {
            let v = vld1q_u8(bytes.as_ptr().add(at));
            let between = |v, low, high| {
                vandq_u8(vcgeq_u8(v, vdupq_n_u8(low)), vcleq_u8(v, vdupq_n_u8(high)))
            };
            let either = |a, b| vorrq_u8(vceqq_u8(v, vdupq_n_u8(a)), vceqq_u8(v, vdupq_n_u8(b)));
            let capital = between(v, b'A', b'Z');
            let folded = vaddq_u8(v, vandq_u8(capital, vdupq_n_u8(0x20)));
            vst1q_u8(block.folded.as_mut_ptr().add(at), folded);
            let digit = between(v, b'0', b'9');
            [
                vorrq_u8(between(folded, b'a', b'z'), digit),
                digit,
                either(b'\'', b'-'),
                either(b'.', b','),
                vcgeq_u8(v, vdupq_n_u8(0x80)),
            ]
        };
        for (mask, v) in masks.iter_mut().zip(found) {
            *mask |= bits(v) << at;
        }
    }
    [block.alnum, block.digit, block.joint, block.point, block.wide] = masks;
}

fn minima(values: &[u32], permutations: &Permutations, slots: &mut [u32; SLOTS]) {
    for at in (0..SLOTS).step_by(16) {
        // SAFETY: NEON is always there; `at + 16 <= SLOTS` for every load and store.
        unsafe {
            let all =
                |from: &[u32; SLOTS]| [0, 4, 8, 12].map(|i| vld1q_u32(from.as_ptr().add(at + i)));
            let (mul, add, mut low) = (all(&permutations.mul), all(&permutations.add), all(slots));
            for &x in values {
                let x = vdupq_n_u32(x);
                for i in 0..4 {
                    low[i] = vminq_u32(low[i], vaddq_u32(vmulq_u32(mul[i], x), add[i]));
                }
            }
            for (i, v) in low.into_iter().enumerate() {
                vst1q_u32(slots.as_mut_ptr().add(at + 4 * i), v);
            }
        }
    }
}
