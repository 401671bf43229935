//! Pairs in print: side by side for people, JSON lines, CSV.

use std::borrow::Cow;
use std::io::{self, BufWriter, StdoutLock, Write};

use sayso::core::Span;
use sayso::trace::index::{ChainLink, DocumentName, Index, Record};
use sayso::trace::{Edge, Relation, Swap, TraceError};
use serde_json::json;

use crate::trace::TraceFormat;

/// Version of the lines' form.
const VERSION: u32 = 1;

/// One document of a pair.
pub(crate) struct Side<'a> {
    id: &'a str,
    date: Option<&'a str>,
    outlet: Option<&'a str>,
    /// Empty where only the name is printed.
    text: Cow<'a, str>,
}

impl<'a> Side<'a> {
    /// A record with its text.
    pub(crate) fn of(record: &'a Record) -> Self {
        Self {
            id: &record.id,
            date: record.date.as_deref(),
            outlet: record.outlet.as_deref(),
            text: Cow::Borrowed(&record.text),
        }
    }

    /// A document of an index; its text is fetched where it is printed.
    pub(crate) fn named(
        index: &Index,
        name: &'a DocumentName,
        format: TraceFormat,
    ) -> Result<Self, TraceError> {
        let text = if format == TraceFormat::Human {
            index.document(&name.id)?.map(|record| record.text).unwrap_or_default()
        } else {
            String::new()
        };
        let (date, outlet) = (name.date.as_deref(), name.outlet.as_deref());
        Ok(Self { id: &name.id, date, outlet, text: Cow::Owned(text) })
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn line(&self) -> String {
        let rest = [self.date, self.outlet];
        rest.into_iter().flatten().fold(self.id.to_owned(), |line, part| format!("{line}, {part}"))
    }
}

/// Writes pairs in one form.
pub(crate) struct Printer {
    out: BufWriter<StdoutLock<'static>>,
    format: TraceFormat,
    width: usize,
    /// Parts of the index could not be read.
    incomplete: bool,
}

impl Printer {
    pub(crate) fn new(
        mut out: BufWriter<StdoutLock<'static>>,
        format: TraceFormat,
        width: usize,
    ) -> io::Result<Self> {
        if format == TraceFormat::Csv {
            writeln!(
                out,
                "row,a,b,relation,jaccard,containment_a,containment_b,coverage_a,coverage_b,\
                 longest_run,slot,kind,name_a,name_b,held,of,doubtful,incomplete"
            )?;
        }
        Ok(Self { out, format, width, incomplete: false })
    }

    /// Marks every line from here on where parts of the index could not be read.
    pub(crate) fn mark(&mut self, incomplete: bool) {
        self.incomplete = incomplete;
    }

    /// The last field of a row.
    fn mark_of_row(&self) -> &'static str {
        if self.incomplete { "yes" } else { "no" }
    }

    /// Writes an object a line.
    fn line(&mut self, mut line: serde_json::Value) -> io::Result<()> {
        if self.incomplete
            && let Some(fields) = line.as_object_mut()
        {
            fields.insert("incomplete".to_owned(), true.into());
        }
        writeln!(self.out, "{line}")
    }

    /// Writes one pair.
    pub(crate) fn pair(&mut self, a: &Side<'_>, b: &Side<'_>, edge: &Edge) -> io::Result<()> {
        match self.format {
            TraceFormat::Human => self.side_by_side(a, b, edge),
            TraceFormat::Jsonl => self.object(a, b, edge),
            TraceFormat::Csv => self.rows(a, b, edge),
        }
    }

