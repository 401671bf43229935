//! From linked runs to attributions: every cue with its source and its contents.

use sayso_core::{Deprel, SectionKind, TokenIndex};

use super::link::{Field, LinkWeights, best};
use super::{Role, Run};
use crate::found::{Found, Range};
use crate::surface::Words;

/// Words of a cue that do not carry its meaning, skipped when its head is sought.
const LIGHT: &str = "a an the of in on to for with by at from about as that it its his her their and or not n't is are was were be been being am 's has have had having do does did will would can could may might must should also just still now then even later recently often first again never already went go going";

/// Links runs; `p` is how sure the labels of each run are.
pub(crate) fn assemble(
    words: &Words<'_>,
    runs: &[Run],
    p: &[f32],
    weights: &LinkWeights,
) -> Vec<Found> {
    let field = Field::new(words, runs);
    let mut of_cue: Vec<Option<usize>> = vec![None; runs.len()];
    let mut found: Vec<Found> = Vec::new();
    for (index, run) in runs.iter().enumerate().filter(|(_, run)| run.role == Role::Cue) {
        let head = head(words, (run.start, run.end));
        let ways = field.ways_of_cue(index);
        let (source, sure) = match best(&ways, &weights.source) {
            Some((way, sure)) => (way.to, sure),
            None => (None, 1.0),
        };
        of_cue[index] = Some(found.len());
        found.push(Found {
            source: source.map(|s| behind_dash(words, &runs[s], head)).into_iter().collect(),
            cue: vec![(run.start, run.end)],
            head,
            p: p[index] * sure.sqrt() * source.map_or(1.0, |s| p[s].sqrt()),
            why: vec![format!("labelled as cue {:.2}", p[index])],
            ..Found::default()
        });
    }
    for (index, run) in runs.iter().enumerate().filter(|(_, run)| run.role == Role::Content) {
        let ways = field.ways_of_content(index);
        let Some((way, sure)) = best(&ways, &weights.content) else { continue };
        let Some(one) = way.to.and_then(|cue| of_cue[cue]).and_then(|k| found.get_mut(k)) else {
            continue;
        };
        one.p *= p[index].sqrt() * sure.sqrt();
        let range = (run.start, run.end);
        let section = |i: usize| {
            let token = u32::try_from(i).unwrap_or(u32::MAX);
            let sentence = words.reading.sentence_of(token);
            words.reading.sentences.get(sentence).map(|s| s.section)
        };
        if section(run.start) == section(one.head) {
            one.content.push(range);
        } else {
            one.carried.push(range);
        }
    }
    for index in 0..found.len() {
        according(words, index, &mut found);
    }
    found.retain(|one| !one.content.is_empty() || !one.carried.is_empty());
    for one in &mut found {
        if one.content.is_empty() {
            std::mem::swap(&mut one.content, &mut one.carried);
        }
        if let Some(rest) = rest_of_clause(words, runs, one) {
            one.content.push(rest);
        }
        join(&mut one.content);
    }
    found
}

/// "A LAST LOOK — Ada Brook reveals": of two subjects of a headline's verb that a dash parts, the one behind
/// speaks. Elsewhere what stands between dashes tells more of the one before.
fn behind_dash(words: &Words<'_>, source: &Run, verb: usize) -> Range {
    let tokens = &words.reading.tokens;
    let is_subject = |i: usize| {
        tokens.head.get(i).is_some_and(|&head| head as usize == verb)
            && tokens.deprel.get(i).is_some_and(|deprel| deprel.base() == Deprel::Nsubj)
    };
    let dash = (source.start..source.end).rfind(|&i| words.is_any(i, "— – - --"));
    match dash {
        Some(dash) if is_headline(words, verb) && (dash + 1..source.end).any(is_subject) => {
            (dash + 1, source.end)
        }
        _ => (source.start, source.end),
    }
}

fn is_headline(words: &Words<'_>, token: usize) -> bool {
    let sentence =
        words.reading.sentence_of(TokenIndex::try_from(token).unwrap_or(TokenIndex::MAX));
    let section = words.reading.sentences.get(sentence).map(|s| s.section as usize);
    let section = section.and_then(|section| words.document.sections.get(section));
    section.is_some_and(|section| section.kind == SectionKind::Headline)
}

