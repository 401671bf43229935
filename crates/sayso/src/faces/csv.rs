//! CSV (RFC 4180): a row a statement, fixed columns; one row without a statement says why a text was
//! declined, or that a part of it was not looked at. Cells that a spreadsheet would take for a formula
//! get an apostrophe in front, since the text of a page is not ours to run.

use sayso_core::{Fact, Finding, OffsetUnit, Offsets, Statement};
use sayso_findings::grade_statement;

use crate::Analysis;

/// The first line of the file.
pub const CSV_HEADER: &str = "id,statement,start,end,text,kind,voice,source,scope,grade,grade_low,\
                              quotation,words_quoted,occasion,outlet,date,findings\n";

/// What the caller chooses.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CsvOptions {
    /// Unit of `start` and `end`.
    pub offsets: OffsetUnit,
    /// Leave cells as they are, formulas too.
    pub raw: bool,
}

/// The rows of one document, without the header. Reporting clauses are left out.
pub fn csv(analysis: &Analysis, options: CsvOptions) -> String {
    let offsets = Offsets::new(&analysis.document.text, options.offsets);
    let mut out = String::new();
    let not_looked = |kind: &str, why: &str| -> String {
        let mut cells: [String; 17] = std::array::from_fn(|_| String::new());
        cells[0].clone_from(&analysis.document.id);
        why.clone_into(&mut cells[4]);
        kind.clone_into(&mut cells[5]);
        cells.map(|c| cell(&c, options.raw)).join(",") + "\n"
    };
    if let Some(why) = analysis.document.declined() {
        out += &not_looked("declined", why);
    }
    for why in super::limits(&analysis.document, &analysis.reading) {
        out += &not_looked("limit", why);
    }
    for statement in analysis.statements.list.iter().filter(|statement| statement.counts()) {
        let cells = cells(analysis, &offsets, statement);
        let cells: Vec<String> = cells.iter().map(|c| cell(c, options.raw)).collect();
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

fn cells(analysis: &Analysis, offsets: &Offsets<'_>, statement: &Statement) -> [String; 17] {
    let document = &analysis.document;
    let [start, end] = offsets.span(statement.span());
    let words: Vec<&str> = statement.spans.iter().map(|&span| document.slice(span)).collect();
    let graded = grade_statement(statement);
    let basis = &statement.basis;
    let source = analysis.attributions.who_says(statement);
    let known =
        |fact: &sayso_core::Fact<String>| fact.found_or_doubtful().cloned().unwrap_or_default();
    [
        document.id.clone(),
        statement.id.0.to_string(),
        start.to_string(),
        end.to_string(),
        words.join(" "),
        statement.kind.to_string(),
        statement.voice.to_string(),
        source.and_then(|a| a.speaker.name.clone()).unwrap_or_default(),
        statement.scope.to_string(),
        graded.high.to_string(),
        graded.low.to_string(),
        statement.quotation.map_or(String::new(), |quotation| quotation.to_string()),
        basis.words_quoted.to_string(),
        known(&basis.occasion),
        known(&basis.outlet),
        match &basis.date {
            Fact::Found { value, .. } => value.to_string(),
            Fact::Doubtful { value, .. } => format!("{value}?"),
            Fact::NotFound | Fact::NotLooked | Fact::NotApplicable => String::new(),
        },
        codes(&analysis.findings, statement),
    ]
}

/// The findings on the words of a statement.
fn codes(findings: &[Finding], statement: &Statement) -> String {
    let span = statement.span();
    // Findings of the article as a whole come first, the others by start.
    let end = findings.partition_point(|f| f.span.is_none_or(|s| s.start < span.end));
    let on = |f: &&Finding| f.span.is_some_and(|s| span.contains(s));
    let mut codes: Vec<String> =
        findings.iter().take(end).filter(on).map(|f| f.code.to_string()).collect();
    codes.dedup();
    codes.join(" ")
}

fn cell(text: &str, raw: bool) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula && !raw { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn formulas_and_separators_are_disarmed() {
        assert_eq!(cell("=1+1", false), "'=1+1");
        assert_eq!(cell("=1+1", true), "=1+1");
        assert_eq!(cell("-a, \"b\"", false), "\"'-a, \"\"b\"\"\"");
        assert_eq!(cell("plain", false), "plain");
    }
}
