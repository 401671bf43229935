//! What an act may take for its occasion: an occasion in its own sentence, one in
//! itself, one named before that may go on, one of the same speaker named in a paragraph after, as when a
//! headline or an opening sums up.

use super::candidate::Pattern;
use super::features::{after, before, here, newer, none, own, relation};
use super::scene::Scene;
use super::weights::{Choice, Choosable};
use super::who::same;

/// Paragraphs back in which an occasion may have been named.
const MAX_BACK: u32 = 10;
/// The same for the speaker's own last one.
const MAX_BACK_OF_OWN: u32 = 40;
/// Places back among which that is sought.
const MAX_OWN_PLACES: usize = 256;
/// Paragraphs ahead in which one may be named.
const MAX_AHEAD: u32 = 2;
/// The same from a headline and the paragraph under it.
const MAX_AHEAD_OF_LEAD: u32 = 4;
/// Places back and ahead that are looked at.
const MAX_PLACES: usize = 24;

/// The choice of each act, in text order.
pub(super) fn choices(scene: &Scene) -> impl Iterator<Item = Choice> {
    (0..scene.acts.len()).map(|at| choice(scene, at))
}

fn choice(scene: &Scene, at: usize) -> Choice {
    let act = &scene.acts[at];
    let attribution = scene.attribution(act);
    let mut options =
        vec![Choosable { side: "none", features: none(scene, at), ..Choosable::default() }];
    let first = scene.places.partition_point(|place| place.sentence < act.sentence);
    let end = scene.places.partition_point(|place| place.sentence <= act.sentence);
    let mut push = |index: usize, side: &'static str, features: Vec<String>| {
        let kind = scene.places.get(index).map(|place| place.candidate.kind);
        let place = Some(index);
        options.push(Choosable { kind, features, side, place, ..Choosable::default() });
    };
    for index in first..end {
        let place = &scene.places[index];
        match (place.candidate.pattern.is_own(), place.owner == Some(at)) {
            (true, true) => push(index, "here", own(scene, at, index)),
            (true, false) => push(index, "before", before(scene, at, index)),
            (false, _) => push(index, "here", here(scene, at, index)),
        }
    }
    let near = (0..first).rev().take(MAX_PLACES);
    let mut near = near.take_while(|&i| scene.places[i].section + MAX_BACK >= act.section);
    let mut last = first;
    for index in near.by_ref() {
        last = index;
        // It goes on until the speaker's next.
        let place = &scene.places[index];
        if relation(scene, act, place) != "same" || newer(scene, act, index) == 0 {
            push(index, "before", before(scene, at, index));
        }
    }
    let far = (0..last).rev().take(MAX_OWN_PLACES);
    let mut far = far.take_while(|&i| scene.places[i].section + MAX_BACK_OF_OWN >= act.section);
    let own_last = far.find(|&index| {
        let place = &scene.places[index];
        let surely = place.owner.is_some() && place.candidate.pattern < Pattern::OwnThing;
        surely && same(scene.whose(place).as_ref(), act.who.as_ref())
    });
    if let Some(index) = own_last.filter(|&index| newer(scene, act, index) == 0) {
        push(index, "before", before(scene, at, index));
    }
    let leads = act.section <= scene.acts.first().map_or(0, |first| first.section) + 1;
    let ahead = if leads { MAX_AHEAD_OF_LEAD } else { MAX_AHEAD };
    for index in (end..scene.places.len()).take(MAX_PLACES) {
        let place = &scene.places[index];
        if place.section > act.section + ahead {
            break;
        }
        if place.section > act.section && relation(scene, act, place) == "same" {
            push(index, "after", after(scene, at, index));
        }
    }
    Choice { attribution: attribution.id, options }
}
