//! Writing an index: documents in, segments and manifests out. A kill at any moment loses nothing
//! that was committed; the same run again goes on where it stopped.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::Files;
use super::keys::{Keyed, Keyer, content_key, id_key};
use super::manifest::Manifest;
use super::reader::Index;
use super::record::{Record, Stored, minutes};
use super::segment::SegmentWriter;
use crate::error::TraceError;
use crate::sketch::{Bands, SketchScheme};

/// How an index is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WriteOptions {
    /// How signatures are taken; an index that is there keeps its own.
    pub sketch: SketchScheme,
    /// Bands of a signature.
    pub bands: Bands,
    /// Most bytes of memory for all structures.
    pub memory_bytes: u64,
    /// Bytes of text after which is committed.
    pub commit_bytes: u64,
    /// What happens to an id that comes with another text.
    pub on_duplicate: OnDuplicate,
}

/// What happens to an id that comes again with another text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum OnDuplicate {
    /// An error.
    #[default]
    Refuse,
    /// The later one is skipped and counted.
    Skip,
    /// The later one takes the place of the first.
    Replace,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self {
            sketch: SketchScheme::Mh128,
            bands: Bands::WIDE,
            memory_bytes: 1 << 30,
            commit_bytes: 256 << 20,
            on_duplicate: OnDuplicate::Refuse,
        }
    }
}

/// What became of added documents.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Added {
    /// New ones.
    pub added: u64,
    /// Known ids with the known text.
    pub known: u64,
    /// Known ids with another text, skipped.
    pub skipped: u64,
    /// Known ids whose text was replaced.
    pub replaced: u64,
    /// Bytes of new text.
    pub text_bytes: u64,
}

/// The least memory a writer works with.
pub const LEAST_MEMORY: u64 = 64 << 20;

/// Writes an index and holds its lock.
pub struct Writer {
    files: Arc<dyn Files>,
    _lock: Box<dyn Send + Sync>,
    options: WriteOptions,
    /// What is committed, with its files.
    index: Index,
    open: Option<SegmentWriter>,
    /// Id and content keys of all documents.
    known: Known,
    /// Replaced documents, by number.
    dropped: Vec<u32>,
    /// Bytes of text since the last commit.
    fresh_bytes: u64,
    /// Earliest and latest date, each with its minutes.
    dates: Option<((i64, String), (i64, String))>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("files", &self.files).finish_non_exhaustive()
    }
}

/// Keys of ids and contents: sorted lists of what is committed, maps of what is not.
#[derive(Debug, Default)]
struct Known {
    ids: Vec<(u64, u32)>,
    contents: Vec<(u64, u32)>,
    /// Id to number and content, for documents of the open segment.
    fresh_ids: BTreeMap<String, (u32, [u64; 2])>,
    fresh_contents: BTreeMap<[u64; 2], u32>,
}

impl Writer {
    /// Opens an index for writing, or starts one.
    ///
    /// # Errors
    /// [`TraceError::Locked`] beside another writer, [`TraceError::Memory`] for too small a cap, and
    /// whatever reading the index meets.
    pub fn open(files: Arc<dyn Files>, options: WriteOptions) -> Result<Self, TraceError> {
        let lock = files.lock().map_err(TraceError::io("lock"))?.ok_or(TraceError::Locked)?;
        let manifest = Manifest::read(files.as_ref())?
            .unwrap_or_else(|| Manifest::new(options.sketch, options.bands));
        manifest.sweep(files.as_ref())?;
        let index = Index::of(Arc::clone(&files), manifest, false)?;
        let dates = index
            .manifest
            .dates
            .clone()
            .and_then(|(from, to)| Some(((minutes(&from)?, from), (minutes(&to)?, to))));
        let mut writer = Self {
            files,
            _lock: lock,
            options,
            index,
            open: None,
            known: Known::default(),
            dropped: Vec::new(),
            fresh_bytes: 0,
            dates,
        };
        writer.load_known()?;
        let needed = LEAST_MEMORY + 3 * writer.known_bytes();
        if options.memory_bytes < needed {
            return Err(TraceError::Memory { given: options.memory_bytes, needed });
        }
        Ok(writer)
    }

    fn known_bytes(&self) -> u64 {
        ((self.known.ids.len() + self.known.contents.len()) * size_of::<(u64, u32)>()) as u64
    }

    fn load_known(&mut self) -> Result<(), TraceError> {
        (self.known.ids, self.known.contents) = self.index.ids_and_contents()?;
        Ok(())
    }

