//! What may date an act, and what speaks for each: a time of its own sentence, the time of its occasion, a
//! time that another act of the same speaker or occasion is tied to.

use sayso_core::{Deprel, OccasionKind, TimeExpression, TimeKind, TokenRange, VoiceIs};

use super::features::{few, steps, tense};
use super::hang;
use super::scene::{Act, Scene, takes_occasion};
use super::time::{beside, bounded, gap, may_date, of_sentence};
use super::weights::{Choice, Choosable};

/// Paragraphs over which the time of one act may date another.
const MAX_PARAGRAPHS: u32 = 6;
/// Acts that are looked at on each side.
const MAX_ACTS: usize = 12;
/// Sentences between two in which times are sought.
const MAX_SENTENCES: usize = 24;
/// Times before an act's sentence that are looked at, whoever they belong to.
const MAX_TOLD: usize = 6;

/// The choice of each act, in text order; `places` are the occasions chosen before.
pub(super) fn choices(scene: &Scene, places: &[Option<usize>]) -> Vec<Choice> {
    (0..scene.acts.len()).map(|at| choice(scene, places, at)).collect()
}

fn choice(scene: &Scene, places: &[Option<usize>], at: usize) -> Choice {
    let act = &scene.acts[at];
    let attribution = scene.attribution(act);
    let mut options = vec![Choosable { features: none(scene, places, at), ..Choosable::default() }];
    let own = places[at].and_then(|place| scene.places.get(place));
    for time in of_sentence(scene.text, act.sentence) {
        if may_date(scene.text, time) {
            let features = here(scene, at, own.map(reach), time);
            options.push(Choosable { time: Some(time.span), features, ..Choosable::default() });
        }
    }
    // The times that stand with an occasion named elsewhere.
    if let Some(place) = own.filter(|place| place.sentence != act.sentence) {
        let reach = reach(place);
        let tied = place.owner.and_then(|owner| scene.tied[owner]);
        let times = of_sentence(scene.text, place.sentence).iter();
        for time in times.filter(|time| may_date(scene.text, time)) {
            let side = if place.sentence < act.sentence { "before" } else { "after" };
            let inside = reach.contains(time.tokens.start);
            let tied = tied.is_some_and(|tied| tied.span == time.span);
            let features = vec![
                "occasion".to_owned(),
                format!("occasion {side}"),
                format!("occasion inside={inside} tied={tied}"),
                format!("occasion inside={inside} rule={}", time.rule),
                format!("occasion kind={}", place.candidate.kind),
                format!("occasion told={}", told_between(scene, place.sentence, act.sentence)),
                format!("occasion paragraphs={}", steps(act.section.abs_diff(place.section))),
            ];
            options.push(Choosable { time: Some(time.span), features, ..Choosable::default() });
        }
    }
    let before = (0..at).rev().take(MAX_ACTS);
    let after = (at + 1..scene.acts.len()).take(MAX_ACTS);
    for other in before.chain(after) {
        let Some(time) = scene.tied[other] else { continue };
        let far = scene.acts[other].section.abs_diff(act.section) > MAX_PARAGRAPHS;
        if far || scene.acts[other].sentence == act.sentence {
            continue;
        }
        let features = elsewhere(scene, places, at, other, time);
        options.push(Choosable { time: Some(time.span), features, ..Choosable::default() });
    }
    // Times told before that no act is tied to.
    let start = scene.text.sentence(act.sentence).map_or(0, |sentence| sentence.tokens.start);
    let first = scene.text.reading.times.partition_point(|time| time.tokens.start < start);
    let earlier = scene.text.reading.times.get(..first).unwrap_or_default().iter().rev();
    let earlier = earlier.take(MAX_TOLD).filter(|time| may_date(scene.text, time));
    for (newer, time) in earlier.enumerate() {
        let known = options.iter().any(|option| option.time == Some(time.span));
        if !known && let Some(features) = told(scene, places, at, newer, time) {
            options.push(Choosable { time: Some(time.span), features, ..Choosable::default() });
        }
    }
    Choice { attribution: attribution.id, options }
}

