//! Claims of JSON-LD: objects of schema.org that are articles, wherever they stand in the script.

use std::ops::Range;

use super::claims::{About, Claim, decoded};
use crate::json::{self, Json};

/// Adds the claims of a script's text.
pub(crate) fn collect(source: &str, at: Range<usize>, claims: &mut Vec<Claim>) {
    let text = source.get(at.clone()).unwrap_or_default();
    // Comment marks and the like may stand before the value.
    let Some(start) = text.find(['{', '[']) else { return };
    let Some(script) = source.get(..at.end) else { return };
    if let Ok((json, _)) = json::parse(script, at.start + start) {
        let mut names = Vec::new();
        index(script, &json, &mut names);
        names.sort_by(|a: &(&str, &Json), b| a.0.cmp(b.0));
        Walker { source: script, names, claims }.walk(&json);
    }
}

/// Things with an id, so that `{"@id": ...}` can stand for them.
fn index<'j>(source: &'j str, json: &'j Json, names: &mut Vec<(&'j str, &'j Json)>) {
    match json {
        Json::List(items) => items.iter().for_each(|item| index(source, item, names)),
        Json::Object(fields) => {
            if let (Some(Json::Text(id)), Some(_)) =
                (json.get(source, "@id"), json.get(source, "name"))
                && let Some(id) = source.get(id.clone())
            {
                names.push((id, json));
            }
            for (_, value) in fields {
                index(source, value, names);
            }
        }
        Json::Word(_) | Json::Number(_) | Json::Text(_) => {}
    }
}

/// Goes through the objects of one script.
struct Walker<'j, 'c> {
    source: &'j str,
    /// Things by id.
    names: Vec<(&'j str, &'j Json)>,
    claims: &'c mut Vec<Claim>,
}

impl<'j> Walker<'j, '_> {
    fn walk(&mut self, json: &Json) {
        match json {
            Json::List(items) => items.iter().for_each(|item| self.walk(item)),
            Json::Object(_) => {
                if is_article(self.source, json) {
                    self.article(json);
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = json.get(self.source, key) {
                        self.walk(inner);
                    }
                }
            }
            Json::Word(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }

    fn article(&mut self, json: &Json) {
        let fields = [
            ("headline", About::Title, 1),
            ("datePublished", About::Published, 0),
            ("dateModified", About::Modified, 0),
            ("inLanguage", About::Language, 1),
            ("dateline", About::Place, 0),
            ("url", About::Url, 2),
        ];
        for (key, about, rank) in fields {
            if let Some(value) = json.get(self.source, key) {
                self.add(value, about, rank, key, false);
            }
        }
        let author = if json.get(self.source, "author").is_some() { "author" } else { "creator" };
        let things = [
            (author, About::Author, 0),
            ("publisher", About::Outlet, 1),
            ("contentLocation", About::Place, 1),
        ];
        for (key, about, rank) in things {
            if let Some(value) = json.get(self.source, key) {
                self.named(value, about, rank, key);
            }
        }
    }

    /// A string, a thing with a name or an id, or a list of them.
    fn named(&mut self, json: &Json, about: About, rank: u8, key: &str) {
        match json {
            Json::List(items) => items.iter().for_each(|item| self.named(item, about, rank, key)),
            Json::Object(_) => {
                let thing = self.by_id(json).unwrap_or(json);
                let kind = thing.get(self.source, "@type").and_then(|kind| kind.text(self.source));
                let is_organisation = kind.is_some_and(|kind| kind.ends_with("Organization"));
                match thing.get(self.source, "name") {
                    Some(Json::List(names)) => {
                        for name in names {
                            self.add(name, about, rank, key, is_organisation);
                        }
                    }
                    Some(name) => self.add(name, about, rank, key, is_organisation),
                    None => {}
                }
            }
            Json::Text(_) => self.add(json, about, rank, key, false),
            Json::Word(_) | Json::Number(_) => {}
        }
    }

    /// The thing that an object without a name refers to.
    fn by_id(&self, json: &Json) -> Option<&'j Json> {
        if json.get(self.source, "name").is_some() {
            return None;
        }
        let Some(Json::Text(id)) = json.get(self.source, "@id") else { return None };
        let id = self.source.get(id.clone())?;
        let at = self.names.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?;
        self.names.get(at).map(|(_, thing)| *thing)
    }

    fn add(&mut self, json: &Json, about: About, rank: u8, key: &str, is_organisation: bool) {
        let Json::Text(at) = json else { return };
        let value = decoded(&json.text(self.source).unwrap_or_default());
        if !value.is_empty() && value.len() < 600 {
            let from = format!("json-ld:{key}");
            self.claims.push(Claim { about, rank, value, at: at.clone(), from, is_organisation });
        }
    }
}

/// Its type names an article, a posting or a report.
fn is_article(source: &str, json: &Json) -> bool {
    let of = |kind: &str| {
        kind.ends_with("Article")
            || kind.ends_with("Posting")
            || ["Report", "Review", "ClaimReview"].contains(&kind)
    };
    match json.get(source, "@type") {
        Some(Json::List(kinds)) => kinds.iter().any(|k| k.text(source).is_some_and(|k| of(&k))),
        Some(kind) => kind.text(source).is_some_and(|kind| of(&kind)),
        None => false,
    }
}
