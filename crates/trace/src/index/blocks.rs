//! Files of checked blocks: a header, blocks of at most 64 KiB, a table of them and a trailer.
//!
//! Every block has a checksum in the table, the table has one in the trailer, and the manifest holds
//! the trailer's: so one number vouches for a whole file. All numbers are little-endian. The first
//! number of each block (a key or a document) stands in the table, so that a search reads one block.

use std::io::Write;

use super::files::{Append, Files, ReadAt};
use crate::error::TraceError;
use crate::hash::{WORD_START, word_end, word_lane};

/// The format this program writes; it reads all up to this.
pub const FORMAT: u32 = 1;
/// Most bytes of a block: a longer text makes a block of its own size.
pub(crate) const BLOCK_BYTES: usize = 16 * 1024;

const MAGIC: &[u8; 8] = b"SAYSOTRC";
const HEADER: usize = 32;
const ENTRY: usize = 32;
const TRAILER: usize = 32;

/// What a file holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum FileKind {
    Texts = 1,
    Keys = 2,
}

/// Checksum of bytes: the word hash, over any length.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    let (lanes, rest) = bytes.as_chunks::<8>();
    let state = lanes.iter().fold(WORD_START, |s, lane| word_lane(s, u64::from_le_bytes(*lane)));
    let tail = rest.iter().rev().fold(0, |lane, &byte| lane << 8 | u64::from(byte));
    word_end(word_lane(state, tail), bytes.len() as u64)
}

/// What the manifest knows of a file.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct FileInfo {
    pub name: String,
    pub bytes: u64,
    pub checksum: u64,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub offset: u64,
    pub bytes: u32,
    /// Records in the block.
    pub records: u32,
    /// First key or document.
    pub first: u64,
    checksum: u64,
}

/// Writes a file block by block.
#[derive(Debug)]
pub(crate) struct BlockWriter {
    name: String,
    file: Box<dyn Append>,
    offset: u64,
    table: Vec<Entry>,
    buffer: Vec<u8>,
}

impl BlockWriter {
    pub(crate) fn create(
        files: &dyn Files,
        name: String,
        kind: FileKind,
        scheme: &str,
    ) -> Result<Self, TraceError> {
        let file = files.create(&name).map_err(TraceError::io(&name))?;
        let mut header = Vec::with_capacity(HEADER);
        header.extend(MAGIC);
        header.extend(FORMAT.to_le_bytes());
        header.extend((kind as u32).to_le_bytes());
        header.extend(checksum(scheme.as_bytes()).to_le_bytes());
        header.extend(checksum(&header).to_le_bytes());
        let offset = header.len() as u64;
        Ok(Self { name, file, offset, table: Vec::new(), buffer: header })
    }

