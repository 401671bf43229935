//! Links runs to attributions: each content to a cue, each cue to a source or to none, by two small
//! log-linear models over what stands between the two. Weights come from gold runs of train.

use sayso_core::Deprel;

use super::{Role, Run};
use crate::surface::{Mark, Words};

/// Number of features of either model.
pub const FEATURES: usize = 224;

/// Runs of the other role that are looked at to either side.
const NEAREST: usize = 5;

/// Weights of the two models.
#[derive(Clone, PartialEq, Debug)]
pub struct LinkWeights {
    /// Of a content and a cue.
    pub content: Vec<f32>,
    /// Of a cue and a source.
    pub source: Vec<f32>,
}

impl Default for LinkWeights {
    fn default() -> Self {
        Self { content: vec![0.0; FEATURES], source: vec![0.0; FEATURES] }
    }
}

/// One way to link a run: to another run, or to none, with its features.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// Index of the other run.
    pub to: Option<usize>,
    /// Indices of the features that hold.
    pub features: Vec<u16>,
}

/// The runs of a document with what links look at.
pub(crate) struct Field<'a, 'b> {
    words: &'b Words<'a>,
    runs: &'b [Run],
    /// Runs of each role before the i-th run.
    before: Vec<[u16; 3]>,
    /// Plain words (no mark, no source) before each word.
    plain: Vec<u32>,
    /// Full stops before each word.
    stops: Vec<u32>,
    /// Commas before each word.
    commas: Vec<u32>,
    /// Section of each run.
    section: Vec<u32>,
    /// Sentence of each run.
    sentence: Vec<usize>,
    /// The cue run of each word.
    cue_of: Vec<u32>,
}

const NO_RUN: u32 = u32::MAX;

fn bucket(n: u32) -> u16 {
    match n {
        0 => 0,
        1..=2 => 1,
        3..=6 => 2,
        7..=15 => 3,
        _ => 4,
    }
}

impl<'a, 'b> Field<'a, 'b> {
    /// Looks at runs in order.
    pub(crate) fn new(words: &'b Words<'a>, runs: &'b [Run]) -> Self {
        let mut before = Vec::with_capacity(runs.len() + 1);
        let mut count = [0_u16; 3];
        let mut in_source = vec![false; words.len()];
        let mut cue_of = vec![NO_RUN; words.len()];
        for (index, run) in runs.iter().enumerate() {
            before.push(count);
            count[run.role as usize] = count[run.role as usize].saturating_add(1);
            match run.role {
                Role::Source => in_source[run.start..run.end].fill(true),
                Role::Cue => {
                    cue_of[run.start..run.end].fill(u32::try_from(index).unwrap_or(NO_RUN));
                }
                Role::Content => {}
            }
        }
        before.push(count);
        let sums = |holds: &dyn Fn(usize) -> bool| -> Vec<u32> {
            let mut sum = 0;
            let mut sums = vec![0];
            for i in 0..words.len() {
                sum += u32::from(holds(i));
                sums.push(sum);
            }
            sums
        };
        let reading = words.reading;
        let sentence: Vec<usize> = runs
            .iter()
            .map(|run| reading.sentence_of(u32::try_from(run.start).unwrap_or(u32::MAX)))
            .collect();
        let section =
            sentence.iter().map(|&s| reading.sentences.get(s).map_or(0, |s| s.section)).collect();
        Self {
            words,
            runs,
            before,
            plain: sums(&|i| !words.is_punctuation(i) && !in_source[i]),
            stops: sums(&|i| words.is_stop(i)),
            commas: sums(&|i| words.lower(i) == ","),
            section,
            sentence,
            cue_of,
        }
    }

    /// Every way to link a content to a cue.
    pub(crate) fn ways_of_content(&self, content: usize) -> Vec<Way> {
        let mut ways = vec![Way { to: None, features: self.unlinked_content(content) }];
        let near = self.near(content, Role::Cue);
        for &cue in &near {
            ways.push(Way { to: Some(cue), features: self.content_features(content, cue) });
        }
        if let Some(earlier) = self.earlier_cue(content) {
            let mut features = vec![200];
            features.push(201 + u16::from(self.opens(content)));
            features.push(203 + u16::from(near.is_empty()));
            features.push(205 + u16::from(self.starts_section(content)));
            features.push(207 + u16::from(self.continues(content)));
            ways.push(Way { to: Some(earlier), features });
        }
        ways
    }

    /// Every way to link a cue to a source.
    pub(crate) fn ways_of_cue(&self, cue: usize) -> Vec<Way> {
        let near = self.near(cue, Role::Source);
        let mut ways =
            vec![Way { to: None, features: self.unlinked_cue(cue, near.first().copied()) }];
        for &source in &near {
            ways.push(Way { to: Some(source), features: self.source_features(cue, source) });
        }
        ways
    }

