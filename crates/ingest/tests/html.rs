//! Whole pages: sections, addresses, bad input. All pages are our own.
#![expect(clippy::unwrap_used, reason = "a test that fails to read its sample should stop")]

use proptest::prelude::*;
use sayso_core::{Document, Fact, InputKind, SectionKind, Span};
use sayso_ingest::{Hints, ingest};

const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Board Will Not Raise the Ferry | Harbour Times</title>
<style>p { color: red }</style><script>var x = "<p>not text</p>";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<div class="cookie-notice"><p>We use cookies, and so do our partners, to give you a better time here.</p></div>
<article class="story">
<h1>Board Will Not Raise the Ferry</h1>
<p class="byline">By <a href="/ana">Ana Brook</a></p>
<p>Tuesday, May 3, 2016</p>
<figure><img src="x.jpg"><figcaption>The ferry in May. Photo: Tom Reyes</figcaption></figure>
<p>The harbour board said on Monday that it would not raise the ferry,&nbsp;which sank in a storm
   last May with a crew of four.</p>
<div class="share-bar"><a href="f">Facebook</a> <a href="t">Twitter</a></div>
<p>&ldquo;It is a grave,&rdquo; the chair said &#8212; and nobody in the hall, which was full, said a word.</p>
<h2>What happens to the wreck</h2>
<ul><li>It stays where it is, forty metres down.</li><li>Divers are to keep away, the board says.</li></ul>
<p><a href="/other">READ MORE: FERRY MASTER RESIGNS</a></p>
<table><tr><td>Depth</td><td>40 m</td></tr></table>
<p>The board meets again next week,<br>when the log of the ship, which divers found, will be read.</p>
</article>
<section class="related-stories"><h3>More stories</h3><ul><li><a href="/a">Fish are back in the bay, and
nobody knows why</a></li></ul></section>
<footer><p>Copyright 2016 Harbour Times. All rights reserved.</p></footer></body></html>"#;

fn read(page: &[u8]) -> Document {
    let hints = Hints { kind: Some(InputKind::Html), ..Hints::default() };
    ingest(page, &hints).unwrap()
}

fn kinds(document: &Document) -> Vec<(SectionKind, &str)> {
    document.sections.iter().map(|s| (s.kind, document.slice(s.span))).collect()
}

#[test]
fn a_page_is_labelled_and_the_rest_set_aside() {
    use SectionKind::{Byline, Caption, Dateline, Heading, Headline, ListItem, Paragraph, Table};
    let document = read(PAGE.as_bytes());
    let expected = [
        (Headline, "Board Will Not Raise the Ferry"),
        (Byline, "By Ana Brook"),
        (Dateline, "Tuesday, May 3, 2016"),
        (Caption, "The ferry in May. Photo: Tom Reyes"),
        (
            Paragraph,
            "The harbour board said on Monday that it would not raise the ferry,\u{A0}which sank in \
             a storm last May with a crew of four.",
        ),
        (
            Paragraph,
            "“It is a grave,” the chair said — and nobody in the hall, which was full, said a word.",
        ),
        (Heading, "What happens to the wreck"),
        (ListItem, "It stays where it is, forty metres down."),
        (ListItem, "Divers are to keep away, the board says."),
        (Table, "Depth\t40 m"),
        (
            Paragraph,
            "The board meets again next week,\nwhen the log of the ship, which divers found, will be \
             read.",
        ),
    ];
    assert_eq!(kinds(&document), expected);
    let reasons: Vec<&str> = document.set_aside.iter().map(|s| s.reason.as_str()).collect();
    for reason in ["navigation", "a notice or pop-up", "links to other pieces"] {
        assert!(reasons.contains(&reason), "{reason} in {reasons:?}");
    }
    assert!(document.set_aside.iter().all(|s| !s.text.contains("not text")));
}

#[test]
fn what_surrounds_an_article_inside_its_own_box_is_set_aside() {
    use SectionKind::{Byline, Headline, Paragraph};
    let prose =
        "<p>The harbour board said on Monday, after a long night, that it would not raise it.</p>";
    let page = format!(
        "<html><head><title>Harbour Times</title><meta name=author content='Ana Brook'></head><body>\
         <div><h1>Ferry stays down</h1><p>Ana Brook, Harbour Correspondent</p>{prose}{prose}\
         <p>Gallery</p>{prose}<h3>Fish</h3><ul class=related-stories><li><a href=a>Fish are back in the \
         bay and nobody knows why</a></li></ul>{prose}<p>We may earn a commission if you buy through \
         links on this page.</p><p>Ana Brook covers the harbour for the paper and has done so since the \
         old quay was torn down in 1998.</p></div></body></html>"
    );
    let document = read(page.as_bytes());
    let kinds: Vec<SectionKind> = document.sections.iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [Headline, Byline, Paragraph, Paragraph, Paragraph, Paragraph]);
    let reasons: Vec<&str> = document.set_aside.iter().map(|s| s.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "a label of one word",
            "links on their own",
            "links to other pieces",
            "a notice of paid links",
            "lines about the author",
        ]
    );
}

