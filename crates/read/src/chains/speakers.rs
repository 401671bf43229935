//! Who speaks a quotation, as far as chains need it: a person who speaks does not call himself "he".

use sayso_core::{Quotation, Reading};

use super::tree::{Place, head, place};

/// Words between a mark and the one who speaks, where no tree says more.
const NEAR: u32 = 6;
/// Steps up the tree from a quotation's word to the verb that reports it.
const STEPS: usize = 12;

/// The speaker of each quotation, where a settled mention near it is one.
#[derive(Debug)]
pub(super) struct Speakers {
    /// By quotation: the word that heads what reports it.
    verbs: Vec<Option<u32>>,
    /// By quotation.
    of: Vec<Option<usize>>,
}

impl Speakers {
    /// Looks among the mentions that are settled so far.
    pub(super) fn new(reading: &Reading) -> Self {
        let verbs = reading.quotations.iter().map(|q| verb(reading, q)).collect();
        let mut speakers = Self { verbs, of: vec![None; reading.quotations.len()] };
        for (i, mention) in reading.mentions.iter().enumerate() {
            speakers.see(reading, i, mention.entity.map(|id| id.0 as usize));
        }
        speakers
    }

    /// The speaker of the quotation in which a word stands; one without a speaker of its own has
    /// that of the one before in its section.
    pub(super) fn at(&self, reading: &Reading, token: u32) -> Option<usize> {
        let number = reading.tokens.quotation.get(token as usize).copied().unwrap_or(0);
        let own = number.checked_sub(1)? as usize;
        let section = |q: usize| {
            let token = reading.quotations.get(q)?.tokens.start;
            reading.sentences.get(reading.sentence_of(token)).map(|s| s.section)
        };
        let own_speaker = self.of.get(own).copied().flatten();
        own_speaker.or_else(|| {
            let before = own.checked_sub(1).filter(|&b| section(b) == section(own))?;
            self.of.get(before).copied().flatten()
        })
    }

    /// Takes note of a settled mention that reports a quotation of its sentence.
    pub(super) fn see(&mut self, reading: &Reading, number: usize, entity: Option<usize>) {
        let Some(mention) = reading.mentions.get(number) else { return };
        let at = mention.tokens.start;
        let outside = reading.tokens.quotation.get(at as usize) == Some(&0);
        let Some(entity) = entity.filter(|_| outside) else { return };
        let subject = place(reading, mention.head) == Place::Subject;
        let next = reading.quotations.partition_point(|q| q.tokens.start < at);
        let sentence = reading.sentence_of(at);
        for q in next.saturating_sub(2)..(next + 2).min(self.of.len()) {
            let quotation = &reading.quotations[q];
            let same = reading.sentence_of(quotation.tokens.start) == sentence
                || reading.sentence_of(quotation.tokens.end.saturating_sub(1)) == sentence;
            let gap = if quotation.tokens.end <= at {
                at - quotation.tokens.end
            } else {
                quotation.tokens.start.saturating_sub(mention.tokens.end)
            };
            let reports = subject && self.verbs[q] == Some(head(reading, mention.head));
            if same && (reports || gap <= NEAR && self.of[q].is_none()) {
                self.of[q] = Some(entity);
            }
        }
    }
}

/// The first word outside the quotation above its words.
fn verb(reading: &Reading, quotation: &Quotation) -> Option<u32> {
    let mut at = quotation.tokens.start;
    if quotation.tokens.is_empty() {
        return None;
    }
    for _ in 0..STEPS {
        let above = head(reading, at);
        if above == at {
            // "...," said X: the report hangs below the quotation's root.
            let range = quotation.tokens.end..quotation.tokens.end.saturating_add(8);
            return range
                .into_iter()
                .find(|&t| head(reading, t) == at && t != at && is_verb(reading, t));
        }
        if !quotation.tokens.contains(above) {
            return Some(above);
        }
        at = above;
    }
    None
}

fn is_verb(reading: &Reading, token: u32) -> bool {
    reading.tokens.upos.get(token as usize) == Some(&sayso_core::Upos::Verb)
}
