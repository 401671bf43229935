//! Runs the cases of every finding, in `fixtures/findings/` and on the findings' own pages, through
//! the whole engine. How a case file is written stands in `fixtures/findings/README.md`.

mod case;
mod others;
mod sample;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use sayso::Engine;
use sayso::core::Code;
use sayso::findings::{REGISTRY, RuleSet, Selection, Status, page, wording};

use case::{Case, Kind};

/// The engine and its rules, for samples with texts of an index.
type Rules = (Engine, RuleSet);

fn main() {
    let selection = Selection { preview: true, ..Selection::default() };
    let rules = RuleSet::new(&selection).expect("the built-in rules fit together");
    let engine = Arc::new((Engine::new(rules.clone()), rules));
    let mut trials = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/findings");
    for entry in REGISTRY.iter().filter(|entry| entry.status != Status::Retired) {
        let name = format!("{}-{}", entry.code, entry.name);
        let example = Case {
            name: "example of the page".to_owned(),
            kind: Kind::Fires,
            sample: page(entry).sample().to_owned(),
            on_whole: page(entry).on_whole(),
        };
        trials.push(trial(&engine, entry.code, &name, example));
        let path = folder.join(format!("{name}.md"));
        // Findings on the engine's own work come from notes that many a sample cannot call forth.
        if entry.code.family == 'R' && !path.exists() {
            continue;
        }
        let read =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()));
        let cases = read.and_then(|text| case::parse(&text));
        match cases {
            Ok(cases) => {
                let code = entry.code;
                let counts = case::counts(&cases);
                trials.push(Trial::test(format!("{name}::enough cases"), move || {
                    counts.check(code).map_err(Failed::from)
                }));
                trials
                    .extend(cases.into_iter().map(|case| trial(&engine, entry.code, &name, case)));
            }
            Err(error) => {
                trials.push(Trial::test(format!("{name}::file"), move || Err(error.into())));
            }
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn trial(engine: &Arc<Rules>, code: Code, file: &str, case: Case) -> Trial {
    let engine = Arc::clone(engine);
    let name = format!("{file}::{}", case.name);
    Trial::test(name, move || run(&engine, code, &case).map_err(Failed::from))
}

fn run(engine: &Rules, code: Code, case: &Case) -> Result<(), String> {
    match case.kind {
        Kind::Fires => check(engine, code, &case.sample, &case.on_whole),
        Kind::Silent | Kind::Undecidable => check(engine, code, &case.sample, &[]),
        Kind::ClearedBy => {
            let (before, after) = sample::edits(&case.sample)?;
            check(engine, code, &before, &case.on_whole).map_err(|e| format!("before: {e}"))?;
            check(engine, code, &sample::without_marks(&after), &[])
                .map_err(|e| format!("after: {e}"))
        }
    }
}

/// The findings of `code`, and of other codes that the sample marks, are exactly the marked ones.
fn check(engine: &Rules, code: Code, text: &str, on_whole: &[Code]) -> Result<(), String> {
    let sample = sample::parse(text)?;
    let analysis = sample.analyse(&engine.0, &engine.1)?;
    let document = &analysis.document;
    let mut expected: Vec<(String, String)> = Vec::new();
    for mark in &sample.marks {
        expected.push((mark.code.to_string(), mark.words.clone()));
    }
    expected.extend(on_whole.iter().map(|code| (code.to_string(), String::new())));
    let looked_at = |c: Code| {
        c == code || on_whole.contains(&c) || sample.marks.iter().any(|mark| mark.code == c)
    };
    let mut found = Vec::new();
    for finding in analysis.findings.iter().filter(|finding| looked_at(finding.code)) {
        wording::check(finding)?;
        let words = finding.span.map_or(String::new(), |span| document.slice(span).to_owned());
        if finding.span.is_some() && words.is_empty() {
            return Err(format!("the span of {} is not on characters of the text", finding.code));
        }
        if let (Some(span), Some(shift)) = (finding.span, sample.shift(document)) {
            let mark = sample.marks.iter().find(|m| m.code == finding.code && m.words == words);
            let place = span.start.checked_sub(shift);
            let at_mark = |m: &sample::Mark| {
                sample.marks.iter().any(|o| o.code == m.code && Some(o.start) == place)
            };
            if mark.is_some_and(|mark| mark.start != u32::MAX && !at_mark(mark)) {
                return Err(format!("{}: {words:?} stands at another place", finding.code));
            }
        }
        found.push((finding.code.to_string(), words));
    }
    expected.sort();
    found.sort();
    if expected == found {
        return Ok(());
    }
    Err(format!("expected {expected:?}\n   found {found:?}\n{}", sample::describe(&analysis)))
}
