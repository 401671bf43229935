//! Findings on single statements, sources and occasions.

pub(crate) mod checkable_unattributed;
pub(crate) mod occasion_unlocated;
pub(crate) mod source_unnamed_bare;
pub(crate) mod vague_crowd;
pub(crate) mod words_announced;
