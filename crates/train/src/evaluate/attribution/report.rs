//! The tables: to the terminal, as raw counts to `evaluation/results/attribution.json`, and from
//! them to `docs/evaluation/attribution.md`.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::Context;
use serde_json::json;

use super::{Run, calibration, slices};
use sayso_train::score::{Count, Counts, MEASURES, bootstrap};

/// F1 of other systems on the same part: exact source, cue, content, linked, whole.
const PEERS: [(&str, [Option<f64>; 5], &str); 8] = [
    (
        "Citron, retrained on PolNeAR train",
        [Some(65.7), Some(55.6), Some(49.0), Some(54.4), Some(34.1)],
        "same scorer; 2.5-2.9k words/s with its parser; holds no source-less attribution",
    ),
    (
        "rules: quotation or clause complement of a say-verb, subject",
        [Some(43.8), Some(46.5), Some(38.0), Some(38.9), Some(21.8)],
        "same scorer; on a foreign parse",
    ),
    (
        "sixty lines of regular expressions",
        [Some(39.9), Some(47.9), Some(25.1), Some(30.0), Some(10.5)],
        "same scorer; cue list counted on train",
    ),
    (
        "textacy 0.13, per paragraph",
        [Some(20.8), Some(29.6), Some(28.4), Some(25.9), None],
        "same scorer; refuses documents with an odd number of marks",
    ),
    (
        "best without pretraining (BiLSTM + Cofe)",
        [Some(73.3), Some(67.1), Some(63.6), None, None],
        "published, test month, roles apart",
    ),
    (
        "BERT + Cofe",
        [Some(83.2), Some(75.3), Some(72.9), None, None],
        "published, test month, roles apart",
    ),
    (
        "people among themselves, 16 train articles",
        [Some(78.0), Some(70.5), Some(70.5), Some(74.6), Some(57.8)],
        "same scorer, 235 pairs of annotators",
    ),
    (
        "people among themselves, 2 dev articles",
        [Some(88.1), Some(85.7), Some(86.8), Some(87.2), Some(77.2)],
        "same scorer, 30 pairs; too few to steer by",
    ),
];

/// Sums of one run.
pub(super) fn total(documents: &[Counts]) -> Counts {
    let mut sum = Counts::default();
    for counts in documents {
        for (total, count) in sum.iter_mut().zip(counts) {
            total.add(*count);
        }
    }
    sum
}

/// Prints the figures of a run.
pub(super) fn print(run: &Run, draws: usize) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let documents = run.documents();
    writeln!(
        out,
        "{} articles, {} words; reading {:.1} s, attribution {:.1} s",
        documents.len(),
        run.words,
        run.seconds.0,
        run.seconds.1
    )?;
    let intervals = bootstrap(&documents, draws);
    for ((name, count), (low, high)) in MEASURES.iter().zip(total(&documents)).zip(intervals) {
        let [p, r, f] = count.percent();
        writeln!(
            out,
            "{name:<16} P {p:5.1}  R {r:5.1}  F1 {f:5.1}   {low:.1} - {high:.1}   {} of {}, {}",
            count.hits, count.predicted, count.gold
        )?;
    }
    for (name, count) in slices::slices(run) {
        let [p, r, f] = count.percent();
        writeln!(out, "  {name:<32} P {p:5.1}  R {r:5.1}  F1 {f:5.1}   gold {}", count.gold)?;
    }
    let bins = calibration::bins(run);
    writeln!(out, "calibration error {:.3}", calibration::error(&bins))?;
    for bin in bins.iter().filter(|bin| bin.count > 0) {
        writeln!(out, "  p {:.2}  linked {:.2}  of {}", bin.mean, bin.linked, bin.count)?;
    }
    Ok(())
}

/// Writes the raw counts and the page.
pub(super) fn write(run: &Run, rules: &Run, marks: [Count; 2], draws: usize) -> anyhow::Result<()> {
    let raw = json!({
        "subject": "attribution",
        "data": "PolNeAR dev, articles with one annotator",
        "articles": run.cases.len(),
        "words": run.words,
        "bootstrap": draws,
        "ours": figures(run, draws),
        "rules": figures(rules, draws),
        "speaker_marked": marks.map(|count| json!({"hits": count.hits, "gold": count.gold})),
    });
    save("evaluation/results/attribution.json", &(serde_json::to_string_pretty(&raw)? + "\n"))?;
    save("docs/evaluation/attribution.md", &page(run, rules, marks, draws))
}

