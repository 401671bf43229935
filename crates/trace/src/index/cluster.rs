//! All pairs of an index: keys of all segments are merged, buckets give candidates, candidates are
//! sorted within the memory cap and verified, and verified edges make clusters around an anchor.
//!
//! Documents are ranked by date, content and id before anything else, so that neither the order of
//! arrival nor the cut into segments reaches the output.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;
use serde::Serialize;

use super::files::Files;
use super::keys::{KeyKind, Space, kind_of};
use super::pairs::{Sorted, Sorter, pair, parts};
use super::query::{COMMON_KEY, SHARED_MARKS, SHARED_QUOTE, SHARED_SKELETON, prepare};
use super::reader::Index;
use super::record::Order;
use crate::edge::{Edge, Limit, Relation};
use crate::error::TraceError;
use crate::mask::Masker;
use crate::prepared::Prepared;
use crate::verify::compare;

/// Members up to which a bucket gives all its pairs.
const SMALL_BUCKET: usize = 64;
/// Earliest members that all others of a larger bucket are paired with.
const ROUNDS: usize = 8;
/// Members above which a bucket is only recorded.
const OVERFLOW: usize = 100_000;
/// Pairs that are verified together: bounds the texts in memory.
const CHUNK: usize = 8192;
/// Pairs that are brought in order by family before they are cut into chunks, so that each text of a
/// family is read and prepared about once: 12 bytes each.
const WINDOW: usize = 1 << 20;

/// A document as lines name it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DocumentName {
    /// Id.
    pub id: String,
    /// Date, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
}

/// A member that has no edge to its cluster's anchor: it hangs on another member.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ChainLink {
    /// The member.
    pub id: String,
    /// The earliest member it has an edge to.
    pub via: String,
}

/// What the job finds, in order: edges, then clusters by relation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClusterLine {
    /// A verified pair; A comes before B in time.
    Pair {
        /// The earlier one.
        a: DocumentName,
        /// The later one.
        b: DocumentName,
        /// What holds between them.
        edge: Box<Edge>,
    },
    /// Documents around their anchor.
    Cluster {
        /// The relation of all its edges.
        relation: Relation,
        /// The canonical document: earliest dated in this index.
        anchor: String,
        /// Documents with an edge of their own to the anchor.
        members: Vec<String>,
        /// Documents that hang on a member and not on the anchor.
        chain: Vec<ChainLink>,
    },
}

/// Counts of the job.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ClusterCounts {
    /// Documents.
    pub documents: u64,
    /// Documents whose words another one has too.
    pub identical: u64,
    /// Pairs looked at.
    pub compared: u64,
    /// Pairs verified.
    pub edges: u64,
    /// Clusters.
    pub clusters: u64,
    /// Keys with more than 64 documents: their members were paired with the eight earliest alone.
    pub crowded_keys: u64,
    /// Keys that are too common to be followed.
    pub common_keys: u64,
}

/// What the job is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClusterPhase {
    /// Ranking documents.
    Ranking,
    /// Merging keys.
    Merging,
    /// Comparing pairs; the total is not known before the end.
    Comparing,
}

/// Documents by rank.
struct Ranks {
    /// Document of each rank.
    documents: Vec<u32>,
    /// For each document, the rank of the first document with its words; `u32::MAX` for none.
    leader: Vec<u32>,
    /// Names by rank.
    names: Vec<Box<str>>,
    /// Rank of the leader by rank.
    twins: Vec<(u32, u32)>,
    /// In a crowded bucket, by rank.
    crowded: Vec<bool>,
}

