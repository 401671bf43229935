//! JSON lines: one record a line, `{"id", "text", "title"?, "date"?, "outlet"?, "url"?, "byline"?}`.
//! The text of a record is kept exactly as it is; a title that is not its first line stands behind
//! it as a section of its own, so that offsets into the record's text stay what they were. Source
//! bytes of a record count from the start of its line.

use std::io::BufRead;

use sayso_core::{
    Document, Fact, InputKind, MapRun, MetaValue, Origin, Section, SectionKind, SourceMap, Span,
};

use crate::decode::{self, Decoded};
use crate::json::{self, Json};
use crate::{Hints, IngestError, LARGEST_INPUT, dates, judged, text};

/// What a record looks like.
const SHAPE: &str = "one JSON object per line with \"id\" and \"text\"";

/// Longest line that is read, in bytes.
const LONGEST_LINE: u64 = LARGEST_INPUT;

/// The records of a JSON lines stream, each as a document or with what is wrong with its line; blank
/// lines are passed over. One line is held at a time.
///
/// ```
/// use sayso_ingest::{Hints, records};
/// let lines = "{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": \"b\"}\n";
/// let hints = Hints { id: "notes.jsonl".into(), ..Hints::default() };
/// let all: Vec<_> = records(lines.as_bytes(), &hints).collect();
/// assert_eq!(all[0].as_ref().unwrap().id, "a");
/// assert!(all[1].as_ref().unwrap_err().to_string().starts_with("notes.jsonl:2: field \"text\""));
/// ```
pub fn records<R: BufRead>(reader: R, hints: &Hints) -> Records<R> {
    Records { reader, hints: hints.clone(), line: 0, done: false }
}

/// Iterator of [`records`].
#[derive(Debug)]
pub struct Records<R> {
    reader: R,
    hints: Hints,
    line: u64,
    done: bool,
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Document, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            self.line += 1;
            let mut bytes = Vec::new();
            let mut limited = std::io::Read::take(&mut self.reader, LONGEST_LINE + 1);
            match limited.read_until(b'\n', &mut bytes) {
                Err(error) => {
                    self.done = true;
                    let (id, line) = (self.hints.id.clone(), self.line);
                    return Some(Err(IngestError::Read { id, line, error }));
                }
                Ok(0) => return None,
                Ok(_) => {}
            }
            if bytes.len() as u64 > LONGEST_LINE {
                self.done = true;
                return Some(Err(IngestError::TooLarge {
                    id: format!("{}:{}", self.hints.id, self.line),
                    bytes: bytes.len() as u64,
                    limit: LONGEST_LINE,
                }));
            }
            while bytes.last().is_some_and(u8::is_ascii_whitespace) {
                bytes.pop();
            }
            if !bytes.is_empty() {
                return Some(record(&bytes, self.line, &self.hints));
            }
        }
        None
    }
}

/// One record of one line.
pub(crate) fn record(bytes: &[u8], line: u64, hints: &Hints) -> Result<Document, IngestError> {
    let Decoded { text: source, map, encoding, notes } =
        decode::decode(bytes, hints.charset.as_deref(), None);
    let fault = |found: String, expected: &'static str| IngestError::Record {
        id: hints.id.clone(),
        line,
        found,
        expected,
    };
    let (json, end) = json::parse(&source, 0).map_err(|error| {
        fault(format!("not JSON at byte {}, where {} is wanted", error.at, error.expected), SHAPE)
    })?;
    if end < source.len() {
        return Err(fault(format!("more than one value; the first ends at byte {end}"), SHAPE));
    }
    if !matches!(json, Json::Object(_)) {
        return Err(fault("not an object".to_owned(), SHAPE));
    }
    let Some(Json::Text(range)) = json.get(&source, "text") else {
        let state = if json.get(&source, "text").is_some() { "is no string" } else { "is missing" };
        return Err(fault(format!("field \"text\" {state}"), SHAPE));
    };
    let (text, runs) = json::decode(&source, range.clone());
    let id = match json.get(&source, "id") {
        Some(Json::Text(range)) => json::decode(&source, range.clone()).0,
        Some(Json::Number(range)) => source.get(range.clone()).unwrap_or_default().to_owned(),
        _ => format!("{}:{line}", hints.id),
    };
    let mut document = Document {
        id,
        kind: InputKind::Jsonl,
        encoding,
        text,
        sections: Vec::new(),
        meta: sayso_core::Metadata::default(),
        set_aside: Vec::new(),
        map: SourceMap { runs: compose(&runs, &map) },
        notes: decode::without_places(notes),
    };
    text::label(&mut document);
    let fields = Fields { source: &source, json: &json, map: &map };
    fields.title(&mut document);
    fields.apply(&mut document);
    Ok(judged(document))
}

