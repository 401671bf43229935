//! Counts against the truth, and their table.

#![expect(clippy::many_single_char_names, reason = "pairs of texts and of places in them")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use sayso_trace::index::Index;
use sayso_trace::{
    Bands, Edge, Prepared, Relation, SketchScheme, Sketcher, Word, band_keys, words,
};
use serde::Serialize;

use super::corpus::{Corpus, Document};
use super::exact;

/// A pair of documents by place, earlier first, with what trace says of it.
pub(crate) type Pair = (usize, usize, Edge);

/// Right ones of all.
#[derive(Clone, Copy, Default, Serialize)]
pub(crate) struct Count {
    right: u64,
    of: u64,
}

impl Count {
    fn add(&mut self, right: bool) {
        self.right += u64::from(right);
        self.of += 1;
    }

    /// Share with its 95 % interval (Wilson, 1927).
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn shown(self) -> String {
        let (k, n) = (self.right as f64, self.of as f64);
        if n == 0.0 {
            return "none".to_owned();
        }
        let z = 1.96;
        let middle = (k + z * z / 2.0) / (n + z * z);
        let half = z / (n + z * z) * (k * (n - k) / n + z * z / 4.0).sqrt();
        let share = k / n;
        format!(
            "{share:.4} [{:.4}, {:.4}] ({}/{})",
            middle - half,
            middle + half,
            self.right,
            self.of
        )
    }
}

/// A bin of the Jaccard index: what the formula expects and what was found.
#[derive(Clone, Copy, Default, Serialize)]
struct Bin {
    found: u64,
    of: u64,
    expected: f64,
    variance: f64,
}

#[derive(Default, Serialize)]
pub(crate) struct Scores {
    bins: BTreeMap<u32, Bin>,
    /// Reported pairs with J at or over .7 that are such pairs.
    precision: Count,
    /// Pairs with J at or over .7 that are reported.
    recall_of_pairs: Count,
    /// Pairs by relation.
    relations: BTreeMap<&'static str, u64>,
    prefix: Count,
    /// By edits in percent: all rewrites of at least 250 words that are neither cut nor prefixed.
    rewrites: BTreeMap<u32, Count>,
    rewrites_prefixed: BTreeMap<u32, Count>,
    /// Base texts of at least 100 words: in a false rewrite with another base text, with any document
    /// of another base, and with one whose base shares less than .3 with it.
    false_rewrites: Count,
    false_rewrites_of_any: Count,
    false_rewrites_of_unrelated: Count,
    /// By edits in percent: copies with word edits alone that are called a rewrite of their base.
    edited_called_rewrite: BTreeMap<u32, Count>,
    /// All printed rows, those marked as doubtful too; by edits in percent.
    swap_rows: BTreeMap<u32, Count>,
    /// The same over all places of the rows.
    swap_slots: BTreeMap<u32, Count>,
    /// Places of rows that are not marked as doubtful.
    swap_slots_sure: BTreeMap<u32, Count>,
    swap_keys: Count,
    pasted: Count,
    pasted_edge: Count,
}

fn percent(rate: f64) -> u32 {
    (0..=100).find(|&n| (f64::from(n) / 100.0 - rate).abs() < 1e-9).unwrap_or(100)
}

/// Candidate recall of the bands, one pair a base, against the formula.
pub(crate) fn candidates(corpus: &Corpus, scores: &mut Scores) {
    let sets = exact::shingle_sets(corpus);
    let mut sketcher = Sketcher::new(SketchScheme::Mh128);
    let keys: Vec<Vec<u64>> = corpus
        .documents
        .iter()
        .map(|d| {
            let mut keys = Vec::new();
            band_keys(&sketcher.sign(&words(&d.record.text)), Bands::WIDE, |key| keys.push(key));
            keys
        })
        .collect();
    // One pair a base and bin: pairs of one base are not independent.
    let mut by_base: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, d) in corpus.documents.iter().enumerate() {
        by_base.entry(&d.truth.base).or_default().push(n);
    }
    for members in by_base.values() {
        let mut seen = BTreeSet::new();
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                let (shared, all) = exact::overlap(&sets[a], &sets[b]);
                let bin = u32::try_from(shared * 10 / all.max(1)).unwrap_or_default().min(9);
                if shared == all || bin < 3 || !seen.insert(bin) {
                    continue;
                }
                #[expect(clippy::cast_precision_loss, reason = "small counts")]
                let p = Bands::WIDE.recall(shared as f64 / all as f64);
                let bin = scores.bins.entry(bin).or_default();
                bin.of += 1;
                bin.found += u64::from(keys[a].iter().zip(&keys[b]).any(|(x, y)| x == y));
                bin.expected += p;
                bin.variance += p * (1.0 - p);
            }
        }
    }
}

