//! `sayso trace index` killed at random moments: what was committed stays readable, and the same
//! command again goes on to the same index as if nothing had happened.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test ends at its first surprise")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const WORDS: [&str; 32] = [
    "harbour", "council", "paid", "the", "of", "a", "ferry", "pears", "quay", "rope", "and", "to",
    "said", "that", "old", "wall", "winter", "boat", "price", "tax", "in", "for", "was", "were",
    "crew", "captain", "storm", "nets", "salt", "road", "bridge", "vote",
];

/// A fixed stream of numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Texts of 120 words as JSON lines; every third is a near-copy of the one before.
fn corpus() -> String {
    let (mut out, mut numbers, mut text) = (String::new(), Numbers(7), String::new());
    for n in 0..600 {
        if n % 3 == 2 {
            text = text.replace("harbour", "haven");
        } else {
            let words = (0..120).map(|_| WORDS[usize::try_from(numbers.below(32)).unwrap()]);
            text = words.collect::<Vec<_>>().join(" ");
        }
        writeln!(
            out,
            "{{\"id\":\"d{n}\",\"date\":\"2024-03-{:02}\",\"text\":\"{text}\"}}",
            1 + n % 28
        )
        .unwrap();
    }
    out
}

fn sayso(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg("trace").args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn index(corpus: &Path, into: &Path) -> Command {
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    sayso(&["index", &path(corpus), "--into", &path(into), "--commit", "16KiB"])
}

fn done(mut command: Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Everything an index answers: all pairs and clusters, and one query.
fn answers(into: &Path, asked: &Path) -> Vec<u8> {
    let (into, asked) = (into.to_str().unwrap(), asked.to_str().unwrap());
    let mut all = done(sayso(&["cluster", "--index", into])).stdout;
    all.extend(done(sayso(&["query", asked, "--index", into, "--format", "jsonl"])).stdout);
    all
}

/// Ends a run with signal 9 after a while; whether it was still running then.
fn kill(child: &mut Child, after: Duration) -> bool {
    std::thread::sleep(after);
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    running
}

#[expect(clippy::disallowed_methods, reason = "how long a whole run takes sets the moments")]
fn survives(kills: u32, folder: &str) {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let (texts, asked) = (folder.join("texts.jsonl"), folder.join("asked.jsonl"));
    let corpus = corpus();
    std::fs::write(&texts, &corpus).unwrap();
    std::fs::write(&asked, corpus.lines().nth(301).unwrap()).unwrap();
    let whole = folder.join("whole");
    let started = Instant::now();
    done(index(&texts, &whole));
    let length = u64::try_from(started.elapsed().as_micros()).unwrap();
    let expected = answers(&whole, &asked);
    let (mut numbers, mut killed, mut round) = (Numbers(u64::from(kills)), 0, 0);
    while killed < kills {
        round += 1;
        let into = folder.join(format!("killed-{round}"));
        loop {
            let mut child = index(&texts, &into).spawn().unwrap();
            let was_running = kill(&mut child, Duration::from_micros(numbers.below(length)));
            killed += u32::from(was_running);
            let check = sayso(&["index", "--into", into.to_str().unwrap(), "--check"]).output();
            let (check, manifest) = (check.unwrap(), into.join("current"));
            let said = String::from_utf8_lossy(&check.stderr);
            // Killed before the first commit there is no index yet.
            assert!(check.status.success() || !manifest.exists(), "kill {killed}: {said}");
            if !was_running || killed >= kills {
                break;
            }
        }
        done(index(&texts, &into));
        assert!(answers(&into, &asked) == expected, "kill {killed}: other answers");
        std::fs::remove_dir_all(&into).unwrap();
    }
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    survives(12, "kill-12");
}

#[test]
#[ignore = "takes minutes; run by cargo xtask slow kill"]
fn a_run_killed_two_hundred_times_goes_on_where_it_was() {
    survives(200, "kill-200");
}