    /// Documents that can be read by others now.
    pub fn committed(&self) -> u64 {
        self.index.manifest.documents()
    }

    /// The committed state.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Adds documents in order, sketching them on all threads, and commits when enough has come.
    ///
    /// # Errors
    /// [`TraceError::OtherText`] where an id comes with another text and that is refused; whatever
    /// the files meet.
    pub fn add(&mut self, batch: Vec<Record>) -> Result<Added, TraceError> {
        let (sketch, bands) = (self.index.manifest.sketch(), self.index.manifest.bands());
        let keyed: Vec<(Record, Keyed)> = batch
            .into_par_iter()
            .map_init(
                || Keyer::new(sketch, bands),
                |keyer, record| {
                    let keyed = keyer.keys(&record.text);
                    (record, keyed)
                },
            )
            .collect();
        let mut added = Added::default();
        for (record, keyed) in keyed {
            self.add_one(record, keyed, &mut added)?;
        }
        Ok(added)
    }

    fn add_one(
        &mut self,
        record: Record,
        keyed: Keyed,
        added: &mut Added,
    ) -> Result<(), TraceError> {
        if let Some((number, content)) = self.find_id(&record.id)? {
            if content == keyed.content {
                added.known += 1;
                return Ok(());
            }
            match self.options.on_duplicate {
                OnDuplicate::Refuse => return Err(TraceError::OtherText { id: record.id }),
                OnDuplicate::Skip => {
                    added.skipped += 1;
                    return Ok(());
                }
                OnDuplicate::Replace => {
                    self.dropped.push(number);
                    added.replaced += 1;
                }
            }
        }
        let bytes = record.text.len() as u64;
        added.added += 1;
        added.text_bytes += bytes;
        self.widen_dates(&record);
        let is_copy = self.is_known_content(keyed.content)?;
        let stored = Stored { record, content: keyed.content, words: keyed.words };
        if self.open.is_none() {
            let manifest = &mut self.index.manifest;
            let (number, first) = (manifest.next_file, manifest.numbers());
            manifest.next_file += 1;
            self.open = Some(SegmentWriter::create(&self.files, number, first, &manifest.scheme)?);
        }
        let Some(segment) = self.open.as_mut() else { return Ok(()) };
        if segment.documents() == u32::MAX - 1 {
            return Err(TraceError::Full { documents: u64::from(u32::MAX) });
        }
        // Equal texts are looked up through the first of them.
        let own = [id_key(&stored.record.id), content_key(stored.content)];
        let keys = keyed.keys.into_iter().filter(|_| !is_copy);
        let number = segment.add(&stored, own.into_iter().chain(keys))?;
        let waiting = segment.waiting_bytes();
        self.known.fresh_ids.insert(stored.record.id, (number, keyed.content));
        self.known.fresh_contents.entry(keyed.content).or_insert(number);
        self.fresh_bytes += bytes;
        let room = (self.options.memory_bytes - 3 * self.known_bytes()) / 4;
        if self.fresh_bytes >= self.options.commit_bytes || waiting >= room {
            self.commit()?;
        }
        Ok(())
    }

    fn find_id(&self, id: &str) -> Result<Option<(u32, [u64; 2])>, TraceError> {
        if let Some(&found) = self.known.fresh_ids.get(id) {
            return Ok(Some(found));
        }
        for number in numbers_of(&self.known.ids, id_key(id)) {
            if self.dropped.contains(&number) {
                continue;
            }
            if let Some(stored) = self.index.stored(number)?.filter(|s| s.record.id == id) {
                return Ok(Some((number, stored.content)));
            }
        }
        Ok(None)
    }

