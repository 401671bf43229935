//! A reading as one JSON object: words by sentence, names and who they are, quotations, times.

use sayso_core::{
    ClosedBy, Document, EntityKind, MentionKind, OffsetUnit, Offsets, QuotationForm, Reading,
    TimeKind, TimeState, TokenRange,
};
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    declined: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    limits: Vec<&'a str>,
    sentences: Vec<Sentence<'a>>,
    entities: Vec<Entity<'a>>,
    quotations: Vec<Quotation>,
    times: Vec<Time<'a>>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    span: [u32; 2],
    words: Vec<Word<'a>>,
}

#[derive(Serialize)]
struct Word<'a> {
    span: [u32; 2],
    form: &'a str,
    lemma: &'a str,
    upos: &'static str,
    xpos: &'static str,
    feats: &'a str,
    /// 1-based head in the sentence, 0 for the root.
    head: u32,
    deprel: String,
    /// How sure the head is, 0 to 255.
    margin: u8,
}

#[derive(Serialize)]
struct Entity<'a> {
    kind: EntityKind,
    /// The longest name without titles; empty for one the text does not name.
    name: &'a str,
    mentions: Vec<Mention>,
}

#[derive(Serialize)]
struct Mention {
    span: [u32; 2],
    kind: MentionKind,
}

#[derive(Serialize)]
struct Quotation {
    span: [u32; 2],
    inner: [u32; 2],
    form: QuotationForm,
    closed_by: ClosedBy,
    depth: u8,
}

#[derive(Serialize)]
struct Time<'a> {
    span: [u32; 2],
    kind: TimeKind,
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_value: Option<&'a str>,
    state: TimeState,
}

/// One line of JSON without its line break.
pub fn read_jsonl(document: &Document, reading: &Reading, unit: OffsetUnit) -> String {
    let offsets = Offsets::new(&document.text, unit);
    let sentences = reading.sentences.iter().map(|sentence| Sentence {
        span: offsets.span(sentence.span),
        words: words(document, reading, sentence.tokens, &offsets),
    });
    let mention = |&at: &u32| {
        let mention = reading.mentions.get(at as usize)?;
        Some(Mention { span: offsets.span(mention.span), kind: mention.kind })
    };
    let entities = reading.entities.iter().map(|entity| Entity {
        kind: entity.kind,
        name: &entity.name,
        mentions: entity.mentions.iter().filter_map(mention).collect(),
    });
    let quotations = reading.quotations.iter().map(|quotation| Quotation {
        span: offsets.span(quotation.outer),
        inner: offsets.span(quotation.inner),
        form: quotation.form,
        closed_by: quotation.closed_by,
        depth: quotation.depth,
    });
    let times = reading.times.iter().map(|time| Time {
        span: offsets.span(time.span),
        kind: time.kind,
        value: time.value.as_deref(),
        other_value: time.other_value.as_deref(),
        state: time.state,
    });
    let line = Line {
        id: &document.id,
        declined: document.declined(),
        limits: super::limits(document, reading),
        sentences: sentences.collect(),
        entities: entities.collect(),
        quotations: quotations.collect(),
        times: times.collect(),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

fn words<'a>(
    document: &'a Document,
    reading: &'a Reading,
    range: TokenRange,
    offsets: &Offsets<'_>,
) -> Vec<Word<'a>> {
    let tokens = &reading.tokens;
    let word = |token: u32| {
        let i = token as usize;
        let head = *tokens.head.get(i)?;
        Some(Word {
            span: offsets.span(*tokens.span.get(i)?),
            form: reading.form(document, token),
            lemma: reading.lemma(token),
            upos: tokens.upos.get(i)?.as_str(),
            xpos: tokens.xpos.get(i)?.as_str(),
            feats: reading.feats(token),
            head: if head == token { 0 } else { head.saturating_sub(range.start) + 1 },
            deprel: tokens.deprel.get(i)?.to_string(),
            margin: tokens.head_margin.get(i).copied().unwrap_or_default(),
        })
    };
    range.range().filter_map(word).collect()
}
