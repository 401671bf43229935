//! What speaks for each answer of an act, as names of features.

use sayso_core::{
    Attribution, Deprel, EntityKind, MentionKind, QuotationForm, QuotationKind, SectionKind,
    Speaker, TokenIndex, TokenRange, Voice, VoiceIs, Xpos,
};

use super::candidate::Pattern;
use super::scene::{Act, Place, Scene, beside, takes_occasion};
use super::who::same;
use super::{hang, outlet};
use crate::text::Text;

/// Acts between an act and a place, and mentions of a sentence, that are looked at: more count as many.
const MAX_ACTS: usize = 64;

/// A count in a few steps.
pub(super) fn few(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3-4",
        5..=8 => "5-8",
        _ => "9+",
    }
}

pub(super) fn steps(count: u32) -> &'static str {
    few(count as usize)
}

/// What speaks for no occasion.
pub(super) fn none(scene: &Scene, at: usize) -> Vec<String> {
    let act = &scene.acts[at];
    let attribution = scene.attribution(act);
    let mut features = vec![
        "none".to_owned(),
        format!("none act={}", attribution.cue_kind),
        format!("none tense={}", tense(scene, act)),
        format!("none quotation={}", attribution.quotation),
        format!("none voice={}", attribution.speaker.voice),
        format!("none cue={}", lemma(&attribution.cue_lemma)),
    ];
    features.extend(adverbs(scene, act).map(|word| format!("none adverb={word}")));
    if attribution.depth > 0 {
        features.push("none nested".to_owned());
    }
    features.push(format!("none quoted={}", is_quoted(scene, act)));
    if attribution.cue.is_empty() {
        features.push("none uncued".to_owned());
    }
    features
}

/// The tense of a cue's first verb.
pub(super) fn tense(scene: &Scene, act: &Act) -> &'static str {
    let text = scene.text;
    let perfect = act.cue.range().any(|t| text.is(t, "have"))
        || act.cue.start > 0 && text.is(act.cue.start - 1, "have");
    if perfect {
        return "perfect";
    }
    let verb = act.cue.range().find(|&t| text.is_verb(t)).unwrap_or(act.cue.start);
    match text.xpos(verb) {
        Xpos::Vbd => "past",
        Xpos::Vbz | Xpos::Vbp => "present",
        Xpos::Md => "modal",
        Xpos::Vbg => "ing",
        Xpos::Vbn => "participle",
        Xpos::Vb | Xpos::To => "infinitive",
        _ => "none",
    }
}

/// Words around a verb among which its adverbs are sought.
const NEAR: u32 = 64;

/// Adverbs beside a cue's verb that tell how the act stands to those before: *later said*.
fn adverbs<'a>(scene: &'a Scene, act: &Act) -> impl Iterator<Item = &'a str> {
    const TELLING: &[&str] = &[
        "again",
        "already",
        "also",
        "earlier",
        "first",
        "later",
        "long",
        "never",
        "now",
        "often",
        "once",
        "previously",
        "recently",
        "repeatedly",
        "still",
        "then",
    ];
    let text = scene.text;
    let verb = hang::top(text, act.cue);
    let sentence = text.sentence(act.sentence).map_or(act.cue, |sentence| sentence.tokens);
    let hang_on = move |&t: &TokenIndex| {
        hang::head(text, t) == verb && text.deprel(t).base() == Deprel::Advmod
    };
    let near = verb.saturating_sub(NEAR).max(sentence.start)..sentence.end.min(verb + NEAR);
    let lemmas = near.filter(hang_on).map(|t| text.reading.lemma(t));
    lemmas.filter(|lemma| TELLING.binary_search(lemma).is_ok())
}