    /// Runs of a role in the section of a run, nearest first on either side.
    fn near(&self, run: usize, role: Role) -> Vec<usize> {
        let same = |k: &usize| self.section[*k] == self.section[run];
        let is = |k: &usize| self.runs[*k].role == role;
        let mut near: Vec<usize> =
            (0..run).rev().take_while(same).filter(is).take(NEAREST).collect();
        near.extend((run + 1..self.runs.len()).take_while(same).filter(is).take(NEAREST));
        near.sort_by_key(|&k| (self.gap(run, k), k));
        near
    }

    /// The last cue of the section before.
    fn earlier_cue(&self, run: usize) -> Option<usize> {
        (0..run)
            .rev()
            .take(24)
            .find(|&k| self.runs[k].role == Role::Cue && self.section[k] != self.section[run])
            .filter(|&k| self.section[run] - self.section[k] <= 2 || self.continues(run))
    }

    fn between(&self, a: usize, b: usize) -> (usize, usize) {
        let (a, b) = (a.min(b), a.max(b));
        (self.runs[a].end, self.runs[b].start.max(self.runs[a].end))
    }

    fn gap(&self, a: usize, b: usize) -> u32 {
        let (from, to) = self.between(a, b);
        self.plain[to] - self.plain[from]
    }

    fn count(&self, a: usize, b: usize, role: Role) -> u16 {
        let (a, b) = (a.min(b), a.max(b));
        self.before[b][role as usize] - self.before[a + 1][role as usize]
    }

    fn opens(&self, run: usize) -> bool {
        self.words.mark(self.runs[run].start) == Mark::Open
    }

    fn continues(&self, run: usize) -> bool {
        self.words
            .quotation(self.runs[run].start)
            .and_then(|q| self.words.reading.quotations.get(q))
            .is_some_and(|q| q.continues.is_some())
    }

    fn starts_section(&self, run: usize) -> bool {
        let start = self.runs[run].start;
        let sentences = &self.words.reading.sentences;
        let here = self.sentence[run];
        sentences.get(here).is_some_and(|s| s.tokens.start as usize == start)
            && (here == 0 || sentences.get(here - 1).is_none_or(|s| s.section != self.section[run]))
    }

    fn unlinked_content(&self, content: usize) -> Vec<u16> {
        let run = self.runs[content];
        let long = bucket(u32::try_from(run.end - run.start).unwrap_or(u32::MAX));
        let cues = self.near(content, Role::Cue);
        let far = cues.first().map_or(5, |&cue| bucket(self.gap(content, cue)));
        vec![210, 211 + long, 216 + u16::from(self.opens(content)), 218 + far]
    }

    fn content_features(&self, content: usize, cue: usize) -> Vec<u16> {
        let side = u16::from(content < cue);
        let mut features = Vec::with_capacity(16);
        let mut at = 0;
        let mut add = |value: u16, values: u16| {
            features.push(at + side * values + value.min(values - 1));
            at += 2 * values;
        };
        let gap = bucket(self.gap(content, cue));
        let cues = self.count(content, cue, Role::Cue);
        let (from, to) = self.between(content, cue);
        let stops = self.stops[to] - self.stops[from];
        let quoted = u16::from(self.opens(content));
        let sentences = self.sentence[content].abs_diff(self.sentence[cue]);
        add(cues, 4);
        add(self.count(content, cue, Role::Content), 3);
        add(self.count(content, cue, Role::Source), 3);
        add(gap, 5);
        add(u16::try_from(sentences).unwrap_or(2), 3);
        add(u16::from(stops > 0), 2);
        add(5 * quoted + gap, 10);
        add(self.hangs(content, cue), 4);
        add(u16::from(self.has_nearer_content(content, cue)), 2);
        add(5 * u16::from(cues > 0) + gap, 10);
        add(2 * u16::from(stops > 0) + quoted, 4);
        features
    }

    /// Another content stands on the cue's other side, or right after it.
    fn has_nearer_content(&self, content: usize, cue: usize) -> bool {
        let after =
            (cue + 1..self.runs.len().min(cue + 4)).find(|&k| self.runs[k].role != Role::Source);
        after.is_some_and(|k| {
            k != content && self.runs[k].role == Role::Content && self.gap(cue, k) == 0
        })
    }

    /// What the tree says: 1 a word of the content hangs on the cue, 2 the cue hangs on the content,
    /// 3 both; 0 neither, or no tree.
    fn hangs(&self, run: usize, cue: usize) -> u16 {
        let heads = &self.words.reading.tokens.head;
        let within = |i: usize, run: Run| run.start <= i && i < run.end;
        let hangs = |run: Run, on: Run| {
            (run.start..run.end).any(|i| {
                heads.get(i).is_some_and(|&head| {
                    let head = head as usize;
                    head != i && within(head, on)
                })
            })
        };
        let (run, cue) = (self.runs[run], self.runs[cue]);
        u16::from(hangs(run, cue)) + 2 * u16::from(hangs(cue, run))
    }

