//! Every kept fuzz input, run on the stable compiler.

#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "../../../fuzz/bodies/trace.rs"]
mod bodies;
#[path = "../../../fuzz/bodies/inputs.rs"]
mod inputs;

#[test]
fn texts() {
    inputs::each("trace_texts", |_, input| bodies::texts(&input));
}

#[test]
fn indexes() {
    inputs::each("trace_index", |_, input| bodies::index(&input));
}
