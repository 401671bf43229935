//! The faces for other tools hold the same findings, and every offset is the words it claims.

use std::collections::BTreeSet;

use sayso::core::{InputKind, OffsetUnit};
use sayso::faces::{CSV_HEADER, CsvOptions, csv, jsonld, read_jsonl, sarif, webannotation};
use sayso::ingest::{Hints, ingest};
use sayso::{Analysis, Engine, Scratch};
use serde_json::Value;

const TEXT: &str = "🎸 Vale leaves the choir\n\nIn a recent interview, Orin Vale said that he will leave \
                    the choir. A source said \"=SUM(1)\" is too low a price, naïve or not.\n";

fn analysis() -> Analysis {
    let hints = Hints { id: "näh e.txt".into(), kind: Some(InputKind::Text), ..Hints::default() };
    let document = ingest(TEXT.as_bytes(), &hints).expect("a small text");
    let analysis = Engine::default().analyse(document, &mut Scratch::default());
    assert!(analysis.findings.iter().any(|finding| finding.code.to_string() == "S201"));
    analysis
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|n| usize::try_from(n).ok()).expect("a count")
}

fn chars(start: usize, end: usize) -> String {
    TEXT.chars().skip(start).take(end - start).collect()
}

#[test]
fn sarif_regions_are_the_words_they_quote() {
    let log: Value = serde_json::from_str(&sarif(&[analysis()])).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), analysis().findings.len());
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][number(&result["ruleIndex"])];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "n%C3%A4h%20e.txt");
        let Some(region) = place.get("region") else { continue };
        let words = region["snippet"]["text"].as_str().unwrap();
        let start = number(&region["byteOffset"]);
        assert_eq!(TEXT.get(start..start + number(&region["byteLength"])), Some(words));
        let first = number(&region["charOffset"]);
        assert_eq!(chars(first, first + number(&region["charLength"])), words);
        let line = TEXT.lines().nth(number(&region["startLine"]) - 1).unwrap();
        let from: String = line.chars().skip(number(&region["startColumn"]) - 1).collect();
        assert!(from.starts_with(words.lines().next().unwrap()), "{words}");
    }
}

#[test]
fn annotations_anchor_by_words_and_by_position() {
    let list: Value = serde_json::from_str(&webannotation(&analysis())).unwrap();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), analysis().findings.len());
    let mut ids = BTreeSet::new();
    for annotation in list {
        // What the model asks of every annotation.
        assert_eq!(annotation["@context"][0], "http://www.w3.org/ns/anno.jsonld");
        assert_eq!(annotation["type"], "Annotation");
        assert!(ids.insert(annotation["id"].as_str().unwrap()), "one identity each");
        assert_eq!(annotation["target"]["source"], "n%C3%A4h%20e.txt");
        for body in annotation["body"].as_array().unwrap() {
            assert_eq!(body["type"], "TextualBody");
            let purpose = body["purpose"].as_str().unwrap();
            assert!(["tagging", "assessing", "questioning"].contains(&purpose));
            assert!(body["value"].is_string());
        }
        let Some(selectors) = annotation["target"].get("selector") else { continue };
        assert_eq!(selectors[0]["type"], "TextQuoteSelector");
        assert_eq!(selectors[1]["type"], "TextPositionSelector");
        let (quote, position) = (&selectors[0], &selectors[1]);
        let (start, end) = (number(&position["start"]), number(&position["end"]));
        assert_eq!(chars(start, end), quote["exact"].as_str().unwrap());
        let prefix = quote["prefix"].as_str().unwrap();
        assert_eq!(chars(start - prefix.chars().count(), start), prefix);
        let suffix = quote["suffix"].as_str().unwrap();
        assert_eq!(chars(end, end + suffix.chars().count()), suffix);
    }
}

#[test]
fn csv_rows_have_the_columns_of_the_header() {
    let options = CsvOptions { offsets: OffsetUnit::Char, raw: false };
    let rows = csv(&analysis(), options);
    let columns = CSV_HEADER.matches(',').count() + 1;
    assert_eq!(columns, 17);
    for row in rows.lines() {
        // Commas between marks do not part cells.
        let outside: String = row.split('"').step_by(2).collect();
        assert_eq!(outside.matches(',').count() + 1, columns, "{row}");
    }
    assert!(rows.contains("S201") || rows.contains(",C,"), "{rows}");
}

