//! The first screen: what the document says of itself, what it rests on in one line, the headline
//! against the body, who speaks, what to ask next, and the findings by code.

use std::collections::BTreeMap;

use sayso_core::{
    Date, Fact, Finding, InputKind, Letter, Metadata, Origin, Severity, Statement, Words,
};
use sayso_findings::{Question, SourceRow};

use super::cards::class;
use super::html::Html;
use super::view::View;
use super::{sha256, wording};

/// Places that one code names before it only counts.
const MOST_PLACES: usize = 12;

/// Characters of such a place.
const MOST_CHARS: usize = 40;

/// Name of the document for people.
pub(super) fn title(view: &View<'_>) -> String {
    let document = &view.analysis.document;
    let title = document.meta.title.fact.found_or_doubtful().map(|title| title.trim());
    title.filter(|title| !title.is_empty()).map_or_else(|| document.id.clone(), str::to_owned)
}

/// Title, chips, last line.
pub(super) fn header(html: &mut Html, view: &View<'_>) {
    let analysis = view.analysis;
    let meta = &analysis.document.meta;
    html.raw("<header><p class=brand><b>Sayso</b> On whose say-so?</p><h1>");
    html.words(&title(view)).raw("</h1><dl class=chips>");
    chip(html, view, "by", &meta.byline.fact.clone().map(|names| names.join(", ")));
    chip(html, view, "date", &dates(&meta.date.fact));
    chip(html, view, "outlet", &meta.outlet.fact);
    chip(html, view, "place", &meta.place.fact);
    if meta.agency.fact.found_or_doubtful().is_some() {
        chip(html, view, "agency", &meta.agency.fact);
    }
    html.raw("</dl>");
    disagreements(html, meta);
    if let Some(why) = analysis.document.declined() {
        html.raw("<p class=last>Not judged: ").text(why).raw("</p>");
    }
    for why in super::super::limits(&analysis.document, &analysis.reading) {
        html.raw("<p class=other>A limit was reached: ").text(why).raw(".</p>");
    }
    if !analysis.summary.last_line.is_empty() {
        html.raw("<p class=last>").text(&analysis.summary.last_line).raw("</p>");
    }
    read_as(html, view);
    html.raw("</header>");
}

fn dates(date: &Fact<Date>) -> Fact<String> {
    date.clone().map(|date| date.to_string())
}

/// One thing that a document should say of itself, and where it was read.
fn chip(html: &mut Html, view: &View<'_>, name: &'static str, fact: &Fact<String>) {
    html.raw("<div class=").raw(match fact {
        Fact::Found { .. } => "y",
        Fact::Doubtful { .. } => "d",
        Fact::NotFound => "n",
        Fact::NotLooked | Fact::NotApplicable => "l",
    });
    html.raw("><dt>").raw(name).raw("<dd>");
    match fact {
        Fact::Found { value, span, from } => {
            html.words(value).raw(" <small>");
            match (from, span) {
                (Origin::Text, Some(span)) => html.raw("line ").number(view.line(*span)),
                (Origin::Text, None) => html.raw("in the text"),
                (Origin::Carried, _) => html.raw("carried over"),
                (Origin::Option, _) => html.raw("given by hand"),
                (Origin::Field(field), _) => html.words(field),
            };
            html.raw("</small>");
        }
        Fact::Doubtful { value, why, .. } => {
            html.words(value).raw(" <small>doubtful: ").text(why).raw("</small>");
        }
        Fact::NotFound => {
            html.raw("not found");
        }
        Fact::NotLooked | Fact::NotApplicable => {
            html.raw("not looked");
        }
    }
    html.raw("</div>");
}

