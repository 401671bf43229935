//! All faces hold the same findings on the same words, and settings, baselines and allowances change
//! them alike. Every test runs the built binary.

#![expect(clippy::unwrap_used, reason = "a test ends at its first surprise")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const EXAMPLES: [&str; 4] = ["gossip", "harbour", "keeper", "reunion"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn printed(args: &[&str]) -> String {
    let output = run(&root(), args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn parsed(args: &[&str]) -> Value {
    serde_json::from_str(&printed(args)).unwrap()
}

fn pair(value: &Value) -> Option<[u64; 2]> {
    Some([value[0].as_u64()?, value[1].as_u64()?])
}

/// Code and place of a finding.
type Found = (String, Option<[u64; 2]>);

fn found(
    list: &Value,
    code: impl Fn(&Value) -> Value,
    span: impl Fn(&Value) -> Option<[u64; 2]>,
) -> Vec<Found> {
    let one = |item: &Value| (code(item).as_str().unwrap().to_owned(), span(item));
    list.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn all_faces_hold_the_same_findings() {
    let mut seen = 0;
    for name in EXAMPLES {
        let file = format!("examples/{name}.txt");
        let json = parsed(&[&file, "--format", "json", "--offsets", "char"]);
        let expected = found(&json["findings"], |f| f["code"].clone(), |f| pair(&f["span"]));
        seen += expected.len();

        let sarif = parsed(&[&file, "--format", "sarif"]);
        let region = |result: &Value| {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let start = region["charOffset"].as_u64()?;
            Some([start, start + region["charLength"].as_u64()?])
        };
        let results = &sarif["runs"][0]["results"];
        assert_eq!(found(results, |r| r["ruleId"].clone(), region), expected, "{name}");

        let annotations = parsed(&[&file, "--format", "webannotation"]);
        let position = |a: &Value| {
            let position = &a["target"]["selector"][1];
            Some([position["start"].as_u64()?, position["end"].as_u64()?])
        };
        let tag = |a: &Value| a["body"][0]["value"].clone();
        assert_eq!(found(&annotations, tag, position), expected, "{name}");

        let bytes = parsed(&[&file, "--format", "json"]);
        let expected_bytes = found(&bytes["findings"], |f| f["code"].clone(), |f| pair(&f["span"]));
        let page = printed(&["report", &file]);
        let (_, data) = page.split_once("<script type=application/json id=data>").unwrap();
        let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
        let of_page = found(&data["findings"], |f| f[0].clone(), |f| pair(&f[2]));
        assert_eq!(of_page, expected_bytes, "{name}");
        assert_eq!(page.matches("<div class=\"find ").count(), expected.len());

        sheet_agrees(&printed(&[&file, "--all"]), &json);
        csv_agrees(&printed(&[&file, "--format", "csv", "--offsets", "char"]), &json);
        jsonld_agrees(&parsed(&[&file, "--format", "jsonld"]), &json);
        for digest in [&sarif["runs"][0]["results"][0]["properties"]["rules"], &data["rules"]] {
            assert_eq!(digest, &json["rules"]);
        }
    }
    assert!(seen > 20, "{seen}");
}

/// The sheet names every finding with its line and column, and counts them by severity.
fn sheet_agrees(sheet: &str, json: &Value) {
    let findings = json["findings"].as_array().unwrap();
    let mut expected: Vec<(String, String)> = findings
        .iter()
        .map(|f| {
            let place =
                pair(&f["line"]).map_or("-".into(), |[line, column]| format!("{line}:{column}"));
            (place, f["code"].as_str().unwrap().to_owned())
        })
        .collect();
    let mut shown: Vec<(String, String)> = sheet
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let (place, severity) = (words.next()?, words.next()?);
            let is_row = ["note", "gap", "conflict"].contains(&severity);
            is_row.then(|| (place.to_owned(), words.map(str::to_owned).collect::<Vec<_>>()))
        })
        .flat_map(|(place, words)| {
            // What is absent from the article stands on one line: "A101, A104".
            let several = words.iter().take_while(|word| word.ends_with(',')).count();
            let codes = words.into_iter().take(several + 1);
            codes.map(move |code| (place.clone(), code.trim_end_matches(',').to_owned()))
        })
        .collect();
    expected.sort();
    shown.sort();
    assert_eq!(shown, expected);
    for severity in ["gap", "note", "conflict"] {
        let n = findings.iter().filter(|f| f["severity"] == severity).count();
        let counted = format!("{n} {severity}{}", if n == 1 { "" } else { "s" });
        assert!(
            sheet.lines().any(|l| l.starts_with("FINDINGS") && l.contains(&counted)),
            "{sheet}"
        );
    }
    let last = sheet.lines().rev().take(3).collect::<Vec<_>>().into_iter().rev();
    let last: Vec<&str> = last.flat_map(str::split_whitespace).collect();
    assert!(last.join(" ").ends_with(json["summary"]["last_line"].as_str().unwrap()));
}

