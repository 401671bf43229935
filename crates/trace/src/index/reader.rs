//! Reading an index: the state that one manifest names, for as long as it is held.

use std::sync::{Arc, Mutex, PoisonError};

use super::files::Files;
use super::keys::{KeyKind, Space, kind_of};
use super::manifest::{Manifest, POINTER};
use super::record::{Record, Stored};
use super::segment::Segment;
use crate::error::TraceError;
use crate::sketch::{Bands, SketchScheme};

/// An index open for reading.
#[derive(Debug)]
pub struct Index {
    files: Arc<dyn Files>,
    pub(crate) manifest: Manifest,
    pub(crate) segments: Vec<Segment>,
    salvage: bool,
    losses: Mutex<Vec<TraceError>>,
}

/// Counts of an index.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Stats {
    /// Documents.
    pub documents: u64,
    /// Documents that were replaced and are still stored.
    pub replaced: u64,
    /// Immutable parts.
    pub segments: usize,
    /// Bytes of all texts, unpacked.
    pub text_bytes: u64,
    /// Bytes of the packed texts on disk.
    pub stored_bytes: u64,
    /// Bytes of keys on disk.
    pub key_bytes: u64,
    /// Earliest and latest date.
    pub dates: Option<(String, String)>,
    /// Hashes, sketch and mask.
    pub scheme: String,
}

/// What a full check found.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// Blocks read.
    pub blocks: u64,
    /// Documents read.
    pub documents: u64,
    /// What is damaged.
    pub damage: Vec<TraceError>,
}

impl Index {
    /// Opens an index.
    ///
    /// # Errors
    /// [`TraceError::NoIndex`] where there is none; damage and newer formats by name.
    pub fn open(files: &Arc<dyn Files>) -> Result<Self, TraceError> {
        Self::open_as(files, false)
    }

    /// Opens what can be read of a damaged index; what is lost is told by [`Index::losses`].
    ///
    /// # Errors
    /// Where not even the manifest can be read.
    pub fn salvage(files: &Arc<dyn Files>) -> Result<Self, TraceError> {
        Self::open_as(files, true)
    }

    fn open_as(files: &Arc<dyn Files>, salvage: bool) -> Result<Self, TraceError> {
        // A writer may commit and sweep between the two reads: then the newer manifest is taken.
        for last in [false, false, true] {
            let manifest = Manifest::read(files.as_ref())?
                .ok_or_else(|| TraceError::NoIndex { pointer: POINTER.to_owned() })?;
            match Self::of(Arc::clone(files), manifest, salvage) {
                Err(TraceError::Io { reason, .. })
                    if !last && reason.kind() == std::io::ErrorKind::NotFound => {}
                result => return result,
            }
        }
        Err(TraceError::NoIndex { pointer: POINTER.to_owned() })
    }

    pub(crate) fn of(
        files: Arc<dyn Files>,
        manifest: Manifest,
        salvage: bool,
    ) -> Result<Self, TraceError> {
        let mut index = Self::empty(files);
        index.salvage = salvage;
        for info in &manifest.segments {
            match Segment::open(index.files.as_ref(), info, &manifest.scheme) {
                Ok(segment) => index.segments.push(segment),
                Err(error) => index.lose(error)?,
            }
        }
        index.manifest = manifest;
        Ok(index)
    }

    /// An index without documents.
    pub(crate) fn empty(files: Arc<dyn Files>) -> Self {
        Self {
            files,
            manifest: Manifest::new(SketchScheme::Mh128, Bands::WIDE),
            segments: Vec::new(),
            salvage: false,
            losses: Mutex::new(Vec::new()),
        }
    }

    /// Passes an error on, or notes damage where reading goes on without it.
    pub(crate) fn lose(&self, error: TraceError) -> Result<(), TraceError> {
        if !(self.salvage && matches!(error, TraceError::Corrupt { .. } | TraceError::Io { .. })) {
            return Err(error);
        }
        let mut losses = self.losses.lock().unwrap_or_else(PoisonError::into_inner);
        if !losses.iter().any(|known| known.to_string() == error.to_string()) {
            losses.push(error);
        }
        Ok(())
    }

    /// What could not be read so far, in words, sorted.
    pub fn losses(&self) -> Vec<String> {
        let losses = self.losses.lock().unwrap_or_else(PoisonError::into_inner);
        let mut words: Vec<String> = losses.iter().map(ToString::to_string).collect();
        words.sort();
        words
    }

    /// Documents that were not replaced.
    pub fn documents(&self) -> u64 {
        self.manifest.documents()
    }

    /// Earliest and latest date, as written.
    pub fn dates(&self) -> Option<(&str, &str)> {
        self.manifest.dates.as_ref().map(|(from, to)| (from.as_str(), to.as_str()))
    }

