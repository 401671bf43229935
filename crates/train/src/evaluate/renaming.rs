//! Renames all people of a text and looks what else changes: no code, grade or count may. The texts are
//! development articles, the examples, and the starting article where it is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use sayso::core::{EntityKind, MentionKind, Span};
use sayso::{Analysis, Engine, Scratch};
use serde::Serialize;

use super::findings::corpus::{self, Text, hash};
use super::findings::float;

const RESULTS: &str = "evaluation/results/renaming.json";
const TABLE: &str = "docs/evaluation/renaming.md";

/// Articles drawn of each of two genres.
const OF_GENRE: usize = 25;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Folder of the development texts
    #[arg(long, value_name = "FOLDER", default_value = "../shared/data")]
    data: PathBuf,
    /// Print every finding that changed, as text id, code, offsets, and every statement that did, as text id,
    /// offsets, words
    #[arg(long)]
    changed: bool,
}

/// Names that stand in for those of a text: forenames and family names of invented people.
struct Names {
    kind: &'static str,
    first: &'static [&'static str],
    last: &'static [&'static str],
}

const SETS: [Names; 3] = [
    Names {
        kind: "common",
        first: &[
            "James", "Mary", "Robert", "Susan", "David", "Linda", "Thomas", "Karen", "Peter",
            "Laura", "Steven", "Helen", "Andrew", "Diane", "Martin", "Alice", "George", "Emma",
            "Henry", "Clara",
        ],
        last: &[
            "Carter", "Miller", "Wilson", "Turner", "Cooper", "Parker", "Morgan", "Bailey",
            "Foster", "Hughes", "Palmer", "Watson", "Harper", "Barnes", "Graham", "Porter",
            "Wallace", "Newman", "Fisher", "Dawson",
        ],
    },
    Names {
        kind: "rare",
        first: &[
            "Orvin", "Mirela", "Tadeo", "Ysolde", "Corvin", "Lysa", "Halvar", "Ineska", "Dorn",
            "Selka", "Jorun", "Avela", "Teodan", "Brisa", "Kelmar", "Odaya", "Ruvik", "Nerissa",
            "Pavlin", "Zorah",
        ],
        last: &[
            "Varrow", "Halvick", "Lundqvar", "Brekkan", "Marrin", "Solheim", "Askevold", "Renning",
            "Idriss", "Vardal", "Kroga", "Tolvane", "Quillas", "Ferrand", "Ostrava", "Dunleth",
            "Harkov", "Sandel", "Wexlar", "Yardane",
        ],
    },
    Names {
        kind: "two-part",
        first: &[
            "Anna-Lena",
            "Jean-Luc",
            "Mary-Ann",
            "Karl-Otto",
            "Eva-Maria",
            "Jan-Erik",
            "Ana-Rosa",
            "Lars-Ove",
            "Ida-Marie",
            "Per-Olof",
            "Rose-Ann",
            "Hans-Jorg",
            "Lee-Ann",
            "John-Paul",
            "Kari-Anne",
            "Nils-Arne",
            "Else-Britt",
            "Karl-Heinz",
            "Gro-Anita",
            "Tor-Inge",
        ],
        last: &[
            "Hale-Brook",
            "Reed-Lowe",
            "Kane-Moss",
            "Ward-Pell",
            "Lund-Vale",
            "Nash-Orr",
            "Boyd-Kerr",
            "Dale-Finn",
            "West-Holt",
            "Page-Lind",
            "Cole-Rask",
            "Penn-Aske",
            "Ross-Velm",
            "Hart-Kell",
            "Gray-Sund",
            "Ford-Berg",
            "Long-Dahl",
            "Snow-Eide",
            "Lake-Foss",
            "Hill-Nord",
        ],
    },
];

