<<<<<<< HEAD
//! Faces: an analysis as text, each a pure function.

pub mod attribute;
=======
//! Faces: pure functions from an analysis to what a person or a program reads. They choose and
//! order; they never decide anything.

mod json;

pub use json::{Output, json};
>>>>>>> 753b11f (Add the project's pages, the test command and its checks)
