//! The terminal face: what a text rests on, on one screen. Facts, who speaks, what stands on what,
//! findings, what to ask next, and one last line made from counts alone.

use sayso_core::{
    Document, Fact, Finding, InputKind, Letter, Lines, MetaValue, Origin, Severity, Span, Voice,
};
use sayso_findings as findings;
use unicode_width::UnicodeWidthStr;

use super::not_shown;
use super::pen::{Ink, Pen};
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
    central(analysis, &mut pen);
    speakers(analysis, &mut pen);
    rests_on(analysis, &mut pen);
    copies(analysis, &mut pen);
    found(analysis, &mut pen);
    ask(analysis, &mut pen);
    let last = &analysis.summary.last_line;
    if last.is_empty() {
        pen.wrapped("", "no statements read", Ink::Strong);
    } else {
        pen.wrapped("", last, Ink::Strong);
    }
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
    let id = pen.cut(&document.id, pen.options.width / 2);
    let room = pen.options.width.saturating_sub(id.width() + sentences.width() + 4);
    let title = pen.cell(&title, room.max(10));
    let shown = pen.inked(&id, Ink::Strong);
    pen.line(&format!("{shown}  {title}  {sentences}"));

    let meta = &document.meta;
    let facts = [
        fact("byline", &meta.byline.fact, |names| names.join(", ")),
        fact("date", &meta.date.fact, ToString::to_string),
        fact("outlet", &meta.outlet.fact, Clone::clone),
        fact("place", &meta.place.fact, Clone::clone),
    ];
    let looked = if has_metadata(document) { "" } else { " (no metadata given)" };
    pen.wrapped("  ", &(facts.join("; ") + looked), Ink::Plain);
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

/// "byline not found", "date 2025-11-12", "outlet Harbour Post?" where in doubt.
fn fact<T>(name: &str, fact: &Fact<T>, show: impl Fn(&T) -> String) -> String {
    match fact {
        Fact::Found { value, .. } => format!("{name} {}", show(value)),
        Fact::Doubtful { value, .. } => format!("{name} {}?", show(value)),
        Fact::NotFound => format!("{name} not found"),
        Fact::NotLooked => format!("{name} not looked"),
        Fact::NotApplicable => format!("{name} -"),
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
    let columns = Columns::of(pen.options.width);
    let head =
        columns.row(pen, ["WHO SPEAKS", "voice", "said", "quoted", "occasion", "date", "grade"]);
    pen.title(head.trim(), "");
    let most = if pen.options.all { usize::MAX } else { FIRST_SOURCES };
    for source in summary.sources.iter().take(most) {
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
        let cells = [name, source.voice.as_str(), &said, &quoted, &occasion, &date, &grade];
        let row = columns.row(pen, cells);
        pen.line(&row);
    }
    if summary.sources.len() > most {
        pen.line(&format!("  ... {} more sources: --all", summary.sources.len() - most));
    }
    let narrator = &summary.narrator;
    let run = match narrator.longest_run {
        Some(span) if narrator.longest_run_sentences > 1 => {
            let lines = Lines::new(&analysis.document.text);
            let [first, _] = lines.place(span.start);
            let [last, _] = lines.place(span.end.saturating_sub(1));
            format!("longest run: lines {first}-{last}")
        }
        _ => String::new(),
    };
    let said = narrator.statements.to_string();
    let cells = ["no source", "narrator", &said, "-", &run, "-", "U, N"];
    let row = columns.row(pen, cells);
    pen.line(&row);
}

/// Widths of the table's columns; name and occasion share what the others leave.
struct Columns {
    name: usize,
    occasion: usize,
}

impl Columns {
    const VOICE: usize = 9;
    const SAID: usize = 5;
    const QUOTED: usize = 6;
    const DATE: usize = 10;
    const GRADE: usize = 5;

    fn of(width: usize) -> Self {
        let fixed = 2 + Self::VOICE + Self::SAID + Self::QUOTED + Self::DATE + Self::GRADE + 6;
        let rest = width.saturating_sub(fixed);
        Self { name: rest * 2 / 5, occasion: rest - rest * 2 / 5 }
    }

    fn row(&self, pen: &Pen<'_>, cells: [&str; 7]) -> String {
        let [name, voice, said, quoted, occasion, date, grade] = cells;
        format!(
            "  {} {} {said:>said_width$} {quoted:>quoted_width$} {} {} {grade}",
            pen.cell(name, self.name),
            pen.cell(voice, Self::VOICE),
            pen.cell(occasion, self.occasion),
            pen.cell(date, Self::DATE),
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
    let most = if pen.options.all { usize::MAX } else { FIRST_FINDINGS };
    let shown: Vec<&&Finding> = order.iter().take(most).collect();
    let lines = Lines::new(&analysis.document.text);
    let name_width = shown.iter().map(|f| f.name.len()).max().unwrap_or(0);
    for finding in &shown {
        let place = place(&lines, finding.span);
        let lead = format!("  {place:>6}  {:8} {} ", finding.severity, finding.code);
        let ink = if finding.severity == Severity::Note { Ink::Faint } else { Ink::Warm };
        let room = pen.options.width.saturating_sub(lead.width());
        let name = format!("{:name_width$}  ", finding.name);
        let lead = pen.inked(&lead, ink);
        // On one line where the message has room beside the name, under it otherwise.
        if name.width() + finding.message.width() <= room {
            let message = pen.clean(&finding.message);
            pen.line(&format!("{lead}{name}{message}"));
        } else {
            pen.line(&format!("{lead}{}", finding.name));
            pen.wrapped("          ", &finding.message, Ink::Plain);
        }
    }
    let Some(first) = order.first() else { return };
    let more = match order.len() - shown.len() {
        0 => String::new(),
        more => format!("{more} more: --all   "),
    };
    pen.line(&format!("  {more}what one means and what clears it: sayso explain {}", first.code));
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
