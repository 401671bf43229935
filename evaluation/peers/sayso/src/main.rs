//! Sayso's side of the comparison: CPU seconds per step over a file of JSON lines.

use sayso_trace::{Bands, Masker, SketchScheme, Sketcher, Winnower, band_keys, shingle_hashes, words_into};

/// CPU time of this process so far, in seconds, as Linux counts it.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").expect("Linux");
    let nanoseconds: f64 = stat.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    nanoseconds / 1e9
}

fn main() {
    let path = std::env::args().nth(1).expect("usage: peer-sayso CORPUS.jsonl");
    let file = std::fs::read_to_string(path).expect("a readable file");
    let texts: Vec<String> = file
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
            value["text"].as_str().expect("a text").to_owned()
        })
        .collect();
    let mut sketcher = Sketcher::new(SketchScheme::Mh128);
    let (mut masker, mut winnower) = (Masker::default(), Winnower::default());
    let (mut words, mut tokens) = (Vec::new(), Vec::new());
    let mut best = [f64::MAX; 5];
    let mut check = 0u64;
    // One pass is some ten milliseconds: the best of five stands for the run.
    for _ in 0..5 {
        let mut lap = [0.0; 5];
        let start = cpu_seconds();
        for text in &texts {
            words_into(text, &mut words);
            check ^= words.len() as u64;
        }
        lap[0] = cpu_seconds() - start;
        let start = cpu_seconds();
        let mut signed = Vec::with_capacity(texts.len());
        for text in &texts {
            words_into(text, &mut words);
            signed.push(sketcher.sign(&words));
        }
        lap[1] = cpu_seconds() - start;
        let start = cpu_seconds();
        for text in &texts {
            words_into(text, &mut words);
            check ^= u64::from(sketcher.sign(&words)[0]);
            masker.mask(text, &words, &mut tokens);
            winnower.skeleton(&tokens, |mark| check ^= mark);
        }
        lap[2] = cpu_seconds() - start;
        let cut: Vec<Vec<u64>> = texts
            .iter()
            .map(|text| {
                words_into(text, &mut words);
                shingle_hashes(&words)
            })
            .collect();
        let start = cpu_seconds();
        for shingles in &cut {
            check ^= u64::from(sketcher.sign_shingles(shingles)[0]);
        }
        lap[3] = cpu_seconds() - start;
        let start = cpu_seconds();
        let mut keys: Vec<(u64, u32)> = Vec::with_capacity(signed.len() * 32);
        for (n, signature) in (0u32..).zip(&signed) {
            band_keys(signature, Bands::WIDE, |key| keys.push((key, n)));
        }
        keys.sort_unstable();
        check ^= keys.chunk_by(|x, y| x.0 == y.0).map(|group| group.len() as u64).max().unwrap_or(0);
        lap[4] = cpu_seconds() - start;
        for (best, lap) in best.iter_mut().zip(lap) {
            *best = best.min(lap);
        }
    }
    let [words, text, skeleton, shingles, index] = best;
    println!(
        "{}",
        serde_json::json!({"words": words, "text": text, "text_and_skeleton": skeleton,
            "shingles": shingles, "index": index, "found": check})
    );
}
