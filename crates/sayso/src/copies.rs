//! Other texts that carry the same words: what an index says of one document, in the values that
//! findings and faces read.
//!
//! An index knows quotations by their marks alone. Who speaks is settled here, in both texts, for the
//! first few documents that share a quotation.

use sayso_core::{Attributions, Date, Document, How, SectionKind, Span, Voice};
use sayso_findings::{Kin, OtherText, QuotationChange, SharedQuotation, SwappedName};
use sayso_read::Scratch;
use sayso_trace::index::{Hit, Index, Record};
use sayso_trace::{
    Limit, Prepared, Quote, QuoteClass, QuoteMatch, Relation, Share, Speakers, Swap, TokenKind,
    TraceError, find_quotes, match_quotes,
};

use crate::Engine;

/// Documents whose quotations are read for their speakers; each costs as much as an article does.
const MOST_READ: usize = 16;

/// What an index holds of one text.
#[derive(Clone, Debug)]
pub struct Copies {
    /// The texts that share words, by relation, then by date.
    pub texts: Vec<OtherText>,
    /// Documents in the index.
    pub documents: u64,
    /// Earliest and latest date in the index, as written.
    pub dates: Option<(String, String)>,
    /// What keeps the answer from being whole.
    pub limits: Vec<Limit>,
}

/// What trace keeps of a document: the text without page furniture is what ingest left of it. A title
/// that ingest put behind the text is taken off again: title and body are compared apart. The text
/// begins where the document's does, so that places in it are places in the document.
pub fn record(document: &Document) -> Record {
    let meta = &document.meta;
    let title = meta.title.fact.found().cloned();
    let behind = document
        .sections
        .last()
        .filter(|last| last.kind == SectionKind::Headline && last.span.start > 0);
    let end = behind.map_or(document.text.len(), |last| last.span.start as usize);
    let text = document.text.get(..end).unwrap_or_default().trim_end();
    Record {
        title: title.filter(|title| !text.contains(title.as_str())),
        date: meta.date.fact.found().map(ToString::to_string),
        outlet: meta.outlet.fact.found().cloned(),
        url: meta.url.fact.found().cloned(),
        text: text.to_owned(),
        id: document.id.clone(),
    }
}

/// Looks a document up; one of the same id is left out.
pub(crate) fn look_up(
    engine: &Engine,
    index: &Index,
    document: &Document,
    attributions: &Attributions,
    scratch: &mut Scratch,
) -> Result<Copies, TraceError> {
    let record = record(document);
    let mut text = Prepared::new(record.text, record.title);
    text.quotes = quotes(&text.text, attributions);
    let answer = index.query(&text, Some(&document.id))?;
    let mut read = 0;
    let mut texts = Vec::with_capacity(answer.hits.len());
    let mut limits: Vec<Limit> = Vec::new();
    for mut hit in answer.hits {
        limits.extend(hit.edge.limits.iter().filter(|limit| **limit != Limit::FamilyNotLooked));
        let mut there = std::mem::take(&mut hit.record.text);
        if !hit.edge.quotations.is_empty() && read < MOST_READ {
            read += 1;
            (there, hit.edge.quotations) = with_speakers(engine, &text, there, scratch);
        }
        texts.push(other(hit, &there));
    }
    limits.sort_unstable();
    limits.dedup();
    let dates = index.dates().map(|(from, to)| (from.to_owned(), to.to_owned()));
    Ok(Copies { texts, documents: index.documents(), dates, limits })
}

/// The quotations that a text shares with another one, compared again with the speakers of both.
fn with_speakers(
    engine: &Engine,
    here: &Prepared,
    there: String,
    scratch: &mut Scratch,
) -> (String, Vec<QuoteMatch>) {
    let hints = sayso_ingest::Hints::default();
    let (there, quotes) = if let Ok(document) = sayso_ingest::ingest(there.as_bytes(), &hints) {
        let (_, attributions) = engine.attribute(&document, scratch);
        let quotes = quotes(&document.text, &attributions);
        (document.text, quotes)
    } else {
        let quotes = find_quotes(&there);
        (there, quotes)
    };
    let found = match_quotes(&here.text, &here.quotes, &there, &quotes);
    (there, found)
}

/// The quotations of a text, with the speaker where an attribution that covers most of one names him.
fn quotes(text: &str, attributions: &Attributions) -> Vec<Quote> {
    let mut found = find_quotes(text);
    for quote in &mut found {
        let covers = |content: &Span| {
            let from = content.start.max(quote.span.start);
            let to = content.end.min(quote.span.end);
            2 * to.saturating_sub(from) >= quote.span.len()
        };
        let speaks = attributions.list.iter().filter(|a| {
            a.speaker.voice == Voice::Named
                && a.speaker.how != How::NotResolved
                && a.content.iter().any(covers)
        });
        quote.speaker = speaks.max_by_key(|a| a.depth).and_then(|a| a.speaker.name.clone());
    }
    found
}

/// A verified pair as findings read it.
fn other(hit: Hit, there: &str) -> OtherText {
    let edge = hit.edge;
    let Share { part, of } = edge.evidence.coverage_a;
    let is_name = |swap: &&Swap| swap.kind == TokenKind::Name && !swap.alias;
    OtherText {
        id: hit.record.id,
        outlet: hit.record.outlet,
        date: hit.record.date.as_deref().and_then(day),
        kin: match edge.relation {
            Relation::Identical => Kin::Identical,
            Relation::Rewrite => Kin::Rewrite,
            Relation::Formula => Kin::Formula,
            Relation::NearCopy => Kin::NearCopy,
            Relation::Partial => Kin::Partial,
            Relation::Quotation => Kin::Quotation,
        },
        words: (part, of),
        passages: edge.passages.iter().map(|passage| (passage.a, passage.b)).collect(),
        swaps: edge
            .swaps
            .iter()
            .filter(is_name)
            .map(|swap| SwappedName {
                here: swap.a.clone(),
                there: swap.b.clone(),
                places: swap.places.iter().map(|place| place.a).collect(),
                main: swap.main,
            })
            .collect(),
        quotations: edge.quotations.into_iter().map(|quote| shared(quote, there)).collect(),
    }
}

fn shared(quote: QuoteMatch, there: &str) -> SharedQuotation {
    let speakers = match quote.speakers {
        Speakers::Differ => quote.a.speaker.zip(quote.b.speaker),
        Speakers::Same | Speakers::Doubtful => None,
    };
    SharedQuotation {
        here: quote.a.span,
        there: there.get(quote.b.span.range()).unwrap_or_default().to_owned(),
        change: match quote.class {
            QuoteClass::Identical => QuotationChange::Same,
            QuoteClass::Trimmed | QuoteClass::Ellipsis | QuoteClass::Joined => QuotationChange::Cut,
            QuoteClass::WordChanged
            | QuoteClass::Shifted
            | QuoteClass::NumberChanged
            | QuoteClass::NegationChanged
            | QuoteClass::OtherNames => QuotationChange::Altered,
        },
        speakers,
    }
}

/// The day of a date with or without a time behind it.
fn day(text: &str) -> Option<Date> {
    text.split(['T', ' ']).next()?.parse().ok()
}