/// Precision and recall of pairs with J at or over .7 against all pairs.
pub(crate) fn pairs(corpus: &Corpus, edges: &[Pair], scores: &mut Scores) {
    let sets = exact::shingle_sets(corpus);
    let all = exact::pairs(&sets);
    let is_high = |(shared, all): (usize, usize)| 10 * shared >= 7 * all;
    let mut reported = BTreeSet::new();
    for (a, b, edge) in edges {
        *scores.relations.entry(edge.relation.name()).or_default() += 1;
        let pair = (*a.min(b), *a.max(b));
        let jaccard = edge.evidence.jaccard;
        if 10 * jaccard.part >= 7 * jaccard.of {
            reported.insert(pair);
            scores.precision.add(all.get(&pair).is_some_and(|&counts| is_high(counts)));
        }
    }
    // Twins of one text are reported through the first of them.
    let mut texts: BTreeMap<&[u32], usize> = BTreeMap::new();
    let mut first = Vec::new();
    let mut order: Vec<usize> = (0..sets.len()).collect();
    order.sort_by_key(|&n| (&corpus.documents[n].record.date, n));
    first.resize(sets.len(), 0);
    for n in order {
        first[n] = *texts.entry(&sets[n]).or_insert(n);
    }
    for (&(a, b), &counts) in &all {
        let is_first = first[a] == a && first[b] == b;
        if is_high(counts)
            && is_first
            && corpus.documents[a].words.min(corpus.documents[b].words) >= 20
        {
            scores.recall_of_pairs.add(reported.contains(&(a, b)));
        }
    }
}

/// Base texts that are called rewrites of texts that they have nothing to do with.
pub(crate) fn false_rewrites(corpus: &Corpus, edges: &[Pair], scores: &mut Scores, errors: bool) {
    let [mut of_bases, mut of_any, mut of_unrelated] = [const { BTreeSet::new() }; 3];
    for (a, b, edge) in edges {
        let (x, y) = (&corpus.documents[*a], &corpus.documents[*b]);
        // A copy of a text that another one was pasted into does hold a rewrite of that other one.
        let pasted =
            |x: &Document, y: &Document| x.truth.pasted_from.as_ref() == Some(&y.truth.base);
        let is_false = edge.relation == Relation::Rewrite
            && x.truth.base != y.truth.base
            && edge.evidence.jaccard.value() < 0.3
            && !pasted(x, y)
            && !pasted(y, x);
        if !is_false {
            continue;
        }
        let is_base = |d: &Document| d.truth.kind == "base" && d.words >= 100;
        let related = are_bases_related(corpus, x, y);
        for n in [*a, *b].into_iter().filter(|&n| is_base(&corpus.documents[n])) {
            if errors && !related && !of_unrelated.contains(&n) {
                println!(
                    "FALSE {} {} {:?}\n  {}\n  {}\n  {:?}",
                    x.truth.id,
                    y.truth.id,
                    edge.evidence.skeleton,
                    cut(&x.record.text),
                    cut(&y.record.text),
                    table(edge)
                );
            }
            of_any.insert(n);
            if !related {
                of_unrelated.insert(n);
            }
            if x.truth.kind == "base" && y.truth.kind == "base" {
                of_bases.insert(n);
            }
        }
    }
    for (n, d) in corpus.documents.iter().enumerate() {
        if d.truth.kind == "base" && d.words >= 100 {
            scores.false_rewrites.add(of_bases.contains(&n));
            scores.false_rewrites_of_any.add(of_any.contains(&n));
            scores.false_rewrites_of_unrelated.add(of_unrelated.contains(&n));
        }
    }
}

/// Copies with word edits alone, no name swapped: none of them is a rewrite.
pub(crate) fn edited(corpus: &Corpus, edges: &[Pair], scores: &mut Scores) {
    let called: BTreeSet<(usize, usize)> =
        edges.iter().filter(|e| e.2.relation == Relation::Rewrite).map(|e| (e.0, e.1)).collect();
    for (n, d) in corpus.documents.iter().enumerate().filter(|(_, d)| d.truth.kind == "edit") {
        let Some(base) = corpus.base(&d.truth.base) else { continue };
        let count = scores.edited_called_rewrite.entry(percent(d.truth.edit_rate)).or_default();
        count.add(called.contains(&(base, n)));
    }
}

