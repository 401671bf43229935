//! A card per statement: whose words, on what basis, what is missing, what to ask. Cards are closed
//! until looked at and need no script: a link opens its own card. They are made of few elements and
//! laid out by the lot, because a long article has thousands of them; `details` would cost a browser
//! twice the time.

use std::collections::BTreeMap;

use sayso_core::{
    Attribution, Fact, Finding, Hand, Origin, QuotationKind, Scope, Severity, Statement,
    StatementId, StatementType, Voice, Words,
};

use super::html::Html;
use super::view::{View, is_doubtful};
use super::wording;

/// Cards that a browser lays out together when they come into view.
const LOT: usize = 50;

/// Writes all cards, those of the article as a whole first.
pub(super) fn write(html: &mut Html, view: &View<'_>) {
    html.raw("<div id=list><div class=lot>");
    if !view.of_article.is_empty() {
        html.raw("<div id=whole><a href=#whole data-g=¶>The article as a whole");
        counted_findings(html, view, &view.of_article);
        html.raw("</a><div>");
        findings(html, view, &view.of_article);
        html.raw("</div></div>");
    }
    let mut told = BTreeMap::new();
    for (i, statement) in view.statements().enumerate() {
        if i % LOT == LOT - 1 {
            html.raw("</div><div class=lot>");
        }
        card(html, view, statement, &mut told);
    }
    html.raw("</div></div>");
}

/// One card. The style sheet adds the name of the letter and the words around what is found or not,
/// so that the page stays within a few times the size of its text.
///
/// `told` is what earlier cards said of their sources: many statements have one source and basis, and
/// what is the same is linked to and not written again (the script copies it when the card is opened).
fn card(
    html: &mut Html,
    view: &View<'_>,
    statement: &Statement,
    told: &mut BTreeMap<String, StatementId>,
) {
    let Some(grade) = view.grade(statement) else { return };
    let attribution = view.attribution(statement);
    let own = view.findings_of(statement);
    let in_doubt = grade.settled().is_none() || is_doubtful(statement);
    html.raw("<div id=s").number(statement.id.0).raw("><a href=#s").number(statement.id.0);
    html.raw(" data-g=").label(grade.high).raw(if in_doubt { "?>" } else { ">" });
    if let Some(attribution) = attribution {
        html.words(speaker(attribution)).raw(" ");
    }
    html.text(&view.joined(&statement.spans));
    counted_findings(html, view, own);
    html.raw("</a><div>");
    if grade.settled().is_none() {
        html.raw("<p>").text(&grade.reasons.join("; ")).raw("; without what is doubtful: ");
        html.label(grade.low).raw(" ").label(grade.low.name()).raw("</p>");
    }
    if statement.basis.words != Words::None {
        html.raw("<p>quoted words: ").number(statement.basis.words_quoted).raw("</p>");
    }
    match attribution {
        Some(attribution) => {
            let mut source = Html::default();
            said(&mut source, view, statement, attribution);
            let source = source.into_string();
            if let Some(earlier) = told.get(&source) {
                html.raw("<a class=same href=#s").number(earlier.0).raw("></a>");
            } else {
                html.raw("<div class=src>").append(&source).raw("</div>");
                told.insert(source, statement.id);
            }
        }
        None => own_voice(html, view, statement),
    }
    if is_doubtful(statement) || statement.noted {
        html.raw("<p class=doubt>").text(wording::doubt(statement.doubt));
    }
    findings(html, view, own);
    html.raw("</div></div>");
}

/// What a speaker is called; the source as written where nobody could be settled.
fn speaker(attribution: &Attribution) -> &str {
    attribution.speaker.name.as_deref().unwrap_or("nobody named")
}

/// Words in somebody's mouth.
fn said(html: &mut Html, view: &View<'_>, statement: &Statement, attribution: &Attribution) {
    let speaker = &attribution.speaker;
    html.raw("<p>").text(wording::voice(speaker.voice));
    let written = view.joined(&attribution.source);
    let written = written.trim_end_matches(',');
    if written.is_empty() {
        html.raw(", no source in the sentence");
    } else if Some(written) != speaker.name.as_deref() {
        html.raw(", written ").quote(written);
    }
    if let Some(how) = wording::how(speaker.how).filter(|_| speaker.entity.is_some()) {
        html.raw(", settled ").text(how);
    }
    if attribution.cue.is_empty() {
        html.raw("; cue: the marks alone");
    } else {
        html.raw("; cue ").quote(&view.joined(&attribution.cue));
    }
    html.raw(match statement.quotation {
        Some(QuotationKind::Direct) => ", quoted",
        Some(QuotationKind::Mixed) => ", partly quoted",
        Some(QuotationKind::Indirect) | None => "",
    });
    stance(html, view, statement);
    relay(html, view, statement, attribution);
    basis(html, statement, self::speaker(attribution));
}

/// Hedges, denials and the like: beside the grade, never in it.
fn stance(html: &mut Html, view: &View<'_>, statement: &Statement) {
    let Some(stance) = &statement.stance else { return };
    for hedge in &stance.hedges {
        html.raw(", hedged by ").quote(view.slice(*hedge));
    }
    let notes = [wording::factivity(stance.factivity), wording::modality(stance.modality)];
    for note in notes.into_iter().flatten() {
        html.raw(", ").text(note);
    }
    if stance.negated {
        html.raw(", denied");
    }
    if stance.declined {
        html.raw(", declined to speak");
    }
}

