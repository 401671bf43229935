//! schema.org JSON-LD: the article, its quotations with their speakers, and what is claimed by whom.
//! What was not found is left out. A `ClaimReview` is never written, since it needs a verdict.

use sayso_core::{Fact, QuotationKind, Voice, VoiceIs};
use serde_json::{Map, Value, json};

use crate::Analysis;

/// One `NewsArticle` with its parts.
pub fn jsonld(analysis: &Analysis) -> String {
    let document = &analysis.document;
    let meta = &document.meta;
    let id = meta.url.fact.found().cloned().unwrap_or_else(|| document.id.clone());
    let mut article = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            article.insert(name.to_owned(), value);
        }
    };
    put("@context", Some("https://schema.org".into()));
    put("@type", Some("NewsArticle".into()));
    put("@id", Some(id.clone().into()));
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
        let kind = match speaker.voice_is {
            VoiceIs::Person => "Person",
            VoiceIs::Organisation => "Organization",
            VoiceIs::Place | VoiceIs::Group | VoiceIs::Artefact | VoiceIs::Unknown => "Thing",
        };
        let who = json!({ "@type": kind, "name": name });
        let slices = attribution.content.iter().map(|&span| analysis.document.slice(span));
        let words = slices.collect::<Vec<_>>().join(" ");
        let article = json!({ "@id": id });
        parts.push(match attribution.quotation {
            QuotationKind::Direct => json!({
                "@type": "Quotation", "spokenByCharacter": who, "text": words, "isPartOf": article,
            }),
            QuotationKind::Indirect | QuotationKind::Mixed => json!({
                "@type": "Claim", "claimInterpreter": who, "text": words, "appearance": article,
            }),
        });
    }
    Value::Array(parts)
}
