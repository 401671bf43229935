//! Sentences as numbers: tables built from the training words, and the ids and labels of a sentence.

use std::collections::{BTreeMap, BTreeSet};

use sayso_core::{Deprel, Upos};
use sayso_read::net::features::{Keys, keys, norm_key};
use sayso_read::net::lemma::Script;
use sayso_read::net::tables::{KeyTable, ListedWords, Tables, TagPair, lexicon_key};

use super::name_lists::capital;
use super::names::Named;
use super::network::Candidate;
use super::teach::Lesson;
use super::treebank::Sentence;
use crate::nn::{NO_LABEL, Stream};

/// Ids a word has: four features, its lists of names and its vector.
pub const IDS: usize = 6;

/// Sentences longer than this stay out of training; their arcs would crowd a batch.
pub const LONGEST_SENTENCE: usize = 160;

/// A key met this often in trees and names has a row of its own.
const LEAST_SEEN: u32 = 2;

/// The same for a key met in lessons only.
const LEAST_HEARD: u32 = 5;

/// Share of the sentences that are met in small letters, in capitals, or with the capitals of a headline.
const RECASED: f32 = 0.08;

/// Words seen this often always find their lemma in the lexicon; only rarer ones train the scripts.
const RARE: u32 = 30;

/// A sentence to train on or to score.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Forms.
    pub forms: Vec<String>,
    /// Rows of the tables.
    pub ids: Vec<[u32; IDS]>,
    /// Probability of hiding the form in training.
    pub hide: Vec<f32>,
    /// Head in the sentence, its length for the root, [`NO_LABEL`] where no tree is known.
    pub heads: Vec<u32>,
    /// Relations; no label for a root.
    pub deprels: Vec<u32>,
    /// Parts of speech.
    pub upos: Vec<u32>,
    /// Penn tags.
    pub xpos: Vec<u32>,
    /// Feature bundles.
    pub feats: Vec<u32>,
    /// Edit scripts, of rare words only.
    pub scripts: Vec<u32>,
    /// BIO labels of names.
    pub names: Vec<u32>,
    /// Heads to draw from, of a sentence whose heads teachers are in doubt about.
    pub candidates: Vec<Vec<Candidate>>,
}

/// The tables of a training set, with its counts.
#[derive(Debug)]
pub struct Encoder {
    /// What the model file will hold.
    pub tables: Tables,
    /// How often a form was met in trees and names.
    counts: BTreeMap<u64, u32>,
    /// How often a form was met in lessons.
    heard: BTreeMap<u64, u32>,
    feats: BTreeMap<String, u32>,
    scripts: BTreeMap<Script, u32>,
}

