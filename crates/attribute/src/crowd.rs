//! What a loose number of people are said to think inside another's words: "she confirmed what many
//! had long suspected". Such a crowd would else pass as the speaker's own knowledge. Read off the
//! tree: a word for everybody is the subject of a verb that reports.

use sayso_core::{Deprel, Upos};

use crate::found::Found;
use crate::resolve::Tables;
use crate::surface::Words;

/// Words that stand alone for a loose number of people.
pub(crate) const EVERYBODY: &str =
    "many some few most several others all everyone everybody nobody public world internet";

/// How sure such a reading is, of the sureness of the words it stands in. Own judgement: the tree and
/// a closed list agree.
const SHARE: f32 = 0.8;

/// Crowds that think or say something inside the contents of `found`; those that are known stay.
pub(crate) fn inside(words: &Words<'_>, tables: &Tables, found: &[Found]) -> Vec<Found> {
    let tokens = &words.reading.tokens;
    let mut new: Vec<Found> = Vec::new();
    for outer in found {
        for &(start, end) in &outer.content {
            for subject in start..end.min(words.len()) {
                let verb = tokens.head[subject] as usize;
                let is_subject = tokens.deprel[subject].base() == Deprel::Nsubj;
                if !is_subject
                    || !words.is_any(subject, EVERYBODY)
                    || !(subject + 1..end).contains(&verb)
                    || tokens.upos[verb] != Upos::Verb
                    || !tables.reports(words.reading.lemma(u32::try_from(verb).unwrap_or(u32::MAX)))
                    || found.iter().chain(&new).any(|known| known.head == verb)
                {
                    continue;
                }
                let Some(first) = (verb + 1..end).find(|&i| !words.is_punctuation(i)) else {
                    continue;
                };
                new.push(Found {
                    source: vec![(subject, subject + 1)],
                    cue: vec![(subject + 1, verb + 1)],
                    head: verb,
                    content: vec![(first, end)],
                    p: outer.p * SHARE,
                    why: vec!["a crowd is the subject of a reporting verb".to_owned()],
                    ..Found::default()
                });
            }
        }
    }
    new
}
