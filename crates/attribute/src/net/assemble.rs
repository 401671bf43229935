//! From the roles of cues to attributions: every cue with its source and its contents.

use sayso_core::{Deprel, SectionKind};

use super::{CueRoles, Run};
use crate::found::{Found, Range};
use crate::surface::{Mark, Words};

/// Words of a cue that do not carry its meaning, skipped when its head is sought.
const LIGHT: &str = "a an the of in on to for with by at from about as that it its his her their and or not n't is are was were be been being am 's has have had having do does did will would can could may might must should also just still now then even later recently often first again never already went go going";

/// Makes attributions of cues with their roles; `contents` are those that the first pass gives.
pub(crate) fn assemble(words: &Words<'_>, of_cues: &[CueRoles], contents: &[Run]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::with_capacity(of_cues.len());
    for one in of_cues {
        let head = head(words, one.cue);
        let [source, cue, content] = one.sure;
        found.push(Found {
            source: one.source.iter().map(|&range| behind_dash(words, range, head)).collect(),
            cue: vec![one.cue],
            head,
            content: one.content.clone(),
            p: cue * source.sqrt() * content.sqrt(),
            why: vec![format!("labelled as cue {cue:.2}")],
            ..Found::default()
        });
    }
    part(words.len(), &mut found);
    carry(words, contents, &mut found);
    announce(words, &mut found);
    for index in 0..found.len() {
        according(words, index, &mut found);
    }
    found.retain(|one| !one.content.is_empty() || !one.carried.is_empty());
    for one in found.iter_mut().filter(|one| one.content.is_empty()) {
        std::mem::swap(&mut one.content, &mut one.carried);
    }
    for one in &mut found {
        for range in &mut one.content {
            range.0 += usize::from(has_ornament(words, *range));
        }
        join(&mut one.content);
    }
    found
}

/// Gives words that two attributions claim for what is said to the one whose cue stands nearer, unless one lies
/// in what the other says; a cue is nobody else's content.
fn part(words: usize, found: &mut [Found]) {
    let around = |index: usize| index.saturating_sub(AROUND)..found.len().min(index + AROUND + 1);
    let lies_in_another = |index: usize| {
        let mut others = around(index).filter(|&other| other != index);
        others.any(|other| found[index].lies_in(&found[other].content))
    };
    let outer: Vec<usize> = (0..found.len()).filter(|&index| !lies_in_another(index)).collect();
    // The owner of each word, with the words between its part of the content and the cue.
    let mut owners: Vec<Option<(usize, usize)>> = vec![None; words];
    for &index in &outer {
        for range in &found[index].content {
            let gap = found[index].cue.iter().map(|cue| gap(*range, *cue)).min().unwrap_or(0);
            for owner in &mut owners[range.0..range.1] {
                if owner.is_none_or(|owner| gap < owner.0) {
                    *owner = Some((gap, index));
                }
            }
        }
    }
    for &index in &outer {
        for cue in &found[index].cue {
            owners[cue.0..cue.1].fill(Some((0, index)));
        }
    }
    for &index in &outer {
        let mut parts: Vec<Range> = Vec::new();
        for word in found[index].content.iter().flat_map(|range| range.0..range.1) {
            match parts.last_mut() {
                _ if owners[word].is_none_or(|owner| owner.1 != index) => {}
                Some(last) if last.1 == word => last.1 = word + 1,
                _ => parts.push((word, word + 1)),
            }
        }
        found[index].content = parts;
    }
}

fn gap(a: Range, b: Range) -> usize {
    if a.0 < b.0 { b.0.saturating_sub(a.1) } else { a.0.saturating_sub(b.1) }
}

/// Sections back in which the cue of a quotation that goes on may stand.
const SECTIONS_BACK: u32 = 2;

/// What the first pass labels as said in a section without a cue goes on from the last cue before, if it continues
/// an open quotation or that cue has nothing said beside it.
fn carry(words: &Words<'_>, contents: &[Run], found: &mut [Found]) {
    let section = |i: usize| words.section(i).unwrap_or(0);
    for run in contents {
        let here = section(run.start);
        let behind = found.partition_point(|one| one.head < run.start);
        let (before, after) = found.split_at_mut(behind);
        let Some(last) = before.last_mut() else { continue };
        let back = here.saturating_sub(section(last.head));
        let next = after.first().map(|one| section(one.head));
        let quotation = words.quotation(run.start).and_then(|q| words.reading.quotations.get(q));
        let goes_on = quotation.is_some_and(|q| q.continues.is_some()) || last.content.is_empty();
        if goes_on && (1..=SECTIONS_BACK).contains(&back) && next != Some(here) {
            last.carried.push((run.start, run.end));
        }
    }
}

/// "Ada Brook wrote:" at the end of a paragraph: the next paragraph is what she wrote, marks or not.
fn announce(words: &Words<'_>, found: &mut [Found]) {
    for one in found {
        let end = one.cue.iter().chain(&one.source).map(|part| part.1).max().unwrap_or(0);
        let colon = end - usize::from(end > 0 && words.lower(end - 1) == ":");
        let next = colon + 1;
        let section = words.section(next);
        let announced = words.lower(colon) == ":"
            && section.is_some()
            && section != words.section(colon)
            && !is_headline(words, next);
        if announced && !one.source.is_empty() && one.content.is_empty() && one.carried.is_empty() {
            let rest = (next..words.len()).take_while(|&i| words.section(i) == section);
            one.carried.push((next, rest.last().map_or(next, |last| last + 1)));
        }
    }
}

/// "A LAST LOOK — Ada Brook reveals": of two subjects of a headline's verb that a dash parts, the one behind
/// speaks. Elsewhere what stands between dashes tells more of the one before.
fn behind_dash(words: &Words<'_>, (start, end): Range, verb: usize) -> Range {
    let tokens = &words.reading.tokens;
    let is_subject = |i: usize| {
        tokens.head.get(i).is_some_and(|&head| head as usize == verb)
            && tokens.deprel.get(i).is_some_and(|deprel| deprel.base() == Deprel::Nsubj)
    };
    let dash = (start..end).rfind(|&i| words.is_any(i, "— – - --"));
    match dash {
        Some(dash) if is_headline(words, verb) && (dash + 1..end).any(is_subject) => {
            (dash + 1, end)
        }
        _ => (start, end),
    }
}

fn is_headline(words: &Words<'_>, token: usize) -> bool {
    let section = words.section(token);
    let section = section.and_then(|section| words.document.sections.get(section as usize));
    section.is_some_and(|section| section.kind == SectionKind::Headline)
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
    let rest = whole.content[1];
    for other in &mut found[around.clone()] {
        let inside = other.cue.iter().all(|cue| rest.0 <= cue.0 && cue.1 <= rest.1);
        if inside && (other.source == whole.source || other.source.is_empty()) {
            other.content.retain(|&range| range != subject);
            other.source = vec![subject];
        }
    }
    found[index] = whole;
}

/// A sign stands right before the opening mark of what is said.
fn has_ornament(words: &Words<'_>, (start, end): Range) -> bool {
    let sign = !words.form(start).contains(char::is_alphanumeric);
    end > start + 1
        && sign
        && words.mark(start + 1) == Mark::Open
        && words.mark(start) == Mark::None
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