/// Places that give another date, outlet or byline than the one shown.
fn disagreements(html: &mut Html, meta: &Metadata) {
    let mut others: Vec<(&'static str, String, String)> = Vec::new();
    let mut add = |name, other: &Fact<String>| {
        if let Fact::Found { value, from: Origin::Field(field), .. } = other {
            others.push((name, value.clone(), field.clone()));
        }
    };
    meta.byline.others.iter().for_each(|o| add("by", &o.clone().map(|names| names.join(", "))));
    meta.date.others.iter().for_each(|o| add("date", &dates(o)));
    meta.outlet.others.iter().for_each(|o| add("outlet", o));
    for (name, value, field) in others {
        html.raw("<p class=other>Another ").raw(name).raw(" stands in ").words(&field);
        html.raw(": ").words(&value).raw(".</p>");
    }
}

/// How the text came in, and what read it.
fn read_as(html: &mut Html, view: &View<'_>) {
    let document = &view.analysis.document;
    html.raw("<p class=how>Read from ").words(&document.id).raw(" as ");
    html.raw(match document.kind {
        InputKind::Text => "plain text",
        InputKind::Html => "a web page",
        InputKind::Jsonl => "a record",
        InputKind::Conllu => "given words",
    });
    html.raw(", ").text(&document.encoding).raw("; looked ");
    html.raw(match document.kind {
        InputKind::Html => "in the page and its metadata. ",
        InputKind::Jsonl => "in the text and the record\u{2019}s fields. ",
        InputKind::Text | InputKind::Conllu => "in the text alone, no metadata came with it. ",
    });
    if !document.set_aside.is_empty() {
        let n = document.set_aside.len() as u64;
        html.text(&wording::count(n, "block", "blocks")).raw(" of the page kept out of the text. ");
    }
    html.raw("Sayso ").raw(env!("CARGO_PKG_VERSION"));
    html.raw(", rules <code>").text(&view.analysis.rules).raw("</code>");
    html.raw(", text <code title=\"SHA-256 of the text\">");
    html.text(sha256(&document.text).get(..16).unwrap_or_default()).raw("</code>.</p>");
}

/// Everything between the header and the article.
pub(super) fn sections(html: &mut Html, view: &View<'_>) {
    html.raw("<div class=overview><div>");
    central(html, view);
    ask_next(html, view);
    html.raw("</div><div>");
    who_speaks(html, view);
    html.raw("</div></div>");
    findings(html, view);
    letters(html, view);
}

/// The headline against the body.
fn central(html: &mut Html, view: &View<'_>) {
    let central = &view.analysis.statements.central;
    let Some(span) = central.span else { return };
    html.raw("<section id=claim aria-labelledby=claim-h><h2 id=claim-h>");
    html.raw("Headline against body</h2><dl class=claim><dt>");
    html.raw(if central.assumed { "first sentence (no headline found)" } else { "headline" });
    html.raw("<dd class=quoted>").quote(view.slice(span)).raw("<dt>body");
    match central.matches.first().and_then(|&id| view.statement(id)) {
        Some(best) => {
            html.raw("<dd class=quoted>").quote(&view.joined(&best.spans)).raw("<dd>");
            one_line(html, view, best);
            if central.matches.len() > 1 {
                let others = central.matches.len() as u64 - 1;
                html.raw(" Stated in ");
                html.text(&wording::count(others, "other place", "other places")).raw(" too.");
            }
        }
        None => {
            html.raw("<dd>No sentence of the body was found that states it.");
        }
    }
    if let Some(other) = central.differs.first().and_then(|&id| view.statement(id)) {
        html.raw("<dt>otherwise<dd class=quoted>").quote(&view.joined(&other.spans));
    }
    let entity = |id: sayso_core::EntityId| view.analysis.reading.entities.get(id.0 as usize);
    if let Some(third) = central.third_party.and_then(entity) {
        html.raw("<dt>about<dd>").words(&third.name).raw(", who is not its source. Reply: ");
        match &central.reply {
            Fact::Found { value, .. } => html.quote(value),
            Fact::Doubtful { value, why, .. } => html.quote(value).raw(", doubtful: ").text(why),
            Fact::NotFound => html.raw("not found in the text"),
            Fact::NotLooked | Fact::NotApplicable => html.raw("not looked"),
        };
        html.raw(".");
    }
    html.raw("</dl></section>");
}

/// Grade and basis of a statement in one line, with a link to its card.
fn one_line(html: &mut Html, view: &View<'_>, statement: &Statement) {
    if let Some(grade) = view.grade(statement) {
        html.raw("<a class=tag href=#s").number(statement.id.0).raw("><b>").label(grade.high);
        html.raw("</b> ").label(grade.high.name()).raw("</a> ");
    }
    let basis = &statement.basis;
    let Some(attribution) = view.attribution(statement) else {
        html.raw("The text\u{2019}s own voice; no source is given.");
        return;
    };
    html.words(attribution.speaker.name.as_deref().unwrap_or("Nobody named"));
    html.raw(", ").text(wording::voice(attribution.speaker.voice)).raw("; ");
    match basis.occasion.found_or_doubtful() {
        Some(occasion) => html.raw("occasion ").quote(occasion),
        None => html.raw("no occasion"),
    };
    let facts: [(&'static str, bool); 2] = [
        ("; no outlet", basis.outlet.found_or_doubtful().is_none()),
        ("; no date", basis.date.found_or_doubtful().is_none()),
    ];
    for (lacks, _) in facts.into_iter().filter(|(_, is_missing)| *is_missing) {
        html.raw(lacks);
    }
    html.raw(if basis.words == Words::None { "; no words quoted." } else { "; words quoted." });
}

fn ask_next(html: &mut Html, view: &View<'_>) {
    let questions = &view.analysis.summary.ask_next;
    if questions.is_empty() {
        return;
    }
    html.raw("<section id=ask aria-labelledby=ask-h><h2 id=ask-h>Ask next</h2><ol>");
    for question in questions {
        html.raw("<li>").text(&question.question).raw(" <small>");
        lift(html, question);
        html.raw("</small>");
    }
    html.raw("</ol></section>");
}

/// What an answer would change.
fn lift(html: &mut Html, question: &Question) {
    let n = u64::from(question.statements);
    html.text(&wording::count(n, "statement", "statements"));
    if let (Some(from), Some(to)) = (question.from, question.to) {
        html.raw(", ").label(from).raw(" → ").label(to);
    }
    if question.central {
        html.raw(", central claim");
    }
}

fn who_speaks(html: &mut Html, view: &View<'_>) {
    let summary = &view.analysis.summary;
    if summary.counts.statements == 0 {
        return;
    }
    html.raw("<section id=who aria-labelledby=who-h><h2 id=who-h>Who speaks</h2>");
    html.raw("<div class=scroll><table><thead><tr><th scope=col>source<th scope=col class=r>says");
    html.raw("<th scope=col class=r>quoted<th scope=col>occasion, date<th scope=col>grade<tbody>");
    for (i, row) in summary.sources.iter().enumerate() {
        source(html, row, i);
    }
    let narrator = &summary.narrator;
    html.raw("<tr data-w=-1><th scope=row><span class=pick>no source</span> ");
    html.raw("<small>the text itself</small><td class=r>").number(narrator.statements);
    html.raw("<td class=r><td>");
    if let Some(run) = narrator.longest_run {
        html.raw("<small>longest run: ");
        html.text(&wording::count(
            u64::from(narrator.longest_run_sentences),
            "sentence",
            "sentences",
        ));
        html.raw(" from line ").number(view.line(run)).raw("</small>");
    }
    let own_plain = narrator.statements.saturating_sub(narrator.checkable);
    html.raw("<td>U ").number(narrator.checkable).raw(", N ").number(own_plain);
    html.raw("</table></div></section>");
}

fn source(html: &mut Html, row: &SourceRow, i: usize) {
    html.raw("<tr data-w=").number(i as u64).raw("><th scope=row><span class=pick>");
    html.words(if row.name.is_empty() { "nobody named" } else { &row.name });
    html.raw("</span> <small>").text(wording::voice(row.voice)).raw("</small><td class=r>");
    html.number(row.statements);
    if row.doubtful > 0 {
        html.raw(" <small>+").number(row.doubtful).raw("?</small>");
    }
    html.raw("<td class=r>").number(row.words_quoted).raw("<td>");
    for (i, occasion) in row.occasions.iter().take(3).enumerate() {
        html.raw(if i == 0 { "" } else { ", " }).quote(&occasion.words);
        html.raw(if occasion.located { "" } else { " <small>not located</small>" });
    }
    html.raw(if row.occasions.len() > 3 { ", …" } else { "" });
    for (i, date) in row.dates.iter().take(3).enumerate() {
        html.raw(if i == 0 && row.occasions.is_empty() { "" } else { ", " });
        html.raw("<span class=date>").text(date).raw("</span>");
    }
    html.raw(if row.occasions.is_empty() && row.dates.is_empty() { "–" } else { "" });
    html.raw("<td>").label(row.best);
    if row.best != row.weakest {
        html.raw("–").label(row.weakest);
    }
}

/// The letters with their counts: the legend of the bars, and a filter.
fn letters(html: &mut Html, view: &View<'_>) {
    let counts = &view.analysis.summary.counts;
    if counts.statements == 0 {
        return;
    }
    html.raw("<section id=letters aria-labelledby=letters-h><h2 id=letters-h>");
    html.raw("How far one could look it up</h2><p class=of>");
    html.text(&wording::count(u64::from(counts.statements), "statement", "statements"));
    html.raw(" in ");
    html.text(&wording::count(u64::from(counts.sentences), "sentence", "sentences"));
    html.raw(" of the body; ").number(counts.attributed).raw(" in somebody\u{2019}s mouth");
    html.raw(".</p><ul class=legend>");
    for letter in Letter::ALL {
        let n = counts.by_letter.get(letter).copied().unwrap_or_default();
        html.raw("<li data-g=").label(letter).raw("><span class=pick><b class=\"swatch ");
        html.label(letter).raw("\"></b><b>").label(letter).raw("</b> ").label(letter.name());
        html.raw("</span> <span class=r>").number(n).raw("</span><small>");
        html.text(wording::letter(*letter)).raw("</small>");
    }
    if counts.doubtful > 0 {
        html.raw("<li data-g=?><span class=pick><b class=\"swatch N d\"></b><b>?</b> doubtful");
        html.raw("</span> <span class=r>").number(counts.doubtful).raw("</span><small>");
        html.raw("Whether it is still somebody\u{2019}s account is left open.</small>");
    }
    html.raw("</ul></section>");
}

/// The words a finding is on, cut short.
fn place(html: &mut Html, view: &View<'_>, finding: &Finding) {
    let Some(span) = finding.span else {
        html.raw("the article");
        return;
    };
    let words = view.slice(span);
    match words.char_indices().nth(MOST_CHARS) {
        Some((cut, _)) => html.quote(&format!("{}…", words.get(..cut).unwrap_or_default().trim())),
        None => html.quote(words),
    };
}

/// The findings by code, the weightiest first, each with links to its places.
fn findings(html: &mut Html, view: &View<'_>) {
    html.raw("<section id=findings aria-labelledby=findings-h><h2 id=findings-h>Findings");
    let findings = &view.analysis.findings;
    let of = |severity| findings.iter().filter(move |f| f.severity == severity).count() as u64;
    html.raw(" <small>");
    html.text(&wording::count(of(Severity::Gap), "gap", "gaps")).raw(", ");
    html.text(&wording::count(of(Severity::Note), "note", "notes")).raw(", ");
    html.text(&wording::count(of(Severity::Conflict), "conflict", "conflicts"));
    html.raw("</small></h2><ul class=index>");
    let mut by_code: BTreeMap<_, Vec<(usize, &Finding)>> = BTreeMap::new();
    for (i, finding) in findings.iter().enumerate() {
        by_code.entry(finding.code).or_default().push((i, finding));
    }
    let mut groups: Vec<_> = by_code.into_values().collect();
    let weight = |group: &Vec<(usize, &Finding)>| group.iter().map(|(_, f)| f.severity).max();
    groups.sort_by_key(|group| std::cmp::Reverse(weight(group)));
    for group in groups {
        let (Some((_, first)), Some(severity)) = (group.first(), weight(&group)) else { continue };
        html.raw("<li class=").raw(class(severity)).raw("><b>").label(severity).raw("</b> ");
        html.raw("<span class=code>").label(first.code).raw(" ").text(first.name).raw("</span> ");
        match group.as_slice() {
            [(i, only)] => {
                html.raw("<span><a href=#f").number(*i as u64).raw(">").text(&only.message);
                html.raw("</a></span>");
            }
            several => {
                html.raw("<span class=places>");
                for (i, finding) in several.iter().take(MOST_PLACES) {
                    html.raw("<a href=#f").number(*i as u64).raw(">");
                    place(html, view, finding);
                    html.raw("</a> ");
                }
                if let Some(more) = several.len().checked_sub(MOST_PLACES).filter(|&n| n > 0) {
                    html.raw("and ").number(more as u64).raw(" more: see the statements");
                }
                html.raw("</span>");
            }
        }
    }
    html.raw("</ul><p class=copies><b>Copies:</b> not looked (no index).</p></section>");
}