#[test]
fn a_reading_is_cut_at_its_words() {
    let Analysis { document, reading, .. } = analysis();
    let line = read_jsonl(&document, &reading, OffsetUnit::Char);
    let line: Value = serde_json::from_str(&line).unwrap();
    let cut = |span: &Value| chars(number(&span[0]), number(&span[1]));
    for sentence in line["sentences"].as_array().unwrap() {
        let words = sentence["words"].as_array().unwrap();
        assert!(words.iter().all(|word| cut(&word["span"]) == word["form"].as_str().unwrap()));
        assert_eq!(words.iter().filter(|word| number(&word["head"]) == 0).count(), 1);
        assert!(words.iter().all(|word| number(&word["head"]) <= words.len()));
    }
    let mut entities = line["entities"].as_array().unwrap().iter();
    let vale = entities.find(|entity| entity["name"] == "Orin Vale").unwrap();
    let mentions = vale["mentions"].as_array().unwrap();
    assert!(mentions.iter().any(|mention| cut(&mention["span"]) == "he"));
    assert_eq!(cut(&line["quotations"][0]["inner"]), "=SUM(1)");
}

/// What of schema.org's vocabulary is written: a property, the types that have it (a subtype has what
/// its supertypes have), and the types that it may lead to; none for text, dates and addresses.
const TERMS: [(&str, &[&str], &[&str]); 14] = [
    ("name", &["Person", "Organization"], &[]),
    ("url", &["NewsArticle"], &[]),
    ("headline", &["NewsArticle"], &[]),
    ("author", &["NewsArticle"], &["Person", "Organization"]),
    ("datePublished", &["NewsArticle"], &[]),
    ("dateline", &["NewsArticle"], &[]),
    ("publisher", &["NewsArticle"], &["Person", "Organization"]),
    ("hasPart", &["NewsArticle"], &["Quotation", "Claim"]),
    ("text", &["Quotation", "Claim"], &[]),
    ("creditText", &["Quotation", "Claim"], &[]),
    ("isPartOf", &["Quotation"], &["NewsArticle"]),
    ("spokenByCharacter", &["Quotation"], &["Person", "Organization"]),
    ("appearance", &["Claim"], &["NewsArticle"]),
    ("claimInterpreter", &["Claim"], &["Person", "Organization"]),
];

/// Holds a node and what it leads to to the table; a node that only names another is an article's.
fn hold_to_terms(node: &Value) {
    let fields = node.as_object().expect("a node");
    let own = node["@type"].as_str().unwrap_or("NewsArticle");
    for (key, value) in fields.iter().filter(|(key, _)| !key.starts_with('@')) {
        let term = TERMS.iter().find(|(name, of, _)| name == key && of.contains(&own));
        let (_, _, to) = term.unwrap_or_else(|| panic!("{own} has no {key}"));
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            assert_eq!(value.is_string(), to.is_empty(), "{own} {key}: {value}");
            if value.is_object() {
                let kind = value["@type"].as_str().unwrap_or("NewsArticle");
                assert!(to.contains(&kind), "{own} {key}: {value}");
                hold_to_terms(value);
            }
        }
    }
}

#[test]
fn the_article_in_schema_org_terms_keeps_to_the_vocabulary() {
    let page = "<title>Vale leaves</title><meta property=og:site_name content='Kellmere Post'>\
                <link rel=canonical href='https://kellmere.example/vale'><h1>Vale leaves</h1>\
                <p class=byline>By Ada Brook</p><time datetime=2024-05-02>2 May 2024</time>\
                <p>KELLMERE - \u{201c}We sang for years,\u{201d} Orin Vale said on Monday, \u{201c}and it was \
                enough for all of us.\u{201d}</p><p>Kellmere Council said that the hall will close.</p>\
                <p>Kellmere said that it would appeal, and the Tin Lanterns said that they would sing.</p>";
    let document = ingest(page.as_bytes(), &Hints::default()).expect("a page");
    let analysis = Engine::default().analyse(document, &mut Scratch::default());
    let article: Value = serde_json::from_str(&jsonld(&analysis)).unwrap();
    assert_eq!(article["@context"], "https://schema.org");
    assert_eq!(article["@id"], "https://kellmere.example/vale");
    hold_to_terms(&article);
    let parts = article["hasPart"].as_array().unwrap();
    let quotation = parts.iter().find(|part| part["@type"] == "Quotation").expect("a quotation");
    assert_eq!(quotation["text"], "We sang for years, \u{2026} and it was enough for all of us.");
    assert_eq!(quotation["spokenByCharacter"]["name"], "Orin Vale");
}

#[test]
fn the_article_in_schema_org_terms_holds_no_review() {
    let text = jsonld(&analysis());
    let article: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(article["@type"], "NewsArticle");
    assert_eq!(article["headline"], "🎸 Vale leaves the choir");
    assert!(article.get("datePublished").is_none());
    assert!(!text.contains("ClaimReview"));
    let parts = article["hasPart"].as_array().unwrap();
    assert!(parts.iter().any(|part| part["claimInterpreter"]["name"] == "Orin Vale"), "{text}");
}
