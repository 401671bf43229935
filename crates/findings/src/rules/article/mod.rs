//! Findings on the article as a whole.

pub(crate) mod byline_not_found;
pub(crate) mod central_claim_unlocated;
pub(crate) mod count_and_names_differ;
pub(crate) mod date_not_found;
pub(crate) mod dates_disagree;
pub(crate) mod document_not_found;
pub(crate) mod headline_form;
pub(crate) mod headline_unsupported;
pub(crate) mod one_source;
pub(crate) mod outlet_not_found;
pub(crate) mod place_not_found;
pub(crate) mod reply_not_found;
pub(crate) mod speech_without_quotation;
pub(crate) mod text_against_itself;
pub(crate) mod time_unanchored;
pub(crate) mod unnamed_majority;
pub(crate) mod unsourced_stretch;
