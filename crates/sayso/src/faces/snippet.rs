//! One finding on the words it speaks of: their sentences, wrapped, with what is marked under the
//! words and named beside the marks.

use sayso_core::{Document, Finding, Lines, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::SheetOptions;
use super::pen::{Ink, Pen, end_of};
use super::sheet::place;
use crate::Analysis;

/// Rows of one excerpt; the middle of a longer one is left out.
const MOST_ROWS: usize = 12;

/// Excerpts of one finding.
const MOST_EXCERPTS: usize = 5;

/// Bytes from which on a mark is a stretch of text, and not words.
const LONG: u32 = 200;

/// Columns before the text: a line number, a bar, blanks.
const MARGIN: usize = 8;

/// A finding as a snippet; ends with a line break.
pub fn snippet(analysis: &Analysis, finding: &Finding, options: &SheetOptions) -> String {
    let document = &analysis.document;
    let lines = Lines::new(&document.text);
    let mut pen = Pen::new(options);
    let place = match finding.span {
        Some(span) => format!("{}:{}", document.id, place(&lines, Some(span))),
        None => document.id.clone(),
    };
    let name = format!("{} {}", finding.code, finding.name);
    let room = options.width.saturating_sub(name.width() + 4 + finding.severity.as_str().len());
    let place = end_of(&pen.clean(&place), room);
    let name = pen.inked(&name, Ink::Strong);
    pen.line(&format!("{name}  {}  {place}", finding.severity));
    pen.wrapped("  ", &finding.message, Ink::Plain);

    let marks: Vec<Mark> = finding
        .related
        .iter()
        .map(|&(span, what)| Mark { span, sign: '-', label: what.to_owned() })
        .chain(finding.span.map(|span| Mark { span, sign: '^', label: finding.code.to_string() }))
        .collect();
    let excerpts = excerpts(analysis, &marks);
    for span in excerpts.iter().take(MOST_EXCERPTS) {
        pen.line("");
        excerpt(&mut pen, document, &lines, *span, &marks);
    }
    if excerpts.len() > MOST_EXCERPTS {
        pen.line(&format!("  and {} more places", excerpts.len() - MOST_EXCERPTS));
    }
    if !excerpts.is_empty() {
        pen.line("");
    }
    pen.wrapped("  next: ", &finding.next_step, Ink::Plain);
    pen.into_string()
}

/// Words to be marked, with what they are.
struct Mark {
    span: Span,
    sign: char,
    label: String,
}

/// The sentences of the marked words, in order; those that follow each other in one paragraph stand
/// together.
fn excerpts(analysis: &Analysis, marks: &[Mark]) -> Vec<Span> {
    let sentences = &analysis.reading.sentences;
    let mut runs: Vec<(usize, usize)> = marks
        .iter()
        .map(|mark| {
            let last = mark.span.end.saturating_sub(1).max(mark.span.start);
            (analysis.reading.sentence_at(mark.span.start), analysis.reading.sentence_at(last))
        })
        .collect();
    runs.sort_unstable();
    let mut spans: Vec<Span> = Vec::new();
    for (first, last) in runs {
        let (Some(first), Some(last)) =
            (sentences.get(first), sentences.get(last.min(sentences.len().saturating_sub(1))))
        else {
            continue;
        };
        let run = first.span.join(last.span);
        match spans.last_mut() {
            Some(before) if follows(&analysis.document, *before, run) => *before = before.join(run),
            _ => spans.push(run),
        }
    }
    spans
}

/// Nothing but blanks of one line stands between two runs of sentences, or they overlap.
fn follows(document: &Document, before: Span, next: Span) -> bool {
    if next.start <= before.end {
        return true;
    }
    let between = document.slice(Span::new(before.end, next.start));
    between.chars().all(|c| c.is_whitespace() && c != '\n')
}

/// A shown character: where it stands, and what is printed for it.
struct Cell {
    byte: u32,
    text: String,
    width: usize,
    /// A line of the text ends with it.
    is_end: bool,
}

fn excerpt(pen: &mut Pen<'_>, document: &Document, lines: &Lines<'_>, span: Span, marks: &[Mark]) {
    let mut cells: Vec<Cell> = Vec::new();
    for (byte, c) in places(span.start, document.slice(span)) {
        let before = cells.last_mut().filter(|cell| c.is_whitespace() && cell.text == " ");
        if let Some(blank) = before {
            blank.is_end |= c == '\n';
        } else {
            let text = pen.clean(c.encode_utf8(&mut [0; 4]));
            let width = text.chars().map(|c| c.width().unwrap_or(0)).sum();
            cells.push(Cell { byte, text, width, is_end: c == '\n' });
        }
    }
    let rows = rows(&cells, pen.options.width.saturating_sub(MARGIN).max(20));
    let [mut number, _] = lines.place(span.start);
    let mut is_cut = false;
    for (i, row) in rows.iter().enumerate() {
        let is_in_middle = rows.len() > MOST_ROWS && (MOST_ROWS - 2..rows.len() - 2).contains(&i);
        if is_in_middle {
            if !is_cut {
                pen.line("      | ...");
            }
            is_cut = true;
            continue;
        }
        let Some(first) = row.first() else { continue };
        let [line, _] = lines.place(first.byte);
        let lead =
            if i == 0 || line != number { format!("{line:5} | ") } else { "      | ".into() };
        number = line;
        let lead = pen.inked(&lead, Ink::Faint);
        let words: String = row.iter().map(|cell| cell.text.as_str()).collect();
        pen.line(&format!("{lead}{words}"));
        marks_of(pen, row, marks);
    }
}

/// Characters of a text with their bytes, counted from `start`.
fn places(start: u32, text: &str) -> impl Iterator<Item = (u32, char)> {
    text.char_indices().map(move |(i, c)| (start + Span::of(0..i).end, c))
}

/// Cells in rows of a width, cut at the ends of lines and else behind blanks where there are any.
fn rows(cells: &[Cell], width: usize) -> Vec<&[Cell]> {
    let mut rows = Vec::new();
    let (mut start, mut used, mut blank) = (0, 0, None);
    for (i, cell) in cells.iter().enumerate() {
        if used + cell.width > width && i > start {
            let cut = blank.filter(|&blank| blank > start).unwrap_or(i);
            rows.push(cells.get(start..cut).unwrap_or_default());
            used = cells.get(cut..i).unwrap_or_default().iter().map(|cell| cell.width).sum();
            start = cut;
            blank = None;
        }
        used += cell.width;
        if cell.text == " " {
            blank = Some(i + 1);
        }
        if cell.is_end {
            rows.push(cells.get(start..=i).unwrap_or_default());
            (start, used, blank) = (i + 1, 0, None);
        }
    }
    rows.push(cells.get(start..).unwrap_or_default());
    rows
}

/// The marks under one row, each named where it ends; a name that has no room beside the marks gets a
/// line of its own.
fn marks_of(pen: &mut Pen<'_>, row: &[Cell], marks: &[Mark]) {
    let mut signs: Vec<char> = Vec::new();
    let mut names: Vec<(usize, usize, &Mark)> = Vec::new();
    let starts = |mark: &Mark| row.first().is_some_and(|cell| cell.byte <= mark.span.start);
    let ends = |mark: &Mark| row.last().is_some_and(|cell| mark.span.end <= cell.byte + 4);
    // Of a long stretch only the row it begins on and the row it ends on are marked.
    let is_marked = |mark: &&Mark| mark.span.len() <= LONG || starts(mark) || ends(mark);
    for mark in marks.iter().filter(is_marked) {
        let mut column = 0;
        let (mut first, mut end) = (None, 0);
        for cell in row {
            let is_marked = mark.span.start <= cell.byte && cell.byte < mark.span.end;
            if is_marked && cell.width > 0 {
                signs.resize(signs.len().max(column + cell.width), ' ');
                signs.iter_mut().skip(column).take(cell.width).for_each(|sign| *sign = mark.sign);
                first.get_or_insert(column);
                end = column + cell.width;
            }
            column += cell.width;
        }
        if let Some(first) = first.filter(|_| ends(mark)) {
            names.push((end, first, mark));
        }
    }
    // A blank at the end of a row is marked like the words before it; it would show as a sign too many.
    if row.last().is_some_and(|cell| cell.text == " ") {
        let width: usize = row.iter().map(|cell| cell.width).sum();
        signs.truncate(width.saturating_sub(1));
    }
    if signs.is_empty() {
        return;
    }
    names.sort_by_key(|(end, first, _)| std::cmp::Reverse((*end, *first)));
    let mut line: String = signs.iter().collect();
    let mut rest = names.as_slice();
    let room = pen.options.width.saturating_sub(MARGIN + line.len() + 1);
    if let Some(((_, _, mark), others)) =
        names.split_first().filter(|((_, _, mark), _)| mark.label.width() <= room)
    {
        line = format!("{line} {}", mark.label);
        rest = others;
    }
    let lead = pen.inked("      | ", Ink::Faint);
    let line = pen.inked(&line, Ink::Warm);
    pen.line(&format!("{lead}{line}"));
    for (_, first, mark) in rest {
        let name = pen.inked(&format!("{:first$}{}", "", mark.label), Ink::Warm);
        pen.line(&format!("{lead}{name}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Cell> {
        places(0, text)
            .map(|(byte, c)| Cell {
                byte,
                text: c.to_string(),
                width: c.width().unwrap_or(0),
                is_end: c == '\n',
            })
            .collect()
    }

    #[test]
    fn rows_are_cut_between_words_and_lose_nothing() {
        for (text, width) in
            [("one two three", 8), ("日本語 日本語", 7), ("endlessword x", 5), ("", 5)]
        {
            let cells = cells(text);
            let rows = rows(&cells, width);
            let shown = |row: &&[Cell]| row.iter().map(|c| c.text.clone()).collect::<String>();
            assert_eq!(rows.iter().map(shown).collect::<String>(), text);
            assert!(rows.iter().all(|row| shown(row).trim_end().width() <= width), "{text}");
        }
    }

    #[test]
    fn marks_stand_under_their_words() {
        let options = SheetOptions::default();
        let mut pen = Pen::new(&options);
        let text = "日本 said rain";
        let marks = [
            Mark { span: Span::new(0, 6), sign: '-', label: "source".into() },
            Mark { span: Span::new(12, 16), sign: '^', label: "S208".into() },
        ];
        marks_of(&mut pen, &cells(text), &marks);
        let shown = pen.into_string();
        let expected = ["      | ----      ^^^^ S208", "      | source", ""].join("\n");
        assert_eq!(shown, expected);
    }
}
