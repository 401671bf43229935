//! Occasions and dates of acts of speech: *in a recent interview*, *told the Herald on Tuesday*.
//! An occasion belongs to the act beside which it stands, at the same level of nesting; it serves
//! the same speaker until that speaker's next occasion. A plain *said* gives none, and none is made
//! up.

mod candidate;
mod fields;
mod hang;
mod latest;
mod outlet;
mod own;
mod time;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use sayso_core::{
    Attached, Attribution, CueKind, Date, Fact, Occasion, OccasionId, OccasionKind, Origin, Span,
    TokenIndex, TokenRange,
};

use crate::cover::{Cover, cue_token};
use crate::text::Text;
pub(crate) use outlet::is_body;

use candidate::Candidate;
use latest::{Latest, Who, who};

/// Paragraphs over which an occasion goes on while its speaker has nothing else to say it by.
const MAX_PARAGRAPHS: u32 = 1;

/// One attribution by place.
#[derive(Clone, Copy)]
struct Act {
    index: usize,
    /// The first words of its cue.
    cue: TokenRange,
}

/// Finds the occasions and ties them, and the dates of acts, to attributions.
pub(crate) fn tie(text: &Text, list: &mut [Attribution]) -> Vec<Occasion> {
    let cover = Cover::new(text, list);
    let acts = acts(text, list);
    for act in &acts {
        let time = time::of_act(text, &cover, &list[act.index], act.cue);
        let attribution = &mut list[act.index];
        attribution.occasion = Fact::NotFound;
        attribution.time = time.map(|time| time.span);
        attribution.date = time.map_or(Fact::NotFound, time::date_of);
    }
    let mut found: Vec<Candidate> = Vec::new();
    let mut ties: Vec<Option<(usize, Attached)>> = vec![None; list.len()];
    let mut latest = Latest::default();
    for sentence in &text.reading.sentences {
        let first = acts.partition_point(|act| act.cue.start < sentence.tokens.start);
        let own = acts[first..].iter().take_while(|act| act.cue.start < sentence.tokens.end);
        let own: Vec<Act> = own.copied().collect();
        for candidate in candidate::candidates(text, sentence.tokens) {
            let level = cover.chain(candidate.start);
            let Some(act) = act_of(text, &cover, list, &own, &candidate) else {
                // "X sat down for an interview.": it serves what X says next.
                if let (true, Some(giver)) = (level.is_empty(), candidate.giver) {
                    latest.put(Who::Entity(giver), found.len(), sentence.section);
                    found.push(candidate);
                }
                continue;
            };
            if ties[act.index].is_some() {
                continue;
            }
            let who = who(&list[act.index]);
            let attached = attachment(text, &candidate, act.cue.start);
            let earlier = who.as_ref().and_then(|who| latest.occasion(who));
            let again = |&earlier: &usize| {
                found.get(earlier).is_some_and(|e| e.is_meant_by(text, &candidate))
            };
            if let Some(same) = earlier.filter(again) {
                ties[act.index] = Some((same, attached));
                if let Some(who) = who {
                    latest.put(who, same, sentence.section);
                }
                continue;
            }
            ties[act.index] = Some((found.len(), attached));
            for other in &own {
                let same = who.is_some() && self::who(&list[other.index]) == who;
                if same && takes_occasion(&list[other.index]) && ties[other.index].is_none() {
                    ties[other.index] = Some((found.len(), Attached::SameSentence));
                }
            }
            if let Some(who) = who {
                latest.put(who, found.len(), sentence.section);
            }
            found.push(candidate);
        }
        for act in &own {
            let attribution = &list[act.index];
            if ties[act.index].is_some() || !takes_occasion(attribution) {
                continue;
            }
            if let Some(own) = own::of_act(text, attribution, act.cue, sentence.tokens) {
                ties[act.index] = Some((found.len(), Attached::SameCue));
                found.push(own);
            }
        }
        carry(list, &own, &found, sentence.section, &mut latest, &mut ties);
    }
    announce(text, list, &acts, &mut ties);
    let occasions = write(text, list, &found, &ties);
    date_what_goes_on(text, list, &acts, &occasions);
    occasions
}