impl Index {
    /// Finds all pairs and clusters, within `memory_bytes`, with sorted runs in `scratch`. Lines come
    /// in an order that depends on the documents alone.
    ///
    /// # Errors
    /// [`TraceError::Memory`] for too small a cap; whatever files and `each` meet.
    pub fn cluster(
        &self,
        scratch: &dyn Files,
        memory_bytes: u64,
        progress: &mut dyn FnMut(ClusterPhase, u64, u64),
        each: &mut dyn FnMut(ClusterLine) -> Result<(), TraceError>,
    ) -> Result<ClusterCounts, TraceError> {
        let needed = (64 << 20) + u64::from(self.manifest.numbers()) * 160;
        if memory_bytes < needed {
            return Err(TraceError::Memory { given: memory_bytes, needed });
        }
        let mut counts = ClusterCounts { documents: self.documents(), ..ClusterCounts::default() };
        progress(ClusterPhase::Ranking, 0, self.documents());
        let mut ranks = self.ranks()?;
        counts.identical = ranks.twins.len() as u64;
        let room = (memory_bytes - needed) / 2 + (16 << 20);
        let mut pairs = self.candidates(scratch, room, &mut ranks, &mut counts, progress)?;
        let mut edges: Vec<(Relation, u32, u32)> = Vec::new();
        // A document's family goes by the first document that it has a pair with: pairs come sorted, so
        // that it is known before the document is met as the earlier one.
        let mut family: Vec<u32> = (0u32..).take(ranks.documents.len()).collect();
        let mut window: Vec<(u32, u32, u32)> = Vec::new();
        let mut before = None;
        loop {
            let next = pairs.next()?;
            if next.is_some() && next == before {
                continue;
            }
            before = next;
            if let Some((a, b)) = next.map(parts) {
                window.push((family.get(a as usize).copied().unwrap_or(a), a, b));
                if let Some(first) = family.get_mut(b as usize) {
                    *first = a.min(*first);
                }
            }
            if window.len() == WINDOW || next.is_none() {
                window.par_sort_unstable();
                for chunk in window.chunks(CHUNK) {
                    counts.compared += chunk.len() as u64;
                    progress(ClusterPhase::Comparing, counts.compared, 0);
                    self.verify_chunk(chunk, &ranks, &mut edges, each)?;
                }
                window.clear();
            }
            if next.is_none() {
                break;
            }
        }
        counts.edges = edges.len() as u64;
        edges.sort_unstable();
        for relation in Relation::ALL {
            let of: Vec<(u32, u32)> =
                edges.iter().filter(|e| e.0 == relation).map(|e| (e.1, e.2)).collect();
            counts.clusters += clusters(relation, &of, &ranks, each)?;
        }
        Ok(counts)
    }