fn save(path: &str, text: &str) -> anyhow::Result<()> {
    let path = std::path::Path::new(path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    std::fs::write(path, text).with_context(|| path.display().to_string())
}

fn figures(run: &Run, draws: usize) -> serde_json::Value {
    let documents = run.documents();
    let value = |name: &str, count: Count| json!({"name": name, "hits": count.hits, "predicted": count.predicted, "gold": count.gold});
    let measures: Vec<_> = MEASURES
        .iter()
        .zip(total(&documents))
        .zip(bootstrap(&documents, draws))
        .map(|((name, count), (low, high))| {
            let mut entry = value(name, count);
            entry["f1_interval"] = json!([round(low), round(high)]);
            entry
        })
        .collect();
    let slices: Vec<_> =
        slices::slices(run).into_iter().map(|(name, count)| value(name, count)).collect();
    let bins = calibration::bins(run);
    let calibration: Vec<_> = bins
        .iter()
        .map(|b| json!({"count": b.count, "mean_p": round(b.mean), "linked": round(b.linked)}))
        .collect();
    json!({
        "measures": measures,
        "linked_by_slice": slices,
        "calibration": calibration,
        "calibration_error": (calibration::error(&bins) * 1e4).round() / 1e4,
    })
}

fn round(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

fn page(run: &Run, rules: &Run, marks: [Count; 2], draws: usize) -> String {
    let mut page = String::from(
        "# Attribution on PolNeAR dev\n\n\
         Made by `sayso-train evaluate attribution` from the engine's own output; raw counts in\n\
         `evaluation/results/attribution.json`. Articles with one annotator; outermost attributions\n\
         with a cue. *Exact*: both ends of a fragment. *Linked*: content overlap >= 0.5, cues touch,\n\
         sources touch or both absent. *Whole*: all fragments of all roles.\n\n",
    );
    let documents = run.documents();
    let intervals = bootstrap(&documents, draws);
    let _ = writeln!(
        page,
        "{} articles, {} words, 95 % intervals from {draws} draws of documents.\n",
        documents.len(),
        run.words
    );
    page.push_str("| measure | P | R | F1 | interval |\n|---|---|---|---|---|\n");
    for ((name, count), (low, high)) in MEASURES.iter().zip(total(&documents)).zip(intervals) {
        let [p, r, f] = count.percent();
        let _ = writeln!(page, "| {name} | {p:.1} | {r:.1} | {f:.1} | {low:.1} - {high:.1} |");
    }
    page.push_str(
        "\n## Beside others\n\nF1. Published figures are on another part and take other units: see the remark.\n\n\
         | system | source | cue | content | linked | whole | remark |\n|---|---|---|---|---|---|---|\n",
    );
    let ours = |run: &Run| {
        let sum = total(&run.documents());
        [0, 1, 2, 6, 7].map(|measure| Some(sum[measure].percent()[2]))
    };
    let rows = [
        ("**Sayso**", ours(run), "same scorer"),
        ("Sayso, rules alone", ours(rules), "same scorer; counted cues over the same reading"),
    ];
    for (name, figures, remark) in rows.into_iter().chain(PEERS) {
        let cells: Vec<String> =
            figures.iter().map(|f| f.map_or("-".to_owned(), |f| format!("{f:.1}"))).collect();
        let _ = writeln!(page, "| {name} | {} | {remark} |", cells.join(" | "));
    }
    page.push_str(
        "\n## Slices\n\nThe *linked* measure; the property is asked of the gold for recall and of the\nprediction for precision.\n\n\
         | slice | P | R | F1 | gold |\n|---|---|---|---|---|\n",
    );
    let all = ("all", slices::whole(run));
    for (name, count) in slices::slices(run).into_iter().chain([all]) {
        let [p, r, f] = count.percent();
        let _ = writeln!(page, "| {name} | {p:.1} | {r:.1} | {f:.1} | {} |", count.gold);
    }
    let [he, she] = marks.map(|count| count.percent()[1]);
    let _ = write!(
        page,
        "\n## He and she\n\nLinked recall of reports whose source is *he* or *she*, in the articles and in copies with each for the\n\
         other, so that the same {} reports stand under both: {he:.1} under *he*, {she:.1} under *she*, {:.1} points apart\n\
         (at most 4 asked, goal 2).\n",
        marks[0].gold,
        (he - she).abs()
    );
    let bins = calibration::bins(run);
    let _ = write!(
        page,
        "\n## Probabilities\n\nPredictions by the engine's own probability; expected calibration error {:.3}.\n\n\
         | mean p | linked | predictions |\n|---|---|---|\n",
        calibration::error(&bins)
    );
    for bin in bins.iter().filter(|bin| bin.count > 0) {
        let _ = writeln!(page, "| {:.2} | {:.2} | {} |", bin.mean, bin.linked, bin.count);
    }
    page
}