/// Rewrites found, and their swap tables.
pub(crate) fn rewrites(corpus: &Corpus, edges: &[Pair], scores: &mut Scores, errors: bool) {
    let found: BTreeMap<(usize, usize), &Edge> =
        edges.iter().map(|(a, b, edge)| ((*a, *b), edge)).collect();
    for (n, d) in corpus.documents.iter().enumerate() {
        if d.truth.kind != "rewrite" || d.truth.truncated {
            continue;
        }
        let Some(base) = corpus.base(&d.truth.base) else { continue };
        let edge = found.get(&(base, n));
        let rate = percent(d.truth.edit_rate);
        let long = corpus.documents[base].words >= 250;
        if long {
            let right = edge.is_some_and(|e| e.relation == Relation::Rewrite);
            let of =
                if d.truth.prefixed { &mut scores.rewrites_prefixed } else { &mut scores.rewrites };
            of.entry(rate).or_default().add(right);
            if errors && !right && rate <= 10 {
                println!(
                    "MISSED {} {} {rate} {:?} {:?}\n  {:?}",
                    corpus.documents[base].truth.id,
                    d.truth.id,
                    edge.map(|e| (
                        e.relation,
                        e.evidence.coverage_a,
                        e.evidence.coverage_b,
                        &e.evidence.skeleton
                    )),
                    d.truth.swaps,
                    edge.map(|e| table(e))
                );
            }
        }
        let Some(edge) = edge else { continue };
        let mut rows = BTreeSet::new();
        let sure = edge.swaps.iter().map(|swap| (swap, true));
        for (swap, sure) in sure.chain(edge.doubtful_swaps.iter().map(|swap| (swap, false))) {
            let Some(value) = d.truth.swaps.get(&swap.a) else { continue };
            rows.insert(&swap.a);
            let right = *value == swap.b;
            scores.swap_rows.entry(rate).or_default().add(right);
            for _ in &swap.places {
                scores.swap_slots.entry(rate).or_default().add(right);
                if sure {
                    scores.swap_slots_sure.entry(rate).or_default().add(right);
                }
            }
            if errors && !right && rate <= 5 {
                println!(
                    "SWAP {rate} {:?} -> {:?}, is {value:?} ({:?})",
                    swap.a, swap.b, swap.held
                );
            }
        }
        if edge.relation == Relation::Rewrite {
            for key in d.truth.swaps.keys() {
                scores.swap_keys.add(rows.contains(key));
            }
        }
    }
}

/// The texts that two documents descend from share three in ten of their shingles: one wire sent twice.
fn are_bases_related(corpus: &Corpus, x: &Document, y: &Document) -> bool {
    let set = |d: &Document| -> Option<BTreeSet<Vec<u64>>> {
        let base = &corpus.documents[corpus.base(&d.truth.base)?];
        let hashes: Vec<u64> = words(&base.record.text).iter().map(|w| w.hash).collect();
        Some(hashes.windows(5).map(<[u64]>::to_vec).collect())
    };
    let Some((x, y)) = set(x).zip(set(y)) else { return false };
    let shared = x.intersection(&y).count();
    10 * shared >= 3 * (x.len() + y.len() - shared)
}

fn cut(text: &str) -> String {
    text.chars().take(400).collect()
}

fn table(edge: &Edge) -> Vec<(&str, &str, u32, u32, bool)> {
    edge.swaps
        .iter()
        .map(|s| (s.a.as_str(), s.b.as_str(), s.held.part, s.held.of, s.main))
        .collect()
}

/// Pasted passages with their spans in both texts, within two words.
pub(crate) fn pasted(corpus: &Corpus, edges: &[Pair], scores: &mut Scores, errors: bool) {
    let mut found: BTreeMap<(usize, usize), &Edge> = BTreeMap::new();
    for (a, b, edge) in edges {
        found.insert((*a.min(b), *a.max(b)), edge);
    }
    for (n, d) in corpus.documents.iter().enumerate() {
        let source = d.truth.pasted_from.as_ref().filter(|_| d.truth.kind == "pasted");
        let Some(source) = source.and_then(|base| corpus.base(base)) else { continue };
        // A source that was pasted into itself is no longer the text that was cut from.
        if corpus.documents[source].truth.kind != "base" {
            continue;
        }
        let (x, y) = (n.min(source), n.max(source));
        let (a, b) =
            (words(&corpus.documents[x].record.text), words(&corpus.documents[y].record.text));
        let (i, j, length) = longest_run(&a, &b);
        let Some(edge) = found.get(&(x, y)) else {
            scores.pasted.add(false);
            scores.pasted_edge.add(false);
            if errors {
                println!("PASTED {x} {y} no edge, run of {length}");
            }
            continue;
        };
        scores.pasted_edge.add(true);
        let earlier_first = edges_order(corpus, x, y);
        let near = |words: &[Word], start: u32, end: u32, from: usize| {
            let first = words.partition_point(|w| w.span.start < start);
            let last = words.partition_point(|w| w.span.end <= end);
            first.abs_diff(from) <= 2 && last.abs_diff(from + length) <= 2
        };
        let right = edge.passages.iter().any(|p| {
            let (p_a, p_b) = if earlier_first { (p.a, p.b) } else { (p.b, p.a) };
            near(&a, p_a.start, p_a.end, i) && near(&b, p_b.start, p_b.end, j)
        });
        scores.pasted.add(right);
        if errors && !right {
            println!(
                "PASTED {x} {y} {:?} run {i} {j} {length} {:?}",
                edge.relation,
                edge.passages.iter().map(|p| (p.words, p.edits, p.moved)).collect::<Vec<_>>()
            );
        }
    }
}

