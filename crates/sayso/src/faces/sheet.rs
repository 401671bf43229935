//! The terminal face: what a text rests on, on one screen. Facts, who speaks, what stands on what,
//! findings, what to ask next, and one last line made from counts alone.

use sayso_core::{
    Document, Fact, Finding, InputKind, Letter, Lines, MetaValue, Origin, Severity, Span, Voice,
};
use sayso_findings as findings;
use unicode_width::UnicodeWidthStr;

use super::pen::{Ink, Pen, end_of};
use super::{limits, not_shown};
use crate::Analysis;

/// How the sheet is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SheetOptions {
    /// Columns.
    pub width: usize,
    /// With colours of the terminal.
    pub colour: bool,
    /// With ASCII only.
    pub ascii: bool,
    /// Every source and finding, not the first few.
    pub all: bool,
}

impl Default for SheetOptions {
    /// What a pipe gets.
    fn default() -> Self {
        Self { width: 80, colour: false, ascii: false, all: false }
    }
}

/// Sources and findings shown without `all`.
const FIRST_SOURCES: usize = 8;
const FIRST_FINDINGS: usize = 8;
const FIRST_COPIES: usize = 5;

/// The sheet of one document; ends with a line break.
pub fn sheet(analysis: &Analysis, options: &SheetOptions) -> String {
    let mut pen = Pen::new(options);
    head(analysis, &mut pen);
    not_looked_at(analysis, &mut pen);
    central(analysis, &mut pen);
    speakers(analysis, &mut pen);
    rests_on(analysis, &mut pen);
    copies(analysis, &mut pen);
    found(analysis, &mut pen);
    ask(analysis, &mut pen);
    let last = match analysis.summary.last_line.as_str() {
        "" if analysis.document.is_out_of_scope() => "not judged",
        "" if analysis.summary.counts.sentences == 0 => "no text",
        "" => "no statements read",
        line => line,
    };
    pen.wrapped("", last, Ink::Strong);
    pen.into_string()
}

/// File, headline, and what the document says of itself.
fn head(analysis: &Analysis, pen: &mut Pen<'_>) {
    let document = &analysis.document;
    let title = match document.meta.title.fact.found_or_doubtful() {
        Some(title) => format!("\"{title}\""),
        None => "no headline".to_owned(),
    };
    let sentences = match analysis.summary.counts.sentences {
        1 => "1 sentence".to_owned(),
        n => format!("{n} sentences"),
    };
    let id = end_of(&pen.clean(&document.id), pen.options.width / 2);
    let room = pen.options.width.saturating_sub(id.width() + sentences.width() + 4);
    let title = pen.cell(&title, room.max(10));
    let shown = pen.inked(&id, Ink::Strong);
    pen.line(&format!("{shown}  {title}  {sentences}"));

    let meta = &document.meta;
    let facts = [
        ("byline", fact(&meta.byline.fact, |names| names.join(", "))),
        ("date", fact(&meta.date.fact, ToString::to_string)),
        ("outlet", fact(&meta.outlet.fact, Clone::clone)),
        ("place", fact(&meta.place.fact, Clone::clone)),
    ];
    let given =
        facts.iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)));
    let mut parts: Vec<String> = given.collect();
    let absent: Vec<&str> = facts.iter().filter(|f| f.1.is_none()).map(|f| f.0).collect();
    if !absent.is_empty() {
        parts.push(format!("not found: {}", absent.join(", ")));
    }
    let looked = if has_metadata(document) { "" } else { " (no metadata given)" };
    pen.wrapped("  ", &(parts.join("; ") + looked), Ink::Plain);
}

/// Why the text is not judged, and what of it was not read.
fn not_looked_at(analysis: &Analysis, pen: &mut Pen<'_>) {
    if let Some(why) = analysis.document.declined() {
        pen.title("NOT JUDGED", "");
        pen.wrapped("  ", why, Ink::Warm);
    }
    let limits = limits(&analysis.document, &analysis.reading);
    if !limits.is_empty() {
        pen.title("NOT READ", "");
    }
    for why in limits {
        pen.wrapped("  ", why, Ink::Warm);
    }
}

