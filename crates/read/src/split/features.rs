//! What the two linear classifiers look at: characters around a place where a word may end, words
//! around a place where a sentence may end.

use crate::chars::{Class, class, fold_into, is_all_capitals, is_capital};
use crate::marks::Label;

use super::atoms::Atom;
use super::linear::{Features, fnv, mix};
use super::tokens::{ABBREVIATIONS, text_of};

/// One atom or word, hashed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unit {
    /// Folded form.
    pub(crate) lower: u64,
    /// The form where it is punctuation, else its pattern of case and digits.
    pub(crate) shape: u64,
    /// White space stands before it.
    pub(crate) after_space: bool,
}

impl Unit {
    pub(crate) fn new(form: &str, after_space: bool, folded: &mut String) -> Self {
        folded.clear();
        // The ends of an overlong form say enough.
        if form.len() > 128 {
            let cut = form.floor_char_boundary(64);
            fold_into(form.get(..cut).unwrap_or_default(), folded);
        } else {
            fold_into(form, folded);
        }
        Self { lower: fnv(folded.as_bytes()), shape: shape(form), after_space }
    }

    /// Shape with the space before it.
    fn spaced(self) -> u64 {
        mix(self.shape, u64::from(self.after_space))
    }
}

fn shape(form: &str) -> u64 {
    let Some(first) = form.chars().next() else { return 0 };
    match class(first) {
        Class::Letter => {
            let long = form.chars().nth(1).is_some();
            let stop = form.ends_with('.');
            let base = match (is_capital(form), long) {
                (true, true) if is_all_capitals(form) => 1,
                (true, true) => 2,
                (true, false) => 3,
                (false, true) => 4,
                (false, false) => 5,
            };
            base + 8 * u64::from(stop) + 16 * u64::from(form.bytes().any(|b| b.is_ascii_digit()))
        }
        Class::Digit => {
            let digits = form.bytes().all(|b| b.is_ascii_digit());
            64 + form.len().min(6) as u64 * 2 + u64::from(digits)
        }
        _ => fnv(form.get(..form.floor_char_boundary(8)).unwrap_or_default().as_bytes()),
    }
}

const NONE: Unit = Unit { lower: 7, shape: 7, after_space: true };

fn at(units: &[Unit], i: usize, shift: isize) -> Unit {
    i.checked_add_signed(shift).and_then(|k| units.get(k)).copied().unwrap_or(NONE)
}

/// Features of the question whether a word ends between atoms `k - 1` and `k`, where the word began
/// at atom `first`.
pub(crate) fn word(
    text: &str,
    atoms: &[Atom],
    units: &[Unit],
    first: usize,
    k: usize,
    mark: Option<Label>,
    out: &mut Features,
) {
    out.clear();
    let u = |shift: isize| at(units, k, shift);
    let (left, right) = (u(-1), u(0));
    let mark = mark.map_or(0, |label| label as u64 + 1);
    let sofar = text.get(atoms[first].start..atoms[k - 1].end).unwrap_or_default();
    let sofar = sofar.get(..sofar.floor_char_boundary(24)).unwrap_or_default();
    let sofar_hash = fnv(sofar.to_ascii_lowercase().as_bytes());
    let count = (k - first).min(4) as u64;
    out.add(0);
    out.add(mix(left.lower, right.lower));
    out.add(mix(left.lower, right.shape));
    out.add(mix(left.shape, right.lower));
    out.add(mix(left.shape, right.shape));
    out.add(mix(mix(u(-2).spaced(), left.spaced()), right.shape));
    out.add(mix(mix(left.shape, right.shape), u(1).spaced()));
    out.add(mix(mix(mix(u(-2).spaced(), left.spaced()), right.shape), u(1).spaced()));
    out.add(mix(mix(left.lower, right.lower), u(1).spaced()));
    out.add(mix(mix(u(-2).spaced(), left.lower), right.lower));
    out.add(mix(mix(right.lower, u(1).lower), u64::from(u(1).after_space)));
    out.add(mix(mix(u(-2).lower, left.lower), u64::from(left.after_space)));
    out.add(mix(mix(u(-2).lower, left.lower), right.lower));
    out.add(mix(sofar_hash, right.lower));
    out.add(mix(mix(sofar_hash, right.shape), u(1).spaced()));
    out.add(mix(mix(right.lower, count), left.shape));
    out.add(mix(mix(mark, left.shape), mix(right.shape, u(1).spaced())));
    out.add(mix(mix(mark, left.lower), right.lower));
    out.add(mix(mix(u(1).spaced(), u(2).spaced()), mix(left.shape, right.shape)));
    out.add(mix(mix(u(-3).spaced(), u(-2).spaced()), mix(left.shape, right.shape)));
    let listed = right_is_stop(text, &atoms[k]) && {
        let word = sofar.to_ascii_lowercase();
        ABBREVIATIONS.contains(&word.as_str())
    };
    out.add(mix(mix(u64::from(listed), right.lower), u(1).spaced()));
    let lengths = (atoms[k - 1].end - atoms[k - 1].start).min(9) as u64 * 16
        + (atoms[k].end - atoms[k].start).min(9) as u64;
    out.add(mix(mix(lengths, left.shape), right.shape));
}

