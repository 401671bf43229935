//! Which atoms that touch make one token: addresses by rule, all else by the linear classifier.

use sayso_core::Span;

use crate::chars::Class;
use crate::marks::Marks;

use super::Buffers;
use super::atoms::Atom;
use super::features::{self, Unit};
use super::linear::{Judge, Question};

/// Abbreviations that keep their full stop, lower-cased without it.
pub(crate) const ABBREVIATIONS: [&str; 92] = [
    "a", "adm", "al", "apr", "apt", "approx", "assn", "aug", "ave", "b", "bldg", "blvd", "bros",
    "c", "ca", "capt", "cf", "cmdr", "co", "col", "corp", "cpl", "d", "dec", "dept", "dist", "div",
    "dr", "drs", "e", "ed", "eds", "eg", "est", "esp", "etc", "ext", "feb", "fig", "figs", "fr",
    "ft", "gen", "gov", "govt", "hon", "hwy", "ie", "inc", "insp", "jan", "jr", "lt", "ltd", "maj",
    "messrs", "mr", "mrs", "ms", "mt", "mts", "nov", "oct", "op", "p", "ph", "pp", "pres", "prof",
    "pt", "pvt", "rep", "reps", "rev", "sen", "sens", "sept", "sgt", "sr", "st", "ste", "supt",
    "tel", "univ", "v", "vol", "vols", "vs", "viz", "yr", "yrs", "hr",
];

/// Atoms of the longest address; the bound keeps long lines linear.
const ADDRESS_ATOMS: usize = 64;

/// Atoms of the longest other token: a row of the same sign may be long.
const TOKEN_ATOMS: usize = 4096;

/// The atom's text.
pub(crate) fn text_of<'a>(text: &'a str, atom: &Atom) -> &'a str {
    text.get(atom.start..atom.end).unwrap_or_default()
}

/// Hashes the atoms of a section and looks up its marks.
pub(crate) fn prepare(text: &str, base: u32, marks: &Marks, buffers: &mut Buffers) {
    let Buffers { atoms, units, labels, folded, .. } = buffers;
    units.clear();
    labels.clear();
    for atom in atoms.iter() {
        units.push(Unit::new(text_of(text, atom), atom.after_space, folded));
        let mark =
            (atom.class == Class::Mark).then(|| marks.at(base + Span::of(0..atom.start).end));
        labels.push(mark.flatten());
    }
}

/// The token that begins at atom `first` ends before the returned atom.
pub(crate) fn token_end(
    text: &str,
    base: u32,
    first: usize,
    judge: &mut impl Judge,
    buffers: &mut Buffers,
) -> usize {
    let Buffers { atoms, units, labels, features, .. } = buffers;
    let mut end = first + 1;
    let address = address_end(text, atoms, first);
    while end < atoms.len() && !atoms[end].after_space && end < first + TOKEN_ATOMS {
        if address.is_some_and(|address| end < address) {
            end += 1;
            continue;
        }
        let mark = labels[end].or(labels[end - 1]);
        features::word(text, atoms, units, first, end, mark, features);
        let byte = base + Span::of(0..atoms[end].start).end;
        if judge.ends(Question::Word, byte, features) {
            break;
        }
        end += 1;
    }
    end
}

/// End of a web or mail address that begins at atom `i`.
fn address_end(text: &str, atoms: &[Atom], i: usize) -> Option<usize> {
    if !matches!(atoms[i].class, Class::Letter | Class::Digit) {
        return None;
    }
    let mut end = i + 1;
    while end < atoms.len() && !atoms[end].after_space && end < i + ADDRESS_ATOMS {
        end += 1;
    }
    let whole = text.get(atoms[i].start..atoms[end - 1].end)?;
    let cut = whole.find(['<', '>', '"', '“', '”', ')', '(', ']', ',', ';']).unwrap_or(whole.len());
    let whole = whole.get(..cut)?;
    if !is_address(whole) {
        return None;
    }
    let trimmed = whole.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '’', '*']);
    let stop = atoms[i].start + trimmed.len();
    let end = (i..end).find(|&k| atoms[k].end >= stop)? + 1;
    (end > i + 1).then_some(end)
}

fn is_address(chunk: &str) -> bool {
    const ENDS: [&str; 14] = [
        "com", "org", "net", "edu", "gov", "uk", "de", "info", "htm", "html", "pdf", "doc", "xls",
        "jpg",
    ];
    let lower = chunk.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        return true;
    }
    if let Some((name, domain)) = lower.split_once('@') {
        return !name.is_empty() && domain.trim_end_matches('.').contains('.');
    }
    let first = lower.split('/').next().unwrap_or_default().trim_end_matches(['.', ',', '!', '?']);
    let Some((name, end)) = first.rsplit_once('.') else { return false };
    name.len() > 1 && ENDS.contains(&end) && !name.ends_with('.')
}
