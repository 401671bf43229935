//! The end of the page: what each finding on it means, what the page does not say, the keys.

use std::collections::BTreeSet;

use super::html::Html;
use super::view::View;

/// The pages of the findings that occur, one a code, opened from their cards.
pub(super) fn findings(html: &mut Html, view: &View<'_>) {
    let codes: BTreeSet<_> = view.analysis.findings.iter().map(|finding| finding.code).collect();
    let entries: Vec<_> = codes.into_iter().filter_map(sayso_findings::entry).collect();
    if entries.is_empty() {
        return;
    }
    html.raw("<section id=explained aria-label=\"The findings explained\">");
    html.raw("<h2>The findings explained</h2>");
    for entry in entries {
        let page = sayso_findings::page(entry);
        html.raw("<div class=help popover id=h").label(entry.code).raw("><h3>");
        html.label(entry.code).raw(" ").text(entry.name).raw("</h3><p><b>");
        html.text(&page.summary).raw("</b>");
        let parts: [(&str, &str); 3] = [
            ("What it reports", &page.reports),
            ("Why it matters", &page.matters),
            ("What clears it", &page.clears),
        ];
        for (head, text) in parts {
            html.raw("<h4>").text(head).raw("</h4>");
            prose(html, text);
        }
        html.raw("</div>");
    }
    html.raw("</section>");
}

/// Paragraphs and lists of a page's small Markdown; marks of code and stress are left out.
fn prose(html: &mut Html, text: &str) {
    for block in text.split("\n\n") {
        if block.starts_with("- ") {
            html.raw("<ul>");
            for item in block.split("\n- ") {
                html.raw("<li>").text(&plain(item.trim_start_matches("- ")));
            }
            html.raw("</ul>");
        } else {
            html.raw("<p>").text(&plain(block));
        }
    }
}

fn plain(text: &str) -> String {
    text.replace(['`', '*'], "").replace('\n', " ")
}

/// What this page does not say.
pub(super) const LIMITS: &str = "\
<section id=limits aria-labelledby=limits-h><h2 id=limits-h>What this page does not say</h2><ul>\
<li><b>Whether anything here is so.</b> A grade says how far a reader could look a statement up. \
A statement nobody can trace may hold, and a traceable one may not.\
<li><b>That something does not exist.</b> “Not found” means: not in the text that was read. An \
outlet, a date or a reply may exist elsewhere.\
<li><b>What anybody meant.</b> Nobody\u{2019}s intent is guessed and no person or outlet is rated. \
A source may have good reason to stay unnamed.\
<li><b>That the reading is right.</b> It was made by a program. Whose words a sentence holds can be \
open; where the program saw that, it says “doubtful”. The text is shown to the character, so that \
it can be checked.\
<li><b>What to do with the text.</b> Findings weigh on dialect, translation and small outlets. They \
are questions for an editor and no ground for taking anything down.</ul></section>";

/// The keys and the saving of notes, in dialogs that the script opens, and what it adds to a finding.
pub(super) const DIALOGS: &str = "\
<dialog id=keys aria-labelledby=keys-h><h2 id=keys-h>Keys</h2><dl>\
<dt><kbd>j</kbd> <kbd>k</kbd><dd>next, previous statement\
<dt><kbd>f</kbd><dd>filter: go to <i>Who speaks</i>\
<dt><kbd>a</kbd> <kbd>d</kbd><dd>accept, dismiss the finding at hand, with a note\
<dt><kbd>Esc</kbd><dd>close the statement; drop the filter\
<dt><kbd>?</kbd><dd>these keys</dl><p><button type=button class=close>Close</button></dialog>\
<dialog id=export aria-labelledby=export-h><h2 id=export-h>Your notes</h2><p id=export-n></p>\
<p><label>Your name <input id=by autocomplete=name maxlength=100></label>\
<p><button type=button id=save-now>Save as JSON</button> \
<button type=button class=close>Close</button></dialog>\
<template id=judge><div class=judge><button type=button data-v=accepted aria-pressed=false>Accept\
</button> <button type=button data-v=dismissed aria-pressed=false>Dismiss</button> \
<input class=remark aria-label=Note placeholder=Note maxlength=2000></div></template>";
