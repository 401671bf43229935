//! Articles of train whose occasions and dates were labelled, for the weights that choose them; none
//! of the evaluated ones. A label `open` leaves a question out.

use std::path::Path;

use anyhow::Context;
use sayso_attribute::{Choosable, OccasionWeights};

use super::engine::{self, Engine};
use super::items::{self, Set};
use super::{documents, texts};

/// One choice with its right answers.
pub(crate) struct Example {
    pub(crate) document: String,
    pub(crate) options: Vec<Choosable>,
    /// The options that are right; the first, none, where no other is.
    pub(crate) right: Vec<usize>,
    /// The label is none, or another answer.
    pub(crate) is_none: bool,
}

/// The labelled articles, read once.
pub(crate) struct Training {
    engine: Engine,
    items: Vec<items::Item>,
    labels: items::Labels,
    texts: std::collections::BTreeMap<String, texts::Text>,
}

impl Training {
    /// Reads items, labels and texts.
    ///
    /// # Errors
    /// A file that is missing or of another shape, named with its line.
    pub(crate) fn read(data: &Path, folder: &Path) -> anyhow::Result<Self> {
        let items = items::read(&folder.join("occasions-train.tsv"), Set::Occasions)?;
        let path = folder.join("occasions-train-a.tsv");
        let labels = items::labels(&path, Set::Occasions)?;
        let labels = labels.with_context(|| format!("{} is not there", path.display()))?;
        let texts = documents(data, &items.iter().collect::<Vec<_>>())?;
        Ok(Self { engine: Engine::new(), items, labels, texts })
    }

    /// The choices of occasions and of dates, the latter after the occasions that `weights` choose.
    pub(crate) fn examples(&mut self, weights: &OccasionWeights) -> [Vec<Example>; 2] {
        let mut examples: [Vec<Example>; 2] = Default::default();
        for (id, text) in &self.texts {
            let (list, choices) = self.engine.choices(text, weights);
            for item in self.items.iter().filter(|item| item.document == *id) {
                let Some(labels) = self.labels.get(&item.number) else { continue };
                let Some(own) = engine::attribution(text, &list, item) else { continue };
                for (question, choices) in choices.iter().enumerate() {
                    let label = &labels[question];
                    let choice = choices.iter().find(|choice| choice.attribution == own.id);
                    let (Some(choice), false) = (choice, label == "open") else { continue };
                    // The same words elsewhere are the same day.
                    let words = |range: &(usize, usize)| {
                        text.chars[range.0..range.1].iter().collect::<String>().to_lowercase()
                    };
                    let marked = label.parse().ok().and_then(|n: usize| n.checked_sub(1));
                    let marked = marked.and_then(|at| item.spans.get(3)?.get(at)).map(words);
                    let is = |option: &Choosable| match option.time {
                        Some(time) => {
                            engine::number_of(text, item, time) == *label
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
                    examples[question].push(Example {
                        document: id.clone(),
                        options: choice.options.clone(),
                        right,
                        is_none: label == "none",
                    });
                }
            }
        }
        examples
    }
}
