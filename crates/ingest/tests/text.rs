//! Whole documents from plain text and JSON lines.
#![expect(clippy::unwrap_used, reason = "a test that fails to read its sample should stop")]

use proptest::prelude::*;
use sayso_core::{Document, Fact, InputKind, NoteKind, SectionKind};
use sayso_ingest::{Hints, ingest, records};

const ARTICLE: &str = "\
Harbour Board Will Not Raise the Ferry
Chair says the wreck is a grave

By Ana Brook and Tom Reyes, Harbour Times
Tuesday, May 3, 2016

HARBOUR CITY, May 3 (Agency) - The harbour board said on Monday that it would not raise the ferry.

“It is a grave,” the chair said, and nobody in the hall who had come to hear him said a word.

Story Continued Below

What happens to the wreck

The wreck lies in forty metres of water, and divers have been told by the board to keep away.

The Associated Press contributed to this report.

Correction: An earlier version of this story gave a wrong depth for the wreck of the ferry.

Video";

fn read(text: &str) -> Document {
    ingest(text.as_bytes(), &Hints { kind: Some(InputKind::Text), ..Hints::default() }).unwrap()
}

fn labels(document: &Document) -> Vec<(SectionKind, String)> {
    document.sections.iter().map(|s| (s.kind, document.slice(s.span).to_owned())).collect()
}

#[test]
fn an_article_is_labelled_as_a_reader_sees_it() {
    use SectionKind::{
        Byline, Dateline, EditorNote, Heading, Headline, Paragraph, Residue, Standfirst,
    };
    let document = read(ARTICLE);
    let kinds: Vec<SectionKind> = document.sections.iter().map(|s| s.kind).collect();
    assert_eq!(
        kinds,
        [
            Headline, Standfirst, Byline, Dateline, Dateline, Paragraph, Paragraph, Residue,
            Heading, Paragraph, Byline, EditorNote, Residue
        ]
    );
    let meta = &document.meta;
    assert_eq!(meta.title.fact.found().unwrap(), "Harbour Board Will Not Raise the Ferry");
    assert_eq!(meta.byline.fact.found().unwrap(), &["Ana Brook", "Tom Reyes"]);
    assert_eq!(document.slice(meta.byline.fact.span().unwrap()), "Ana Brook and Tom Reyes");
    assert_eq!(meta.date.fact.found().unwrap().to_string(), "2016-05-03");
    assert_eq!(meta.place.fact.found().unwrap(), "HARBOUR CITY");
    assert_eq!(meta.agency.fact.found().unwrap(), "Agency");
    assert_eq!(meta.agency.others.len(), 1);
    assert_eq!(meta.language.fact.found().unwrap(), "en");
    assert!(meta.outlet.fact.is_not_found());
    assert_eq!(document.notes.iter().filter(|n| n.kind == NoteKind::PageResidue).count(), 2);
}

#[test]
fn a_byline_that_names_a_desk_is_doubtful() {
    let document = read("Ferry stays down\n\nBy Harbour News Staff\n\nThe board said no.\n");
    let Fact::Doubtful { value, .. } = &document.meta.byline.fact else { panic!() };
    assert_eq!(value, &["Harbour News Staff"]);
}

#[test]
fn texts_in_other_languages_are_noted() {
    let german = "Der Hafenrat hat am Montag beschlossen, die Fähre nicht zu heben. Die Leute in \
                  der Stadt waren nicht überrascht, denn der Vorsitzende hatte schon im letzten \
                  Jahr gesagt, dass das Wrack ein Grab sei und dass man die Toten ruhen lassen \
                  solle. Niemand widersprach ihm an jenem Abend.";
    let document = read(german);
    assert!(document.notes.iter().any(|n| n.kind == NoteKind::OutOfScope));
    assert_eq!(document.meta.language.fact.found().unwrap(), "de");
    assert!(read(ARTICLE).notes.iter().all(|n| n.kind != NoteKind::OutOfScope));
}

#[test]
fn encodings_are_decoded_with_their_addresses() {
    let text = "Café “déjà vu” – naïve façade, señor. L’été à Zürich was très agréable, he said.";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let (jis, _, _) =
        encoding_rs::SHIFT_JIS.encode("港の委員会は月曜日に、船を引き上げないと発表した。");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], Option<&str>, &str); 5] = [
        (text.as_bytes(), None, "utf-8"),
        (&latin, None, "windows-1252"),
        (&latin, Some("ISO-8859-1"), "windows-1252"),
        (&utf16, None, "utf-16le"),
        (&jis, Some("shift_jis"), "shift_jis"),
    ];
    for (bytes, charset, name) in cases {
        let hints = Hints {
            kind: Some(InputKind::Text),
            charset: charset.map(str::to_owned),
            ..Hints::default()
        };
        let document = ingest(bytes, &hints).unwrap();
        assert_eq!(document.encoding, name);
        assert!(document.notes.iter().all(|n| n.kind != NoteKind::BytesReplaced));
        check_map(&document, bytes);
    }
}

