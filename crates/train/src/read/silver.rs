//! Kinds for the proper names of a treebank that marks no entities: its proper nouns and trees show
//! where the names are, and a log-linear model learned from labelled names tells what they name.
//!
//! Each name is judged by its words, lists of names, the words around it, its place in the tree and
//! word vectors, and shares half of the judgement with all names of the same words in the treebank.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use sayso_core::{Deprel, Upos};
use sayso_read::net::features::{Fnv, norm_key, normalised};
use sayso_read::net::math::exp;
use sayso_read::net::tables::{KeyTable, ListedWords};

use super::names::{self, KINDS, Named, OUTSIDE};
use super::treebank::{Sentence, Word, open};
use super::vectors::Vectors;
use crate::nn::{NO_LABEL, Stream};

/// No name of interest, and the kinds.
const CLASSES: usize = 1 + KINDS.len();
/// Buckets of hashed features.
const BUCKETS: usize = 1 << 18;
/// Passes over the labelled names.
const EPOCHS: u64 = 5;
/// Step size, divided by the root of a weight's squared slopes.
const RATE: f32 = 0.05;
/// Names whose best kind is less likely than this stay without a label.
const LEAST: f32 = 0.5;
/// How many vectors tell of a name: of its first word, its last, and the mean of all.
const VIEWS: usize = 3;

/// Lists of names by lower-case name: a bit for each list.
#[derive(Clone, Debug, Default)]
pub struct NameLists(BTreeMap<String, u8>);

/// The lists, in the order of their bits.
const LISTS: [&str; 6] = ["forename", "surname", "city", "country", "state", "county"];
const PLACES: u8 = 0b11_1100;

impl NameLists {
    /// Adds a file of lines `list, tab, name`.
    ///
    /// # Errors
    /// When the file cannot be read, or a line names no known list.
    pub fn add(&mut self, path: &Path) -> Result<()> {
        use std::io::BufRead as _;
        for (number, line) in open(path)?.lines().enumerate() {
            let line = line.with_context(|| format!("cannot read {}", path.display()))?;
            let (list, name) = line.split_once('\t').unwrap_or((&line, ""));
            let bit = LISTS.iter().position(|&l| l == list).with_context(|| {
                format!(
                    "{}:{}: {list:?}, expected one of {}",
                    path.display(),
                    number + 1,
                    LISTS.join(", ")
                )
            })?;
            *self.0.entry(name.to_lowercase()).or_default() |= 1 << bit;
        }
        Ok(())
    }

    /// The words of all names: the bits of their lists, and one more for words of longer names.
    pub fn words(&self) -> ListedWords {
        let mut words: BTreeMap<u64, u8> = BTreeMap::new();
        for (name, &bits) in &self.0 {
            if name.contains(' ') {
                for word in name.split_whitespace() {
                    *words.entry(norm_key(word)).or_default() |= 1 << LISTS.len();
                }
            } else {
                *words.entry(norm_key(name)).or_default() |= bits;
            }
        }
        let (keys, bits) = words.into_iter().unzip();
        ListedWords::new(KeyTable::new(keys), bits).unwrap_or_default()
    }

    fn of(&self, lower: &str) -> u8 {
        self.0.get(lower).copied().unwrap_or(0)
    }
}

