//! Faces: an analysis as text, each a pure function.

pub mod attribute;
