//! Occasions and dates of acts of speech: *in a recent interview*, *told the Herald on Tuesday*.
//! An occasion belongs to the act beside which it stands, at the same level of nesting; it serves
//! the same speaker until that speaker's next occasion. A plain *said* gives none, and none is made
//! up.

mod candidate;
mod fields;
mod own;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use sayso_core::{
    Attached, Attribution, CueKind, Date, EntityId, Fact, Occasion, OccasionId, OccasionKind,
    Origin, Span, TimeExpression, TimeKind, TokenIndex, TokenRange,
};

use crate::cover::{Cover, cue_token};
use crate::text::Text;
pub(crate) use candidate::is_body;

use candidate::Candidate;

/// Words between a cue and the time that dates it.
const MAX_TIME_GAP: u32 = 8;

/// Finds the occasions and ties them, and the dates of acts, to attributions.
pub(crate) fn tie(text: &Text, list: &mut [Attribution]) -> Vec<Occasion> {
    let cover = Cover::new(text, list);
    let by_sentence = acts_by_sentence(text, list);
    let mut found: Vec<Candidate> = Vec::new();
    let mut ties: Vec<Option<(usize, Attached)>> = vec![None; list.len()];
    let mut latest: BTreeMap<EntityId, usize> = BTreeMap::new();

    for &(index, token) in &by_sentence {
        list[index].occasion = Fact::NotFound;
        let time = time_of_act(text, &cover, &list[index], token);
        list[index].time = time.map(|time| time.span);
        list[index].date = time.map_or(Fact::NotFound, date_of);
    }

    for sentence in &text.reading.sentences {
        let first = by_sentence.partition_point(|&(_, t)| t < sentence.tokens.start);
        let acts: Vec<(usize, TokenIndex)> = by_sentence[first..]
            .iter()
            .copied()
            .take_while(|&(_, token)| token < sentence.tokens.end)
            .collect();
        for candidate in candidate::candidates(text, sentence.tokens) {
            let level = cover.chain(candidate.start);
            let same_level =
                acts.iter().filter(|(index, _)| cover.level(text, &list[*index]) == level);
            let near = same_level
                .filter(|(index, _)| {
                    // "held a rally" serves what the one who held it says.
                    let speaker = list[*index].speaker.entity;
                    let own = candidate.giver.is_some() && candidate.giver == speaker;
                    takes_occasion(&list[*index]) && (!candidate.by_act || own)
                })
                .min_by_key(|(_, token)| token.abs_diff(candidate.start))
                .copied();
            match near {
                Some((index, token)) if ties[index].is_none() => {
                    let speaker = list[index].speaker.entity;
                    let attached = attachment(text, &candidate, token);
                    let earlier = speaker.and_then(|speaker| latest.get(&speaker).copied());
                    let same = earlier.filter(|&earlier| {
                        found
                            .get(earlier)
                            .is_some_and(|e: &Candidate| e.is_meant_by(text, &candidate))
                    });
                    if same.is_some() {
                        ties[index] = same.map(|same| (same, attached));
                        continue;
                    }
                    ties[index] = Some((found.len(), attached));
                    for &(other, _) in &acts {
                        let same = speaker.is_some() && list[other].speaker.entity == speaker;
                        if same && takes_occasion(&list[other]) && ties[other].is_none() {
                            ties[other] = Some((found.len(), Attached::SameSentence));
                        }
                    }
                    latest.extend(speaker.map(|speaker| (speaker, found.len())));
                    found.push(candidate);
                }
                // "X sat down for an interview.": it serves what X says next.
                None if level.is_empty() && candidate.giver.is_some() => {
                    latest.extend(candidate.giver.map(|giver| (giver, found.len())));
                    found.push(candidate);
                }
                _ => {}
            }
        }
        for &(index, token) in &acts {
            if ties[index].is_some() || !takes_occasion(&list[index]) {
                continue;
            }
            if let Some(own) = own::of_act(text, &list[index], token, sentence.tokens) {
                ties[index] = Some((found.len(), Attached::SameCue));
                found.push(own);
            }
        }
        carry(list, &acts, &found, &latest, &mut ties);
    }
    write(text, list, &found, &ties)
}

