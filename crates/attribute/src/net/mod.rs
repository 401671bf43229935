//! The learned finder, in two passes of a small recurrent network: the first labels every word and so
//! gives the cues, the second reads the words around each cue once more for its source and content.

mod assemble;
mod decode;
mod features;
mod forward;
mod labels;
mod model;
mod roles;
mod standing;

pub(crate) use assemble::head;
pub use decode::viterbi;
pub use features::{CLOSED, Piece, SIZES, Word};
pub use labels::{LABELS, ROLE_LABELS, Role, Run, label, may_follow, role_label, role_runs, runs};
pub use model::{FORMAT, Header, VERSION};
pub use roles::CueRoles;
pub use sayso_read::net::model::ModelError;
pub use standing::{STANDING_SIZES, STANDINGS, Standing, standings};

use sayso_core::{Document, Reading};
use sayso_read::net::math::{exp, sigmoid};

use crate::found::Found;
use crate::surface::Words;

/// What the network sees of every word, and the pieces that it reads one by one.
pub fn look(document: &Document, reading: &Reading) -> (Vec<Word>, Vec<Piece>) {
    let words = Words::new(document, reading);
    (features::words(&words), features::pieces(&words).0)
}

/// Attributions of what was labelled somewhere else, each role as ranges of words: roles of cues, and
/// contents of the first pass.
pub fn assembled(
    document: &Document,
    reading: &Reading,
    of_cues: &[CueRoles],
    contents: &[Run],
) -> Vec<[Vec<(usize, usize)>; 3]> {
    let words = Words::new(document, reading);
    assemble::assemble(&words, of_cues, contents)
        .into_iter()
        .map(|mut found| {
            found.content.append(&mut found.carried);
            [found.source, found.cue, found.content]
        })
        .collect()
}

/// Source, cue and content as ranges of words, and a probability.
pub type Weighed = ([Vec<(usize, usize)>; 3], f32);

/// Probability below which an attribution is not kept. F1 is highest near half of itself (Lipton, Elkan and
/// Naryanaswamy 2014); of .25, .30 and .36 this is best on the articles left out of training.
const LEAST: f32 = 0.3;

/// Cues of a piece beyond which none is read; prose has hardly a dozen.
const MOST_CUES: usize = 24;

/// A loaded network.
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

    /// The roles of all cues, the contents that the first pass gives, and whether a piece has too many cues.
    fn of_cues(&self, words: &Words<'_>, pieces: &[Piece]) -> (Vec<CueRoles>, Vec<Run>, bool) {
        let (transitions, start) = (&self.model.transitions, &self.model.start);
        let (mut of_cues, mut contents, mut capped) = (Vec::new(), Vec::new(), false);
        let mut buffers = roles::Buffers::default();
        forward::batches(&self.model, &features::words(words), pieces, |batch| {
            let mut asked = Vec::new();
            for &piece in batch.pieces {
                let scores = batch.scores(piece);
                let labels = viterbi(scores, transitions, start);
                let sure = decode::marginals(scores, transitions, start, &labels);
                let mut cues = 0;
                for run in runs(&labels, piece.start) {
                    let of = sure.get(run.start - piece.start..run.end - piece.start);
                    let most = of.unwrap_or_default().iter().copied().fold(0.0, f32::max);
                    match run.role {
                        Role::Cue if cues < MOST_CUES => {
                            cues += 1;
                            asked.push((piece, run, most));
                        }
                        Role::Cue => capped = true,
                        Role::Content => contents.push(run),
                        Role::Source => {}
                    }
                }
            }
            let (model, reading) = (&self.model.roles, words.reading);
            roles::of_cues(model, reading, batch, &asked, &mut buffers, &mut of_cues);
        });
        (of_cues, contents, capped)
    }

    /// The outermost attributions of a document that are likely enough.
    pub(crate) fn find(&self, words: &Words<'_>) -> Vec<Found> {
        let mut found = self.weigh(words);
        found.retain(|one| one.p >= LEAST);
        found
    }

    /// The outermost attributions, likely or not.
    fn weigh(&self, words: &Words<'_>) -> Vec<Found> {
        let (pieces, cut) = features::pieces(words);
        let (of_cues, contents, capped) = self.of_cues(words, &pieces);
        let mut found = assemble::assemble(words, &of_cues, &contents);
        for one in &mut found {
            one.p = self.calibrated(one.p);
            one.capped = cut || capped;
        }
        found
    }

    /// The attributions of a document, likely or not, as ranges of words, each with its probability.
    pub fn attributions(&self, document: &Document, reading: &Reading) -> Vec<Weighed> {
        let found = self.weigh(&Words::new(document, reading)).into_iter();
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
