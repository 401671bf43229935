//! From states to labels: tags and features, lemmas, heads and relations, names.

use std::ops::Range;

use sayso_core::{Deprel, EntityKind, Upos, Xpos};

use super::kernel::{LEVELS, Path, Rows, Weights, wide};
use super::layers::{Linear, total, viterbi};
use super::lemma::Script;
use super::math::exp;
use super::tables::Tables;
use super::tree;

/// Distances beyond this share a bias.
pub(crate) const REACH: usize = 20;

/// Products of two activations need smaller ones: 2047 x 2047 x 128 inputs fit 32 bits.
const PAIR_LEVELS: f32 = 2047.0;

/// What names name, in the order of their labels: outside, then begin and inside of each.
pub(crate) const NAME_KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Other];

/// A classifier whose outputs are scored one by one.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Sparse {
    pub(crate) inputs: usize,
    /// `outputs x inputs`
    pub(crate) weights: Vec<i8>,
    pub(crate) scales: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Sparse {
    /// The score of one output for a quantised row.
    #[expect(clippy::cast_precision_loss, reason = "rounded to nearest on every platform")]
    fn score(&self, path: Path, row: &[i16], scale: f32, output: usize) -> f32 {
        let weights = self.weights.get(output * self.inputs..(output + 1) * self.inputs);
        let mut sum = 0;
        product(path, row, weights.unwrap_or_default(), &mut sum);
        let at = |values: &[f32]| values.get(output).copied().unwrap_or(0.0);
        sum as f32 * (scale * at(&self.scales)) + at(&self.bias)
    }

    /// The best of some outputs, the first at a tie.
    fn best(
        &self,
        path: Path,
        row: &[i16],
        scale: f32,
        outputs: impl Iterator<Item = usize>,
    ) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        for output in outputs {
            let score = self.score(path, row, scale, output);
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, output));
            }
        }
        best.map(|(_, output)| output)
    }
}

wide! {
    fn product(row: &[i16], weights: &[i8], sum: &mut i32) {
        *sum = row.iter().zip(weights).map(|(&a, &w)| i32::from(a) * i32::from(w)).sum();
    }
}

/// Weights of all heads.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Heads {
    /// 17 parts of speech, then the Penn tags.
    pub(crate) tags: Linear,
    pub(crate) feats: Sparse,
    pub(crate) scripts: Sparse,
    pub(crate) names: Linear,
    pub(crate) arc_word: Linear,
    pub(crate) arc_head: Linear,
    pub(crate) arc_pair: Weights,
    pub(crate) arc_head_bias: Vec<f32>,
    pub(crate) arc_root: Vec<f32>,
    pub(crate) arc_distance: Vec<f32>,
    pub(crate) relation_word: Linear,
    pub(crate) relation_head: Linear,
    pub(crate) relation: Linear,
}

/// Labels of one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tag {
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    /// Index of [`Tables::feats`].
    pub(crate) feats: u16,
    pub(crate) margin: u8,
}

/// Head of one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Arc {
    /// Row; a root has its own.
    pub(crate) head: u32,
    pub(crate) deprel: Deprel,
    pub(crate) margin: u8,
}

/// Words that form a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Name {
    /// Rows.
    pub(crate) words: Range<u32>,
    pub(crate) kind: EntityKind,
    pub(crate) margin: u8,
}

/// Buffers of all heads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buffers {
    pub(crate) states: Rows,
    scores: Vec<f32>,
    word: Vec<f32>,
    head: Vec<f32>,
    turned: Vec<f32>,
    words: Rows,
    heads: Rows,
    as_weights: Weights,
    inner: Vec<f32>,
    arcs: Vec<f32>,
}

impl Heads {
    /// Tags of every row of `buffers.states`.
    pub(crate) fn tags(
        &self,
        path: Path,
        tables: &Tables,
        buffers: &mut Buffers,
        out: &mut Vec<Tag>,
    ) {
        let Buffers { states, scores, .. } = buffers;
        self.tags.apply(path, states, scores);
        let width = self.tags.weights.outputs();
        let values = states.values.chunks_exact(states.width.max(1));
        for ((scores, row), &scale) in
            scores.chunks_exact(width.max(1)).zip(values).zip(&states.scales)
        {
            let (upos, xpos) = scores.split_at(Upos::ALL.len().min(scores.len()));
            // Log probabilities differ from scores by a constant for each set of tags.
            let joint = |pair: &super::tables::TagPair| {
                upos.get(pair.upos as usize).unwrap_or(&f32::MIN)
                    + xpos.get(pair.xpos as usize).unwrap_or(&f32::MIN)
            };
            let mut top = (f32::MIN, 0);
            for (i, pair) in tables.pairs.iter().enumerate() {
                let score = joint(pair);
                top = if score > top.0 { (score, i) } else { top };
            }
            let Some(pair) = tables.pairs.get(top.1) else { continue };
            let feats = match pair.feats.as_slice() {
                &[only] => only,
                some => {
                    let candidates = some.iter().map(|&f| usize::from(f));
                    let best = self.feats.best(path, row, scale, candidates).unwrap_or(0);
                    u16::try_from(best).unwrap_or(0)
                }
            };
            let margin = margin(path, upos, pair.upos as usize);
            out.push(Tag { upos: pair.upos, xpos: pair.xpos, feats, margin });
        }
    }

