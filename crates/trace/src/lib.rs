//! Who else carries this text: copies, rewrites, reused quotations, with verified passages.
//!
//! Texts and spans come as plain data; no model runs here. Sketches ([`Sketcher`], [`Winnower`]) only
//! say which texts to look at; [`compare`] decides on the texts themselves and gives an [`Edge`] with
//! passages in both and the table of swapped names.

mod align;
mod edge;
mod error;
mod hash;
pub mod index;
mod kernels;
mod marks;
mod mask;
mod prepared;
mod quotes;
mod sketch;
mod swap;
mod verify;
mod words;

pub use align::{Alignment, Run};
pub use edge::{
    ByteDifference, Edge, Edits, Evidence, Limit, NotLooked, Passage, Relation, Share, Skeleton,
    SkeletonEvidence, Swap, SwapPlace, TitleChange,
};
pub use error::TraceError;
pub use hash::{SCHEME, SHINGLE, shingle_hashes, word_hash};
pub use marks::{PLAIN_MARK, PLAIN_WINDOW, SKELETON_WINDOW, Winnower};
pub use mask::{
    KnownSpan, MASK_SCHEME, Masker, SKELETON_SHINGLE, Token, TokenKind, skeleton_shingles,
};
pub use prepared::{Prepared, SKELETON_WORDS, content_hash};
pub use quotes::{
    Quote, QuoteChange, QuoteClass, QuoteMatch, QuoteRelation, Speakers, find_quotes, match_quotes,
    quote_keys,
};
pub use sketch::{Bands, Signature, SketchScheme, Sketcher, band_keys, estimate};
pub use verify::{RELATION_WORDS, compare};
pub use words::{Word, words, words_into};
