//! Every kept fuzz input of the model files, run on the stable compiler, as it is and with places moved
//! by fixed steps.

#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "../../../fuzz/bodies/models.rs"]
mod bodies;
#[path = "../../../fuzz/bodies/inputs.rs"]
mod inputs;

/// Moved copies of each kept input.
const MOVES: u8 = 12;

fn each(folder: &str, run: fn(&[u8])) {
    inputs::each(folder, |_, mut input| {
        for turn in 0..MOVES {
            run(&input);
            for (byte, step) in input.iter_mut().zip([2_u8, 6, 1, 0, 13].into_iter().cycle()) {
                *byte = byte.wrapping_add(turn.wrapping_mul(step));
            }
        }
    });
}

#[test]
fn reading_models() {
    each("model_reading", bodies::reading);
}

#[test]
fn attribution_models() {
    each("model_attribution", bodies::attribution);
}
