//! What the command prints for the examples, kept as files; `cargo xtask accept` takes what it prints
//! now as the expected.

#![expect(clippy::unwrap_used, reason = "a test ends at its first surprise")]

use std::path::Path;
use std::process::Command;

fn printed(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(args)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn sheets_of_the_examples() {
    for name in ["reunion", "harbour", "gossip", "keeper"] {
        let sheet = printed(&[&format!("examples/{name}.txt"), "--all"]);
        insta::assert_snapshot!(format!("sheet-{name}"), sheet);
    }
}

#[test]
fn attributions_of_the_examples() {
    let lines = printed(&["attribute", "examples", "--offsets", "char", "--outer"]);
    insta::assert_snapshot!("attribute-outer", lines);
}

#[test]
fn the_list_of_findings() {
    insta::assert_snapshot!("rules", printed(&["rules"]));
}

#[test]
fn several_documents_are_a_table() {
    insta::assert_snapshot!("table", printed(&["examples"]));
}

#[test]
fn findings_are_shown_on_their_words() {
    for (name, code) in [("reunion", "S2"), ("gossip", "A1"), ("keeper", "3")] {
        let file = format!("examples/{name}.txt");
        insta::assert_snapshot!(format!("show-{name}"), printed(&[&file, "--show", code]));
    }
}

#[test]
fn sheets_keep_to_plain_characters_and_to_their_width() {
    for args in [vec!["--ascii"], vec!["--ascii", "--all"], vec!["--ascii", "--show", "S"]] {
        for name in ["reunion", "harbour", "gossip", "keeper"] {
            let shown = printed(&[&[&*format!("examples/{name}.txt")], args.as_slice()].concat());
            assert!(shown.is_ascii(), "{name} {args:?}");
            assert!(shown.lines().all(|line| line.len() <= 80), "{name} {args:?}\n{shown}");
        }
    }
}

#[test]
fn the_docs_show_what_is_printed() {
    let page = |path: &str| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        std::fs::read_to_string(root.join(path)).unwrap()
    };
    let file = "examples/reunion.txt";
    assert!(page("README.md").contains(&printed(&[file])), "the README's sheet is stale");
    let snippet = printed(&[file, "--show", "19:74"]);
    assert!(page("docs/first-ten-minutes.md").contains(&snippet), "{snippet}");
}