impl Encoder {
    /// Tables of the training sentences, of the words that have vectors, and of those on lists.
    pub fn new<'a>(
        sentences: &'a [Sentence],
        named: &'a [Named],
        lessons: &'a [Lesson],
        vector_words: impl Iterator<Item = &'a str>,
        lists: ListedWords,
    ) -> Self {
        let words = || sentences.iter().flat_map(|s| &s.words);
        let mut seen: [BTreeMap<u64, u32>; 4] = Default::default();
        let mut counts = BTreeMap::new();
        let forms = words().map(|w| &w.form).chain(named.iter().flat_map(|n| &n.forms));
        for form in forms {
            for (seen, key) in seen.iter_mut().zip(keys(form)) {
                *seen.entry(key).or_default() += 1;
            }
            *counts.entry(keys(form)[0]).or_default() += 1;
        }
        let mut heard: [BTreeMap<u64, u32>; 4] = Default::default();
        for form in lessons.iter().flat_map(|lesson| &lesson.forms) {
            for (heard, key) in heard.iter_mut().zip(keys(form)) {
                *heard.entry(key).or_default() += 1;
            }
        }
        let often = |counts: &BTreeMap<u64, u32>, least| -> BTreeSet<u64> {
            counts.iter().filter(|&(_, &n)| n >= least).map(|(&key, _)| key).collect()
        };
        let features = std::array::from_fn(|i| {
            let keys = &often(&seen[i], LEAST_SEEN) | &often(&heard[i], LEAST_HEARD);
            KeyTable::new(keys.into_iter().collect())
        });
        let [heard, ..] = heard;
        let vectors = KeyTable::new(vector_words.map(norm_key).collect());
        let bundles: BTreeSet<&str> = words().map(|w| w.feats.as_str()).chain([""]).collect();
        let feats: Vec<String> = bundles.into_iter().map(str::to_owned).collect();
        let feats_ids: BTreeMap<String, u32> =
            (0..).zip(&feats).map(|(i, f)| (f.clone(), i)).collect();
        let mut pairs: BTreeMap<_, BTreeSet<u16>> = BTreeMap::new();
        for word in words() {
            let id = u16::try_from(feats_ids[&word.feats]).unwrap_or(0);
            pairs.entry((word.upos, word.xpos)).or_default().insert(id);
        }
        let pairs = pairs
            .into_iter()
            .map(|((upos, xpos), feats)| TagPair { upos, xpos, feats: feats.into_iter().collect() })
            .collect();
        let mut encoder = Self {
            tables: Tables { features, lists, vectors, feats, pairs, ..Tables::default() },
            counts,
            heard,
            feats: feats_ids,
            scripts: BTreeMap::new(),
        };
        encoder.add_lemmas(sentences);
        encoder
    }

    /// The scripts and the lexicon: each form under a tag has its commonest script.
    fn add_lemmas(&mut self, sentences: &[Sentence]) {
        let mut by_form: BTreeMap<u64, BTreeMap<Script, u32>> = BTreeMap::new();
        let mut counts: BTreeMap<Script, u32> = BTreeMap::new();
        for word in sentences.iter().flat_map(|s| &s.words) {
            let script = Script::between(&word.form, &word.lemma);
            *by_form
                .entry(lexicon_key(&word.form, word.xpos))
                .or_default()
                .entry(script.clone())
                .or_default() += 1;
            if self.is_rare(&word.form) {
                *counts.entry(script).or_default() += 1;
            }
        }
        let mut scripts: Vec<(u32, Script)> =
            counts.into_iter().filter(|&(_, n)| n >= 3).map(|(s, n)| (n, s)).collect();
        scripts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        self.tables.scored_scripts = scripts.len();
        let mut ids: BTreeMap<Script, u16> = BTreeMap::new();
        for (_, script) in scripts {
            ids.insert(script.clone(), u16::try_from(self.tables.scripts.len()).unwrap_or(0));
            self.tables.scripts.push(script);
        }
        self.scripts = ids.iter().map(|(s, &id)| (s.clone(), u32::from(id))).collect();
        let mut keys = Vec::with_capacity(by_form.len());
        for (key, seen) in by_form {
            let best = seen.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
            let Some((script, _)) = best else { continue };
            let next = u16::try_from(ids.len()).unwrap_or(u16::MAX);
            let id = *ids.entry(script).or_insert_with_key(|script| {
                self.tables.scripts.push(script.clone());
                next
            });
            keys.push(key);
            self.tables.lexicon_scripts.push(id);
        }
        self.tables.lexicon = KeyTable::new(keys);
    }

    fn count(&self, form: &str) -> u32 {
        self.counts.get(&norm_key(form)).copied().unwrap_or(0)
    }

    fn is_rare(&self, form: &str) -> bool {
        self.count(form) < RARE
    }

    /// Probability of hiding a form in training: the rarer, the likelier.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub fn hide(&self, form: &str) -> f32 {
        let heard = self.heard.get(&norm_key(form)).copied().unwrap_or(0);
        0.02 + 0.5 / (0.5 + (self.count(form) + heard) as f32)
    }

    /// The rows of a form.
    pub fn ids(&self, form: &str) -> [u32; IDS] {
        let keys: Keys = keys(form);
        let row = |i: usize| self.tables.features[i].row(keys[i]);
        let (lists, vector) = (self.tables.lists.row(keys[0]), self.tables.vectors.row(keys[0]));
        [row(0), row(1), row(2), row(3), lists, vector]
    }

    /// A treebank sentence.
    pub fn sentence(&self, sentence: &Sentence) -> Example {
        let words = &sentence.words;
        let length = words.len();
        let label = |id: Option<&u32>| id.copied().unwrap_or(NO_LABEL);
        let script = |form: &str, lemma: &str| {
            if self.is_rare(form) {
                label(self.scripts.get(&Script::between(form, lemma)))
            } else {
                NO_LABEL
            }
        };
        let id = |i: usize| u32::try_from(i).unwrap_or(NO_LABEL);
        Example {
            heads: words.iter().map(|w| id(w.head.checked_sub(1).unwrap_or(length))).collect(),
            deprels: words
                .iter()
                .map(|w| if w.deprel == Deprel::Root { NO_LABEL } else { w.deprel as u32 })
                .collect(),
            upos: words.iter().map(|w| w.upos as u32).collect(),
            xpos: words.iter().map(|w| w.xpos as u32).collect(),
            feats: words.iter().map(|w| label(self.feats.get(&w.feats))).collect(),
            scripts: words.iter().map(|w| script(&w.form, &w.lemma)).collect(),
            names: sentence.names.clone().unwrap_or_else(|| vec![NO_LABEL; length]),
            ..self.forms(words.iter().map(|w| w.form.clone()).collect())
        }
    }

    /// A sentence of which only the names are known.
    pub fn named(&self, named: &Named) -> Example {
        Example { names: named.labels.clone(), ..self.forms(named.forms.clone()) }
    }

    /// A sentence that teachers labelled.
    pub fn lesson(&self, lesson: &Lesson) -> Example {
        Example {
            upos: lesson.upos.clone(),
            xpos: lesson.xpos.clone(),
            feats: lesson.feats.clone(),
            names: lesson.names.clone(),
            candidates: lesson.heads.clone(),
            ..self.forms(lesson.forms.clone())
        }
    }

    /// A sentence without labels.
    pub fn forms(&self, forms: Vec<String>) -> Example {
        let none = vec![NO_LABEL; forms.len()];
        Example {
            ids: forms.iter().map(|f| self.ids(f)).collect(),
            hide: forms.iter().map(|form| self.hide(form)).collect(),
            heads: none.clone(),
            deprels: none.clone(),
            upos: none.clone(),
            xpos: none.clone(),
            feats: none.clone(),
            scripts: none.clone(),
            names: none,
            candidates: Vec::new(),
            forms,
        }
    }

    /// The sentence with some of its forms disturbed as other writers might: all lower case, all
    /// capitals, capitals as in headlines, other quotation marks, no final stop; most often as it is.
    pub fn disturbed(&self, example: &Example, stream: &mut Stream) -> Example {
        let mut out = example.clone();
        let draw = stream.uniform();
        let quotes = stream.uniform();
        let stop = stream.uniform();
        let rewrite = |form: &str| {
            let form = match draw {
                d if d < 0.03 => form.to_lowercase(),
                d if d < 0.04 => form.to_uppercase(),
                d if d < RECASED && form.chars().count() > 3 => capital(form),
                _ => form.to_owned(),
            };
            match quotes {
                q if q < 0.10 => form.replace(['“', '”'], "\"").replace(['‘', '’'], "'"),
                q if q < 0.20 => form.replace('\'', "’").replace('"', "“"),
                _ => form,
            }
        };
        if draw < RECASED || quotes < 0.20 {
            for (form, ids) in out.forms.iter_mut().zip(&mut out.ids) {
                let new = rewrite(form);
                if new != *form {
                    *ids = self.ids(&new);
                    *form = new;
                }
            }
        }
        if stop < 0.05 {
            out.drop_final_stop();
        }
        out
    }
}

