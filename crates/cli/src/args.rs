//! Arguments. Every face names its options here, so that `--help`, the completions and the manual
//! page come from one place.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::trace::TraceCommand;
use clap::{Args, Parser, Subcommand, ValueEnum};
use sayso::core::{Date, InputKind, OffsetUnit};
use sayso::findings::{RuleSet, Selection};

/// On whose say-so? Shows, statement by statement, who says so, on what stated basis, and what is missing.
#[derive(Parser)]
#[command(
    name = "sayso",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  sayso article.txt                  the sheet of one article
  sayso news/ --format jsonl         one JSON object a line for every article of a folder
  cat article.txt | sayso -          from a pipe
  sayso article.txt --show S208      these findings on their words
  sayso page.html --fail-on gap      exit code 1 where something needed for tracing is missing
  sayso explain S208                 what a finding means and what clears it

Exit codes: 0 done, 1 findings at or above --fail-on, 2 bad input or arguments, 3 a defect was caught."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) sheet: SheetArgs,

    /// Say nothing on standard error
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// The report: one page of HTML to read, print and send on
    Report(ReportArgs),
    /// Who says what: source, cue and content of every attribution
    Attribute(AttributeArgs),
    /// Sentences, words, tags and trees
    Read(ReadArgs),
    /// Who else carries a text: copies, rewrites with other names, reused quotations
    #[command(subcommand)]
    Trace(TraceCommand),
    /// The document that is made of an input: sections, metadata and where each value stands
    Ingest(IngestArgs),
    /// What a finding means, why it matters, and what clears it
    #[command(after_help = "Examples:
  sayso explain S208
  sayso explain occasion-unlocated")]
    Explain {
        /// Code or name, as in S208 or occasion-unlocated
        code: String,
    },
    /// All findings with their status and severity
    Rules {
        /// Form of the list
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// The JSON Schema of `--format json`
    Schema,
}

/// The inputs of a command.
#[derive(Args)]
pub(crate) struct InputArgs {
    /// Files, folders, globs, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,

    /// Take the input for this kind instead of looking at it
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) input: Option<Kind>,

    /// Date of publication where the input gives none: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<Date>,

    /// Threads; as many as there are cores where not given
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<usize>,
}

/// Which findings are reported.
#[derive(Args)]
pub(crate) struct RuleArgs {
    /// Report these findings only: codes or beginnings of codes, as in S2,A101
    #[arg(long, value_delimiter = ',', value_name = "CODE", value_parser = code)]
    pub(crate) select: Vec<String>,

    /// Leave these findings out
    #[arg(long, value_delimiter = ',', value_name = "CODE", value_parser = code)]
    pub(crate) ignore: Vec<String>,

    /// Report the findings that are still being tried out as well
    #[arg(long)]
    pub(crate) preview: bool,

    /// Settings to use instead of the sayso.toml in the input's folder or one above it
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Let comments in a text allow findings on it: <!-- sayso: allow S208 reason -->
    #[arg(long)]
    pub(crate) honour_allow: bool,

    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct SheetArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: Format,

    /// Unit of offsets in JSON and CSV
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    pub(crate) offsets: Unit,

    /// Show every finding, source and question, and a sheet for each of several documents
    #[arg(long)]
    pub(crate) all: bool,

    /// Show findings on their words instead of the sheet: a code, or a place as in 3:141
    #[arg(long, value_name = "CODE", conflicts_with_all = ["format", "all"])]
    pub(crate) show: Option<Show>,

    #[command(flatten)]
    pub(crate) rules: RuleArgs,

    /// An index of other texts to look in, as `sayso trace index` makes it
    #[arg(long, value_name = "DIR")]
    pub(crate) index: Option<PathBuf>,

    /// Exit with 1 where a finding of this severity or a higher one is reported
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,

    /// Write what is found to a file for --baseline
    #[arg(long, value_name = "FILE")]
    pub(crate) write_baseline: Option<PathBuf>,

    /// Leave cells of CSV that a spreadsheet would take for formulas as they are
    #[arg(long)]
    pub(crate) csv_raw: bool,

    /// When to colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: When,

    /// Draw with plain ASCII only
    #[arg(long)]
    pub(crate) ascii: bool,
}

#[derive(Args)]
#[command(after_help = "Examples:
  sayso report article.html -o report.html    a page to open, print and send on
  curl -s ADDRESS | sayso report - > r.html   of a page from the network")]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    #[command(flatten)]
    pub(crate) rules: RuleArgs,

    /// Where to write the page; - for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
}

#[derive(Args)]
#[command(after_help = "Examples:
  sayso attribute article.txt                         one line: the spans of who says what
  sayso attribute news.jsonl --outer --offsets char   as scorers of attribution read it

