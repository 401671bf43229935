//! The learned finder: a small recurrent network labels every word, the best sequence is decoded, and
//! the runs are linked to attributions.

mod assemble;
mod decode;
mod features;
mod forward;
mod labels;
mod link;
mod model;

pub(crate) use assemble::head;
pub use decode::viterbi;
pub use features::{CLOSED, Piece, SIZES, Word};
pub use labels::{LABELS, Role, Run, label, may_follow, runs};
pub use link::{FEATURES, LinkWeights, Way, best, total};
pub use model::{FORMAT, Header, VERSION};
pub use sayso_read::net::model::ModelError;

use sayso_core::{Document, Reading};
use sayso_read::net::math::{exp, sigmoid};

use crate::found::Found;
use crate::surface::Words;

/// What the network sees of every word, and the pieces that it reads one by one.
pub fn look(document: &Document, reading: &Reading) -> (Vec<Word>, Vec<Piece>) {
    let words = Words::new(document, reading);
    (features::words(&words), features::pieces(&words).0)
}

/// The ways to link one run, with the run's index.
pub type Ways = Vec<(usize, Vec<Way>)>;

/// Every way to link the contents to cues, and the cues to sources.
pub fn ways(document: &Document, reading: &Reading, runs: &[Run]) -> (Ways, Ways) {
    let words = Words::new(document, reading);
    let field = link::Field::new(&words, runs);
    let of = |role: Role| runs.iter().enumerate().filter(move |(_, r)| r.role == role);
    (
        of(Role::Content).map(|(k, _)| (k, field.ways_of_content(k))).collect(),
        of(Role::Cue).map(|(k, _)| (k, field.ways_of_cue(k))).collect(),
    )
}

/// Attributions of runs that were labelled somewhere else, each role as ranges of words.
pub fn linked(
    document: &Document,
    reading: &Reading,
    runs: &[Run],
    weights: &LinkWeights,
) -> Vec<[Vec<(usize, usize)>; 3]> {
    let words = Words::new(document, reading);
    let sure = vec![1.0; runs.len()];
    assemble::assemble(&words, runs, &sure, weights)
        .into_iter()
        .map(|mut found| {
            found.content.append(&mut found.carried);
            [found.source, found.cue, found.content]
        })
        .collect()
}

/// Source, cue and content as ranges of words, and a probability.
pub type Weighed = ([Vec<(usize, usize)>; 3], f32);

/// A loaded labeller with its linking weights.
#[derive(Debug)]
pub struct Net {
    model: model::Model,
}

impl Net {
    /// Loads a model file.
    ///
    /// # Errors
    /// When the file is damaged or of another format, naming the field or tensor.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { model: model::Model::read(bytes)? })
    }

    /// What the file says of itself.
    pub fn header(&self) -> &Header {
        &self.model.header
    }

    /// The labels of every word, and how sure each is.
    fn labels(&self, words: &[Word], pieces: &[Piece]) -> (Vec<u8>, Vec<f32>) {
        let emissions = forward::emissions(&self.model, words, pieces);
        let (mut labels, mut sure) = (vec![0; words.len()], vec![0.0; words.len()]);
        let (transitions, start) = (&self.model.transitions, &self.model.start);
        for piece in pieces {
            let Some(scores) = emissions.get(piece.start..piece.end) else { continue };
            let best = viterbi(scores, transitions, start);
            let of = decode::marginals(scores, transitions, start, &best);
            labels[piece.start..piece.end].copy_from_slice(&best);
            sure[piece.start..piece.end].copy_from_slice(&of);
        }
        (labels, sure)
    }

    /// The outermost attributions of a document.
    pub(crate) fn find(&self, words: &Words<'_>) -> Vec<Found> {
        let (pieces, capped) = features::pieces(words);
        let (labels, sure) = self.labels(&features::words(words), &pieces);
        let runs = runs(&labels, 0);
        let least: Vec<f32> = runs
            .iter()
            .map(|run| sure[run.start..run.end].iter().copied().fold(1.0, f32::min))
            .collect();
        let mut found = assemble::assemble(words, &runs, &least, &self.model.links);
        for one in &mut found {
            one.p = self.calibrated(one.p);
            one.capped = capped;
        }
        found
    }

    /// The attributions of a document as ranges of words, each with its probability.
    pub fn attributions(&self, document: &Document, reading: &Reading) -> Vec<Weighed> {
        let found = self.find(&Words::new(document, reading)).into_iter();
        found
            .map(|mut one| {
                one.content.append(&mut one.carried);
                ([one.source, one.cue, one.content], one.p)
            })
            .collect()
    }

    /// A probability from a raw score, by the fitted line over log odds (Platt 1999).
    fn calibrated(&self, raw: f32) -> f32 {
        let [slope, offset] = self.model.calibration;
        sigmoid(slope * log_odds(raw) + offset)
    }
}

/// The logarithm of the odds, kept away from certainty.
pub fn log_odds(p: f32) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    ln(p / (1.0 - p))
}

/// Natural logarithm by three steps of Newton's method on [`exp`], the same on every platform.
fn ln(x: f32) -> f32 {
    // The exponent gives the start, good to a third.
    #[expect(clippy::cast_precision_loss, reason = "an exponent is small")]
    let exponent = (x.to_bits() >> 23) as f32 - 127.0;
    let mut y = exponent * std::f32::consts::LN_2 + 0.35;
    for _ in 0..4 {
        y += 2.0 * (x - exp(y)) / (x + exp(y));
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms() {
        for x in [1e-4, 0.02, 0.5, 1.0, 3.0, 9999.0] {
            assert!((ln(x) - x.ln()).abs() < 1e-4, "{x}: {} {}", ln(x), x.ln());
        }
    }
}
