//! What the rules find in small texts of our own, by the words of the spans.

use sayso_attribute::Attributor;
use sayso_core::{
    Attributions, CueKind, Document, How, InputKind, Layers, Metadata, QuotationKind, Section,
    SectionKind, SourceMap, Span, Voice,
};
use sayso_read::{Reader, Scratch};

fn document(text: &str) -> Document {
    let mut sections = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::of(start..start + paragraph.len());
        sections.push(Section { kind: SectionKind::Paragraph, span });
        start += paragraph.len() + 2;
    }
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

fn read(text: &str) -> (Document, Attributions) {
    let document = document(text);
    let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
    let attributions = Attributor::rules().attribute(&document, &reading);
    (document, attributions)
}

/// `[source] <cue> {content}` of every outermost attribution.
fn found(text: &str) -> Vec<String> {
    let (document, attributions) = read(text);
    let words = |spans: &[Span]| {
        spans.iter().map(|&span| document.slice(span)).collect::<Vec<_>>().join(" | ")
    };
    attributions
        .list
        .iter()
        .filter(|a| a.depth == 0)
        .map(|a| format!("[{}] <{}> {{{}}}", words(&a.source), words(&a.cue), words(&a.content)))
        .collect()
}

#[test]
fn a_clause_after_the_cue() {
    assert_eq!(
        found("Mara Quill said that the harbour would close in May."),
        ["[Mara Quill] <said> {that the harbour would close in May}"]
    );
}

#[test]
fn a_quotation_before_an_inverted_cue() {
    assert_eq!(
        found("\"We lost the boat,\" said Mara Quill, a harbour pilot."),
        ["[Mara Quill, a harbour pilot] <said> {\"We lost the boat,\"}"]
    );
}

#[test]
fn a_quotation_around_its_cue_is_one_content() {
    assert_eq!(
        found("\"We lost the boat,\" she said. \"It was old.\""),
        ["[she] <said> {\"We lost the boat,\" | \"It was old.\"}"]
    );
}

#[test]
fn according_to_before_and_behind() {
    assert_eq!(
        found("According to Mara Quill, the boat was old."),
        ["[Mara Quill] <According to> {the boat was old}"]
    );
    assert_eq!(
        found("The boat was old, according to Mara Quill."),
        ["[Mara Quill] <according to> {The boat was old}"]
    );
}

#[test]
fn a_quotation_over_two_paragraphs_is_one_attribution() {
    let text = "Mara Quill said: \"We lost the boat. It was old.\n\n\"Nobody had looked at it.\"";
    let (document, attributions) = read(text);
    assert_eq!(attributions.list.len(), 1);
    let one = &attributions.list[0];
    assert_eq!(one.quotation, QuotationKind::Direct);
    assert!(document.slice(*one.content.last().unwrap()).contains("Nobody had looked"));
}

#[test]
fn plain_narration_has_none() {
    assert!(found("The boat left the harbour at noon. Rain fell on the quay.").is_empty());
}

#[test]
fn a_pronoun_is_the_one_named_before() {
    let (_, attributions) =
        read("Mara Quill left the harbour in May. She said that the boat was old.");
    let speaker = &attributions.list[0].speaker;
    assert_eq!((speaker.how, speaker.voice), (How::Pronoun, Voice::Named));
    assert_eq!(speaker.name.as_deref(), Some("Mara Quill"));
}

#[test]
fn voices_without_a_name() {
    let voice = |text: &str| read(text).1.list[0].speaker.voice;
    assert_eq!(voice("A source said that the boat was old."), Voice::Unnamed);
    assert_eq!(voice("A spokeswoman for the port said that the boat was old."), Voice::Described);
    assert_eq!(voice("Many fans said that the boat was old."), Voice::Crowd);
    assert_eq!(voice("The report said that the boat was old."), Voice::Document);
}

#[test]
fn acts_and_stance() {
    let (_, attributions) = read("Mara Quill declined to comment on the boat.");
    assert!(attributions.list.iter().all(|a| a.stance.declined));
    let (_, attributions) = read("Mara Quill believes that the boat was old.");
    assert_eq!(attributions.list[0].cue_kind, CueKind::Belief);
}

#[test]
fn odd_texts_do_no_harm() {
    for text in
        ["", "\"", "said", "\" said \" said \"", "according to", ": : :", "said that", "’s said, ,"]
    {
        let _ = read(text);
    }
}
