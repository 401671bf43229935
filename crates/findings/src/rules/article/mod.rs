//! Findings on the article as a whole.

pub(crate) mod byline_not_found;
pub(crate) mod central_claim_unlocated;
pub(crate) mod date_not_found;
pub(crate) mod outlet_not_found;
pub(crate) mod reply_not_found;
pub(crate) mod speech_without_quotation;
pub(crate) mod unsourced_stretch;