/// Who told whom, from the first speaker to the text.
fn relay(html: &mut Html, view: &View<'_>, statement: &Statement, attribution: &Attribution) {
    let outer: Vec<&Attribution> = statement
        .chain
        .iter()
        .rev()
        .skip_while(|&&id| id != attribution.id)
        .skip(1)
        .filter_map(|id| view.analysis.attributions.list.get(id.0 as usize))
        .collect();
    if attribution.relay.is_empty() && outer.is_empty() {
        return;
    }
    html.raw("<p>passed on: ").words(speaker(attribution));
    for link in attribution.relay.iter().rev() {
        html.raw(" → ").words(link.name.as_deref().unwrap_or_else(|| view.slice(link.span)));
    }
    for link in outer {
        html.raw(" → ").words(speaker(link));
    }
    html.raw(" → the text");
}

/// The text's own words: what in them one could look up, where one could.
fn own_voice(html: &mut Html, view: &View<'_>, statement: &Statement) {
    html.text(wording::kind(statement.kind));
    let is_checkable = statement.kind == StatementType::Checkable;
    for (i, anchor) in statement.anchors.iter().filter(|_| is_checkable).enumerate() {
        html.raw(if i == 0 { ": " } else { ", " }).quote(view.slice(anchor.span));
    }
    if let Some(document) = statement.basis.document.found_or_doubtful() {
        html.raw("; document cited: ").words(document);
    }
}

/// The ticked list: what a reader would need, and what of it the text gives.
fn basis(html: &mut Html, statement: &Statement, speaker: &str) {
    let basis = &statement.basis;
    let date = basis.date.clone().map(|date| date.to_string());
    let unnamed = matches!(basis.voice, Voice::Unnamed | Voice::Described | Voice::Crowd);
    let mut facts: Vec<(&'static str, &Fact<String>)> = if unnamed {
        vec![("role", &basis.role), ("reason", &basis.reason)]
    } else {
        vec![("name", &basis.name)]
    };
    facts.extend([
        ("occasion", &basis.occasion),
        ("outlet", &basis.outlet),
        ("document", &basis.document),
        ("place", &basis.place),
        ("date", &date),
    ]);
    html.raw("<ul>");
    for &(name, fact) in &facts {
        found(html, name, fact, speaker);
    }
    if basis.scope == Scope::Carried {
        html.raw("<li>carried over from the sentences before");
    }
    html.raw(match basis.hand {
        Hand::First => "",
        Hand::Relayed => "<li class=d>passed on, not first hand",
        Hand::Unknown => "<li class=d>first hand or not: not clear",
    });
    let mut missing: Vec<&str> =
        facts.iter().filter(|(_, fact)| fact.is_not_found()).map(|&(name, _)| name).collect();
    if basis.words == Words::None {
        missing.push("quoted words");
    }
    let not_looked = facts.iter().filter(|(_, fact)| matches!(fact, Fact::NotLooked));
    let not_looked: Vec<&str> = not_looked.map(|&(name, _)| name).collect();
    for (class, names) in [("<li class=n>", missing), ("<li class=l>", not_looked)] {
        if !names.is_empty() {
            html.raw(class).text(&names.join(", "));
        }
    }
    html.raw("</ul>");
}

/// A line for a fact that is there, surely or doubtfully; the speaker's name is not written again.
fn found(html: &mut Html, name: &'static str, fact: &Fact<String>, speaker: &str) {
    match fact {
        Fact::Found { value, from, .. } => {
            html.raw("<li>").raw(name);
            if value != speaker {
                html.raw(" <i>").text(value).raw("</i>");
            }
            html.raw(match from {
                Origin::Text => "",
                Origin::Carried => ", carried over",
                Origin::Option => ", given by hand",
                Origin::Field(_) => ", of the page",
            });
        }
        Fact::Doubtful { value, why, .. } => {
            html.raw("<li class=d>").raw(name).raw(" <i>").text(value).raw("</i>: ").text(why);
        }
        Fact::NotFound | Fact::NotLooked | Fact::NotApplicable => {}
    }
}

/// How many findings a closed card holds, with the weightiest mark.
fn counted_findings(html: &mut Html, view: &View<'_>, own: &[usize]) {
    let Some(most) = own.iter().filter_map(|&i| view.finding(i)).map(|f| f.severity).max() else {
        return;
    };
    html.raw(" <small class=").raw(class(most)).raw(">");
    html.text(&wording::count(own.len() as u64, "finding", "findings")).raw("</small>");
}

fn findings(html: &mut Html, view: &View<'_>, own: &[usize]) {
    for &i in own {
        let Some(finding) = view.finding(i) else { continue };
        write_finding(html, view, i, finding);
    }
}

fn write_finding(html: &mut Html, view: &View<'_>, i: usize, finding: &Finding) {
    html.raw("<div class=\"find ").raw(class(finding.severity)).raw("\" id=f").number(i as u64);
    html.raw("><button popovertarget=h").label(finding.code).raw(">").label(finding.code);
    html.raw(" ").text(finding.name).raw("</button><p>").text(&finding.message);
    for &(span, what) in &finding.related {
        html.raw("<br>").text(what).raw(": ").quote(view.slice(span));
    }
    html.raw("<p class=next>").text(&finding.next_step).raw("</div>");
}

/// The class of a severity.
pub(super) const fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Gap => "gap",
        Severity::Conflict => "conflict",
    }
}
