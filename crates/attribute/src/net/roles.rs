//! The second pass: who says it and what, read once for each cue from the cue's side, as semantic role
//! labelling does for predicates (He, Lee, Lewis and Zettlemoyer 2017).

use std::ops::Range;

use sayso_core::Reading;
use sayso_read::net::kernel::{LEVELS, Path, Rows};
use sayso_read::net::layers::{GruBuffers, Schedule, add};

use super::decode::{marginals, viterbi};
use super::forward::{Batch, add_row};
use super::labels::{ROLE_LABELS, role_runs};
use super::model::Roles;
use super::standing::standings;
use super::{Piece, Role, Run};

/// Rows, words of all cues' pieces, that go through the layers together.
const ROWS: usize = 640;

/// A cue with its source and its content, as ranges of words.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CueRoles {
    /// The cue.
    pub cue: (usize, usize),
    /// Words naming the one who says.
    pub source: Vec<(usize, usize)>,
    /// What is said.
    pub content: Vec<(usize, usize)>,
    /// How sure the cue, the source and the content are.
    pub sure: [f32; 3],
}

impl CueRoles {
    /// The roles of a cue from its words' labels in the piece, each with how sure its role is.
    pub fn new(cue: (usize, usize), piece: Piece, labels: &[u8], sure: &[f32]) -> Self {
        let mut one = Self { cue, sure: [1.0; 3], ..Self::default() };
        for run in role_runs(labels, piece.start) {
            match run.role {
                Role::Source => one.source.push((run.start, run.end)),
                _ => one.content.push((run.start, run.end)),
            }
        }
        let mean = |ranges: &[(usize, usize)]| {
            let words = ranges.iter().flat_map(|range| range.0..range.1);
            let of = words.filter_map(|word| sure.get(word - piece.start));
            let (sum, count) = of.fold((0.0, 0.0), |(sum, count), p| (sum + p, count + 1.0));
            if count > 0.0 { sum / count } else { 1.0 }
        };
        one.sure[Role::Source as usize] = mean(&one.source);
        one.sure[Role::Content as usize] = mean(&one.content);
        one
    }
}

/// A cue in its piece, with how sure it is.
pub(super) type Asked = (Piece, Run, f32);

#[derive(Default)]
pub(super) struct Buffers {
    rows: Rows,
    x: Vec<f32>,
    states: Vec<f32>,
    scores: Vec<f32>,
    schedule: Schedule,
    recurrent: GruBuffers,
}

/// Adds the roles of some cues of a batch.
pub(super) fn of_cues(
    model: &Roles,
    reading: &Reading,
    batch: &Batch<'_>,
    asked: &[Asked],
    buffers: &mut Buffers,
    into: &mut Vec<CueRoles>,
) {
    let path = Path::detect();
    let mut rest = asked;
    while !rest.is_empty() {
        let mut rows = 0;
        let fits = rest.iter().take_while(|(piece, ..)| {
            rows += piece.end - piece.start;
            rows <= ROWS
        });
        let (some, tail) = rest.split_at(fits.count().max(1));
        rest = tail;
        let ranges = fill(path, model, reading, batch, some, &mut buffers.x);
        run(path, model, &ranges, buffers);
        let scores = buffers.scores.as_chunks::<ROLE_LABELS>().0;
        for ((piece, run, sure), range) in some.iter().zip(ranges) {
            let scores = scores.get(range.start as usize..range.end as usize).unwrap_or_default();
            let labels = viterbi(scores, &model.transitions, &model.start);
            let of = marginals(scores, &model.transitions, &model.start, &labels);
            let mut one = CueRoles::new((run.start, run.end), *piece, &labels, &of);
            one.sure[Role::Cue as usize] = *sure;
            into.push(one);
        }
    }
}

/// The rows of some cues, one a word of the cue's piece, and the range of rows of each.
fn fill(
    path: Path,
    model: &Roles,
    reading: &Reading,
    batch: &Batch<'_>,
    asked: &[Asked],
    x: &mut Vec<f32>,
) -> Vec<Range<u32>> {
    let width = model.norm.bias.len();
    x.clear();
    let mut ranges = Vec::with_capacity(asked.len());
    for (piece, run, _) in asked {
        let cue: Vec<usize> = (run.start..run.end).collect();
        let mut of_cue = vec![0.0; width];
        for &word in &cue {
            add(path, &mut of_cue, batch.projected(word, width).1);
        }
        // A cue is short.
        let share = 1.0 / u16::try_from(cue.len()).map_or(f32::INFINITY, f32::from);
        for value in &mut of_cue {
            *value *= share;
        }
        let first = x.len() / width.max(1);
        for (word, standing) in (piece.start..).zip(standings(reading, *piece, &cue)) {
            let at = x.len();
            x.extend_from_slice(batch.projected(word, width).0);
            let Some(row) = x.get_mut(at..) else { continue };
            add(path, row, &of_cue);
            for (table, label) in model.standings.iter().zip(standing) {
                add_row(path, row, table, u32::from(label));
            }
        }
        let row = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        ranges.push(row(first)..row(x.len() / width.max(1)));
    }
    ranges
}

/// Scores of the labels of every row.
fn run(path: Path, model: &Roles, ranges: &[Range<u32>], buffers: &mut Buffers) {
    let Buffers { rows, x, states, scores, schedule, recurrent } = buffers;
    model.norm.rectify_and_apply(path, x);
    rows.fill(path, x, model.norm.bias.len(), LEVELS);
    schedule.fill(ranges);
    model.recurrent.apply(path, rows, schedule, states, recurrent);
    let columns = model.recurrent.forwards.size() + model.recurrent.backwards.size();
    rows.fill(path, states, columns, LEVELS);
    model.out.apply(path, rows, scores);
}