    fn ranks(&self) -> Result<Ranks, TraceError> {
        let mut heads: Vec<(Order, u32, [u64; 2], Box<str>)> = Vec::new();
        self.for_each_block(|all| {
            for (number, stored) in all {
                heads.push((stored.order(), number, stored.content, stored.record.id.into()));
            }
            Ok(())
        })?;
        heads.par_sort_unstable_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)));
        let mut by_content: Vec<([u64; 2], u32)> =
            heads.iter().zip(0u32..).map(|(head, rank)| (head.2, rank)).collect();
        by_content.par_sort_unstable();
        let mut ranks = Ranks {
            documents: heads.iter().map(|head| head.1).collect(),
            leader: vec![u32::MAX; self.manifest.numbers() as usize],
            crowded: vec![false; heads.len()],
            names: heads.into_iter().map(|head| head.3).collect(),
            twins: Vec::new(),
        };
        let mut leaders: Vec<([u64; 2], u32)> = Vec::new();
        for group in by_content.chunk_by(|x, y| x.0 == y.0) {
            let Some(&(content, leader)) = group.first() else { continue };
            leaders.push((content, leader));
            for &(_, rank) in group {
                if let Some(&number) = ranks.documents.get(rank as usize)
                    && let Some(slot) = ranks.leader.get_mut(number as usize)
                {
                    *slot = leader;
                }
                if rank != leader {
                    ranks.twins.push((leader, rank));
                }
            }
        }
        self.adopt_replaced(&leaders, &mut ranks)?;
        ranks.twins.sort_unstable();
        Ok(ranks)
    }

    /// A replaced document may hold the keys of living ones with its words: it stands for them.
    fn adopt_replaced(
        &self,
        leaders: &[([u64; 2], u32)],
        ranks: &mut Ranks,
    ) -> Result<(), TraceError> {
        for segment in &self.segments {
            for &number in &segment.info.dropped {
                let Some(stored) = self.stored(number)? else { continue };
                if let Ok(at) = leaders.binary_search_by_key(&stored.content, |l| l.0)
                    && let Some(slot) = ranks.leader.get_mut(number as usize)
                {
                    *slot = leaders.get(at).map_or(u32::MAX, |l| l.1);
                }
            }
        }
        Ok(())
    }

    /// Merges the keys of all segments and gives the candidates, sorted, with repeats.
    fn candidates<'s>(
        &self,
        scratch: &'s dyn Files,
        room: u64,
        ranks: &mut Ranks,
        counts: &mut ClusterCounts,
        progress: &mut dyn FnMut(ClusterPhase, u64, u64),
    ) -> Result<Sorted<'s>, TraceError> {
        let mut merge = Merge::new(self);
        let mut found = Sorter::new(scratch, "found", room / 3);
        for &(leader, twin) in &ranks.twins {
            found.push(pair(leader, twin))?;
        }
        let kinds = [
            (KeyKind::Band, "bands", 1),
            (KeyKind::Mark, "marks", SHARED_MARKS),
            (KeyKind::Skeleton, "skeleton", SHARED_SKELETON),
            (KeyKind::Quote, "quotes", SHARED_QUOTE),
        ];
        let total = self.segments.iter().map(|s| s.info.keys.bytes).sum();
        for (kind, name, least) in kinds {
            let mut sorter = Sorter::new(scratch, name, room * 2 / 3);
            progress(ClusterPhase::Merging, merge.bytes, total);
            while let Some(members) = merge.next_bucket(kind as u64, &ranks.leader)? {
                bucket(kind, members, &mut sorter, ranks, counts)?;
            }
            let mut pairs = sorter.sorted()?;
            let (mut last, mut times) = (None, 0);
            loop {
                let next = pairs.next()?;
                if next != last {
                    if let Some(pair) = last.filter(|_| times >= least) {
                        found.push(pair)?;
                    }
                    (last, times) = (next, 0);
                }
                times += 1;
                if next.is_none() {
                    break;
                }
            }
        }
        found.sorted()
    }

    fn verify_chunk(
        &self,
        chunk: &[(u32, u32, u32)],
        ranks: &Ranks,
        edges: &mut Vec<(Relation, u32, u32)>,
        each: &mut dyn FnMut(ClusterLine) -> Result<(), TraceError>,
    ) -> Result<(), TraceError> {
        // Loaded in the order they lie on disk, so that a block is mostly read once.
        let mut wanted: Vec<(u32, u32)> = chunk
            .iter()
            .flat_map(|&(_, a, b)| [a, b])
            .filter_map(|rank| Some((*ranks.documents.get(rank as usize)?, rank)))
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut texts: Vec<(u32, DocumentName, Prepared)> = wanted
            .par_iter()
            .map_init(Masker::default, |masker, &(number, rank)| {
                let stored = self.stored(number)?;
                Ok(stored.map(|stored| {
                    let name = DocumentName {
                        id: stored.record.id.clone(),
                        date: stored.record.date.clone(),
                        outlet: stored.record.outlet.clone(),
                    };
                    (rank, name, prepare(stored, masker))
                }))
            })
            .filter_map(Result::transpose)
            .collect::<Result<_, TraceError>>()?;
        texts.sort_unstable_by_key(|t| t.0);
        let text = |rank: u32| {
            texts.binary_search_by_key(&rank, |t| t.0).ok().and_then(|at| texts.get(at))
        };
        let found: Vec<(u32, u32, Edge)> = chunk
            .par_iter()
            .filter_map(|&(_, a, b)| Some((a, b, compare(&text(a)?.2, &text(b)?.2)?)))
            .collect();
        let incomplete = !self.losses().is_empty();
        for (a, b, mut edge) in found {
            let crowded = |rank: u32| ranks.crowded.get(rank as usize) == Some(&true);
            edge.limits.extend((crowded(a) || crowded(b)).then_some(Limit::CrowdedKey));
            edge.limits.extend(incomplete.then_some(Limit::Incomplete));
            edges.push((edge.relation, a, b));
            let Some((a, b)) = text(a).zip(text(b)) else { continue };
            each(ClusterLine::Pair { a: a.1.clone(), b: b.1.clone(), edge: Box::new(edge) })?;
        }
        Ok(())
    }
}

