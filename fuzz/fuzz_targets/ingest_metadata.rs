//! A page's JSON-LD read.
#![no_main]

#[path = "../bodies/ingest.rs"]
mod ingest;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ingest::metadata(bytes));
