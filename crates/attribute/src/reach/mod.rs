//! Doubtful scope: text that may belong to a source although no cue says so. It stays out of the
//! contents, is kept in `reach` with the words that opened the doubt, and is counted apart.
//!
//! The rules are narrow on purpose. News leaves most sentences after a report to the narrator, so a
//! doubt needs a sign of its own: an announced account, announced words, a connective or pronoun
//! that goes on from the report, or a look into the last source's mind.

mod announced;
mod continued;
mod opening;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use sayso_core::{
    Attribution, CueKind, DoubtReason, EntityId, Reach, Scope, SectionKind, Sentence, Span,
    TokenIndex, TokenRange, Voice,
};

use crate::clause::clauses;
use crate::cover::{Cover, cue_token};
use crate::inner::inner_state;
use crate::text::Text;

/// Fills `reach` and `words_given` of every attribution.
pub(crate) fn fill(text: &Text, list: &mut [Attribution]) {
    let cover = Cover::new(text, list);
    let mut walk = Walk::new(text, list, &cover);
    for (number, sentence) in text.reading.sentences.iter().enumerate() {
        let kind = text.section_kind(sentence);
        if kind.is_read() && kind != SectionKind::Headline {
            walk.sentence(number, sentence);
        }
    }
    let Walk { reach, not_given, .. } = walk;
    for (attribution, reach) in list.iter_mut().zip(reach) {
        attribution.reach.extend(reach);
    }
    for index in not_given {
        if let Some(attribution) = list.get_mut(index) {
            attribution.words_given = false;
        }
    }
}

/// An announced account that has not been taken up by a cue.
struct Opening {
    attribution: usize,
    trigger: Span,
    section: u32,
}

/// A report that the next sentence may go on with.
struct Report {
    attribution: usize,
    section: u32,
}

