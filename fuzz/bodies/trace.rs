//! What the fuzz targets of trace run, as plain functions: `crates/trace/tests/replay.rs` runs them on
//! all kept inputs with the stable compiler.
#![allow(dead_code, reason = "each target uses one of them")]

use std::sync::Arc;

use sayso_trace::index::{ClusterLine, Crash, Files, Index, Memory, Record, WriteOptions, Writer};
use sayso_trace::{Prepared, compare, find_quotes, words};

/// Two texts, parted by the first line of `====`: every span slices both.
pub(crate) fn texts(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (a, b) = text.split_once("\n====\n").unwrap_or((&text, &text));
    for word in words(a) {
        assert!(a.get(word.span.range()).is_some_and(|w| !w.is_empty()));
    }
    let made = |text: &str| {
        let mut made = Prepared::new(text.to_owned(), None);
        made.quotes = find_quotes(text);
        made
    };
    let (x, y) = (made(a), made(b));
    let Some(edge) = compare(&x, &y) else { return };
    for passage in &edge.passages {
        assert!(a.get(passage.a.range()).is_some() && b.get(passage.b.range()).is_some());
    }
    for swap in edge.swaps.iter().chain(&edge.doubtful_swaps) {
        for place in &swap.places {
            assert!(a.get(place.a.range()).is_some() && b.get(place.b.range()).is_some());
        }
    }
}

/// An index whose files are changed where the input says: three bytes of place, one of value each,
/// after one byte that picks the file.
pub(crate) fn index(bytes: &[u8]) {
    let memory = Memory::default();
    let files: Arc<dyn Files> = Arc::new(memory.clone());
    let record = |n: usize| Record {
        id: format!("d{n}"),
        text: format!(
            "The harbour office said that crate {} was sold to the council of Ellery",
            n % 3
        )
        .repeat(3),
        ..Record::default()
    };
    let Ok(mut writer) = Writer::open(files, WriteOptions::default()) else { return };
    if writer.add((0..9).map(record).collect()).is_err() || writer.commit().is_err() {
        return;
    }
    let damaged = memory.after_crash(Crash::KeepsAll);
    let Ok(names) = damaged.list() else { return };
    let mut rest = bytes;
    while let Some((&[file, low, middle, high, value], after)) = rest.split_first_chunk::<5>() {
        rest = after;
        let Some(name) = names.get(usize::from(file) % names.len()) else { continue };
        let place = usize::from(low) | usize::from(middle) << 8 | usize::from(high) << 16;
        let _ = damaged.damage(name, |bytes| {
            if let Some(length) = bytes.len().checked_sub(1).map(|n| n + 1) {
                bytes[place % length] = value;
            }
        });
    }
    let files: Arc<dyn Files> = Arc::new(damaged);
    if let Ok(index) = Index::open(&files) {
        let _ = index.check();
    }
    if let Ok(index) = Index::salvage(&files) {
        let _ = index.query(&Prepared::new(record(1).text, None), None);
        let each = &mut |_: ClusterLine| Ok(());
        let _ = index.cluster(&Memory::default(), 128 << 20, &mut |_, _, _| {}, each);
    }
}
