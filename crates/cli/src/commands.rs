//! The commands, one function each. They read, hand over, and write.

use std::io::Write;

use anyhow::{Result, anyhow, bail};
use sayso::core::{Document, Layers, OffsetUnit};
use sayso::{Defect, Engine, Pool, Scratch, conllu, faces};

use crate::analyse::analyse;
use crate::args::{
    AttributeArgs, Cli, Command, IngestArgs, IngestFormat, InputArgs, ListFormat, ReadArgs,
    ReadFormat, ReportArgs,
};
use crate::input::{self, Item, Place};
use crate::output::{self, Outcome, complain};
use crate::settings::Engines;

/// Documents in flight; more would only hold memory.
const BATCH: usize = 64;

/// Inputs whose fault is spelled out; a wrong file given as JSON lines has one a line.
const MOST_COMPLAINTS: usize = 20;

/// Text in flight, in bytes.
const BATCH_BYTES: usize = 32 << 20;

/// Runs what the arguments ask for.
pub(crate) fn run(cli: Cli) -> Result<Outcome> {
    let quiet = cli.quiet;
    match cli.command {
        None => analyse(&cli.sheet, quiet),
        Some(Command::Report(args)) => report(&args, quiet),
        Some(Command::Attribute(args)) => attribute(&args, quiet),
        Some(Command::Read(args)) => read(&args, quiet),
        Some(Command::Ingest(args)) => ingest(&args, quiet),
        Some(Command::Trace(command)) => crate::trace::run(&command, quiet),
        Some(Command::Explain { code }) => explain(&code),
        Some(Command::Rules { format }) => rules(format),
        Some(Command::Schema) => schema(),
    }
}

/// A document with the number of its place.
type Placed = (Item, usize);

/// What the arguments name, with a pool to work on it.
pub(crate) struct Inputs<'a> {
    args: &'a InputArgs,
    pub(crate) places: Vec<Place>,
    pool: Pool,
    quiet: bool,
    outcome: Outcome,
    refused: usize,
}

impl<'a> Inputs<'a> {
    pub(crate) fn new(args: &'a InputArgs, quiet: bool) -> Result<Self> {
        if args.paths.is_empty() {
            bail!("no input; name files, folders or globs, or - for standard input (see --help)");
        }
        let (places, errors) = input::places(&args.paths);
        let pool = Pool::new(args.threads)?;
        let mut inputs = Self { args, places, pool, quiet, outcome: Outcome::Done, refused: 0 };
        for error in &errors {
            inputs.refuse(error);
        }
        Ok(inputs)
    }

    /// Says what is wrong with an input and goes on; past the first few, only counts.
    fn refuse(&mut self, error: &anyhow::Error) {
        self.refused += 1;
        if self.refused <= MOST_COMPLAINTS {
            complain(self.quiet, &format!("{error:#}"));
        }
        self.outcome = self.outcome.max(Outcome::BadInput);
    }

    /// Hands every document, with the number of its place, to `work` on all threads, and what comes back
    /// to `write`, in order.
    pub(crate) fn each<T>(
        self,
        work: impl Fn(Item, usize, &mut Scratch) -> T + Sync,
        write: impl FnMut(T) -> Result<()>,
    ) -> Result<Outcome>
    where
        T: Send,
    {
        let work = |(item, place), scratch: &mut Scratch| work(item, place, scratch);
        let all = |pool: &Pool, batch| pool.map(batch, |(item, _): &Placed| item.document(), work);
        self.batches(all, write)
    }

    /// Hands documents in flight together to `work`, and what comes back to `write`, in order.
    fn batches<T>(
        mut self,
        work: impl Fn(&Pool, Vec<Placed>) -> Vec<Result<T, Defect>>,
        mut write: impl FnMut(T) -> Result<()>,
    ) -> Result<Outcome> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        for (n, place) in std::mem::take(&mut self.places).into_iter().enumerate() {
            for item in input::items(&place, self.args) {
                match item {
                    Ok(item) => {
                        bytes += item.document().text.len();
                        batch.push((item, n));
                    }
                    Err(error) => self.refuse(&error),
                }
                if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                    self.flush(&mut batch, &work, &mut write)?;
                    bytes = 0;
                }
            }
        }
        self.flush(&mut batch, &work, &mut write)?;
        if let Some(more) = self.refused.checked_sub(MOST_COMPLAINTS).filter(|&more| more > 0) {
            complain(self.quiet, &format!("{more} more inputs like these could not be used"));
        }
        Ok(self.outcome)
    }

    fn flush<T>(
        &mut self,
        batch: &mut Vec<Placed>,
        work: &impl Fn(&Pool, Vec<Placed>) -> Vec<Result<T, Defect>>,
        write: &mut impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        for result in work(&self.pool, std::mem::take(batch)) {
            match result {
                Ok(value) => write(value)?,
                Err(defect) => {
                    complain(self.quiet, &defect.to_string());
                    self.outcome = Outcome::Defect;
                }
            }
        }
        Ok(())
    }
}