/// "The reason, she says, is the fog": where the labels end a content at a cue that parts its subject
/// from its predicate, the tree gives the rest of the clause.
fn rest_of_clause(words: &Words<'_>, runs: &[Run], one: &Found) -> Option<(usize, usize)> {
    let tokens = &words.reading.tokens;
    let (&(start, end), &(_, cue)) = (one.content.first()?, one.cue.last()?);
    let parted =
        one.content.len() == 1 && end <= cue && words.lower(end) == "," && words.lower(cue) == ",";
    let head = |i: usize| tokens.head.get(i).map_or(i, |&head| head as usize);
    let is_subject = |&i: &usize| {
        let deprel = tokens.deprel.get(i).is_some_and(|deprel| deprel.base() == Deprel::Nsubj);
        deprel && (head(i) < start || head(i) >= end)
    };
    let predicate = (start..end).find(is_subject).map(head);
    let whole = predicate.is_some_and(|predicate| predicate > cue && head(predicate) == one.head);
    // However the tree is cut: a phrase without a verb, and behind the cue a verb without a subject.
    let bare = || !(start..end).any(|i| words.is_verb(i)) && words.is_verb(cue + 1);
    if !parted || !(whole || bare()) {
        return None;
    }
    let last = words.reading.sentences.get(words.reading.sentence_of(u32::try_from(cue).ok()?))?;
    let free = |i: &usize| runs.iter().all(|run| *i < run.start || *i >= run.end);
    let rest = cue + 1..last.tokens.end as usize;
    let stop = rest.clone().rfind(|&i| !words.is_punctuation(i))? + 1;
    (rest.start..stop).all(|i| free(&i)).then_some((rest.start, stop))
}

/// Cues before and behind one that may stand in its sentence.
const AROUND: usize = 8;

/// "Kolberg, according to Lindgren, wanted to go": the clause around is what Lindgren says, and *wanted* has
/// Kolberg for its source. The tree tells, for the labels of such clauses hang on the name.
fn according(words: &Words<'_>, index: usize, found: &mut [Found]) {
    let tokens = &words.reading.tokens;
    // Cues come in order, so those of the sentence stand beside it.
    let around = index.saturating_sub(AROUND)..found.len().min(index + AROUND + 1);
    let parted = || -> Option<(Found, Range)> {
        let one = found.get(index)?;
        let &(cue, _) = one.cue.first()?;
        let &(first, behind) = one.source.first()?;
        let sentence = words.reading.sentence_of(u32::try_from(cue).ok()?);
        let sentence = words.reading.sentences.get(sentence)?.tokens.indices();
        // A source may hold the comma behind it.
        let rest = behind + usize::from(words.lower(behind) == ",");
        let parted = words.lower(cue) == "according"
            && cue < first
            && cue > sentence.start + 1
            && words.lower(cue - 1) == ","
            && words.lower(rest - 1) == ",";
        if !parted {
            return None;
        }
        let subject = (sentence.start, cue - 1);
        let is_subject = |&i: &usize| {
            let head = tokens.head.get(i).map_or(i, |&head| head as usize);
            tokens.deprel.get(i).is_some_and(|deprel| deprel.base() == Deprel::Nsubj)
                && rest <= head
                && head < sentence.end
        };
        let free = |one: &Found| one.cue.iter().all(|cue| cue.1 <= subject.0 || subject.1 <= cue.0);
        let has_subject = (subject.0..subject.1).any(|i| is_subject(&i));
        if !has_subject || !found[around.clone()].iter().all(free) {
            return None;
        }
        let stop = (rest..sentence.end).rfind(|&i| !words.is_punctuation(i))? + 1;
        let one = Found { content: vec![subject, (rest, stop)], ..one.clone() };
        Some((one, subject))
    };
    let Some((whole, subject)) = parted() else { return };
    for other in &mut found[around.clone()] {
        if other.source == whole.source && other.cue.iter().all(|cue| cue.0 >= whole.source[0].1) {
            other.source = vec![subject];
        }
    }
    found[index] = whole;
}

/// Makes one fragment of those that nothing parts.
fn join(content: &mut Vec<(usize, usize)>) {
    content.sort_unstable();
    content.dedup_by(|next, last| {
        let touch = last.1 >= next.0;
        if touch {
            last.1 = last.1.max(next.1);
        }
        touch
    });
}

/// The word of a cue that carries its meaning: the first that hangs on a word outside, light words and
/// marks left out; without such a word the first that is not light, else the last.
pub(crate) fn head(words: &Words<'_>, (start, end): Range) -> usize {
    let carries = |i: &usize| !words.is_any(*i, LIGHT) && !words.is_punctuation(*i);
    let heads = &words.reading.tokens.head;
    let hangs_outside = |i: &usize| {
        heads.get(*i).is_some_and(|&head| {
            let head = head as usize;
            head == *i || head < start || head >= end
        })
    };
    let mut all = start..end;
    let top = all.clone().filter(carries).find(hangs_outside);
    top.or_else(|| all.find(carries)).unwrap_or(end - 1)
}
