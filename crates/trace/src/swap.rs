//! The swap table: what stands in B where a name, number or date of A stood.
//!
//! Only aligned slots of one kind meet. Rows are by surface form, so that a reader finds them in the
//! text; labels join forms that share their last word. A name that became an alias of itself (shared
//! surname, acronym, a letter or two of spelling) is no swap.

use std::collections::BTreeMap;
use std::ops::Range;

use sayso_core::Span;

use crate::align::{Alignment, Run};
use crate::edge::{Share, Swap, SwapPlace};
use crate::mask::{Token, TokenKind, is_function_word, is_honorific, is_organisation_word};
use crate::prepared::Prepared;

/// A name without titles and possessive: hashes of its words, and its bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Surface {
    words: Vec<u64>,
    span: Span,
}

/// What the slots of two aligned texts say.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    /// The table.
    pub swaps: Vec<Swap>,
    /// Rows that one place alone supports, in a pair with many edits: the name may be cut or edited.
    pub doubtful: Vec<Swap>,
    /// Aligned slots by kind: those that differ of all.
    pub names: Share,
    pub numbers: Share,
    pub dates: Share,
    /// A main name was swapped.
    pub main: bool,
    /// Most names were swapped, none of them often.
    pub cast: bool,
    /// All changed names look like organisations.
    pub organisations: bool,
}

/// One aligned slot.
struct Pair {
    kind: TokenKind,
    a: Surface,
    b: Surface,
    /// What stands before and behind is aligned, so that nothing of either name is left out.
    clean: bool,
}

/// Reads the table off the aligned runs of masked tokens.
pub(crate) fn slots(a: &Prepared, b: &Prepared, aligned: &Alignment) -> Slots {
    let pairs = pairs(a, b, aligned);
    let mut found = Slots { organisations: true, ..Slots::default() };
    for pair in &pairs {
        let changed = u32::from(pair.a.words != pair.b.words);
        let share = match pair.kind {
            TokenKind::Name => &mut found.names,
            TokenKind::Number => &mut found.numbers,
            TokenKind::Date => &mut found.dates,
            TokenKind::Word | TokenKind::Pronoun => continue,
        };
        share.part += changed;
        share.of += 1;
    }
    let (rows, unsettled) = table(a, b, &pairs, &mut found.organisations);
    found.main = rows.iter().any(|swap| swap.main);
    let names = rows.iter().chain(&unsettled).filter(|s| s.kind == TokenKind::Name && !s.alias);
    found.cast = most_names_changed(&names.collect::<Vec<_>>(), found.names);
    let edited = edits_per_hundred(&aligned.runs) > CLEAN_EDITS;
    let is_doubtful = |swap: &Swap| {
        let shaky = swap.held.part < 2 && edited;
        swap.kind == TokenKind::Name && (shaky || 2 * swap.held.part < swap.held.of)
    };
    (found.doubtful, found.swaps) = rows.into_iter().partition(is_doubtful);
    found
}

/// All aligned slots. Where two names differ, each is widened by what stands beside it in its own text
/// alone.
fn pairs(a: &Prepared, b: &Prepared, aligned: &Alignment) -> Vec<Pair> {
    let (mut in_a, mut in_b) = (vec![None; a.tokens.len()], vec![None; b.tokens.len()]);
    let places = |run: &Run| (run.a as usize..).zip(run.b as usize..).take(run.len as usize);
    for (i, j) in aligned.runs.iter().chain(&aligned.moved).flat_map(places) {
        if let Some((x, y)) = in_a.get_mut(i).zip(in_b.get_mut(j)) {
            (*x, *y) = (Some(j), Some(i));
        }
    }
    let mut pairs = Vec::new();
    for (i, j) in aligned.runs.iter().chain(&aligned.moved).flat_map(places) {
        let Some((x, y)) = a.tokens.get(i).zip(b.tokens.get(j)) else { continue };
        if matches!(x.kind, TokenKind::Word | TokenKind::Pronoun) {
            continue;
        }
        let mut pair = Pair { kind: x.kind, a: surface(a, x), b: surface(b, y), clean: true };
        if x.kind != TokenKind::Number && pair.a.words != pair.b.words {
            let (wide, other) = (widened(a, &in_a, i), widened(b, &in_b, j));
            pair.a = surface(a, &joined(a, &wide));
            pair.b = surface(b, &joined(b, &other));
            let after = in_a.get(wide.end).map_or(Some(in_b.len()), |&place| place);
            let before = wide.start.checked_sub(1).map(|n| in_a.get(n).copied().flatten());
            let other_before = other.start.checked_sub(1).map(Some);
            pair.clean = after == Some(other.end) && before == other_before;
        }
        pairs.push(pair);
    }
    pairs
}

