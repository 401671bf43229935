//! `sayso trace`: who else carries this text.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};
use sayso::trace::index::{
    ClusterLine, ClusterPhase, Files, Folder, Index, OnDuplicate, Record, WriteOptions, Writer,
};
use sayso::trace::{Bands, Prepared, Relation, SketchScheme, compare, find_quotes};

use crate::args::InputArgs;
use crate::input::{self, Place};
use crate::output::{self, Outcome, complain};
use crate::progress::Progress;
use crate::trace_print::{Printer, Side};

/// Documents that are sketched together.
const BATCH: usize = 4096;
/// Bytes of text that are sketched together.
const BATCH_BYTES: usize = 16 << 20;

#[derive(Subcommand)]
pub(crate) enum TraceCommand {
    /// Add documents to an index, or look after it
    Index(IndexArgs),
    /// Who carries these texts: against an index, or two files against each other
    Query(QueryArgs),
    /// All pairs and clusters of an index
    Cluster(ClusterArgs),
}

#[derive(Args)]
#[command(after_help = "Examples:
  sayso trace index news.jsonl --into news.index   make an index, or add to one
  sayso trace index --into news.index --stats      what it holds")]
#[expect(clippy::struct_excessive_bools, reason = "independent flags of one command")]
pub(crate) struct IndexArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The index's folder; made where it is missing
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// Most memory to use, as in 512MiB
    #[arg(long, default_value = "1GiB", value_parser = bytes, value_name = "SIZE")]
    memory: u64,
    /// How signatures are taken; an index keeps what it began with
    #[arg(long, value_enum, default_value_t)]
    scheme: Scheme,
    /// Text after which is committed
    #[arg(long, default_value = "256MiB", value_parser = bytes, value_name = "SIZE")]
    commit: u64,
    /// What to do with a known id that comes with another text
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    on_duplicate: Duplicate,
    /// Count and skip what cannot be used instead of stopping
    #[arg(long)]
    keep_going: bool,
    /// Read every block and say what is damaged
    #[arg(long, conflicts_with_all = ["compact", "stats"])]
    check: bool,
    /// Write all documents anew as few parts, without those that were replaced
    #[arg(long, conflicts_with = "stats")]
    compact: bool,
    /// Print the counts
    #[arg(long)]
    stats: bool,
}

#[derive(Args)]
#[command(after_help = "Examples:
  sayso trace query article.txt --index news.index   who else carries it
  sayso trace query one.txt other.txt                what two texts have in common")]
pub(crate) struct QueryArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The index to look in; without one, two files are compared
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
    /// Go on without damaged parts; every line is marked as incomplete
    #[arg(long)]
    salvage: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: TraceFormat,
}

#[derive(Args)]
#[command(after_help = "Example:
  sayso trace cluster --index news.index > pairs.jsonl")]
pub(crate) struct ClusterArgs {
    /// The index
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
    /// These relations only
    #[arg(long, value_delimiter = ',', value_name = "RELATION")]
    relation: Vec<String>,
    /// Most memory to use, as in 512MiB
    #[arg(long, default_value = "1GiB", value_parser = bytes, value_name = "SIZE")]
    memory: u64,
    /// Threads; as many as there are cores where not given
    #[arg(long, value_name = "N", value_parser = crate::args::threads)]
    threads: Option<usize>,
    /// Go on without damaged parts; every line is marked as incomplete
    #[arg(long)]
    salvage: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value = "jsonl", value_name = "FORM")]
    format: TraceFormat,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Scheme {
    /// 128 permutations
    #[default]
    Mh128,
    /// One permutation: for indexes of long texts
    Op128,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Duplicate {
    /// Stop
    #[default]
    Stop,
    /// Take the later text
    Replace,
}

/// Forms of pairs.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum TraceFormat {
    /// Side by side, for people
    #[default]
    Human,
    /// An object a line
    Jsonl,
    /// A row for a pair and a row for each swap
    Csv,
}

