//! The measures of the `CoNLL` 2018 shared task (Zeman et al. 2018): system words are right where a
//! gold word covers the same characters; words of one multiword token are aligned in order where
//! their number agrees.

use std::collections::BTreeMap;

use sayso_core::{Deprel, Reading, Span, TokenFlags};

/// Names of the measures, in the order of [`Counts`].
pub(super) const MEASURES: [&str; 10] =
    ["Tokens", "Sentences", "Words", "UPOS", "XPOS", "FEATS", "Lemma", "UAS", "LAS", "CLAS"];
/// Place of LAS.
pub(super) const LAS: usize = 8;

/// Gold, found, right.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Count {
    pub(super) gold: usize,
    pub(super) found: usize,
    pub(super) right: usize,
}

impl Count {
    /// F1 in percent.
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    pub(super) fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }

    pub(super) fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

/// A count a measure.
pub(super) type Counts = [Count; MEASURES.len()];

/// Adds up.
pub(super) fn total<'a>(all: impl IntoIterator<Item = &'a Counts>) -> Counts {
    let mut sum = Counts::default();
    for counts in all {
        for (sum, count) in sum.iter_mut().zip(counts) {
            sum.add(*count);
        }
    }
    sum
}

/// Relations of function words and marks, which CLAS leaves out.
fn is_function(deprel: Deprel) -> bool {
    use Deprel::{Aux, Case, Cc, Clf, Cop, Det, Mark, Punct};
    matches!(deprel.base(), Aux | Case | Cc | Clf | Cop | Det | Mark | Punct)
}

/// For each word, the span that aligns it: its multiword token's or its own.
fn spans(reading: &Reading) -> (Vec<Span>, Vec<Span>) {
    let mut tokens: Vec<Span> = Vec::new();
    let mut token_of = Vec::new();
    for (span, flags) in reading.tokens.span.iter().zip(&reading.tokens.flags) {
        let goes_on = flags.has(TokenFlags::MULTIWORD) && !flags.has(TokenFlags::MULTIWORD_START);
        match tokens.last_mut() {
            Some(last) if goes_on => *last = last.join(*span),
            _ => tokens.push(*span),
        }
        token_of.push(tokens.len() - 1);
    }
    let words = token_of.iter().map(|&t| tokens[t]).collect();
    (words, tokens)
}

/// Sentences shorter than the border, or all, of a document.
pub(super) fn score(gold: &Reading, found: &Reading, lengths: Option<(u32, u32)>) -> Counts {
    let (gold_words, gold_tokens) = spans(gold);
    let (found_words, found_tokens) = spans(found);
    let keep: Vec<bool> = gold
        .sentences
        .iter()
        .flat_map(|s| {
            let n = s.tokens.len();
            let kept = lengths.is_none_or(|(low, high)| low <= n && n <= high);
            s.tokens.range().map(move |_| kept)
        })
        .collect();
    let shared = |a: &[Span], b: &[Span]| {
        let key = |s: &Span| (s.start, s.end);
        let known: std::collections::BTreeSet<_> = a.iter().map(key).collect();
        b.iter().filter(|s| known.contains(&key(s))).count()
    };
    let sentences = |r: &Reading| r.sentences.iter().map(|s| s.span).collect::<Vec<_>>();
    let (gs, fs) = (sentences(gold), sentences(found));
    let mut counts = Counts::default();
    counts[0] = Count {
        gold: gold_tokens.len(),
        found: found_tokens.len(),
        right: shared(&gold_tokens, &found_tokens),
    };
    counts[1] = Count { gold: gs.len(), found: fs.len(), right: shared(&gs, &fs) };
    let mut by_span: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (i, span) in found_words.iter().enumerate() {
        by_span.entry((span.start, span.end)).or_default().push(i);
    }
    let mut pair: Vec<Option<usize>> = vec![None; gold_words.len()];
    let mut start = 0;
    for same in gold_words.chunk_by(|a, b| a == b) {
        let others = by_span.get(&(same[0].start, same[0].end));
        if let Some(others) = others.filter(|o| o.len() == same.len()) {
            for (i, &other) in others.iter().enumerate() {
                pair[start + i] = Some(other);
            }
        }
        start += same.len();
    }
    let all = keep.iter().filter(|&&k| k).count();
    let found_all = if lengths.is_some() { all } else { found_words.len() };
    for count in &mut counts[2..9] {
        *count = Count { gold: all, found: found_all, right: 0 };
    }
    let content = |r: &Reading| r.tokens.deprel.iter().filter(|&&d| !is_function(d)).count();
    counts[9] = Count { gold: content(gold), found: content(found), right: 0 };
    for (g, f) in pair.iter().enumerate().filter(|&(g, _)| keep[g]) {
        let Some(f) = *f else { continue };
        let rights = rights(gold, found, g, f, &pair);
        for (count, right) in counts[2..].iter_mut().zip(rights) {
            count.right += usize::from(right);
        }
    }
    counts
}

/// What is right of one aligned word, from Words to CLAS.
fn rights(
    gold: &Reading,
    found: &Reading,
    g: usize,
    f: usize,
    pair: &[Option<usize>],
) -> [bool; 8] {
    let id = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    let (gold_head, found_head) = (gold.tokens.head[g] as usize, found.tokens.head[f] as usize);
    let head = match (gold_head == g, found_head == f) {
        (true, true) => true,
        (false, false) => pair[gold_head] == Some(found_head),
        _ => false,
    };
    let (gold_rel, found_rel) = (gold.tokens.deprel[g].base(), found.tokens.deprel[f].base());
    let las = head && gold_rel == found_rel;
    let lemma = gold.lemma(id(g));
    [
        true,
        gold.tokens.upos[g] == found.tokens.upos[f],
        gold.tokens.xpos[g] == found.tokens.xpos[f],
        gold.feats(id(g)) == found.feats(id(f)),
        lemma.is_empty() || lemma == "_" || lemma == found.lemma(id(f)),
        head,
        las,
        las && !is_function(gold_rel),
    ]
}
