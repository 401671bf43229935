//! The scorer of attributions: four measures, each a count of hits, predicted and gold items.
//!
//! * exact, per role: a predicted fragment counts when a gold fragment of that role has the same two
//!   ends; fragments shared by several attributions count once;
//! * chars, per role: overlap of the marked characters;
//! * linked: content overlaps by Jaccard >= 0.5, the cues touch, and the sources touch or both are
//!   absent; one to one, best content overlap first;
//! * whole: the fragments of all three roles are equal.

use std::collections::BTreeSet;

use crate::polnear::Roles;

/// Names of the measures, in the order of [`Counts`].
pub const MEASURES: [&str; 8] = [
    "exact source",
    "exact cue",
    "exact content",
    "chars source",
    "chars cue",
    "chars content",
    "linked",
    "whole",
];

/// Index of *linked* in [`MEASURES`].
pub const LINKED: usize = 6;

/// Hits, predicted and gold items.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// Items in both.
    pub hits: usize,
    /// Items predicted.
    pub predicted: usize,
    /// Items of the gold.
    pub gold: usize,
}

impl Count {
    /// Adds another document's.
    pub fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }

    /// Precision, recall and F1 in percent; 0 where the denominator is.
    pub fn percent(self) -> [f64; 3] {
        let share = |of: usize| if of == 0 { 0.0 } else { 100.0 * real(self.hits) / real(of) };
        let (p, r) = (share(self.predicted), share(self.gold));
        [p, r, if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }]
    }
}

/// A count as a number to divide.
pub fn real(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// One count a measure.
pub type Counts = [Count; 8];

/// Counts of one document, with the pairs behind *linked*.
#[derive(Clone, Debug)]
pub struct Scored {
    /// One count a measure.
    pub counts: Counts,
    /// Linked pairs: index of the gold and of the predicted attribution.
    pub pairs: Vec<(usize, usize)>,
}

/// Scores cleaned predictions of one document against its cleaned gold.
pub fn score(gold: &[Roles], predicted: &[Roles]) -> Scored {
    let mut counts = Counts::default();
    for role in 0..3 {
        let fragments = |list: &[Roles]| -> BTreeSet<(usize, usize)> {
            list.iter().flat_map(|roles| roles.each()[role].iter().copied()).collect()
        };
        let (g, p) = (fragments(gold), fragments(predicted));
        counts[role] =
            Count { hits: g.intersection(&p).count(), predicted: p.len(), gold: g.len() };
        let (g, p) = (union(g.into_iter()), union(p.into_iter()));
        counts[3 + role] = Count { hits: overlap(&g, &p), predicted: size(&p), gold: size(&g) };
    }
    let pairs = linked(gold, predicted);
    counts[LINKED] = Count { hits: pairs.len(), predicted: predicted.len(), gold: gold.len() };
    let mut left: Vec<&Roles> = gold.iter().collect();
    for roles in predicted {
        if let Some(i) = left.iter().position(|g| *g == roles) {
            left.remove(i);
        }
    }
    let hits = gold.len() - left.len();
    counts[LINKED + 1] = Count { hits, predicted: predicted.len(), gold: gold.len() };
    Scored { counts, pairs }
}

fn linked(gold: &[Roles], predicted: &[Roles]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let sources =
                (g.source.is_empty() && p.source.is_empty()) || touch(&g.source, &p.source);
            if !sources || !touch(&g.cue, &p.cue) || !touch(&g.content, &p.content) {
                continue;
            }
            let (mg, mp) = (union(g.content.iter().copied()), union(p.content.iter().copied()));
            let common = overlap(&mg, &mp);
            let jaccard = real(common) / real(size(&mg) + size(&mp) - common);
            if jaccard >= 0.5 {
                pairs.push((jaccard, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_g, mut used_p) = (BTreeSet::new(), BTreeSet::new());
    pairs.retain(|&(_, i, j)| {
        let free = !used_g.contains(&i) && !used_p.contains(&j);
        if free {
            used_g.insert(i);
            used_p.insert(j);
        }
        free
    });
    pairs.into_iter().map(|(_, i, j)| (i, j)).collect()
}

/// Trims spans of white space and makes one of those that only white space parts; drops spans that
/// are empty or outside the text, and attributions left with no span at all.
pub fn clean(text: &[char], attributions: &[Roles]) -> Vec<Roles> {
    let role = |spans: &[(usize, usize)]| {
        let mut spans: Vec<_> = spans.iter().filter_map(|&span| trim(text, span)).collect();
        spans.sort_unstable();
        let mut merged: Vec<(usize, usize)> = Vec::new();
        for (start, end) in spans {
            match merged.last_mut() {
                Some(last) if start <= last.1 || text[last.1..start].iter().all(|&c| space(c)) => {
                    last.1 = last.1.max(end);
                }
                _ => merged.push((start, end)),
            }
        }
        merged
    };
    attributions
        .iter()
        .map(|a| Roles { source: role(&a.source), cue: role(&a.cue), content: role(&a.content) })
        .filter(|a| a.each().iter().any(|spans| !spans.is_empty()))
        .collect()
}

fn trim(text: &[char], (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let inside = text.get(start..end)?;
    let lead = inside.iter().take_while(|&&c| space(c)).count();
    let tail = inside.iter().rev().take_while(|&&c| space(c)).count();
    (lead < inside.len()).then_some((start + lead, end - tail))
}

/// White space as the shared scorer's language counts it: also the four separators U+001C to U+001F.
fn space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

fn touch(x: &[(usize, usize)], y: &[(usize, usize)]) -> bool {
    x.iter().any(|a| y.iter().any(|b| a.0 < b.1 && b.0 < a.1))
}

/// The same characters as disjoint spans in order.
fn union(spans: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let mut spans: Vec<_> = spans.collect();
    spans.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

fn size(spans: &[(usize, usize)]) -> usize {
    spans.iter().map(|span| span.1 - span.0).sum()
}

/// Characters in both of two disjoint, ordered lists.
fn overlap(x: &[(usize, usize)], y: &[(usize, usize)]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (x.get(i), y.get(j)) {
        common += a.1.min(b.1).saturating_sub(a.0.max(b.0));
        if a.1 <= b.1 {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// A 95 % interval of F1 per measure: documents drawn with replacement, from a fixed seed.
pub fn bootstrap(documents: &[Counts], draws: usize) -> [(f64, f64); 8] {
    let mut state = 1_u64;
    let mut figures: Vec<Vec<f64>> = vec![Vec::new(); 8];
    for _ in 0..draws {
        let mut sum = Counts::default();
        for _ in documents {
            // Steele and others 2014, SplitMix64.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            let i = usize::try_from(z % documents.len() as u64).unwrap_or(0);
            for (total, count) in sum.iter_mut().zip(documents[i]) {
                total.add(count);
            }
        }
        for (list, count) in figures.iter_mut().zip(sum) {
            list.push(count.percent()[2]);
        }
    }
    std::array::from_fn(|measure| {
        let list = &mut figures[measure];
        list.sort_by(f64::total_cmp);
        let at = |permille: usize| {
            list.get((permille * draws / 1000).min(draws.saturating_sub(1))).copied()
        };
        (at(25).unwrap_or(0.0), at(975).unwrap_or(0.0))
    })
}
