//! The command as a user meets it: exit codes, messages, streams, order, threads. Every test runs the
//! built binary.

#![expect(clippy::unwrap_used, reason = "a test ends at its first surprise")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the command in the repository's root.
fn sayso(args: &[&str]) -> Output {
    with_input(args, b"")
}

fn with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(args)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The command may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const EXAMPLES: [&str; 4] =
    ["examples/gossip.txt", "examples/harbour.txt", "examples/keeper.txt", "examples/reunion.txt"];

#[test]
fn a_missing_file_stops_no_other_and_is_named() {
    let output = sayso(&["no-such-file.txt", "examples/harbour.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no-such-file.txt: no such file"), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("examples/harbour.txt"), "{}", stdout(&output));
}

#[test]
fn a_folder_gives_its_articles_and_an_empty_one_a_clear_message() {
    let of_folder = sayso(&["examples", "--format", "jsonl"]);
    assert_eq!(of_folder.status.code(), Some(0));
    assert_eq!(stdout(&of_folder).lines().count(), EXAMPLES.len());
    let glob = sayso(&["examples/*.txt", "--format", "jsonl"]);
    assert_eq!(of_folder.stdout, glob.stdout);
    let none = sayso(&["crates/core/src"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("no article in this folder"), "{}", stderr(&none));
}

#[test]
fn neither_threads_nor_the_order_of_arguments_show() {
    let args = |rest: &[&'static str]| [rest, &["--format", "jsonl", "--threads"]].concat();
    let expected = sayso(&[args(&EXAMPLES), vec!["1"]].concat());
    assert_eq!(expected.status.code(), Some(0), "{}", stderr(&expected));
    let [a, b, c, d] = EXAMPLES;
    for threads in ["1", "2", "7"] {
        for order in [[a, b, c, d], [d, c, b, a], [c, a, d, b]] {
            let output = sayso(&[args(&order), vec![threads]].concat());
            assert!(output.stdout == expected.stdout, "{threads} threads, {order:?}");
        }
    }
}

#[test]
fn one_file_gives_an_object_several_an_array() {
    let one = sayso(&["examples/reunion.txt", "--format", "json"]);
    let several = sayso(&["examples/reunion.txt", "examples/gossip.txt", "--format", "json"]);
    let one: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    let several: serde_json::Value = serde_json::from_slice(&several.stdout).unwrap();
    assert_eq!(one["id"], "examples/reunion.txt");
    assert_eq!(several.as_array().unwrap().len(), 2);
    assert_eq!(several[1], one);
}

#[test]
fn every_offset_in_every_unit_slices_the_same_words() {
    let text = "Tin 🎸 Press\n\n“Naïve — that is what it was,” Ada Brook said. Äh.\r\n\r\nMira said “yes 👍🏽 of course”.";
    let slices = |unit: &str| -> Vec<String> {
        let output = with_input(&["-", "--format", "json", "--offsets", unit], text.as_bytes());
        let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = value["text"].as_str().unwrap();
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let chars: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        spans(&value, &mut |[start, end]| {
            found.push(match unit {
                "byte" => text.get(start..end).unwrap().to_owned(),
                "char" => chars[start..end].iter().collect(),
                _ => String::from_utf16(&utf16[start..end]).unwrap(),
            });
        });
        found
    };
    let bytes = slices("byte");
    assert!(bytes.len() > 10, "{bytes:?}");
    assert_eq!(bytes, slices("char"));
    assert_eq!(bytes, slices("utf16"));
}

/// Every `[start, end]` under a key that holds spans.
fn spans(value: &serde_json::Value, found: &mut impl FnMut([usize; 2])) {
    const KEYS: [&str; 8] =
        ["span", "spans", "inner", "source", "cue", "content", "trigger", "hedges"];
    let pair = |value: &serde_json::Value| -> Option<[usize; 2]> {
        let pair = value.as_array().filter(|pair| pair.len() == 2)?;
        let number = |value: &serde_json::Value| usize::try_from(value.as_u64()?).ok();
        Some([number(&pair[0])?, number(&pair[1])?])
    };
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                if KEYS.contains(&key.as_str()) {
                    if let Some(span) = pair(value) {
                        found(span);
                    } else if let Some(list) = value.as_array() {
                        list.iter().filter_map(pair).for_each(&mut *found);
                    }
                }
                spans(value, found);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| spans(item, found)),
        _ => {}
    }
}

