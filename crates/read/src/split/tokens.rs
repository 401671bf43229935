//! Which atoms that touch make one token.

use crate::chars::{Class, is_apostrophe};
use crate::marks::Label;

use super::atoms::Atom;

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

/// First parts that English UD does not cut off at the hyphen.
const PREFIXES: [&str; 8] = ["e", "co", "re", "pre", "non", "anti", "x", "ex"];

/// Atoms of the longest address; the bound keeps long lines linear.
const ADDRESS_ATOMS: usize = 64;

/// The atom's text.
pub(crate) fn text_of<'a>(text: &'a str, atom: &Atom) -> &'a str {
    text.get(atom.start..atom.end).unwrap_or_default()
}

/// The token that begins at atom `i` ends before the returned atom. `mark` gives the label of the
/// quotation mark at a byte of the section.
pub(crate) fn token_end(
    text: &str,
    atoms: &[Atom],
    i: usize,
    mark: &impl Fn(usize) -> Option<Label>,
) -> usize {
    if let Some(end) = address_end(text, atoms, i) {
        return end;
    }
    let mut end = i + 1;
    while end < atoms.len() && !atoms[end].after_space && joins(text, atoms, i, end, mark) {
        end += 1;
    }
    end
}

/// Atom `k` belongs to the token that began at atom `first`.
fn joins(
    text: &str,
    atoms: &[Atom],
    first: usize,
    k: usize,
    mark: &impl Fn(usize) -> Option<Label>,
) -> bool {
    let (last, this) = (&atoms[k - 1], &atoms[k]);
    let (last_text, this_text) = (text_of(text, last), text_of(text, this));
    let next = atoms.get(k + 1).filter(|a| !a.after_space);
    let next_class = next.map_or(Class::Space, |a| a.class);
    match (last.class, this.class) {
        (Class::Letter, Class::Digit) => true,
        (Class::Digit, Class::Letter) => {
            let unit = this_text.to_ascii_lowercase();
            !["pm", "am", "p", "a", "km", "kg", "mm", "cm", "ft", "lb", "m", "k", "bn", "mph"]
                .contains(&unit.as_str())
                || k > first + 1 && !matches!(atoms[k - 2].class, Class::Stop | Class::Comma)
        }
        (_, Class::Mark) if is_apostrophe_atom(this_text) => {
            matches!(mark(this.start), Some(Label::Apostrophe))
                && (matches!(last.class, Class::Letter | Class::Digit | Class::Stop))
        }
        (Class::Mark, Class::Letter | Class::Digit) if is_apostrophe_atom(last_text) => {
            matches!(mark(last.start), Some(Label::Apostrophe))
        }
        (Class::Letter, Class::Stop) if this_text == "." => {
            let whole = text.get(atoms[first].start..last.end).unwrap_or_default();
            next_class == Class::Letter && has_inner_stop_or_single(whole, last_text)
                || is_abbreviation(whole)
        }
        (Class::Stop, Class::Letter) if last_text == "." && k > first + 1 => {
            let before = text_of(text, &atoms[k - 2]);
            before.chars().count() == 1 && this_text.chars().count() <= 2
        }
        (Class::Digit, Class::Stop | Class::Comma) => {
            next_class == Class::Digit && matches!(this_text, "." | "," | ":")
        }
        (Class::Stop | Class::Comma, Class::Digit) => {
            k > first + 1 && atoms[k - 2].class == Class::Digit
        }
        (Class::Stop, Class::Stop) => {
            last_text == this_text || matches!((last_text, this_text), ("?" | "!", "?" | "!"))
        }
        (Class::Dash, Class::Dash) => last_text == this_text,
        (Class::Mark, Class::Mark) => {
            last_text == this_text && matches!(this_text, "'" | "`") && k == first + 1
        }
        (Class::Other, Class::Other) => {
            last_text == this_text && matches!(this_text, "*" | "=" | "_" | "~" | "#" | "+")
        }
        (Class::Digit, Class::Other) => this_text == "/" && next_class == Class::Digit,
        (Class::Other, Class::Digit) => last_text == "/" && k > first + 1,
        (Class::Letter, Class::Other) => {
            this_text == "_" || this_text == "&" && next_class == Class::Letter
        }
        (Class::Other, Class::Letter) => {
            matches!(last_text, "_" | "@") || last_text == "&" && k > first + 1
        }
        (Class::Letter, Class::Dash) => {
            k == first + 1
                && next_class == Class::Letter
                && PREFIXES.iter().any(|p| p.eq_ignore_ascii_case(last_text))
        }
        (Class::Dash, Class::Letter) => k > first + 1,
        _ => false,
    }
}

fn is_apostrophe_atom(text: &str) -> bool {
    text.chars().next().is_some_and(is_apostrophe)
}

/// The word keeps its full stop: a listed abbreviation, an initial, or letters with full stops.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    single && word != "I"
        || has_inner_stop(word)
        || word.len() <= 6
            && ABBREVIATIONS.iter().any(|a| a.len() > 1 && a.eq_ignore_ascii_case(word))
}

fn has_inner_stop(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2)
}

fn has_inner_stop_or_single(whole: &str, last: &str) -> bool {
    last.chars().count() == 1 && (whole == last || has_inner_stop(whole))
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
