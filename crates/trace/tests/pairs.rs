//! Relations, swap tables and quotation classes on our own pairs.

#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::sync::Arc;

use sayso_core::Span;
use sayso_trace::index::{Files, Index, Memory, Record, WriteOptions, Writer};
use sayso_trace::{
    Limit, Prepared, Quote, QuoteClass, QuoteRelation, Relation, compare, match_quotes,
};
use serde::Deserialize;

fn lines<T: for<'de> Deserialize<'de>>(text: &str) -> Vec<T> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[derive(Deserialize)]
struct Story {
    id: String,
    main: String,
    text: String,
}

#[derive(Deserialize)]
struct Recipe {
    id: String,
    story: String,
    swaps: Vec<(String, String)>,
    pronouns: String,
    edits: Vec<(String, String)>,
    drop: Option<usize>,
    first: Option<usize>,
}

impl Recipe {
    fn cook(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (from, to) in self.edits.iter().chain(&self.swaps) {
            text = text.replace(from, to);
        }
        let turns: &[(&str, &str)] = match self.pronouns.as_str() {
            "he-to-she" => {
                &[("he", "she"), ("He", "She"), ("his", "her"), ("His", "Her"), ("him", "her")]
            }
            "she-to-he" => &[("she", "he"), ("She", "He"), ("her", "his"), ("Her", "His")],
            _ => &[],
        };
        let turned = |word: &str| {
            let bare = word.trim_matches(|c: char| !c.is_alphabetic());
            let to = turns.iter().find(|(from, _)| *from == bare).map(|(_, to)| *to);
            to.map_or(word.to_owned(), |to| word.replace(bare, to))
        };
        let mut paragraphs: Vec<String> = text
            .split("\n\n")
            .map(|p| p.split(' ').map(turned).collect::<Vec<_>>().join(" "))
            .collect();
        if let Some(n) = self.drop {
            paragraphs.remove(n);
        }
        if let Some(n) = self.first {
            let moved = paragraphs.remove(n);
            paragraphs.insert(0, moved);
        }
        paragraphs.join("\n\n")
    }
}

#[test]
fn rewrites_are_found_with_the_swap_of_the_main_name() {
    let stories: Vec<Story> = lines(include_str!("../../../fixtures/trace/stories.jsonl"));
    let recipes: Vec<Recipe> = lines(include_str!("../../../fixtures/trace/rewrites.jsonl"));
    assert_eq!(recipes.len(), 40);
    let (mut found, mut swapped, mut missed) = (0, 0, Vec::new());
    for recipe in &recipes {
        let story = stories.iter().find(|story| story.id == recipe.story).unwrap();
        let text = recipe.cook(&story.text);
        let edge = compare(&Prepared::new(story.text.clone(), None), &Prepared::new(text, None));
        let Some(edge) = edge.filter(|edge| edge.relation == Relation::Rewrite) else {
            missed.push(recipe.id.as_str());
            continue;
        };
        found += 1;
        // The main name stands in the table in full or by its last word.
        let last = |name: &str| name.split(' ').next_back().unwrap().to_owned();
        let new = last(&recipe.swaps[0].1);
        let rows = edge.swaps.iter().chain(&edge.doubtful_swaps);
        let mut own = rows.filter(|s| s.a.ends_with(&last(&story.main))).peekable();
        let is_there = own.peek().is_some();
        swapped += u32::from(is_there && own.all(|s| s.b.ends_with(&new)));
    }
    // The others are dropped or moved so far that too little is left in order.
    assert!(found >= 36, "{found} of 40 are rewrites; not {missed:?}");
    assert!(swapped >= found - 1, "{swapped} of {found} tables are right");
}

#[derive(Deserialize)]
struct Pair {
    id: String,
    a: String,
    b: String,
}

#[test]
fn forms_filled_in_again_are_no_rewrites() {
    let pairs: Vec<Pair> = lines(include_str!("../../../fixtures/trace/negatives.jsonl"));
    assert_eq!(pairs.len(), 40);
    let mut rewrites = 0;
    for pair in &pairs {
        let made = |text: &str| Prepared::new(text.to_owned(), None);
        // Two forms alone may look like a rewrite: then the answer says what was not looked at.
        let edge = compare(&made(&pair.a), &made(&pair.b));
        if let Some(edge) = edge.filter(|edge| edge.relation == Relation::Rewrite) {
            rewrites += 1;
            assert!(edge.limits.contains(&Limit::FamilyNotLooked), "{}", pair.id);
        }
    }
    assert!(rewrites <= 30, "{rewrites} of 40");
    // Beside the rest of their family they are told.
    let files: Arc<dyn Files> = Arc::new(Memory::default());
    let mut writer = Writer::open(Arc::clone(&files), WriteOptions::default()).unwrap();
    let record = |pair: &Pair| Record {
        id: pair.id.clone(),
        text: pair.a.clone(),
        outlet: Some("The Quay".to_owned()),
        ..Record::default()
    };
    writer.add(pairs.iter().map(record).collect()).unwrap();
    writer.commit().unwrap();
    let index = Index::open(&files).unwrap();
    for pair in &pairs {
        let text = Prepared::new(pair.a.clone(), None);
        for hit in index.query(&text, Some(&pair.id)).unwrap().hits {
            assert_ne!(hit.edge.relation, Relation::Rewrite, "{} {}", pair.id, hit.record.id);
        }
    }
}

#[derive(Deserialize)]
struct QuotePair {
    id: String,
    a: String,
    b: String,
    speaker_a: Option<String>,
    speaker_b: Option<String>,
    class: String,
}

#[test]
fn quotations_by_class() {
    let pairs: Vec<QuotePair> = lines(include_str!("../../../fixtures/trace/quotations.jsonl"));
    assert_eq!(pairs.len(), 60);
    let mut wrong = Vec::new();
    for pair in &pairs {
        let quote = |text: &str, speaker: &Option<String>| {
            [Quote { span: Span::of(0..text.len()), speaker: speaker.clone() }]
        };
        let (a, b) = (quote(&pair.a, &pair.speaker_a), quote(&pair.b, &pair.speaker_b));
        let found = match_quotes(&pair.a, &a, &pair.b, &b);
        let Some(found) = found.first() else {
            wrong.push(format!("{}: no match", pair.id));
            continue;
        };
        let class = serde_json::to_string(&found.class).unwrap().replace('"', "");
        if class != pair.class {
            wrong.push(format!("{}: {class}, not {}: {:?}", pair.id, pair.class, found.changes));
        }
        let same = match (&pair.speaker_a, &pair.speaker_b) {
            (Some(a), Some(b)) => a.ends_with(b.as_str()),
            _ => true,
        };
        if !same {
            assert_eq!(found.relation, QuoteRelation::SpeakerDrift, "{}", pair.id);
        } else if found.class == QuoteClass::Identical {
            assert_eq!(found.relation, QuoteRelation::QuoteReuse, "{}", pair.id);
        }
    }
    assert!(wrong.len() <= 3, "{} of 60: {wrong:#?}", wrong.len());
}
