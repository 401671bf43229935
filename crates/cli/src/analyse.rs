//! The main command: every document in one of the forms, the exit code by severity, the baseline.

use std::io::Write;

use anyhow::{Context, Result};
use sayso::core::{Lines, OffsetUnit, Severity};
use sayso::faces::{self, CsvOptions, SheetOptions, Tally};
use sayso::findings::{Baseline, RuleSet, Status, Why};
use sayso::{Analysis, Scratch};

use crate::args::{FailOn, Format, SheetArgs, Show, When};
use crate::commands::Inputs;
use crate::input::Item;
use crate::output::{self, Outcome, complain};
use crate::settings::Engines;

/// What the work on one document gives.
struct Done {
    shown: Shown,
    fails: bool,
    fingerprints: Vec<String>,
}

/// One document in a form.
enum Shown {
    /// Text that stands by itself.
    Whole(String),
    /// Parts of a list that holds those of all documents.
    Parts(Vec<String>),
    /// A sheet if it stays alone, else a row.
    Sheet { sheet: String, row: String, tally: Box<Tally> },
    /// Findings on their words; none where none was asked for by its code or place.
    Snippets(Option<String>, String),
}

/// Writes every document that the arguments name.
pub(crate) fn analyse(args: &SheetArgs, quiet: bool) -> Result<Outcome> {
    let inputs = Inputs::new(&args.input, quiet)?;
    let engines = Engines::new(&args.rules, &inputs.places)?;
    let style = SheetOptions {
        width: output::width(),
        colour: match args.color {
            When::Always => true,
            When::Never => false,
            When::Auto => output::wants_colour(),
        },
        ascii: args.ascii,
        all: args.all,
    };
    let index = match &args.index {
        Some(folder) => Some((folder.display(), crate::trace::opened(folder, false)?)),
        None => None,
    };
    let work = |item: Item, place: usize, scratch: &mut Scratch| -> Result<Done> {
        let engine = engines.of(place);
        let analysis = match &index {
            Some((folder, index)) => engine
                .analyse_beside(item.into_document(), index, scratch)
                .with_context(|| folder.to_string())?,
            None => engine.analyse(item.into_document(), scratch),
        };
        Ok(Done {
            shown: shown(&analysis, args, &style)?,
            fails: fails(&analysis, args.fail_on, engine.rules()),
            fingerprints: match args.write_baseline {
                Some(_) => fingerprints(&analysis),
                None => Vec::new(),
            },
        })
    };
    let mut writer = Writer {
        out: output::stdout(),
        args,
        style: &style,
        quiet,
        is_array: inputs.places.len() > 1,
        held: None,
        written: 0,
        tally: Tally::default(),
    };
    writer.open()?;
    let mut failed = false;
    let mut known = Vec::new();
    let mut outcome = inputs.each(work, |done| {
        let done = done?;
        failed |= done.fails;
        known.extend(done.fingerprints);
        writer.write(done.shown)
    })?;
    writer.close()?;
    if let Some(path) = &args.write_baseline {
        output::write(path, &Baseline::of(known).print())?;
    }
    if failed {
        outcome = outcome.max(Outcome::Findings);
    }
    Ok(outcome)
}

fn shown(analysis: &Analysis, args: &SheetArgs, style: &SheetOptions) -> Result<Shown> {
    let unit = OffsetUnit::from(args.offsets);
    let printed = |parts: Vec<serde_json::Value>| parts.iter().map(ToString::to_string).collect();
    if let Some(show) = &args.show {
        let id = analysis.document.id.clone();
        return Ok(Shown::Snippets(snippets(analysis, show, style), id));
    }
    Ok(match args.format {
        Format::Sheet => Shown::Sheet {
            sheet: faces::sheet(analysis, style),
            row: faces::table_row(analysis, style),
            tally: Box::new(Tally::of(analysis)),
        },
        Format::Json => Shown::Whole(serde_json::to_string_pretty(&faces::json(analysis, unit))?),
        Format::Jsonl => Shown::Whole(serde_json::to_string(&faces::json(analysis, unit))? + "\n"),
        Format::Csv => {
            Shown::Whole(faces::csv(analysis, CsvOptions { offsets: unit, raw: args.csv_raw }))
        }
        Format::Jsonld => Shown::Whole(faces::jsonld(analysis).trim_end().to_owned()),
        Format::Sarif => Shown::Parts(printed(faces::sarif_results(analysis))),
        Format::Webannotation => Shown::Parts(printed(faces::annotations(analysis))),
    })
}

/// The wanted findings on their words; none where there are none.
fn snippets(analysis: &Analysis, show: &Show, style: &SheetOptions) -> Option<String> {
    let lines = Lines::new(&analysis.document.text);
    let wanted = |finding: &&sayso::core::Finding| match show {
        Show::Code(code) => finding.code.to_string().starts_with(code),
        Show::Place(line, column) => finding.span.is_some_and(|span| {
            let [l, c] = lines.place(span.start);
            l == *line && column.is_none_or(|column| c == column)
        }),
    };
    let found = analysis.findings.iter().filter(wanted);
    let found: Vec<String> = found.map(|f| faces::snippet(analysis, f, style)).collect();
    (!found.is_empty()).then(|| found.join("\n"))
}

