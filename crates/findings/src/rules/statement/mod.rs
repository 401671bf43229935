//! Findings on single statements, sources and occasions.

pub(crate) mod adverse_weak;
pub(crate) mod agentless_claim;
pub(crate) mod anonymity_unexplained;
pub(crate) mod attribution_lapsed;
pub(crate) mod checkable_unattributed;
pub(crate) mod date_missing;
pub(crate) mod factive_cue;
pub(crate) mod fragment_quotation;
pub(crate) mod hedge_only;
pub(crate) mod inner_state_unsourced;
pub(crate) mod judgement_unowned;
pub(crate) mod occasion_unlocated;
pub(crate) mod relay_only;
pub(crate) mod source_unnamed_bare;
pub(crate) mod speaker_late;
pub(crate) mod speaker_unresolved;
pub(crate) mod speech_without_content;
pub(crate) mod unnamed_opinion;
pub(crate) mod unquantified;
pub(crate) mod vague_crowd;
pub(crate) mod words_announced;