    fn source_features(&self, cue: usize, source: usize) -> Vec<u16> {
        let side = u16::from(source < cue);
        let mut features = Vec::with_capacity(16);
        let mut at = 0;
        let mut add = |value: u16, values: u16| {
            features.push(at + side * values + value.min(values - 1));
            at += 2 * values;
        };
        let gap = bucket(self.gap(cue, source));
        let (from, to) = self.between(cue, source);
        let sources = self.count(cue, source, Role::Source);
        let cues = self.count(cue, source, Role::Cue);
        let contents = self.count(cue, source, Role::Content);
        let stops = self.stops[to] - self.stops[from];
        let commas = self.commas[to] - self.commas[from];
        let sentences = self.sentence[cue].abs_diff(self.sentence[source]);
        let words = self.words;
        let start = self.runs[cue].start;
        let joined = start > 0 && words.is_any(start - 1, "and but or");
        let participle = words.lower(start).ends_with("ing");
        add(sources, 3);
        add(cues, 3);
        add(contents, 3);
        add(gap, 5);
        add(u16::try_from(sentences).unwrap_or(2), 3);
        add(u16::from(stops > 0), 2);
        add(u16::try_from(commas).unwrap_or(3), 3);
        add(self.subject(source, cue), 5);
        add(4 * u16::from(joined) + cues.min(1) * 2 + u16::from(gap > 0), 8);
        add(4 * u16::from(participle) + cues.min(1) * 2 + u16::from(gap > 0), 8);
        add(
            2 * u16::from(words.is_any(self.runs[source].start, "who which that"))
                + u16::from(gap > 0),
            4,
        );
        add(
            u16::from(
                self.runs[source].start > 0
                    && words.is_any(self.runs[source].start - 1, "by from of"),
            ),
            2,
        );
        add(self.shared(source, cue), 2);
        features
    }

    /// How a source hangs on a cue: 1 as subject, 2 as agent or oblique, 3 as possessive or else,
    /// 4 the cue hangs on the source; 0 not at all.
    fn subject(&self, source: usize, cue: usize) -> u16 {
        let tokens = &self.words.reading.tokens;
        let (source, cue) = (self.runs[source], self.runs[cue]);
        for i in source.start..source.end {
            let head = tokens.head.get(i).map_or(i, |&h| h as usize);
            if head != i && cue.start <= head && head < cue.end {
                return match tokens.deprel.get(i).map(|d| d.base()) {
                    Some(Deprel::Nsubj | Deprel::Csubj) => 1,
                    Some(Deprel::Obl) => 2,
                    _ => 3,
                };
            }
        }
        let back = (cue.start..cue.end).any(|i| {
            let head = tokens.head.get(i).map_or(i, |&h| h as usize);
            head != i && source.start <= head && head < source.end
        });
        4 * u16::from(back)
    }

    /// The cue hangs on another cue that the source is the subject of.
    fn shared(&self, source: usize, cue: usize) -> u16 {
        let tokens = &self.words.reading.tokens;
        let run = self.runs[cue];
        let outer = (run.start..run.end).find_map(|i| {
            let head = *tokens.head.get(i)? as usize;
            let other = *self.cue_of.get(head)?;
            (other != NO_RUN && other as usize != cue).then_some(other as usize)
        });
        outer.map_or(0, |outer| u16::from(self.subject(source, outer) == 1))
    }

    fn unlinked_cue(&self, cue: usize, nearest: Option<usize>) -> Vec<u16> {
        let words = self.words;
        let run = self.runs[cue];
        let far = nearest.map_or(5, |source| bucket(self.gap(cue, source)));
        let passive =
            (run.start..run.end).any(|i| words.is_any(i, "is are was were be been being"));
        let noun = words.is_determiner(run.start);
        let seems = words.is_any(run.start, "seem seems seemed appear appears appeared reportedly allegedly apparently known asked titled called expected");
        let participle = words.lower(run.start).ends_with("ing");
        let mut features = vec![
            200,
            201 + far,
            207 + u16::from(passive),
            209 + u16::from(noun),
            211 + u16::from(seems),
            213 + u16::from(participle),
        ];
        if passive {
            features.push(215 + far);
        }
        features
    }
}

/// The best way under some weights, with its probability among all.
pub fn best<'w>(ways: &'w [Way], weights: &[f32]) -> Option<(&'w Way, f32)> {
    let scores: Vec<f32> = ways.iter().map(|way| total(way, weights)).collect();
    let mut top = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > *scores.get(top)? {
            top = i;
        }
    }
    let highest = *scores.get(top)?;
    let sum: f32 = scores.iter().map(|s| sayso_read::net::math::exp(s - highest)).sum();
    Some((ways.get(top)?, 1.0 / sum))
}

/// The score of one way.
pub fn total(way: &Way, weights: &[f32]) -> f32 {
    way.features.iter().filter_map(|&f| weights.get(usize::from(f))).sum()
}
