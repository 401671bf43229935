//! Occasions and dates of acts of speech: *in a recent interview*, *told the Herald on Tuesday*. All
//! places whose words name an occasion and all times are laid before each act, and a log-linear model
//! chooses among them and none: by the tree, by nearness, by who speaks, by how long ago it was named. A
//! plain *said* gives none, and none is made up.

mod around;
mod candidate;
mod dates;
mod features;
mod fields;
mod hang;
mod noun;
mod options;
mod outlet;
mod own;
mod scene;
mod time;
mod weights;
mod who;

#[cfg(test)]
mod tests;

use sayso_core::{
    Attached, Attribution, Date, Fact, Occasion, OccasionId, OccasionKind, Origin, Span,
    TimeExpression, TokenIndex, TokenRange,
};

use crate::text::Text;
pub use around::look_around;
pub(crate) use outlet::is_body;
pub use weights::{BAR, Choice, Choosable, OccasionWeights, Table};

use candidate::Candidate;
use scene::{Act, Place, Scene};

/// Ties and acts back in which a speaker's last occasion is sought.
const MAX_SPEAKERS: usize = 32;

/// A tie of an act to a place that names its occasion.
#[derive(Clone, Copy)]
struct Tie {
    place: usize,
    attached: Attached,
}

/// Finds the occasions and ties them, and the dates of acts, to attributions.
pub(crate) fn tie(text: &Text, list: &mut [Attribution]) -> Vec<Occasion> {
    let weights = OccasionWeights::embedded();
    let scene = Scene::new(text, list);
    let [places, likely] = places(&scene, weights);
    let days: Vec<Option<&TimeExpression>> = dates::choices(&scene, &likely)
        .iter()
        .map(|choice| {
            let span = choice.best(&weights.dates)?.time?;
            let at = text.reading.times.partition_point(|time| time.span.start < span.start);
            text.reading.times.get(at).filter(|time| time.span == span)
        })
        .collect();
    let ties = ties(&scene, &places);
    let acts = scene.acts.clone();
    let places = scene.places;
    for attribution in list.iter_mut() {
        attribution.occasion = Fact::NotFound;
        attribution.time = None;
        attribution.date = Fact::NotFound;
    }
    let occasions = write(text, list, &acts, &places, &ties, &days);
    for (act, time) in acts.iter().zip(&days) {
        let Some(time) = time else { continue };
        let attribution = &mut list[act.index];
        attribution.time = Some(time.span);
        let own = text.reading.sentence_of(time.tokens.start) == act.sentence;
        let date = time::date_of(time);
        attribution.date = if own { date } else { from_elsewhere(&date, Origin::Carried) };
    }
    occasions
}

/// What each act may take for its occasion at the first look and for its date, with what speaks for each:
/// for training. The dates rest on the occasions that are likelier than none by `weights`.
pub(crate) fn choices(
    text: &Text,
    list: &[Attribution],
    weights: &OccasionWeights,
) -> (Vec<Choice>, Vec<Choice>) {
    let scene = Scene::new(text, list);
    let [_, likely] = places(&scene, weights);
    let dates = dates::choices(&scene, &likely);
    (options::choices(&scene).collect(), dates)
}

/// The place that each act's occasion is named at: those that are given, and those that are likelier than none,
/// by which its day may be known all the same.
fn places(scene: &Scene, weights: &OccasionWeights) -> [Vec<Option<usize>>; 2] {
    let mut choices: Vec<Choice> =
        options::choices(scene).map(|choice| choice.summed(weights)).collect();
    look_around(&mut choices, &weights.alone);
    let table = &weights.occasions;
    let given = choices.iter().map(|choice| choice.best(table)?.place).collect();
    let likely = choices.iter().map(|choice| choice.above(table, 0)?.place).collect();
    [given, likely]
}