/// Lemmas of cues that are features by themselves; others count as one.
fn lemma(lemma: &str) -> &str {
    const OWN: &[&str] = &[
        "according to",
        "accuse",
        "acknowledge",
        "add",
        "announce",
        "argue",
        "ask",
        "blast",
        "call",
        "cite",
        "claim",
        "continue",
        "criticize",
        "describe",
        "endorse",
        "explain",
        "find",
        "insist",
        "note",
        "praise",
        "read",
        "report",
        "respond",
        "say",
        "show",
        "suggest",
        "tell",
        "think",
        "tweet",
        "urge",
        "want",
        "write",
    ];
    if OWN.binary_search(&lemma).is_ok() { lemma } else { "other" }
}

/// An occasion that the act is itself.
pub(super) fn own(scene: &Scene, at: usize, index: usize) -> Vec<String> {
    let (act, place) = (&scene.acts[at], &scene.places[index]);
    let attribution = scene.attribution(act);
    let pattern = place.candidate.pattern.as_str();
    let words = TokenRange::new(place.candidate.start, place.candidate.end);
    let named = |body: bool| {
        scene.text.mentions_in(words).any(|mention| {
            mention.kind == MentionKind::Name
                && (!body || mention.names == EntityKind::Organisation)
        })
    };
    let who = match attribution.speaker.voice_is {
        VoiceIs::Person => "person",
        _ if named(true) => "body",
        _ if named(false) => "name",
        _ => "thing",
    };
    let listed = match outlet::listed(scene.text, words) {
        Some(found) if found == words => "whole",
        Some(found) if found.end == words.end => "end",
        Some(_) => "inside",
        None => "no",
    };
    vec![
        pattern.to_owned(),
        format!("{pattern} kind={}", place.candidate.kind),
        format!("{pattern} noun={}", noun(scene, place)),
        format!("own is={}", attribution.speaker.voice_is),
        format!("{pattern} who={who}"),
        format!("{pattern} listed={listed}"),
        format!("{pattern} who={who} listed={listed}"),
        format!("{pattern} who={who} cue={}", lemma(&attribution.cue_lemma)),
        format!("{pattern} rival={}", rival(scene, at, index)),
        format!("{pattern} cue={}", lemma(&attribution.cue_lemma)),
        format!("own act={}", attribution.cue_kind),
        format!("own cue={}", lemma(&attribution.cue_lemma)),
        format!("own tense={}", tense(scene, act)),
        format!("own voice={}", attribution.speaker.voice),
        format!("{pattern} several={}", several(scene, place)),
        format!("{pattern} noun={} act={}", noun(scene, place), attribution.cue_kind),
    ]
}