/// The tokens of a slot and of its neighbours that are capitalised inside the sentence and aligned with
/// nothing: small words and months in a name ("The Hague", "May Department Stores") are no name to the
/// mask.
fn widened(text: &Prepared, partners: &[Option<usize>], at: usize) -> Range<usize> {
    let word = |n: u32| text.words.get(n as usize).map(|w| w.span);
    let gap = |n: u32| {
        let from = n.checked_sub(1).and_then(word).map(|w| w.end as usize)?;
        text.text.get(from..word(n)?.start as usize)
    };
    let runs_on = |n: u32| matches!(gap(n), Some(" " | "-" | "\n"));
    let is_part = |token: &Token| {
        let first = word(token.first).and_then(|w| text.text.get(w.range())?.chars().next());
        let ends = |gap: &str| gap.contains(['.', '!', '?', ':', '"', '\u{201c}', '(']);
        first.is_some_and(char::is_uppercase) && gap(token.first).is_some_and(|gap| !ends(gap))
    };
    let free = |n: usize| text.tokens.get(n).filter(|_| partners.get(n) == Some(&None));
    let mut wide = at..at + 1;
    let starts = |n: usize| text.tokens.get(n).is_some_and(|token| runs_on(token.first));
    while let Some(before) = wide.start.checked_sub(1)
        && free(before).is_some_and(is_part)
        && starts(wide.start)
    {
        wide.start = before;
    }
    while free(wide.end).is_some_and(is_part) && starts(wide.end) {
        wide.end += 1;
    }
    wide
}

/// Neighbouring tokens as one.
fn joined(text: &Prepared, tokens: &Range<usize>) -> Token {
    match text.tokens.get(tokens.clone()) {
        Some([first, .., last]) => Token { last: last.last, ..*first },
        Some([one]) => *one,
        _ => Token::default(),
    }
}

/// Edits per hundred aligned tokens up to which one place is enough to print a swap: a name of two
/// words is whole there in 96 of 100 cases.
const CLEAN_EDITS: u32 = 2;
/// Percent of a name's places that must hold the new one where the others all kept the old one.
const OVERLOOKED: u32 = 33;
/// Fewest different names that make a swap of the whole cast, and percent of name slots changed.
const CAST: usize = 3;
const CAST_CHANGED: u32 = 40;

/// Edits between aligned runs, per hundred aligned tokens; what is missing at the ends does not count.
fn edits_per_hundred(runs: &[Run]) -> u32 {
    let gap = |pair: &[Run]| match pair {
        [x, y] => (y.a - x.a - x.len).max(y.b - x.b - x.len),
        _ => 0,
    };
    let edits: u32 = runs.windows(2).map(gap).sum();
    let tokens: u32 = runs.iter().map(|run| run.len).sum();
    edits.saturating_mul(100) / tokens.max(1)
}

/// No name recurs often enough to be the main one, but many names are others: three or more different
/// ones, two fifths of all name slots, each mostly the same way.
fn most_names_changed(changed: &[&Swap], names: Share) -> bool {
    let held: u32 = changed.iter().map(|swap| swap.held.part).sum();
    let of: u32 = changed.iter().map(|swap| swap.held.of).sum();
    let mut targets: Vec<&str> = changed.iter().map(|swap| swap.b.as_str()).collect();
    targets.sort_unstable();
    targets.dedup();
    targets.len() >= CAST
        && targets.len() * 5 >= changed.len() * 4
        && names.reaches(CAST_CHANGED)
        && Share { part: held, of }.reaches(50)
}

