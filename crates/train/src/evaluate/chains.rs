//! Scores chains on GUM: do pronouns and short names of people get the person's full name?

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use sayso_core::{Layers, MentionKind, Reading, Span, TokenRange, Upos, Xpos};
use sayso_read::conllu::Given;
use sayso_read::{Reader, Scratch};

use crate::split::read_treebank;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Treebank with entities in MISC
    #[arg(long, default_value = "../shared/data/ud/gum-dev.conllu.gz")]
    data: PathBuf,
    /// Genres to score
    #[arg(long, value_delimiter = ',', default_value = "news,interview")]
    genres: Vec<String>,
    /// Take words, tags and trees from the treebank
    #[arg(long)]
    given: bool,
    /// Print each wrong mention
    #[arg(long)]
    errors: bool,
}

/// A mention of the treebank.
struct Gold {
    chain: String,
    tokens: TokenRange,
    head: u32,
    person: bool,
}

/// Right, doubtful (no entity), wrong.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) right: u32,
    pub(crate) open: u32,
    pub(crate) wrong: u32,
}

/// Runs it.
#[expect(clippy::print_stdout, reason = "the evaluator talks to its user")]
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let documents = read_treebank(&args.data, &args.genres)?;
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    let mut table = Table::new();
    for given in &documents {
        let reading = if args.given {
            reader.complete(&given.document, given.reading.clone(), Layers::ALL, &mut scratch)
        } else {
            reader.read(&given.document, Layers::ALL, &mut scratch)
        };
        tally(given, &reading, args.errors, &mut table);
    }
    let mut total = Counts::default();
    for (class, counts) in &table {
        if *class != "first or second person" {
            total.right += counts.right;
            total.open += counts.open;
            total.wrong += counts.wrong;
        }
        println!("{class:24}{}", line(*counts));
    }
    println!("{:24}{}", "third person and names", line(total));
    Ok(())
}

/// Counts by class of mention.
type Table = BTreeMap<&'static str, Counts>;

/// Counts the mentions of a document; prints the wrong ones if asked.
#[expect(clippy::print_stdout, reason = "the evaluator talks to its user")]
fn tally(given: &Given, reading: &Reading, errors: bool, table: &mut Table) {
    let gold = mentions(given);
    let names = canonical(given, &gold);
    for mention in &gold {
        let Some(name) = names.get(mention.chain.as_str()) else { continue };
        let Some(class) = class(given, mention, name) else { continue };
        let head = given.reading.tokens.span[mention.head as usize];
        // A title may be the treebank's head: the mention's own words decide.
        let whole = given.reading.span(mention.tokens);
        let found = reading.mentions.iter().filter(|m| match class {
            "short name" => m.kind == MentionKind::Name && whole.contains(m.span),
            _ => m.kind == MentionKind::Pronoun && m.span.overlaps(head),
        });
        let near = |m: &&sayso_core::Mention| m.span.start.abs_diff(head.start);
        let found = found.min_by_key(near);
        let entity = found.and_then(|m| m.entity);
        let said = entity.map(|e| reading.entities[e.0 as usize].name.as_str());
        let counts = table.entry(class).or_default();
        match said {
            Some(said) if agree(&words(said), name) => counts.right += 1,
            None => counts.open += 1,
            Some(_) => counts.wrong += 1,
        }
        if errors && !said.is_some_and(|said| agree(&words(said), name)) {
            let place = given.reading.sentence_of(mention.head);
            let sentence = given.reading.sentences[place].span;
            let before = Span::new(sentence.start, head.start);
            println!(
                "{class}: {} [{}] of {name:?}, found {said:?}\n    {} >>{}<<",
                given.document.id,
                given.document.slice(head),
                given.document.slice(before),
                given.document.slice(head),
            );
        }
    }
}

/// The same name; the labelled one may have words before it that are no part of it.
pub(crate) fn agree(found: &[String], gold: &[String]) -> bool {
    found == gold || found.len() > 1 && gold.ends_with(found)
}

pub(crate) fn line(counts: Counts) -> String {
    let Counts { right, open, wrong } = counts;
    let all = right + open + wrong;
    let rate = 100.0 * f64::from(right) / f64::from(all.max(1));
    format!("{right:5} of {all:5} right ({rate:.1} %), {open} open, {wrong} wrong")
}