/// The cells of one line of CSV.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut quoted, mut chars) = (false, line.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cells.last_mut().unwrap().push(chars.next().unwrap());
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

/// A row a counted statement, with its grade, and the findings on its words.
fn csv_agrees(csv: &str, json: &Value) {
    let mut rows = csv.lines();
    let head = cells(rows.next().unwrap());
    let column = |name: &str| head.iter().position(|cell| cell == name).unwrap();
    let statements = json["statements"].as_array().unwrap();
    let counted = statements.iter().filter(|s| s["reports"] != true);
    let mut n = 0;
    for (row, statement) in rows.zip(counted.clone()) {
        let row = cells(row);
        let spans = statement["spans"].as_array().unwrap();
        let (first, last) = (pair(&spans[0]).unwrap(), pair(spans.last().unwrap()).unwrap());
        assert_eq!(row[column("statement")], statement["id"].to_string());
        assert_eq!(row[column("start")], first[0].to_string());
        assert_eq!(row[column("end")], last[1].to_string());
        assert_eq!(row[column("grade")], statement["grade"]["letter"].as_str().unwrap());
        let inside = |f: &&Value| {
            pair(&f["span"]).is_some_and(|[start, end]| first[0] <= start && end <= last[1])
        };
        let mut codes: Vec<&str> = json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(inside)
            .map(|f| f["code"].as_str().unwrap())
            .collect();
        codes.dedup();
        assert_eq!(row[column("findings")], codes.join(" "));
        n += 1;
    }
    assert_eq!(n, counted.count());
    assert_eq!(csv.lines().count(), n + 1);
}

/// A part for each attribution to somebody named.
fn jsonld_agrees(article: &Value, json: &Value) {
    let attributions = json["attributions"].as_array().unwrap();
    let named =
        attributions.iter().filter(|a| a["voice"] == "named" && !a["speaker"]["name"].is_null());
    let parts = article["hasPart"].as_array().unwrap();
    assert_eq!(parts.len(), named.clone().count());
    for (part, attribution) in parts.iter().zip(named) {
        // Who is neither a person nor an organisation stands as a credit.
        let places = [
            &part["spokenByCharacter"]["name"],
            &part["claimInterpreter"]["name"],
            &part["creditText"],
        ];
        let given: Vec<&Value> = places.into_iter().filter(|name| !name.is_null()).collect();
        assert_eq!(given, [&attribution["speaker"]["name"]]);
    }
}

