//! Findings on other texts that carry the same words. They rest on an index; without one they are
//! silent, since nothing was looked at.

pub(crate) mod identical_copies;
pub(crate) mod near_copy_uncredited;
pub(crate) mod quotation_variant;
pub(crate) mod same_frame_other_names;
pub(crate) mod same_words_other_speaker;