/// Attributions with their cues, in text order.
fn acts(text: &Text, list: &[Attribution]) -> Vec<Act> {
    let act = |(index, attribution): (usize, &Attribution)| {
        let start = cue_token(text, attribution)?;
        let cue = attribution.cue.first().map(|&span| text.reading.tokens_in(span));
        let cue = cue.filter(|cue| cue.start == start && !cue.is_empty());
        Some(Act { index, cue: cue.unwrap_or(TokenRange::new(start, start + 1)) })
    };
    let mut acts: Vec<Act> = list.iter().enumerate().filter_map(act).collect();
    acts.sort_by_key(|act| (act.cue.start, act.index));
    acts
}

/// The act of a sentence that a candidate is the occasion of: the one it hangs on, else the nearest
/// at its level.
fn act_of(
    text: &Text,
    cover: &Cover,
    list: &[Attribution],
    acts: &[Act],
    candidate: &Candidate,
) -> Option<Act> {
    let level = cover.chain(candidate.start);
    let at_level = |act: &&Act| cover.level(text, &list[act.index]) == level;
    // "told the Herald": the telling itself.
    if let Some(verb) = candidate.told_by {
        return acts.iter().filter(at_level).find(|act| act.cue.contains(verb)).copied();
    }
    let distance = |act: &&Act| act.cue.start.abs_diff(candidate.start);
    let words = TokenRange::new(candidate.start, candidate.end);
    let fits = |act: &&Act| {
        // "held a rally" serves what the one who held it says.
        let speaker = list[act.index].speaker.entity;
        !candidate.by_act || candidate.giver.is_some() && candidate.giver == speaker
    };
    let hangs = |act: &&Act| hang::serves(text, words, &list[act.index], act.cue);
    let speaks = |act: &&Act| {
        let attribution = &list[act.index];
        takes_occasion(attribution)
            && (!candidate.printed || attribution.cue_kind == CueKind::Writing)
    };
    let near = || acts.iter().filter(at_level).filter(fits).filter(speaks);
    let tied = near().filter(hangs).min_by_key(distance);
    tied.or_else(|| near().min_by_key(distance)).copied()
}

/// Speech and writing happen on occasions; a belief or a wish does not, unless it is told.
fn takes_occasion(attribution: &Attribution) -> bool {
    match attribution.cue_kind {
        CueKind::Speech | CueKind::Writing | CueKind::Document => true,
        CueKind::Belief | CueKind::Intention | CueKind::Perception => false,
    }
}

/// How near the occasion stands to the cue.
fn attachment(text: &Text, candidate: &Candidate, cue: TokenIndex) -> Attached {
    let between = if candidate.start < cue {
        TokenRange::new(candidate.end, cue)
    } else {
        TokenRange::new(cue + 1, candidate.start)
    };
    let verb = between.range().any(|t| text.is_finite(t) && text.is_verb(t));
    if verb { Attached::SameSentence } else { Attached::SameCue }
}

/// Gives the acts of one sentence that have no occasion of their own the last one of their speaker.
fn carry(
    list: &[Attribution],
    acts: &[Act],
    found: &[Candidate],
    section: u32,
    latest: &mut Latest,
    ties: &mut [Option<(usize, Attached)>],
) {
    for act in acts {
        let attribution = &list[act.index];
        if !takes_occasion(attribution) {
            continue;
        }
        let Some(who) = who(attribution) else { continue };
        if ties[act.index].is_none() && attribution.time.is_none() {
            let occasion = latest.near(&who, section);
            let candidate = occasion.and_then(|occasion| Some((occasion, found.get(occasion)?)));
            if let Some((occasion, candidate)) = candidate
                && candidate.start < act.cue.start
            {
                // What is posted or written is over when the post is.
                let lasting = !matches!(candidate.kind, OccasionKind::Post | OccasionKind::Letter);
                if lasting
                    || attribution.cue_kind == CueKind::Writing
                    || latest.is_same_section(&who, section)
                {
                    ties[act.index] = Some((occasion, Attached::Carried));
                }
            }
        }
        latest.spoke(&who, section);
    }
}

/// A headline and the paragraph under it tell in short what follows: they are said on the occasion that
/// the same speaker's next act states.
fn announce(
    text: &Text,
    list: &[Attribution],
    acts: &[Act],
    ties: &mut [Option<(usize, Attached)>],
) {
    let section = |act: &Act| section_of(text, act);
    let Some(first) = acts.first().map(section) else { return };
    let mut next: BTreeMap<Who, (usize, u32)> = BTreeMap::new();
    let lead = acts.iter().take_while(|act| section(act) <= first + 2 * MAX_PARAGRAPHS);
    let lead: Vec<&Act> = lead.collect();
    for act in lead.into_iter().rev() {
        let attribution = &list[act.index];
        let Some(who) = who(attribution) else { continue };
        let near = next.get(&who).filter(|(_, at)| *at <= section(act) + MAX_PARAGRAPHS);
        if let Some((occasion, Attached::SameCue)) = ties[act.index] {
            next.insert(who, (occasion, section(act)));
        } else if let (None, Some(&(occasion, _)), true) =
            (ties[act.index], near, takes_occasion(attribution))
        {
            ties[act.index] = Some((occasion, Attached::Carried));
        }
    }
}

