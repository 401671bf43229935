//! The engine's answers to the questions of the items.

use sayso::core::{
    Attribution, Attributions, Layers, OffsetUnit, Offsets, Scope, Span, Statement, Statements,
    Voice,
};
use sayso_attribute::{Attributor, Choice, Given, OccasionWeights, statements};
use sayso_read::{Reader, Scratch};
use sayso_train::score::clean;

use super::items::{Item, Range, Set};
use super::texts::Text;
use crate::evaluate::chains::{agree, words};

/// One answer a question; `None` where the engine has nothing that corresponds to the item.
pub(super) type Answer = Option<Vec<String>>;

/// What the engine makes of a text.
pub(super) struct Read<'a> {
    text: &'a Text,
    /// From the corpus's own spans; empty where it has none.
    given: Attributions,
    found: Attributions,
    statements: Statements,
}

/// Reads texts; holds the loaded models.
pub(super) struct Engine {
    reader: Reader,
    attributor: Attributor,
    scratch: Scratch,
}

impl Engine {
    pub(super) fn new() -> Self {
        Self {
            reader: Reader::embedded(),
            attributor: Attributor::embedded(),
            scratch: Scratch::default(),
        }
    }

    pub(super) fn read<'a>(&mut self, text: &'a Text) -> Read<'a> {
        let document = &text.document;
        let reading = self.reader.read(document, Layers::ALL, &mut self.scratch);
        let found = self.attributor.attribute(document, &reading);
        let statements = statements(document, &reading, &found);
        let given = self.attributor.resolve(document, &reading, &given(text));
        Read { text, given, found, statements }
    }

    /// The corpus's attributions, and what each may take for its occasion and date.
    pub(super) fn choices(
        &mut self,
        text: &Text,
        weights: &OccasionWeights,
    ) -> (Attributions, [Vec<Choice>; 2]) {
        let document = &text.document;
        let reading = self.reader.read(document, Layers::ALL, &mut self.scratch);
        let given = given(text);
        let list = self.attributor.resolve(document, &reading, &given);
        let (occasions, dates) =
            self.attributor.occasion_choices(document, &reading, &given, weights);
        (list, [occasions, dates])
    }
}

/// The attribution whose cue touches the item's and whose content covers most of it.
pub(super) fn attribution<'a>(
    text: &Text,
    list: &'a Attributions,
    item: &Item,
) -> Option<&'a Attribution> {
    let [cue, content] = [1, 2].map(|role| bytes(text, &item.spans[role]));
    let touching = list
        .list
        .iter()
        .filter(|a| if cue.is_empty() { a.cue.is_empty() } else { overlap(&a.cue, &cue) > 0 });
    let common = |a: &&Attribution| overlap(&a.content, &content);
    touching.filter(|a| common(a) > 0).max_by_key(|a| (common(a), std::cmp::Reverse(a.id)))
}

/// Which of an item's marked times a time is, as a label; `0` where nobody marked it.
pub(super) fn number_of(text: &Text, item: &Item, time: Span) -> String {
    let marks = item.spans.get(3).map_or(&[][..], Vec::as_slice);
    let hit = marks.iter().position(|&mark| overlap(&bytes(text, &[mark]), &[time]) > 0);
    hit.map_or("0".to_owned(), |index| (index + 1).to_string())
}

/// The corpus's own spans.
fn given(text: &Text) -> Vec<Given> {
    let gold = clean(&text.chars, &text.gold);
    gold.iter()
        .map(|roles| {
            let [source, cue, content] = roles.each().map(|ranges| bytes(text, ranges));
            Given { source, cue, content }
        })
        .collect()
}

/// Ranges of code points as bytes.
pub(super) fn bytes(text: &Text, ranges: &[Range]) -> Vec<Span> {
    let offsets = Offsets::new(&text.document.text, OffsetUnit::Char);
    let byte = |at: usize| offsets.byte(u32::try_from(at).unwrap_or(u32::MAX));
    ranges.iter().map(|&(start, end)| Span::new(byte(start), byte(end))).collect()
}

/// The answer where the name is the labelled one, and where it is another.
pub(super) const RIGHT_NAME: &str = "the name";
const OTHER_NAME: &str = "another name";

