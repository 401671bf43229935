//! schema.org JSON-LD: the article, its quotations with their speakers, and what is
//! claimed by whom. What was not found is left out. A `ClaimReview` is never written, since it needs a
//! verdict.

use sayso_core::{Fact, QuotationKind, Span, Voice, VoiceIs};
use serde_json::{Map, Value, json};

use super::sarif::uri;
use crate::Analysis;

/// One `NewsArticle` with its parts.
pub fn jsonld(analysis: &Analysis) -> String {
    let document = &analysis.document;
    let meta = &document.meta;
    let url = meta.url.fact.found();
    let id = url.cloned().unwrap_or_else(|| uri(&document.id));
    let mut article = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            article.insert(name.to_owned(), value);
        }
    };
    put("@context", Some("https://schema.org".into()));
    put("@type", Some("NewsArticle".into()));
    put("@id", Some(id.clone().into()));
    put("url", url.map(|url| url.clone().into()));
    put("headline", text(&meta.title.fact));
    let people = |names: &Vec<String>| {
        names.iter().map(|name| json!({ "@type": "Person", "name": name })).collect()
    };
    put("author", meta.byline.fact.found().map(people));
    put("datePublished", meta.date.fact.found().map(|date| date.to_string().into()));
    put("dateline", text(&meta.place.fact));
    let organisation = |name: &String| json!({ "@type": "Organization", "name": name });
    put("publisher", meta.outlet.fact.found().map(organisation));
    put("hasPart", Some(parts(analysis, &id)));
    Value::Object(article).to_string() + "\n"
}

fn text(fact: &Fact<String>) -> Option<Value> {
    fact.found().map(|value| value.clone().into())
}

fn parts(analysis: &Analysis, id: &str) -> Value {
    let mut parts = Vec::new();
    for attribution in &analysis.attributions.list {
        let speaker = &attribution.speaker;
        let Some(name) = speaker.name.as_ref().filter(|_| speaker.voice == Voice::Named) else {
            continue;
        };
        let (kind, words, speaks, from) = match attribution.quotation {
            QuotationKind::Direct => (
                "Quotation",
                quoted(analysis, &attribution.content),
                "spokenByCharacter",
                "isPartOf",
            ),
            QuotationKind::Indirect | QuotationKind::Mixed => {
                let slices = attribution.content.iter().map(|&span| analysis.document.slice(span));
                ("Claim", slices.collect::<Vec<_>>().join(" "), "claimInterpreter", "appearance")
            }
        };
        let mut part = json!({ "@type": kind, "text": words, from: { "@id": id } });
        // Only a person or an organisation may stand as a speaker there; of anything else that is said
        // to speak, a place or a crowd with a name, the name is given as a credit.
        match speaker.voice_is {
            VoiceIs::Person => part[speaks] = json!({ "@type": "Person", "name": name }),
            VoiceIs::Organisation => {
                part[speaks] = json!({ "@type": "Organization", "name": name });
            }
            VoiceIs::Place | VoiceIs::Group | VoiceIs::Artefact | VoiceIs::Unknown => {
                part["creditText"] = name.as_str().into();
            }
        }
        parts.push(part);
    }
    Value::Array(parts)
}

/// The words between the marks of a quotation; what stands between its parts is left out with dots.
fn quoted(analysis: &Analysis, content: &[Span]) -> String {
    let document = &analysis.document;
    let quotations = &analysis.reading.quotations;
    let inner = |span: &Span| {
        let first = quotations.partition_point(|q| q.outer.start < span.start);
        let from = quotations.iter().skip(first).take_while(|q| q.outer.start < span.end);
        let inside = from.filter(|q| q.depth == 0 && span.contains(q.inner));
        let parts: Vec<&str> = inside.map(|q| document.slice(q.inner).trim()).collect();
        if parts.is_empty() { vec![document.slice(*span).trim()] } else { parts }
    };
    content.iter().flat_map(inner).collect::<Vec<_>>().join(" \u{2026} ")
}