impl Example {
    /// Draws the heads that teachers are in doubt about, each by its share.
    pub fn draw_heads(&mut self, stream: &mut Stream) {
        for (i, candidates) in self.candidates.iter().enumerate() {
            let mut rest = stream.uniform();
            let drawn = candidates.iter().find(|candidate| {
                rest -= candidate.share;
                rest < 0.0
            });
            if let Some(candidate) = drawn.or(candidates.first()) {
                self.heads[i] = candidate.head;
                self.deprels[i] = candidate.deprel;
            }
        }
        self.candidates.clear();
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// No word at all.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    fn drop_final_stop(&mut self) {
        let last = self.len().saturating_sub(1);
        let of_last = u32::try_from(last).unwrap_or(NO_LABEL);
        let root = of_last + 1;
        let is_leaf = self.upos.get(last) == Some(&(Upos::Punct as u32))
            && self.heads.iter().all(|&h| h != of_last)
            && self.heads.get(last) != Some(&root);
        if last == 0 || !is_leaf {
            return;
        }
        self.forms.pop();
        self.ids.pop();
        self.hide.pop();
        for column in [
            &mut self.heads,
            &mut self.deprels,
            &mut self.upos,
            &mut self.xpos,
            &mut self.feats,
            &mut self.scripts,
            &mut self.names,
        ] {
            column.pop();
        }
        for head in &mut self.heads {
            if *head == root {
                *head = of_last;
            }
        }
    }
}
