//! Findings on the engine's own work: doubt, recovered input, limits. They never count for
//! `--fail-on`.

pub(crate) mod allow_ignored;
pub(crate) mod attribution_doubtful;
pub(crate) mod bytes_replaced;
pub(crate) mod limit_reached;
pub(crate) mod looks_truncated;
pub(crate) mod offset_map_uncertain;
pub(crate) mod out_of_scope;
pub(crate) mod page_residue;
pub(crate) mod unpaired_mark;
