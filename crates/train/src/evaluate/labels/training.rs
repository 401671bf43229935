//! Texts whose occasions and dates were labelled, for the weights that choose them: articles of train and the
//! half of the other news that is not held out; none of the evaluated ones. A label `open` leaves a question
//! out.

use std::path::Path;

use anyhow::Context;
use sayso_attribute::{Choice, Choosable, OccasionWeights};

use super::documents;
use super::engine::{self, Engine};
use super::items::{self, Item, Set};
use super::texts::Text;

/// What the acts of one document may take, and the labelled ones of them.
pub(crate) struct Labelled {
    pub(crate) document: String,
    /// Of all its acts, in text order.
    pub(crate) choices: Vec<Choice>,
    pub(crate) acts: Vec<Act>,
}

/// A labelled act.
pub(crate) struct Act {
    /// Index of its choice.
    pub(crate) at: usize,
    /// The options that are right; the first, none, where no other is.
    pub(crate) right: Vec<usize>,
    /// The label is none, or another answer.
    pub(crate) is_none: bool,
}

/// The labelled articles, read once.
pub(crate) struct Training {
    engine: Engine,
    /// Each with its labels, an answer a question.
    items: Vec<(Item, Vec<String>)>,
    texts: std::collections::BTreeMap<String, Text>,
}

impl Training {
    /// Reads items, labels and texts.
    ///
    /// # Errors
    /// A file that is missing or of another shape, named with its line.
    pub(crate) fn read(data: &Path, folder: &Path) -> anyhow::Result<Self> {
        let mut items = labelled(folder, "occasions-train")?;
        let news = labelled(folder, Set::News.name())?;
        items.extend(news.into_iter().filter(|(item, _)| !item.held_out()));
        let texts = documents(data, &items.iter().map(|(item, _)| item).collect::<Vec<_>>())?;
        Ok(Self { engine: Engine::new(), items, texts })
    }

    /// The choices of occasions and of dates, the latter after the occasions that the weights for a document
    /// choose.
    pub(crate) fn choices<'w>(
        &mut self,
        weights: impl Fn(&str) -> &'w OccasionWeights,
    ) -> [Vec<Labelled>; 2] {
        let mut all: [Vec<Labelled>; 2] = Default::default();
        for (id, text) in &self.texts {
            let (list, choices) = self.engine.choices(text, weights(id));
            let items = || self.items.iter().filter(|(item, _)| item.document == *id);
            for (question, choices) in choices.into_iter().enumerate() {
                let act = |(item, labels): &(Item, Vec<String>)| {
                    let label = &labels[question];
                    let own = engine::attribution(text, &list, item)?;
                    let at = choices.iter().position(|choice| choice.attribution == own.id)?;
                    let right = right(text, item, label, &choices[at]);
                    (label != "open").then_some(Act { at, right, is_none: label == "none" })
                };
                let acts = items().filter_map(act).collect();
                all[question].push(Labelled { document: id.clone(), choices, acts });
            }
        }
        all
    }
}

/// The items of a set that are labelled, with their labels.
fn labelled(folder: &Path, set: &str) -> anyhow::Result<Vec<(Item, Vec<String>)>> {
    let items = items::read(&folder.join(format!("{set}.tsv")), Set::Occasions)?;
    let path = folder.join(format!("{set}-a.tsv"));
    let labels = items::labels(&path, Set::Occasions)?;
    let mut labels = labels.with_context(|| format!("{} is not there", path.display()))?;
    let labelled = |item: Item| labels.remove(&item.number).map(|labels| (item, labels));
    Ok(items.into_iter().filter_map(labelled).collect())
}

/// The options that a label means.
fn right(text: &Text, item: &Item, label: &str, choice: &Choice) -> Vec<usize> {
    // The same words elsewhere are the same day.
    let words = |range: &(usize, usize)| {
        text.chars[range.0..range.1].iter().collect::<String>().to_lowercase()
    };
    let marked = label.parse().ok().and_then(|n: usize| n.checked_sub(1));
    let marked = marked.and_then(|at| item.spans.get(3)?.get(at)).map(words);
    let is = |option: &Choosable| match option.time {
        Some(time) => {
            engine::number_of(text, item, time) == label
                || marked == Some(text.document.slice(time).to_lowercase())
        }
        None => option.kind.is_some_and(|kind| kind.as_str() == label),
    };
    let options = choice.options.iter().enumerate();
    let mut right: Vec<usize> =
        options.filter(|(_, option)| is(option)).map(|(at, _)| at).collect();
    if right.is_empty() {
        right.push(0);
    }
    right
}