/// What is known on the way through the sentences.
struct Walk<'a> {
    text: &'a Text<'a>,
    list: &'a [Attribution],
    cover: &'a Cover,
    /// Attributions by the first word of their cue.
    acts: Vec<(TokenIndex, usize)>,
    by_entity: BTreeMap<EntityId, usize>,
    last_named: Option<usize>,
    opening: Option<Opening>,
    report: Option<Report>,
    /// Words were announced in the sentence before and did not come.
    announced: Option<(usize, Span)>,
    reach: Vec<Vec<Reach>>,
    not_given: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a Text<'a>, list: &'a [Attribution], cover: &'a Cover) -> Self {
        let acts = list.iter().enumerate();
        let mut acts: Vec<_> = acts.filter_map(|(i, a)| Some((cue_token(text, a)?, i))).collect();
        acts.sort_unstable();
        Self {
            text,
            list,
            cover,
            acts,
            by_entity: BTreeMap::new(),
            last_named: None,
            opening: None,
            report: None,
            announced: None,
            reach: vec![Vec::new(); list.len()],
            not_given: Vec::new(),
        }
    }

    fn sentence(&mut self, number: usize, sentence: &Sentence) {
        let acts = self.acts_of(sentence.tokens);
        // "Her words drew a picture of" announces; taken for a cue it tells nothing all the same.
        let opening = opening::find(self.text, sentence.tokens);
        let heralding = opening.map(|(phrase, _)| self.text.span(phrase));
        let told = acts.iter().map(|&index| &self.list[index]).any(|act| {
            tells(act)
                && !act.cue.iter().any(|cue| heralding.is_some_and(|span| span.overlaps(*cue)))
        });
        let covered = self.is_covered(sentence.tokens);
        let announced = announced::find(self.text, number);
        if told || covered {
            self.opening = None;
            self.announced = None;
        } else if !self.is_quoted(sentence.tokens) {
            self.doubt(sentence);
        }
        if let Some(found) = announced {
            self.words_announced(&acts, &found, sentence);
        }
        for &index in &acts {
            self.edge(index, sentence);
            self.remember(index);
        }
        self.report = if told || covered {
            self.report_of(&acts, sentence)
        } else {
            self.report.take().filter(|report| report.section == sentence.section)
        };
        if !told
            && !covered
            && let Some((phrase, entity)) = opening
            && let Some(&attribution) = self.by_entity.get(&entity)
        {
            let rest = TokenRange::new(phrase.end, sentence.tokens.end);
            let trigger = self.text.span(phrase);
            // A second announcement goes on with the first.
            let open = self.opening.as_ref();
            if open.is_none_or(|open| open.section != sentence.section) {
                self.add(attribution, rest, DoubtReason::AfterOpening, trigger, false);
                self.opening = Some(Opening { attribution, trigger, section: sentence.section });
            }
        }
    }

    /// A sentence without an act of its own: is it in doubt, and why?
    fn doubt(&mut self, sentence: &Sentence) {
        let tokens = sentence.tokens;
        if let Some((attribution, trigger)) = self.announced.take() {
            self.add(attribution, tokens, DoubtReason::WordsAnnounced, trigger, false);
            return;
        }
        if let Some(opening) = &self.opening {
            let (attribution, trigger) = (opening.attribution, opening.trigger);
            let noted = opening.section != sentence.section;
            self.add(attribution, tokens, DoubtReason::AfterOpening, trigger, noted);
            if !noted {
                return;
            }
        }
        let report = self.report.as_ref().filter(|report| report.section == sentence.section);
        if let Some(report) = report.map(|report| report.attribution) {
            if continued::goes_on(self.text, &self.list[report], tokens) {
                let cue = self.list[report].cue.first().copied();
                let trigger = cue.unwrap_or_default();
                self.add(report, tokens, DoubtReason::AfterAccordingTo, trigger, false);
                return;
            }
            self.report = None;
        }
        self.viewpoint(tokens);
    }

    /// A look into the mind of the last named source.
    fn viewpoint(&mut self, tokens: TokenRange) {
        let Some(last) = self.last_named else { return };
        let Some(entity) = self.list[last].speaker.entity else { return };
        if tokens.range().rev().take(3).any(|token| self.text.is(token, "?")) {
            return;
        }
        for clause in clauses(self.text, tokens) {
            let subject = clause.subject.and_then(|subject| {
                let here = TokenRange::new(subject, subject + 1);
                self.text.mentions_in(here).find_map(|mention| mention.entity)
            });
            if let (true, Some(word)) = (subject == Some(entity), inner_state(self.text, &clause)) {
                let trigger = self.text.span(TokenRange::new(word, word + 1));
                let first = clause.words.first().copied().unwrap_or(word);
                let end = clause.words.last().map_or(word + 1, |last| last + 1);
                let clause = TokenRange::new(first, end);
                self.add(last, clause, DoubtReason::Viewpoint, trigger, false);
            }
        }
    }

    /// "In her words", and no words follow.
    fn words_announced(
        &mut self,
        acts: &[usize],
        found: &announced::Announced,
        sentence: &Sentence,
    ) {
        let trigger = self.text.span(found.phrase);
        let holds = |index: &&usize| {
            let attribution = &self.list[**index];
            let parts = attribution.cue.iter().chain(&attribution.source);
            parts.copied().any(|part| part.overlaps(trigger))
        };
        let own = acts.iter().find(holds).or_else(|| acts.first()).copied();
        let earlier = || found.entity.and_then(|entity| self.by_entity.get(&entity).copied());
        let Some(attribution) = own.or_else(earlier) else { return };
        if own.is_some() {
            self.not_given.push(attribution);
        } else {
            let mut rest = TokenRange::new(found.phrase.end, sentence.tokens.end);
            rest.start = rest.range().find(|&t| self.text.is_word(t)).unwrap_or(rest.end);
            self.add(attribution, rest, DoubtReason::WordsAnnounced, trigger, false);
        }
        let next = self.text.sentence(self.text.reading.sentence_of(sentence.tokens.end));
        if next.is_some_and(|next| next.section == sentence.section) {
            self.announced = Some((attribution, trigger));
        }
    }

    /// A clause right behind an indirect content, whose owner is open.
    fn edge(&mut self, index: usize, sentence: &Sentence) {
        let attribution = &self.list[index];
        if let Some(span) = continued::edge(self.text, self.cover, attribution, sentence.tokens) {
            let trigger = attribution.cue.first().copied().unwrap_or_default();
            self.add(index, span, DoubtReason::ClauseEdge, trigger, false);
        }
    }

    fn remember(&mut self, index: usize) {
        let attribution = &self.list[index];
        if !tells(attribution) {
            return;
        }
        if let Some(entity) = attribution.speaker.entity {
            self.by_entity.insert(entity, index);
            if attribution.speaker.voice == Voice::Named {
                self.last_named = Some(index);
            }
        }
    }

    /// The indirect report that ends a sentence.
    fn report_of(&self, acts: &[usize], sentence: &Sentence) -> Option<Report> {
        let told = |i: &usize| self.list[*i].depth == 0 && tells(&self.list[*i]);
        let last = acts.iter().copied().rfind(told)?;
        let open = continued::is_open_report(&self.list[last]);
        open.then_some(Report { attribution: last, section: sentence.section })
    }

    fn acts_of(&self, tokens: TokenRange) -> Vec<usize> {
        let first = self.acts.partition_point(|&(token, _)| token < tokens.start);
        let rest = self.acts.get(first..).unwrap_or_default();
        rest.iter().take_while(|(t, _)| *t < tokens.end).map(|&(_, index)| index).collect()
    }

    /// More than half of the words stand in what somebody told.
    fn is_covered(&self, tokens: TokenRange) -> bool {
        let told = |&token: &TokenIndex| {
            let mut chain = self.cover.chain(token).iter();
            chain.any(|id| self.list.get(id.0 as usize).is_some_and(tells))
        };
        let inside = tokens.range().filter(told).count();
        inside * 2 > tokens.len() as usize
    }

    /// More than half of the words stand between marks: somebody's words, though the finder of
    /// attributions could not say whose.
    fn is_quoted(&self, tokens: TokenRange) -> bool {
        let marks = self.text.reading.tokens.quotation.get(tokens.indices()).unwrap_or_default();
        marks.iter().filter(|&&mark| mark != 0).count() * 2 > tokens.len() as usize
    }

    fn add(
        &mut self,
        attribution: usize,
        tokens: TokenRange,
        why: DoubtReason,
        trigger: Span,
        noted: bool,
    ) {
        let Some(reach) = self.reach.get_mut(attribution) else { return };
        if tokens.is_empty() {
            return;
        }
        let span = self.text.span(tokens);
        let section = self.text.document.section_at(span.start);
        // One stretch a paragraph.
        if let Some(last) = reach.last_mut()
            && last.why == Some(why)
            && last.noted == noted
            && self.text.document.section_at(last.span.start) == section
        {
            last.span = last.span.join(span);
            return;
        }
        reach.push(Reach {
            span,
            scope: Scope::Doubtful,
            why: Some(why),
            trigger: Some(trigger),
            noted,
        });
    }
}

/// An act of speech or writing that reports something.
fn tells(attribution: &Attribution) -> bool {
    matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing | CueKind::Document)
        && !attribution.content.is_empty()
}
