//! Training of the labeller on a few own sentences: the same seed gives the same bytes.

use sayso_attribute::net::Net;
use sayso_read::{Reader, Scratch};
use sayso_train::attribute::data::{Read, read};
use sayso_train::attribute::export::{self, About};
use sayso_train::attribute::fit::{Labeller, Training};
use sayso_train::attribute::network::{Rates, Shape};
use sayso_train::nn::Mat;
use sayso_train::polnear::{Article, Roles};
use sayso_train::read::vectors::Vectors;

/// Source, cue, content.
const SENTENCES: [[&str; 3]; 3] = [
    ["Mira Lund", "said", "the mill would close in spring"],
    ["The council", "denied", "that anyone had been paid"],
    ["Her brother", "hopes", "to sell the boats before winter"],
];

fn articles() -> Vec<Read> {
    let (reader, mut scratch) = (Reader::embedded(), Scratch::default());
    let mut reads = Vec::new();
    for n in 0..6 {
        let (mut text, mut attributions) = (String::new(), Vec::new());
        for parts in SENTENCES.iter().cycle().skip(n).take(3) {
            let mut span = |part: &str, after: &str| {
                let start = text.chars().count();
                text.push_str(part);
                let end = text.chars().count();
                text.push_str(after);
                vec![(start, end)]
            };
            let [source, cue, content] = *parts;
            attributions.push(Roles {
                source: span(source, " "),
                cue: span(cue, " "),
                content: span(content, ". "),
            });
        }
        let article = Article { id: n.to_string(), text, attributions };
        reads.push(read(&reader, &mut scratch, article).expect("a small text"));
    }
    reads
}

fn weights(reads: &[Read]) -> Vec<u8> {
    let shape = Shape { form: 8, piece: 4, closed: 4, vector: 4, width: 8, recurrent: 8, roles: 8 };
    let training = Training {
        epochs: 2,
        batch_words: 40,
        shards: 2,
        rate: 5e-3,
        least_count: 1,
        most_vectors: 10,
        dropout: Rates { below: 0.1, above: 0.1 },
    };
    let rows = Mat { rows: 1, cols: 4, data: vec![0.5; 4] };
    let vectors = Vectors { words: vec!["said".to_owned()], rows };
    let mut labeller = Labeller::new(shape, &training, &vectors, reads, 1);
    labeller.train(&training, reads, 1, &mut |_, _, _| ());
    let about = About {
        reading: String::new(),
        config: String::new(),
        seed: 1,
        inputs: Vec::new(),
        trees: true,
    };
    export::model(&labeller, [1.0, 0.0], &about).expect("a model file")
}

#[test]
fn one_seed_gives_one_file() {
    let reads = articles();
    let first = weights(&reads);
    assert!(first == weights(&reads));
    assert!(Net::load(&first).is_ok());
}