/// The report of one document.
fn report(args: &ReportArgs, quiet: bool) -> Result<Outcome> {
    let inputs = Inputs::new(&args.input, quiet)?;
    let engines = Engines::new(&args.rules, &inputs.places)?;
    let work = |item: Item, place: usize, scratch: &mut Scratch| {
        faces::report(&engines.of(place).analyse(item.into_document(), scratch))
    };
    let mut pages: Vec<String> = Vec::new();
    let outcome = inputs.each(work, |page| {
        pages.push(page);
        Ok(())
    })?;
    match pages.as_slice() {
        [] => Ok(outcome.max(Outcome::BadInput)),
        [page] => {
            output::write(&args.output, page)?;
            Ok(outcome)
        }
        several => bail!("{} documents; a report holds one, so name one", several.len()),
    }
}

/// Attributions alone.
fn attribute(args: &AttributeArgs, quiet: bool) -> Result<Outcome> {
    let engine = Engine::default();
    let mut out = output::stdout();
    let unit = OffsetUnit::from(args.offsets);
    let work = |item: Item, _: usize, scratch: &mut Scratch| {
        let document = item.document();
        let (reading, attributions) = engine.attribute(document, scratch);
        faces::attribute_jsonl(document, &reading, &attributions, unit, args.outer)
    };
    let outcome =
        Inputs::new(&args.input, quiet)?.each(work, |line| Ok(writeln!(out, "{line}")?))?;
    out.flush()?;
    Ok(outcome)
}

/// Readings alone.
fn read(args: &ReadArgs, quiet: bool) -> Result<Outcome> {
    let engine = Engine::default();
    let mut out = output::stdout();
    let unit = OffsetUnit::from(args.offsets);
    let layers = match args.format {
        ReadFormat::Jsonl => Layers::ALL,
        // What the format has columns for.
        ReadFormat::Conllu => Layers::PARSE,
    };
    let work = |run: &[Placed], scratch: &mut Scratch| {
        let texts = run.iter().filter_map(|(item, _)| match item {
            Item::Text(document) => Some(&**document),
            Item::Given(_) => None,
        });
        let texts: Vec<&Document> = texts.collect();
        let mut readings = engine.read_all(&texts, layers, scratch).into_iter();
        let mut one = |(item, _): &Placed| {
            let reading = match item {
                Item::Text(_) => readings.next().unwrap_or_default(),
                Item::Given(given) => engine.read_given(given, layers, scratch),
            };
            match (args.format, item) {
                (ReadFormat::Jsonl, item) => {
                    faces::read_jsonl(item.document(), &reading, unit) + "\n"
                }
                (ReadFormat::Conllu, Item::Text(document)) => conllu::write(document, &reading),
                (ReadFormat::Conllu, Item::Given(given)) => {
                    conllu::write_kept(&given.document, &reading, &given.kept)
                }
            }
        };
        run.iter().map(&mut one).collect()
    };
    let all =
        |pool: &Pool, batch: Vec<Placed>| pool.map_runs(&batch, |(item, _)| item.document(), work);
    let outcome =
        Inputs::new(&args.input, quiet)?.batches(all, |text: String| Ok(write!(out, "{text}")?))?;
    out.flush()?;
    Ok(outcome)
}

/// Documents as they are taken in.
fn ingest(args: &IngestArgs, quiet: bool) -> Result<Outcome> {
    let mut out = output::stdout();
    let unit = OffsetUnit::from(args.offsets);
    let work = |item: Item, _: usize, _: &mut Scratch| -> Result<String> {
        let document = faces::ingest_json(item.document(), unit, args.show_set_aside);
        Ok(match args.format {
            IngestFormat::Json => serde_json::to_string_pretty(&document)?,
            IngestFormat::Jsonl => serde_json::to_string(&document)?,
        })
    };
    let outcome = Inputs::new(&args.input, quiet)?
        .each(work, |document| Ok(writeln!(out, "{}", document?)?))?;
    out.flush()?;
    Ok(outcome)
}

/// The page of one finding.
fn explain(code: &str) -> Result<Outcome> {
    let page = sayso::findings::explain(code).ok_or_else(|| {
        let hint = sayso::findings::hint_for(code);
        anyhow!("{code}: no finding has this code or name; {hint}")
    })?;
    let mut out = output::stdout();
    writeln!(out, "{}", page.trim_end())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The list of findings.
fn rules(format: ListFormat) -> Result<Outcome> {
    let mut out = output::stdout();
    match format {
        ListFormat::Text => write!(out, "{}", sayso::findings::rules_text())?,
        ListFormat::Json => write!(out, "{}", sayso::findings::rules_json())?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The published schema.
fn schema() -> Result<Outcome> {
    let mut out = output::stdout();
    write!(out, "{}", faces::SCHEMA)?;
    out.flush()?;
    Ok(Outcome::Done)
}
