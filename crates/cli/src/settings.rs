//! The rules for each input: `sayso.toml` in its folder or the nearest one above it, then the arguments.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use sayso::Engine;
use sayso::findings::{Baseline, RuleSet, Selection};

use crate::args::RuleArgs;
use crate::input::Place;
use crate::output::plain;

/// Name of a settings file.
const NAME: &str = "sayso.toml";

/// One engine a settings file, all with the same models.
pub(crate) struct Engines {
    list: Vec<Engine>,
    /// By place: which engine.
    by_place: Vec<usize>,
}

impl Engines {
    /// The engines that some places need.
    ///
    /// # Errors
    /// A settings file or baseline that cannot be read, with its line; an unknown code.
    pub(crate) fn new(args: &RuleArgs, places: &[Place]) -> Result<Self> {
        let mut first = Engine::new(RuleSet::new(&selection(args, None)?)?);
        if let Some(path) = &args.baseline {
            first = first.with_baseline(baseline(path)?);
        }
        let mut engines = Self { list: vec![first], by_place: Vec::with_capacity(places.len()) };
        let mut by_folder: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let mut by_file: BTreeMap<PathBuf, usize> = BTreeMap::new();
        for place in places {
            let folder = match place {
                Place::File(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
                Place::Standard => PathBuf::new(),
            };
            let engine = match by_folder.get(&folder) {
                Some(&engine) => engine,
                None => match args.config.clone().or_else(|| nearest(&folder)) {
                    None => 0,
                    Some(file) => match by_file.get(&file) {
                        Some(&engine) => engine,
                        None => engines.add(args, file, &mut by_file)?,
                    },
                },
            };
            by_folder.insert(folder, engine);
            engines.by_place.push(engine);
        }
        Ok(engines)
    }

    fn add(
        &mut self,
        args: &RuleArgs,
        file: PathBuf,
        by_file: &mut BTreeMap<PathBuf, usize>,
    ) -> Result<usize> {
        let rules = RuleSet::new(&selection(args, Some(&file))?)?;
        self.list.push(self.list[0].with_rules(rules));
        by_file.insert(file, self.list.len() - 1);
        Ok(self.list.len() - 1)
    }

    /// The engine of a place, by its number.
    pub(crate) fn of(&self, place: usize) -> &Engine {
        &self.list[self.by_place.get(place).copied().unwrap_or(0)]
    }
}

/// The settings file of a folder: its own or the nearest one above.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let whole =
        std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    whole.ok()?.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file())
}

/// What a settings file asks for, changed by the arguments.
fn selection(args: &RuleArgs, file: Option<&Path>) -> Result<Selection> {
    let mut selection = match file {
        None => Selection::default(),
        Some(file) => {
            let text = fs::read_to_string(file).map_err(|error| {
                let place = file.display();
                anyhow!("{place}: cannot be read: {}; expected a settings file", plain(&error))
            })?;
            Selection::from_toml(&text).map_err(|fault| anyhow!("{}:{fault}", file.display()))?
        }
    };
    if !args.select.is_empty() {
        selection.select.clone_from(&args.select);
    }
    if !args.ignore.is_empty() {
        selection.ignore.clone_from(&args.ignore);
    }
    selection.preview |= args.preview;
    selection.honour_allow |= args.honour_allow;
    Ok(selection)
}

fn baseline(path: &Path) -> Result<Baseline> {
    let place = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        anyhow!("{place}: cannot be read: {}; --write-baseline makes such a file", plain(&error))
    })?;
    Baseline::parse(&text).map_err(|fault| anyhow!("{place}: {fault}"))
}