/// Runs into decoded text, carried on to the bytes it was decoded from.
pub(crate) fn compose(runs: &[MapRun], map: &SourceMap) -> Vec<MapRun> {
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        if run.text.len() != run.source.len() {
            let source = map.source(run.source).unwrap_or(run.source);
            out.push(MapRun { text: run.text, source });
            continue;
        }
        let first = map.runs.partition_point(|inner| inner.text.end <= run.source.start);
        for inner in map.runs.iter().skip(first).take_while(|i| i.text.start < run.source.end) {
            let from = inner.text.start.max(run.source.start);
            let to = inner.text.end.min(run.source.end);
            let shift = |byte: u32| byte - run.source.start + run.text.start;
            let text = Span::new(shift(from), shift(to));
            if let Some(source) = map.source(Span::new(from, to)) {
                out.push(MapRun { text, source });
            }
        }
    }
    out
}

/// The fields beside the text.
struct Fields<'a> {
    source: &'a str,
    json: &'a Json,
    map: &'a SourceMap,
}

impl Fields<'_> {
    /// A string field that is not empty, with its bytes.
    fn text(&self, key: &str) -> Option<(String, Option<Span>)> {
        let Json::Text(range) = self.json.get(self.source, key)? else { return None };
        let (words, _) = json::decode(self.source, range.clone());
        let words = words.trim().to_owned();
        (!words.is_empty()).then(|| (words, self.map.source(Span::of(range.clone()))))
    }

    fn title(&self, document: &mut Document) {
        let Some(Json::Text(range)) = self.json.get(self.source, "title") else { return };
        let Some((title, source)) = self.text("title") else { return };
        let first = document.sections.first().map(|s| s.span).unwrap_or_default();
        let is_first = same(document.slice(first), &title);
        if let Some(section) = document.sections.first_mut() {
            if is_first {
                section.kind = SectionKind::Headline;
            } else if section.kind == SectionKind::Headline {
                // The record names its title, so a short first line is a paragraph.
                section.kind = SectionKind::Paragraph;
            }
        }
        let span =
            if is_first { first } else { append(document, self.source, range.clone(), self.map) };
        let origin = Origin::Field("json:title".to_owned());
        let fact = Fact::Found { value: title, span: Some(span), from: origin };
        document.meta.title = MetaValue { fact, source, others: Vec::new() };
    }

    fn apply(&self, document: &mut Document) {
        let meta = &mut document.meta;
        put(&mut meta.outlet, "outlet", self.text("outlet"));
        put(&mut meta.url, "url", self.text("url"));
        put(&mut meta.language, "language", self.text("language"));
        let date = self.text("date");
        let read =
            date.as_ref().and_then(|(words, source)| Some((dates::parse_value(words)?, *source)));
        put(&mut meta.date, "date", read);
        if meta.date.fact.is_not_found()
            && let Some((words, source)) = &date
            && let Some((value, _, why)) = dates::two_ways(words)
        {
            let fact = Fact::Doubtful { value, span: None, why };
            meta.date = MetaValue { fact, source: *source, others: Vec::new() };
        }
        let authors = self.authors().filter(|(names, _)| !names.is_empty());
        put(&mut meta.byline, "byline", authors);
    }

    /// `byline` as a string ("By Ana Brook and Tom Reyes") or a list of names.
    fn authors(&self) -> Option<(Vec<String>, Option<Span>)> {
        match self.json.get(self.source, "byline")? {
            Json::List(items) => {
                Some((items.iter().filter_map(|item| item.text(self.source)).collect(), None))
            }
            Json::Text(_) => {
                let (words, source) = self.text("byline")?;
                let lead = crate::byline::parse(&words)
                    .or_else(|| crate::byline::names(&words, 0..words.len()));
                let names = match lead {
                    Some(byline) => byline
                        .names
                        .iter()
                        .filter_map(|range| words.get(range.clone()).map(str::to_owned))
                        .collect(),
                    None => vec![words],
                };
                Some((names, source))
            }
            Json::Word(_) | Json::Number(_) | Json::Object(_) => None,
        }
    }
}

/// Sets a slot from a field; what the text said otherwise is kept beside it.
fn put<T: PartialEq>(slot: &mut MetaValue<T>, key: &str, found: Option<(T, Option<Span>)>) {
    let Some((value, source)) = found else { return };
    let from = Origin::Field(format!("json:{key}"));
    let before = std::mem::take(slot);
    let differs = before.fact.found_or_doubtful().is_some_and(|old| *old != value);
    slot.fact = Fact::Found { value, span: None, from };
    slot.source = source;
    slot.others = before.others;
    if differs {
        slot.others.push(before.fact);
    }
}

/// Puts the title behind the text as its last section.
fn append(
    document: &mut Document,
    source: &str,
    range: std::ops::Range<usize>,
    map: &SourceMap,
) -> Span {
    let (title, mut runs) = json::decode(source, range);
    document.text.push_str("\n\n");
    let base = document.text.len();
    document.text.push_str(&title);
    let shift = Span::of(base..base).start;
    for run in &mut runs {
        run.text = Span::new(run.text.start + shift, run.text.end + shift);
    }
    document.map.runs.extend(compose(&runs, map));
    let lead = title.len() - title.trim_start().len();
    let start = base + lead;
    let span = Span::of(start..start + title.trim().len());
    document.sections.push(Section { kind: SectionKind::Headline, span });
    span
}

/// The same words, whatever stands between and behind them.
fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    words(a) == words(b)
}