/// How each act is tied to its place; a later phrase that means the speaker's last occasion again is that
/// one.
fn ties(scene: &Scene, places: &[Option<usize>]) -> Vec<Option<Tie>> {
    let mut same: Vec<usize> = (0..scene.places.len()).collect();
    let mut used = vec![false; same.len()];
    for &place in places.iter().flatten() {
        used[place] = true;
    }
    let mut latest: Vec<(who::Who, usize)> = Vec::new();
    for (index, place) in scene.places.iter().enumerate() {
        let Some(whose) = scene.whose(place) else { continue };
        if !used[index] {
            continue;
        }
        // The last few speakers are enough.
        let earlier = latest.iter().rev().take(MAX_SPEAKERS).find(|(who, _)| who.is(&whose));
        let earlier = earlier.map(|(_, earlier)| *earlier).filter(|&earlier| {
            scene.places[earlier].candidate.is_meant_by(scene.text, &place.candidate)
        });
        same[index] = earlier.unwrap_or(index);
        latest.push((whose, same[index]));
    }
    let tie = |(act, place): (&Act, &Option<usize>)| {
        let index = (*place)?;
        let place = &scene.places[index];
        let attached = if place.sentence == act.sentence {
            attachment(scene.text, place, act)
        } else {
            Attached::Carried
        };
        Some(Tie { place: same[index], attached })
    };
    scene.acts.iter().zip(places).map(tie).collect()
}

/// How near the occasion stands to the cue.
fn attachment(text: &Text, place: &Place, act: &Act) -> Attached {
    let between = if place.candidate.start < act.cue.start {
        TokenRange::new(place.candidate.end, act.cue.start)
    } else {
        TokenRange::new(act.cue.start + 1, place.candidate.start)
    };
    let verb = between.range().any(|t| text.is_finite(t) && text.is_verb(t));
    if verb { Attached::SameSentence } else { Attached::SameCue }
}

/// Writes the ties into the attributions, and gives out ids to the occasions that were used.
fn write(
    text: &Text,
    list: &mut [Attribution],
    acts: &[Act],
    places: &[Place],
    ties: &[Option<Tie>],
    days: &[Option<&TimeExpression>],
) -> Vec<Occasion> {
    let mut used = vec![false; places.len()];
    for tie in ties.iter().flatten() {
        used[tie.place] = true;
    }
    let mut ids = vec![OccasionId(0); places.len()];
    let mut occasions: Vec<Occasion> = Vec::new();
    for (index, place) in places.iter().enumerate().filter(|(index, _)| used[*index]) {
        ids[index] = OccasionId(u32::try_from(occasions.len()).unwrap_or(u32::MAX));
        let mut occasion = fields::occasion(text, &place.candidate);
        if occasion.outlet.is_not_found()
            && let Some(told) = told_beside(places, index)
        {
            occasion.outlet = fields::own_outlet(text, told);
        }
        occasions.push(occasion);
    }
    for ((act, tie), time) in acts.iter().zip(ties).zip(days) {
        let Some(tie) = tie else { continue };
        let id = ids[tie.place];
        let occasion = &mut occasions[id.0 as usize];
        let carried = tie.attached == Attached::Carried;
        // "said on Tuesday at a rally": the day is the rally's too.
        if let (None, Some(time), false) = (occasion.time, time, carried) {
            occasion.time = Some(time.span);
            occasion.date = time::date_of(time);
        }
        let from = if carried { Origin::Carried } else { Origin::Text };
        let attribution = &mut list[act.index];
        attribution.occasion =
            Fact::Found { value: id, span: Some(occasion.span), from: from.clone() };
        attribution.attached = Some(tie.attached);
        // "said in an e-mail", "reported on Twitter": written whatever the verb.
        let written =
            matches!(occasion.kind, OccasionKind::Post | OccasionKind::Letter | OccasionKind::Book);
        let spoken = attribution.cue_kind == sayso_core::CueKind::Speech;
        if written && tie.attached == Attached::SameCue && spoken {
            attribution.cue_kind = sayso_core::CueKind::Writing;
        }
        // "told us" has the paper's own day; a day in the words is chosen among the others.
        if occasion.time.is_none() {
            attribution.date = from_elsewhere(&occasion.date, from);
        }
    }
    occasions
}

/// "told the Herald in an email": who was told beside the place of an occasion.
fn told_beside(places: &[Place], index: usize) -> Option<&Candidate> {
    let others = scene::beside(places, index, places.get(index)?.owner?);
    let told = |one: &&Candidate| one.told_by.is_some() && one.outlet.is_some();
    others.map(|place| &place.candidate).find(told)
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
