//! Samples: a text with marked words, optional fields before `---`, and edits.

use std::fmt::Write;

use sayso::core::{Code, Document, InputKind, Span};
use sayso::findings::{Facts, Others, RuleSet, find};
use sayso::ingest::{Hints, ingest};
use sayso::{Analysis, Engine};

use crate::others;

/// Words that a finding is expected on.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) code: Code,
    pub(crate) words: String,
    /// First byte in the text without marks.
    pub(crate) start: u32,
}

/// A text, what goes beside it, and its marks.
#[derive(Debug)]
pub(crate) struct Sample {
    fields: Vec<(String, String)>,
    text: String,
    pub(crate) marks: Vec<Mark>,
    /// What an index is taken to hold, a block a text.
    others: Vec<String>,
}

/// Reads `title: ...` lines up to `---`, then the text, whose paragraphs are joined to one line each;
/// marks are `[[words]]{S208}` or, for several findings on the same words, `[[words]]{S208 S222}`.
pub(crate) fn parse(sample: &str) -> Result<Sample, String> {
    let mut blocks = sample.split("\n+++ ");
    let sample = blocks.next().unwrap_or_default();
    let others = blocks.map(str::to_owned).collect();
    let (fields, body) = match sample.split_once("\n---\n") {
        Some((fields, body)) => (fields, body),
        None => ("", sample),
    };
    let paragraphs: Vec<String> =
        body.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
    let body = &paragraphs.join("\n\n");
    let mut marks = Vec::new();
    let text = unmark(body, true, &mut marks)?;
    let mut pairs = Vec::new();
    for line in fields.lines() {
        let pair = line.split_once(": ").ok_or_else(|| format!("no field: {line}"))?;
        let value = unmark(pair.1, false, &mut marks)?;
        pairs.push((pair.0.to_owned(), value));
    }
    Ok(Sample { fields: pairs, text, marks, others })
}

fn unmark(marked: &str, in_text: bool, marks: &mut Vec<Mark>) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("[[") {
        out.push_str(before);
        let (words, after) = after.split_once("]]{").ok_or("a mark is not closed")?;
        let (codes, after) = after.split_once('}').ok_or("a mark has no code")?;
        // Offsets of a field's marks are not known before ingest has placed the field.
        let start = if in_text { u32::try_from(out.len()).unwrap_or(u32::MAX) } else { u32::MAX };
        for code in codes.split_whitespace() {
            let code = Code::parse(code).ok_or_else(|| format!("no code: {code}"))?;
            marks.push(Mark { code, words: words.to_owned(), start });
        }
        out.push_str(words);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The sample with its marks taken off.
pub(crate) fn without_marks(sample: &str) -> String {
    let mut out = String::new();
    let mut rest = sample;
    while let Some((before, after)) = rest.split_once("[[") {
        out.push_str(before);
        let (words, after) = after.split_once("]]{").unwrap_or((after, ""));
        out.push_str(words);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// The sample before and after its edits, written `{-out-}` and `{+in+}`.
pub(crate) fn edits(sample: &str) -> Result<(String, String), String> {
    let (mut before, mut after) = (String::new(), String::new());
    let mut rest = sample;
    loop {
        let next = rest.find("{-").into_iter().chain(rest.find("{+")).min();
        let Some((plain, edit)) = next.map(|i| rest.split_at(i)) else { break };
        before.push_str(plain);
        after.push_str(plain);
        let (side, close) =
            if edit.starts_with("{-") { (&mut before, "-}") } else { (&mut after, "+}") };
        let body = edit.get(2..).unwrap_or_default();
        let (words, tail) = body.split_once(close).ok_or("an edit is not closed")?;
        side.push_str(words);
        rest = tail;
    }
    if rest.len() == sample.len() {
        return Err("a sample under \"Cleared by\" has an edit".to_owned());
    }
    before.push_str(rest);
    after.push_str(rest);
    Ok((before, after))
}

impl Sample {
    pub(crate) fn analyse(&self, engine: &Engine, rules: &RuleSet) -> Result<Analysis, String> {
        let (bytes, kind) = if self.fields.is_empty() {
            (self.text.clone(), InputKind::Text)
        } else {
            let mut object = serde_json::Map::new();
            object.insert("id".into(), "sample".into());
            object.insert("text".into(), self.text.clone().into());
            for (name, value) in &self.fields {
                object.insert(name.clone(), value.clone().into());
            }
            (serde_json::Value::Object(object).to_string(), InputKind::Jsonl)
        };
        let hints = Hints { id: "sample".into(), kind: Some(kind), ..Hints::default() };
        let document = ingest(bytes.as_bytes(), &hints).expect("a small sample");
        let mut analysis = engine.analyse(document, &mut sayso::Scratch::default());
        if !self.others.is_empty() {
            let document = &analysis.document;
            let blocks = self.others.iter().map(|block| others::parse(block, document));
            let texts = blocks.collect::<Result<Vec<_>, _>>()?;
            let facts = Facts {
                document,
                reading: &analysis.reading,
                attributions: &analysis.attributions,
                statements: &analysis.statements,
                others: Others::Looked(&texts),
            };
            analysis.findings = find(rules, facts);
        }
        Ok(analysis)
    }

    /// How far the text moved when it became a document; `None` where it is not there as a whole.
    pub(crate) fn shift(&self, document: &Document) -> Option<u32> {
        document.text.find(&self.text).and_then(|at| u32::try_from(at).ok())
    }
}

/// What the engine saw, for the message of a failed case: tells a rule's error from an earlier one.
pub(crate) fn describe(analysis: &Analysis) -> String {
    let document = &analysis.document;
    let words = |spans: &[Span]| {
        spans.iter().map(|&span| document.slice(span)).collect::<Vec<_>>().join(" … ")
    };
    let reading = &analysis.reading;
    let mut out = String::from("  words:");
    for token in 0..reading.len() {
        let upos = reading.tokens.upos.get(token as usize).copied().unwrap_or_default();
        let _ = write!(out, " {}/{}/{upos}", reading.form(document, token), reading.lemma(token));
    }
    out.push('\n');
    for m in &reading.mentions {
        let entity = m.entity.map(|id| id.0);
        let _ = writeln!(out, "  mention: {:?} {:?} {entity:?}", document.slice(m.span), m.names);
    }
    for a in &analysis.attributions.list {
        let _ = writeln!(
            out,
            "  attribution: {} [{}] {} [{}] {} [{}]",
            a.speaker.voice,
            words(&a.source),
            a.cue_kind,
            words(&a.cue),
            a.quotation,
            words(&a.content)
        );
    }
    for o in &analysis.attributions.occasions {
        let _ = writeln!(
            out,
            "  occasion: {} [{}] outlet {:?}",
            o.kind,
            document.slice(o.span),
            o.outlet
        );
    }
    for s in &analysis.statements.list {
        let letter = sayso::findings::grade_statement(s).high;
        let _ = writeln!(
            out,
            "  statement: {letter} {} {} {} reports={} [{}]",
            s.voice,
            s.kind,
            s.scope,
            s.reports,
            words(&s.spans)
        );
    }
    let central = &analysis.statements.central;
    let _ = writeln!(
        out,
        "  central: {:?} matches {:?} third {:?} reply {:?}",
        central.span.map(|span| document.slice(span)),
        central.matches,
        central.third_party,
        central.reply
    );
    for f in &analysis.findings {
        let at = f.span.map(|span| document.slice(span));
        let _ = writeln!(out, "  finding: {} {:?} {}", f.code, at, f.message);
    }
    out
}