/// What came of one set of names.
#[derive(Default, Serialize)]
struct Row {
    names: &'static str,
    texts: usize,
    /// Findings with a place, and those that stand at the same place after it.
    findings: usize,
    kept: usize,
    /// Findings that stand only in the renamed text.
    new: usize,
    /// Statements, and those with the same words that keep their grade.
    statements: usize,
    same_grade: usize,
    /// Texts whose codes and counts are all the same.
    untouched: usize,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let mut groups = vec![("dev articles", articles(args)?)];
    groups.push(("examples", examples()?));
    if let Ok(words) = std::fs::read_to_string(args.data.join("seed/article.txt")) {
        groups.push((
            "starting article",
            vec![Text { genre: 1, id: "starting article".into(), words }],
        ));
    }
    let engine = Engine::default();
    let mut out = String::from("# Renaming all people\n\n");
    writeln!(
        out,
        "Made by `cargo xtask evaluate renaming`; raw counts in `evaluation/results/renaming.json`. All people that the\n\
         engine finds in a text get other names throughout; a finding is kept if the same code stands on the same words\n\
         (names aside) afterwards. Half of {} dev articles are political news, half celebrity stories. No code, grade or\n\
         count should change: the aim is 99 % of findings.\n\n\
         | texts | names | n | findings kept | new | grades kept | texts without any change |\n|---|---|---|---|---|---|---|",
        2 * OF_GENRE
    )?;
    let mut rows = BTreeMap::new();
    for (group, texts) in &groups {
        for names in &SETS {
            let row = measure(args, &engine, texts, names)?;
            writeln!(
                out,
                "| {group} | {} | {} | {} of {} ({:.1} %) | {} | {} of {} ({:.1} %) | {} |",
                row.names,
                row.texts,
                row.kept,
                row.findings,
                100.0 * float(row.kept) / float(row.findings).max(1.0),
                row.new,
                row.same_grade,
                row.statements,
                100.0 * float(row.same_grade) / float(row.statements).max(1.0),
                row.untouched
            )?;
            rows.insert(format!("{group}, {}", names.kind), row);
        }
    }
    std::io::stdout().lock().write_all(out.as_bytes())?;
    std::fs::write(RESULTS, serde_json::to_string_pretty(&rows)? + "\n")?;
    std::fs::write(TABLE, out)?;
    Ok(())
}

fn articles(args: &Args) -> anyhow::Result<Vec<Text>> {
    let mut drawn = Vec::new();
    for mut texts in [corpus::politics(&args.data)?, corpus::celebrity(&args.data)?] {
        texts.sort_by_key(|text| hash(&text.id));
        drawn.extend(texts.into_iter().take(OF_GENRE));
    }
    Ok(drawn)
}

fn examples() -> anyhow::Result<Vec<Text>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir("examples")?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    let text = |path: PathBuf| {
        let words = std::fs::read_to_string(&path)?;
        Ok(Text { genre: 0, id: path.display().to_string(), words })
    };
    paths.into_iter().map(text).collect()
}

fn measure(args: &Args, engine: &Engine, texts: &[Text], names: &Names) -> anyhow::Result<Row> {
    let mut row = Row { names: names.kind, texts: texts.len(), ..Row::default() };
    let mut scratch = Scratch::default();
    for text in texts {
        let before = engine.analyse(text.document()?, &mut scratch);
        let Some(renamed) = Renamed::new(text, &before, names) else { continue };
        let after = engine.analyse(text.document_of(&renamed.words)?, &mut scratch);
        let moved =
            |span: Option<Span>| span.map(|s| (renamed.moved(s.start), renamed.moved(s.end)));
        let old: Vec<_> = before.findings.iter().map(|f| (f.code, moved(f.span))).collect();
        let new: Vec<_> =
            after.findings.iter().map(|f| (f.code, f.span.map(|s| (s.start, s.end)))).collect();
        let lost = surplus(&old, &new);
        let gained = surplus(&new, &old);
        if args.changed {
            let mut shown = std::io::stdout().lock();
            for (sign, list) in [('-', &lost), ('+', &gained)] {
                for (code, place) in list {
                    writeln!(shown, "{sign} {} {} {code} {place:?}", names.kind, text.id)?;
                }
            }
        }
        row.findings += old.len();
        row.kept += old.len() - lost.len();
        row.new += gained.len();
        let letters =
            |analysis: &Analysis, shift: &dyn Fn(u32) -> u32| -> BTreeMap<(u32, u32), _> {
                let counted = analysis.statements.list.iter().filter(|s| s.counts());
                counted
                    .map(|s| {
                        let letter = sayso::findings::grade_statement(s).high;
                        ((shift(s.span().start), shift(s.span().end)), letter)
                    })
                    .collect()
            };
        let old_letters = letters(&before, &|at| renamed.moved(at));
        let new_letters = letters(&after, &|at| at);
        if args.changed {
            let mut shown = std::io::stdout().lock();
            for (&(start, end), letter) in &old_letters {
                if new_letters.get(&(start, end)) != Some(letter) {
                    let words = after.document.slice(Span::new(start, end)).replace('\n', " ");
                    writeln!(
                        shown,
                        "~ {} {} {start}-{end} {letter:?} {words}",
                        names.kind, text.id
                    )?;
                }
            }
        }
        row.statements += old_letters.len();
        row.same_grade +=
            old_letters.iter().filter(|(place, l)| new_letters.get(place) == Some(l)).count();
        let same_counts = before.summary.counts == after.summary.counts;
        row.untouched += usize::from(lost.is_empty() && gained.is_empty() && same_counts);
    }
    Ok(row)
}