#[test]
fn fields_of_microdata_and_time_elements_are_read_with_their_places() {
    let page = "<html><body itemscope itemtype='https://schema.org/NewsArticle'>\
        <meta itemprop=inLanguage content=en><link itemprop=mainEntityOfPage href='https://x.example/a'>\
        <span itemprop=contentLocation itemscope><b itemprop=name>Harbour City</b></span>\
        <h1>Ferry stays down at the old quay</h1><p class=byline>By Ana Brook</p>\
        <p><time datetime='2016-05-03T10:00:00Z'>3 hours ago</time> <time class=updated \
        datetime='2016-05-04T10:00:00Z'>just now</time></p>\
        <p>The harbour board said on Monday, after a long night, that it would not raise the ferry.</p>\
        <p>It said so in a letter to the town, which was read out at noon in front of the old quay.</p>\
        <div class=related><time datetime='1999-01-01'>then</time></div></body></html>";
    let document = read(page.as_bytes());
    let meta = &document.meta;
    assert_eq!(meta.date.fact.found().unwrap().to_string(), "2016-05-03");
    let raw = meta.date.source.and_then(|span| page.get(span.range()));
    assert_eq!(raw, Some("2016-05-03T10:00:00Z"));
    assert!(meta.date.others.is_empty());
    assert_eq!(meta.modified.fact.found().unwrap().to_string(), "2016-05-04");
    assert_eq!(meta.place.fact.found().unwrap(), "Harbour City");
    assert_eq!(meta.url.fact.found().unwrap(), "https://x.example/a");
    assert_eq!(meta.language.fact.found().unwrap(), "en");
}

#[test]
fn a_date_that_reads_two_ways_is_in_doubt_wherever_it_stands() {
    let body =
        "<p>The council of Kellmere voted on Monday to close the old bridge, Ada Brook said.</p>";
    let line = format!("<h1>Council votes</h1><p class=date>03/04/2025</p>{body}");
    let field = format!("<meta name=date content='03/04/2025'><h1>Council votes</h1>{body}");
    let settled = format!("<meta name=date content=2025-04-03>{line}");
    let record = br#"{"id":"a","date":"03/04/2025","text":"The council voted on Monday."}"#;
    let lines = Hints { kind: Some(InputKind::Jsonl), ..Hints::default() };
    let record = sayso_ingest::records(&record[..], &lines).next().unwrap().unwrap();
    for document in [read(line.as_bytes()), read(field.as_bytes()), record] {
        let Fact::Doubtful { value, span, why } = &document.meta.date.fact else {
            panic!("{:?}", document.meta.date.fact);
        };
        assert_eq!(value.to_string(), "2025");
        assert_eq!(why, "2025-03-04 or 2025-04-03");
        assert!(span.is_none_or(|span| document.slice(span) == "03/04/2025"));
        assert!(document.meta.date.source.is_some());
    }
    let date = read(settled.as_bytes()).meta.date.fact;
    assert_eq!(date.found().map(ToString::to_string).as_deref(), Some("2025-04-03"));
}

#[test]
fn every_character_leads_back_to_its_bytes() {
    check_map(&read(PAGE.as_bytes()), PAGE.as_bytes());
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(
        "<meta charset=windows-1252><p>Caf\u{e9} owners &eacute;t al. said on Monday, in a letter, \
         that they would not open.</p>",
    );
    let document = read(&latin);
    assert_eq!(document.encoding, "windows-1252");
    assert!(document.text.contains("Café owners ét al."));
    check_map(&document, &latin);
}

/// The source bytes of each character decode to it: the character itself, an entity, or the white
/// space and tags that a blank or a line break was made of.
fn check_map(document: &Document, bytes: &[u8]) {
    let encoding = encoding_rs::Encoding::for_label(document.encoding.as_bytes()).unwrap();
    for section in &document.sections {
        for (at, c) in document.slice(section.span).char_indices() {
            let at = section.span.start as usize + at;
            let Some(source) = document.map.source(Span::of(at..at + c.len_utf8())) else {
                assert!(c == '\n' || c == '\t', "{c:?} at {at} has no source");
                continue;
            };
            let (raw, _) = encoding.decode_without_bom_handling(&bytes[source.range()]);
            let is_space = c.is_whitespace() && raw.starts_with(|c: char| c.is_ascii_whitespace());
            assert!(raw.starts_with(c) || raw.starts_with('&') || is_space, "{c:?} is {raw:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_page_keeps_its_addresses(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("<p>"), Just("</p>"), Just("<div class=a>"), Just("</div>"), Just("<br>"),
                Just("<b>"), Just("</b>"), Just("&amp;"), Just("&rsquo;"), Just("&#8217;"), Just("&"),
                Just(" \n "), Just("The board said, on Monday, that it would not raise the old ferry. "),
                Just("é🎸"), Just("<!-- c -->"), Just("<script>x</script>"), Just("<td>"),
                Just("<table>"), Just("<pre>"), Just("<h1>"), Just("<"), Just(">"), Just("\""),
                Just("<a href=\""), Just("</a>"), Just("\0"), Just("<figure>"), Just("<li>"),
            ],
            0..60,
        )
    ) {
        let page = parts.concat();
        let document = read(page.as_bytes());
        let mut at = 0;
        for section in &document.sections {
            let gap = document.text.get(at..section.span.start as usize);
            prop_assert!(gap.is_some_and(|gap| gap.trim().is_empty()));
            at = section.span.end as usize;
        }
        check_map(&document, page.as_bytes());
    }
}