    /// The script of a form that the lexicon does not know; `None` where none fits.
    pub(crate) fn script<'t>(
        &self,
        path: Path,
        tables: &'t Tables,
        states: &Rows,
        row: usize,
        form: &str,
    ) -> Option<&'t Script> {
        let values = states.values.get(row * states.width..(row + 1) * states.width)?;
        let scale = *states.scales.get(row)?;
        let lower = form.to_lowercase();
        let fits = |script: &Script| {
            if script.keep_case {
                form.ends_with(&script.from)
            } else {
                lower.ends_with(&script.from)
            }
        };
        let scored = tables.scripts.iter().take(tables.scored_scripts).enumerate();
        let candidates = scored.filter(|(_, s)| fits(s)).map(|(i, _)| i);
        tables.scripts.get(self.scripts.best(path, values, scale, candidates)?)
    }

    /// Heads and relations of every row of `buffers.states`.
    pub(crate) fn arcs(
        &self,
        path: Path,
        sentences: &[Range<u32>],
        buffers: &mut Buffers,
        out: &mut Vec<Arc>,
    ) {
        let Buffers { states, word, head, turned, words, heads, .. } = buffers;
        self.arc_word.apply(path, states, word);
        self.arc_head.apply(path, states, head);
        rectify(word);
        rectify(head);
        let width = self.arc_pair.inputs();
        words.fill(path, word, width, LEVELS);
        self.arc_pair.times(path, words, &[], turned);
        words.fill(path, turned, width, PAIR_LEVELS);
        heads.fill(path, head, width, PAIR_LEVELS);
        let first = out.len();
        for sentence in sentences {
            self.sentence_arcs(path, sentence, buffers, out);
        }
        self.relations(path, buffers, out.get_mut(first..).unwrap_or_default());
    }

    fn sentence_arcs(
        &self,
        path: Path,
        sentence: &Range<u32>,
        buffers: &mut Buffers,
        out: &mut Vec<Arc>,
    ) {
        let Buffers { word, head, words, heads, as_weights, inner, arcs, .. } = buffers;
        let (start, n) = (sentence.start as usize, sentence.len());
        let width = self.arc_pair.inputs();
        as_weights.from_rows(heads, start..start + n);
        inner.clear();
        inner.resize(n * n, 0.0);
        let values = words.values.get(start * words.width..(start + n) * words.width);
        let scales = words.scales.get(start..start + n).unwrap_or_default();
        as_weights.times_rows(path, values.unwrap_or_default(), words.width, scales, &[], inner);
        let row = |rows: &[f32], i: usize, with: &[f32]| {
            rows.get((start + i) * width..(start + i + 1) * width).map_or(0.0, |row| dot(row, with))
        };
        let head_bias: Vec<f32> = (0..n).map(|j| row(head, j, &self.arc_head_bias)).collect();
        arcs.clear();
        for i in 0..n {
            let inner = inner.get(i * n..(i + 1) * n).unwrap_or_default();
            arcs.extend(inner.iter().zip(&head_bias).enumerate().map(|(j, (score, bias))| {
                let distance = (j + REACH).saturating_sub(i).min(2 * REACH);
                if i == j {
                    f32::NEG_INFINITY
                } else {
                    score + bias + self.arc_distance.get(distance).copied().unwrap_or(0.0)
                }
            }));
            arcs.push(row(word, i, &self.arc_root));
        }
        for (i, head) in tree::heads(arcs, n).into_iter().enumerate() {
            let scores = arcs.get(i * (n + 1)..(i + 1) * (n + 1)).unwrap_or_default();
            let row = u32::try_from(if head == n { i } else { head }).unwrap_or(0);
            out.push(Arc {
                head: sentence.start + row,
                deprel: Deprel::Root,
                margin: margin(path, scores, head),
            });
        }
    }

    /// Relations of words to the heads found.
    fn relations(&self, path: Path, buffers: &mut Buffers, arcs: &mut [Arc]) {
        let Buffers { states, word, head, words, scores, .. } = buffers;
        self.relation_word.apply(path, states, word);
        self.relation_head.apply(path, states, head);
        let width = self.relation_word.weights.outputs();
        for (arc, row) in arcs.iter().zip(word.chunks_exact_mut(width.max(1))) {
            let above = head.get(arc.head as usize * width..).unwrap_or_default();
            for (v, above) in row.iter_mut().zip(above) {
                *v += above;
            }
        }
        rectify(word);
        words.fill(path, word, width, LEVELS);
        self.relation.apply(path, words, scores);
        let labels = self.relation.weights.outputs().max(1);
        for ((i, arc), scores) in arcs.iter_mut().enumerate().zip(scores.chunks_exact(labels)) {
            if arc.head as usize != i {
                let label = best(scores, Deprel::Root as usize);
                arc.deprel = Deprel::ALL.get(label).copied().unwrap_or_default();
            }
        }
    }

    /// Names in the rows of `buffers.states`.
    pub(crate) fn names(
        &self,
        path: Path,
        sentences: &[Range<u32>],
        buffers: &mut Buffers,
        out: &mut Vec<Name>,
    ) {
        let Buffers { states, scores, .. } = buffers;
        self.names.apply(path, states, scores);
        let labels = self.names.weights.outputs();
        for sentence in sentences {
            let rows = sentence.start as usize * labels..sentence.end as usize * labels;
            let scores = scores.get(rows).unwrap_or_default();
            for (i, label) in (0..).zip(viterbi(scores, labels, follows)) {
                if label == 0 {
                    continue;
                }
                let row = scores.get(i as usize * labels..).and_then(|s| s.get(..labels));
                let margin = margin(path, row.unwrap_or_default(), usize::from(label));
                let at = sentence.start + i;
                match out.last_mut() {
                    Some(name) if label % 2 == 0 && name.words.end == at => {
                        name.words.end = at + 1;
                        name.margin = name.margin.min(margin);
                    }
                    _ => out.push(Name {
                        words: at..at + 1,
                        kind: NAME_KINDS
                            .get(usize::from(label - 1) / 2)
                            .copied()
                            .unwrap_or_default(),
                        margin,
                    }),
                }
            }
        }
    }
}