/// Gives the pairs of one bucket.
fn bucket(
    kind: KeyKind,
    members: &[u32],
    sorter: &mut Sorter<'_>,
    ranks: &mut Ranks,
    counts: &mut ClusterCounts,
) -> Result<(), TraceError> {
    let is_band = kind == KeyKind::Band;
    if members.len() <= SMALL_BUCKET {
        for (n, &a) in members.iter().enumerate() {
            for &b in members.get(n + 1..).unwrap_or_default() {
                sorter.push(pair(a, b))?;
            }
        }
        return Ok(());
    }
    let too_common = members.len() > if is_band { OVERFLOW } else { COMMON_KEY };
    if too_common {
        counts.common_keys += 1;
    } else {
        counts.crowded_keys += 1;
        for (n, &a) in members.iter().take(ROUNDS).enumerate() {
            for &b in members.get(n + 1..).unwrap_or_default() {
                sorter.push(pair(a, b))?;
            }
        }
    }
    if is_band {
        for &rank in members {
            if let Some(mark) = ranks.crowded.get_mut(rank as usize) {
                *mark = true;
            }
        }
    }
    Ok(())
}

/// Merges the sorted keys of all segments.
struct Merge<'a> {
    index: &'a Index,
    cursors: Vec<Cursor>,
    heap: BinaryHeap<Reverse<(u64, usize)>>,
    members: Vec<u32>,
    /// Bytes of keys read.
    bytes: u64,
}

#[derive(Default)]
struct Cursor {
    space: Space,
    block: usize,
    at: usize,
}

impl<'a> Merge<'a> {
    fn new(index: &'a Index) -> Self {
        let cursors = index
            .segments
            .iter()
            .map(|segment| {
                let first = (KeyKind::Band as u64) << 45;
                let block = segment.keys.file.block_of(first).unwrap_or(0);
                Cursor { block, ..Cursor::default() }
            })
            .collect();
        Self { index, cursors, heap: BinaryHeap::new(), members: Vec::new(), bytes: 0 }
    }

    /// The leaders of the next key of a kind with at least two, sorted; `None` when the kind ends.
    fn next_bucket(&mut self, kind: u64, leader: &[u32]) -> Result<Option<&[u32]>, TraceError> {
        if self.heap.is_empty() {
            for n in 0..self.cursors.len() {
                self.refill(n)?;
            }
        }
        while let Some(&Reverse((key, _))) = self.heap.peek() {
            if kind_of(key) > kind {
                return Ok(None);
            }
            self.members.clear();
            while let Some(&Reverse((next, n))) = self.heap.peek() {
                if next != key {
                    break;
                }
                self.heap.pop();
                self.take(n, key, leader)?;
            }
            self.members.sort_unstable();
            self.members.dedup();
            if kind_of(key) == kind && self.members.len() > 1 {
                return Ok(Some(&self.members));
            }
        }
        Ok(None)
    }

    /// Takes all documents of a key from one segment and puts its next key on the heap.
    fn take(&mut self, n: usize, key: u64, leader: &[u32]) -> Result<(), TraceError> {
        loop {
            let Some((cursor, segment)) = self.cursors.get_mut(n).zip(self.index.segments.get(n))
            else {
                return Ok(());
            };
            while let Some(&(next, local)) = cursor.space.postings.get(cursor.at) {
                if next != key {
                    self.heap.push(Reverse((next, n)));
                    return Ok(());
                }
                let number = segment.info.first.saturating_add(local) as usize;
                self.members.extend(leader.get(number).filter(|&&rank| rank != u32::MAX));
                cursor.at += 1;
            }
            if !self.refill_block(n)? {
                return Ok(());
            }
        }
    }