A text in another language, a list or a story is declined: no attributions, and the reason.")]
pub(crate) struct AttributeArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Form of the output
    #[arg(long, value_enum, default_value = "jsonl", value_name = "FORM")]
    pub(crate) format: AttributeFormat,

    /// Unit of offsets
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    pub(crate) offsets: Unit,

    /// Outermost attributions with a cue only, as attribution corpora mark them
    #[arg(long)]
    pub(crate) outer: bool,
}

#[derive(Args)]
#[command(after_help = "Examples:
  sayso ingest page.html                    title, author, date, sections, each with its place
  sayso ingest page.html --show-set-aside   and what was taken for no part of the article")]
pub(crate) struct IngestArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Form of the output
    #[arg(long, value_enum, default_value = "json", value_name = "FORM")]
    pub(crate) format: IngestFormat,

    /// Unit of offsets into the text
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    pub(crate) offsets: Unit,

    /// Give the blocks that were kept out of the text in full, each with its reason
    #[arg(long)]
    pub(crate) show_set_aside: bool,
}

#[derive(Args)]
#[command(after_help = "Examples:
  sayso read article.txt                   words, tags and trees as CoNLL-U
  sayso read article.txt --format jsonl    with names, quotations and times
  sayso read given.conllu --input conllu   tags and trees for words that are given

A text in another language, a list or a story is read as if it were English news, and says so.")]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Form of the output
    #[arg(long, value_enum, default_value = "conllu", value_name = "FORM")]
    pub(crate) format: ReadFormat,

    /// Unit of offsets in JSON
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    pub(crate) offsets: Unit,
}

/// Kinds of input.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    /// Plain text
    Text,
    /// A web page
    Html,
    /// JSON lines with "id" and "text"
    Jsonl,
    /// Given words and sentences
    Conllu,
}

impl From<Kind> for InputKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::Html => Self::Html,
            Kind::Jsonl => Self::Jsonl,
            Kind::Conllu => Self::Conllu,
        }
    }
}

/// Forms of an analysis.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// The sheet, for people
    #[default]
    Sheet,
    /// An object, or an array where there are several documents
    Json,
    /// An object a line
    Jsonl,
    /// A row a statement
    Csv,
    /// Findings as SARIF 2.1.0, for code-review tools
    Sarif,
    /// Article, quotations and claims in schema.org's terms
    Jsonld,
    /// Findings as W3C Web Annotations
    Webannotation,
}

/// A code or the beginning of one; lower case will do.
fn code(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    let selection = Selection { select: vec![code.clone()], ..Selection::default() };
    RuleSet::new(&selection).map(|_| code).map_err(|fault| fault.to_string())
}

/// A number of threads.
pub(crate) fn threads(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|&n: &usize| n > 0);
    number.ok_or_else(|| "expected a whole number from 1 on".to_owned())
}

/// Findings to show on their words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Show {
    /// Codes that begin so.
    Code(String),
    /// Those on a line, and in a column of it where one is given.
    Place(u32, Option<u32>),
}

impl FromStr for Show {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected =
            || "expected a code, as in S208, or a line and column, as in 3:141".to_owned();
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            let (line, column) = text.split_once(':').map_or((text, None), |(l, c)| (l, Some(c)));
            let number = |text: &str| text.parse::<u32>().map_err(|_| expected());
            return Ok(Self::Place(number(line)?, column.map(number).transpose()?));
        }
        code(text).map(Self::Code).map_err(|fault| format!("{fault}; or a place, as in 3:141"))
    }
}

impl fmt::Display for Show {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => f.write_str(code),
            Self::Place(line, None) => write!(f, "on line {line}"),
            Self::Place(line, Some(column)) => write!(f, "at {line}:{column}"),
        }
    }
}

/// Forms of attributions.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum AttributeFormat {
    /// An object a line
    Jsonl,
}

/// Forms of a document.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum IngestFormat {
    /// JSON, laid out to be read
    Json,
    /// One JSON object a line
    Jsonl,
}

/// Forms of a reading.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ReadFormat {
    /// CoNLL-U
    Conllu,
    /// One JSON object a line, with names, quotations and times
    Jsonl,
}

/// Forms of a list.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Units of offsets.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum Unit {
    /// Bytes of UTF-8
    #[default]
    Byte,
    /// Unicode code points
    Char,
    /// UTF-16 code units
    Utf16,
}

impl From<Unit> for OffsetUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Byte => Self::Byte,
            Unit::Char => Self::Char,
            Unit::Utf16 => Self::Utf16,
        }
    }
}

/// From which severity on findings make the run fail.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum FailOn {
    /// From notes on
    Note,
    /// From gaps on
    Gap,
    /// Conflicts only
    Conflict,
    /// Never
    #[default]
    Never,
}

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
