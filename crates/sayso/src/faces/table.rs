//! Several documents at a glance: a row each, and what they come to together.

use std::collections::BTreeMap;

use sayso_core::{Code, Letter, Severity};
use sayso_findings::{entry, grade_statement};

use super::SheetOptions;
use super::pen::{Ink, Pen, end_of};
use super::sheet::by_severity;
use crate::Analysis;

/// Kinds of findings that are named below the table.
const FIRST_KINDS: usize = 10;

/// Columns of a name at most.
const WIDEST_NAME: usize = 60;

/// Widths of all columns but the first, which takes what they leave.
const WIDTHS: [usize; 5] = [10, 7, 4, 5, 9];

/// The line above the rows; ends with a line break.
pub fn table_head(options: &SheetOptions) -> String {
    let mut pen = Pen::new(options);
    let head = ["sourced", "central", "gaps", "notes", "conflicts"].map(str::to_owned);
    let head = row(&pen, "DOCUMENT", &head);
    pen.title(&head, "");
    pen.into_string()
}

/// The row of one document: how many of its statements have a source, the grade of its central claim,
/// its findings; ends with a line break.
pub fn table_row(analysis: &Analysis, options: &SheetOptions) -> String {
    let counts = &analysis.summary.counts;
    let central = analysis.statements.central.matches.first();
    let central = central.and_then(|id| analysis.statements.list.get(id.0 as usize));
    let of = |severity| analysis.findings.iter().filter(|f| f.severity == severity).count();
    let sourced = match analysis.document.declined() {
        Some(_) => "not judged".to_owned(),
        None => format!("{} of {}", counts.attributed, counts.statements),
    };
    let cells = [
        sourced,
        central.map_or_else(|| "-".to_owned(), |s| grade_statement(s).high.to_string()),
        of(Severity::Gap).to_string(),
        of(Severity::Note).to_string(),
        of(Severity::Conflict).to_string(),
    ];
    let mut pen = Pen::new(options);
    let row = row(&pen, &analysis.document.id, &cells);
    pen.line(&row);
    pen.into_string()
}

fn row(pen: &Pen<'_>, name: &str, cells: &[String; 5]) -> String {
    let taken: usize = WIDTHS.iter().map(|width| width + 1).sum();
    // A wider column would only part the numbers from their names.
    let room = pen.options.width.saturating_sub(taken).min(WIDEST_NAME);
    let name = pen.cell(&end_of(&pen.clean(name), room), room);
    let cells = cells.iter().zip(WIDTHS).map(|(cell, width)| format!(" {cell:>width$}"));
    name + &cells.collect::<String>()
}

/// What several documents come to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    documents: usize,
    /// Of them declined: in another language, or no news prose.
    declined: usize,
    sentences: u64,
    statements: u64,
    attributed: u64,
    letters: BTreeMap<Letter, u64>,
    /// By severity and code: findings, and documents that have one.
    findings: BTreeMap<(Severity, Code), (usize, usize)>,
}

impl Tally {
    /// The counts of one document.
    pub fn of(analysis: &Analysis) -> Self {
        let counts = &analysis.summary.counts;
        let mut findings: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for finding in &analysis.findings {
            let row = findings.entry((finding.severity, finding.code)).or_insert((0, 1));
            row.0 += 1;
        }
        let letters = counts.by_letter.iter().map(|(letter, n)| (*letter, u64::from(*n)));
        Self {
            documents: 1,
            declined: usize::from(analysis.document.is_out_of_scope()),
            sentences: counts.sentences.into(),
            statements: counts.statements.into(),
            attributed: counts.attributed.into(),
            letters: letters.collect(),
            findings,
        }
    }

    /// Adds the counts of others.
    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.declined += other.declined;
        self.sentences += other.sentences;
        self.statements += other.statements;
        self.attributed += other.attributed;
        for (letter, n) in &other.letters {
            *self.letters.entry(*letter).or_default() += n;
        }
        for (key, (findings, documents)) in &other.findings {
            let row = self.findings.entry(*key).or_default();
            row.0 += findings;
            row.1 += documents;
        }
    }
}

/// What stands below the rows; ends with a line break.
pub fn together(tally: &Tally, options: &SheetOptions) -> String {
    let mut pen = Pen::new(options);
    pen.title("TOGETHER", "");
    let letters: Vec<String> = Letter::ALL
        .iter()
        .filter_map(|letter| {
            let n = tally.letters.get(letter).filter(|n| **n > 0)?;
            Some(format!("{n} {letter} {}", letter.name()))
        })
        .collect();
    let share = (tally.attributed * 100 + tally.statements / 2).checked_div(tally.statements);
    let share = share.map_or_else(String::new, |share| format!(" ({share} %)"));
    let by_grade = if letters.is_empty() { String::new() } else { " By grade: ".to_owned() };
    let declined = match tally.declined {
        0 => String::new(),
        n => format!(" ({n} not judged)"),
    };
    let text = format!(
        "{} documents{declined}, {} sentences; {} of {} statements have a source{share}.{by_grade}{}",
        tally.documents,
        tally.sentences,
        tally.attributed,
        tally.statements,
        letters.join("; ")
    );
    pen.wrapped("  ", &text, Ink::Plain);
    let of = |severity| {
        tally.findings.iter().filter(|((s, _), _)| *s == severity).map(|(_, (n, _))| n).sum()
    };
    pen.title("FINDINGS", &format!("  {}", by_severity(of)));
    let mut kinds: Vec<_> = tally.findings.iter().collect();
    kinds.sort_by_key(|((severity, code), (n, _))| {
        (std::cmp::Reverse(*severity), std::cmp::Reverse(*n), *code)
    });
    let names = kinds.iter().filter_map(|((_, code), _)| entry(*code)).map(|e| e.name.len());
    let name_width = names.max().unwrap_or(0);
    for ((severity, code), (findings, documents)) in kinds.iter().take(FIRST_KINDS) {
        let ink = if *severity == Severity::Note { Ink::Faint } else { Ink::Warm };
        let lead = pen.inked(&format!("  {severity:8} {code} "), ink);
        let name = entry(*code).map_or("", |entry| entry.name);
        let counted = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        let documents = counted(*documents, "document");
        pen.line(&format!("{lead}{name:name_width$}  {findings:>4} in {documents}"));
    }
    if kinds.len() > FIRST_KINDS {
        pen.line(&format!("  {} more kinds: --format csv or json", kinds.len() - FIRST_KINDS));
    }
    pen.line("  a sheet for each document: --all");
    pen.into_string()
}
