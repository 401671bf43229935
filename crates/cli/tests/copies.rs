//! `sayso FILE --index DIR` and `sayso trace` as a user meets them: what stands in sheet and JSON, and what
//! is said of an index that is missing, damaged or of another version.

#![expect(clippy::unwrap_used, reason = "a test ends at its first surprise")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const TEXT: &str = "Mara Quill said on Monday that the harbour council would close the fish market at \
    Ellery for two weeks. The market, which has stood on the quay since the old wall was built, was found \
    to have cracks in its roof after the winter storms. Quill told reporters that the council had no \
    choice and that the traders would be paid for the days they lost. \"We will not wait until the roof \
    comes down on somebody's head,\" she said. The traders, who sell mussels, pears and rope, said they \
    had heard nothing of the plan before they read of it in a letter that was pinned to the door. Their \
    speaker, Tomas Orm, said that nobody had asked them. A crew from Ellery will begin the work as soon \
    as the scaffold has come over the bridge, the council said, and the market should be open again \
    before the feast of the boats in April.";

/// The same story with other names.
fn retold() -> String {
    let swaps =
        [("Quill", "Hask"), ("Mara", "Odile"), ("Tomas Orm", "Bram Dray"), ("Ellery", "Minch")];
    swaps.iter().fold(TEXT.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// A fresh folder with the text to ask for, `asked.txt`, and an index of a copy and a retold one, `dir`.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("asked.txt"), TEXT).unwrap();
    let line = |id: &str, text: &str, date: &str| {
        serde_json::json!({"id": id, "text": text, "date": date, "outlet": "The Quay"}).to_string()
    };
    let lines =
        [line("copy", TEXT, "2024-03-01"), line("retold", &retold(), "2024-03-05")].join("\n");
    std::fs::write(folder.join("texts.jsonl"), lines).unwrap();
    let made = sayso(&folder, &["trace", "index", "texts.jsonl", "--into", "dir"]);
    assert!(made.status.success(), "{}", said(&made));
    folder
}

fn sayso(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(args).current_dir(folder).env("NO_COLOR", "1").output().unwrap()
}

fn said(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn printed(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

#[test]
fn sheet_json_and_findings_name_the_copies() {
    let folder = folder("copies-faces");
    let sheet = sayso(&folder, &["asked.txt", "--index", "dir"]);
    assert!(sheet.status.success(), "{}", said(&sheet));
    let sheet = printed(&sheet);
    for line in [
        "COPIES  2 among 2 documents dated 2024-03-01 to 2024-03-05",
        "identical  copy, 2024-03-01, The Quay",
        "rewrite    retold, 2024-03-05, The Quay",
        "earliest dated copy in this index: copy, 2024-03-01",
        "T301 identical-copies",
    ] {
        assert!(sheet.contains(line), "{line:?} is not in\n{sheet}");
    }
    let json = sayso(&folder, &["asked.txt", "--index", "dir", "--format", "json"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["copies"]["state"], "found");
    let texts = json["copies"]["texts"].as_array().unwrap();
    let relations: Vec<_> = texts.iter().map(|text| text["relation"].as_str().unwrap()).collect();
    assert_eq!(relations, ["identical", "rewrite"]);
    // Every place of a swapped name holds that name.
    for swap in texts[1]["swaps"].as_array().unwrap() {
        let here = swap["here"].as_str().unwrap();
        assert!(!retold().contains(here), "{here}");
        for place in swap["places"].as_array().unwrap() {
            let at = |n: usize| usize::try_from(place[n].as_u64().unwrap()).unwrap();
            assert_eq!(TEXT.get(at(0)..at(1)), Some(here));
        }
    }
    let findings = json["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["code"] == "T301"));
}

#[test]
fn without_an_index_nothing_was_looked_for_and_an_empty_answer_says_where() {
    let folder = folder("copies-none");
    let json = sayso(&folder, &["asked.txt", "--format", "json"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_ne!(json["copies"]["state"], "found");
    std::fs::write(folder.join("other.txt"), "The lamp in the school was late, said the captain.")
        .unwrap();
    let sheet = sayso(&folder, &["other.txt", "--index", "dir"]);
    assert!(printed(&sheet).contains("not found among 2 documents"), "{}", printed(&sheet));
}

#[test]
fn a_missing_damaged_or_newer_index_is_named() {
    let folder = folder("copies-damage");
    let asked = |index: &str| sayso(&folder, &["asked.txt", "--index", index]);
    let refused = |output: &Output, words: &[&str]| {
        assert_eq!(output.status.code(), Some(2), "{}", said(output));
        for word in words {
            assert!(said(output).contains(word), "{word:?} is not in {}", said(output));
        }
        assert_eq!(said(output).lines().count(), 1, "{}", said(output));
    };
    refused(&asked("nowhere"), &["nowhere", "no index here", "sayso trace index"]);

    let path = folder.join("dir/000000.texts");
    let whole = std::fs::read(&path).unwrap();
    let mut bytes = whole.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    refused(&asked("dir"), &["dir", "000000.texts", "block 0", "2 documents cannot be read"]);
    let salvaged = sayso(
        &folder,
        &["trace", "query", "asked.txt", "--index", "dir", "--salvage", "--format", "jsonl"],
    );
    assert_eq!(salvaged.status.code(), Some(2));
    for line in printed(&salvaged).lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["incomplete"], true, "{line}");
    }

    let mut bytes = whole.clone();
    let at = bytes.windows(4).take(32).position(|four| four == 1u32.to_le_bytes()).unwrap();
    bytes[at] = 9;
    std::fs::write(&path, &bytes).unwrap();
    refused(&asked("dir"), &["000000.texts"]);

    std::fs::remove_file(&path).unwrap();
    let gone = asked("dir");
    refused(&gone, &["dir", "000000.texts"]);
    assert_eq!(said(&gone).matches("os error").count(), 1, "{}", said(&gone));
}