/// A time told before the act's sentence, that is not known from another act or the occasion.
fn told(
    scene: &Scene,
    places: &[Option<usize>],
    at: usize,
    newer: usize,
    time: &TimeExpression,
) -> Option<Vec<String>> {
    let (text, act) = (scene.text, &scene.acts[at]);
    let number = text.reading.sentence_of(time.tokens.start);
    let sentence = text.sentence(number)?;
    let section = sentence.section;
    let paragraphs = act.section.checked_sub(section).filter(|far| *far <= MAX_PARAGRAPHS)?;
    let attribution = scene.attribution(act);
    let opens = time.tokens.start <= sentence.tokens.start + 2;
    let above = number.checked_sub(1).and_then(|above| text.sentence(above));
    let leads = above.is_none_or(|above| above.section != section);
    let hangs = match hang::predicate_above(text, time.tokens) {
        Some(verb) if text.deprel(verb) == Deprel::Root => "root",
        Some(_) => "verb",
        None => "nothing",
    };
    let inside = !scene.cover.chain(time.tokens.start).is_empty();
    let paragraphs = steps(paragraphs);
    let sentences = few(act.sentence - number);
    Some(vec![
        "told".to_owned(),
        format!("told paragraphs={paragraphs} sentences={sentences}"),
        format!("told paragraphs={paragraphs} leads={leads} opens={opens}"),
        format!("told newer={}", few(newer)),
        format!("told rule={} opens={opens}", time.rule),
        format!("told hangs={hangs} inside={inside}"),
        format!("told hangs={hangs} paragraphs={paragraphs}"),
        format!("told occasion={}", kind(scene, places[at])),
        format!("told act={}", attribution.cue_kind),
        format!("told tense={}", tense(scene, act)),
        format!("told quotation={}", attribution.quotation),
        format!("told own={}", scene.tied[at].is_some()),
        format!("told nested={}", attribution.depth > 0),
        format!("told bounded={}", bounded(text, time)),
    ])
}

/// The words of an occasion with what hangs on them.
fn reach(place: &super::scene::Place) -> TokenRange {
    TokenRange::new(place.candidate.start, place.candidate.reach.max(place.candidate.end))
}

/// What speaks for no time.
fn none(scene: &Scene, places: &[Option<usize>], at: usize) -> Vec<String> {
    let act = &scene.acts[at];
    let attribution = scene.attribution(act);
    vec![
        "none".to_owned(),
        format!("none act={}", attribution.cue_kind),
        format!("none tense={}", tense(scene, act)),
        format!("none occasion={}", kind(scene, places[at])),
        format!("none tied={}", scene.tied[at].is_some()),
        format!("none nested={}", attribution.depth > 0),
    ]
}

/// The kind of an act's occasion.
fn kind(scene: &Scene, place: Option<usize>) -> &'static str {
    let place = place.and_then(|place| scene.places.get(place));
    place.map_or("none", |place| OccasionKind::as_str(place.candidate.kind))
}

/// A time of the act's own sentence.
fn here(
    scene: &Scene,
    at: usize,
    occasion: Option<TokenRange>,
    time: &TimeExpression,
) -> Vec<String> {
    let act = &scene.acts[at];
    let (text, attribution) = (scene.text, scene.attribution(act));
    let level = scene.cover.level(text, attribution);
    let chain = scene.cover.chain(time.tokens.start);
    let level = if chain == level {
        "same"
    } else if chain.contains(&attribution.id) {
        "inside"
    } else {
        "other"
    };
    let artefact = attribution.speaker.voice_is == VoiceIs::Artefact;
    let in_source = attribution.source.iter().any(|source| source.overlaps(time.span));
    let part = match (in_source, artefact) {
        (true, true) => "artefact",
        (true, false) => "source",
        _ if attribution.cue.iter().any(|cue| cue.overlaps(time.span)) => "cue",
        _ => "beside",
    };
    let (side, between) = if time.tokens.start < act.cue.start {
        ("before", TokenRange::new(time.tokens.end, act.cue.start))
    } else {
        ("behind", TokenRange::new(act.cue.end, time.tokens.start))
    };
    let verb = between.range().any(|t| text.is_finite(t) && text.is_verb(t));
    let hangs = if hang::serves(text, time.tokens, attribution, act.cue) {
        "act"
    } else if hang::predicate_above(text, time.tokens).is_none() {
        "nothing"
    } else {
        "other"
    };
    let first = scene.tied[at].is_some_and(|tied| tied.span == time.span);
    let first_near = at.saturating_sub(MAX_ACTS);
    let mut near = scene.acts.iter().zip(&scene.tied).skip(first_near).take(2 * MAX_ACTS);
    let elsewhere = near.any(|(other, tied)| {
        other.index != act.index && tied.is_some_and(|tied| tied.span == time.span)
    });
    let day = match time.kind {
        TimeKind::Date => "date",
        TimeKind::Time => "time",
        TimeKind::Duration => "duration",
        TimeKind::Set => "set",
    };
    let speaks = if takes_occasion(attribution) { "speaks" } else { "thinks" };
    let preposition = super::candidate::preposition(text, time.tokens.start.saturating_sub(1));
    let mut features = vec![
        "here".to_owned(),
        format!("here tied={first} {speaks}"),
        format!("here tied={first} level={level}"),
        format!("here hangs={hangs} level={level}"),
        format!("here hangs={hangs} part={part}"),
        format!("here level={level}"),
        format!("here part={part}"),
        format!("here {side} gap={}", steps(gap(act, time))),
        format!("here rule={}", time.rule),
        format!("here {day}"),
        format!("here bounded={}", bounded(text, time)),
        format!("here elsewhere={elsewhere} tied={first}"),
        format!("here act={}", attribution.cue_kind),
        format!("here tense={}", tense(scene, act)),
        format!("here preposition={preposition}"),
        format!("here {side} verb={verb}"),
        format!("here beside={}", beside(text, &scene.cover, attribution, act.cue, time)),
        format!("here over={}", hang::over(text, time.tokens, act.cue)),
    ];
    if let Some(occasion) = occasion {
        let inside = occasion.contains(time.tokens.start);
        features.push(format!("here inside occasion={inside}"));
    }
    features
}

