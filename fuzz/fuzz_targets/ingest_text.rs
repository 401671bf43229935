//! A plain text read.
#![no_main]

#[path = "../bodies/ingest.rs"]
mod ingest;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ingest::text(bytes));
