//! Segments: one file of texts and one of keys, written together and never changed.

use std::sync::Arc;

use super::blocks::{BLOCK_BYTES, BlockFile, BlockWriter, FileKind};
use super::files::Files;
use super::keys::{KeyFile, Posting, write_postings};
use super::manifest::SegmentInfo;
use super::record::Stored;
use crate::error::TraceError;

/// A segment in the making. Texts go to disk as they come, keys wait to be sorted.
#[derive(Debug)]
pub(crate) struct SegmentWriter {
    texts: BlockWriter,
    files: Arc<dyn Files>,
    keys_name: String,
    scheme: String,
    /// Number of the first document.
    first: u32,
    documents: u32,
    raw: Vec<u8>,
    in_block: u32,
    postings: Vec<Posting>,
}

impl SegmentWriter {
    pub(crate) fn create(
        files: &Arc<dyn Files>,
        number: u64,
        first: u32,
        scheme: &str,
    ) -> Result<Self, TraceError> {
        let name = format!("{number:06}.texts");
        Ok(Self {
            texts: BlockWriter::create(files.as_ref(), name, FileKind::Texts, scheme)?,
            files: Arc::clone(files),
            keys_name: format!("{number:06}.keys"),
            scheme: scheme.to_owned(),
            first,
            documents: 0,
            raw: Vec::with_capacity(2 * BLOCK_BYTES),
            in_block: 0,
            postings: Vec::new(),
        })
    }

    /// Adds a document under its keys; gives back its number in the index.
    pub(crate) fn add(
        &mut self,
        stored: &Stored,
        keys: impl Iterator<Item = u64>,
    ) -> Result<u32, TraceError> {
        let local = self.documents;
        stored.encode(&mut self.raw);
        self.in_block += 1;
        self.documents += 1;
        self.postings.extend(keys.map(|key| Posting::new(key, local)));
        if self.raw.len() >= BLOCK_BYTES {
            self.end_block()?;
        }
        Ok(self.first + local)
    }

    fn end_block(&mut self) -> Result<(), TraceError> {
        if self.in_block > 0 {
            let packed = lz4_flex::compress_prepend_size(&self.raw);
            let first = u64::from(self.documents - self.in_block);
            self.texts.push(first, self.in_block, &packed)?;
            self.raw.clear();
            self.in_block = 0;
        }
        Ok(())
    }

    /// Documents so far.
    pub(crate) fn documents(&self) -> u32 {
        self.documents
    }

    /// Bytes of memory that waiting keys take.
    pub(crate) fn waiting_bytes(&self) -> u64 {
        (self.postings.len() * size_of::<Posting>()) as u64
    }

    /// Writes all that waits and syncs both files.
    pub(crate) fn finish(mut self) -> Result<SegmentInfo, TraceError> {
        self.end_block()?;
        let texts = self.texts.finish()?;
        self.postings.sort_unstable();
        let files = self.files.as_ref();
        let mut keys = BlockWriter::create(files, self.keys_name, FileKind::Keys, &self.scheme)?;
        write_postings(&mut keys, self.postings.drain(..))?;
        let keys = keys.finish()?;
        let (first, documents) = (self.first, self.documents);
        Ok(SegmentInfo { first, documents, dropped: Vec::new(), texts, keys })
    }
}

/// A segment open for reading.
#[derive(Debug)]
pub(crate) struct Segment {
    pub info: SegmentInfo,
    pub texts: BlockFile,
    pub keys: KeyFile,
}

impl Segment {
    pub(crate) fn open(
        files: &dyn Files,
        info: &SegmentInfo,
        scheme: &str,
    ) -> Result<Self, TraceError> {
        let documents = u64::from(info.documents);
        let texts = BlockFile::open(files, &info.texts, FileKind::Texts, scheme, documents)?;
        let keys = BlockFile::open(files, &info.keys, FileKind::Keys, scheme, documents)?;
        Ok(Self { info: info.clone(), texts, keys: KeyFile { file: keys } })
    }

    /// One block of texts, unpacked.
    fn unpacked(&self, block: usize, bytes: &mut Vec<u8>) -> Result<Vec<u8>, TraceError> {
        self.texts.read(block, bytes)?;
        // The size before packing stands in front; a damaged one must not ask for all memory.
        let size = bytes.first_chunk::<4>().map_or(0, |b| u32::from_le_bytes(*b) as usize);
        if size > bytes.len().saturating_mul(256) {
            return Err(self.unreadable(block));
        }
        lz4_flex::decompress_size_prepended(bytes).map_err(|_| self.unreadable(block))
    }

    fn unreadable(&self, block: usize) -> TraceError {
        self.texts.damaged(block, "texts that cannot be read")
    }

    /// All documents of one block of texts; the first has the number in the block's entry.
    pub(crate) fn block(
        &self,
        block: usize,
        bytes: &mut Vec<u8>,
    ) -> Result<Vec<Stored>, TraceError> {
        let raw = self.unpacked(block, bytes)?;
        let mut rest = raw.as_slice();
        let records = self.texts.table.get(block).map_or(0, |entry| entry.records);
        let mut next = || Stored::decode(&mut rest).ok_or_else(|| self.unreadable(block));
        (0..records).map(|_| next()).collect()
    }

    /// One document by its number inside the segment.
    pub(crate) fn document(
        &self,
        local: u32,
        bytes: &mut Vec<u8>,
    ) -> Result<Option<Stored>, TraceError> {
        let Some(block) = self.texts.block_of(u64::from(local)) else { return Ok(None) };
        let Some(entry) = self.texts.table.get(block) else { return Ok(None) };
        let at = u64::from(local) - entry.first;
        if at >= u64::from(entry.records) {
            return Ok(None);
        }
        let raw = self.unpacked(block, bytes)?;
        let mut rest = raw.as_slice();
        let before = (0..at).try_for_each(|_| Stored::skip(&mut rest));
        let found = before.and_then(|()| Stored::decode(&mut rest));
        found.map(Some).ok_or_else(|| self.unreadable(block))
    }
}
