//! The cue lexicon: how often a word form was a cue in each frame, counted on training articles.
//!
//! The file is TOML; its one line shape, `form = [articles, cue, all, cue, all, ...]` in the order of
//! [`Frame::ALL`], is read here without a TOML library.

use std::collections::BTreeMap;

use super::frames::Frame;

const DATA: &str = include_str!("../../data/cues.toml");

/// Pseudo-counts of a form's own share in each of its frames.
const FORM_WEIGHT: f32 = 4.0;

/// Counts of one form: in how many places it was a cue, and in how many it stands at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    frames: [(f32, f32); Frame::ALL.len()],
}

/// Forms with their counts.
#[derive(Debug)]
pub(crate) struct Lexicon {
    entries: BTreeMap<&'static str, Entry>,
}

impl Lexicon {
    /// The built-in table.
    pub(crate) fn embedded() -> Self {
        let mut entries = BTreeMap::new();
        for line in DATA.lines() {
            let Some((form, counts)) = line.split_once(" = [") else { continue };
            let numbers: Vec<f32> =
                counts.trim_end_matches(']').split(", ").filter_map(|n| n.parse().ok()).collect();
            let mut entry = Entry::default();
            for (slot, pair) in
                entry.frames.iter_mut().zip(numbers.get(1..).unwrap_or(&[]).chunks(2))
            {
                if let [cue, all] = *pair {
                    *slot = (cue, all);
                }
            }
            entries.insert(form.trim_matches('"'), entry);
        }
        Self { entries }
    }

    /// The word is the form of a cue.
    pub(crate) fn has(&self, lower: &str) -> bool {
        self.entries.contains_key(lower)
    }

    /// How likely the form is a cue in this frame; 0 for an unknown form.
    pub(crate) fn p(&self, lower: &str, frame: Frame) -> f32 {
        let Some(entry) = self.entries.get(lower) else { return 0.0 };
        let (cue, all) =
            entry.frames.iter().fold((0.0, 0.0), |sum, frame| (sum.0 + frame.0, sum.1 + frame.1));
        let own = cue / f32::max(all, 1.0);
        let (cue, all) = entry.frames[frame as usize];
        (cue + FORM_WEIGHT * own) / (all + FORM_WEIGHT)
    }

    /// How often a verb is a cue where it may introduce words, its regular forms counted together; 0 for an unknown one.
    pub(crate) fn speaks(&self, lower: &str, lemma: &str) -> f32 {
        let others = ["", "s", "es", "d", "ed"].map(|ending| format!("{lemma}{ending}"));
        let forms = others.iter().map(String::as_str).filter(|form| *form != lower);
        let entries = forms.chain([lower]).filter_map(|form| self.entries.get(form));
        let frames = [Frame::That, Frame::Quote, Frame::Clause, Frame::Postponed, Frame::Inverted];
        let counts = entries.flat_map(|entry| frames.map(|frame| entry.frames[frame as usize]));
        let (cue, all) = counts.fold((0.0, 0.0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        cue / f32::max(all, 1.0)
    }
}
