//! The index under crashes, damage, other orders and other caps: the same documents give the same
//! bytes, and nothing that was committed is lost.

#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::fmt::Write;
use std::sync::Arc;

use sayso_trace::index::{
    ClusterLine, Crash, Files, Index, Memory, OnDuplicate, Record, WriteOptions, Writer,
};
use sayso_trace::{Prepared, TraceError};

const FIRST: [&str; 8] = ["Mara", "Tomas", "Ilse", "Bram", "Odile", "Piet", "Runa", "Sven"];
const LAST: [&str; 8] = ["Quill", "Orm", "Tarn", "Vale", "Hask", "Dray", "Minch", "Sorrel"];
const WORDS: [&str; 40] = [
    "harbour", "council", "paid", "the", "of", "a", "ferry", "pears", "quay", "rope", "and", "to",
    "said", "that", "old", "wall", "winter", "boat", "price", "tax", "in", "for", "was", "were",
    "crew", "captain", "storm", "nets", "salt", "road", "bridge", "vote", "plan", "late", "market",
    "with", "from", "letter", "school", "lamp",
];

/// A fixed stream of numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

fn base(seed: usize) -> String {
    let mut numbers = Numbers(seed as u64 * 7919 + 1);
    let person = format!("{} {}", FIRST[numbers.below(8)], LAST[numbers.below(8)]);
    (0..130)
        .map(|n| match n % 13 {
            6 => person.clone(),
            12 => "the town.".to_owned(),
            _ => WORDS[numbers.below(WORDS.len())].to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Bases with copies, near-copies, rewrites and twins.
fn documents() -> Vec<Record> {
    let mut out = Vec::new();
    for n in 0..24 {
        let text = base(n);
        let mut add = |suffix: &str, text: String, day: usize| {
            out.push(Record {
                id: format!("d{n}{suffix}"),
                text,
                date: (!n.is_multiple_of(5)).then(|| format!("2024-03-{day:02}")),
                ..Record::default()
            });
        };
        add("", text.clone(), 1 + n);
        if n % 2 == 0 {
            add("-near", text.replace("harbour", "haven"), 2 + n);
        }
        if n % 3 == 0 {
            add("-twin", text.clone(), 3 + n);
        }
        if n % 4 == 0 {
            add("-rest", format!("{} {}", base(n + 100), text.get(..300).unwrap()), 4 + n);
        }
    }
    out
}

fn options() -> WriteOptions {
    WriteOptions { memory_bytes: 128 << 20, ..WriteOptions::default() }
}

fn built(documents: &[Record], batch: usize, commit_bytes: u64) -> Memory {
    let memory = Memory::default();
    let files: Arc<dyn Files> = Arc::new(memory.clone());
    let mut writer = Writer::open(files, WriteOptions { commit_bytes, ..options() }).unwrap();
    for batch in documents.chunks(batch) {
        writer.add(batch.to_vec()).unwrap();
    }
    writer.commit().unwrap();
    memory
}

fn opened(memory: &Memory) -> Index {
    let files: Arc<dyn Files> = Arc::new(memory.clone());
    Index::open(&files).unwrap()
}

/// Everything an index answers, as text.
fn answers(index: &Index, memory_bytes: u64) -> String {
    let mut out = String::new();
    index
        .cluster(&Memory::default(), memory_bytes, &mut |_, _, _| {}, &mut |line| {
            match line {
                ClusterLine::Pair { a, b, edge } => writeln!(out, "{} {} {edge:?}", a.id, b.id),
                ClusterLine::Cluster { relation, anchor, members, chain } => {
                    writeln!(out, "{relation:?} {anchor} {members:?} {chain:?}")
                }
            }
            .unwrap();
            Ok(())
        })
        .unwrap();
    for n in [0, 3, 8] {
        let answer = index.query(&Prepared::new(format!("Late {}", base(n)), None), None).unwrap();
        for hit in answer.hits {
            writeln!(out, "{n} {} {:?}", hit.record.id, hit.edge).unwrap();
        }
    }
    out
}

#[test]
fn order_batch_commit_cap_threads_and_compaction_leave_no_trace() {
    let documents = documents();
    let expected = answers(&opened(&built(&documents, 1000, 1 << 30)), 1 << 30);
    assert!(expected.contains("NearCopy") && expected.contains("Identical"), "{expected}");
    let mut shuffled = documents.clone();
    let mut numbers = Numbers(5);
    for n in (1..shuffled.len()).rev() {
        shuffled.swap(n, numbers.below(n + 1));
    }
    for (batch, commit) in [(1, 4000), (7, 1 << 30), (64, 9000)] {
        let memory = built(&shuffled, batch, commit);
        let index = opened(&memory);
        assert_eq!(answers(&index, 65 << 20), expected);
        let files: Arc<dyn Files> = Arc::new(memory.clone());
        let mut writer = Writer::open(files, options()).unwrap();
        writer.compact().unwrap();
        assert_eq!(answers(&opened(&memory), 1 << 30), expected);
        // The reader opened before still reads what it opened.
        assert_eq!(answers(&index, 1 << 30), expected);
    }
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found = pool.install(|| answers(&opened(&built(&documents, 50, 8000)), 1 << 30));
        assert_eq!(found, expected);
    }
}

/// Adds everything in small commits until something fails; gives back what was committed.
fn write_until_failure(memory: &Memory, documents: &[Record]) -> u64 {
    let files: Arc<dyn Files> = Arc::new(memory.clone());
    let Ok(mut writer) = Writer::open(files, options()) else { return 0 };
    let mut committed = writer.committed();
    for (n, batch) in documents.chunks(9).enumerate() {
        if writer.add(batch.to_vec()).is_err() || writer.commit().is_err() {
            return committed;
        }
        committed = writer.committed();
        if n == 2 && writer.compact().is_err() {
            return committed;
        }
    }
    committed
}

#[test]
fn a_fault_at_every_change_loses_nothing_committed() {
    let documents: Vec<Record> = documents().into_iter().take(36).collect();
    let expected = answers(&opened(&built(&documents, 9, 1 << 30)), 1 << 30);
    let whole = Memory::default();
    write_until_failure(&whole, &documents);
    let changes = whole.changes();
    assert!(changes > 40, "{changes}");
    for fail_at in 0..changes {
        let memory = Memory::default();
        memory.fail_at(fail_at);
        let committed = write_until_failure(&memory, &documents);
        for crash in [Crash::KeepsAll, Crash::TearsBytes, Crash::LosesAll] {
            let after = memory.after_crash(crash);
            let files: Arc<dyn Files> = Arc::new(after.clone());
            match Index::open(&files) {
                Ok(index) => {
                    assert!(index.documents() >= committed, "{fail_at} {crash:?}");
                    let report = index.check().unwrap();
                    assert!(report.damage.is_empty(), "{fail_at} {crash:?} {:?}", report.damage);
                }
                Err(TraceError::NoIndex { .. }) => assert_eq!(committed, 0, "{fail_at} {crash:?}"),
                Err(error) => panic!("{fail_at} {crash:?}: {error}"),
            }
            // The same work again goes on and ends the same.
            assert_eq!(write_until_failure(&after, &documents), documents.len() as u64);
            if fail_at % 5 == 0 {
                assert_eq!(answers(&opened(&after), 1 << 30), expected, "{fail_at} {crash:?}");
            }
        }
    }
}

#[test]
fn damage_is_named_and_salvage_goes_on() {
    let documents = documents();
    let memory = built(&documents, 9, 5000);
    let files: Arc<dyn Files> = Arc::new(memory.clone());
    let names = memory.list().unwrap();
    let mut numbers = Numbers(11);
    for name in names.iter().filter(|name| !name.starts_with("lock")) {
        for _ in 0..12 {
            let damaged = memory.after_crash(Crash::KeepsAll);
            let files: Arc<dyn Files> = Arc::new(damaged.clone());
            let cut = numbers.below(4) == 0;
            damaged
                .damage(name, |bytes| {
                    let at = numbers.below(bytes.len());
                    if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << numbers.below(8) }
                })
                .unwrap();
            let found = match Index::open(&files) {
                Ok(index) => index.check().unwrap().damage.into_iter().next(),
                Err(error) => Some(error),
            };
            let error = found.unwrap_or_else(|| panic!("{name}: not seen")).to_string();
            assert!(error.contains(name.as_str()) || error.contains("manifest"), "{name}: {error}");
            if let Ok(index) = Index::salvage(&files) {
                let answer = index.query(&Prepared::new(base(1), None), None).unwrap();
                for hit in &answer.hits {
                    assert!(index.losses().is_empty() || !hit.edge.limits.is_empty());
                }
            }
        }
    }
    // Unharmed all the while.
    assert!(Index::open(&files).unwrap().check().unwrap().damage.is_empty());
}

#[test]
fn ids_come_once_and_texts_can_be_replaced() {
    let documents = documents();
    let memory = built(&documents, 50, 1 << 30);
    let files: Arc<dyn Files> = Arc::new(memory.clone());
    let mut writer = Writer::open(Arc::clone(&files), options()).unwrap();
    assert!(matches!(Writer::open(Arc::clone(&files), options()), Err(TraceError::Locked)));
    let again = writer.add(documents.clone()).unwrap();
    assert_eq!((again.added, again.known), (0, documents.len() as u64));
    let other = Record { text: base(500), ..documents[0].clone() };
    assert!(matches!(writer.add(vec![other.clone()]), Err(TraceError::OtherText { .. })));
    drop(writer);
    let replace = WriteOptions { on_duplicate: OnDuplicate::Replace, ..options() };
    let mut writer = Writer::open(Arc::clone(&files), replace).unwrap();
    assert_eq!(writer.add(vec![other.clone()]).unwrap().replaced, 1);
    writer.commit().unwrap();
    let index = Index::open(&files).unwrap();
    assert_eq!(index.documents(), documents.len() as u64);
    assert_eq!(index.document(&other.id).unwrap().unwrap().text, other.text);
    // The twin of the replaced text is still found through the keys of the replaced one.
    let hits = index.query(&Prepared::new(base(0), None), None).unwrap().hits;
    assert!(hits.iter().any(|hit| hit.record.id == "d0-twin"));
    assert!(hits.iter().all(|hit| hit.record.id != "d0"));
    let before = answers(&index, 1 << 30);
    drop(writer);
    let mut writer = Writer::open(Arc::clone(&files), options()).unwrap();
    writer.compact().unwrap();
    assert_eq!(answers(&Index::open(&files).unwrap(), 1 << 30), before);
    let small = WriteOptions { memory_bytes: 1 << 20, ..options() };
    drop(writer);
    assert!(matches!(Writer::open(files, small), Err(TraceError::Memory { .. })));
}
