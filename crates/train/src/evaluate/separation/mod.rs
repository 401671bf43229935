//! What counts of sourcing have to do with whether a celebrity story was debunked: the table that shows
//! that findings are no detector. Nothing here feeds a rule or a threshold.

mod counts;
mod fit;
mod report;

use std::path::PathBuf;

use clap::Args as ClapArgs;
use sayso::Scratch;

use super::findings::corpus;

/// Options.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Folder of the development texts
    #[arg(long, value_name = "FOLDER", default_value = "../shared/data")]
    data: PathBuf,
}

/// What was counted in one story.
pub(crate) struct Story {
    /// A fact-checking site debunked it.
    pub debunked: bool,
    /// Per 100 words (or in percent), in the order of [`counts::NAMES`].
    pub counts: Vec<f64>,
    /// Codes of article and statement findings, each once.
    pub codes: Vec<String>,
    /// Its words and pairs of words in small letters, each once.
    pub words: Vec<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let engine = sayso::Engine::default();
    let mut scratch = Scratch::default();
    let mut stories = Vec::new();
    for text in corpus::celebrity(&args.data)? {
        let analysis = engine.analyse(text.document()?, &mut scratch);
        stories.push(counts::count(&analysis, text.id.starts_with("fake")));
    }
    report::write(&stories)
}