/// Attributions with the first word of their cue, in text order.
fn acts_by_sentence(text: &Text, list: &[Attribution]) -> Vec<(usize, TokenIndex)> {
    let acts = list.iter().enumerate();
    let mut acts: Vec<(usize, TokenIndex)> =
        acts.filter_map(|(i, a)| Some((i, cue_token(text, a)?))).collect();
    acts.sort_by_key(|&(index, token)| (token, index));
    acts
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
    acts: &[(usize, TokenIndex)],
    found: &[Candidate],
    latest: &BTreeMap<EntityId, usize>,
    ties: &mut [Option<(usize, Attached)>],
) {
    for &(index, token) in acts {
        let attribution = &list[index];
        if ties[index].is_some() || !takes_occasion(attribution) || attribution.time.is_some() {
            continue;
        }
        let speaker = attribution.speaker.entity;
        let Some(&occasion) = speaker.and_then(|speaker| latest.get(&speaker)) else { continue };
        let Some(candidate) = found.get(occasion) else { continue };
        // What is posted or written is over when the post is.
        let lasting = !matches!(candidate.kind, OccasionKind::Post | OccasionKind::Letter);
        if candidate.start < token && (lasting || attribution.cue_kind == CueKind::Writing) {
            ties[index] = Some((occasion, Attached::Carried));
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
            attribution.date = match &occasion.date {
                Fact::Found { value, span, .. } => Fact::Found { value: *value, span: *span, from },
                other => other.clone(),
            };
        }
    }
    occasions
}

/// The time expression that hangs on a cue: beside it, or opening the sentence, at its level.
fn time_of_act<'a>(
    text: &Text<'a>,
    cover: &Cover,
    attribution: &Attribution,
    cue: TokenIndex,
) -> Option<&'a TimeExpression> {
    let sentence = text.sentence(text.reading.sentence_of(cue))?.tokens;
    let level = cover.level(text, attribution);
    let times = &text.reading.times;
    let first = times.partition_point(|time| time.tokens.start < sentence.start);
    let mut nearest: Option<&TimeExpression> = None;
    for time in times.get(first..)?.iter().take_while(|t| t.tokens.start < sentence.end) {
        if !matches!(time.kind, TimeKind::Date | TimeKind::Time)
            || cover.chain(time.tokens.start) != level
        {
            continue;
        }
        let between = if time.tokens.start < cue {
            TokenRange::new(time.tokens.end, cue)
        } else {
            TokenRange::new(cue + 1, time.tokens.start)
        };
        let opens = time.tokens.start <= sentence.start + 1;
        // "announced that it would close on Tuesday", the day outside: what is said counts for nothing.
        let own = between.range().filter(|&t| !cover.chain(t).contains(&attribution.id));
        let clear = own.clone().all(|t| {
            !(text.is_verb(t) && text.is_finite(t)) || cover.mark(t) == Some(attribution.id)
        });
        let near = own.count() <= MAX_TIME_GAP as usize || opens;
        let closer =
            nearest.is_none_or(|n| time.tokens.start.abs_diff(cue) < n.tokens.start.abs_diff(cue));
        if near && clear && closer {
            nearest = Some(time);
        }
    }
    nearest
}

/// The calendar date of a time expression, as far as its value gives one.
fn date_of(time: &TimeExpression) -> Fact<Date> {
    let parse = |value: &Option<String>| -> Option<Date> {
        let value = value.as_deref()?;
        value.split('T').next()?.parse().ok()
    };
    match (parse(&time.value), parse(&time.other_value)) {
        (Some(value), Some(_)) => Fact::Doubtful {
            value,
            span: Some(time.span),
            why: "day and month may stand in either order".to_owned(),
        },
        (Some(value), None) => Fact::in_text(value, time.span),
        (None, _) => Fact::NotFound,
    }
}

/// The smallest span of several words of one sentence.
fn span_of(text: &Text, start: TokenIndex, end: TokenIndex) -> Span {
    text.span(TokenRange::new(start, end))
}