    fn is_known_content(&self, content: [u64; 2]) -> Result<bool, TraceError> {
        if self.known.fresh_contents.contains_key(&content) {
            return Ok(true);
        }
        for number in numbers_of(&self.known.contents, content_key(content)) {
            if self.index.stored(number)?.is_some_and(|s| s.content == content) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn widen_dates(&mut self, record: &Record) {
        let Some(date) = &record.date else { return };
        let Some(when) = minutes(date) else { return };
        let (low, high) =
            self.dates.get_or_insert_with(|| ((when, date.clone()), (when, date.clone())));
        // Of equal moments the lower spelling stands, so that order does not count.
        if (when, date) < (low.0, &low.1) {
            *low = (when, date.clone());
        }
        if (when, date) > (high.0, &high.1) {
            *high = (when, date.clone());
        }
    }

    /// Makes all added documents part of the index. Does nothing where none is new.
    ///
    /// # Errors
    /// Whatever the files meet; what was committed before stays intact.
    pub fn commit(&mut self) -> Result<(), TraceError> {
        let Some(segment) = self.open.take() else { return Ok(()) };
        let info = segment.finish()?;
        let mut manifest = self.index.manifest.clone();
        manifest.segments.push(info);
        manifest.text_bytes += self.fresh_bytes;
        manifest.dates = self.dates.clone().map(|(low, high)| (low.1, high.1));
        for number in self.dropped.drain(..) {
            let at = manifest.segments.partition_point(|s| s.first <= number);
            if let Some(segment) = manifest.segments.get_mut(at.saturating_sub(1)) {
                segment.dropped.push(number);
                segment.dropped.sort_unstable();
                segment.dropped.dedup();
            }
        }
        manifest.commit(self.files.as_ref())?;
        manifest.sweep(self.files.as_ref())?;
        self.index = Index::of(Arc::clone(&self.files), manifest, false)?;
        self.fresh_bytes = 0;
        let merge = |list: &mut Vec<(u64, u32)>, fresh: Vec<(u64, u32)>| {
            list.extend(fresh);
            list.sort_unstable();
        };
        let ids = std::mem::take(&mut self.known.fresh_ids);
        let contents = std::mem::take(&mut self.known.fresh_contents);
        merge(&mut self.known.ids, ids.iter().map(|(id, &(n, _))| (id_key(id), n)).collect());
        merge(
            &mut self.known.contents,
            contents.iter().map(|(&c, &n)| (content_key(c), n)).collect(),
        );
        Ok(())
    }

    /// Writes all documents anew as few segments, without those that were replaced: commits first,
    /// then deletes.
    ///
    /// # Errors
    /// Whatever the files meet; the index stays as it was.
    pub fn compact(&mut self) -> Result<(), TraceError> {
        self.commit()?;
        let old = std::mem::replace(&mut self.index, Index::empty(Arc::clone(&self.files)));
        let mut manifest = Manifest::new(old.manifest.sketch(), old.manifest.bands());
        manifest.number = old.manifest.number;
        manifest.next_file = old.manifest.next_file;
        let room = (self.options.memory_bytes / 4).max(LEAST_MEMORY / 4);
        let mut contents = std::collections::BTreeSet::new();
        let mut open: Option<SegmentWriter> = None;
        let result = (|| -> Result<(), TraceError> {
            let (sketch, bands) = (manifest.sketch(), manifest.bands());
            old.for_each_block(|all| {
                let keyed: Vec<(Stored, Keyed)> = all
                    .into_par_iter()
                    .map_init(
                        || Keyer::new(sketch, bands),
                        |keyer, (_, stored)| {
                            let keyed = keyer.keys(&stored.record.text);
                            (stored, keyed)
                        },
                    )
                    .collect();
                for (stored, keyed) in keyed {
                    if open.is_none() {
                        let number = manifest.next_file;
                        manifest.next_file += 1;
                        let first = manifest.numbers();
                        open = Some(SegmentWriter::create(
                            &self.files,
                            number,
                            first,
                            &manifest.scheme,
                        )?);
                    }
                    let Some(segment) = open.as_mut() else { continue };
                    let is_copy = !contents.insert(content_key(stored.content));
                    let own = [id_key(&stored.record.id), content_key(stored.content)];
                    let keys = keyed.keys.into_iter().filter(|_| !is_copy);
                    manifest.text_bytes += stored.record.text.len() as u64;
                    segment.add(&stored, own.into_iter().chain(keys))?;
                    if segment.waiting_bytes() >= room {
                        let done = open.take().map(SegmentWriter::finish).transpose()?;
                        manifest.segments.extend(done);
                    }
                }
                Ok(())
            })?;
            let done = open.take().map(SegmentWriter::finish).transpose()?;
            manifest.segments.extend(done);
            manifest.dates.clone_from(&old.manifest.dates);
            manifest.commit(self.files.as_ref())
        })();
        if let Err(error) = result {
            self.index = old;
            return Err(error);
        }
        manifest.sweep(self.files.as_ref())?;
        self.index = Index::of(Arc::clone(&self.files), manifest, false)?;
        self.load_known()
    }
}

/// Numbers under a key in a sorted list.
fn numbers_of(list: &[(u64, u32)], key: u64) -> impl Iterator<Item = u32> {
    let from = list.partition_point(|&(k, _)| k < key);
    list.get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(move |&&(k, _)| k == key)
        .map(|&(_, n)| n)
}