/// Labels of names for every sentence: from the treebank where it marks entities, else found here.
pub fn labels(
    sentences: &[Sentence],
    named: &[Named],
    vectors: &Vectors,
    lists: &NameLists,
    seed: u64,
) -> Vec<Vec<u32>> {
    let gold: Vec<Option<Vec<u32>>> = sentences.iter().map(names::labels).collect();
    let rows: BTreeMap<&str, usize> =
        vectors.words.iter().enumerate().map(|(i, w)| (w.as_str(), i)).collect();
    if gold.iter().all(Option::is_some) {
        return gold.into_iter().flatten().collect();
    }
    let judge = Judge { vectors, rows, lists };
    let model = Model::fit(&judge.labelled(sentences, &gold, named), vectors.rows.cols, seed);
    let mut found: Vec<(usize, Range<usize>, String, Scores)> = Vec::new();
    let mut same: BTreeMap<String, (Scores, f32)> = BTreeMap::new();
    for (index, sentence) in sentences.iter().enumerate().filter(|&(i, _)| gold[i].is_none()) {
        let view = View::of_tree(&sentence.words);
        for run in runs(&sentence.words) {
            let scores = model.log_probabilities(&judge.case(&view, &run));
            let text = view.lower[run.clone()].join(" ");
            let (sum, count) = same.entry(text.clone()).or_default();
            sum.iter_mut().zip(scores).for_each(|(s, x)| *s += x);
            *count += 1.0;
            found.push((index, run, text, scores));
        }
    }
    let mut labels: Vec<Vec<u32>> = sentences
        .iter()
        .zip(gold)
        .map(|(s, gold)| gold.unwrap_or_else(|| vec![OUTSIDE; s.words.len()]))
        .collect();
    for (index, run, text, mut scores) in found {
        let (sum, count) = &same[&text];
        scores.iter_mut().zip(sum).for_each(|(s, x)| *s = 0.5 * (*s + x / count));
        let p = softmax(scores);
        let best = (0..CLASSES).fold(0, |top, k| if p[k] > p[top] { k } else { top });
        let (begin, inside) = match u32::try_from(best) {
            _ if p[best] < LEAST => (NO_LABEL, NO_LABEL),
            Ok(0) | Err(_) => continue,
            Ok(kind) => (2 * kind - 1, 2 * kind),
        };
        labels[index][run.clone()].fill(inside);
        labels[index][run.start] = begin;
    }
    labels
}

type Scores = [f32; CLASSES];

/// A sentence as the judge sees it.
struct View<'a> {
    lower: Vec<String>,
    forms: Vec<&'a str>,
    words: Option<&'a [Word]>,
}

impl<'a> View<'a> {
    fn of_tree(words: &'a [Word]) -> Self {
        let forms: Vec<&str> = words.iter().map(|w| w.form.as_str()).collect();
        Self { words: Some(words), ..Self::of_forms(forms) }
    }

    fn of_forms(forms: Vec<&'a str>) -> Self {
        Self { lower: forms.iter().map(|f| normalised(f)).collect(), forms, words: None }
    }

    /// A word by its distance before (negative) or behind a run.
    fn around(&self, run: &Range<usize>, step: isize) -> &str {
        let at = if step < 0 {
            run.start.checked_add_signed(step)
        } else {
            run.end.checked_add_signed(step - 1)
        };
        at.and_then(|at| self.lower.get(at)).map_or("|", String::as_str)
    }
}

/// What is known of one name.
struct Case {
    features: Vec<usize>,
    vectors: Vec<f32>,
}

struct Judge<'a> {
    vectors: &'a Vectors,
    rows: BTreeMap<&'a str, usize>,
    lists: &'a NameLists,
}

