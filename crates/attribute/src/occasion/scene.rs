//! The acts of a document, and the places where its words name an occasion, each with the act it stands
//! beside.

use sayso_core::{Attribution, CueKind, Deprel, TimeExpression, TokenIndex, TokenRange};

use super::candidate::{self, Candidate, Pattern};
use super::who::{Who, same, who};
use super::{hang, own, time};
use crate::cover::{Cover, cue_token};
use crate::text::Text;

/// One attribution by place.
#[derive(Clone)]
pub(super) struct Act {
    /// Index of the attribution.
    pub(super) index: usize,
    /// The first words of its cue.
    pub(super) cue: TokenRange,
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// Its paragraph.
    pub(super) section: u32,
    /// Whose it is.
    pub(super) who: Option<Who>,
}

/// Words that name an occasion.
pub(super) struct Place {
    pub(super) candidate: Candidate,
    pub(super) sentence: usize,
    pub(super) section: u32,
    /// The act it stands beside, as an index into [`Scene::acts`].
    pub(super) owner: Option<usize>,
}

/// What a document's occasions are chosen from.
pub(super) struct Scene<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) list: &'a [Attribution],
    pub(super) cover: Cover,
    /// By place.
    pub(super) acts: Vec<Act>,
    /// By first word.
    pub(super) places: Vec<Place>,
    /// The time that the tree ties to each act.
    pub(super) tied: Vec<Option<&'a TimeExpression>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(text: &'a Text<'a>, list: &'a [Attribution]) -> Self {
        let mut scene = Self {
            text,
            list,
            cover: Cover::new(text, list),
            acts: acts(text, list),
            places: Vec::new(),
            tied: Vec::new(),
        };
        scene.tied = scene.acts.iter().map(|act| time::tied(&scene, act)).collect();
        for (number, sentence) in text.reading.sentences.iter().enumerate() {
            let first = scene.acts.partition_point(|act| act.sentence < number);
            let end = scene.acts.partition_point(|act| act.sentence <= number);
            let mut places: Vec<Place> = Vec::new();
            for candidate in candidate::candidates(text, sentence.tokens) {
                let owner = scene.owner(first..end, &candidate);
                places.push(Place {
                    candidate,
                    sentence: number,
                    section: sentence.section,
                    owner,
                });
            }
            for at in first..end {
                let act = &scene.acts[at];
                let own = own::of_act(text, &list[act.index], act.cue, sentence.tokens);
                let Some(candidate) = own else { continue };
                // One thing is one place: "wrote in an e-mail" is in the e-mail.
                let twin = |place: &Place| {
                    let other = &place.candidate;
                    place.owner.is_none_or(|owner| owner == at)
                        && other.kind == candidate.kind
                        && !other.pattern.is_own()
                        && other.start < candidate.end
                        && candidate.start < other.end
                };
                if candidate.pattern == Pattern::OwnWords && places.iter().any(twin) {
                    continue;
                }
                places.retain(|place| !twin(place));
                places.push(Place {
                    candidate,
                    sentence: number,
                    section: sentence.section,
                    owner: Some(at),
                });
            }
            places.sort_by_key(|place| (place.candidate.start, place.candidate.end));
            scene.places.append(&mut places);
        }
        scene
    }

    /// The attribution of an act.
    pub(super) fn attribution(&self, act: &Act) -> &'a Attribution {
        &self.list[act.index]
    }

    /// Whose occasion a place is: its owner's, else of whoever gave it.
    pub(super) fn whose(&self, place: &Place) -> Option<Who> {
        let owner = place.owner.and_then(|at| self.acts.get(at)?.who.clone());
        owner.or_else(|| place.candidate.giver.map(Who::entity))
    }

    /// A candidate that hangs on a cue's own words, without another verb between.
    pub(super) fn hangs_on_cue(&self, act: &Act, candidate: &Candidate) -> bool {
        let words = TokenRange::new(candidate.start, candidate.end);
        let top = hang::top(self.text, words);
        let oblique = matches!(self.text.deprel(top).base(), Deprel::Obl | Deprel::Iobj);
        oblique && act.cue.contains(hang::head(self.text, top))
    }

    /// The act of a sentence that a candidate stands beside: the one it hangs on, else the nearest at its
    /// level.
    fn owner(&self, own: std::ops::Range<usize>, candidate: &Candidate) -> Option<usize> {
        let (text, cover, list) = (self.text, &self.cover, self.list);
        let level = cover.chain(candidate.start);
        let at_level = |at: &usize| {
            self.acts.get(*at).is_some_and(|act| cover.level(text, &list[act.index]) == level)
        };
        // "told the Herald": the telling itself.
        if let Some(verb) = candidate.told_by {
            return own.clone().find(|&at| self.acts[at].cue.contains(verb));
        }
        if let Some(at) = own.clone().find(|&at| self.hangs_on_cue(&self.acts[at], candidate)) {
            return Some(at);
        }
        let acts = || own.clone().filter(at_level);
        let distance = |at: &usize| self.acts[*at].cue.start.abs_diff(candidate.start);
        let words = TokenRange::new(candidate.start, candidate.end);
        let speaks = |at: &usize| takes_occasion(&list[self.acts[*at].index]);
        let fits = |at: &usize| {
            // "held a rally" serves what the one who held it says.
            let speaker = list[self.acts[*at].index].speaker.entity;
            candidate.pattern != Pattern::Given
                || candidate.giver.is_some() && candidate.giver == speaker
        };
        let hangs = |at: &usize| {
            let act = &self.acts[*at];
            hang::serves(text, words, &list[act.index], act.cue)
        };
        let near = || acts().filter(speaks).filter(fits);
        near().filter(hangs).min_by_key(distance).or_else(|| near().min_by_key(distance))
    }
}