/// The words of a slot without honorifics before and a possessive behind.
fn surface(text: &Prepared, token: &Token) -> Surface {
    let mut words = text.token_words(token);
    while let [first, rest @ ..] = words {
        if rest.is_empty() || !is_honorific(first.hash) {
            break;
        }
        words = rest;
    }
    let span = match words {
        [first, .., last] => first.span.join(last.span),
        [one] => one.span,
        [] => Span::default(),
    };
    let written = text.text.get(span.range()).unwrap_or_default();
    let bare = written.strip_suffix("'s").or_else(|| written.strip_suffix("\u{2019}s"));
    let mut hashes: Vec<u64> = words.iter().map(|w| w.hash).collect();
    let Some(bare) = bare else { return Surface { words: hashes, span } };
    let span = Span::new(span.start, span.start + u32::try_from(bare.len()).unwrap_or(0));
    if let (Some(last), Some(word)) = (hashes.last_mut(), words.last()) {
        let cut = text.text.get(word.span.start as usize..span.end as usize).unwrap_or_default();
        if let Some(folded) = crate::words::words(cut).first() {
            *last = folded.hash;
        }
    }
    Surface { words: hashes, span }
}

/// The rows in the order of A, and apart from them those of names that no one name of B stands for, or
/// one at a single place beside words that were edited too: they say that a name changed, not to what.
fn table(
    a: &Prepared,
    b: &Prepared,
    pairs: &[Pair],
    organisations: &mut bool,
) -> (Vec<Swap>, Vec<Swap>) {
    // Votes per form of A: what stands in its place, in the order of A.
    let mut forms: BTreeMap<(TokenKind, &[u64]), Vec<&Pair>> = BTreeMap::new();
    let mut back: BTreeMap<(TokenKind, &[u64]), Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        forms.entry((pair.kind, pair.a.words.as_slice())).or_default().push(pair);
        back.entry((pair.kind, pair.b.words.as_slice())).or_default().push(pair);
    }
    let mut rows: Vec<(&Pair, Swap)> = Vec::new();
    let mut unsettled = Vec::new();
    for ((kind, form), votes) in &forms {
        let Some((taken, held)) = most(votes) else { continue };
        if taken.words.as_slice() == *form {
            continue;
        }
        let places: Vec<&Pair> =
            votes.iter().filter(|p| p.b.words == taken.words).copied().collect();
        let Some(first) = places.first() else { continue };
        let written = |text: &Prepared, span: Span| {
            text.text.get(span.range()).unwrap_or_default().to_owned()
        };
        let (name_a, name_b) = (written(a, first.a.span), written(b, first.b.span));
        let of_back = back
            .get(&(*kind, taken.words.as_slice()))
            .map_or(Share::default(), |v| votes_for(v, form));
        let alias = is_alias(&name_a, &name_b, form, &taken.words);
        // Where the old name stayed it was overlooked: that speaks neither for nor against a swap. A
        // name that edits cut short is still the same name.
        let stayed = votes.iter().filter(|p| p.b.words.as_slice() == *form).count();
        let akin = votes.iter().filter(|p| is_akin(&p.b.words, &taken.words, form)).count();
        let swapped = Share { part: length(akin), of: length(votes.len() - stayed) };
        let main = *kind == TokenKind::Name
            && held.of >= 2
            && swapped.reaches(80)
            && (held.reaches(80) || (held.part >= 2 && held.reaches(OVERLOOKED)))
            && of_back.reaches(80)
            && !alias;
        if *kind == TokenKind::Name {
            let known = |words: &[u64]| words.iter().any(|&w| is_organisation_word(w));
            *organisations &= known(form) || known(&taken.words);
        }
        let row = Swap {
            slot: String::new(),
            kind: *kind,
            a: name_a,
            b: name_b,
            places: places.iter().map(|p| SwapPlace { a: p.a.span, b: p.b.span }).collect(),
            held,
            left_over: if *kind == TokenKind::Name { left_over(b, form) } else { Vec::new() },
            main,
            alias,
        };
        let shaky = held.part < 2 && !first.clean;
        if *kind == TokenKind::Name && (shaky || 2 * swapped.part <= swapped.of) {
            unsettled.push(row);
        } else {
            rows.push((first, row));
        }
    }
    rows.sort_by_key(|(pair, _)| pair.a.span);
    label(&mut rows);
    (rows.into_iter().map(|(_, swap)| swap).collect(), unsettled)
}

