//! `cargo xtask new-finding CODE NAME`: the three places of a finding as skeletons: its rule file, whose
//! module doc is the public page, its row in the registry, and its cases.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

const RULES: &str = "crates/findings/src/rules";
const REGISTRY: &str = "crates/findings/src/codes.rs";
const CASES: &str = "fixtures/findings";

/// A code and a name that fit together.
struct New<'a> {
    family: char,
    number: u16,
    /// Folder under `rules/`.
    room: &'static str,
    name: &'a str,
}

impl<'a> New<'a> {
    fn parse(code: &str, name: &'a str) -> Result<Self> {
        let mut chars = code.chars();
        let family = chars.next().unwrap_or_default();
        let room = match family {
            'A' => "article",
            'S' => "statement",
            'T' => "trace",
            'R' => "engine",
            _ => bail!("{code:?}: expected A, S, T or R and three digits, as in S208"),
        };
        let digits = chars.as_str();
        ensure!(
            digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()),
            "{code:?}: expected A, S, T or R and three digits, as in S208"
        );
        let words =
            name.split('-').all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()));
        ensure!(words, "{name:?}: expected small letters and hyphens, as in occasion-unlocated");
        Ok(Self { family, number: digits.parse()?, room, name })
    }

    fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    fn code(&self) -> String {
        format!("{}{:03}", self.family, self.number)
    }

    /// The registry with the new row in its place.
    fn registered(&self, registry: &str) -> Result<String> {
        let row = |line: &str| {
            let (_, rest) = line.split_once(": '")?;
            let (family, rest) = rest.split_once("' ")?;
            let number: u16 = rest.split(' ').next()?.parse().ok()?;
            let rank = "ASTCR".find(family).filter(|_| line.starts_with("    "))?;
            Some((rank, number))
        };
        let own = ("ASTCR".find(self.family).unwrap_or(usize::MAX), self.number);
        let mut place = None;
        let mut at = 0;
        for line in registry.split_inclusive('\n') {
            if let Some(key) = row(line) {
                ensure!(
                    key != own,
                    "{} is taken in {REGISTRY}; codes are never reused",
                    self.code()
                );
                if key > own && place.is_none() {
                    place = Some(at);
                }
            }
            at += line.len();
            if line == "}\n"
                && place.is_none()
                && registry.get(..at).is_some_and(|s| s.contains("\nregistry! {"))
            {
                place = Some(at - line.len());
            }
        }
        let place = place.with_context(|| format!("{REGISTRY}: no place for a row"))?;
        let (before, after) = registry.split_at_checked(place).context("a place inside a row")?;
        let subject = match self.room {
            "article" | "trace" => "Article",
            "statement" => "Both",
            _ => "Engine",
        };
        Ok(format!(
            "{before}    {}::{}: '{}' {} \"{}\" Preview \"0.1.0\" Note {subject}\n        \"\" \"\" [];\n{after}",
            self.room,
            self.module(),
            self.family,
            self.number,
            self.name
        ))
    }

    /// The modules with the new one in its place.
    fn listed(&self, modules: &str) -> String {
        let line = format!("pub(crate) mod {};", self.module());
        let mut lines: Vec<&str> = modules.lines().collect();
        let is_later = |l: &str| l.starts_with("pub(crate) mod") && *l > *line;
        let place = lines.iter().position(|l| is_later(l)).unwrap_or(lines.len());
        lines.insert(place, &line);
        lines.join("\n") + "\n"
    }

    fn rule(&self) -> String {
        let code = self.code();
        format!(
            "//! One sentence: what the text shows or lacks.\n//!\n//! # What it reports\n//! When it fires, and what it leaves alone.\n\
             //!\n//! # Why it matters\n//! What a reader cannot do without it.\n//!\n//! # Example\n//! ```text\n\
             //! Orin Vale said that [[the words it points at]]{{{code}}} stand here.\n//! ```\n//!\n//! # What clears it\n\
             //! The edit after which it is silent.\n\nuse crate::report::Report;\nuse crate::view::View;\n\n\
             pub(crate) fn check(view: &View<'_>, report: &mut Report<'_>) {{\n    let _ = (view, report);\n}}\n"
        )
    }

    fn cases(&self) -> String {
        let code = self.code();
        let case = |head: &str, text: &str| format!("{head}:\n```text\n{text}\n```\n\n");
        let mut out = format!("# {code} {}\n\n## Fires\n\n", self.name);
        out += &case(
            "A second firing, with an emoji before it",
            &format!("🎸 Words [[here]]{{{code}}}."),
        );
        out += &case("A third", &format!("Words [[there]]{{{code}}}."));
        out += "## Silent\n\n";
        for near in ["A near miss", "Another near miss", "A third near miss"] {
            out += &case(near, "Words.");
        }
        out += "## Undecidable\n\n";
        out += case("What the text leaves open", "Words.").trim_end();
        out + "\n"
    }
}

/// Writes the skeletons; refuses where one is there.
pub(crate) fn run(code: &str, name: &str) -> Result<()> {
    let new = New::parse(code, name)?;
    let rule = Path::new(RULES).join(new.room).join(format!("{}.rs", new.module()));
    let cases = Path::new(CASES).join(format!("{}-{name}.md", new.code()));
    for path in [&rule, &cases] {
        ensure!(!path.exists(), "{} is there", path.display());
    }
    let modules = Path::new(RULES).join(new.room).join("mod.rs");
    let read = |path: &Path| {
        std::fs::read_to_string(path)
            .with_context(|| format!("{}: run it in the root", path.display()))
    };
    let registry = new.registered(&read(Path::new(REGISTRY))?)?;
    let listed = new.listed(&read(&modules)?);
    for (path, content) in [
        (rule.as_path(), new.rule()),
        (&cases, new.cases()),
        (&modules, listed),
        (Path::new(REGISTRY), registry),
    ] {
        std::fs::write(path, content).with_context(|| path.display().to_string())?;
        crate::stage::say(&format!("wrote {}", path.display()));
    }
    crate::stage::say(
        "next: the rule, its cases, then cargo test -p sayso --test findings and cargo xtask generate",
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "x\nregistry! {\n    article::a_b: 'A' 101 \"a-b\" Stable\n        \"\" \"\" [];\n    statement::c: 'S' 201 \"c\" Stable\n        \"\" \"\" [];\n}\n";

    #[test]
    fn rows_go_where_their_code_belongs() {
        let registered = |code: &str| New::parse(code, "new-one").unwrap().registered(ROWS);
        let after = |code: &str, before: &str| {
            let text = registered(code).unwrap();
            text.find("new_one").unwrap() < text.find(before).unwrap()
        };
        assert!(after("A100", "a_b") && after("A102", "statement::c") && !after("A102", "a_b"));
        assert!(!after("S202", "statement::c") && after("R901", "\n}\n"));
        assert!(registered("S201").is_err());
    }

    #[test]
    fn modules_stay_in_order_and_names_are_checked() {
        let new = New::parse("S202", "bell-rings").unwrap();
        let modules = "//! Doc.\n\npub(crate) mod apple;\npub(crate) mod cherry;\n";
        assert!(
            new.listed(modules)
                .contains("apple;\npub(crate) mod bell_rings;\npub(crate) mod cherry")
        );
        for (code, name) in
            [("X101", "a"), ("S20", "a"), ("S2001", "a"), ("S201", "A-b"), ("S201", "a--b")]
        {
            assert!(New::parse(code, name).is_err(), "{code} {name}");
        }
    }
}