    fn object(&mut self, a: &Side<'_>, b: &Side<'_>, edge: &Edge) -> io::Result<()> {
        let passages: Vec<_> = edge
            .passages
            .iter()
            .map(|p| {
                json!({"a": [p.a.start, p.a.end], "b": [p.b.start, p.b.end],
                    "words": p.words, "edits": p.edits, "moved": p.moved})
            })
            .collect();
        let swaps = |swaps: &[Swap]| -> Vec<serde_json::Value> {
            let span = |s: Span| json!([s.start, s.end]);
            swaps
                .iter()
                .map(|s| {
                    let kind = s.kind_name();
                    let places: Vec<_> =
                        s.places.iter().map(|p| json!({"a": span(p.a), "b": span(p.b)})).collect();
                    let left: Vec<_> = s.left_over.iter().map(|&s| span(s)).collect();
                    json!({"slot": s.slot, "kind": kind, "a": s.a, "b": s.b, "places": places,
                        "held": s.held, "left_over": left, "main": s.main, "alias": s.alias})
                })
                .collect()
        };
        let side = |s: &Side<'_>| json!({"id": s.id, "date": s.date, "outlet": s.outlet});
        let line = json!({
            "version": VERSION, "type": "edge", "a": a.id, "b": b.id, "relation": edge.relation,
            "documents": {"a": side(a), "b": side(b)},
            "evidence": edge.evidence, "passages": passages, "swaps": swaps(&edge.swaps),
            "doubtful_swaps": swaps(&edge.doubtful_swaps), "quotations": edge.quotations,
            "limits": edge.limits,
        });
        self.line(line)
    }

    fn rows(&mut self, a: &Side<'_>, b: &Side<'_>, edge: &Edge) -> io::Result<()> {
        let e = &edge.evidence;
        let start =
            |row: &str| format!("{row},{},{},{}", field(a.id), field(b.id), edge.relation.name());
        let shares = [e.jaccard, e.containment_a, e.containment_b, e.coverage_a, e.coverage_b];
        let shares = shares.map(|s| format!("{:.4}", s.value())).join(",");
        let end = self.mark_of_row();
        writeln!(self.out, "{},{shares},{},,,,,,,,{end}", start("pair"), e.longest_run)?;
        for (swaps, doubtful) in [(&edge.swaps, "no"), (&edge.doubtful_swaps, "yes")] {
            for s in swaps {
                let names = format!("{},{}", field(&s.a), field(&s.b));
                let counts = format!("{},{}", s.held.part, s.held.of);
                let kind = s.kind_name();
                let start = start("swap");
                writeln!(
                    self.out,
                    "{start},,,,,,,{},{kind},{names},{counts},{doubtful},{end}",
                    s.slot
                )?;
            }
        }
        Ok(())
    }

    fn side_by_side(&mut self, a: &Side<'_>, b: &Side<'_>, edge: &Edge) -> io::Result<()> {
        let column = (self.width - 3) / 2;
        writeln!(self.out, "{}: {}", edge.relation.name(), both(&a.line(), &b.line()))?;
        let evidence = &edge.evidence;
        writeln!(
            self.out,
            "  {} of {} words of A and {} of {} of B are the same, in order; longest run {} words; \
             {} of {} runs of five words shared",
            evidence.coverage_a.part,
            evidence.coverage_a.of,
            evidence.coverage_b.part,
            evidence.coverage_b.of,
            evidence.longest_run,
            evidence.jaccard.part,
            evidence.jaccard.of
        )?;
        for passage in &edge.passages {
            let mark = if passage.moved { ", moved" } else { "" };
            writeln!(
                self.out,
                "  A {}..{} | B {}..{}: {} words equal, {} differ{mark}",
                passage.a.start,
                passage.a.end,
                passage.b.start,
                passage.b.end,
                passage.words,
                passage.edits
            )?;
            let swaps = || edge.swaps.iter().chain(&edge.doubtful_swaps).flat_map(|s| &s.places);
            let left = wrap(&marked(a, passage.a, swaps().map(|place| place.a)), column);
            let right = wrap(&marked(b, passage.b, swaps().map(|place| place.b)), column);
            for n in 0..left.len().max(right.len()) {
                let cell = |side: &[String]| side.get(n).cloned().unwrap_or_default();
                let (x, y) = (cell(&left), cell(&right));
                let pad = column.saturating_sub(x.chars().count());
                writeln!(self.out, "{x}{:pad$} | {y}", "")?;
            }
        }
        for (swaps, mark) in [(&edge.swaps, ""), (&edge.doubtful_swaps, "  (doubtful: one place)")]
        {
            for swap in swaps {
                let left = if swap.left_over.is_empty() { "" } else { "  (old name still in B)" };
                let alias = if swap.alias { "  (another form of one name)" } else { "" };
                writeln!(
                    self.out,
                    "  {:>4} {} -> {}  {} of {} places{mark}{alias}{left}",
                    swap.slot, swap.a, swap.b, swap.held.part, swap.held.of
                )?;
            }
        }
        for quote in &edge.quotations {
            let (x, y) = (a.slice(quote.a.span), b.slice(quote.b.span));
            let name = serde_json::to_string(&(quote.relation, quote.class, quote.speakers))?;
            writeln!(
                self.out,
                "  quotation {}\n    A \u{201c}{x}\u{201d}\n    B \u{201c}{y}\u{201d}",
                name.replace(['[', ']', '"'], "").replace(',', ", ")
            )?;
        }
        for limit in &edge.limits {
            writeln!(self.out, "  limit: {}", serde_json::to_string(limit)?.replace('"', ""))?;
        }
        writeln!(self.out)
    }

