//! Keys: numbers under which documents are looked up, in sorted files.
//!
//! A key has 48 bits: three say what it is, 45 are of a hash. Two texts that meet by chance cost a
//! look at both, never an answer. Within a block keys are stored as differences.

use super::blocks::{BLOCK_BYTES, BlockFile, BlockWriter};
use super::record::{id_hash, push_number, take_number};
use crate::error::TraceError;
use crate::marks::Winnower;
use crate::mask::{Masker, Token};
use crate::prepared::{SKELETON_WORDS, content_hash, is_english_prose};
use crate::quotes::{find_quotes, quote_keys};
use crate::sketch::{Bands, SketchScheme, Sketcher, band_keys};
use crate::words::{Word, words_into};

/// What a key is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum KeyKind {
    Id = 0,
    Content = 1,
    Band = 2,
    Mark = 3,
    Skeleton = 4,
    Quote = 5,
}

const HASH_BITS: u32 = 45;

/// A key of a kind from a hash.
#[inline]
pub(crate) const fn key(kind: KeyKind, hash: u64) -> u64 {
    (kind as u64) << HASH_BITS | hash >> (64 - HASH_BITS)
}

/// The kind of a key, as a number.
pub(crate) const fn kind_of(key: u64) -> u64 {
    key >> HASH_BITS
}

/// The key of an id.
pub(crate) fn id_key(id: &str) -> u64 {
    key(KeyKind::Id, id_hash(id))
}

/// The key of a content hash.
pub(crate) const fn content_key(content: [u64; 2]) -> u64 {
    key(KeyKind::Content, content[0])
}

/// A key with a document, in twelve bytes that sort by key and document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Posting([u32; 3]);

impl Posting {
    pub(crate) fn new(key: u64, document: u32) -> Self {
        let half = |n: u64| u32::try_from(n & 0xFFFF_FFFF).unwrap_or_default();
        Self([half(key >> 32), half(key), document])
    }

    pub(crate) fn key(self) -> u64 {
        u64::from(self.0[0]) << 32 | u64::from(self.0[1])
    }

    pub(crate) fn document(self) -> u32 {
        self.0[2]
    }
}

/// Makes the keys of texts; holds the space it needs.
#[derive(Debug)]
pub(crate) struct Keyer {
    sketcher: Sketcher,
    bands: Bands,
    masker: Masker,
    winnower: Winnower,
    words: Vec<Word>,
    tokens: Vec<Token>,
}

/// What the keyer says of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyed {
    pub content: [u64; 2],
    pub words: u32,
    /// Keys of all kinds but id and content, sorted, each once.
    pub keys: Vec<u64>,
}

impl Keyer {
    pub(crate) fn new(scheme: SketchScheme, bands: Bands) -> Self {
        Self {
            sketcher: Sketcher::new(scheme),
            bands,
            masker: Masker::default(),
            winnower: Winnower::default(),
            words: Vec::new(),
            tokens: Vec::new(),
        }
    }

    pub(crate) fn keys(&mut self, text: &str) -> Keyed {
        words_into(text, &mut self.words);
        let words = &self.words;
        let mut keys = Vec::with_capacity(64 + words.len() / 2);
        let signature = self.sketcher.sign(words);
        band_keys(&signature, self.bands, |hash| keys.push(key(KeyKind::Band, hash)));
        self.winnower.plain(words, |hash| keys.push(key(KeyKind::Mark, hash)));
        if words.len() >= SKELETON_WORDS {
            self.masker.mask(text, words, &mut self.tokens);
            if is_english_prose(&self.tokens) {
                self.winnower.skeleton(&self.tokens, |h| keys.push(key(KeyKind::Skeleton, h)));
            }
        }
        for quote in find_quotes(text) {
            quote_keys(text, &quote, &mut self.winnower, |h| keys.push(key(KeyKind::Quote, h)));
        }
        keys.sort_unstable();
        keys.dedup();
        let count = u32::try_from(words.len()).unwrap_or(u32::MAX);
        Keyed { content: content_hash(words), words: count, keys }
    }
}

/// Writes sorted postings in blocks.
pub(crate) fn write_postings(
    writer: &mut BlockWriter,
    postings: impl Iterator<Item = Posting>,
) -> Result<(), TraceError> {
    let (mut block, mut records) = (Vec::with_capacity(BLOCK_BYTES + 16), 0u32);
    let (mut first, mut before) = (0, 0);
    for posting in postings {
        if block.len() >= BLOCK_BYTES {
            writer.push(first, records, &block)?;
            block.clear();
            records = 0;
        }
        let key = posting.key();
        if records == 0 {
            (first, before) = (key, key);
        }
        push_number(key - before, &mut block);
        push_number(u64::from(posting.document()), &mut block);
        before = key;
        records += 1;
    }
    if records > 0 {
        writer.push(first, records, &block)?;
    }
    Ok(())
}

/// A file of sorted keys.
#[derive(Debug)]
pub(crate) struct KeyFile {
    pub file: BlockFile,
}

impl KeyFile {
    /// The postings of one block.
    pub(crate) fn block(
        &self,
        block: usize,
        bytes: &mut Vec<u8>,
        out: &mut Vec<(u64, u32)>,
    ) -> Result<(), TraceError> {
        out.clear();
        self.file.read(block, bytes)?;
        let Some(entry) = self.file.table.get(block) else { return Ok(()) };
        let mut rest = bytes.as_slice();
        let mut key = entry.first;
        for _ in 0..entry.records {
            let next = take_number(&mut rest).zip(take_number(&mut rest));
            let Some((step, document)) = next else {
                return Err(self.file.damaged(block, "keys that cannot be read"));
            };
            key = key.wrapping_add(step);
            out.push((key, u32::try_from(document).unwrap_or(u32::MAX)));
        }
        Ok(())
    }

    /// Calls `each` with every document of a key, until it says stop.
    pub(crate) fn find(
        &self,
        key: u64,
        space: &mut Space,
        mut each: impl FnMut(u32) -> bool,
    ) -> Result<(), TraceError> {
        let first = self.file.table.partition_point(|entry| entry.first < key).saturating_sub(1);
        for block in first..self.file.table.len() {
            if self.file.table.get(block).is_none_or(|entry| entry.first > key) {
                break;
            }
            self.block(block, &mut space.bytes, &mut space.postings)?;
            let from = space.postings.partition_point(|&(k, _)| k < key);
            let hits = space.postings.get(from..).unwrap_or_default();
            for &(_, document) in hits.iter().take_while(|&&(k, _)| k == key) {
                if !each(document) {
                    return Ok(());
                }
            }
            if hits.iter().any(|&(k, _)| k > key) {
                break;
            }
        }
        Ok(())
    }
}

/// Space for reading blocks.
#[derive(Debug, Default)]
pub(crate) struct Space {
    pub bytes: Vec<u8>,
    pub postings: Vec<(u64, u32)>,
}
