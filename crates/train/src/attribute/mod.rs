//! Trains the learned attribution: labels of words, then links between runs.

pub mod crf;
pub mod data;
pub mod export;
pub mod fit;
pub mod links;
pub mod network;
