//! Trainers and evaluators.