/// The paragraph of an act.
fn section_of(text: &Text, act: &Act) -> u32 {
    let sentence = text.sentence(text.reading.sentence_of(act.cue.start));
    sentence.map_or(0, |sentence| sentence.section)
}

/// Acts without a time of their own that go on, in one paragraph, from one of the same speaker with a time.
fn date_what_goes_on(text: &Text, list: &mut [Attribution], acts: &[Act], occasions: &[Occasion]) {
    let mut latest: BTreeMap<Who, (Option<Span>, Fact<Date>, u32)> = BTreeMap::new();
    for act in acts {
        let section = section_of(text, act);
        let attribution = &mut list[act.index];
        let Some(who) = who(attribution).filter(|_| takes_occasion(attribution)) else { continue };
        let occasion = attribution.occasion.found().and_then(|id| occasions.get(id.0 as usize));
        let own = attribution.time.or_else(|| occasion.and_then(|occasion| occasion.time));
        if own.is_some() {
            latest.insert(who, (own, attribution.date.clone(), section));
        } else if let Some((time, date, at)) = latest.get_mut(&who)
            && section == *at
        {
            attribution.time = *time;
            attribution.date = from_elsewhere(date, Origin::Carried);
        }
    }
}

/// Writes the ties into the attributions, and gives out ids to the occasions that were used.
fn write(
    text: &Text,
    list: &mut [Attribution],
    candidates: &[Candidate],
    ties: &[Option<(usize, Attached)>],
) -> Vec<Occasion> {
    let mut used = vec![false; candidates.len()];
    for (occasion, _) in ties.iter().flatten() {
        used[*occasion] = true;
    }
    let mut order: Vec<usize> = (0..candidates.len()).filter(|&i| used[i]).collect();
    order.sort_by_key(|&i| candidates[i].start);
    let mut ids = vec![OccasionId(0); candidates.len()];
    let mut occasions = Vec::with_capacity(order.len());
    for (&candidate, id) in order.iter().zip(0u32..) {
        ids[candidate] = OccasionId(id);
        occasions.push(fields::occasion(text, &candidates[candidate]));
    }
    // "said on Tuesday at a rally": the day is the rally's too.
    for (attribution, tie) in list.iter().zip(ties) {
        let Some((candidate, Attached::SameCue | Attached::SameSentence)) = *tie else { continue };
        let occasion = &mut occasions[ids[candidate].0 as usize];
        if let (None, Some(_)) = (occasion.time, attribution.time) {
            occasion.time = attribution.time;
            occasion.date = attribution.date.clone();
        }
    }
    for (attribution, tie) in list.iter_mut().zip(ties) {
        let Some((candidate, attached)) = *tie else { continue };
        let occasion: &Occasion = &occasions[ids[candidate].0 as usize];
        let carried = attached == Attached::Carried;
        let from = if carried { Origin::Carried } else { Origin::Text };
        attribution.occasion =
            Fact::Found { value: ids[candidate], span: Some(occasion.span), from: from.clone() };
        attribution.attached = Some(attached);
        // "said in an e-mail", "reported on Twitter": written whatever the verb.
        let written =
            matches!(occasion.kind, OccasionKind::Post | OccasionKind::Letter | OccasionKind::Book);
        if written && attached == Attached::SameCue && attribution.cue_kind == CueKind::Speech {
            attribution.cue_kind = CueKind::Writing;
        }
        if attribution.time.is_none() {
            attribution.date = from_elsewhere(&occasion.date, from);
        }
    }
    occasions
}

/// A date, found where `from` says.
fn from_elsewhere(date: &Fact<Date>, from: Origin) -> Fact<Date> {
    match date {
        Fact::Found { value, span, .. } => Fact::Found { value: *value, span: *span, from },
        other => other.clone(),
    }
}

/// The smallest span of several words of one sentence.
fn span_of(text: &Text, start: TokenIndex, end: TokenIndex) -> Span {
    text.span(TokenRange::new(start, end))
}