    /// Adds a block; `first` rises from block to block.
    pub(crate) fn push(
        &mut self,
        first: u64,
        records: u32,
        block: &[u8],
    ) -> Result<(), TraceError> {
        self.table.push(Entry {
            offset: self.offset,
            bytes: u32::try_from(block.len()).map_err(|_| TraceError::Full { documents: first })?,
            records,
            first,
            checksum: checksum(block),
        });
        self.offset += block.len() as u64;
        self.buffer.extend(block);
        if self.buffer.len() >= 1 << 20 {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), TraceError> {
        self.file.write_all(&self.buffer).map_err(TraceError::io(&self.name))?;
        self.buffer.clear();
        Ok(())
    }

    /// Writes table and trailer and waits until all is safe.
    pub(crate) fn finish(mut self) -> Result<FileInfo, TraceError> {
        let mut table = Vec::with_capacity(self.table.len() * ENTRY + TRAILER);
        for entry in &self.table {
            table.extend(entry.offset.to_le_bytes());
            table.extend(entry.bytes.to_le_bytes());
            table.extend(entry.records.to_le_bytes());
            table.extend(entry.first.to_le_bytes());
            table.extend(entry.checksum.to_le_bytes());
        }
        table.extend(self.offset.to_le_bytes());
        table.extend((self.table.len() as u64).to_le_bytes());
        table.extend(MAGIC);
        let sum = checksum(&table);
        table.extend(sum.to_le_bytes());
        self.buffer.extend(&table);
        self.flush()?;
        self.file.sync().map_err(TraceError::io(&self.name))?;
        Ok(FileInfo { name: self.name, bytes: self.offset + table.len() as u64, checksum: sum })
    }
}

/// A file open for reading, its table checked.
#[derive(Debug)]
pub(crate) struct BlockFile {
    pub name: String,
    file: Box<dyn ReadAt>,
    pub table: Vec<Entry>,
    /// Documents that a damaged block is counted as.
    documents: u64,
    kind: FileKind,
}

impl BlockFile {
    /// Opens a file of the manifest and checks header, table and trailer.
    pub(crate) fn open(
        files: &dyn Files,
        info: &FileInfo,
        kind: FileKind,
        scheme: &str,
        documents: u64,
    ) -> Result<Self, TraceError> {
        let name = info.name.clone();
        let bad = |why: &str, from: u64, to: u64| TraceError::Corrupt {
            file: name.clone(),
            block: 0,
            from,
            to,
            documents,
            why: why.to_owned(),
        };
        let file = files.open(&name).map_err(TraceError::io(&name))?;
        let bytes = file.bytes().map_err(TraceError::io(&name))?;
        if bytes != info.bytes || bytes < (HEADER + TRAILER) as u64 {
            return Err(bad(&format!("{bytes} bytes, expected {},", info.bytes), 0, bytes));
        }
        let mut header = [0u8; HEADER];
        file.read_at(0, &mut header).map_err(TraceError::io(&name))?;
        let sum = header.get(24..).unwrap_or_default();
        if checksum(header.get(..24).unwrap_or_default()).to_le_bytes() != sum {
            return Err(bad("a damaged header", 0, HEADER as u64));
        }
        let (format, found) = (number(&header, 8) & 0xFFFF_FFFF, number(&header, 8) >> 32);
        let format = u32::try_from(format).unwrap_or(u32::MAX);
        if format > FORMAT {
            return Err(TraceError::Newer { file: name, found: format, known: FORMAT });
        }
        if found != kind as u64 || number(&header, 16) != checksum(scheme.as_bytes()) {
            return Err(bad("a header of another kind or scheme", 0, HEADER as u64));
        }
        let tail_at = bytes - TRAILER as u64;
        let mut tail = [0u8; TRAILER];
        file.read_at(tail_at, &mut tail).map_err(TraceError::io(&name))?;
        let (at, blocks) = (number(&tail, 0), number(&tail, 8));
        let fits =
            blocks.checked_mul(ENTRY as u64).and_then(|b| b.checked_add(at)) == Some(tail_at);
        if !fits {
            return Err(bad("a damaged trailer", tail_at, bytes));
        }
        let length = usize::try_from(bytes - at).map_err(|_| bad("too long a table", at, bytes))?;
        let mut table = vec![0u8; length];
        file.read_at(at, &mut table).map_err(TraceError::io(&name))?;
        let sum = checksum(table.get(..length - 8).unwrap_or_default());
        if sum != info.checksum || number(&tail, 24) != sum {
            return Err(bad("a damaged table", at, bytes));
        }
        let rows = table.get(..length - TRAILER).unwrap_or_default();
        let table = rows.chunks_exact(ENTRY).map(|row| Entry {
            offset: number(row, 0),
            bytes: u32::try_from(number(row, 8) & 0xFFFF_FFFF).unwrap_or_default(),
            records: u32::try_from(number(row, 8) >> 32).unwrap_or_default(),
            first: number(row, 16),
            checksum: number(row, 24),
        });
        Ok(Self { name: info.name.clone(), file, table: table.collect(), documents, kind })
    }

    /// Reads one block and checks it.
    pub(crate) fn read(&self, block: usize, to: &mut Vec<u8>) -> Result<(), TraceError> {
        let Some(entry) = self.table.get(block) else {
            to.clear();
            return Ok(());
        };
        to.clear();
        to.resize(entry.bytes as usize, 0);
        self.file.read_at(entry.offset, to).map_err(TraceError::io(&self.name))?;
        if checksum(to) == entry.checksum {
            Ok(())
        } else {
            Err(self.damaged(block, "other bytes than were written"))
        }
    }

    /// The error for a block that cannot be used.
    pub(crate) fn damaged(&self, block: usize, why: &str) -> TraceError {
        let (from, bytes, records) =
            self.table.get(block).map_or((0, 0, 0), |e| (e.offset, e.bytes, e.records));
        TraceError::Corrupt {
            file: self.name.clone(),
            block,
            from,
            to: from + u64::from(bytes),
            documents: if self.kind == FileKind::Texts {
                u64::from(records)
            } else {
                self.documents
            },
            why: why.to_owned(),
        }
    }

    /// The last block whose first number is at most `number`.
    pub(crate) fn block_of(&self, number: u64) -> Option<usize> {
        self.table.partition_point(|entry| entry.first <= number).checked_sub(1)
    }
}

/// The number in eight bytes at a place; 0 past the end.
fn number(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}
