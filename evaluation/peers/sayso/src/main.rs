//! Sayso's side of the comparison: CPU seconds per step over a file of JSON lines.

use std::time::Instant;

use sayso_trace::{Bands, Masker, SketchScheme, Sketcher, Winnower, band_keys, shingle_hashes, words_into};

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
        let start = Instant::now();
        for text in &texts {
            words_into(text, &mut words);
            check ^= words.len() as u64;
        }
        lap[0] = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let mut signed = Vec::with_capacity(texts.len());
        for text in &texts {
            words_into(text, &mut words);
            signed.push(sketcher.sign(&words));
        }
        lap[1] = start.elapsed().as_secs_f64();
        let start = Instant::now();
        for text in &texts {
            words_into(text, &mut words);
            check ^= u64::from(sketcher.sign(&words)[0]);
            masker.mask(text, &words, &mut tokens);
            winnower.skeleton(&tokens, |mark| check ^= mark);
        }
        lap[2] = start.elapsed().as_secs_f64();
        let cut: Vec<Vec<u64>> = texts
            .iter()
            .map(|text| {
                words_into(text, &mut words);
                shingle_hashes(&words)
            })
            .collect();
        let start = Instant::now();
        for shingles in &cut {
            check ^= u64::from(sketcher.sign_shingles(shingles)[0]);
        }
        lap[3] = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let mut keys: Vec<(u64, u32)> = Vec::with_capacity(signed.len() * 32);
        for (n, signature) in (0u32..).zip(&signed) {
            band_keys(signature, Bands::WIDE, |key| keys.push((key, n)));
        }
        keys.sort_unstable();
        check ^= keys.chunk_by(|x, y| x.0 == y.0).map(|group| group.len() as u64).max().unwrap_or(0);
        lap[4] = start.elapsed().as_secs_f64();
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
