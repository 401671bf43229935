//! gaoya's side of the comparison: seconds per step over a file of JSON lines, one thread.

use std::time::Instant;

use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32};
use gaoya::text::whitespace_split;

fn main() {
    let path = std::env::args().nth(1).expect("usage: peer-gaoya CORPUS.jsonl");
    let file = std::fs::read_to_string(path).expect("a readable file");
    let texts: Vec<String> = file
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
            value["text"].as_str().expect("a text").to_lowercase()
        })
        .collect();
    let hasher = MinHasher32::new(128);
    let start = Instant::now();
    let signed: Vec<Vec<u32>> = texts
        .iter()
        .map(|text| {
            let words: Vec<&str> = whitespace_split(text).collect();
            let shingles: Vec<String> = if words.len() < 5 {
                vec![words.join(" ")]
            } else {
                words.windows(5).map(|w| w.join(" ")).collect()
            };
            hasher.create_signature(shingles.iter())
        })
        .collect();
    let text = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let mut index = MinHashIndex::new(32, 4, 0.5);
    for (n, signature) in signed.iter().enumerate() {
        index.insert(n, signature.clone());
    }
    let found: usize = signed.iter().map(|signature| index.query(signature).len()).sum();
    println!("{}", serde_json::json!({"text": text, "index": start.elapsed().as_secs_f64(), "found": found}));
}
