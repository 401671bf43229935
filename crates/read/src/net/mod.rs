//! The network that tags, parses and finds names, and the kernels it is made of.

mod analyse;
mod encoder;
pub mod features;
mod heads;
pub mod kernel;
pub mod layers;
pub mod lemma;
pub mod math;
pub mod model;
pub mod tables;
pub mod tree;

pub use analyse::{Net, NetScratch};
pub use model::ModelError;
