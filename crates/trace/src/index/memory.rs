//! Files in memory: for comparisons without a folder, and for tests of crashes. It can be told to
//! fail at its n-th change; from then on everything fails, as after a power cut, and
//! [`Memory::after_crash`] gives what a disk may hold then.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::files::{Append, Files, ReadAt};

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    names: BTreeMap<String, usize>,
    /// Names as they were when the folder was last synced.
    synced_names: BTreeMap<String, usize>,
    files: Vec<Stored>,
    locked: bool,
    changes: u64,
    fail_at: Option<u64>,
}

#[derive(Clone, Debug, Default)]
struct Stored {
    bytes: Arc<Vec<u8>>,
    synced: usize,
}

/// What a crash leaves of the bytes and names that were not synced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Crash {
    /// Everything.
    KeepsAll,
    /// The first half of each file's unsynced bytes; names are kept.
    TearsBytes,
    /// Nothing.
    LosesAll,
}

impl Memory {
    /// Fails at change number `n`, counted from 0: a creation, write, sync, rename or removal.
    pub fn fail_at(&self, n: u64) {
        self.state().fail_at = Some(n);
    }

    /// Changes so far.
    pub fn changes(&self) -> u64 {
        self.state().changes
    }

    /// The files as they may stand after a crash now.
    #[must_use]
    pub fn after_crash(&self, crash: Crash) -> Self {
        let state = self.state();
        let names = if crash == Crash::LosesAll { &state.synced_names } else { &state.names };
        let mut after = State::default();
        for (name, &at) in names {
            let Some(file) = state.files.get(at) else { continue };
            let kept = match crash {
                Crash::KeepsAll => file.bytes.len(),
                Crash::TearsBytes => usize::midpoint(file.synced, file.bytes.len()),
                Crash::LosesAll => file.synced,
            };
            let bytes = Arc::new(file.bytes.get(..kept).unwrap_or_default().to_vec());
            after.names.insert(name.clone(), after.files.len());
            after.files.push(Stored { bytes, synced: kept });
        }
        after.synced_names = after.names.clone();
        Self { state: Arc::new(Mutex::new(after)) }
    }

    /// Changes the bytes of a file, as a failing disk would.
    ///
    /// # Errors
    /// Where there is no such file.
    pub fn damage(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        let mut state = self.state();
        let at = *state.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        let file = state.files.get_mut(at).ok_or(io::ErrorKind::NotFound)?;
        change(Arc::make_mut(&mut file.bytes));
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts a change; `Err` from the failing one on, `Ok(true)` for none other.
    fn change(&mut self) -> io::Result<()> {
        let n = self.changes;
        self.changes += 1;
        match self.fail_at {
            Some(at) if n >= at => Err(io::Error::other("fault injected")),
            _ => Ok(()),
        }
    }
}

impl Files for Memory {
    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.state().names.keys().cloned().collect())
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn ReadAt>> {
        let state = self.state();
        let at = *state.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        let file = state.files.get(at).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Frozen(Arc::clone(&file.bytes))))
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn Append>> {
        let mut state = self.state();
        state.change()?;
        let at = state.files.len();
        state.files.push(Stored::default());
        state.names.insert(name.to_owned(), at);
        Ok(Box::new(Growing { memory: self.clone(), at }))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut state = self.state();
        state.change()?;
        let at = state.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
        state.names.insert(to.to_owned(), at);
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut state = self.state();
        state.change()?;
        state.names.remove(name).map(|_| ()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn sync_folder(&self) -> io::Result<()> {
        let mut state = self.state();
        state.change()?;
        state.synced_names = state.names.clone();
        Ok(())
    }

    fn lock(&self) -> io::Result<Option<Box<dyn Send + Sync>>> {
        let mut state = self.state();
        if state.locked {
            return Ok(None);
        }
        state.locked = true;
        Ok(Some(Box::new(Held(self.clone()))))
    }
}

struct Held(Memory);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.state().locked = false;
    }
}

#[derive(Debug)]
struct Frozen(Arc<Vec<u8>>);

impl ReadAt for Frozen {
    fn bytes(&self) -> io::Result<u64> {
        Ok(self.0.len() as u64)
    }

    fn read_at(&self, offset: u64, to: &mut [u8]) -> io::Result<()> {
        let from = usize::try_from(offset).map_err(io::Error::other)?;
        let end = from.checked_add(to.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        to.copy_from_slice(self.0.get(from..end).ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

#[derive(Debug)]
struct Growing {
    memory: Memory,
    at: usize,
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.memory.state();
        let result = state.change();
        let file = state.files.get_mut(self.at).ok_or(io::ErrorKind::NotFound)?;
        // The failing write is torn: half of it is there.
        let kept = if result.is_ok() { bytes.len() } else { bytes.len() / 2 };
        Arc::make_mut(&mut file.bytes).extend(bytes.iter().take(kept));
        result.map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Append for Growing {
    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.memory.state();
        state.change()?;
        let file = state.files.get_mut(self.at).ok_or(io::ErrorKind::NotFound)?;
        file.synced = file.bytes.len();
        Ok(())
    }
}