/// Anything was handed in beside the text, or the input is a page that could carry it.
fn has_metadata(document: &Document) -> bool {
    fn field<T>(value: &MetaValue<T>) -> bool {
        matches!(value.fact, Fact::Found { from: Origin::Field(_) | Origin::Option, .. })
    }
    let meta = &document.meta;
    document.kind == InputKind::Html
        || [field(&meta.title), field(&meta.byline), field(&meta.date), field(&meta.outlet)]
            .contains(&true)
}

/// "2025-11-12", "2025? (2025-03-04 or 2025-04-03)" where in doubt; none where it was not found.
fn fact<T>(fact: &Fact<T>, show: impl Fn(&T) -> String) -> Option<String> {
    match fact {
        Fact::Found { value, .. } => Some(show(value)),
        Fact::Doubtful { value, why, .. } => Some(format!("{}? ({why})", show(value))),
        Fact::NotFound => None,
        Fact::NotLooked => Some("not looked".to_owned()),
        Fact::NotApplicable => Some("-".to_owned()),
    }
}

/// What the headline states, and where the body states it.
fn central(analysis: &Analysis, pen: &mut Pen<'_>) {
    let central = &analysis.statements.central;
    let Some(span) = central.span else { return };
    let assumed = if central.assumed { "  (no headline; first sentence taken)" } else { "" };
    pen.title("CENTRAL CLAIM", assumed);
    pen.wrapped("  ", &format!("\"{}\"", analysis.document.slice(span)), Ink::Plain);
    let lines = Lines::new(&analysis.document.text);
    let places: Vec<String> = central
        .matches
        .iter()
        .filter_map(|id| analysis.statements.list.get(id.0 as usize))
        .map(|statement| {
            let [line, column] = lines.place(statement.span().start);
            let grade = findings::grade_label(&findings::grade_statement(statement));
            format!("{line}:{column} ({grade})")
        })
        .take(3)
        .collect();
    let body = if places.is_empty() {
        "no body sentence found that states it".to_owned()
    } else {
        format!("stated at {}", places.join(", "))
    };
    let reply = match (&central.third_party, &central.reply) {
        (Some(id), reply) => {
            let name = analysis.reading.entities.get(id.0 as usize).map_or("", |e| e.name.as_str());
            let reply = match reply {
                Fact::Found { .. } => "a reply is given".to_owned(),
                Fact::Doubtful { .. } => "a reply may be given".to_owned(),
                Fact::NotFound | Fact::NotLooked | Fact::NotApplicable => {
                    "no reply found".to_owned()
                }
            };
            format!("; about {name}, {reply}")
        }
        (None, _) => String::new(),
    };
    pen.wrapped("  ", &(body + &reply), Ink::Plain);
}

/// A row a source, the narrator last.
fn speakers(analysis: &Analysis, pen: &mut Pen<'_>) {
    let summary = &analysis.summary;
    if summary.counts.statements == 0 {
        return;
    }
    let most = if pen.options.all { usize::MAX } else { FIRST_SOURCES };
    let rows: Vec<[String; 7]> = summary.sources.iter().take(most).map(source).collect();
    let head = ["WHO SPEAKS", "voice", "said", "quoted", "occasion", "date", "grade"];
    let run = longest_run(analysis);
    let columns = Columns::of(pen, &rows, &run);
    let line = columns.row(pen, "", &head.map(str::to_owned));
    pen.title(line.trim_end(), "");
    for row in &rows {
        let line = columns.row(pen, "  ", row);
        pen.line(&line);
    }
    match summary.sources.len().saturating_sub(most) {
        0 => {}
        1 => pen.line("  ... 1 more source: --all"),
        more => pen.line(&format!("  ... {more} more sources: --all")),
    }
    let said = summary.narrator.statements.to_string();
    let line = columns.own_voice(pen, &said, &run);
    pen.line(&line);
}

