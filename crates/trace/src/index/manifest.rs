//! Manifests: numbered lists of all files of an index, and the pointer to the current one.

use std::io::Write;

use serde::{Deserialize, Serialize};

use super::blocks::{FORMAT, FileInfo, checksum};
use super::files::{Files, read_whole};
use crate::error::TraceError;
use crate::hash::SCHEME;
use crate::mask::MASK_SCHEME;
use crate::sketch::{Bands, SketchScheme};

/// The file that names the current manifest.
pub(crate) const POINTER: &str = "current";

/// One immutable part of an index.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct SegmentInfo {
    /// Number of its first document.
    pub first: u32,
    /// Its documents, those replaced later too.
    pub documents: u32,
    /// Numbers of documents that were replaced, sorted.
    pub dropped: Vec<u32>,
    pub texts: FileInfo,
    pub keys: FileInfo,
}

/// The state of an index after a commit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub format: u32,
    pub number: u64,
    pub sketch: String,
    pub bands: usize,
    /// Hash scheme, sketch and mask in one string, which every file repeats.
    pub scheme: String,
    /// Number of the next file.
    pub next_file: u64,
    pub segments: Vec<SegmentInfo>,
    /// Bytes of all texts.
    pub text_bytes: u64,
    /// Earliest and latest date, as written.
    pub dates: Option<(String, String)>,
}

/// The part of a manifest that every format has.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Manifest {
    pub(crate) fn new(sketch: SketchScheme, bands: Bands) -> Self {
        Self {
            format: FORMAT,
            number: 0,
            sketch: sketch.name().to_owned(),
            bands: bands.bands,
            scheme: scheme_name(sketch, bands),
            next_file: 0,
            segments: Vec::new(),
            text_bytes: 0,
            dates: None,
        }
    }

    /// The bands of the scheme.
    pub(crate) fn bands(&self) -> Bands {
        if self.bands == Bands::NARROW.bands { Bands::NARROW } else { Bands::WIDE }
    }

    /// The sketch of the scheme.
    pub(crate) fn sketch(&self) -> SketchScheme {
        SketchScheme::parse(&self.sketch).unwrap_or_default()
    }

    /// Numbers given so far.
    pub(crate) fn numbers(&self) -> u32 {
        self.segments.last().map_or(0, |s| s.first.saturating_add(s.documents))
    }

    /// Documents that were not replaced.
    pub(crate) fn documents(&self) -> u64 {
        self.segments.iter().map(|s| u64::from(s.documents) - s.dropped.len() as u64).sum()
    }

    /// The current manifest; `None` where the folder holds no index.
    pub(crate) fn read(files: &dyn Files) -> Result<Option<Self>, TraceError> {
        let pointer = match read_whole(files, POINTER) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(TraceError::io(POINTER)(error)),
        };
        let damaged = |file: &str, bytes: usize, why: &str| TraceError::Corrupt {
            file: file.to_owned(),
            block: 0,
            from: 0,
            to: bytes as u64,
            documents: 0,
            why: why.to_owned(),
        };
        let text = std::str::from_utf8(&pointer).unwrap_or_default();
        let mut parts = text.split_ascii_whitespace();
        let (name, sum) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if text != pointer_line(name, sum) {
            return Err(damaged(POINTER, pointer.len(), "no name of a manifest with its checksum"));
        }
        let bytes = read_whole(files, name).map_err(TraceError::io(name))?;
        if format!("{:016x}", checksum(&bytes)) != sum {
            return Err(damaged(name, bytes.len(), "other bytes than were written"));
        }
        let unread = |_| damaged(name, bytes.len(), "a manifest that cannot be read");
        let Version { format } = serde_json::from_slice(&bytes).map_err(unread)?;
        if format > FORMAT {
            return Err(TraceError::Newer { file: name.to_owned(), found: format, known: FORMAT });
        }
        let manifest: Self = serde_json::from_slice(&bytes).map_err(unread)?;
        let expected = scheme_name(manifest.sketch(), manifest.bands());
        if manifest.scheme != expected {
            let found = manifest.scheme;
            return Err(TraceError::Scheme { file: name.to_owned(), found, expected });
        }
        Ok(Some(manifest))
    }

    /// Makes this the current state: manifest, sync, pointer, rename, sync.
    pub(crate) fn commit(&mut self, files: &dyn Files) -> Result<(), TraceError> {
        self.number += 1;
        let name = format!("manifest-{:06}", self.number);
        let bytes = serde_json::to_vec_pretty(self).map_err(|error| TraceError::Io {
            what: name.clone(),
            reason: std::io::Error::other(error),
        })?;
        write_safely(files, &name, &bytes)?;
        files.sync_folder().map_err(TraceError::io("the folder"))?;
        let pointer = pointer_line(&name, &format!("{:016x}", checksum(&bytes)));
        let draft = format!("{POINTER}.new");
        write_safely(files, &draft, pointer.as_bytes())?;
        files.rename(&draft, POINTER).map_err(TraceError::io(POINTER))?;
        files.sync_folder().map_err(TraceError::io("the folder"))
    }

    /// Removes what this manifest does not name. Only the writer may call it, after a commit.
    pub(crate) fn sweep(&self, files: &dyn Files) -> Result<(), TraceError> {
        let current = format!("manifest-{:06}", self.number);
        let kept: Vec<&str> = self
            .segments
            .iter()
            .flat_map(|s| [s.texts.name.as_str(), s.keys.name.as_str()])
            .chain([current.as_str(), POINTER])
            .collect();
        for name in files.list().map_err(TraceError::io("the folder"))? {
            let ours = name.starts_with("manifest-")
                || name == format!("{POINTER}.new")
                || [".texts", ".keys", ".run"].iter().any(|end| name.ends_with(end));
            if ours && !kept.contains(&name.as_str()) {
                files.remove(&name).map_err(TraceError::io(&name))?;
            }
        }
        Ok(())
    }
}

/// The pointer: name and checksum of the manifest, and a checksum of both.
fn pointer_line(name: &str, sum: &str) -> String {
    let line = format!("{name} {sum}");
    format!("{line} {:016x}\n", checksum(line.as_bytes()))
}

/// The scheme that all files of an index share.
fn scheme_name(sketch: SketchScheme, bands: Bands) -> String {
    format!("{SCHEME} {} {}x{} {MASK_SCHEME}", sketch.name(), bands.bands, bands.slots)
}

fn write_safely(files: &dyn Files, name: &str, bytes: &[u8]) -> Result<(), TraceError> {
    let mut file = files.create(name).map_err(TraceError::io(name))?;
    file.write_all(bytes).map_err(TraceError::io(name))?;
    file.sync().map_err(TraceError::io(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Memory;

    /// What is said of an index whose manifest was changed and then committed as a program would.
    fn refused(change: impl FnOnce(&mut Manifest)) -> String {
        let files = Memory::default();
        let mut manifest = Manifest::new(SketchScheme::Mh128, Bands::WIDE);
        change(&mut manifest);
        manifest.commit(&files).unwrap();
        Manifest::read(&files).unwrap_err().to_string()
    }

    #[test]
    fn newer_formats_and_other_schemes_are_refused_by_name() {
        let newer = refused(|manifest| manifest.format = FORMAT + 8);
        assert_eq!(
            newer,
            "manifest-000001: made by format 9, this program reads up to 1; use a newer program"
        );
        let other = refused(|manifest| manifest.scheme = "sayso-w9/1".to_owned());
        assert!(other.starts_with("manifest-000001: made with the scheme sayso-w9/1"), "{other}");
    }
}
