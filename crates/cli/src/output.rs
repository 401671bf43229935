//! Standard output carries data only, through one locked writer; all talk goes to standard error.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};

/// What a run came to; the highest met decides the exit code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Outcome {
    /// Everything was done.
    #[default]
    Done = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// Some input could not be used.
    BadInput = 2,
    /// A defect was caught; the input it met was skipped.
    Defect = 3,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// Standard output, locked and buffered.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// A system error in plain words.
pub(crate) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission".to_owned(),
        io::ErrorKind::StorageFull => "no space left".to_owned(),
        _ => error.to_string(),
    }
}

/// Writes a file whole or not at all: a reader, or a run that is stopped, never meets half of it. `-`
/// is standard output; a pipe or device that is already there is written to as it is.
pub(crate) fn write(path: &Path, content: &str) -> Result<()> {
    let failed = |error| anyhow!("{}: cannot be written: {}", path.display(), plain(&error));
    if path.as_os_str() == "-" {
        let mut out = stdout();
        out.write_all(content.as_bytes())?;
        return Ok(out.flush()?);
    }
    if path.is_dir() {
        bail!("{}: a folder; expected the name of a file", path.display());
    }
    if path.exists() && !path.is_file() {
        return fs::write(path, content).map_err(failed);
    }
    // A link stays a link, and the file it leads to is replaced.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = place.with_file_name(name);
    let done = fs::write(&part, content).and_then(|()| fs::rename(&part, &place));
    if done.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&part);
    }
    done.map_err(failed)
}

/// One line on standard error, unless the user asked for quiet.
pub(crate) fn complain(quiet: bool, line: &str) {
    if !quiet {
        // Nobody is left to tell when standard error is gone too.
        let _ = writeln!(io::stderr().lock(), "sayso: {line}");
    }
}

/// The reader of the output went away, as `head` does: a quiet end.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Columns to write for: the terminal's, or 80 where there is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout())
        .map_or(80, |(terminal_size::Width(columns), _)| usize::from(columns))
        .clamp(60, 140)
}

/// Colour is wanted: standard output is a terminal and `NO_COLOR` is not set.
pub(crate) fn wants_colour() -> bool {
    let asked_not = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal() && !asked_not
}