/// A finding at or above the wanted severity is there.
fn fails(analysis: &Analysis, fail_on: FailOn, rules: &RuleSet) -> bool {
    let least = match fail_on {
        FailOn::Never => return false,
        FailOn::Note => Severity::Note,
        FailOn::Gap => Severity::Gap,
        FailOn::Conflict => Severity::Conflict,
    };
    analysis.findings.iter().any(|f| f.severity >= least && rules.counts(f.code))
}

/// What a baseline of this document holds: all but what the text itself allows.
fn fingerprints(analysis: &Analysis) -> Vec<String> {
    let known = analysis.suppressed.iter().filter(|s| s.why == Why::Known);
    let known = known.map(|suppressed| &suppressed.fingerprint);
    analysis.fingerprints.iter().chain(known).cloned().collect()
}

/// Writes documents one after the other, so that together they are one file of the form.
struct Writer<'a, W> {
    out: W,
    args: &'a SheetArgs,
    style: &'a SheetOptions,
    quiet: bool,
    /// The arguments name several places: JSON is an array, however many documents come.
    is_array: bool,
    /// One document is held back: what it is written as may not be known before the second comes.
    held: Option<Shown>,
    written: usize,
    tally: Tally,
}

impl<W: Write> Writer<'_, W> {
    fn open(&mut self) -> Result<()> {
        match self.args.format {
            Format::Csv => write!(self.out, "{}", faces::CSV_HEADER)?,
            Format::Sarif => write!(self.out, "{}", faces::sarif_open())?,
            Format::Webannotation => writeln!(self.out, "[")?,
            Format::Sheet | Format::Json | Format::Jsonl | Format::Jsonld => {}
        }
        Ok(())
    }

    fn write(&mut self, shown: Shown) -> Result<()> {
        match (shown, self.args.format) {
            (Shown::Snippets(None, id), _) => {
                let show = self.args.show.as_ref().map(ToString::to_string).unwrap_or_default();
                let tried = sayso::findings::REGISTRY
                    .iter()
                    .find(|e| e.code.to_string() == show && e.status == Status::Preview);
                let hint = match tried.filter(|_| !self.args.rules.preview) {
                    Some(_) => "; it is still being tried out, and --preview reports it",
                    None => "",
                };
                complain(self.quiet, &format!("{id}: no finding {show} is reported{hint}"));
            }
            (Shown::Snippets(Some(text), _), _) => {
                self.part("", "\n")?;
                write!(self.out, "{text}")?;
            }
            (Shown::Parts(parts), _) => {
                for part in parts {
                    self.part("", ",\n")?;
                    write!(self.out, "{part}")?;
                }
            }
            (Shown::Sheet { sheet, .. }, _) if self.args.all => {
                self.part("", "\n")?;
                write!(self.out, "{sheet}")?;
            }
            (shown @ Shown::Sheet { .. }, _)
            | (shown @ Shown::Whole(_), Format::Json | Format::Jsonld) => {
                if let Some(before) = self.held.replace(shown) {
                    self.write_held(before)?;
                }
            }
            (Shown::Whole(text), _) => write!(self.out, "{text}")?,
        }
        Ok(())
    }

    /// What stands before a part: `first` before the first, `next` before the others.
    fn part(&mut self, first: &str, next: &str) -> Result<()> {
        write!(self.out, "{}", if self.written == 0 { first } else { next })?;
        self.written += 1;
        Ok(())
    }

    /// Writes a document that is one of several.
    fn write_held(&mut self, shown: Shown) -> Result<()> {
        match shown {
            Shown::Sheet { row, tally, .. } => {
                self.part(&faces::table_head(self.style), "")?;
                write!(self.out, "{row}")?;
                self.tally.add(&tally);
            }
            Shown::Whole(text) | Shown::Snippets(Some(text), _) => {
                self.part("[\n", ",\n")?;
                write!(self.out, "{text}")?;
            }
            Shown::Parts(_) | Shown::Snippets(None, _) => {}
        }
        Ok(())
    }

    fn close(mut self) -> Result<()> {
        let is_alone = self.written == 0;
        match (self.held.take(), self.args.format) {
            (Some(Shown::Sheet { sheet, .. }), _) if is_alone => write!(self.out, "{sheet}")?,
            (Some(row @ Shown::Sheet { .. }), _) => {
                self.write_held(row)?;
                write!(self.out, "{}", faces::together(&self.tally, self.style))?;
            }
            (Some(Shown::Whole(text)), _) if is_alone && !self.is_array => {
                writeln!(self.out, "{text}")?;
            }
            (Some(last), _) => {
                self.write_held(last)?;
                writeln!(self.out, "\n]")?;
            }
            (None, Format::Json | Format::Jsonld) if self.is_array => writeln!(self.out, "[]")?,
            (None, Format::Sarif) => write!(self.out, "{}", faces::SARIF_CLOSE)?,
            (None, Format::Webannotation) => {
                writeln!(self.out, "{}]", if is_alone { "" } else { "\n" })?;
            }
            (None, _) => {}
        }
        Ok(self.out.flush()?)
    }
}
