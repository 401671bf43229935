//! gaoya's side of the comparison: CPU seconds per step over a file of JSON lines, one thread.

use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32};
use gaoya::text::whitespace_split;

/// CPU time of this process so far, in seconds, as Linux counts it.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").expect("Linux");
    let nanoseconds: f64 = stat.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    nanoseconds / 1e9
}

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
    let start = cpu_seconds();
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
    let text = cpu_seconds() - start;
    let start = cpu_seconds();
    let mut index = MinHashIndex::new(32, 4, 0.5);
    for (n, signature) in signed.iter().enumerate() {
        index.insert(n, signature.clone());
    }
    let found: usize = signed.iter().map(|signature| index.query(signature).len()).sum();
    println!("{}", serde_json::json!({"text": text, "index": cpu_seconds() - start, "found": found}));
}