/// The form of B most votes are for, and how many those are. Of equals one between unedited words comes
/// first, then the longest: the others may be cut short. A form that keeps some words of the name is a swap of the rest alone and
/// comes last.
fn most<'p>(votes: &[&'p Pair]) -> Option<(&'p Surface, Share)> {
    let mut counts: BTreeMap<&[u64], (u32, bool, usize)> = BTreeMap::new();
    for (n, pair) in votes.iter().enumerate() {
        let form = counts.entry(pair.b.words.as_slice()).or_insert((0, pair.clean, n));
        form.0 += 1;
        form.1 |= pair.clean;
    }
    let keeps =
        |n: usize| votes.get(n).is_some_and(|p| p.a.words.iter().any(|w| p.b.words.contains(w)));
    let forms = counts.into_iter().map(|(form, vote)| (form.len(), vote));
    let rank = |&(words, (count, clean, first)): &(usize, (u32, bool, usize))| {
        (!keeps(first), count, clean, words, std::cmp::Reverse(first))
    };
    let (_, (part, _, first)) = forms.max_by_key(rank)?;
    let of = length(votes.len());
    votes.get(first).map(|pair| (&pair.b, Share { part, of }))
}

/// How many votes are for one form of A.
fn votes_for(votes: &[&Pair], form: &[u64]) -> Share {
    let part = votes.iter().filter(|p| p.a.words == form).count();
    Share { part: length(part), of: length(votes.len()) }
}

/// The new name, whole or in part, where the old one did not stay.
fn is_akin(found: &[u64], new: &[u64], old: &[u64]) -> bool {
    let known = |w: &u64| new.contains(w) && !is_function_word(*w) && !is_organisation_word(*w);
    found == new || (found != old && found.iter().any(known))
}

fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Places of B that hold the words of a name of A.
fn left_over(b: &Prepared, form: &[u64]) -> Vec<Span> {
    let hashes = b.words.windows(form.len().max(1));
    hashes
        .filter(|w| w.iter().map(|word| word.hash).eq(form.iter().copied()))
        .filter_map(|w| Some(w.first()?.span.join(w.last()?.span)))
        .collect()
}

/// Labels rows `N1`, `#1`, `D1` by first place; names with an equal last word share one.
fn label(rows: &mut [(&Pair, Swap)]) {
    let mut seen: BTreeMap<(TokenKind, u64), usize> = BTreeMap::new();
    let mut counts: BTreeMap<TokenKind, usize> = BTreeMap::new();
    for (pair, swap) in rows {
        let last = pair.a.words.last().copied().unwrap_or_default();
        let number = *seen.entry((swap.kind, last)).or_insert_with(|| {
            let n = counts.entry(swap.kind).or_default();
            *n += 1;
            *n
        });
        let letter = match swap.kind {
            TokenKind::Name => 'N',
            TokenKind::Date => 'D',
            TokenKind::Number | TokenKind::Word | TokenKind::Pronoun => '#',
        };
        swap.slot = format!("{letter}{number}");
    }
}

/// Two names of one thing: a shared word, an acronym, or spellings within two letters.
fn is_alias(a: &str, b: &str, words_a: &[u64], words_b: &[u64]) -> bool {
    let shared = words_a.iter().any(|w| {
        words_b.contains(w)
            && !is_function_word(*w)
            && !is_honorific(*w)
            && !is_organisation_word(*w)
    });
    shared || is_acronym(a, b) || is_acronym(b, a) || near_spelling(a, b)
}

fn is_acronym(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let initials: String = long
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    letters.chars().count() >= 2 && letters.to_uppercase() == initials
}

