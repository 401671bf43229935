//! Attribution outside political news, on GUM: are the sentences found in which its discourse trees
//! have an attribution, and how many acts of speech or writing are found where they have none?
//! Sentence by sentence, for a tree's units are no spans of source, cue and content.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args as ClapArgs;
use sayso_attribute::Attributor;
use sayso_core::{CueKind, Layers};
use sayso_read::conllu::Given;
use sayso_read::{Reader, Scratch};
use sayso_train::score::real;

use crate::split::read_treebank;

/// Genres whose attributions are to be found, and the least share.
const FOUND: [&str; 4] = ["news", "interview", "court", "speech"];
const FOUND_FLOOR: f64 = 80.0;
/// Genres of instruction and travel, and the most false acts in 1,000 words.
const FALSE: [&str; 2] = ["whow", "voyage"];
const FALSE_CEILING: f64 = 2.0;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Treebank with discourse relations in MISC
    #[arg(long, default_value = "../shared/data/ud/gum-dev.conllu.gz")]
    data: PathBuf,
    /// Print each sentence that was missed or is false
    #[arg(long)]
    errors: bool,
    /// Fail below the floor or above the ceiling
    #[arg(long)]
    check: bool,
}

/// Counts of one genre.
#[derive(Clone, Copy, Default)]
struct Counts {
    words: usize,
    /// Sentences with a relation, and those of them with an attribution's cue.
    with: usize,
    hit: usize,
    /// Acts of speech or writing, and those in sentences without a relation.
    acts: usize,
    unfounded: usize,
}

/// Runs it.
#[expect(clippy::print_stdout, reason = "the evaluator talks to its user")]
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if !args.data.exists() {
        println!("SKIPPED the other domains: {} is not there", args.data.display());
        return Ok(());
    }
    let reader = Reader::embedded();
    let attributor = Attributor::embedded();
    let mut scratch = Scratch::default();
    let mut table: BTreeMap<String, Counts> = BTreeMap::new();
    for given in read_treebank(&args.data, &[])? {
        let genre = given.document.id.split('_').nth(1).unwrap_or_default().to_owned();
        let reading = reader.read(&given.document, Layers::ALL, &mut scratch);
        let attributions = attributor.attribute(&given.document, &reading);
        let counts = table.entry(genre).or_default();
        counts.words += given.reading.tokens.span.len();
        let related = related(&given);
        for (sentence, &relation) in given.reading.sentences.iter().zip(&related) {
            let mut here = attributions.list.iter().filter(|attribution| {
                attribution.cue.first().is_some_and(|cue| sentence.span.contains_byte(cue.start))
            });
            let words = given.document.slice(sentence.span);
            if relation {
                let hit = here.next().is_some();
                counts.with += 1;
                counts.hit += usize::from(hit);
                if args.errors && !hit {
                    println!("missed {}: {words}", given.document.id);
                }
            } else {
                for attribution in here.filter(|a| tells(a.cue_kind)) {
                    counts.unfounded += 1;
                    if args.errors {
                        let cue = attribution.cue.first().copied().unwrap_or_default();
                        let cue = given.document.slice(cue);
                        let (id, p) = (&given.document.id, attribution.p);
                        println!("false {id} <{cue}> {p:.2}: {words}");
                    }
                }
            }
        }
        counts.acts += attributions.list.iter().filter(|a| tells(a.cue_kind)).count();
    }
    for (genre, counts) in &table {
        println!("{genre:14}{}", line(*counts));
    }
    let sum = |genres: &[&str]| {
        genres.iter().filter_map(|g| table.get(*g)).fold(Counts::default(), |sum, counts| Counts {
            words: sum.words + counts.words,
            with: sum.with + counts.with,
            hit: sum.hit + counts.hit,
            acts: sum.acts + counts.acts,
            unfounded: sum.unfounded + counts.unfounded,
        })
    };
    let (found, unfounded) = (sum(&FOUND), sum(&FALSE));
    println!("{}: {}", FOUND.join(", "), line(found));
    println!("{}: {}", FALSE.join(", "), line(unfounded));
    if args.check && (recall(found) < FOUND_FLOOR || rate(unfounded) > FALSE_CEILING) {
        bail!(
            "sentences found below {FOUND_FLOOR} %, or false acts above {FALSE_CEILING} in 1,000 words"
        );
    }
    Ok(())
}

const fn tells(kind: CueKind) -> bool {
    matches!(kind, CueKind::Speech | CueKind::Writing)
}

fn recall(counts: Counts) -> f64 {
    100.0 * real(counts.hit) / real(counts.with.max(1))
}

fn rate(counts: Counts) -> f64 {
    1000.0 * real(counts.unfounded) / real(counts.words.max(1))
}

fn line(counts: Counts) -> String {
    format!(
        "{:6} words; {:4} of {:4} sentences found ({:5.1} %); {:4} acts of speech or writing, {:3} without a relation ({:.2} in 1,000 words)",
        counts.words,
        counts.hit,
        counts.with,
        recall(counts),
        counts.acts,
        counts.unfounded,
        rate(counts)
    )
}

/// For each sentence: a relation of attribution starts in it.
fn related(given: &Given) -> Vec<bool> {
    let starts = |misc: &String| {
        misc.split('|').any(|part| part.starts_with("Discourse=attribution-positive"))
    };
    let misc = &given.kept.misc;
    let sentences = given.reading.sentences.iter();
    sentences.map(|s| misc.get(s.tokens.indices()).unwrap_or_default().iter().any(starts)).collect()
}