impl Read<'_> {
    /// The answer for an item with these labels; attributions as resolved from the corpus's own spans, or
    /// as found.
    pub(super) fn answer(
        &self,
        set: Set,
        item: &Item,
        labels: &[Option<String>],
        from_found: bool,
    ) -> Answer {
        match set {
            Set::Sources | Set::Speakers | Set::Occasions | Set::News => {
                let list = if from_found { &self.found } else { &self.given };
                let own = attribution(self.text, list, item)?;
                Some(match set {
                    Set::Sources => {
                        vec![own.speaker.voice.to_string(), own.cue_kind.to_string()]
                    }
                    Set::Speakers => vec![self.speaker(own, labels).to_owned()],
                    _ => self.occasion(list, own, item),
                })
            }
            Set::Statements => {
                let statement = self.statement(item)?;
                Some(vec![statement.kind.to_string()])
            }
            Set::Doubts => Some(vec![self.doubt(item)]),
        }
    }

    /// Whether the speaker's name is the labelled one: names stay out of the files.
    fn speaker(&self, own: &Attribution, labels: &[Option<String>]) -> &'static str {
        let gold = labels.first().and_then(|label| super::items::ranges(label.as_deref()?)?.pop());
        let gold = gold.and_then(|range| bytes(self.text, &[range]).pop());
        let gold = gold.map(|span| words(self.text.document.slice(span)));
        let named = own.speaker.voice == Voice::Named;
        let said = own.speaker.name.as_deref().filter(|_| named).map(words);
        let said =
            said.map(|said| said.into_iter().skip_while(|word| word == "the").collect::<Vec<_>>());
        match (said, gold) {
            (None, _) => "none",
            (Some(said), Some(gold)) if agree(&said, &gold) => RIGHT_NAME,
            _ => OTHER_NAME,
        }
    }

    fn occasion(&self, list: &Attributions, own: &Attribution, item: &Item) -> Vec<String> {
        let occasion = own.occasion.found_or_doubtful();
        let occasion = occasion.and_then(|id| list.occasions.get(id.0 as usize));
        let kind = occasion.map_or("none".to_owned(), |occasion| occasion.kind.to_string());
        let date = own.time.map(|time| number_of(self.text, item, time));
        let date = date.unwrap_or_else(|| "none".to_owned());
        vec![kind, date]
    }

    /// The statement that shares most with the clause, if that is half of both together.
    fn statement(&self, item: &Item) -> Option<&Statement> {
        let words = bytes(self.text, &item.spans[0]);
        let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<u32>();
        let common = |s: &&Statement| overlap(&s.spans, &words);
        let best =
            self.statements.list.iter().max_by_key(|s| (common(s), std::cmp::Reverse(s.id)))?;
        let shared = common(&best);
        (shared * 2 >= length(&best.spans) + length(&words) - shared).then_some(best)
    }

    /// What most of the sentence is, by the statements on it.
    fn doubt(&self, item: &Item) -> String {
        let words = bytes(self.text, &item.spans[0]);
        let mut weights: Vec<(String, u32)> = vec![("none".to_owned(), 0)];
        for statement in &self.statements.list {
            let weight = overlap(&statement.spans, &words);
            if weight == 0 {
                continue;
            }
            let answer = match (statement.scope, statement.doubt) {
                (Scope::Doubtful, Some(why)) => why.to_string(),
                (Scope::Doubtful | Scope::None, _) => {
                    let reports = statement.reports;
                    if reports { "inside".to_owned() } else { "none".to_owned() }
                }
                (scope, _) => scope.to_string(),
            };
            match weights.iter_mut().find(|(known, _)| *known == answer) {
                Some((_, sum)) => *sum += weight,
                None => weights.push((answer, weight)),
            }
        }
        let best = weights.into_iter().rev().max_by_key(|(_, weight)| *weight);
        best.map_or_else(|| "none".to_owned(), |(answer, _)| answer)
    }
}

/// Bytes that two lists of spans share.
fn overlap(x: &[Span], y: &[Span]) -> u32 {
    let pairs = x.iter().flat_map(|a| y.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| a.end.min(b.end).saturating_sub(a.start.max(b.start))).sum()
}
