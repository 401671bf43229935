//! Case files: Markdown with a fenced sample a case under four heads.

use sayso::core::Code;

/// What is expected of a sample.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// The marked words, and no others.
    Fires,
    /// Nothing: a near miss.
    Silent,
    /// Nothing, since the text leaves it open.
    Undecidable,
    /// The marked words; nothing after the edit.
    ClearedBy,
}

/// One sample with its name.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) sample: String,
    /// Findings on the article as a whole that are expected, from the fence's info string.
    pub(crate) on_whole: Vec<Code>,
}

/// How many cases of each kind a file has.
#[derive(Debug)]
pub(crate) struct Counts {
    fires: usize,
    silent: usize,
    undecidable: usize,
    emoji: bool,
}

pub(crate) fn counts(cases: &[Case]) -> Counts {
    let of = |kind: Kind| cases.iter().filter(|case| case.kind == kind).count();
    let is_emoji = |c: char| ('\u{1F300}'..='\u{1FAFF}').contains(&c);
    let fires = cases.iter().filter(|case| case.kind == Kind::Fires);
    Counts {
        fires: of(Kind::Fires),
        silent: of(Kind::Silent),
        undecidable: of(Kind::Undecidable),
        emoji: fires.clone().any(|case| {
            let before = case.sample.split("[[").next().unwrap_or_default();
            before.contains(is_emoji)
        }) || fires.clone().all(|case| !case.sample.contains("[[")),
    }
}

impl Counts {
    /// At least three that fire (the page's own example counts as one), three near misses, one that
    /// the text leaves open; one with an emoji before the marked words.
    pub(crate) fn check(&self, code: Code) -> Result<(), String> {
        if self.fires >= 2 && self.silent >= 3 && self.undecidable >= 1 && self.emoji {
            return Ok(());
        }
        // Findings about the engine's own work have nothing to leave open.
        if code.family == 'R' && self.fires >= 1 && self.silent >= 1 {
            return Ok(());
        }
        Err(format!("{self:?}; needed: 2 besides the page's example, 3, 1 and an emoji"))
    }
}

/// The cases of a file.
pub(crate) fn parse(text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut kind = None;
    let mut name = String::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        if let Some(head) = line.strip_prefix("## ") {
            kind = Some(match head {
                "Fires" => Kind::Fires,
                "Silent" => Kind::Silent,
                "Undecidable" => Kind::Undecidable,
                "Cleared by" => Kind::ClearedBy,
                _ => return Err(format!("line {number}: no such head: {head}")),
            });
            name.clear();
        } else if let Some(info) = line.strip_prefix("```text") {
            let kind = kind.ok_or_else(|| format!("line {number}: a sample before any head"))?;
            let body: Vec<&str> =
                lines.by_ref().map(|(line, _)| line).take_while(|line| *line != "```").collect();
            let same = cases.iter().filter(|c| c.name.starts_with(&format!("{kind:?}: {name}")));
            let again = match same.count() {
                0 => String::new(),
                n => format!(" ({})", n + 1),
            };
            cases.push(Case {
                name: format!("{kind:?}: {name}{again}"),
                kind,
                sample: body.join("\n"),
                on_whole: info.split_whitespace().filter_map(Code::parse).collect(),
            });
        } else if !line.trim().is_empty() {
            line.trim().trim_end_matches([':', '.']).clone_into(&mut name);
        }
    }
    Ok(cases)
}