/// A size such as `512MiB`, `1GiB` or `1000000`.
fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = text.get(digits.len()..).unwrap_or_default().trim();
    let scale = match unit {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err("expected a number with KiB, MiB or GiB, as in 512MiB".to_owned()),
    };
    let number: u64 =
        digits.parse().map_err(|_| "expected a number first, as in 512MiB".to_owned())?;
    number.checked_mul(scale).ok_or_else(|| "too large".to_owned())
}

/// Runs a command of trace.
pub(crate) fn run(command: &TraceCommand, quiet: bool) -> Result<Outcome> {
    match command {
        TraceCommand::Index(args) => index(args, quiet),
        TraceCommand::Query(args) => query(args, quiet),
        TraceCommand::Cluster(args) => cluster(args, quiet),
    }
}

/// Sets the number of threads of the whole process.
fn set_threads(threads: Option<usize>) -> Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build_global()?;
    Ok(())
}

pub(crate) fn opened(folder: &Path, salvage: bool) -> Result<Index> {
    let files: Arc<dyn Files> = Arc::new(Folder::new(folder));
    let index = if salvage { Index::salvage(&files) } else { Index::open(&files) };
    index.with_context(|| folder.display().to_string())
}

fn index(args: &IndexArgs, quiet: bool) -> Result<Outcome> {
    let mut out = output::stdout();
    let place = || args.into.display().to_string();
    if args.stats {
        let stats = opened(&args.into, false)?.stats();
        writeln!(out, "{}", serde_json::to_string_pretty(&stats)?)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    if args.check {
        let report = opened(&args.into, false)?.check().with_context(place)?;
        for damage in &report.damage {
            writeln!(out, "{damage}")?;
        }
        let (blocks, documents) = (report.blocks, report.documents);
        writeln!(
            out,
            "{blocks} blocks, {documents} documents read, {} damaged",
            report.damage.len()
        )?;
        out.flush()?;
        return Ok(if report.damage.is_empty() { Outcome::Done } else { Outcome::BadInput });
    }
    let options = WriteOptions {
        sketch: match args.scheme {
            Scheme::Mh128 => SketchScheme::Mh128,
            Scheme::Op128 => SketchScheme::Op128,
        },
        bands: Bands::WIDE,
        memory_bytes: args.memory,
        commit_bytes: args.commit,
        on_duplicate: match args.on_duplicate {
            Duplicate::Replace => OnDuplicate::Replace,
            Duplicate::Stop if args.keep_going => OnDuplicate::Skip,
            Duplicate::Stop => OnDuplicate::Refuse,
        },
    };
    set_threads(args.input.threads)?;
    let files: Arc<dyn Files> = Arc::new(Folder::made(&args.into).with_context(place)?);
    let mut writer = Writer::open(files, options).with_context(place)?;
    if args.compact {
        writer.compact().with_context(place)?;
        return Ok(Outcome::Done);
    }
    if args.input.paths.is_empty() {
        bail!("no input; name files, folders or globs, or - for standard input (see --help)");
    }
    fill(&mut writer, args, quiet)
}

/// Feeds all inputs to a writer.
fn fill(writer: &mut Writer, args: &IndexArgs, quiet: bool) -> Result<Outcome> {
    let (places, errors) = input::places(&args.input.paths);
    let mut feed = Feed {
        writer,
        batch: Vec::new(),
        bytes: 0,
        all_bytes: 0,
        progress: Progress::new(quiet),
        counts: [0; 4],
    };
    let mut outcome = Outcome::Done;
    let mut refuse = |error: anyhow::Error| -> Result<()> {
        if !args.keep_going {
            return Err(error);
        }
        complain(quiet, &format!("{error:#}; skipped"));
        outcome = Outcome::BadInput;
        Ok(())
    };
    for error in errors {
        refuse(error)?;
    }
    for place in places {
        let lines = match &place {
            Place::File(path) => path.extension().is_some_and(|e| e == "jsonl").then_some(path),
            Place::Standard => None,
        };
        if let Some(path) = lines {
            records(path, &mut |record| match record {
                Ok(record) => feed.push(record),
                Err(error) => refuse(error),
            })?;
        } else {
            for item in input::items(&place, &args.input) {
                match item {
                    Ok(item) => feed.push(sayso::record(item.document()))?,
                    Err(error) => refuse(error)?,
                }
            }
        }
    }
    feed.flush()?;
    let committed = feed.writer.commit();
    committed
        .context("what was committed before is intact; the same command goes on from there")?;
    let [added, known, skipped, replaced] = feed.counts;
    feed.progress.end();
    let documents = feed.writer.committed();
    complain(
        quiet,
        &format!(
            "{added} added, {known} known, {skipped} skipped, {replaced} replaced; {documents} documents in the index"
        ),
    );
    Ok(if skipped > 0 { outcome.max(Outcome::BadInput) } else { outcome })
}

/// Documents on their way to a writer.
struct Feed<'a> {
    writer: &'a mut Writer,
    batch: Vec<Record>,
    bytes: usize,
    /// Bytes of text so far.
    all_bytes: u64,
    progress: Progress,
    /// Added, known, skipped, replaced.
    counts: [u64; 4],
}