fn right_is_stop(text: &str, atom: &Atom) -> bool {
    text_of(text, atom) == "."
}

/// State of the sentence up to a place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct State {
    /// Words since the sentence began.
    pub(crate) length: usize,
    /// Words until the section ends.
    pub(crate) left: usize,
    /// Brackets open since the sentence began.
    pub(crate) brackets: u8,
    /// Inside quotation marks after the place.
    pub(crate) quoted: bool,
    /// The section's last word is a full stop or the like.
    pub(crate) prose: bool,
}

fn bucket(n: usize) -> u64 {
    match n {
        0..=4 => n as u64,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        21..=40 => 8,
        _ => 9,
    }
}

/// Features of the question whether a sentence ends between words `i` and `i + 1`. `last` is the
/// word that decides before closing marks, `next` the one behind opening marks.
#[expect(clippy::too_many_arguments, reason = "two sides, their marks and the state between")]
pub(crate) fn sentence(
    units: &[Unit],
    start: usize,
    i: usize,
    last: usize,
    next: usize,
    marks: [Option<Label>; 2],
    state: State,
    out: &mut Features,
) {
    out.clear();
    let u = |shift: isize| at(units, i + 1, shift);
    let (left, right) = (u(-1), u(0));
    let [before, after] = marks.map(|m| m.map_or(0, |label| label as u64 + 1));
    let decides = at(units, last, 0);
    let stem = at(units, last, -1);
    let begins = at(units, next, 0);
    let stop = mix(stem.lower, decides.lower);
    let between = mix(before * 8 + after, u64::from(right.after_space));
    let depth = u64::from(state.brackets.min(2)) * 2 + u64::from(state.quoted);
    let first = at(units, start, 0);
    out.add(0);
    out.add(left.lower);
    out.add(right.lower);
    out.add(mix(left.lower, right.lower));
    out.add(mix(left.spaced(), right.spaced()));
    out.add(mix(decides.shape, begins.shape));
    out.add(mix(decides.lower, begins.lower));
    out.add(mix(stop, begins.shape));
    out.add(mix(decides.shape, begins.lower));
    out.add(stop);
    out.add(mix(mix(stem.shape, decides.shape), begins.shape));
    out.add(mix(mix(mix(at(units, last, -2).shape, stem.shape), decides.shape), begins.shape));
    out.add(mix(mix(between, decides.shape), begins.shape));
    out.add(mix(mix(between, left.shape), right.shape));
    out.add(mix(mix(depth, decides.shape), begins.shape));
    out.add(mix(mix(u(-2).shape, left.shape), mix(right.spaced(), u(1).spaced())));
    out.add(mix(mix(right.lower, u(1).lower), left.shape));
    out.add(mix(mix(right.shape, u(1).lower), left.shape));
    out.add(mix(mix(right.spaced(), u(1).spaced()), mix(u(2).spaced(), left.shape)));
    out.add(mix(mix(bucket(state.length), decides.shape), begins.shape));
    out.add(mix(mix(bucket(state.left), decides.shape), begins.shape));
    out.add(mix(mix(u64::from(state.prose), decides.shape), begins.shape));
    out.add(mix(mix(u64::from(state.prose), left.shape), mix(right.shape, bucket(state.length))));
    out.add(mix(mix(first.shape, left.shape), right.shape));
    out.add(mix(first.lower, mix(left.shape, right.lower)));
    out.add(mix(mix(u(-3).shape, u(-2).shape), mix(left.shape, right.shape)));
    out.add(mix(mix(u(-2).lower, left.lower), right.shape));
}
