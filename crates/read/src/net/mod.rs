//! The network that tags, parses and finds names, and the kernels it is made of.

pub mod math;
