//! The report: one HTML page that a person opens from disk, reads, prints and sends on. It asks for
//! nothing from anywhere, says all it has to say with scripts off, and a hostile article is only text
//! in it.
//!
//! Style and script are written in `web/` and committed here as built; the page's policy names both
//! by their hash, so nothing else can run.

mod article;
mod cards;
mod help;
mod html;
mod overview;
mod segments;
mod view;
mod wording;

use serde::Serialize;
use sha2::{Digest, Sha256};

use self::html::Html;
use self::segments::Run;
use self::view::View;
use crate::Analysis;

const STYLE: &str = include_str!("built/report.css");
const SCRIPT: &str = include_str!("built/report.js");
/// The content of the policy's tag, with the hashes of the two above.
const POLICY: &str = include_str!("built/policy.txt");

/// Bytes of text from which on the page lays out only what is in view.
const LONG: usize = 100_000;

/// What the script needs beside the page. Spans are bytes of the text, runs are numbers of pieces.
#[derive(Serialize)]
struct Data<'a> {
    sayso: &'static str,
    document: &'a str,
    title: String,
    text_sha256: String,
    rules: &'a str,
    /// By statement two numbers: its attribution and its row of *Who speaks*, -1 for none.
    statements: Vec<i64>,
    /// Runs of the words that name the source, and of those that mark the act, each run two numbers.
    attributions: Vec<[Vec<u32>; 2]>,
    findings: Vec<FindingData>,
}

/// Code, name, bytes and run; both empty for the article as a whole.
#[derive(Serialize)]
struct FindingData(String, &'static str, Option<[u32; 2]>, Option<Run>);

/// The page of one document.
pub fn report(analysis: &Analysis) -> String {
    let view = View::of(analysis);
    let mut html = Html::default();
    html.raw("<!doctype html><html lang=en><meta charset=utf-8>");
    html.raw("<meta http-equiv=Content-Security-Policy content=\"").raw(POLICY).raw("\">");
    html.raw("<meta name=viewport content=\"width=device-width\"><meta name=color-scheme ");
    html.raw("content=\"light dark\"><title>");
    html.plain(&overview::title(&view)).raw(" · Sayso</title><style>").raw(STYLE);
    let long = analysis.document.text.len() > LONG;
    html.raw("</style><body").raw(if long { " class=long" } else { "" });
    html.raw("><nav class=skip aria-label=\"Skip\"><a href=#article>To the text</a> ");
    html.raw("<a href=#cards>To the statements</a></nav>");
    overview::header(&mut html, &view);
    html.raw("<main>");
    overview::sections(&mut html, &view);
    html.raw("<div class=read><section class=text aria-labelledby=text-h>");
    html.raw("<h2 id=text-h>The text</h2>");
    article::write(&mut html, &view);
    html.raw("</section><aside id=cards aria-labelledby=cards-h tabindex=-1>");
    html.raw("<div class=top><h2 id=cards-h>Statements</h2>").raw(TOOLS).raw("</div>");
    cards::write(&mut html, &view);
    html.raw("</aside></div>");
    help::findings(&mut html, &view);
    html.raw(help::LIMITS).raw("</main><footer>");
    html.raw("Made by Sayso. This page asks for nothing from the network and sends nothing.");
    html.raw("</footer>").raw(help::DIALOGS);
    html.raw("<script type=application/json id=data>").json(&data(&view));
    html.raw("</script><script>").raw(SCRIPT).raw("</script>");
    html.into_string()
}

/// What only a script can do; shown by it.
const TOOLS: &str = "<div class=tools hidden><button type=button id=only aria-pressed=false>With \
findings</button> <button type=button id=all hidden>Show all</button> <button type=button \
id=save>Notes <span id=count></span></button> <button type=button id=help \
aria-label=\"Keys\">?</button><p id=status role=status></p></div>";

fn data<'a>(view: &View<'a>) -> Data<'a> {
    let analysis = view.analysis;
    let runs = |spans: &[sayso_core::Span]| -> Vec<u32> {
        spans.iter().flat_map(|&span| view.segments.run(span)).collect()
    };
    let attributions = &analysis.attributions.list;
    Data {
        sayso: env!("CARGO_PKG_VERSION"),
        document: &analysis.document.id,
        title: overview::title(view),
        text_sha256: sha256(&analysis.document.text),
        rules: &analysis.rules,
        statements: analysis
            .statements
            .list
            .iter()
            .flat_map(|s| {
                let attribution = view.attribution(s).map_or(-1, |a| i64::from(a.id.0));
                [attribution, view.row(s).and_then(|row| i64::try_from(row).ok()).unwrap_or(-1)]
            })
            .collect(),
        attributions: attributions.iter().map(|a| [runs(&a.source), runs(&a.cue)]).collect(),
        findings: analysis
            .findings
            .iter()
            .map(|f| {
                let bytes = f.span.map(|span| [span.start, span.end]);
                let run = f.span.map(|span| view.segments.run(span));
                FindingData(f.code.to_string(), f.name, bytes, run)
            })
            .collect(),
    }
}

/// SHA-256 of a text's bytes, in hex.
fn sha256(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}
