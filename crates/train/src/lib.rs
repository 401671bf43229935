//! Trainers: readers of corpora, layers with their gradients, and the training loops.

pub mod attribute;
pub mod nn;
pub mod polnear;
pub mod read;
pub mod score;