/// Within two letters of each other, for names of at least six (Levenshtein, 1966).
fn near_spelling(a: &str, b: &str) -> bool {
    let fold = |s: &str| s.chars().flat_map(char::to_lowercase).take(64).collect::<Vec<char>>();
    let (a, b) = (fold(a), fold(b));
    if a.len().min(b.len()) < 6 || a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (j, y) in b.iter().enumerate() {
            let Some(cell) = row.get_mut(j + 1) else { break };
            let best = (diagonal + usize::from(x != y)).min(*cell + 1).min(left + 1);
            diagonal = std::mem::replace(cell, best);
            left = best;
        }
    }
    row.last().is_some_and(|&distance| distance <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of the table of two texts, sure and doubtful, with the places each rests on.
    fn rows(a: &str, b: &str) -> Vec<(String, String, u32)> {
        let made = |text: &str| Prepared::new(text.to_owned(), None);
        let (a, b) = (made(a), made(b));
        let hashes = |text: &Prepared| text.tokens.iter().map(|t| t.hash).collect::<Vec<_>>();
        let seeds = crate::align::common(&a.masked, &b.masked).seeds;
        let aligned = crate::align::align(&hashes(&a), &hashes(&b), seeds, &|_, _| 1);
        let found = slots(&a, &b, &aligned);
        let rows = found.swaps.into_iter().chain(found.doubtful);
        rows.map(|row| (row.a, row.b, row.held.part)).collect()
    }

    const TEXT: &str = "The crew said on the quay that the old mayor of Ellery had sold the last of \
        the pears to a man from the hills, and that nobody had asked them.";

    fn twice(text: &str, name: &str) -> String {
        format!("{text} So the boats of {name} stayed away.")
    }

    #[test]
    fn a_name_takes_in_small_words_and_months_that_the_other_text_has_not() {
        for name in ["The Hague", "May Department Stores", "Minch While", "While Minch"] {
            let found = rows(TEXT, &TEXT.replace("Ellery", name));
            assert_eq!(found, [("Ellery".to_owned(), name.to_owned(), 1)], "{name}");
            let back = rows(&TEXT.replace("Ellery", name), TEXT);
            assert_eq!(back, [(name.to_owned(), "Ellery".to_owned(), 1)], "{name}");
        }
    }

    #[test]
    fn a_name_takes_in_no_word_that_both_texts_have_or_that_opens_a_sentence() {
        let dated = TEXT.replace("Ellery", "Ellery Monday");
        let found = rows(&dated, &dated.replace("Ellery", "Minch"));
        assert_eq!(found, [("Ellery".to_owned(), "Minch".to_owned(), 1)]);
        let before = TEXT.replace("Ellery had", "Ellery. She had");
        let after = before.replace("Ellery. She", "Minch. And she");
        let found = rows(&twice(&before, "Ellery"), &twice(&after, "Minch"));
        assert_eq!(found, [("Ellery".to_owned(), "Minch".to_owned(), 2)]);
    }

    #[test]
    fn one_place_beside_an_edited_word_makes_no_row_but_two_places_do() {
        let edited = TEXT.replace("Ellery had", "Minch rope had");
        assert_eq!(rows(TEXT, &edited), []);
        assert_eq!(
            rows(&twice(TEXT, "Ellery"), &twice(&edited, "Minch")),
            [("Ellery".to_owned(), "Minch".to_owned(), 2)]
        );
    }

    #[test]
    fn aliases() {
        let alias = |a: &str, b: &str| {
            let words = |t: &str| crate::words::words(t).iter().map(|w| w.hash).collect::<Vec<_>>();
            is_alias(a, b, &words(a), &words(b))
        };
        assert!(alias("Mara Quill", "Quill"));
        assert!(alias("Northern Rail Union", "NRU"));
        assert!(alias("Khadafi", "Gadafi"));
        assert!(!alias("Mara Quill", "Tom Birch"));
        assert!(!alias("Bank of Ellery", "Bank of Orm") || alias("Ellery", "Ellery"));
    }
}