impl Act {
    /// How many of some acts are not known to be of the same speaker.
    pub(super) fn others(&self, acts: &[Self]) -> usize {
        acts.iter().filter(|other| !same(other.who.as_ref(), self.who.as_ref())).count()
    }
}

/// Places on each side among which those beside one are sought.
const MAX_BESIDE: usize = 8;

/// The other places of a place's sentence that stand beside an act.
pub(super) fn beside(places: &[Place], index: usize, act: usize) -> impl Iterator<Item = &Place> {
    let sentence = places.get(index).map(|place| place.sentence);
    let first = index.saturating_sub(MAX_BESIDE);
    let near = places.iter().enumerate().skip(first).take(index - first + MAX_BESIDE + 1);
    let others = near.filter(move |(other, _)| *other != index).map(|(_, place)| place);
    others.filter(move |other| Some(other.sentence) == sentence && other.owner == Some(act))
}

/// Speech and writing happen on occasions; a belief or a wish does not, unless it is told.
pub(super) fn takes_occasion(attribution: &Attribution) -> bool {
    match attribution.cue_kind {
        CueKind::Speech | CueKind::Writing | CueKind::Document => true,
        CueKind::Belief | CueKind::Intention | CueKind::Perception => false,
    }
}

/// Attributions with their cues, in text order.
fn acts(text: &Text, list: &[Attribution]) -> Vec<Act> {
    let act = |(index, attribution): (usize, &Attribution)| {
        let start: TokenIndex = cue_token(text, attribution)?;
        let cue = attribution.cue.first().map(|&span| text.reading.tokens_in(span));
        let cue = cue.filter(|cue| cue.start == start && !cue.is_empty());
        let sentence = text.reading.sentence_of(start);
        Some(Act {
            index,
            cue: cue.unwrap_or(TokenRange::new(start, start + 1)),
            sentence,
            section: text.sentence(sentence).map_or(0, |sentence| sentence.section),
            who: who(attribution),
        })
    };
    let mut acts: Vec<Act> = list.iter().enumerate().filter_map(act).collect();
    acts.sort_by_key(|act| (act.cue.start, act.index));
    acts
}
