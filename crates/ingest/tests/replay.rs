//! Every kept fuzz input, run on the stable compiler, as it is and changed at random with fixed seeds.

#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "../../../fuzz/bodies/ingest.rs"]
mod bodies;
#[path = "../../../fuzz/bodies/inputs.rs"]
mod inputs;

/// Changed copies of each kept input.
const CHANGES: u64 = 200;

/// `SplitMix64` (Steele, Lea and Flood 2014), so that a failing input can be made again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let limit = u64::try_from(limit.max(1)).unwrap();
        usize::try_from((z ^ (z >> 31)) % limit).unwrap()
    }
}

/// Bytes that mean something to one of the parsers.
const PIECES: [&[u8]; 20] = [
    b"<",
    b">",
    b"\"",
    b"&",
    b"&#x",
    b"{",
    b"}",
    b"[",
    b"\\u",
    b"\t",
    b"\n",
    b"\0",
    b"\xFF",
    b"\xC3",
    b"<!--",
    b"</",
    b"<p>",
    b"=\"",
    b"\xEF\xBB\xBF",
    b"\x1B$B",
];

/// One to four changes: a byte set, a piece put in, a stretch taken out, doubled or moved, an end cut off.
fn changed(input: &[u8], seed: u64) -> Vec<u8> {
    let mut numbers = Numbers(seed);
    let mut out = input.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(out.len() + 1);
        let end = (at + numbers.below(40)).min(out.len());
        match numbers.below(6) {
            0 => {
                let byte = numbers.below(256).to_le_bytes()[0];
                if let Some(slot) = out.get_mut(at) {
                    *slot = byte;
                }
            }
            1 => {
                let piece = PIECES[numbers.below(PIECES.len())];
                out.splice(at..at, piece.iter().copied());
            }
            2 => drop(out.drain(at..end)),
            3 => {
                let stretch = out[at..end].to_vec();
                out.splice(at..at, stretch);
            }
            4 => {
                let stretch: Vec<u8> = out.drain(at..end).collect();
                let to = numbers.below(out.len() + 1);
                out.splice(to..to, stretch);
            }
            _ => out.truncate(at.max(out.len() / 2)),
        }
    }
    out
}

fn each(folder: &str, run: fn(&[u8])) {
    inputs::each(folder, |file, input| {
        run(&input);
        for seed in 0..CHANGES {
            let changed = changed(&input, seed);
            let outcome = std::panic::catch_unwind(|| run(&changed));
            assert!(outcome.is_ok(), "{} changed by seed {seed}", file.display());
        }
    });
}

#[test]
fn pages() {
    each("ingest_page", bodies::page);
}

#[test]
fn texts() {
    each("ingest_text", bodies::text);
}

#[test]
fn json_lines() {
    each("ingest_lines", bodies::lines);
}

#[test]
fn conllu_files() {
    each("ingest_words", bodies::words);
}

#[test]
fn packed_streams() {
    each("ingest_packed", bodies::packed);
}

#[test]
fn metadata() {
    each("ingest_metadata", bodies::metadata);
}
