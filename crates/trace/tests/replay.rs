//! Every kept fuzz input, run on the stable compiler.

#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "../../../fuzz/bodies/trace.rs"]
mod bodies;

fn each(folder: &str, run: fn(&[u8])) {
    let path = format!("{}/../../fuzz/inputs/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for entry in std::fs::read_dir(path).unwrap() {
        run(&std::fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "{folder} is empty");
}

#[test]
fn texts() {
    each("trace_texts", bodies::texts);
}

#[test]
fn indexes() {
    each("trace_index", bodies::index);
}
