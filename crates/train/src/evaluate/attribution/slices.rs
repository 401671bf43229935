//! Slices of the *linked* measure. A property is asked of the gold attribution for recall and of the
//! predicted one for precision.

use super::{Case, Run};
use sayso_train::polnear::Roles;
use sayso_train::score::{Count, LINKED};

/// One slice: what it is called, and which attributions are in.
type Slice = (&'static str, fn(&Case, &Roles) -> bool);

const SLICES: [Slice; 12] = [
    ("direct quotation", |case, roles| quoted_share(case, roles) >= 0.98),
    ("mixed quotation", |case, roles| (0.02..0.98).contains(&quoted_share(case, roles))),
    ("indirect quotation", |case, roles| quoted_share(case, roles) < 0.02),
    ("with source", |_, roles| !roles.source.is_empty()),
    ("without source", |_, roles| roles.source.is_empty()),
    ("source is a pronoun", |case, roles| is_pronoun(&words(case, &roles.source))),
    ("headline", |case, roles| first(roles) < headline_end(case)),
    ("body", |case, roles| first(roles) >= headline_end(case)),
    ("content in one sentence", |case, roles| !crosses_sentences(case, roles)),
    ("content over several sentences", crosses_sentences),
    ("cue of one word", |case, roles| words(case, &roles.cue).split_whitespace().count() == 1),
    ("cue unknown to the lexicon", |case, roles| {
        !words(case, &roles.cue)
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| case.attributor.is_cue_form(word))
    }),
];

/// The counts of every slice.
pub(super) fn slices(run: &Run) -> Vec<(&'static str, Count)> {
    SLICES
        .iter()
        .map(|&(name, belongs)| {
            let mut count = Count::default();
            for case in &run.cases {
                let gold: Vec<bool> = case.gold.iter().map(|roles| belongs(case, roles)).collect();
                count.gold += gold.iter().filter(|&&b| b).count();
                count.predicted +=
                    case.predicted.iter().filter(|roles| belongs(case, roles)).count();
                count.hits += case.scored.pairs.iter().filter(|&&(i, _)| gold[i]).count();
            }
            (name, count)
        })
        .collect()
}

/// All attributions, for the slice table's last row.
pub(super) fn whole(run: &Run) -> Count {
    let mut sum = Count::default();
    for case in &run.cases {
        sum.add(case.scored.counts[LINKED]);
    }
    sum
}

pub(super) fn words(case: &Case, spans: &[(usize, usize)]) -> String {
    let mut words = String::new();
    for &(start, end) in spans {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(&case.text[start..end]);
    }
    words.to_lowercase()
}

fn is_pronoun(words: &str) -> bool {
    const PRONOUNS: [&str; 12] =
        ["he", "she", "they", "i", "we", "you", "it", "who", "his", "her", "their", "them"];
    PRONOUNS.contains(&words)
}

fn first(roles: &Roles) -> usize {
    roles.each().iter().flat_map(|spans| spans.iter()).map(|span| span.0).min().unwrap_or(0)
}

fn headline_end(case: &Case) -> usize {
    case.text.iter().position(|&c| c == '\n').unwrap_or(case.text.len())
}

fn byte(case: &Case, char: usize) -> u32 {
    let bytes: usize = case.text.iter().take(char).map(|c| c.len_utf8()).sum();
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn crosses_sentences(case: &Case, roles: &Roles) -> bool {
    let (Some(first), Some(last)) = (roles.content.first(), roles.content.last()) else {
        return false;
    };
    case.reading.sentence_at(byte(case, first.0))
        != case.reading.sentence_at(byte(case, last.1.saturating_sub(1)))
}

/// Share of the content's letters that stand between quotation marks.
fn quoted_share(case: &Case, roles: &Roles) -> f64 {
    let (mut letters, mut quoted) = (0_usize, 0_usize);
    for &(start, end) in &roles.content {
        let mut at = byte(case, start);
        for c in &case.text[start..end] {
            if c.is_alphanumeric() {
                letters += 1;
                let inside = |q: &sayso::core::Quotation| q.outer.contains_byte(at);
                quoted += usize::from(case.reading.quotations.iter().any(inside));
            }
            at += u32::try_from(c.len_utf8()).unwrap_or(0);
        }
    }
    if letters == 0 {
        0.0
    } else {
        sayso_train::score::real(quoted) / sayso_train::score::real(letters)
    }
}