/// An inside label follows only the begin or inside of its own kind.
fn follows(before: Option<usize>, label: usize) -> f32 {
    let fits =
        label == 0 || label % 2 == 1 || matches!(before, Some(b) if b == label || b + 1 == label);
    if fits { 0.0 } else { -1e9 }
}

fn rectify(x: &mut [f32]) {
    for v in x {
        *v = if *v > 0.0 { *v } else { 0.0 };
    }
}

/// Product sum in eight lanes and a fixed tree.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.iter().zip(b) {
        lanes = std::array::from_fn(|i| lanes[i] + a[i] * b[i]);
    }
    for (lane, (a, b)) in lanes.iter_mut().zip(a_rest.iter().zip(b_rest)) {
        *lane += a * b;
    }
    total(lanes)
}

/// The best class but one that is out of the question; the lower at a tie.
fn best(scores: &[f32], except: usize) -> usize {
    let mut top = (f32::NEG_INFINITY, usize::from(except == 0));
    for (i, &score) in scores.iter().enumerate() {
        top = if i != except && score > top.0 { (score, i) } else { top };
    }
    top.1
}

/// Probability of the chosen class less that of the best other one, x255; 0 where another is likelier.
fn margin(path: Path, scores: &[f32], chosen: usize) -> u8 {
    let (Some(&own), Some((before, [_, after @ ..]))) =
        (scores.get(chosen), scores.split_at_checked(chosen))
    else {
        return u8::MAX;
    };
    if scores.len() < 2 {
        return u8::MAX;
    }
    let mut other = f32::NEG_INFINITY;
    for part in [before, after] {
        raise(path, part, &mut other);
    }
    let top = if other > own { other } else { own };
    let mut sum = 0.0;
    add_powers(path, scores, top, &mut sum);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
    let margin = ((exp(own - top) - exp(other - top)) / sum * 255.0 + 0.5).clamp(0.0, 255.0) as u8;
    margin
}

wide! {
    /// Raises a value to the largest of some.
    fn raise(values: &[f32], to: &mut f32) {
        let (blocks, rest) = values.as_chunks::<8>();
        let mut lanes = [*to; 8];
        let larger = |a: f32, b: f32| if b > a { b } else { a };
        for block in blocks {
            lanes = std::array::from_fn(|i| larger(lanes[i], block[i]));
        }
        *to = lanes.iter().chain(rest).fold(*to, |a, &b| larger(a, b));
    }
}

wide! {
    /// Sum of the powers of e, each score less the top one.
    fn add_powers(scores: &[f32], top: f32, sum: &mut f32) {
        let (blocks, rest) = scores.as_chunks::<8>();
        let mut lanes = [0.0f32; 8];
        for block in blocks {
            lanes = std::array::from_fn(|i| lanes[i] + exp(block[i] - top));
        }
        for (lane, &score) in lanes.iter_mut().zip(rest) {
            *lane += exp(score - top);
        }
        *sum = total(lanes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins() {
        let margin = |scores: &[f32], chosen| margin(Path::detect(), scores, chosen);
        assert_eq!(margin(&[1.0, f32::NEG_INFINITY], 0), 255);
        assert_eq!(margin(&[0.0, 0.0], 0), 0);
        assert_eq!(margin(&[50.0, 0.0], 0), 255);
        assert_eq!(margin(&[50.0, 0.0], 1), 0);
        assert_eq!(margin(&[f32::NEG_INFINITY, 1.0], 1), 255);
    }

    #[test]
    fn inside_follows_its_own_kind_only() {
        let fits = |before, label| follows(before, label) == 0.0;
        assert!(fits(None, 1) && fits(Some(1), 2) && fits(Some(2), 2) && fits(Some(2), 3));
        assert!(!fits(None, 2) && !fits(Some(1), 4) && !fits(Some(0), 2) && !fits(Some(3), 2));
    }
}
