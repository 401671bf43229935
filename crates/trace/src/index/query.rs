//! One text against an index: candidates by shared keys, every answer verified on both texts.

use std::collections::BTreeMap;

use super::family::settle_families;
use super::keys::{KeyKind, Keyer, Space, content_key, kind_of};
use super::reader::Index;
use super::record::{Order, Record, Stored};
use crate::edge::{Edge, Limit};
use crate::error::TraceError;
use crate::mask::Masker;
use crate::prepared::Prepared;
use crate::quotes::find_quotes;
use crate::verify::compare;

/// Documents above which a key is too common to be followed: a stock phrase, not a trace.
pub const COMMON_KEY: usize = 1000;
/// Fewest shared plain marks of a candidate.
pub(crate) const SHARED_MARKS: u32 = 2;
/// Fewest shared skeleton marks of a candidate.
pub(crate) const SHARED_SKELETON: u32 = 3;
/// Fewest shared quotation marks of a candidate.
pub(crate) const SHARED_QUOTE: u32 = 1;

/// A document of the index that carries the text, or part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// The document.
    pub record: Record,
    /// The pair, with the text that was asked for as A.
    pub edge: Edge,
}

/// What an index says of one text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answer {
    /// Verified documents: by relation, then by date, content and id.
    pub hits: Vec<Hit>,
    /// Candidates that were compared.
    pub compared: usize,
    /// Keys of the text that are too common to be followed.
    pub common_keys: usize,
}

/// Shared keys of a candidate by kind.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shared {
    pub bands: u32,
    pub marks: u32,
    pub skeleton: u32,
    pub quotes: u32,
}

impl Shared {
    pub(crate) fn count(&mut self, kind: u64) {
        if kind == KeyKind::Band as u64 {
            self.bands += 1;
        } else if kind == KeyKind::Mark as u64 {
            self.marks += 1;
        } else if kind == KeyKind::Skeleton as u64 {
            self.skeleton += 1;
        } else if kind == KeyKind::Quote as u64 {
            self.quotes += 1;
        }
    }

    pub(crate) fn is_candidate(self) -> bool {
        self.bands > 0
            || self.marks >= SHARED_MARKS
            || self.skeleton >= SHARED_SKELETON
            || self.quotes >= SHARED_QUOTE
    }
}

/// A stored document made ready for comparison.
pub(crate) fn prepare(stored: Stored, masker: &mut Masker) -> Prepared {
    let quotes = find_quotes(&stored.record.text);
    let mut made = Prepared::with(stored.record.text, stored.record.title, None, masker);
    made.quotes = quotes;
    made
}

impl Index {
    /// Looks one text up; a document with the id `own` is left out.
    ///
    /// # Errors
    /// Whatever reading meets.
    pub fn query(&self, text: &Prepared, own: Option<&str>) -> Result<Answer, TraceError> {
        let mut space = Space::default();
        let keyed = Keyer::new(self.manifest.sketch(), self.manifest.bands()).keys(&text.text);
        let mut answer = Answer::default();
        let mut crowded = false;
        let mut shared: BTreeMap<u32, Shared> = BTreeMap::new();
        for &key in &keyed.keys {
            let numbers = self.find(key, COMMON_KEY + 1, &mut space)?;
            if numbers.len() > COMMON_KEY {
                answer.common_keys += 1;
                crowded |= kind_of(key) == KeyKind::Band as u64;
                continue;
            }
            for number in numbers {
                shared.entry(number).or_default().count(kind_of(key));
            }
        }
        let mut candidates: Vec<u32> =
            shared.iter().filter(|(_, s)| s.is_candidate()).map(|(&n, _)| n).collect();
        candidates.extend(self.find(content_key(keyed.content), usize::MAX, &mut space)?);
        candidates.sort_unstable();
        candidates.dedup();
        // Only the first of equal texts is looked up by its words: the others follow by content.
        let mut contents = BTreeMap::new();
        for number in candidates {
            if let Some(stored) = self.stored(number)? {
                contents.entry(stored.content).or_insert(stored);
            }
        }
        let mut masker = Masker::default();
        let mut hits: Vec<(Order, Hit)> = Vec::new();
        for (content, first) in contents {
            let made = prepare(first, &mut masker);
            answer.compared += 1;
            if compare(text, &made).is_none() {
                continue;
            }
            for number in self.find(content_key(content), usize::MAX, &mut space)? {
                let Some(stored) = self.stored(number)? else { continue };
                let skip = stored.content != content || Some(stored.record.id.as_str()) == own;
                if skip || self.is_dropped(number) {
                    continue;
                }
                let (order, record) = (stored.order(), stored.record.clone());
                if let Some(edge) = compare(text, &prepare(stored, &mut masker)) {
                    hits.push((order, Hit { record, edge }));
                }
            }
        }
        hits.sort_by(|(x, h), (y, i)| (h.edge.relation, x).cmp(&(i.edge.relation, y)));
        answer.hits = hits.into_iter().map(|(_, hit)| hit).collect();
        settle_families(&mut answer.hits);
        let incomplete = !self.losses().is_empty();
        for hit in &mut answer.hits {
            hit.edge.limits.extend(crowded.then_some(Limit::CrowdedKey));
            hit.edge.limits.extend(incomplete.then_some(Limit::Incomplete));
            hit.edge.limits.sort_unstable();
        }
        Ok(answer)
    }
}