#[test]
fn bad_bytes_are_replaced_and_noted() {
    let bytes = b"The ferry \xFF\xFE sank \xE2\x82 on Monday.";
    let hints = Hints { kind: Some(InputKind::Text), ..Hints::default() };
    let document = ingest(bytes, &hints).unwrap();
    assert_eq!(document.text, "The ferry \u{FFFD}\u{FFFD} sank \u{FFFD} on Monday.");
    assert!(document.notes.iter().any(|n| n.detail.starts_with("3 byte sequences")));
    check_map(&document, bytes);
}

/// Each character's source bytes decode to it.
fn check_map(document: &Document, bytes: &[u8]) {
    let encoding = encoding_rs::Encoding::for_label(document.encoding.as_bytes()).unwrap();
    for (at, c) in document.text.char_indices() {
        let span = sayso_core::Span::of(at..at + c.len_utf8());
        let source = document.map.source(span).unwrap();
        let (decoded, _) = encoding.decode_without_bom_handling(&bytes[source.range()]);
        assert!(decoded.contains(c), "{c:?} at {at} is {decoded:?} at {source:?}");
    }
}

#[test]
fn records_keep_their_text_and_say_what_is_wrong() {
    let lines = concat!(
        "{\"id\": \"a\", \"text\": \"Caf\\u00e9 closes\\n\\nThe caf\\u00e9 will close, its owner \
         said.\\n\", \"title\": \"Cafe shuts\", \"date\": \"2016-10\", \"outlet\": \"Harbour Times\"}\n",
        "\n",
        "{\"text\": 3}\n",
        "{\"id\": 7, \"text\": \"Café closes\\n\\nIt will.\", \"title\": \"Café Closes.\", \
         \"byline\": \"By Ana Brook and Tom Reyes\"}\n",
        "[1]\n",
        "{\"text\": \"a\" \"b\"}",
    );
    let hints = Hints { id: "notes.jsonl".to_owned(), ..Hints::default() };
    let all: Vec<_> = records(lines.as_bytes(), &hints).collect();
    assert_eq!(all.len(), 5);

    let first = all[0].as_ref().unwrap();
    let text = "Café closes\n\nThe café will close, its owner said.\n";
    assert_eq!(first.text, format!("{text}\n\nCafe shuts"));
    let last = first.sections.last().unwrap();
    assert_eq!((last.kind, first.slice(last.span)), (SectionKind::Headline, "Cafe shuts"));
    assert_eq!(first.sections.iter().filter(|s| s.kind == SectionKind::Headline).count(), 1);
    assert_eq!(first.meta.date.fact.found().unwrap().to_string(), "2016-10");
    let e_acute = first.map.source(sayso_core::Span::new(3, 5)).unwrap();
    let line = lines.lines().next().unwrap();
    assert_eq!(line.get(e_acute.range()), Some("\\u00e9"));

    let third = all[2].as_ref().unwrap();
    assert_eq!((third.id.as_str(), third.sections.len()), ("7", 2));
    assert_eq!(third.meta.byline.fact.found().unwrap(), &["Ana Brook", "Tom Reyes"]);

    let faults: Vec<String> =
        all.iter().filter_map(|r| r.as_ref().err()).map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "notes.jsonl:3: field \"text\" is no string; expected one JSON object per line with \
             \"id\" and \"text\".",
            "notes.jsonl:5: not an object; expected one JSON object per line with \"id\" and \
             \"text\".",
            "notes.jsonl:6: not JSON at byte 13, where a comma or a closing brace is wanted; \
             expected one JSON object per line with \"id\" and \"text\".",
        ]
    );
}

#[test]
fn sections_part_the_text_at_white_space_only() {
    assert!(labels(&read("")).is_empty());
    assert_eq!(labels(&read("One line.")).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_cut_into_ordered_sections(text in "(?s)[A-Za-z“”,. \n\r\t\0é🎸—()-]{0,400}") {
        let document = read(&text);
        let mut at = 0;
        for section in &document.sections {
            let gap = document.text.get(at..section.span.start as usize);
            prop_assert!(gap.is_some_and(|g| g.trim().is_empty()), "{gap:?}");
            prop_assert!(!document.slice(section.span).is_empty());
            at = section.span.end as usize;
        }
        prop_assert!(document.text.get(at..).is_some_and(|g| g.trim().is_empty()));
        check_map(&document, text.as_bytes());
    }

    #[test]
    fn any_bytes_give_a_document(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for kind in [None, Some(InputKind::Text), Some(InputKind::Html), Some(InputKind::Jsonl)] {
            for charset in [None, Some("utf-16be"), Some("gb18030"), Some("iso-2022-jp"), Some("big5")] {
                let charset = charset.map(str::to_owned);
                let hints = Hints { kind, charset, ..Hints::default() };
                if let Ok(document) = ingest(&bytes, &hints) {
                    for section in &document.sections {
                        prop_assert!(!document.slice(section.span).is_empty());
                    }
                }
            }
        }
    }
}