#[test]
fn bad_lines_of_a_record_file_are_named_and_passed_over() {
    let lines = "{\"id\":\"a\",\"text\":\"One is here.\"}\nnot json\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"Three.\"}\n";
    let output = with_input(&["-", "--input", "jsonl", "--format", "jsonl"], lines.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output).lines().count(), 2);
    assert!(
        stderr(&output).contains("-:2:") && stderr(&output).contains("-:3:"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn empty_and_odd_inputs_end_well() {
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("spaces", b" \n\t\r\n ".to_vec()),
        ("zeros", vec![0; 5000]),
        ("no utf-8", (0..=255).cycle().take(5000).collect()),
        ("marks", "“\"'”«".repeat(3000).into_bytes()),
        ("one long line", "word ".repeat(200_000).into_bytes()),
        ("one long word", vec![b'x'; 2_000_000]),
        ("right to left", "שלום \u{202e}abc\u{0301} ".repeat(300).into_bytes()),
    ] {
        for format in ["sheet", "json"] {
            let output = with_input(&["-", "--input", "text", "--format", format], &bytes);
            assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
            if format == "json" {
                serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
            }
        }
    }
}

#[test]
fn fail_on_sets_the_exit_code() {
    let with = |level: &str| sayso(&["examples/gossip.txt", "--fail-on", level]).status.code();
    assert_eq!(with("never"), Some(0));
    assert_eq!(with("note"), Some(1));
    assert_eq!(with("gap"), Some(1));
}

#[test]
fn explain_and_rules_know_the_codes() {
    let page = sayso(&["explain", "S208"]);
    assert_eq!(page.status.code(), Some(0));
    assert!(stdout(&page).contains("What clears it"), "{}", stdout(&page));
    let unknown = sayso(&["explain", "X999"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("X999"), "{}", stderr(&unknown));
    let rules = sayso(&["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_slice(&rules.stdout).unwrap();
    assert!(rules.as_array().unwrap().len() >= 12);
}

#[test]
fn a_slip_in_a_code_is_met_with_the_nearest() {
    let example = "examples/reunion.txt";
    for args in [
        ["explain", "S999", "", ""],
        [example, "--show", "S999", ""],
        [example, "--select", "S999", ""],
        [example, "--ignore", "A1,S999", ""],
    ] {
        let args: Vec<&str> = args.into_iter().filter(|arg| !arg.is_empty()).collect();
        let output = sayso(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            stderr(&output).contains("did you mean S209 (date-missing)?"),
            "{}",
            stderr(&output)
        );
        assert_eq!(stdout(&output), "");
    }
    let by_name = sayso(&["explain", "words-announced"]);
    assert_eq!(by_name.stdout, sayso(&["explain", "s222"]).stdout);
    let lower = sayso(&[example, "--show", "s222"]);
    assert!(stdout(&lower).starts_with("S222"), "{}", stderr(&lower));
}

#[test]
fn what_cannot_be_read_or_written_is_told_in_plain_words() {
    let folder = std::env::temp_dir().join(format!("sayso-plain-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let pdf = put("a.pdf", b"%PDF-1.7\n%\xE2\xE3\n1 0 obj");
    let package = put("a.docx", b"PK\x03\x04\x14\0\x06\0");
    let list = put("list.toml", b"select = [\n\"S222\"\nfoo = ");
    let example = "examples/reunion.txt";
    for (args, words) in [
        (vec![&*pdf], "a.pdf: a PDF; expected plain text, a web page, JSON lines or CoNLL-U"),
        (vec![&*package], "a.docx: a zip file, as .docx"),
        (vec!["repot", example], "repot: no such file, and no command of this name"),
        (vec![example, "--threads", "none"], "expected a whole number from 1 on"),
        (vec![example, "--config", &*list], "list.toml:3:1: missing comma"),
        (vec![example, "--config", "no.toml"], "no.toml: cannot be read: no such file or folder"),
        (
            vec![example, "--write-baseline", "no/such/file"],
            "cannot be written: no such file or folder",
        ),
        (
            vec!["report", example, "-o", "no/such/file"],
            "cannot be written: no such file or folder",
        ),
        (vec![example, "--show", "S208"], "still being tried out, and --preview reports it"),
    ] {
        let output = sayso(&args);
        assert!(stderr(&output).contains(words), "{args:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains("os error"), "{}", stderr(&output));
        let is_bad = !args.contains(&"--show");
        assert_eq!(output.status.code(), Some(if is_bad { 2 } else { 0 }), "{args:?}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_declined_text_says_why_in_every_form() {
    let text = "Le théâtre municipal est fermé depuis mardi, et personne ne sait encore quand il pourra \
                rouvrir ses portes. La mairie a fait savoir que le toit devait être refait avant l'hiver, \
                mais que l'argent manquait pour le moment. Les comédiens, eux, jouent dans une \
                grange en attendant.\n";
    for args in [
        vec!["-"],
        vec!["-", "--select", "A", "--format", "json"],
        vec!["-", "--select", "A", "--format", "csv"],
        vec!["-", "--format", "sarif"],
        vec!["-", "--format", "webannotation"],
        vec!["attribute", "-"],
        vec!["read", "-"],
        vec!["read", "-", "--format", "jsonl"],
        vec!["ingest", "-"],
        vec!["report", "-"],
    ] {
        let output = with_input(&args, text.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(stdout(&output).contains("The text is in French"), "{args:?}: {}", stdout(&output));
    }
    let output = with_input(&["attribute", "-"], text.as_bytes());
    assert!(stdout(&output).contains("\"attributions\":[]"), "{}", stdout(&output));
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["examples", "examples/*.txt", "--format", "jsonl"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
fn no_input_and_unknown_options_say_what_was_expected() {
    let none = sayso(&[]);
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("no input"), "{}", stderr(&none));
    assert_eq!(sayso(&["--no-such-option"]).status.code(), Some(2));
    assert_eq!(sayso(&["examples/gossip.txt", "--select", "Q7"]).status.code(), Some(2));
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let folder = std::env::temp_dir().join(format!("sayso-report-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("report.html");
    let name = path.to_str().unwrap();
    let written = sayso(&["report", "examples/reunion.txt", "-o", name]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    assert!(written.stdout.is_empty());
    let printed = sayso(&["report", "examples/reunion.txt"]);
    let page = std::fs::read(&path).unwrap();
    assert!(page == printed.stdout && page.starts_with(b"<!doctype html>"));
    for (args, word) in [
        (["report", "examples", "-o", name], "a report holds one"),
        (["report", "no-such-file.txt", "-o", name], "no such file"),
        (["report", "examples/reunion.txt", "-o", folder.to_str().unwrap()], "a folder"),
        (["report", "examples/reunion.txt", "-o", "no/such/folder.html"], "cannot be written"),
    ] {
        let output = sayso(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(word), "{}", stderr(&output));
    }
    assert!(std::fs::read(&path).unwrap() == page, "left as it was");
    assert_eq!(folder.read_dir().unwrap().count(), 1, "no part is left");
    std::fs::remove_dir_all(&folder).unwrap();
}