    /// Reads the next block of a segment and puts its first key on the heap.
    fn refill(&mut self, n: usize) -> Result<(), TraceError> {
        while self.refill_block(n)? {
            let cursor = self.cursors.get(n);
            if let Some(&(key, _)) = cursor.and_then(|c| c.space.postings.first()) {
                self.heap.push(Reverse((key, n)));
                return Ok(());
            }
        }
        Ok(())
    }

    /// Reads the next block of a segment; `false` at its end.
    fn refill_block(&mut self, n: usize) -> Result<bool, TraceError> {
        let Some((cursor, segment)) = self.cursors.get_mut(n).zip(self.index.segments.get(n))
        else {
            return Ok(false);
        };
        if cursor.block >= segment.keys.file.table.len() {
            return Ok(false);
        }
        let space = &mut cursor.space;
        if let Err(error) = segment.keys.block(cursor.block, &mut space.bytes, &mut space.postings)
        {
            space.postings.clear();
            self.index.lose(error)?;
        }
        self.bytes += space.bytes.len() as u64;
        cursor.block += 1;
        cursor.at = 0;
        Ok(true)
    }
}

/// The root of a set, with paths halved on the way.
fn find(root: &mut [u32], of: u32) -> u32 {
    let mut at = of;
    while let Some(&up) = root.get(at as usize).filter(|&&up| up != at) {
        let above = root.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = root.get_mut(at as usize) {
            *slot = above;
        }
        at = above;
    }
    at
}

/// Gives the clusters of one relation: connected documents, told apart by whether they have an edge
/// of their own to the anchor. Chains are never closed.
fn clusters(
    relation: Relation,
    edges: &[(u32, u32)],
    ranks: &Ranks,
    each: &mut dyn FnMut(ClusterLine) -> Result<(), TraceError>,
) -> Result<u64, TraceError> {
    // The root of a set is its lowest rank, which is the anchor.
    let mut root: Vec<u32> = (0u32..).take(ranks.documents.len()).collect();
    for &(a, b) in edges {
        let (x, y) = (find(&mut root, a), find(&mut root, b));
        if let Some(slot) = root.get_mut(x.max(y) as usize) {
            *slot = x.min(y);
        }
    }
    let mut members: Vec<(u32, u32)> = Vec::new();
    for &(a, b) in edges {
        for rank in [a, b] {
            members.push((find(&mut root, rank), rank));
        }
    }
    members.sort_unstable();
    members.dedup();
    // The earliest partner of each document: edges are sorted, so the first one that is met.
    let mut via: Vec<(u32, u32)> = edges.iter().flat_map(|&(a, b)| [(b, a), (a, b)]).collect();
    via.sort_unstable();
    via.dedup_by_key(|v| v.0);
    let name =
        |rank: u32| ranks.names.get(rank as usize).map(ToString::to_string).unwrap_or_default();
    let mut count = 0;
    for group in members.chunk_by(|x, y| x.0 == y.0) {
        let Some(&(anchor, _)) = group.first() else { continue };
        let (mut own, mut chain) = (Vec::new(), Vec::new());
        for &(_, rank) in group.iter().filter(|m| m.1 != anchor) {
            if edges.binary_search(&(anchor, rank)).is_ok() {
                own.push(name(rank));
            } else {
                let at = via.binary_search_by_key(&rank, |v| v.0);
                let partner = at.ok().and_then(|at| via.get(at)).map_or(anchor, |v| v.1);
                chain.push(ChainLink { id: name(rank), via: name(partner) });
            }
        }
        count += 1;
        each(ClusterLine::Cluster { relation, anchor: name(anchor), members: own, chain })?;
    }
    Ok(count)
}