impl Feed<'_> {
    fn push(&mut self, record: Record) -> Result<()> {
        self.bytes += record.text.len();
        self.batch.push(record);
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let added = self.writer.add(std::mem::take(&mut self.batch))?;
        let new = [added.added, added.known, added.skipped, added.replaced];
        self.counts.iter_mut().zip(new).for_each(|(sum, n)| *sum += n);
        self.all_bytes += std::mem::take(&mut self.bytes) as u64;
        let megabytes = self.all_bytes / 1_000_000;
        let committed = self.writer.committed();
        self.progress.show(
            "indexing",
            self.counts.iter().sum(),
            0,
            &format!("{megabytes} MB, {committed} committed"),
        );
        Ok(())
    }
}

/// The records of a file of JSON lines, each with its line where it cannot be used.
fn records(path: &Path, each: &mut dyn FnMut(Result<Record>) -> Result<()>) -> Result<()> {
    let name = path.display().to_string();
    let mut reader =
        BufReader::with_capacity(1 << 18, File::open(path).with_context(|| name.clone())?);
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        // A line over the limit is cut and then refused: memory stays bounded.
        let read = (&mut reader).take(input::LONGEST_LINE + 1).read_until(b'\n', &mut line);
        if read.with_context(|| name.clone())? == 0 {
            break;
        }
        if line.len() as u64 > input::LONGEST_LINE {
            each(Err(anyhow!(
                "{name}:{number}: a line of more than {} bytes",
                input::LONGEST_LINE
            )))?;
            while line.last() != Some(&b'\n') {
                line.clear();
                if (&mut reader).take(1 << 20).read_until(b'\n', &mut line)? == 0 {
                    break;
                }
            }
            continue;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let record = serde_json::from_slice::<Record>(&line);
        each(record.map_err(|error| {
            let expected = "expected one JSON object per line with \"id\" and \"text\"";
            anyhow!("{name}:{number}: {error}; {expected}")
        }))?;
    }
    Ok(())
}

/// A text made ready, with its quotations.
fn prepared(record: &Record) -> Prepared {
    let mut made = Prepared::new(record.text.clone(), record.title.clone());
    made.quotes = find_quotes(&record.text);
    made
}

fn query(args: &QueryArgs, quiet: bool) -> Result<Outcome> {
    let (places, errors) = input::places(&args.input.paths);
    let mut outcome = Outcome::Done;
    let mut asked = Vec::new();
    let mut failed: Vec<anyhow::Error> = errors;
    for place in &places {
        for item in input::items(place, &args.input) {
            match item {
                Ok(item) => asked.push(sayso::record(item.document())),
                Err(error) => failed.push(error),
            }
        }
    }
    for error in failed {
        complain(quiet, &format!("{error:#}"));
        outcome = Outcome::BadInput;
    }
    let mut printer = Printer::new(output::stdout(), args.format, output::width())?;
    let Some(folder) = &args.index else {
        let [a, b] = asked.as_slice() else {
            bail!("{} to compare; expected two texts, or --index DIR to look in", asked.len());
        };
        let (x, y) = (prepared(a), prepared(b));
        match compare(&x, &y) {
            Some(edge) => printer.pair(&Side::of(a), &Side::of(b), &edge)?,
            None => printer.nothing(&a.id, "no relation found between the two texts")?,
        }
        printer.end()?;
        return Ok(outcome);
    };
    let index = opened(folder, args.salvage)?;
    for record in &asked {
        let answer = index.query(&prepared(record), Some(&record.id))?;
        for hit in &answer.hits {
            printer.pair(&Side::of(record), &Side::of(&hit.record), &hit.edge)?;
        }
        let dates =
            index.dates().map_or("undated".to_owned(), |(a, b)| format!("dated {a} to {b}"));
        printer.mark(!index.losses().is_empty());
        if answer.hits.is_empty() {
            let documents = index.documents();
            printer
                .nothing(&record.id, &format!("not found among {documents} documents {dates}"))?;
        } else if let Some(first) = earliest(&answer.hits) {
            printer.provenance(&record.id, first)?;
        }
    }
    for loss in index.losses() {
        complain(quiet, &format!("incomplete: {loss}"));
        outcome = Outcome::BadInput;
    }
    printer.end()?;
    Ok(outcome)
}

