//! A person's settings, as they stand in `sayso.toml`: which rules, at which severity, with which words.

use std::collections::BTreeMap;

use sayso_core::Severity;
use serde::Deserialize;
use toml::Spanned;

use crate::lists::{ListChange, Lists};
use crate::ruleset::{RuleSetError, Selection};

/// The keys of the file.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct File {
    select: Vec<Spanned<String>>,
    ignore: Vec<Spanned<String>>,
    preview: bool,
    honour_allow: bool,
    severity: BTreeMap<Spanned<String>, Severity>,
    lists: BTreeMap<Spanned<String>, ListChange>,
}

/// Settings that cannot be met.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct SettingsError {
    /// Line of the file, from 1.
    pub line: usize,
    /// Column in it, in characters, from 1.
    pub column: usize,
    /// What stands there and what was expected.
    pub message: String,
}

impl Selection {
    /// The selection that a settings file asks for.
    ///
    /// # Errors
    /// No TOML; an unknown key, code, severity or list; a change of a list that does not fit: with line
    /// and column.
    pub fn from_toml(text: &str) -> Result<Self, SettingsError> {
        let fault = |at: usize, message: String| {
            let before = text.get(..at).unwrap_or(text);
            let line = before.rsplit('\n').next().unwrap_or_default();
            SettingsError {
                line: before.matches('\n').count() + 1,
                column: line.chars().count() + 1,
                message,
            }
        };
        let file: File = toml::from_str(text).map_err(|error| {
            // The words of the parser's library, in those of a settings file.
            let message = error.message().replace("a sequence", "a list in brackets");
            let message = message.replace("a map", "a table").replace(" map,", " table,");
            fault(error.span().map_or(0, |span| span.start), message)
        })?;
        let codes = file.select.iter().chain(&file.ignore).chain(file.severity.keys());
        for code in codes {
            let at = code.span().start;
            let code = code.get_ref();
            if !Self::is_known(code) {
                return Err(fault(at, RuleSetError::UnknownCode(code.clone()).to_string()));
            }
        }
        for (name, change) in &file.lists {
            let one = BTreeMap::from([(name.get_ref().clone(), change.clone())]);
            Lists::new(&one).map_err(|message| fault(name.span().start, message))?;
        }
        let plain = |codes: Vec<Spanned<String>>| codes.into_iter().map(Spanned::into_inner);
        Ok(Self {
            select: plain(file.select).collect(),
            ignore: plain(file.ignore).collect(),
            preview: file.preview,
            honour_allow: file.honour_allow,
            severity: file.severity.into_iter().map(|(k, v)| (k.into_inner(), v)).collect(),
            lists: file.lists.into_iter().map(|(k, v)| (k.into_inner(), v)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_its_selection() {
        let text = "select = [\"S\"]\nignore = [\"S216\"]\nhonour-allow = true\n\
                    [severity]\nS208 = \"note\"\n[lists.adverse]\nadd = [\"betray the town\"]\n";
        let selection = Selection::from_toml(text).unwrap();
        assert_eq!(selection.select, ["S"]);
        assert_eq!(selection.ignore, ["S216"]);
        assert!(selection.honour_allow && !selection.preview);
        assert_eq!(selection.severity["S208"], Severity::Note);
        assert_eq!(selection.lists["adverse"].add, ["betray the town"]);
        assert_eq!(Selection::from_toml(""), Ok(Selection::default()));
    }

    #[test]
    fn faults_name_their_line_and_what_was_expected() {
        for (text, line, column, words) in [
            ("\nselect = \"S\"", 2, 10, "expected a list in brackets"),
            ("select = [\"S2\",\n\"Q9\"]", 2, 1, "\"Q9\""),
            ("selct = []", 1, 1, "expected one of `select`"),
            ("[severity]\nS208 = \"error\"", 2, 8, "`note`, `gap`, `conflict`"),
            ("[severity]\nS2 = \"note\"\nX = \"gap\"", 3, 1, "\"X\""),
            ("select = [\"S28\"]", 1, 11, "did you mean S208 (occasion-unlocated)?"),
            ("# words\n[lists.nothing]\nadd = []", 2, 8, "there is no list \"nothing\""),
            ("[lists.adverse]\nremove = [\"no such\"]", 1, 8, "no entry \"no such\""),
            ("ignore = [ # 𝄞\n'A', 'é', 3]", 2, 11, ""),
            ("a = ", 1, 5, ""),
        ] {
            let error = Selection::from_toml(text).unwrap_err();
            assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
            assert!(error.message.contains(words), "{text}: {error}");
        }
    }
}
