//! AVX2 and AVX-512 kernels.
#![expect(unsafe_code, reason = "vector instructions behind run-time detection")]

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi8, _mm256_add_epi32, _mm256_and_si256, _mm256_cmpeq_epi8,
    _mm256_cmpgt_epi8, _mm256_loadu_si256, _mm256_min_epu32, _mm256_movemask_epi8,
    _mm256_mullo_epi32, _mm256_or_si256, _mm256_set1_epi8, _mm256_set1_epi32, _mm256_storeu_si256,
    _mm512_add_epi8, _mm512_add_epi32, _mm512_cmpeq_epi8_mask, _mm512_cmplt_epu8_mask,
    _mm512_loadu_si512, _mm512_mask_add_epi8, _mm512_min_epu32, _mm512_movepi8_mask,
    _mm512_mullo_epi32, _mm512_or_si512, _mm512_set1_epi8, _mm512_set1_epi32, _mm512_storeu_si512,
};

use super::{BLOCK, Block, Classify, Minima, Permutations, SLOTS};

/// The block kernels this machine can run, slowest first.
pub(super) fn every_classify() -> Vec<(&'static str, Classify)> {
    let mut all: Vec<(&'static str, Classify)> = Vec::new();
    if is_x86_feature_detected!("avx2") {
        all.push(("avx2", classify_avx2));
    }
    if is_x86_feature_detected!("avx512bw") {
        all.push(("avx512", classify_avx512));
    }
    all
}

/// The signature kernels this machine can run, slowest first.
pub(super) fn every_minima() -> Vec<(&'static str, Minima)> {
    let mut all: Vec<(&'static str, Minima)> = Vec::new();
    if is_x86_feature_detected!("avx2") {
        all.push(("avx2", minima_avx2));
    }
    if is_x86_feature_detected!("avx512f") {
        all.push(("avx512", minima_avx512));
    }
    all
}

fn classify_avx2(bytes: &[u8; BLOCK], block: &mut Block) {
    // SAFETY: handed out by `every_classify` only where AVX2 was detected.
    unsafe { classify_avx2_inner(bytes, block) }
}

fn classify_avx512(bytes: &[u8; BLOCK], block: &mut Block) {
    // SAFETY: handed out by `every_classify` only where AVX-512BW was detected.
    unsafe { classify_avx512_inner(bytes, block) }
}

fn minima_avx2(values: &[u32], permutations: &Permutations, slots: &mut [u32; SLOTS]) {
    // SAFETY: handed out by `every_minima` only where AVX2 was detected.
    unsafe { minima_avx2_inner(values, permutations, slots) }
}

fn minima_avx512(values: &[u32], permutations: &Permutations, slots: &mut [u32; SLOTS]) {
    // SAFETY: handed out by `every_minima` only where AVX-512F was detected.
    unsafe { minima_avx512_inner(values, permutations, slots) }
}

#[target_feature(enable = "avx2")]
fn classify_avx2_inner(bytes: &[u8; BLOCK], block: &mut Block) {
    let set = |byte: u8| _mm256_set1_epi8(byte.cast_signed());
    // Signed comparison: bytes outside ASCII are negative and fall out of both ranges.
    let between = |v: __m256i, low: u8, high: u8| {
        _mm256_and_si256(_mm256_cmpgt_epi8(v, set(low - 1)), _mm256_cmpgt_epi8(set(high + 1), v))
    };
    let bits = |v: __m256i| u64::from(_mm256_movemask_epi8(v).cast_unsigned());
    let half = |from: usize, to: &mut [u8; BLOCK + 8]| {
        // SAFETY: `from` is 0 or 32: 32 bytes are read inside the 64 of the block.
        let v = unsafe { _mm256_loadu_si256(bytes.as_ptr().add(from).cast()) };
        let capital = between(v, b'A', b'Z');
        let folded = _mm256_add_epi8(v, _mm256_and_si256(capital, set(0x20)));
        // SAFETY: 32 bytes are written inside the 72 of the folded block.
        unsafe { _mm256_storeu_si256(to.as_mut_ptr().add(from).cast(), folded) };
        let digit = between(v, b'0', b'9');
        let alnum = _mm256_or_si256(between(folded, b'a', b'z'), digit);
        let either = |a: u8, b: u8| {
            _mm256_or_si256(_mm256_cmpeq_epi8(v, set(a)), _mm256_cmpeq_epi8(v, set(b)))
        };
        [bits(alnum), bits(digit), bits(either(b'\'', b'-')), bits(either(b'.', b',')), bits(v)]
    };
    let low = half(0, &mut block.folded);
    let high = half(32, &mut block.folded);
    block.alnum = low[0] | high[0] << 32;
    block.digit = low[1] | high[1] << 32;
    block.joint = low[2] | high[2] << 32;
    block.point = low[3] | high[3] << 32;
    block.wide = low[4] | high[4] << 32;
}

#[target_feature(enable = "avx512bw,avx512f")]
fn classify_avx512_inner(bytes: &[u8; BLOCK], block: &mut Block) {
    let set = |byte: u8| _mm512_set1_epi8(byte.cast_signed());
    // Unsigned: shifted so that the range starts at zero, one comparison is enough.
    let between = |v: __m512i, low: u8, high: u8| {
        _mm512_cmplt_epu8_mask(_mm512_add_epi8(v, set(low.wrapping_neg())), set(high - low + 1))
    };
    // SAFETY: 64 bytes are read, the length of the array.
    let v = unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) };
    let capital = between(v, b'A', b'Z');
    let folded = _mm512_mask_add_epi8(v, capital, v, set(0x20));
    // SAFETY: 64 bytes are written inside the 72 of the folded block.
    unsafe { _mm512_storeu_si512(block.folded.as_mut_ptr().cast(), folded) };
    let equal = |byte: u8| _mm512_cmpeq_epi8_mask(v, set(byte));
    block.digit = between(v, b'0', b'9');
    block.alnum = between(_mm512_or_si512(v, set(0x20)), b'a', b'z') | block.digit;
    block.joint = equal(b'\'') | equal(b'-');
    block.point = equal(b'.') | equal(b',');
    block.wide = _mm512_movepi8_mask(v);
}

