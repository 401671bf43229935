//! Trainers: readers of corpora, layers with their gradients, and the training loops.

pub mod nn;
pub mod read;