type Place = (sayso::core::Code, Option<(u32, u32)>);

/// Members of one list that the other has too few of.
fn surplus(of: &[Place], other: &[Place]) -> Vec<Place> {
    let mut left = other.to_vec();
    let is_left = |item: &Place, left: &mut Vec<Place>| {
        let found = left.iter().position(|o| o == item);
        found.map(|i| left.swap_remove(i)).is_none()
    };
    of.iter().filter(|item| is_left(item, &mut left)).copied().collect()
}

/// A text with other names, and how places moved.
struct Renamed {
    words: String,
    /// Starts and ends of what was replaced in the old text, with the new ends.
    runs: Vec<(u32, u32, u32, u32)>,
}

impl Renamed {
    /// Every word of a person's name gets another, the same wherever it stands; `None` for a text
    /// without people.
    fn new(text: &Text, analysis: &Analysis, names: &Names) -> Option<Self> {
        let document = &analysis.document;
        // Ingest keeps plain text as it is, so places in the document are places in the text.
        if document.text != text.words && !document.text.starts_with(text.words.trim_end()) {
            return None;
        }
        let swaps = swaps(analysis, names);
        let mut made = Self { words: String::new(), runs: Vec::new() };
        let mut last = 0;
        for (start, word) in word_places(&document.text) {
            let Some(new) = swaps.get(word) else { continue };
            made.words.push_str(document.text.get(last..start)?);
            let from = u32::try_from(made.words.len()).ok()?;
            made.words.push_str(new);
            last = start + word.len();
            let end = u32::try_from(made.words.len()).ok()?;
            let old = Span::of(start..last);
            made.runs.push((old.start, old.end, from, end));
        }
        made.words.push_str(document.text.get(last..)?);
        (!made.runs.is_empty()).then_some(made)
    }

    /// Where a place of the old text stands in the new one.
    fn moved(&self, at: u32) -> u32 {
        let i = self.runs.partition_point(|run| run.0 < at);
        match i.checked_sub(1).and_then(|i| self.runs.get(i)) {
            None => at,
            Some(&(_, old_end, _, new_end)) if at >= old_end => new_end + (at - old_end),
            Some(&(old_start, _, new_start, new_end)) => {
                (new_start + (at - old_start)).min(new_end)
            }
        }
    }
}

/// New words for old ones. A word that the text also writes small is no name alone and stays.
fn swaps(analysis: &Analysis, names: &Names) -> BTreeMap<String, String> {
    let (reading, document) = (&analysis.reading, &analysis.document);
    let small: BTreeSet<&str> = word_places(&document.text)
        .map(|(_, word)| word)
        .filter(|word| word.starts_with(char::is_lowercase))
        .collect();
    let mut first: BTreeSet<&str> = BTreeSet::new();
    let mut last: BTreeSet<&str> = BTreeSet::new();
    let mut alone: BTreeSet<&str> = BTreeSet::new();
    for mention in reading.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        let entity = mention.entity.and_then(|id| reading.entities.get(id.0 as usize));
        if entity.is_none_or(|entity| entity.kind != EntityKind::Person) {
            continue;
        }
        let words: Vec<&str> = word_places(document.slice(mention.span))
            .map(|(_, word)| word)
            .filter(|w| w.starts_with(char::is_uppercase) && w.chars().count() > 1)
            .collect();
        match words.as_slice() {
            [] => {}
            [only] => _ = alone.insert(only),
            [before @ .., family] => {
                first.extend(before);
                last.insert(family);
            }
        }
    }
    first.retain(|word| !last.contains(word));
    // A forename that stands alone stays a forename.
    last.extend(alone.difference(&first));
    let mut swaps = BTreeMap::new();
    for (words, pool) in [(first, names.first), (last, names.last)] {
        let fresh = pool.iter().filter(|name| !document.text.contains(**name));
        let kept = words.into_iter().filter(|w| !small.contains(w.to_lowercase().as_str()));
        for (word, name) in kept.zip(fresh) {
            swaps.insert(word.to_owned(), (*name).to_owned());
            swaps.insert(word.to_uppercase(), name.to_uppercase());
        }
    }
    swaps
}

/// Runs of letters with their first byte.
fn word_places(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}