    /// Counts.
    pub fn stats(&self) -> Stats {
        let sum = |f: fn(&Segment) -> u64| self.segments.iter().map(f).sum();
        Stats {
            documents: self.documents(),
            replaced: sum(|s| s.info.dropped.len() as u64),
            segments: self.segments.len(),
            text_bytes: self.manifest.text_bytes,
            stored_bytes: sum(|s| s.info.texts.bytes),
            key_bytes: sum(|s| s.info.keys.bytes),
            dates: self.manifest.dates.clone(),
            scheme: self.manifest.scheme.clone(),
        }
    }

    fn segment_of(&self, number: u32) -> Option<&Segment> {
        let at = self.segments.partition_point(|s| s.info.first <= number).checked_sub(1)?;
        self.segments.get(at).filter(|s| number - s.info.first < s.info.documents)
    }

    /// Whether a document was replaced by a later one.
    pub(crate) fn is_dropped(&self, number: u32) -> bool {
        self.segment_of(number).is_none_or(|s| s.info.dropped.binary_search(&number).is_ok())
    }

    /// A document by its number, replaced ones too.
    pub(crate) fn stored(&self, number: u32) -> Result<Option<Stored>, TraceError> {
        let Some(segment) = self.segment_of(number) else { return Ok(None) };
        match segment.document(number - segment.info.first, &mut Vec::new()) {
            Err(error) => self.lose(error).map(|()| None),
            found => found,
        }
    }

    /// The numbers of a key, at most `limit`; sorted.
    pub(crate) fn find(
        &self,
        key: u64,
        limit: usize,
        space: &mut Space,
    ) -> Result<Vec<u32>, TraceError> {
        let mut found = Vec::new();
        for segment in &self.segments {
            let each = |local: u32| {
                found.push(segment.info.first.saturating_add(local));
                found.len() < limit
            };
            if let Err(error) = segment.keys.find(key, space, each) {
                self.lose(error)?;
            }
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }

    /// The document of an id.
    ///
    /// # Errors
    /// Whatever reading meets.
    pub fn document(&self, id: &str) -> Result<Option<Record>, TraceError> {
        let key = super::keys::id_key(id);
        for number in self.find(key, usize::MAX, &mut Space::default())? {
            if self.is_dropped(number) {
                continue;
            }
            if let Some(stored) = self.stored(number)?.filter(|s| s.record.id == id) {
                return Ok(Some(stored.record));
            }
        }
        Ok(None)
    }

    /// All documents that were not replaced, block by block, in the order they came.
    pub(crate) fn for_each_block(
        &self,
        mut each: impl FnMut(Vec<(u32, Stored)>) -> Result<(), TraceError>,
    ) -> Result<(), TraceError> {
        let mut bytes = Vec::new();
        for segment in &self.segments {
            for (block, entry) in segment.texts.table.iter().enumerate() {
                let all = match segment.block(block, &mut bytes) {
                    Ok(all) => all,
                    Err(error) => {
                        self.lose(error)?;
                        continue;
                    }
                };
                let first = segment.info.first + u32::try_from(entry.first).unwrap_or_default();
                let live = |number: u32| segment.info.dropped.binary_search(&number).is_err();
                each((first..).zip(all).filter(|&(number, _)| live(number)).collect())?;
            }
        }
        Ok(())
    }

    /// The keys of ids and contents with their documents, sorted.
    pub(crate) fn ids_and_contents(&self) -> Result<(Postings, Postings), TraceError> {
        let (mut ids, mut contents) = (Vec::new(), Vec::new());
        let mut space = Space::default();
        for segment in &self.segments {
            for block in 0..segment.keys.file.table.len() {
                let first = segment.keys.file.table.get(block).map_or(0, |e| e.first);
                if kind_of(first) > KeyKind::Content as u64 {
                    break;
                }
                if let Err(error) = segment.keys.block(block, &mut space.bytes, &mut space.postings)
                {
                    self.lose(error)?;
                    continue;
                }
                for &(key, local) in &space.postings {
                    let posting = (key, segment.info.first.saturating_add(local));
                    match kind_of(key) {
                        0 if !self.is_dropped(posting.1) => ids.push(posting),
                        1 => contents.push(posting),
                        _ => {}
                    }
                }
            }
        }
        ids.sort_unstable();
        contents.sort_unstable();
        Ok((ids, contents))
    }

    /// Reads every block of every file.
    ///
    /// # Errors
    /// What the system says; damage is in the report.
    pub fn check(&self) -> Result<CheckReport, TraceError> {
        let mut report = CheckReport::default();
        let mut space = Space::default();
        for segment in &self.segments {
            for block in 0..segment.texts.table.len() {
                report.blocks += 1;
                match segment.block(block, &mut space.bytes) {
                    Ok(all) => report.documents += all.len() as u64,
                    Err(error @ TraceError::Corrupt { .. }) => report.damage.push(error),
                    Err(error) => return Err(error),
                }
            }
            for block in 0..segment.keys.file.table.len() {
                report.blocks += 1;
                match segment.keys.block(block, &mut space.bytes, &mut space.postings) {
                    Ok(()) => {}
                    Err(error @ TraceError::Corrupt { .. }) => report.damage.push(error),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(report)
    }
}

/// Keys with documents.
type Postings = Vec<(u64, u32)>;
