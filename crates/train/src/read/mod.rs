//! Training of the reading network: treebanks, word vectors from raw text, the network with its
//! gradients, and the loop.

pub mod arcs;
pub mod config;
pub mod data;
pub mod encode;
pub mod export;
pub mod fit;
pub mod gold;
pub mod name_lists;
pub mod names;
pub mod network;
pub mod rename;
pub mod teach;
pub mod text_names;
pub mod treebank;
pub mod vectors;