/// An occasion named in the act's own sentence.
pub(super) fn here(scene: &Scene, at: usize, index: usize) -> Vec<String> {
    let (act, place) = (&scene.acts[at], &scene.places[index]);
    let (text, attribution) = (scene.text, scene.attribution(act));
    let candidate = &place.candidate;
    let words = TokenRange::new(candidate.start, candidate.end);
    let pattern = candidate.pattern.as_str();
    let level = scene.cover.level(text, attribution);
    let chain = scene.cover.chain(candidate.start);
    let level = if chain == level {
        "same"
    } else if chain.contains(&attribution.id) {
        "inside"
    } else if chain.len() < level.len() {
        "outer"
    } else {
        "other"
    };
    let inside = |spans: &[sayso_core::Span]| {
        spans.iter().any(|&span| text.reading.tokens_in(span).contains(candidate.start))
    };
    let part = if inside(&attribution.source) {
        "source"
    } else if act.cue.contains(candidate.start) || inside(&attribution.cue) {
        "cue"
    } else {
        "beside"
    };
    let owner = match place.owner {
        Some(owner) if owner == at => "self",
        Some(owner) if same(scene.acts[owner].who.as_ref(), act.who.as_ref()) => "same",
        // "Asked why, she told the Herald": the one asked.
        Some(owner) if owner > at && is_question(attribution) => "asked",
        Some(_) => "other",
        None => "nobody",
    };
    let (side, between) = if candidate.start < act.cue.start {
        ("before", TokenRange::new(candidate.end, act.cue.start))
    } else {
        ("behind", TokenRange::new(act.cue.end, candidate.start))
    };
    let verb = between.range().any(|t| text.is_finite(t) && text.is_verb(t));
    let hangs = hang::serves(text, words, attribution, act.cue);
    let speaks = if takes_occasion(attribution) { "speaks" } else { "thinks" };
    let role = role(text, act.cue, words);
    let mut features = vec![
        "here".to_owned(),
        format!("here role={role}"),
        format!("here quoted={}", is_quoted(scene, act)),
        format!("here role={role} pattern={pattern}"),
        format!("here level={level} owner={owner}"),
        format!("here level={level} pattern={pattern}"),
        format!("here kind={}", candidate.kind),
        format!("here noun={}", noun(scene, place)),
        format!("here noun={} pattern={pattern}", noun(scene, place)),
        format!("here pattern={pattern}"),
        format!("here pattern={pattern} kind={}", candidate.kind),
        format!("here pattern={pattern} owner={owner}"),
        format!("here preposition={}", candidate.preposition),
        format!("here preposition={} kind={}", candidate.preposition, candidate.kind),
        format!("here owner={owner}"),
        format!("here owner={owner} {speaks}"),
        format!("here level={level}"),
        format!("here part={part}"),
        format!("here part={part} pattern={pattern}"),
        format!("here part={part} kind={}", candidate.kind),
        format!("here part={part} hangs={hangs}"),
        format!("here {side} gap={}", steps(between.len())),
        format!("here act={}", attribution.cue_kind),
        format!("here cue={}", lemma(&attribution.cue_lemma)),
        format!("here hangs={hangs}"),
        format!("here hangs={hangs} owner={owner}"),
        format!("here tense={}", tense(scene, act)),
        format!("here one={}", candidate.one),
        format!("here pattern={pattern} listed={}", candidate.listed),
        format!("here pattern={pattern} held={}", held(place)),
        format!("here pattern={pattern} owner={owner} rival={}", rival(scene, at, index)),
    ];
    if verb {
        features.push(format!("here verb between {side}"));
    }
    // "The union, which had no part in the study, said": what the source did at other times.
    let relative = || {
        let mut spans = attribution.source.iter().map(|&span| text.reading.tokens_in(span));
        let own = spans.find(|tokens| tokens.contains(candidate.start));
        own.is_some_and(|own| (own.start..candidate.start).any(|t| text.is_verb(t)))
    };
    if part == "source" && relative() {
        features.push("here relative".to_owned());
        features.push(format!("here relative pattern={pattern}"));
    }
    features
}

/// The head noun of the words that name an occasion.
fn noun<'a>(scene: &Scene<'a>, place: &Place) -> &'a str {
    place.candidate.head.map_or("none", |head| scene.text.reading.lemma(head))
}

/// Somebody is asked, and nobody said to ask.
fn is_question(attribution: &Attribution) -> bool {
    attribution.source.is_empty()
        && ["ask", "press", "question"].contains(&attribution.cue_lemma.as_str())
}

/// The cue stands in somebody's words between marks.
fn is_quoted(scene: &Scene, act: &Act) -> bool {
    let quotations = &scene.text.reading.quotations;
    let at = quotations.partition_point(|q| q.tokens.start <= act.cue.start);
    let first = at.saturating_sub(4);
    let mut near = quotations.get(first..at).unwrap_or_default().iter();
    near.any(|q| q.form != QuotationForm::NameOrTerm && q.tokens.contains(act.cue.start))
}

/// Several such things: *rallies*.
fn several(scene: &Scene, place: &Place) -> bool {
    place.candidate.head.is_some_and(|head| scene.text.xpos(head) == Xpos::Nns)
}

/// How words hang on a cue's own words, or the cue on them: *released a video*, *a video in which she said*.
fn role(text: &Text, cue: TokenRange, words: TokenRange) -> &'static str {
    let of = |token| match text.deprel(token).base() {
        Deprel::Obj | Deprel::Iobj => "object",
        Deprel::Nsubj => "subject",
        Deprel::Obl | Deprel::Nmod => "oblique",
        _ => "other",
    };
    let top = hang::top(text, words);
    let verb = hang::top(text, cue);
    if cue.contains(hang::head(text, top)) {
        of(top)
    } else if verb != hang::head(text, verb) && words.contains(hang::head(text, verb)) {
        "above"
    } else {
        "none"
    }
}

