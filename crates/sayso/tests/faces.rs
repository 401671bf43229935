//! The faces for other tools hold the same findings, and every offset is the words it claims.

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
    for annotation in list {
        let Some(selectors) = annotation["target"].get("selector") else { continue };
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
