//! Trains the learned attribution: labels of words, and the roles of each cue.

pub mod crf;
pub mod data;
pub mod export;
pub mod fit;
pub mod network;
pub mod roles;