/// Folded words of a name, without marks.
pub(crate) fn words(name: &str) -> Vec<String> {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Mentions of a document from `Entity=` in MISC: chain, type, and head from the minimal span.
fn mentions(given: &Given) -> Vec<Gold> {
    let mut done = Vec::new();
    let mut open: Vec<Gold> = Vec::new();
    for (at, misc) in given.kept.misc.iter().enumerate() {
        let at = Span::of(0..at).end;
        let marks = misc.split('|').find_map(|part| part.strip_prefix("Entity="));
        let mut rest = marks.unwrap_or_default();
        while !rest.is_empty() {
            if let Some(body) = rest.strip_prefix('(') {
                let end = body.find(['(', ')']).unwrap_or(body.len());
                let (fields, after) = body.split_at(end);
                let fields: Vec<&str> = fields.split('-').collect();
                let minimal = fields.get(5).unwrap_or(&"1");
                let first = minimal.split(',').next().and_then(|n| n.parse::<u32>().ok());
                open.push(Gold {
                    chain: fields[0].to_owned(),
                    tokens: TokenRange::new(at, at + 1),
                    head: at + first.unwrap_or(1).saturating_sub(1),
                    person: fields.get(1) == Some(&"person"),
                });
                rest = after;
                if let Some(after) = rest.strip_prefix(')') {
                    done.extend(open.pop());
                    rest = after;
                }
            } else {
                let (chain, after) = rest.split_once(')').unwrap_or((rest, ""));
                if let Some(i) = open.iter().rposition(|gold| gold.chain == chain) {
                    let mut gold = open.remove(i);
                    gold.tokens.end = at + 1;
                    done.push(gold);
                }
                rest = after;
            }
        }
    }
    done.sort_by_key(|gold| (gold.tokens.start, gold.tokens.end));
    done.retain(|gold| gold.head < given.reading.len());
    done
}

/// Titles that are no part of a name.
const TITLES: [&str; 22] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "president",
    "senator",
    "sen",
    "sir",
    "minister",
    "prime",
    "secretary",
    "sheriff",
    "judge",
    "justice",
    "general",
    "captain",
    "us",
    "director",
    "king",
];

/// The words of a mention's proper name: the run of proper nouns around its head, or behind it where
/// the head is a title; without titles.
fn name(given: &Given, gold: &Gold) -> Vec<String> {
    let tokens = &given.reading.tokens;
    let proper = |t: u32| {
        let form = given.reading.form(&given.document, t);
        gold.tokens.contains(t)
            && (tokens.upos[t as usize] == Upos::Propn && tokens.xpos[t as usize] != Xpos::Nnps
                || form == "-" && tokens.upos[t as usize - 1] == Upos::Propn)
    };
    let mut start = gold.head;
    while start > 0 && proper(start - 1) {
        start -= 1;
    }
    let mut end = gold.head + 1;
    while proper(end) {
        end += 1;
    }
    let forms = (start..end).map(|t| given.reading.form(&given.document, t));
    let mut name = words(&forms.collect::<Vec<_>>().join(" "));
    let titles = name.iter().take_while(|w| TITLES.contains(&w.as_str())).count();
    name.drain(..titles);
    name
}

/// The longest name of each chain of a person that has one of at least two words.
fn canonical(given: &Given, gold: &[Gold]) -> BTreeMap<String, Vec<String>> {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mention in gold.iter().filter(|m| m.person) {
        let head = mention.head as usize;
        let tokens = &given.reading.tokens;
        if tokens.upos[head] != Upos::Propn || tokens.xpos[head] == Xpos::Nnps {
            continue;
        }
        let name = name(given, mention);
        if name.is_empty() {
            continue;
        }
        let best = names.entry(mention.chain.clone()).or_default();
        if name.len() > best.len() {
            *best = name;
        }
    }
    names
}

fn class(given: &Given, mention: &Gold, canonical: &[String]) -> Option<&'static str> {
    let at = mention.head as usize;
    let form = given.reading.form(&given.document, mention.head).to_lowercase();
    match given.reading.tokens.upos[at] {
        Upos::Pron => match form.as_str() {
            "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => {
                Some("he and she")
            }
            "who" | "whom" | "whose" => Some("who"),
            "they" | "them" | "their" | "themselves" => Some("they of one person"),
            "i" | "me" | "my" | "mine" | "myself" | "you" | "your" | "we" | "us" | "our" => {
                Some("first or second person")
            }
            _ => None,
        },
        Upos::Propn => {
            let name = name(given, mention);
            let short = !name.is_empty() && name.len() < canonical.len();
            (short && name.iter().all(|w| canonical.contains(w))).then_some("short name")
        }
        _ => None,
    }
}
