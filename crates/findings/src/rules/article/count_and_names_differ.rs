//! People are counted, and fewer are named.
//!
//! # What it reports
//! "Four members", "the three women" or the like, where the whole article names at least one person and fewer
//! than it counts. Counts above six are left alone, and so are counts of a part ("two of the four").
//!
//! # Why it matters
//! Whoever is counted and not named can neither be asked nor answer.
//!
//! # Example
//! ```text
//! Orin Vale founded the choir in 1994. [[The four members]]{A131} shared a house in Velm.
//! ```
//!
//! # What clears it
//! The names of all of them.

use sayso_core::{EntityKind, Span, TokenRange, Upos};

use crate::report::Report;
use crate::view::View;
use crate::wording::{count, quoted};

/// Words between the number and the noun: "four young members".
const NEAR: u32 = 3;

pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {
    let reading = view.facts.reading;
    let Some(list) = view.lists.get("people_counted") else { return };
    let is_person = |e: &&sayso_core::Entity| e.kind == EntityKind::Person && !e.name.is_empty();
    let named = reading.entities.iter().filter(is_person).count();
    if named == 0 {
        return;
    }
    for sentence in view.sentences().iter().filter(|s| view.is_body(s)) {
        for token in sentence.tokens.range().filter(|&token| !view.is_quoted(token)) {
            let Some(number) = number(reading.lemma(token)).filter(|&n| n > named) else {
                continue;
            };
            let near = (token + 1)..(token + 1 + NEAR).min(sentence.tokens.end);
            let between = |noun: u32| {
                ((token + 1)..noun).all(|t| reading.tokens.upos.get(t as usize) == Some(&Upos::Adj))
            };
            let is_noun = |&noun: &u32| list.at(reading, noun, noun + 1).is_some() && between(noun);
            let Some(noun) = near.into_iter().find(is_noun) else { continue };
            let before = |token: u32| token.checked_sub(1).filter(|&t| sentence.tokens.contains(t));
            let is_article = |t: &u32| matches!(reading.lemma(*t), "the" | "all");
            let start = before(token).filter(is_article).unwrap_or(token);
            let is_part = |t: u32| matches!(reading.lemma(t), "of" | "than" | "least");
            if before(start).is_some_and(is_part) {
                continue;
            }
            let span: Span = reading.span(TokenRange::new(start, noun + 1));
            let people = count(named, "person", "people");
            report.add(
                Some(span),
                format!(
                    "{} counts {number}; the whole text names {people}",
                    quoted(view.slice(span), 40)
                ),
                "Ask for the names of the others.",
            );
        }
    }
}

/// Numbers from two to six.
fn number(lemma: &str) -> Option<usize> {
    let words = ["two", "three", "four", "five", "six"];
    let digits = ["2", "3", "4", "5", "6"];
    let find = |list: &[&str]| list.iter().position(|word| lemma.eq_ignore_ascii_case(word));
    find(&words).or_else(|| find(&digits)).map(|i| i + 2)
}

#[cfg(test)]
mod tests {
    use crate::example::Example;

    #[test]
    fn four_counted_and_one_named() {
        let mut e = Example::new("Vale sang. The four member left.");
        assert!(e.findings("A131").is_empty());
        e.person("Vale");
        assert_eq!(e.words("A131"), ["The four member"]);
        assert_eq!(
            e.findings("A131")[0].message,
            "\"The four member\" counts 4; the whole text names 1 person"
        );
    }

    #[test]
    fn parts_and_enough_names_are_left_alone() {
        let mut e = Example::new("Vale sang. Two of four member left.");
        e.person("Vale");
        assert!(e.findings("A131").is_empty());
        let mut e = Example::new("Vale and Lund sang. Two member left.");
        e.person("Vale");
        e.person("Lund");
        assert!(e.findings("A131").is_empty());
    }
}