impl Judge<'_> {
    /// Labelled names, and runs of proper nouns that are none.
    fn labelled(
        &self,
        sentences: &[Sentence],
        gold: &[Option<Vec<u32>>],
        named: &[Named],
    ) -> Vec<(Case, usize)> {
        let mut cases = Vec::new();
        for (sentence, labels) in sentences.iter().zip(gold) {
            let Some(labels) = labels else { continue };
            let view = View::of_tree(&sentence.words);
            for (start, end, kind) in names::spans(labels) {
                cases.push((self.case(&view, &(start..end)), kind as usize + 1));
            }
            for run in runs(&sentence.words) {
                if labels[run.clone()].iter().all(|&l| l == OUTSIDE) {
                    cases.push((self.case(&view, &run), 0));
                }
            }
        }
        for sentence in named {
            let view = View::of_forms(sentence.forms.iter().map(String::as_str).collect());
            for (start, end, kind) in names::spans(&sentence.labels) {
                cases.push((self.case(&view, &(start..end)), kind as usize + 1));
            }
        }
        cases
    }

    fn case(&self, view: &View<'_>, run: &Range<usize>) -> Case {
        let mut features = Vec::new();
        let mut add = |kind: u8, parts: &[&str]| {
            let hash = parts.iter().fold(Fnv::new(kind), |h, part| h.text(part).byte(0));
            #[expect(clippy::cast_possible_truncation, reason = "only the low bits matter")]
            features.push(hash.finish() as usize % BUCKETS);
        };
        let lower = &view.lower[run.clone()];
        let (first, last) = (lower[0].as_str(), lower[lower.len() - 1].as_str());
        let whole = lower.join(" ");
        add(0, &[]);
        add(1, &[&whole]);
        add(2, &[first]);
        add(3, &[last]);
        add(4, &[&lower.len().min(5).to_string()]);
        for word in lower {
            add(5, &[word]);
        }
        for length in 2..=4 {
            let part = |word: &str| -> String {
                let skip = word.chars().count().saturating_sub(length);
                word.chars().skip(skip).collect()
            };
            add(6, &[&part(first)]);
            add(7, &[&part(last)]);
        }
        let shapes: Vec<String> = view.forms[run.clone()].iter().map(|form| shape(form)).collect();
        add(8, &[&shapes.join(" ")]);
        for step in [-2, -1, 1, 2] {
            add(9, &[&step.to_string(), view.around(run, step)]);
        }
        add(10, &[view.around(run, -1), view.around(run, 1)]);
        let bits: Vec<u8> = lower.iter().map(|word| self.lists.of(word)).collect();
        let coarse = |bits: u8| (bits & 3 | u8::from(bits & PLACES != 0) << 2).to_string();
        let pattern: Vec<String> = bits.iter().take(4).map(|&b| coarse(b)).collect();
        add(11, &[&pattern.join(",")]);
        add(12, &[&pattern[0]]);
        add(13, &[&coarse(bits[bits.len() - 1])]);
        for (bit, list) in LISTS.iter().enumerate() {
            if self.lists.of(&whole) >> bit & 1 == 1 {
                add(14, &[list]);
            }
            if bits[bits.len() - 1] >> bit & 1 == 1 {
                add(15, &[list]);
            }
        }
        if let Some(words) = view.words
            && let Some(head) = run.clone().find(|&i| outside(words, run, i))
        {
            let above = words[head].head.checked_sub(1);
            let above = above.map_or("|", |a| view.lower[a].as_str());
            let relation = words[head].deprel.to_string();
            add(16, &[&relation]);
            add(17, &[&relation, above]);
            for (i, word) in words.iter().enumerate() {
                if word.head == head + 1 && !run.contains(&i) {
                    add(18, &[&word.deprel.to_string(), &view.lower[i]]);
                }
            }
        }
        Case { features, vectors: self.vectors_of(lower) }
    }

    /// Vectors of the first and the last word, and the mean of all.
    fn vectors_of(&self, lower: &[String]) -> Vec<f32> {
        let size = self.vectors.rows.cols;
        let mut out = vec![0.0; VIEWS * size];
        let last = lower.len() - 1;
        #[expect(clippy::cast_precision_loss, reason = "a few words")]
        let share = 1.0 / lower.len() as f32;
        for (i, word) in lower.iter().enumerate() {
            let Some(&row) = self.rows.get(word.as_str()) else { continue };
            for (k, value) in self.vectors.rows.row(row).iter().enumerate() {
                out[2 * size + k] += share * value;
                if i == 0 {
                    out[k] += value;
                }
                if i == last {
                    out[size + k] += value;
                }
            }
        }
        out
    }
}

/// The word hangs on a word outside the run.
fn outside(words: &[Word], run: &Range<usize>, i: usize) -> bool {
    words[i].head.checked_sub(1).is_none_or(|above| !run.contains(&above))
}

/// Kinds of characters, runs of letters as one.
fn shape(form: &str) -> String {
    let mut shape = String::new();
    for c in form.chars() {
        let kind = match c {
            c if c.is_numeric() => '9',
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c => c,
        };
        if !shape.ends_with(kind) && shape.len() < 8 {
            shape.push(kind);
        }
    }
    shape
}

