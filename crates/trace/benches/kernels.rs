//! One benchmark a kernel: words, signature, skeleton, marks, verification, commit. Texts are made
//! here, so that no corpus is needed; `docs/evaluation/trace.md` has figures on real ones.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sayso_trace::index::{Files, Memory, Record, WriteOptions, Writer};
use sayso_trace::{
    Bands, Masker, Prepared, SketchScheme, Sketcher, Winnower, band_keys, compare, shingle_hashes,
    words_into,
};

/// About 140 words of running text with names and numbers.
fn text(seed: usize) -> String {
    let stock = [
        "the harbour office said that",
        "Mara Quill",
        "paid 40 crowns for",
        "a crate of old rope",
        "and that",
        "Tomas Orm",
        "had seen her on Monday",
        "before the council met",
        "in Port Ellery.",
        "Nobody asked",
    ];
    (0..42)
        .map(|n| stock[(n * (seed % 7 + 3) + seed / 7 + n * n) % stock.len()])
        .collect::<Vec<_>>()
        .join(" ")
}

fn kernels(c: &mut Criterion) {
    let texts: Vec<String> = (0..500).map(text).collect();
    let bytes = texts.iter().map(String::len).sum::<usize>() as u64;
    let mut group = c.benchmark_group("texts");
    group.throughput(Throughput::Bytes(bytes)).sample_size(20);
    let mut words = Vec::new();
    group.bench_function("words", |b| {
        b.iter(|| texts.iter().for_each(|t| words_into(black_box(t), &mut words)));
    });
    for scheme in [SketchScheme::Mh128, SketchScheme::Op128] {
        let mut sketcher = Sketcher::new(scheme);
        group.bench_function(format!("words and signature {}", scheme.name()), |b| {
            b.iter(|| {
                for text in &texts {
                    words_into(text, &mut words);
                    black_box(sketcher.sign(&words));
                }
            });
        });
    }
    let (mut sketcher, mut masker, mut winnower) =
        (Sketcher::new(SketchScheme::Mh128), Masker::default(), Winnower::default());
    let mut tokens = Vec::new();
    group.bench_function("words, signature and skeleton marks", |b| {
        b.iter(|| {
            for text in &texts {
                words_into(text, &mut words);
                black_box(sketcher.sign(&words));
                masker.mask(text, &words, &mut tokens);
                winnower.skeleton(&tokens, |mark| {
                    black_box(mark);
                });
            }
        });
    });
    let cut: Vec<Vec<u64>> = texts
        .iter()
        .map(|text| {
            words_into(text, &mut words);
            shingle_hashes(&words)
        })
        .collect();
    group.bench_function("ready shingles to signature", |b| {
        b.iter(|| {
            for s in &cut {
                black_box(sketcher.sign_shingles(s));
            }
        });
    });
    let signed: Vec<_> = cut.iter().map(|s| sketcher.sign_shingles(s)).collect();
    group.bench_function("band join", |b| {
        b.iter(|| {
            let mut keys = Vec::new();
            for (n, signature) in signed.iter().enumerate() {
                band_keys(signature, Bands::WIDE, |key| keys.push((key, n)));
            }
            keys.sort_unstable();
            black_box(keys.len())
        });
    });
    group.finish();
    let (a, b) = (text(3), text(3).replace("Mara Quill", "Ilse Tarn").replace("rope", "net"));
    let (a, b) = (Prepared::new(a, None), Prepared::new(b, None));
    c.bench_function("verify one pair", |bench| {
        bench.iter(|| compare(black_box(&a), black_box(&b)));
    });
    c.bench_function("index 500 documents in memory and commit", |bench| {
        bench.iter(|| {
            let files: Arc<dyn Files> = Arc::new(Memory::default());
            let record = |(n, text): (usize, &String)| Record {
                id: n.to_string(),
                text: text.clone(),
                ..Record::default()
            };
            let mut writer = Writer::open(files, WriteOptions::default()).expect("memory opens");
            writer.add(texts.iter().enumerate().map(record).collect()).expect("memory takes all");
            writer.commit().expect("memory commits");
        });
    });
}

criterion_group!(benches, kernels);
criterion_main!(benches);