/// Where the text speaks longest in its own voice.
fn longest_run(analysis: &Analysis) -> String {
    let narrator = &analysis.summary.narrator;
    match narrator.longest_run {
        Some(span) if narrator.longest_run_sentences > 1 => {
            let lines = Lines::new(&analysis.document.text);
            let [first, _] = lines.place(span.start);
            let [last, _] = lines.place(span.end.saturating_sub(1));
            if first == last {
                format!("longest run: line {first}")
            } else {
                format!("longest run: lines {first}-{last}")
            }
        }
        _ => "-".to_owned(),
    }
}

/// The cells of a source.
fn source(source: &findings::SourceRow) -> [String; 7] {
    let name = if source.name.is_empty() { "(nobody named)" } else { &source.name };
    let occasion = match source.occasions.as_slice() {
        [] => "-".to_owned(),
        [only] => format!("\"{}\"", only.words),
        [first, rest @ ..] => format!("+{} \"{}\"", rest.len(), first.words),
    };
    let date = match source.dates.as_slice() {
        [] if source.voice == Voice::Crowd => "-".to_owned(),
        [] => "not found".to_owned(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    };
    let said = match source.doubtful {
        0 => source.statements.to_string(),
        doubtful => format!("{}+{doubtful}?", source.statements),
    };
    let grade = match (source.best, source.weakest) {
        (best, weakest) if best == weakest => best.to_string(),
        (best, weakest) => format!("{best}-{weakest}"),
    };
    let quoted = source.words_quoted.to_string();
    [name.to_owned(), source.voice.to_string(), said, quoted, occasion, date, grade]
}

/// Widths of the table's columns: as wide as what stands in them; where that is too much, name and
/// occasion share what the others leave.
struct Columns {
    name: usize,
    occasion: usize,
    date: usize,
}

impl Columns {
    const VOICE: usize = 9;
    const SAID: usize = 5;
    const QUOTED: usize = 6;
    const GRADE: usize = 5;

    fn of(pen: &Pen<'_>, rows: &[[String; 7]], run: &str) -> Self {
        let widest = |column: usize, least: usize| {
            let widths = rows.iter().map(|row| pen.clean(&row[column]).trim().width());
            widths.max().unwrap_or(0).max(least)
        };
        let date = widest(5, "not found".len());
        let fixed = 2 + Self::VOICE + Self::SAID + Self::QUOTED + date + Self::GRADE + 6;
        let room = pen.options.width.saturating_sub(fixed);
        let name = widest(0, "WHO SPEAKS".len());
        let occasion = widest(4, "occasion".len()).max(run.width().saturating_sub(1 + date));
        // Of what is too much the name has two fifths, or what the occasion leaves.
        let occasion = occasion.min(room - name.min(room * 2 / 5));
        Self { name: name.min(room - occasion), occasion, date }
    }

    fn row(&self, pen: &Pen<'_>, lead: &str, cells: &[String; 7]) -> String {
        let [name, voice, said, quoted, occasion, date, grade] = cells;
        format!(
            "{lead}{} {} {said:>said_width$} {quoted:>quoted_width$} {} {} {grade}",
            pen.cell(name, 2 + self.name - lead.len()),
            pen.cell(voice, Self::VOICE),
            pen.cell(occasion, self.occasion),
            pen.cell(date, self.date),
            said_width = Self::SAID,
            quoted_width = Self::QUOTED,
        )
    }

    /// The text's own voice has neither occasion nor date; both columns hold its longest run.
    fn own_voice(&self, pen: &Pen<'_>, said: &str, run: &str) -> String {
        format!(
            "  {} {} {said:>said_width$} {:>quoted_width$} {} U, N",
            pen.cell("no source", self.name),
            pen.cell("narrator", Self::VOICE),
            "-",
            pen.cell(run, self.occasion + 1 + self.date),
            said_width = Self::SAID,
            quoted_width = Self::QUOTED,
        )
    }
}

/// How much of the text rests on what.
fn rests_on(analysis: &Analysis, pen: &mut Pen<'_>) {
    let counts = &analysis.summary.counts;
    if counts.statements == 0 {
        return;
    }
    let letters = Letter::ALL
        .iter()
        .filter_map(|letter| {
            Some(format!("{} {letter} {}", counts.by_letter.get(letter)?, letter.name()))
        })
        .collect::<Vec<_>>()
        .join("; ");
    let doubtful =
        if counts.doubtful > 0 { format!(", {} doubtful", counts.doubtful) } else { String::new() };
    let text = format!(
        "{} statements, {} attributed{doubtful}. By grade: {letters}",
        counts.statements, counts.attributed
    );
    pen.title("RESTS ON", "");
    pen.wrapped("  ", &text, Ink::Plain);
}

/// Other texts with the same words, where an index was asked.
fn copies(analysis: &Analysis, pen: &mut Pen<'_>) {
    let Some(copies) = &analysis.copies else {
        pen.title("COPIES", "  not looked (no index)");
        return;
    };
    let dated = copies.dates.as_ref().map(|(from, to)| format!(" dated {from} to {to}"));
    let among = format!("{} documents{}", copies.documents, dated.unwrap_or_default());
    if copies.texts.is_empty() {
        pen.title("COPIES", &format!("  not found among {among}"));
    } else {
        pen.title("COPIES", &format!("  {} among {among}", copies.texts.len()));
    }
    let most = if pen.options.all { usize::MAX } else { FIRST_COPIES };
    for text in copies.texts.iter().take(most) {
        let date = text.date.map_or("undated".to_owned(), |date| date.to_string());
        let outlet = text.outlet.iter().map(|outlet| format!(", {outlet}"));
        let (part, of) = text.words;
        let mut facts = vec![format!("{part} of {of} words")];
        let swaps = text.swaps.iter().filter(|swap| swap.main || swap.places.len() > 1);
        facts.extend(swaps.take(3).map(|swap| format!("{} -> {}", swap.here, swap.there)));
        if !text.quotations.is_empty() {
            facts.push(format!("{} quotations", text.quotations.len()));
        }
        let line =
            format!("{}, {date}{}: {}", text.id, outlet.collect::<String>(), facts.join("; "));
        pen.wrapped(&format!("  {:9}  ", text.kin.name()), &line, Ink::Plain);
    }
    if copies.texts.len() > most {
        pen.line(&format!("  ... {} more: --all", copies.texts.len() - most));
    }
    let own = |text: &&findings::OtherText| text.kin != findings::Kin::Quotation;
    let dated = copies.texts.iter().filter(own).filter_map(|text| Some((text.date?, &text.id)));
    if let Some((date, id)) =
        dated.min_by_key(|(date, id)| ((date.year, date.month, date.day), *id))
    {
        pen.wrapped("  ", &format!("earliest dated copy in this index: {id}, {date}"), Ink::Plain);
    }
    for limit in &copies.limits {
        pen.wrapped("  ", &format!("limit: {}", limit.name()), Ink::Warm);
    }
}

/// The findings, heaviest first, each on a line.
fn found(analysis: &Analysis, pen: &mut Pen<'_>) {
    let all = &analysis.findings;
    let count = |severity| all.iter().filter(|finding| finding.severity == severity).count();
    let (allowed, known) = not_shown(analysis);
    let beside = |n: usize, what: &str| match n {
        0 => String::new(),
        n => format!("; {n} {what}"),
    };
    let (allowed, known) =
        (beside(allowed, "allowed in the text"), beside(known, "in the baseline"));
    pen.title("FINDINGS", &format!("  {}{allowed}{known}", by_severity(count)));
    let mut order: Vec<&Finding> = all.iter().collect();
    order.sort_by_key(|f| (std::cmp::Reverse(f.severity), f.span, f.code));
    let mut rows = rows(&order);
    let most = if pen.options.all { rows.len() } else { FIRST_FINDINGS };
    let left: usize = rows.drain(most.min(rows.len())..).map(|row| row.findings).sum();
    let lines = Lines::new(&analysis.document.text);
    let head_width = rows.iter().map(|row| row.head.width()).max().unwrap_or(0);
    for row in &rows {
        let lead = format!("  {:>6}  {:8} ", place(&lines, row.span), row.severity);
        let ink = if row.severity == Severity::Note { Ink::Faint } else { Ink::Warm };
        let room = pen.options.width.saturating_sub(lead.width());
        let lead = pen.inked(&lead, ink);
        // On one line where the message has room beside the name, under it otherwise.
        if head_width + 2 + row.message.width() <= room {
            let message = pen.clean(&row.message);
            pen.line(&format!("{lead}{:head_width$}  {message}", row.head));
        } else {
            pen.line(&format!("{lead}{}", row.head));
            pen.wrapped("          ", &row.message, Ink::Plain);
        }
    }
    let Some(first) = order.first() else { return };
    let more = match left {
        0 => String::new(),
        more => format!("{more} more: --all   "),
    };
    pen.line(&format!("  {more}what one means and what clears it: sayso explain {}", first.code));
}

/// A line of the list: a finding, or what several say of the article as a whole with one message.
struct Row {
    span: Option<Span>,
    severity: Severity,
    /// Code and name; of several the codes.
    head: String,
    message: String,
    findings: usize,
}

/// The findings as lines, in their order. What an article does not say of itself (byline, date, ...)
/// stands on one line, for it was looked for in the same places.
fn rows(order: &[&Finding]) -> Vec<Row> {
    let belong = |a: &&Finding, b: &&Finding| {
        let same = |((_, a), (_, b)): ((&str, &str), (&str, &str))| a == b;
        a.severity == b.severity && absent(a).zip(absent(b)).is_some_and(same)
    };
    let row = |group: &[&Finding]| {
        let first = group.first()?;
        let codes: Vec<String> = group.iter().map(|f| f.code.to_string()).collect();
        let (whats, looked): (Vec<&str>, Vec<&str>) =
            group.iter().filter_map(|f| absent(f)).unzip();
        let (head, message) = match looked.first() {
            Some(looked) if group.len() > 1 => {
                (codes.join(", "), format!("{} not found in {looked}", whats.join(", ")))
            }
            _ => (format!("{} {}", first.code, first.name), first.message.clone()),
        };
        let (span, severity) = (first.span, first.severity);
        Some(Row { span, severity, head, message, findings: group.len() })
    };
    order.chunk_by(belong).filter_map(row).collect()
}

/// What the article does not say of itself, and where that was looked for.
fn absent(finding: &Finding) -> Option<(&'static str, &str)> {
    let what = finding.name.strip_suffix("-not-found").filter(|_| finding.span.is_none())?;
    let (_, looked) = finding.message.split_once(" found in ")?;
    Some((what, looked))
}

/// "3 gaps, 1 note, 0 conflicts".
pub(super) fn by_severity(count: impl Fn(Severity) -> usize) -> String {
    let counted = |severity: Severity| match count(severity) {
        1 => format!("1 {severity}"),
        n => format!("{n} {severity}s"),
    };
    [Severity::Gap, Severity::Note, Severity::Conflict].map(counted).join(", ")
}

/// Line and column of a span; a dash for the article as a whole.
pub(super) fn place(lines: &Lines<'_>, span: Option<Span>) -> String {
    let Some(span) = span else { return "-".to_owned() };
    let [line, column] = lines.place(span.start);
    format!("{line}:{column}")
}

/// The questions, the most useful first.
fn ask(analysis: &Analysis, pen: &mut Pen<'_>) {
    let questions = &analysis.summary.ask_next;
    if questions.is_empty() {
        return;
    }
    pen.title("ASK NEXT", "");
    for (i, question) in questions.iter().enumerate() {
        let statements = match question.statements {
            1 => "1 statement".to_owned(),
            n => format!("{n} statements"),
        };
        let gain = match (question.from, question.to) {
            (Some(from), Some(to)) => format!("{statements}, {from} -> {to}"),
            _ if question.central => "central claim".to_owned(),
            _ => statements,
        };
        pen.wrapped(
            &format!("  {} ", i + 1),
            &format!("{}  ({gain})", question.question),
            Ink::Plain,
        );
    }
}
