//! The values that pass between Sayso's stages, and nothing that makes them.
//!
//! A stage never alters an earlier value; it refers to it by [`Span`] or by id. Offsets are bytes of
//! [`Document::text`], end-exclusive, on character boundaries; characters and UTF-16 units are made
//! once, in the faces, by [`Offsets`].

mod attribution;
mod date;
mod document;
mod fact;
mod finding;
mod labels;
mod note;
mod offsets;
mod reading;
mod span;
mod statement;

pub use attribution::*;
pub use date::*;
pub use document::*;
pub use fact::*;
pub use finding::*;
pub use labels::*;
pub use note::*;
pub use offsets::*;
pub use reading::*;
pub use span::*;
pub use statement::*;
