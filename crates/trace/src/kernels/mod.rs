//! The inner loops that exist per instruction set, picked at run time: classifying and folding a
//! block of 64 bytes, and taking the minima of a signature. This folder holds the crate's only
//! `unsafe` code. Every path gives the same bits as the scalar one; tests force each path that the
//! machine has.

#[cfg(target_arch = "aarch64")]
mod arm;
mod scalar;
#[cfg(target_arch = "x86_64")]
mod x86;

use std::sync::OnceLock;

/// Bytes of a block.
pub(crate) const BLOCK: usize = 64;

/// Slots of a signature.
pub(crate) const SLOTS: usize = 128;

/// What the bytes of a block are, one bit a byte, and the block in lower case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Block {
    /// Letters and digits.
    pub alnum: u64,
    /// Digits.
    pub digit: u64,
    /// Apostrophe and hyphen.
    pub joint: u64,
    /// Point and comma.
    pub point: u64,
    /// Bytes outside ASCII.
    pub wide: u64,
    /// The bytes with ASCII capitals folded, and eight bytes that may be read and never count.
    pub folded: [u8; BLOCK + 8],
}

impl Default for Block {
    fn default() -> Self {
        Self { alnum: 0, digit: 0, joint: 0, point: 0, wide: 0, folded: [0; BLOCK + 8] }
    }
}

/// Classifies and folds one block.
pub(crate) type Classify = fn(&[u8; BLOCK], &mut Block);

/// The constants of a signature: slot k is the minimum of `mul[k] * x + add[k]` mod 2^32.
#[derive(Debug)]
pub(crate) struct Permutations {
    /// Odd multipliers.
    pub mul: [u32; SLOTS],
    /// Summands.
    pub add: [u32; SLOTS],
}

/// Lowers every slot to the minimum over the given values.
pub(crate) type Minima = fn(&[u32], &Permutations, &mut [u32; SLOTS]);

/// The fastest block kernel of this machine.
pub(crate) fn classify() -> Classify {
    static PICKED: OnceLock<Classify> = OnceLock::new();
    *PICKED.get_or_init(|| every_classify().last().map_or(scalar::classify, |&(_, f)| f))
}

/// The fastest signature kernel of this machine.
pub(crate) fn minima() -> Minima {
    static PICKED: OnceLock<Minima> = OnceLock::new();
    *PICKED.get_or_init(|| every_minima().last().map_or(scalar::minima, |&(_, f)| f))
}

/// Every block kernel that this machine can run, slowest first.
pub(crate) fn every_classify() -> Vec<(&'static str, Classify)> {
    #[cfg_attr(
        not(any(target_arch = "x86_64", target_arch = "aarch64")),
        expect(unused_mut, reason = "other machines have the scalar path alone")
    )]
    let mut all: Vec<(&'static str, Classify)> = vec![("scalar", scalar::classify)];
    #[cfg(target_arch = "x86_64")]
    all.extend(x86::every_classify());
    #[cfg(target_arch = "aarch64")]
    all.extend(arm::every_classify());
    all
}

/// Every signature kernel that this machine can run, slowest first.
pub(crate) fn every_minima() -> Vec<(&'static str, Minima)> {
    #[cfg_attr(
        not(any(target_arch = "x86_64", target_arch = "aarch64")),
        expect(unused_mut, reason = "other machines have the scalar path alone")
    )]
    let mut all: Vec<(&'static str, Minima)> = vec![("scalar", scalar::minima)];
    #[cfg(target_arch = "x86_64")]
    all.extend(x86::every_minima());
    #[cfg(target_arch = "aarch64")]
    all.extend(arm::every_minima());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::splitmix;

    #[test]
    fn block_kernels_agree_on_every_byte_at_every_place() {
        for seed in 0..200 {
            let mut bytes = [0u8; BLOCK];
            for (i, byte) in bytes.iter_mut().enumerate() {
                *byte = splitmix(seed, i as u64).to_le_bytes()[0];
            }
            let mut expected = Block::default();
            scalar::classify(&bytes, &mut expected);
            for (name, classify) in every_classify() {
                let mut block = Block::default();
                classify(&bytes, &mut block);
                assert_eq!(block, expected, "{name}");
            }
        }
    }

    #[test]
    fn signature_kernels_agree() {
        let permutations = &crate::sketch::permutations(crate::sketch::CONSTANTS);
        for count in [0usize, 1, 2, 7, 133, 1000] {
            let values: Vec<u32> = (0..count as u64)
                .map(|n| u32::try_from(splitmix(3, n) >> 32).unwrap_or_default())
                .collect();
            let mut expected = [u32::MAX; SLOTS];
            scalar::minima(&values, permutations, &mut expected);
            for (name, minima) in every_minima() {
                let mut slots = [u32::MAX; SLOTS];
                minima(&values, permutations, &mut slots);
                assert_eq!(slots, expected, "{name}");
            }
        }
    }
}