    /// Writes that a text met nothing.
    pub(crate) fn nothing(&mut self, id: &str, words: &str) -> io::Result<()> {
        match self.format {
            TraceFormat::Human => {
                let mark = if self.incomplete { " (incomplete: parts cannot be read)" } else { "" };
                writeln!(self.out, "{id}: {words}{mark}")
            }
            TraceFormat::Jsonl => {
                self.line(json!({"version": VERSION, "type": "none", "a": id, "answer": words}))
            }
            TraceFormat::Csv => Ok(()),
        }
    }

    /// Writes the earliest dated copy.
    pub(crate) fn provenance(&mut self, id: &str, first: &Record) -> io::Result<()> {
        let date = first.date.as_deref().unwrap_or_default();
        match self.format {
            TraceFormat::Human => {
                writeln!(self.out, "{id}: earliest dated copy in this index: {}, {date}", first.id)
            }
            TraceFormat::Jsonl => {
                let line = json!({"version": VERSION, "type": "provenance", "a": id,
                    "earliest_dated_in_this_index": {"id": first.id, "date": date, "source": "metadata"}});
                self.line(line)
            }
            TraceFormat::Csv => Ok(()),
        }
    }

    /// Writes one cluster.
    pub(crate) fn cluster(
        &mut self,
        relation: Relation,
        anchor: &str,
        members: &[String],
        chain: &[ChainLink],
    ) -> io::Result<()> {
        match self.format {
            TraceFormat::Human => {
                let chain: Vec<String> =
                    chain.iter().map(|c| format!("{} via {}", c.id, c.via)).collect();
                let chain = if chain.is_empty() {
                    String::new()
                } else {
                    format!("; chain: {}", chain.join(", "))
                };
                writeln!(
                    self.out,
                    "cluster {}: {anchor} <- {}{chain}",
                    relation.name(),
                    members.join(", ")
                )
            }
            TraceFormat::Jsonl => {
                let line = json!({"version": VERSION, "type": "cluster", "relation": relation,
                    "anchor": anchor, "members": members, "chain": chain});
                self.line(line)
            }
            TraceFormat::Csv => {
                for member in members {
                    let (a, b) = (field(anchor), field(member));
                    let end = self.mark_of_row();
                    writeln!(self.out, "member,{a},{b},{},,,,,,,,,,,,,,{end}", relation.name())?;
                }
                Ok(())
            }
        }
    }

    /// Ends the output.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A passage with the names, numbers and dates that the other text has otherwise in brackets.
fn marked(side: &Side<'_>, passage: Span, places: impl Iterator<Item = Span>) -> String {
    let mut places: Vec<Span> = places.filter(|place| passage.contains(*place)).collect();
    places.sort_unstable();
    let (mut out, mut at) = (String::new(), passage.start);
    for place in places.into_iter().filter(|place| !place.is_empty()) {
        if place.start < at {
            continue;
        }
        out.push_str(side.slice(Span::new(at, place.start)));
        out.push('[');
        out.push_str(side.slice(place));
        out.push(']');
        at = place.end;
    }
    out.push_str(side.slice(Span::new(at, passage.end)));
    out
}

fn both(a: &str, b: &str) -> String {
    format!("A {a} | B {b}")
}

/// A field of CSV (RFC 4180).
fn field(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

/// Lines of at most `width` characters, cut between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += length;
        }
    }
    lines
}
