//! Counts the cue lexicon of the rules: per word form and frame, how often it was a cue on training
//! articles and how often it stands there at all. Only forms seen as a cue in five articles or more
//! are kept, so that no text can be read back from it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args as ClapArgs;
use sayso::core::{Layers, OffsetUnit, Offsets};
use sayso::ingest::{Hints, ingest};
use sayso_attribute::Frame;
use sayso_read::{Reader, Scratch};

use sayso_train::polnear;

/// Articles in which a form must have been a cue.
const LEAST_ARTICLES: usize = 5;

/// Words that stand in cues without carrying their meaning.
const EMPTY: &str = "a an the of in on to for with by at from about as that it its his her their and or not n't is are was were be been being am 's has have had do does did will would can could may might must should also just still now then even later recently often first again never already i he she they we you who there this reporters tuesday monday wednesday thursday friday saturday sunday according";

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Folder that holds `train.jsonl.gz`
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// Leave every n-th article out, to choose on it
    #[arg(long, value_name = "N")]
    hold_out: Option<usize>,
    /// Where to write the table
    #[arg(long, default_value = "crates/attribute/data/cues.toml")]
    out: PathBuf,
}

#[derive(Default)]
struct Entry {
    articles: usize,
    frames: BTreeMap<Frame, (usize, usize)>,
}

/// Counts and writes.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let articles = polnear::primary(polnear::read(&args.data.join("train.jsonl.gz"))?);
    let reader = Reader::embedded();
    let mut scratch = Scratch::default();
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for (n, article) in articles.iter().enumerate() {
        if args.hold_out.is_some_and(|step| n % step == 0) {
            continue;
        }
        let document = ingest(article.text.as_bytes(), &Hints::default())?;
        let reading = reader.read(&document, Layers::ALL, &mut scratch);
        let offsets = Offsets::new(&document.text, OffsetUnit::Char);
        let mut heads = BTreeSet::new();
        for roles in &article.attributions {
            let Some(&(start, end)) = roles.cue.first() else { continue };
            let byte = |at: usize| offsets.byte(u32::try_from(at).unwrap_or(u32::MAX));
            let range = reading.tokens_in(sayso::core::Span::new(byte(start), byte(end)));
            let head = range.range().find(|&t| {
                let lower = reading.form(&document, t).to_lowercase().replace('’', "'");
                lower.contains(char::is_alphabetic) && !EMPTY.split(' ').any(|w| w == lower)
            });
            heads.extend(head.map(|t| t as usize));
        }
        let mut seen = BTreeSet::new();
        let is_word = |_: usize, form: &str| {
            form.chars().all(|c| c.is_alphabetic() || c == '-')
                && !EMPTY.split(' ').any(|w| w == form)
        };
        for (token, form, frame) in sayso_attribute::frames(&document, &reading, is_word) {
            let entry = entries.entry(form.clone()).or_default();
            let count = entry.frames.entry(frame).or_default();
            count.1 += 1;
            if heads.contains(&token) {
                count.0 += 1;
                entry.articles += usize::from(seen.insert(form));
            }
        }
    }
    let frames: Vec<String> =
        Frame::ALL.iter().map(|frame| format!("{frame:?}").to_lowercase()).collect();
    let mut text = format!(
        "# Word forms that were the head of a cue in {LEAST_ARTICLES} training articles of PolNeAR or more\n\
         # (Newell, Margolin and Ruths 2018), with counts. Counts only, under the licence of this\n\
         # project; made by `sayso-train cues`.\n\
         # form = [articles, then cue and all occurrences in each frame: {}]\n\n[forms]\n",
        frames.join(", ")
    );
    for (form, entry) in entries.iter().filter(|(_, entry)| entry.articles >= LEAST_ARTICLES) {
        let _ = write!(text, "\"{form}\" = [{}", entry.articles);
        for frame in Frame::ALL {
            let (cue, all) = entry.frames.get(&frame).copied().unwrap_or_default();
            let _ = write!(text, ", {cue}, {all}");
        }
        text.push_str("]\n");
    }
    std::fs::write(&args.out, text).with_context(|| args.out.display().to_string())
}