#[target_feature(enable = "avx2")]
fn minima_avx2_inner(values: &[u32], permutations: &Permutations, slots: &mut [u32; SLOTS]) {
    const GROUP: usize = 32;
    for at in (0..SLOTS).step_by(GROUP) {
        let load = |from: &[u32; SLOTS], i: usize| {
            // SAFETY: `at + 8 * i + 8 <= SLOTS`, since `i < 4` and `at` is a multiple of 32.
            unsafe { _mm256_loadu_si256(from.as_ptr().add(at + 8 * i).cast()) }
        };
        let all =
            |from: &[u32; SLOTS]| [load(from, 0), load(from, 1), load(from, 2), load(from, 3)];
        let (mul, add, mut low) = (all(&permutations.mul), all(&permutations.add), all(slots));
        for &x in values {
            let x = _mm256_set1_epi32(x.cast_signed());
            for i in 0..4 {
                let moved = _mm256_add_epi32(_mm256_mullo_epi32(mul[i], x), add[i]);
                low[i] = _mm256_min_epu32(low[i], moved);
            }
        }
        for (i, v) in low.into_iter().enumerate() {
            // SAFETY: the same bounds as the load.
            unsafe { _mm256_storeu_si256(slots.as_mut_ptr().add(at + 8 * i).cast(), v) };
        }
    }
}

#[target_feature(enable = "avx512f")]
fn minima_avx512_inner(values: &[u32], permutations: &Permutations, slots: &mut [u32; SLOTS]) {
    let all = |from: &[u32; SLOTS]| -> [__m512i; 8] {
        std::array::from_fn(|i| {
            // SAFETY: `16 * i + 16 <= 128`.
            unsafe { _mm512_loadu_si512(from.as_ptr().add(16 * i).cast()) }
        })
    };
    let (mul, add, mut low) = (all(&permutations.mul), all(&permutations.add), all(slots));
    for &x in values {
        let x = _mm512_set1_epi32(x.cast_signed());
        for i in 0..8 {
            let moved = _mm512_add_epi32(_mm512_mullo_epi32(mul[i], x), add[i]);
            low[i] = _mm512_min_epu32(low[i], moved);
        }
    }
    for (i, v) in low.into_iter().enumerate() {
        // SAFETY: the same bounds as the load.
        unsafe { _mm512_storeu_si512(slots.as_mut_ptr().add(16 * i).cast(), v) };
    }
}