/// Whether the first document stands as A in edges: the earlier one does.
fn edges_order(corpus: &Corpus, x: usize, y: usize) -> bool {
    corpus.documents[x].record.date <= corpus.documents[y].record.date
}

/// The longest run of equal words: its places and length.
fn longest_run(a: &[Word], b: &[Word]) -> (usize, usize, usize) {
    let mut row = vec![0usize; b.len() + 1];
    let mut best = (0, 0, 0);
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x.hash == y.hash { diagonal + 1 } else { 0 };
            diagonal = above;
            if row[j + 1] > best.2 {
                best = (i + 1 - row[j + 1], j + 1 - row[j + 1], row[j + 1]);
            }
        }
    }
    best
}

/// Texts of at least 110 words, found again with one word before them.
pub(crate) fn prefixed(corpus: &Corpus, index: &Index, scores: &mut Scores) -> anyhow::Result<()> {
    for d in corpus.documents.iter().filter(|d| d.words >= 110).take(4000) {
        let text = Prepared::new(format!("Yesterday {}", d.record.text), None);
        let answer = index.query(&text, None)?;
        scores.prefix.add(answer.hits.iter().any(|hit| hit.record.id == d.record.id));
    }
    Ok(())
}

impl Scores {
    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The table in Markdown.
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    pub(crate) fn table(&self) -> String {
        let mut out = String::from("| what | figure |\n|---|---|\n");
        let mut row = |what: &str, figure: &str| {
            let _ = writeln!(out, "| {what} | {figure} |");
        };
        for (bin, b) in &self.bins {
            let sigma = (b.found as f64 - b.expected) / b.variance.sqrt().max(1e-9);
            let figure = format!(
                "{:.4}, formula {:.4}, {sigma:+.2} sigma (n {})",
                b.found as f64 / b.of as f64,
                b.expected / b.of as f64,
                b.of
            );
            row(&format!("candidate recall, J .{bin} to .{bin}999"), &figure);
        }
        row("precision at J >= .7 against all pairs", &self.precision.shown());
        row("recall of pairs at J >= .7, first of equal texts", &self.recall_of_pairs.shown());
        row("recall after a one-word prefix", &self.prefix.shown());
        for (rate, count) in &self.rewrites {
            row(&format!("rewrites >= 250 words, {rate} % edits: recall"), &count.shown());
        }
        for (rate, count) in &self.rewrites_prefixed {
            row(&format!("the same behind a foreign prefix, {rate} % edits"), &count.shown());
        }
        row(
            "base texts >= 100 words called a rewrite of another base text",
            &self.false_rewrites.shown(),
        );
        row(
            "the same, of a document of an unrelated base",
            &self.false_rewrites_of_unrelated.shown(),
        );
        row("the same, of any document of another base", &self.false_rewrites_of_any.shown());
        for (rate, count) in &self.edited_called_rewrite {
            row(&format!("copies with {rate} % word edits alone called a rewrite"), &count.shown());
        }
        let pooled = |counts: &BTreeMap<u32, Count>| {
            counts.iter().filter(|(rate, _)| **rate <= 10).fold(Count::default(), |sum, (_, c)| {
                Count { right: sum.right + c.right, of: sum.of + c.of }
            })
        };
        let right = "right counterpart over places";
        row(&format!("{right}, all rows, edits 0 to 10 %"), &pooled(&self.swap_slots).shown());
        row(&format!("{right}, doubtful rows aside"), &pooled(&self.swap_slots_sure).shown());
        for (rate, count) in &self.swap_slots {
            row(&format!("{right}, all rows, {rate} % edits"), &count.shown());
        }
        row("right counterpart over rows, edits 0 to 10 %", &pooled(&self.swap_rows).shown());
        row("swapped names that have a row", &self.swap_keys.shown());
        row("pasted passages with right spans", &self.pasted.shown());
        row("pasted passages with an edge", &self.pasted_edge.shown());
        for (relation, count) in &self.relations {
            row(&format!("pairs called {relation}"), &count.to_string());
        }
        out
    }
}
