//! The report as a person's browser gets it: the article to the character, findings on their words,
//! nothing of a hostile article left as markup, size within its budget.

#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test ends at its first surprise"
)]

use sayso::core::{Code, Finding, Severity, Span};
use sayso::faces::report;
use sayso::ingest::{Hints, ingest};
use sayso::{Analysis, Engine, Scratch};

/// Bytes of the page beside what grows with the text.
const SHELL: usize = 120 << 10;

fn analysis(text: &str) -> Analysis {
    let hints = Hints { id: "article".into(), ..Hints::default() };
    let document = ingest(text.as_bytes(), &hints).unwrap();
    Engine::default().analyse(document, &mut Scratch::default())
}

fn page(analysis: &Analysis) -> String {
    report(analysis)
}

fn examples() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>\" said Ada Brook. 'It & that', she added.",
    "</p></div></article><h1>Owned</h1>",
    "<!-- --> ]]> &lt;b&gt; &amp;amp; &#60;script&#62;",
    "Ada Brook said \u{202e}desrever\u{202c} things.\u{200b}\u{feff}\u{2066}x",
    "🎸 “Naïve 👩\u{200d}🚀 words,” said Zoë.\r\n\r\nÄ e\u{301} \u{1f3f4}\u{e0067}\u{e0062}\u{e007f}",
    "one\rtwo\r\nthree\u{b}\u{c}\u{85}\u{2028}four\u{1b}[31m",
    "nul\0nul\u{fffd}",
    "",
    " \n\n \t ",
];

/// What a browser takes for the text content of a piece of this page.
fn text_content(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').unwrap().1;
    }
    text.push_str(rest);
    let decoded = text.replace("&lt;", "<").replace("&gt;", ">");
    decoded.replace("&#13;", "\r").replace("&amp;", "&")
}

/// The markup of the article's container.
fn article(page: &str) -> &str {
    let (_, rest) = page.split_once("<div id=article class=article>").unwrap();
    rest.split_once("</div></section>").unwrap().0
}

/// Text of each numbered piece.
fn pieces(page: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for paragraph in article(page).split("<p>").skip(1) {
        let (mut depth, mut begin) = (0_i32, 0);
        for (at, _) in paragraph.match_indices('<') {
            let tag = paragraph.get(at..).unwrap();
            if tag.starts_with("<span") {
                if depth == 0 {
                    begin = at;
                }
                depth += 1;
            } else if tag.starts_with("</span>") {
                depth -= 1;
                if depth == 0 {
                    pieces.push(text_content(paragraph.get(begin..at).unwrap()));
                }
            } else {
                break;
            }
        }
    }
    pieces
}

fn data(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("<script type=application/json id=data>").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn the_article_is_its_text_to_the_character() {
    let hostile = HOSTILE.iter().map(|&text| text.to_owned());
    for text in examples().into_iter().chain(hostile) {
        let analysis = analysis(&text);
        let shown = text_content(article(&page(&analysis)));
        assert_eq!(shown, analysis.document.text.replace('\0', "\u{fffd}"));
    }
}

#[test]
fn every_finding_names_the_pieces_of_its_words() {
    // Marks between statements are no pieces of their own.
    let squeezed =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let mut seen = 0;
    for text in examples() {
        let analysis = analysis(&text);
        let page = page(&analysis);
        let (pieces, data) = (pieces(&page), data(&page));
        for entry in data["findings"].as_array().unwrap() {
            let pair = |value: &serde_json::Value| -> Option<[u64; 2]> {
                Some([value[0].as_u64()?, value[1].as_u64()?])
            };
            let (Some([start, end]), Some([first, last])) = (pair(&entry[2]), pair(&entry[3]))
            else {
                assert!(entry[2].is_null() && entry[3].is_null());
                continue;
            };
            let span = Span::of(start as usize..end as usize);
            let (shown, words) =
                (&pieces[first as usize..last as usize], squeezed(analysis.document.slice(span)));
            assert!(!shown.is_empty(), "{entry}");
            if span.len() > 160 {
                assert!(shown.iter().all(|piece| words.contains(&squeezed(piece))), "{entry}");
            } else {
                assert_eq!(squeezed(&shown.concat()), words, "{entry}");
            }
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn every_link_has_its_place_and_every_finding_its_card() {
    for text in examples() {
        let analysis = analysis(&text);
        let page = page(&analysis);
        for link in page.split(" href=#").skip(1) {
            let id: String = link.chars().take_while(char::is_ascii_alphanumeric).collect();
            let is_place = |end: &str| page.contains(&format!(" id={id}{end}"));
            assert!(is_place(">") || is_place(" "), "{id}");
        }
        assert_eq!(page.matches("<div class=\"find ").count(), analysis.findings.len());
    }
}

#[test]
fn nothing_of_a_hostile_article_is_markup() {
    const TAGS: [&str; 9] =
        ["<script", "<svg", "<img", "<h1", "<!--", "</script", "<iframe", "<base", "<link"];
    let plain = page(&analysis("Ada Brook said rain."));
    for text in HOSTILE {
        let told = format!("{text}\n\n\"{text},\" said {text}. Many say {text}.");
        for placed in [(*text).to_owned(), told] {
            let page = page(&analysis(&placed));
            for tag in TAGS {
                assert_eq!(page.matches(tag).count(), plain.matches(tag).count(), "{tag} {placed}");
            }
        }
    }
}

#[test]
fn no_address_is_live_and_nothing_is_asked_for() {
    let text = "See https://example.org/a?b=c and javascript:alert(1), said Ada Brook.";
    let page = page(&analysis(text));
    assert!(page.contains("https://example.org/a?b=c"));
    for link in page.split(" href=").skip(1) {
        assert!(link.starts_with('#'), "{:?}", link.get(..40));
    }
    for request in [" src=", "url(", "@import", "fetch(", "XMLHttpRequest", "innerHTML"] {
        assert!(!page.contains(request), "{request}");
    }
}

#[test]
fn the_size_stays_within_its_budget() {
    assert!(page(&analysis("")).len() <= SHELL);
    let all = examples().join("\n\n");
    for times in [1, 10] {
        let text = vec![all.clone(); times].join("\n\n");
        let page = page(&analysis(&text));
        let allowed = SHELL + 8 * text.len();
        assert!(page.len() <= allowed, "{} bytes for {} of text", page.len(), text.len());
    }
}

#[test]
fn thousands_of_overlapping_findings_cost_no_more_than_their_number() {
    let mut analysis = analysis(&"Ada Brook said that it rains. ".repeat(400));
    let finding = |i: u32| Finding {
        code: Code::new('S', 208),
        name: "occasion-unlocated",
        severity: Severity::Gap,
        span: Some(Span::new(i, 6_000 + i)),
        related: Vec::new(),
        message: "the text names no outlet".into(),
        next_step: "Ask which one.".into(),
    };
    analysis.findings = (0..5_000).map(finding).collect();
    analysis.fingerprints = vec!["0123456789abcdef".into(); 5_000];
    let page = page(&analysis);
    assert!(page.len() < SHELL + 8 * 12_000 + 5_000 * 400, "{}", page.len());
    assert_eq!(text_content(article(&page)), analysis.document.text);
    // The browser tests open it.
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("overlapping.html"), page).unwrap();
}

#[test]
fn the_same_document_gives_the_same_page() {
    let text = &examples()[3];
    assert!(page(&analysis(text)) == page(&analysis(text)));
}