/// Times that stand between two sentences, and whether one of them opens a paragraph.
fn told_between(scene: &Scene, first: usize, last: usize) -> String {
    let text = scene.text;
    let between = (first + 1..last.max(first + 1)).take(MAX_SENTENCES);
    let times = between.flat_map(|number| of_sentence(text, number).iter());
    let times = times.filter(|time| may_date(text, time)).take(MAX_TOLD);
    let (mut count, mut leads) = (0, false);
    for time in times {
        count += 1;
        let number = text.reading.sentence_of(time.tokens.start);
        let section = |number: usize| text.sentence(number).map(|sentence| sentence.section);
        let opens = text.sentence(number).is_some_and(|s| time.tokens.start <= s.tokens.start + 2);
        leads |= opens && number.checked_sub(1).and_then(section) != section(number);
    }
    format!("{} leads={leads}", few(count))
}

/// A time that another act is tied to.
fn elsewhere(
    scene: &Scene,
    places: &[Option<usize>],
    at: usize,
    other: usize,
    time: &TimeExpression,
) -> Vec<String> {
    let (act, from): (&Act, &Act) = (&scene.acts[at], &scene.acts[other]);
    let attribution = scene.attribution(act);
    let side = if other < at { "before" } else { "after" };
    let who = match (&act.who, &from.who) {
        (Some(one), Some(two)) if one.is(two) => "same",
        (Some(_), Some(_)) => "other",
        _ => "unsettled",
    };
    let occasion = match (places[at], places[other]) {
        (Some(one), Some(two)) if one == two => "same",
        (Some(_), Some(_)) => "two",
        (Some(_), None) => "own",
        (None, Some(_)) => "other's",
        (None, None) => "none",
    };
    let between = at.min(other) + 1..at.max(other);
    let others = act.others(&scene.acts[between.clone()]);
    let newer = scene.tied[between].iter().flatten().count();
    let told =
        told_between(scene, from.sentence.min(act.sentence), from.sentence.max(act.sentence));
    let paragraphs = steps(act.section.abs_diff(from.section));
    vec![
        "elsewhere".to_owned(),
        format!("elsewhere {side} {who}"),
        format!("elsewhere {side} {who} occasion={occasion}"),
        format!("elsewhere {side} {who} paragraphs={paragraphs}"),
        format!("elsewhere {side} {who} others={}", few(others)),
        format!("elsewhere {side} {who} newer={}", few(newer)),
        format!("elsewhere {side} {who} told={told}"),
        format!("elsewhere {side} occasion={occasion} paragraphs={paragraphs}"),
        format!("elsewhere {side} kind={}", kind(scene, places[at])),
        format!("elsewhere rule={}", time.rule),
        format!("elsewhere act={}", attribution.cue_kind),
        format!("elsewhere tense={}", tense(scene, act)),
        format!("elsewhere tenses={} {}", tense(scene, act), tense(scene, from)),
        format!("elsewhere quotation={}", attribution.quotation),
        format!("elsewhere how={}", attribution.speaker.how),
        format!("elsewhere {who} how={} last={}", attribution.speaker.how, other + 1 == at),
        format!("elsewhere own={}", scene.tied[at].is_some()),
    ]
}
