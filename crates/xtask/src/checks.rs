//! Checks on the tree itself: which crate uses which, licences of dependencies, words that may not
//! stand in the product.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What `cargo metadata` says.
fn metadata(args: &[&str]) -> Result<Value> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(args)
        .output()
        .context("cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The crates' use of each other is exactly what `arrows.toml` allows.
pub(crate) fn arrows() -> Result<()> {
    let file = "crates/xtask/arrows.toml";
    let allowed: BTreeMap<String, BTreeSet<String>> =
        toml::from_str(&std::fs::read_to_string(file)?).context(file)?;
    let metadata = metadata(&["--no-deps"])?;
    let packages = items(&metadata["packages"]);
    let ours: BTreeSet<&str> = packages.iter().map(|package| text(package, "name")).collect();
    let mut wrong = Vec::new();
    for package in packages {
        let name = text(package, "name");
        let uses: BTreeSet<String> = items(&package["dependencies"])
            .iter()
            .filter(|dependency| text(dependency, "kind") != "dev")
            .map(|dependency| text(dependency, "name").to_owned())
            .filter(|used| ours.contains(used.as_str()))
            .collect();
        let may = allowed.get(name).cloned().unwrap_or_default();
        wrong.extend(uses.difference(&may).map(|used| format!("{name} -> {used} is not allowed")));
        wrong.extend(may.difference(&uses).map(|used| format!("{name} -> {used} is not used")));
    }
    if !wrong.is_empty() {
        bail!("{file}:\n  {}", wrong.join("\n  "));
    }
    Ok(())
}

/// Every dependency offers a licence of the allow-list in `deny.toml`.
pub(crate) fn licences() -> Result<()> {
    let list: toml::Table = toml::from_str(&std::fs::read_to_string("deny.toml")?)?;
    let allowed: BTreeSet<&str> = list["licenses"]["allow"]
        .as_array()
        .context("deny.toml: licenses.allow is missing")?
        .iter()
        .filter_map(toml::Value::as_str)
        .collect();
    let metadata = metadata(&[])?;
    let wrong: Vec<String> = items(&metadata["packages"])
        .iter()
        // Packages of the workspace have no source; weights are under their own cards.
        .filter(|package| !package["source"].is_null())
        .filter(|package| !offers(text(package, "license"), &allowed))
        .map(|package| format!("{} {}", text(package, "name"), package["license"]))
        .collect();
    if !wrong.is_empty() {
        bail!("licences outside deny.toml:\n  {}", wrong.join("\n  "));
    }
    Ok(())
}

/// An SPDX expression can be met: one side of each OR, both sides of each AND.
fn offers(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    // AND binds closer than OR; brackets around an OR inside an AND do not occur with this reading,
    // because "(A OR B) AND C" is split at AND first.
    plain.split(" AND ").all(|part| part.split(" OR ").any(|name| allowed.contains(name.trim())))
}

/// Nothing in the product names an example article's people, or the place it was made.
pub(crate) fn hygiene() -> Result<()> {
    let mut words: Vec<String> =
        ["crates.io", "pypi.org", "npmjs.org"].map(|host| format!("{host}/")).to_vec();
    if let Ok(article) = std::fs::read_to_string("../shared/data/seed/article.txt") {
        words.extend(names(&article));
    }
    let listed = Command::new("git").args(["ls-files", "-z"]).output().context("git ls-files")?;
    let files = String::from_utf8(listed.stdout)?;
    let mut hits = Vec::new();
    let skip = |file: &str| file.is_empty() || file == "Cargo.lock";
    for file in files.split('\0').filter(|file| !skip(file)) {
        let Ok(content) = std::fs::read_to_string(Path::new(file)) else { continue };
        for (i, line) in content.lines().enumerate() {
            let hit = words.iter().find(|word| line.contains(word.as_str()));
            hits.extend(hit.map(|word| format!("{file}:{}: {word:?}", i + 1)));
        }
    }
    if !hits.is_empty() {
        bail!("words that may not stand in the project:\n  {}", hits.join("\n  "));
    }
    Ok(())
}

/// Runs of two or more capitalised words of running text.
fn names(article: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for paragraph in article.lines().filter(|line| !line.is_empty()).skip(1) {
        let mut run: Vec<&str> = Vec::new();
        for word in paragraph.split_whitespace().chain([""]) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let capital = bare.starts_with(char::is_uppercase) && bare.len() > 2;
            if capital {
                run.push(bare.trim_end_matches("’s"));
            }
            if !capital || word.ends_with([',', '.', ':']) {
                if run.len() >= 2 {
                    names.insert(run.join(" "));
                }
                run.clear();
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licence_expressions_are_met_by_one_side_of_or_and_both_of_and() {
        let allowed = BTreeSet::from(["MIT", "Unicode-3.0"]);
        assert!(offers("MIT OR GPL-3.0", &allowed));
        assert!(offers("(MIT OR Apache-2.0) AND Unicode-3.0", &allowed));
        assert!(!offers("MIT AND GPL-3.0", &allowed));
        assert!(!offers("", &allowed));
    }

    #[test]
    fn names_are_runs_of_capitalised_words() {
        let names = names("A Headline Here\n\nThen Mira Tolland, of Port Ash, spoke to Ada.");
        let expected = ["Mira Tolland", "Port Ash", "Then Mira Tolland"];
        assert!(names.iter().all(|name| expected.contains(&name.as_str())), "{names:?}");
        assert!(names.contains("Port Ash"));
    }
}
