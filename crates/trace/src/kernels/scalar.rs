//! The kernels in plain Rust: what the others must equal.

use super::{BLOCK, Block, Permutations, SLOTS};

pub(super) fn classify(bytes: &[u8; BLOCK], block: &mut Block) {
    *block = Block::default();
    for (i, (&byte, to)) in bytes.iter().zip(&mut block.folded).enumerate() {
        let bit = 1u64 << i;
        *to = byte.to_ascii_lowercase();
        match byte {
            b'0'..=b'9' => {
                block.digit |= bit;
                block.alnum |= bit;
            }
            b'A'..=b'Z' | b'a'..=b'z' => block.alnum |= bit,
            b'\'' | b'-' => block.joint |= bit,
            b'.' | b',' => block.point |= bit,
            0x80.. => block.wide |= bit,
            _ => {}
        }
    }
}

pub(super) fn minima(values: &[u32], permutations: &Permutations, slots: &mut [u32; SLOTS]) {
    for &x in values {
        let constants = permutations.mul.iter().zip(&permutations.add);
        for (slot, (mul, add)) in slots.iter_mut().zip(constants) {
            *slot = (*slot).min(mul.wrapping_mul(x).wrapping_add(*add));
        }
    }
}
