//! Sorting more pairs than fit in memory: sorted runs in scratch files, merged when read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::Write;

use rayon::prelude::*;

use super::files::{Files, ReadAt};
use crate::error::TraceError;

/// Two documents as one number that sorts by the first, then the second.
pub(crate) fn pair(a: u32, b: u32) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

/// The two documents of a pair.
pub(crate) fn parts(pair: u64) -> (u32, u32) {
    let half = |n: u64| u32::try_from(n & 0xFFFF_FFFF).unwrap_or_default();
    (half(pair >> 32), half(pair))
}

/// Collects numbers and gives them back sorted, repeats included.
pub(crate) struct Sorter<'a> {
    scratch: &'a dyn Files,
    name: &'static str,
    room: usize,
    buffer: Vec<u64>,
    runs: Vec<String>,
}

impl<'a> Sorter<'a> {
    /// A sorter that holds at most `bytes` in memory.
    pub(crate) fn new(scratch: &'a dyn Files, name: &'static str, bytes: u64) -> Self {
        let room = usize::try_from(bytes / 8).unwrap_or(usize::MAX).max(1024);
        Self { scratch, name, room, buffer: Vec::new(), runs: Vec::new() }
    }

    pub(crate) fn push(&mut self, number: u64) -> Result<(), TraceError> {
        if self.buffer.len() >= self.room {
            self.spill()?;
        }
        self.buffer.push(number);
        Ok(())
    }

    fn spill(&mut self) -> Result<(), TraceError> {
        let name = format!("{}-{:04}.run", self.name, self.runs.len());
        self.buffer.par_sort_unstable();
        let mut file = self.scratch.create(&name).map_err(TraceError::io(&name))?;
        let mut bytes = Vec::with_capacity(1 << 16);
        for numbers in self.buffer.chunks(1 << 13) {
            bytes.clear();
            bytes.extend(numbers.iter().flat_map(|n| n.to_le_bytes()));
            file.write_all(&bytes).map_err(TraceError::io(&name))?;
        }
        self.buffer.clear();
        self.runs.push(name);
        Ok(())
    }

    /// All numbers, sorted.
    pub(crate) fn sorted(mut self) -> Result<Sorted<'a>, TraceError> {
        self.buffer.par_sort_unstable();
        let mut sorted = Sorted {
            scratch: self.scratch,
            memory: std::mem::take(&mut self.buffer).into_iter(),
            runs: Vec::new(),
            names: std::mem::take(&mut self.runs),
            heap: BinaryHeap::new(),
        };
        for name in sorted.names.clone() {
            let file = sorted.scratch.open(&name).map_err(TraceError::io(&name))?;
            let end = file.bytes().map_err(TraceError::io(&name))?;
            sorted.runs.push(Run { name, file, at: 0, end, buffer: Vec::new().into_iter() });
        }
        for run in 0..=sorted.runs.len() {
            sorted.advance(run)?;
        }
        Ok(sorted)
    }
}

/// Sorted numbers that are partly on disk.
pub(crate) struct Sorted<'a> {
    scratch: &'a dyn Files,
    memory: std::vec::IntoIter<u64>,
    runs: Vec<Run>,
    names: Vec<String>,
    heap: BinaryHeap<Reverse<(u64, usize)>>,
}

struct Run {
    name: String,
    file: Box<dyn ReadAt>,
    at: u64,
    end: u64,
    buffer: std::vec::IntoIter<u64>,
}

impl Run {
    fn next(&mut self) -> Result<Option<u64>, TraceError> {
        if let Some(number) = self.buffer.next() {
            return Ok(Some(number));
        }
        let length = (self.end - self.at).min(1 << 16);
        let mut bytes = vec![0; usize::try_from(length).unwrap_or_default()];
        self.file.read_at(self.at, &mut bytes).map_err(TraceError::io(&self.name))?;
        self.at += length;
        let (numbers, _) = bytes.as_chunks::<8>();
        let numbers: Vec<u64> = numbers.iter().map(|n| u64::from_le_bytes(*n)).collect();
        self.buffer = numbers.into_iter();
        Ok(self.buffer.next())
    }
}

impl Sorted<'_> {
    /// Puts the next number of a run on the heap; the last "run" is the part in memory.
    fn advance(&mut self, run: usize) -> Result<(), TraceError> {
        let next = match self.runs.get_mut(run) {
            Some(file) => file.next()?,
            None => self.memory.next(),
        };
        self.heap.extend(next.map(|number| Reverse((number, run))));
        Ok(())
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> Result<Option<u64>, TraceError> {
        let Some(Reverse((number, run))) = self.heap.pop() else { return Ok(None) };
        self.advance(run)?;
        Ok(Some(number))
    }
}

impl Drop for Sorted<'_> {
    fn drop(&mut self) {
        for name in &self.names {
            // Scratch files that stay are swept with their folder.
            let _ = self.scratch.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::splitmix;
    use crate::index::Memory;

    #[test]
    fn sorts_over_many_runs() {
        let scratch = Memory::default();
        let mut sorter = Sorter::new(&scratch, "t", 0);
        let mut expected: Vec<u64> = (0..20_000).map(|n| splitmix(1, n) % 5000).collect();
        for &n in &expected {
            sorter.push(n).unwrap();
        }
        expected.sort_unstable();
        let mut all = sorter.sorted().unwrap();
        let mut out = Vec::new();
        while let Some(n) = all.next().unwrap() {
            out.push(n);
        }
        assert_eq!(out, expected);
        drop(all);
        assert!(scratch.list().unwrap().is_empty());
        assert_eq!(parts(pair(9, 4)), (4, 9));
    }
}
