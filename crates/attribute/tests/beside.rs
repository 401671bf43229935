//! Reports behind, within and before what they report; reports in the passive; what the writer says of
//! somebody's words. Small texts of our own, by the words of the spans.

use sayso_attribute::Attributor;
use sayso_core::{
    Document, InputKind, Layers, Metadata, Section, SectionKind, SourceMap, Span, Voice,
};
use sayso_read::{Reader, Scratch};

/// A text of one paragraph a line.
fn document(text: &str) -> Document {
    let mut sections = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::of(at..at + line.trim_end().len());
        at += line.len();
        sections.push(Section { kind: SectionKind::Paragraph, span });
    }
    sections.retain(|section| !section.span.is_empty());
    Document {
        id: "test".to_owned(),
        kind: InputKind::Text,
        encoding: "utf-8".to_owned(),
        text: text.to_owned(),
        sections,
        meta: Metadata::default(),
        set_aside: Vec::new(),
        map: SourceMap::identity(Span::of(0..text.len()).end),
        notes: Vec::new(),
    }
}

/// `[source] <cue> {content}` of every outermost attribution.
fn found(text: &str) -> Vec<String> {
    let document = document(text);
    let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
    let words = |spans: &[Span]| {
        spans.iter().map(|&span| document.slice(span)).collect::<Vec<_>>().join(" | ")
    };
    let attributions = Attributor::embedded().attribute(&document, &reading);
    let outermost = attributions.list.iter().filter(|a| a.depth == 0);
    outermost
        .map(|a| format!("[{}] <{}> {{{}}}", words(&a.source), words(&a.cue), words(&a.content)))
        .collect()
}

#[test]
fn a_bare_source_stands_behind_what_it_says() {
    for (text, expected) in [
        (
            "The singers are moving out, multiple sources tell the Gazette.",
            "[multiple sources] <tell> {The singers are moving out}",
        ),
        (
            "Kolberg is said to be furious over the sale, a source close to the board tells Harbour Weekly.",
            "[a source close to the board] <tells> {Kolberg is said to be furious over the sale}",
        ),
        ("He will sue, added the insider.", "[the insider] <added> {He will sue}"),
        (
            "Olsen has gone back to his old habits, claimed a spy.",
            "[a spy] <claimed> {Olsen has gone back to his old habits}",
        ),
        (
            "\"She is hated among the crew too,\" the insider dished to Varrow Radio.",
            "[the insider] <dished> {\"She is hated among the crew too,\"}",
        ),
    ] {
        assert!(found(text).contains(&expected.to_owned()), "{text}: {:?}", found(text));
    }
}

#[test]
fn a_name_behind_a_dash_signs_a_quotation() {
    for (text, expected) in [
        (
            "\u{201c}The harbour was never safe in winter and the council knew it.\u{201d} \u{2015} Mira Lund",
            "[Mira Lund] <\u{2015}> {\u{201c}The harbour was never safe in winter and the council knew it.\u{201d}}",
        ),
        (
            "\"Nobody had told us about the fog.\" - Tove Brandt, harbour pilot\n\"We asked for lights and nobody came to look.\" - Anders Holt",
            "[Tove Brandt, harbour pilot] <-> {\"Nobody had told us about the fog.\"}",
        ),
    ] {
        assert!(found(text).contains(&expected.to_owned()), "{text}: {:?}", found(text));
    }
    let goes_on =
        "\"Nobody had told us about the fog.\" - Tove Brandt walked to the quay and back.";
    assert!(!found(goes_on).iter().any(|one| one.contains("<->")), "{:?}", found(goes_on));
}

#[test]
fn a_quotation_goes_on_from_what_stands_before_it() {
    let caption = "Mira Lund said: \"The harbour was never safe in winter and the council knew it.\n\nThe harbour \
                   last winter\n\n\"We asked for lights and nobody came to look at the pier.\n\n\"Now they all come \
                   and say that they are sorry.\"\n\nThe council met on Friday.";
    let report = "Mira Lund told the council that the harbour was closed. \"Nobody should row there at night, for \
                  the lights are out.\"";
    let colon = "A group of Lund's friends put up a page for her. The group posted the following note:\n\n\"We \
                 know that many of you wait for news of the boat tonight.\"";
    for (text, source, quoted) in [
        (caption, "Mira Lund", &["We asked", "Now they"][..]),
        (report, "Mira Lund", &["Nobody should"]),
        (colon, "The group", &["We know"]),
    ] {
        for words in quoted {
            let who = |one: &String| one.contains(words) && one.starts_with(&format!("[{source}]"));
            assert!(found(text).iter().any(who), "{words}: {:?}", found(text));
        }
    }
}

#[test]
fn a_second_predicate_is_no_report() {
    for text in [
        "He opened the door, added water, and called the dog.",
        "After the show, a source left the hall.",
        "The rate rose, fell, and rose again.",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_clause_with_as_tells_what_stands_around_it() {
    for (text, expected) in [
        (
            "But sometimes, as Lindgren now reminds us, the rifts run too deep.",
            "[Lindgren] <now reminds> {sometimes | the rifts run too deep}",
        ),
        (
            "As Lindgren told the Gazette, the debts are real.",
            "[Lindgren] <told> {the debts are real}",
        ),
    ] {
        assert_eq!(found(text), [expected], "{text}");
    }
    assert_eq!(found("As Lindgren left the hall, the lights went out."), Vec::<String>::new());
}

#[test]
fn whom_a_report_in_the_passive_is_about_does_not_make_it() {
    let text = "Kolberg is said to be furious over the sale.";
    assert_eq!(found(text), ["[] <is said> {Kolberg | to be furious over the sale}"]);
    let document = document(text);
    let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
    let attributions = Attributor::embedded().attribute(&document, &reading);
    assert_eq!(attributions.list[0].speaker.voice, Voice::Crowd);
}

#[test]
fn what_words_are_like_is_the_writers() {
    let text = "Edda Lindgren said the choir was over. Her words painted a portrait not of saints, but of \
                singers, stubborn and divided.";
    assert_eq!(found(text), ["[Edda Lindgren] <said> {the choir was over}"]);
}

#[test]
fn one_of_them_and_a_trade_are_those_named() {
    for (text, name) in [
        ("Two guards left. One of them, Mara Quill, warned that the boat was old.", "Mara Quill"),
        (
            "Two guards left. One of them, the tenor Karl Quill, said that the boat was old.",
            "Karl Quill",
        ),
        (
            "A welder, Karl Quill, left the harbour in May. The welder said that the boat was old.",
            "Karl Quill",
        ),
        ("Two officials, who said that the boat was old, left the harbour.", "Two officials"),
    ] {
        let document = document(text);
        let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
        let attributions = Attributor::embedded().attribute(&document, &reading);
        assert_eq!(attributions.list[0].speaker.name.as_deref(), Some(name), "{text}");
    }
}
