//! The public page of a finding, read from the module doc of its rule: one text for the docs, for
//! `sayso explain` and for the report's help.

use std::fmt::Write;

use sayso_core::Code;

use crate::codes::{Entry, REGISTRY, Status, entry};

/// The heads that every page has, in order.
pub(crate) const HEADS: [&str; 4] =
    ["What it reports", "Why it matters", "Example", "What clears it"];

/// A page: its first sentence and the text under each head, as Markdown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// What the finding says, in one sentence.
    pub summary: String,
    /// Text under *What it reports*.
    pub reports: String,
    /// Text under *Why it matters*.
    pub matters: String,
    /// Text under *Example*, with a sample whose marked words are what the finding points at.
    pub example: String,
    /// Text under *What clears it*.
    pub clears: String,
}

/// The page of a finding.
pub fn page(entry: &Entry) -> Page {
    let doc = entry.source.lines().map_while(|line| line.strip_prefix("//!"));
    let mut parts: Vec<(&str, String)> = vec![("", String::new())];
    for line in doc.map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match line.strip_prefix("# ") {
            Some(head) => parts.push((head, String::new())),
            None => {
                if let Some((_, text)) = parts.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    let part = |head: &str| {
        let found = parts.iter().find(|(name, _)| *name == head);
        found.map_or(String::new(), |(_, text)| text.trim().to_owned())
    };
    let [reports, matters, example, clears] = HEADS.map(part);
    Page { summary: part(""), reports, matters, example, clears }
}

impl Page {
    /// Findings on the article as a whole that the sample shows, from its fence's info string.
    pub fn on_whole(&self) -> Vec<Code> {
        let info = self.example.split_once("```text").and_then(|(_, rest)| rest.lines().next());
        info.unwrap_or_default().split_whitespace().filter_map(Code::parse).collect()
    }

    /// The sample under *Example* without its fence.
    pub fn sample(&self) -> &str {
        let inner = self.example.split_once("```text").and_then(|(_, rest)| rest.split_once('\n'));
        inner.and_then(|(_, rest)| rest.split_once("\n```")).map_or("", |(sample, _)| sample)
    }
}

/// Said below a sample in which words are marked.
const MARKS: &str = "The finding points at the words in square brackets.";

fn has_mark(page: &Page) -> bool {
    page.sample().contains("]]{")
}

/// The sample with its marked words between `[` and `]`, for people.
fn shown(sample: &str) -> String {
    let mut out = String::new();
    let mut rest = sample;
    while let Some((before, after)) = rest.split_once("]]{") {
        out.push_str(&before.replace("[[", "["));
        out.push(']');
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// What `sayso explain CODE` prints; `None` for what is neither the code nor the name of a finding.
/// Lower case will do.
pub fn explain(code: &str) -> Option<String> {
    let by_name = || REGISTRY.iter().find(|entry| entry.name == code.to_ascii_lowercase());
    let entry = Code::parse(&code.to_ascii_uppercase()).and_then(entry).or_else(by_name)?;
    let page = page(entry);
    let mut out =
        format!("{} {}\n{}\n\n{}\n", entry.code, entry.name, facts_line(entry), page.summary);
    let sample = shown(page.sample());
    let example = if has_mark(&page) { format!("{sample}\n\n({MARKS})") } else { sample };
    let texts = [&page.reports, &page.matters, &example, &page.clears];
    for (head, text) in HEADS.iter().zip(texts) {
        let _ = write!(out, "\n{head}\n");
        for line in text.lines() {
            let _ = writeln!(out, "{}", format!("  {line}").trim_end());
        }
    }
    let references = references(entry);
    if !references.is_empty() {
        let _ = write!(out, "\n{}\n", references.join("\n"));
    }
    Some(out)
}

fn facts_line(entry: &Entry) -> String {
    format!(
        "{}, {} since {}; looks at {}",
        entry.severity,
        entry.status.as_str(),
        entry.since,
        entry.subject.as_str()
    )
}

/// "Reference: ..." and "See also: ...", with short names written out.
fn references(entry: &Entry) -> Vec<String> {
    let spelled = |list: &str| {
        let places = list.split("; ").filter(|place| !place.is_empty()).map(|place| {
            let (short, rest) = place.split_once(' ').unwrap_or((place, ""));
            let full = crate::REFERENCES.iter().find(|(name, _)| *name == short);
            let full = full.map_or(short, |(_, full)| full);
            if rest.is_empty() { full.to_owned() } else { format!("{full}: {rest}") }
        });
        places.collect::<Vec<_>>().join("; ")
    };
    [("Reference", entry.reference), ("See also", entry.see_also)]
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(head, list)| format!("{head}: {}", spelled(list)))
        .collect()
}

/// What `sayso rules` prints: a line a finding.
pub fn rules_text() -> String {
    let width = REGISTRY.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for entry in REGISTRY {
        let _ = writeln!(
            out,
            "{}  {:width$}  {:8}  {:8}  {}",
            entry.code,
            entry.name,
            entry.severity,
            entry.status.as_str(),
            page(entry).summary.replace('\n', " ")
        );
    }
    out
}

/// What `sayso rules --format json` prints: an array with an object a finding.
pub fn rules_json() -> String {
    let rows: Vec<_> = REGISTRY
        .iter()
        .map(|entry| {
            let page = page(entry);
            serde_json::json!({
                "code": entry.code,
                "name": entry.name,
                "status": entry.status.as_str(),
                "since": entry.since,
                "severity": entry.severity,
                "subject": entry.subject.as_str(),
                "summary": page.summary.replace('\n', " "),
                "references": references(entry),
                "yields_to": entry.yields_to,
            })
        })
        .collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default()
}

/// The page as Markdown, for `docs/findings/`.
pub(crate) fn markdown(entry: &Entry) -> String {
    let page = page(entry);
    let mut out = format!(
        "# {} {}\n\n{}\n\n| severity | status | since | looks at |\n|---|---|---|---|\n\
         | {} | {} | {} | {} |\n",
        entry.code,
        entry.name,
        page.summary,
        entry.severity,
        entry.status.as_str(),
        entry.since,
        entry.subject.as_str()
    );
    let sample = format!("```text\n{}\n```", shown(page.sample()));
    let example = if has_mark(&page) { format!("{sample}\n\n{MARKS}") } else { sample };
    let texts = [&page.reports, &page.matters, &example, &page.clears];
    for (head, text) in HEADS.iter().zip(texts) {
        let _ = write!(out, "\n## {head}\n\n{text}\n");
    }
    let mut more = references(entry);
    if !entry.yields_to.is_empty() {
        let codes: Vec<_> = entry.yields_to.iter().map(ToString::to_string).collect();
        more.push(format!("Not shown where {} already covers the place.", codes.join(", ")));
    }
    // What the engine says of its own work comes from notes that few samples can call forth.
    if entry.code.family != 'R' && entry.status != Status::Retired {
        more.push(format!(
            "Cases: [fixtures/findings/{0}-{1}.md](../../fixtures/findings/{0}-{1}.md)",
            entry.code, entry.name
        ));
    }
    for line in more {
        let _ = write!(out, "\n{line}\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::check_words;

    #[test]
    fn every_page_has_its_heads_and_a_sample() {
        for entry in REGISTRY {
            let page = page(entry);
            for text in [&page.summary, &page.reports, &page.matters, &page.clears] {
                assert!(!text.is_empty(), "{}", entry.code);
            }
            assert!(page.summary.ends_with('.') && !page.summary.contains('\n'), "{}", entry.code);
            let marks = page.example.matches(&entry.code.to_string()).count();
            let shows_nothing = entry.code.family == 'R' || entry.status == Status::Retired;
            assert!(marks > 0 || shows_nothing, "{}", entry.code);
            assert!(!page.sample().is_empty(), "{}", entry.code);
            check_words(&page.summary).unwrap();
        }
    }

    #[test]
    fn explain_shows_the_marked_words_in_brackets() {
        let text = explain("s208").unwrap();
        assert!(text.starts_with("S208 occasion-unlocated\ngap, preview since 0.1.0;"), "{text}");
        assert!(text.contains("In [a recent interview], Orin Vale"), "{text}");
        assert!(text.contains("\nReference: W3C"), "{text}");
        assert_eq!(explain("S299"), None);
    }

    #[test]
    fn the_rules_are_listed_for_people_and_programs() {
        assert_eq!(rules_text().lines().count(), REGISTRY.len());
        let json: serde_json::Value = serde_json::from_str(&rules_json()).unwrap();
        assert_eq!(json.as_array().map(Vec::len), Some(REGISTRY.len()));
        assert_eq!(json[0]["code"], "A101");
    }
}
