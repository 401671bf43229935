//! A packed stream read.
#![no_main]

#[path = "../bodies/ingest.rs"]
mod ingest;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ingest::packed(bytes));