/// How the occasion is named whose words reach over a place.
fn held(place: &Place) -> &'static str {
    place.candidate.held.map_or("none", Pattern::as_str)
}

/// How else the act's own sentence names an occasion of it: the surest way.
fn rival(scene: &Scene, at: usize, index: usize) -> &'static str {
    let others = beside(&scene.places, index, at).map(|place| place.candidate.pattern);
    others.min().map_or("none", Pattern::as_str)
}

/// The same for the act that a place stands beside.
fn owners_rival(scene: &Scene, index: usize) -> &'static str {
    scene.places[index].owner.map_or("none", |owner| rival(scene, owner, index))
}

/// How the speaker of an act stands to a place: the one whose it is, one named in its sentence, another.
pub(super) fn relation(scene: &Scene, act: &Act, place: &Place) -> &'static str {
    let whose = scene.whose(place);
    let speaker = &scene.attribution(act).speaker;
    let named = || {
        let sentence = scene.text.sentence(place.sentence).filter(|_| speaker.entity.is_some());
        sentence.is_some_and(|sentence| {
            let mut mentions = scene.text.mentions_in(sentence.tokens).take(MAX_ACTS);
            mentions.any(|mention| mention.entity == speaker.entity)
        })
    };
    let of = |place: &Place| place.owner.map(|at| &scene.attribution(&scene.acts[at]).speaker);
    let described = |speaker: &Speaker| speaker.voice != Voice::Named;
    match (&act.who, &whose) {
        (Some(who), Some(whose)) if who.is(whose) => "same",
        (Some(_), Some(_)) if named() => "party",
        // One without a name may be anybody.
        (Some(_), Some(_)) if described(speaker) || of(place).is_some_and(described) => "described",
        (Some(_), Some(_)) => "other",
        (None, Some(_)) => "unsettled",
        (_, None) if named() => "named",
        (_, None) => "free",
    }
}

/// How many places in later sentences before an act are occasions of the same one.
pub(super) fn newer(scene: &Scene, act: &Act, index: usize) -> usize {
    let Some(place) = scene.places.get(index) else { return 0 };
    let whose = scene.whose(place);
    let later = scene.places.iter().skip(index + 1).take_while(|p| p.sentence < act.sentence);
    let owned = later.filter(|later| later.owner.is_some() && later.sentence > place.sentence);
    owned.filter(|place| same(scene.whose(place).as_ref(), whose.as_ref())).count()
}

