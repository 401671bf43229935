//! Progress on standard error: one line that is drawn over on a terminal, plain lines elsewhere.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Shows how far a long job is, at most a few times a second.
pub(crate) struct Progress {
    quiet: bool,
    terminal: bool,
    started: Instant,
    shown: Option<Instant>,
}

impl Progress {
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock of a progress line, outside the engine"
    )]
    pub(crate) fn new(quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        Self { quiet, terminal, started: Instant::now(), shown: None }
    }

    /// Shows what is done of a total, or of an unknown one where it is 0.
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock of a progress line, outside the engine"
    )]
    pub(crate) fn show(&mut self, what: &str, done: u64, total: u64, note: &str) {
        let pause = Duration::from_millis(if self.terminal { 200 } else { 10_000 });
        let now = Instant::now();
        if self.quiet || self.shown.is_some_and(|shown| now - shown < pause) {
            return;
        }
        self.shown = Some(now);
        let seconds = (now - self.started).as_secs();
        let of = if total > 0 { format!(" of {total}") } else { String::new() };
        let left = if total > 0 && done > 0 {
            let left =
                u128::from(seconds) * u128::from(total.saturating_sub(done)) / u128::from(done);
            format!(", {left} s left")
        } else {
            String::new()
        };
        let note = if note.is_empty() { String::new() } else { format!(", {note}") };
        let line = format!("sayso: {what}: {done}{of}{note}, {seconds} s{left}");
        let mut err = io::stderr().lock();
        // Nobody is left to tell when standard error is gone.
        let _ =
            if self.terminal { write!(err, "\r\x1b[2K{line}") } else { writeln!(err, "{line}") };
    }

    /// Clears the line.
    pub(crate) fn end(&mut self) {
        if self.terminal && !self.quiet && self.shown.is_some() {
            let _ = write!(io::stderr().lock(), "\r\x1b[2K");
        }
    }
}
