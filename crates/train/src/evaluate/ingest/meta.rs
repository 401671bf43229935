//! Metadata scored by a table made by hand. A value counts as found when it is given without doubt;
//! an organisation given where the page names one as author counts neither way.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::Given;
use super::pages::Page;

/// Fields in the order of the tables.
pub(crate) const FIELDS: [&str; 4] = ["title", "authors", "date", "outlet"];

/// Digits of a page's id that the table gives.
const ID: usize = 16;

/// True values by page.
pub(crate) type Truth = BTreeMap<String, [String; 4]>;

/// Right values, values given, values there.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Count {
    /// Given and right.
    pub right: u32,
    /// Given.
    pub given: u32,
    /// There to be found.
    pub there: u32,
}

/// Reads the table.
pub(crate) fn read(path: &Path) -> anyhow::Result<Truth> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut truth = Truth::new();
    for (i, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.starts_with("id\t") {
            continue;
        }
        let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [id, title, authors, date, outlet] = <[String; 5]>::try_from(columns)
            .map_err(|_| anyhow::anyhow!("{}:{}: expected five columns", path.display(), i + 1))?;
        truth.insert(id, [title, authors, date, outlet]);
    }
    Ok(truth)
}

/// FNV-1a 64 of the words in lower case with single blanks between them.
fn digest(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let hash = words.join(" ").bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Scores one extractor, field by field.
pub(crate) fn score(pages: &[Page], given: &[Given], truth: &Truth) -> [Count; 4] {
    let mut counts = [Count::default(); 4];
    for (page, given) in pages.iter().zip(given) {
        let Some(truth) = page.id.get(..ID).and_then(|id| truth.get(id)) else { continue };
        let [title, authors, date, outlet] = truth;
        let one = |value: &Option<String>| value.iter().map(|v| digest(v)).collect::<Vec<_>>();
        count(&mut counts[0], title, &one(&given.title));
        let names: Vec<String> = given.authors.iter().map(|name| digest(name)).collect();
        count(&mut counts[1], authors, &names);
        let date_given: Vec<String> = given.date.iter().cloned().collect();
        count(&mut counts[2], date, &date_given);
        count(&mut counts[3], outlet, &one(&given.outlet));
    }
    counts
}

/// Adds one page: each true value is met at most once.
fn count(count: &mut Count, truth: &str, given: &[String]) {
    let organisation = truth.strip_prefix("org:");
    let spellings = |value: &str, given: &str| value.split('|').any(|spelling| spelling == given);
    let values: Vec<&str> = match (truth, organisation) {
        ("-", _) | (_, Some(_)) => Vec::new(),
        (truth, None) => truth.split('+').collect(),
    };
    let passed = given.iter().filter(|g| organisation.is_some_and(|o| spellings(o, g))).count();
    let right = values.iter().filter(|v| given.iter().any(|g| spellings(v, g))).count();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    count.there += number(values.len());
    count.given += number(given.len() - passed);
    count.right += number(right);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_organisations_are_allowed_for() {
        let (a, b) = (digest("Ana  Brook"), digest("ana brook"));
        assert_eq!(a, b);
        let mut sum = Count::default();
        count(&mut sum, &format!("{a}+x|y"), &[a.clone(), "y".to_owned(), "z".to_owned()]);
        assert_eq!((sum.right, sum.given, sum.there), (2, 3, 2));
        let mut sum = Count::default();
        count(&mut sum, &format!("org:{a}"), &[b]);
        assert_eq!((sum.right, sum.given, sum.there), (0, 0, 0));
    }
}
