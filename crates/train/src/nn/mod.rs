//! A small kit of layers with hand-written gradients, for networks of a few million weights.
//!
//! - All weights of a network lie in one flat array, [`Params`]; a layer holds [`Slot`]s into it. A
//!   gradient is a flat array of the same shape, so shards add up, [`Adam`] steps and checkpoints
//!   are plain loops.
//! - Activations are [`Mat`]s, one row per word, the sentences of a batch one after the other
//!   without padding; [`Gru`] and [`Window`] are told the sentence ranges.
//! - A layer has `forward(&params, x) -> y` (with a tape where it needs one) and
//!   `backward(&params, &mut grads, .., dy) -> dx`; gradients are added, never overwritten.
//! - Random numbers come from [`Stream`]s keyed by (seed, step, place), never from a shared state, so
//!   a run gives the same bytes for any number of threads and after resuming.
//! - [`check`] compares every layer with finite differences in the tests.

mod adam;
pub mod check;
mod dropout;
mod gru;
mod layers;
mod loss;
mod mat;
mod params;
mod random;
mod window;

pub use adam::*;
pub use dropout::*;
pub use gru::*;
pub use layers::*;
pub use loss::*;
pub use mat::*;
pub use params::*;
pub use random::*;
pub use window::*;
