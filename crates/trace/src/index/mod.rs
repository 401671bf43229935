//! The index on disk: immutable segments, numbered manifests, one pointer; one writer, many readers.
//!
//! `docs/methods/trace-index.md` has the format. A commit writes a segment, syncs, writes a manifest,
//! syncs, and renames the pointer; whatever happens before the rename has no effect, and what no
//! manifest names is swept by the next writer.

mod blocks;
mod cluster;
mod family;
mod files;
mod keys;
mod manifest;
mod memory;
mod pairs;
mod query;
mod reader;
mod record;
mod segment;
mod writer;

pub use blocks::FORMAT;
pub use cluster::{ChainLink, ClusterCounts, ClusterLine, ClusterPhase, DocumentName};
pub use files::{Append, Files, Folder, ReadAt};
pub use memory::{Crash, Memory};
pub use query::{Answer, COMMON_KEY, Hit};
pub use reader::{CheckReport, Index, Stats};
pub use record::{Record, minutes};
pub use writer::{Added, LEAST_MEMORY, OnDuplicate, WriteOptions, Writer};