/// An occasion named before, which may go on.
pub(super) fn before(scene: &Scene, at: usize, index: usize) -> Vec<String> {
    let (act, place) = (&scene.acts[at], &scene.places[index]);
    let attribution = scene.attribution(act);
    let candidate = &place.candidate;
    let relation = relation(scene, act, place);
    let paragraphs = steps(act.section.saturating_sub(place.section));
    let from = scene.acts.partition_point(|other| other.cue.start < candidate.start);
    let between = scene.acts.get(from.max(at.saturating_sub(MAX_ACTS))..at).unwrap_or_default();
    let by_same = |other: &&Act| same(other.who.as_ref(), act.who.as_ref());
    let others = act.others(between);
    // The widest pause of the same speaker since.
    let mut pause = 0;
    let mut last = place.section;
    for other in between.iter().filter(by_same).chain([act]) {
        pause = pause.max(other.section.saturating_sub(last));
        last = other.section;
    }
    let newer = newer(scene, act, index);
    // The one who spoke last, whom a pronoun may stand for.
    let last_owner = place.owner.is_some_and(|owner| owner + 1 == at);
    let level = few(scene.cover.chain(candidate.start).len());
    let timed = scene.tied[at].is_some();
    let speaks = if takes_occasion(attribution) { "speaks" } else { "thinks" };
    let pattern = candidate.pattern.as_str();
    let mut features = vec![
        "before".to_owned(),
        format!("before several={}", several(scene, place)),
        format!("before {relation} quoted={}", is_quoted(scene, act)),
        format!("before pattern={pattern}"),
        format!("before {relation}"),
        format!("before {relation} kind={}", candidate.kind),
        format!("before {relation} paragraphs={paragraphs}"),
        format!("before {relation} pause={}", steps(pause)),
        format!("before {relation} others={}", few(others)),
        format!("before {relation} newer={}", few(newer)),
        format!("before {relation} sentences={}", few(act.sentence - place.sentence)),
        format!("before kind={} act={}", candidate.kind, attribution.cue_kind),
        format!("before act={} {speaks}", attribution.cue_kind),
        format!("before tense={}", tense(scene, act)),
        format!("before cue={}", lemma(&attribution.cue_lemma)),
        format!("before how={}", attribution.speaker.how),
        format!("before {relation} how={} last={last_owner}", attribution.speaker.how),
        format!("before noun={}", noun(scene, place)),
        format!("before quotation={}", attribution.quotation),
        format!("before timed={timed}"),
        format!("before pattern={pattern} held={}", held(place)),
        format!("before pattern={pattern} rival={}", owners_rival(scene, index)),
        format!("before {relation} timed={timed} paragraphs={paragraphs}"),
        format!("before {relation} level={level}"),
        format!("before preposition={}", candidate.preposition),
        format!("before one={}", candidate.one),
        format!("before nested={}", attribution.depth > 0),
    ];
    features.push(format!("before kind={} voice={}", candidate.kind, attribution.speaker.voice));
    features.extend(adverbs(scene, act).map(|word| format!("before adverb={word}")));
    features
}

/// An occasion of the same speaker named after, in what a headline or an opening sums up.
pub(super) fn after(scene: &Scene, at: usize, index: usize) -> Vec<String> {
    let (act, place) = (&scene.acts[at], &scene.places[index]);
    let attribution = scene.attribution(act);
    let candidate = &place.candidate;
    let first = scene.acts.first().map_or(0, |first| first.section);
    let sentence = scene.text.sentence(act.sentence);
    let headline =
        sentence.is_some_and(|sentence| scene.text.section_kind(sentence) == SectionKind::Headline);
    let lead = if headline { "headline" } else { steps(act.section - first.min(act.section)) };
    let paragraphs = steps(place.section.saturating_sub(act.section));
    let until = scene.acts.partition_point(|other| other.cue.start < candidate.start);
    let between = scene.acts.get(at + 1..until.min(at + MAX_ACTS)).unwrap_or_default();
    let others = act.others(between);
    let pattern = candidate.pattern.as_str();
    let words_direct = attribution.quotation == QuotationKind::Direct;
    vec![
        "after".to_owned(),
        format!("after noun={}", noun(scene, place)),
        format!("after lead={lead}"),
        format!("after lead={lead} paragraphs={paragraphs}"),
        format!("after paragraphs={paragraphs}"),
        format!("after sentences={}", few(place.sentence - act.sentence)),
        format!("after others={}", few(others)),
        format!("after level={}", few(scene.cover.chain(candidate.start).len())),
        format!("after act={}", attribution.cue_kind),
        format!("after tense={}", tense(scene, act)),
        format!("after pattern={pattern}"),
        format!("after pattern={pattern} held={}", held(place)),
        format!("after pattern={pattern} rival={}", owners_rival(scene, index)),
        format!("after kind={}", candidate.kind),
        format!("after kind={} lead={lead}", candidate.kind),
        format!("after how={}", attribution.speaker.how),
        format!("after direct={words_direct}"),
        format!("after preposition={}", candidate.preposition),
        format!("after one={}", candidate.one),
        format!("after timed={}", scene.tied[at].is_some()),
    ]
}