/// The earliest dated copy among the answers: a hint, no proof.
fn earliest(hits: &[sayso::trace::index::Hit]) -> Option<&Record> {
    let copies = hits.iter().filter(|hit| hit.edge.relation != Relation::Quotation);
    let dated = copies.filter_map(|hit| {
        let when = sayso::trace::index::minutes(hit.record.date.as_deref()?)?;
        Some((when, &hit.record))
    });
    dated.min_by(|x, y| (x.0, &x.1.id).cmp(&(y.0, &y.1.id))).map(|(_, record)| record)
}

fn cluster(args: &ClusterArgs, quiet: bool) -> Result<Outcome> {
    let wanted: Vec<Relation> = args
        .relation
        .iter()
        .map(|name| {
            let known = Relation::ALL.map(Relation::name).join(", ");
            let found = Relation::ALL.into_iter().find(|r| r.name() == name);
            found.ok_or_else(|| anyhow!("--relation {name}: expected one of {known}"))
        })
        .collect::<Result<_>>()?;
    let is_wanted = |relation: Relation| wanted.is_empty() || wanted.contains(&relation);
    set_threads(args.threads)?;
    let index = opened(&args.index, args.salvage)?;
    let folder = std::env::temp_dir().join(format!("sayso-cluster-{}", std::process::id()));
    let scratch = Folder::made(&folder).with_context(|| folder.display().to_string())?;
    let mut progress = Progress::new(quiet);
    let mut printer = Printer::new(output::stdout(), args.format, output::width())?;
    let mut show = |phase: ClusterPhase, done: u64, total: u64| {
        let name = match phase {
            ClusterPhase::Ranking => "ranking documents",
            ClusterPhase::Merging => "merging keys, bytes",
            ClusterPhase::Comparing => "comparing pairs",
        };
        progress.show(name, done, total, "");
    };
    let result = index.cluster(&scratch, args.memory, &mut show, &mut |line| {
        printer.mark(!index.losses().is_empty());
        let written = match line {
            ClusterLine::Pair { a, b, edge } if is_wanted(edge.relation) => {
                let (x, y) =
                    (Side::named(&index, &a, args.format)?, Side::named(&index, &b, args.format)?);
                printer.pair(&x, &y, &edge)
            }
            ClusterLine::Cluster { relation, anchor, members, chain } if is_wanted(relation) => {
                printer.cluster(relation, &anchor, &members, &chain)
            }
            ClusterLine::Pair { .. } | ClusterLine::Cluster { .. } => Ok(()),
        };
        written.map_err(|reason| sayso::trace::TraceError::Io {
            what: "standard output".into(),
            reason,
        })
    });
    // Nothing but sorted runs that are gone by now.
    let _ = std::fs::remove_dir_all(&folder);
    let counts = result?;
    progress.end();
    printer.end()?;
    complain(quiet, &serde_json::to_string(&counts)?);
    let losses = index.losses();
    for loss in &losses {
        complain(quiet, &format!("incomplete: {loss}"));
    }
    Ok(if losses.is_empty() { Outcome::Done } else { Outcome::BadInput })
}