/// Runs of proper nouns that the tree holds together, titles left out.
fn runs(words: &[Word]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    while start < words.len() {
        if !is_proper(&words[start]) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end < words.len() {
            let proper = |i: usize| words.get(i).is_some_and(is_proper);
            let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
            let below = |i: usize| words[i].head > start && words[i].head <= end;
            if proper(end) && belongs(words, start, end) {
                end += 1;
            } else if proper(end + 1)
                && (matches!(form(end), "-" | "–" | "&" | "/" | "'")
                    || form(end) == "of" && below(end + 1))
            {
                end += 2;
            } else if form(end) == "of"
                && form(end + 1) == "the"
                && proper(end + 2)
                && below(end + 2)
            {
                end += 3;
            } else {
                break;
            }
        }
        let titled = |i: &usize| words[*i].deprel == Deprel::NmodDesc;
        let first = start + (start..end - 1).take_while(titled).count();
        runs.push(first..end);
        start = end;
    }
    runs
}

/// Names of days and months, which are proper nouns and no names.
const DATES: [&str; 39] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
];

fn is_proper(word: &Word) -> bool {
    let lower = word.form.to_lowercase();
    let address = lower.contains('@') || lower.contains("www") || lower.contains("://");
    let site = [".com", ".org", ".net", ".html"].iter().any(|end| lower.ends_with(end));
    word.upos == Upos::Propn && !address && !site && !DATES.contains(&lower.trim_end_matches('.'))
}

/// The word at `end` is of the same name as the words from `start` on.
fn belongs(words: &[Word], start: usize, end: usize) -> bool {
    let word = &words[end];
    let inner = |deprel: Deprel| {
        matches!(deprel.base(), Deprel::Flat | Deprel::Compound | Deprel::Goeswith | Deprel::Nmod)
    };
    if word.head > start
        && word.head <= end
        && (inner(word.deprel) || word.deprel == Deprel::Nummod)
    {
        return true;
    }
    words[start..end].iter().any(|before| {
        let on_it = before.head == end + 1
            && (inner(before.deprel) || before.deprel.base() == Deprel::Amod);
        let beside = before.head == word.head
            && word.head > end + 1
            && before.deprel == Deprel::Compound
            && word.deprel == Deprel::Compound;
        on_it || beside
    })
}

/// Multinomial logistic regression over hashed features and word vectors, fitted by `AdaGrad`
/// (Duchi et al. 2011).
struct Model {
    weights: Vec<Scores>,
}

impl Model {
    fn fit(cases: &[(Case, usize)], dimensions: usize, seed: u64) -> Self {
        let size = BUCKETS + VIEWS * dimensions;
        let mut model = Self { weights: vec![[0.0; CLASSES]; size] };
        let mut squares = vec![[1e-2_f32; CLASSES]; size];
        for epoch in 0..EPOCHS {
            let mut order: Vec<usize> = (0..cases.len()).collect();
            Stream::new(&[seed, 40, epoch]).shuffle(&mut order);
            for index in order {
                let (case, right) = &cases[index];
                let mut slopes = softmax(model.scores(case));
                slopes[*right] -= 1.0;
                for (place, value) in inputs(case) {
                    for (k, &slope) in slopes.iter().enumerate() {
                        let weight = &mut model.weights[place][k];
                        let slope = slope * value;
                        let square = &mut squares[place][k];
                        *square += slope * slope;
                        *weight -= RATE * slope / square.sqrt();
                    }
                }
            }
        }
        model
    }

    fn scores(&self, case: &Case) -> Scores {
        let mut scores = [0.0; CLASSES];
        for (place, value) in inputs(case) {
            scores.iter_mut().zip(self.weights[place]).for_each(|(s, w)| *s += w * value);
        }
        scores
    }

    fn log_probabilities(&self, case: &Case) -> Scores {
        softmax(self.scores(case)).map(|p| p.max(1e-6).ln())
    }
}

/// Places of weights with their values.
fn inputs(case: &Case) -> impl Iterator<Item = (usize, f32)> {
    let vectors = case.vectors.iter().enumerate().map(|(i, &v)| (BUCKETS + i, v));
    case.features.iter().map(|&f| (f, 1.0)).chain(vectors)
}

fn softmax(scores: Scores) -> Scores {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|s| exp(s - top));
    let sum: f32 = powers.iter().sum();
    powers.map(|p| p / sum)
}
