//! The kept fuzz inputs, for the tests that run them on the stable compiler.

use std::fs;
use std::path::{Path, PathBuf};

/// Runs something on every kept input of a folder, in the order of their names; none is a fault.
pub(crate) fn each(folder: &str, run: impl Fn(&Path, Vec<u8>)) {
    let path = format!("{}/../../fuzz/inputs/{folder}", env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(path).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} is empty");
    for file in files {
        let input = fs::read(&file).unwrap();
        run(&file, input);
    }
}