#[test]
fn several_documents_make_one_file_of_every_form() {
    let of = |form: &str| printed(&["examples", "--format", form]);
    let json: Value = serde_json::from_str(&of("json")).unwrap();
    let total: usize =
        json.as_array().unwrap().iter().map(|d| d["findings"].as_array().unwrap().len()).sum();
    let sarif: Value = serde_json::from_str(&of("sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), total);
    let annotations: Value = serde_json::from_str(&of("webannotation")).unwrap();
    assert_eq!(annotations.as_array().unwrap().len(), total);
    let articles: Value = serde_json::from_str(&of("jsonld")).unwrap();
    assert_eq!(articles.as_array().unwrap().len(), EXAMPLES.len());
    assert_eq!(of("csv").lines().filter(|line| line.starts_with("id,statement")).count(), 1);
    let table = printed(&["examples"]);
    for name in EXAMPLES {
        assert!(table.contains(&format!("examples/{name}.txt")), "{table}");
    }
    assert!(table.contains("4 documents") && !table.contains("WHO SPEAKS"), "{table}");
    assert_eq!(printed(&["examples", "--all"]).matches("WHO SPEAKS").count(), EXAMPLES.len());
}

#[test]
fn formulas_in_cells_are_disarmed_unless_asked_not_to() {
    let folder = folder("csv");
    let name = "=1+1.txt";
    std::fs::write(folder.join(name), "The hall is closed, Ada Brook said, and will not open.\n")
        .unwrap();
    let of = |args: &[&str]| String::from_utf8(run(&folder, args).stdout).unwrap();
    let safe = of(&[name, "--format", "csv"]);
    let raw = of(&[name, "--format", "csv", "--csv-raw"]);
    assert!(safe.contains("\n'=1+1.txt,") && raw.contains("\n=1+1.txt,"), "{safe}\n{raw}");
    for row in safe.lines().skip(1) {
        assert!(
            cells(row).iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])),
            "{row}"
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// A fresh folder for the files of one test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("sayso-faces-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("deep/er")).unwrap();
    folder
}

const TEXT: &str = "Vale leaves the choir\n\nIn a recent interview, Orin Vale said that he will leave the \
                    choir. A source said that the choir was in debt.\n";

fn codes(output: &Output) -> Vec<String> {
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    findings.iter().map(|f| f["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn settings_are_found_above_the_input_and_give_way_to_arguments() {
    let folder = folder("settings");
    let put = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    put("deep/er/a.txt", TEXT);
    let of = |args: &[&str]| run(&folder, &[&["deep/er/a.txt", "--format", "json"], args].concat());
    let all = codes(&of(&[]));
    assert!(all.contains(&"S201".into()) && all.contains(&"A101".into()), "{all:?}");

    put("deep/sayso.toml", "select = [\"S2\"]\n[severity]\nS201 = \"note\"\n");
    assert!(codes(&of(&[])).iter().all(|code| code.starts_with("S2")));
    let json: Value = serde_json::from_slice(&of(&[]).stdout).unwrap();
    let s201 = json["findings"].as_array().unwrap().iter().find(|f| f["code"] == "S201").unwrap();
    assert_eq!(s201["severity"], "note");
    assert!(codes(&of(&["--select", "A1"])).iter().all(|code| code.starts_with("A1")));
    put("own.toml", "ignore = [\"A\"]\n");
    let with_own = codes(&of(&["--config", "own.toml"]));
    assert_eq!(with_own, all.iter().filter(|c| !c.starts_with('A')).cloned().collect::<Vec<_>>());

    for (text, words) in [
        (
            "select = [\"S2\"]\nignore = [\"Q9\"]\n",
            "sayso.toml:2:11: no finding has the code \"Q9\"",
        ),
        ("selct = []\n", "sayso.toml:1:1: unknown field `selct`, expected one of"),
        (
            "\n[lists.adverse]\nremove = [\"x y\"]\n",
            "sayso.toml:2:8: list \"adverse\" has no entry",
        ),
    ] {
        put("deep/sayso.toml", text);
        let output = of(&[]);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(words), "{stderr}");
    }
    let missing = of(&["--config", "no-such.toml"]);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no-such.toml: cannot be read"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_baseline_leaves_out_what_it_knows_and_only_that() {
    let folder = folder("baseline");
    let put = |text: &str| std::fs::write(folder.join("a.txt"), text).unwrap();
    put(TEXT);
    let of = |args: &[&str]| run(&folder, &[&["a.txt", "--format", "json"], args].concat());
    let before = codes(&of(&["--write-baseline", "known"]));
    assert!(!before.is_empty());
    let compared = ["--baseline", "known", "--fail-on", "note"];
    let output = of(&compared);
    assert_eq!((codes(&output).len(), output.status.code()), (0, Some(0)));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["suppressed"]["known"], before.len());

    put(&(TEXT.to_owned() + "\nInsiders said that the hall was sold.\n"));
    let output = of(&compared);
    assert_eq!(output.status.code(), Some(1));
    assert!(codes(&output).iter().all(|code| code.starts_with('S')), "{:?}", codes(&output));

    std::fs::write(folder.join("known"), "something else\n").unwrap();
    let stderr = String::from_utf8_lossy(&of(&compared).stderr).into_owned();
    assert!(stderr.contains("known: line 1") && stderr.contains("expected"), "{stderr}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn comments_allow_findings_only_where_that_is_asked_for() {
    let folder = folder("allow");
    let text =
        TEXT.replace("In a recent", "<!-- sayso: allow S201 by agreement -->\n\nIn a recent");
    let page = format!(
        "<!doctype html><title>Vale leaves</title><h1>Vale leaves the choir</h1>{}<p>The board of the \
         choir meets again next week, when the log of the hall will be read to all.</p>",
        text.lines()
            .skip(2)
            .map(|line| if line.starts_with("In") { format!("<p>{line}</p>") } else { line.into() })
            .collect::<String>()
    );
    for (name, content) in [("a.txt", &text), ("a.html", &page)] {
        std::fs::write(folder.join(name), content).unwrap();
        let of = |args: &[&str]| run(&folder, &[&[name, "--format", "json"], args].concat());
        let plain = codes(&of(&[]));
        assert!(
            plain.contains(&"S201".into()) && plain.contains(&"R909".into()),
            "{name}: {plain:?}"
        );
        let honoured = of(&["--honour-allow"]);
        let codes = codes(&honoured);
        assert!(!codes.contains(&"S201".into()) && !codes.contains(&"R909".into()), "{codes:?}");
        let json: Value = serde_json::from_slice(&honoured.stdout).unwrap();
        assert_eq!(json["suppressed"]["allowed"], 1);
        assert_eq!(json["text"].as_str().unwrap().contains("sayso: allow"), name == "a.txt");
        let in_statement = json["statements"].as_array().unwrap().iter().any(|s| {
            let [start, end] = pair(&s["spans"][0]).unwrap();
            let (start, end) = (usize::try_from(start).unwrap(), usize::try_from(end).unwrap());
            json["text"].as_str().unwrap().get(start..end).unwrap().contains("allow")
        });
        assert!(!in_statement, "a comment makes no statement");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
