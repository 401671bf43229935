//! The fixture of time expressions: the share of sentences whose expressions and values are exact.

mod support;

use sayso_core::{Fact, Layers, Origin, TimeExpression};
use sayso_read::{Reader, Scratch};
use support::document;

const FIXTURE: &str = include_str!("../../../fixtures/read/times.tsv");
/// Sentences in a thousand that must be exact.
const FLOOR: usize = 950;

/// Words and value as the fixture writes them.
fn print(text: &str, time: &TimeExpression) -> (String, String) {
    let mut value = time.value.clone().unwrap_or_else(|| "?".to_owned());
    if let Some(other) = &time.other_value {
        value = format!("{value}~{other}");
    }
    (text.to_owned(), value)
}

#[test]
fn values_are_exact() {
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    let (mut all, mut right) = (0, 0);
    for line in FIXTURE.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (date, sentence) = (columns.next().unwrap(), columns.next().unwrap());
        let expected: Vec<(&str, &str)> =
            columns.next().unwrap().split("; ").filter_map(|pair| pair.split_once('=')).collect();
        let mut document = document(sentence);
        if let Ok(value) = date.parse() {
            let from = Origin::Option;
            document.meta.date.fact = Fact::Found { value, span: None, from };
        }
        let reading = reader.read(&document, Layers::ALL, &mut scratch);
        let found: Vec<(String, String)> =
            reading.times.iter().map(|time| print(document.slice(time.span), time)).collect();
        // The words may be read a little longer or shorter than the fixture has them.
        let same = found.len() == expected.len()
            && found.iter().zip(&expected).all(|(found, expected)| {
                let (words, wanted) = (found.0.to_lowercase(), expected.0.to_lowercase());
                (words.contains(&wanted) || wanted.contains(&words)) && found.1 == expected.1
            });
        all += 1;
        right += usize::from(same);
        if !same {
            println!("{date} | {sentence}\n    expected {expected:?}\n    found    {found:?}");
        }
    }
    println!("{right} of {all} sentences exact");
    assert!(all >= 300, "{all} sentences");
    assert!(right * 1000 >= all * FLOOR, "{right} of {all} sentences exact");
}
