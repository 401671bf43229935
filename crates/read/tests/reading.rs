//! What readings look like from outside.

mod support;

use sayso_core::{
    ClosedBy, Document, Layers, MentionKind, NoteKind, QuotationForm, Reading, SectionKind,
    TokenFlags,
};
use sayso_read::{Reader, Scratch};
use support::document;

fn read(text: &str) -> (Document, Reading) {
    let document = document(text);
    let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
    (document, reading)
}

/// Words of each sentence, joined by blanks.
fn sentences(text: &str) -> Vec<String> {
    let (document, reading) = read(text);
    reading
        .sentences
        .iter()
        .map(|s| s.tokens.range().map(|t| reading.form(&document, t)).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn words_are_cut_as_the_treebanks_cut_them() {
    assert_eq!(
        sentences("“I don't know,” Mira O'Dell said; she can't win 3.5% of $1,000."),
        ["“ I do n't know , ” Mira O'Dell said ; she ca n't win 3.5 % of $ 1,000 ."]
    );
    assert_eq!(
        sentences("Write to a.b@example.org or see https://example.org/x?y=1, Dr. Lund's page."),
        ["Write to a.b@example.org or see https://example.org/x?y=1 , Dr. Lund 's page ."]
    );
}

#[test]
fn sentences_end_where_they_end() {
    assert_eq!(
        sentences("Dr. A. B. Lund left. “Why?” she asked. “No.” He went to the U.S. in May."),
        [
            "Dr. A. B. Lund left .",
            "“ Why ? ” she asked .",
            "“ No . ”",
            "He went to the U.S. in May ."
        ]
    );
}

#[test]
fn multiword_parts_are_marked() {
    let (document, reading) = read("She cannot go.");
    let flags = |t: usize| reading.tokens.flags[t];
    assert_eq!(reading.form(&document, 1), "can");
    assert!(flags(1).has(TokenFlags::MULTIWORD_START) && flags(2).has(TokenFlags::MULTIWORD));
    assert!(!flags(2).has(TokenFlags::MULTIWORD_START) && flags(2).has(TokenFlags::SPACE_AFTER));
}

/// Outer text, how it closed, and what it goes on with.
fn quotations(text: &str) -> Vec<(String, ClosedBy, Option<u32>)> {
    let (document, reading) = read(text);
    let quotations = reading.quotations.iter();
    quotations.map(|q| (document.slice(q.outer).to_owned(), q.closed_by, q.continues)).collect()
}

#[test]
fn marks_of_any_style_are_paired() {
    for text in [
        "He said \"we can't\" twice.",
        "He said “we can't” twice.",
        "He said ‘we can’t’ twice.",
        "He said 'we can't' twice.",
        "He said «we can't» twice.",
        "He said ``we can't'' twice.",
    ] {
        let found = quotations(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].0.contains("we can") && found[0].1 == ClosedBy::Mark, "{text}: {found:?}");
    }
    assert_eq!(quotations("The '90s were the players' years, a 6'2\" man said.").len(), 0);
    let nested = quotations("“He told me ‘never’ and left,” she said.");
    assert_eq!(nested.len(), 2);
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    let found = quotations("She said: “One.\n“Two.\n“Three.”\nHe left.");
    let ends: Vec<_> = found.iter().map(|q| (q.1, q.2)).collect();
    assert_eq!(
        ends,
        [
            (ClosedBy::Continuation, None),
            (ClosedBy::Continuation, Some(0)),
            (ClosedBy::Mark, Some(1))
        ]
    );
}

#[test]
fn a_stray_mark_costs_one_pair() {
    let (document, reading) =
        read("He said \"go\" and \"stay.\nThen she said \"no\" and \"never\" to him.");
    let pairs: Vec<_> = reading.quotations.iter().map(|q| document.slice(q.outer)).collect();
    assert!(pairs.contains(&"\"go\"") && pairs.contains(&"\"no\""), "{pairs:?}");
    assert!(pairs.contains(&"\"never\""), "{pairs:?}");
    let strays: Vec<_> =
        reading.notes.iter().filter(|n| n.kind == NoteKind::UnpairedMark).collect();
    assert_eq!(strays.len(), 1);
    assert_eq!(strays[0].span.map(|s| document.slice(s)), Some("\""));
}

#[test]
fn terms_and_speech_differ_in_form() {
    let (_, reading) =
        read("The “third wave” came. “We knew it,” she said. He saw “Blue Harbour Nights” twice.");
    let forms: Vec<_> = reading.quotations.iter().map(|q| q.form).collect();
    assert_eq!(
        forms,
        [QuotationForm::NameOrTerm, QuotationForm::Sentence, QuotationForm::NameOrTerm]
    );
}

#[test]
fn short_names_and_pronouns_get_the_full_name() {
    let (document, reading) = read(
        "Tomas Eklund, the drummer of the band, spoke on Friday. Eklund said he was tired. \
         The drummer left.",
    );
    let named = |words: &str| {
        let mention = reading.mentions.iter().rev().find(|m| document.slice(m.span) == words)?;
        let entity = mention.entity?;
        Some(reading.entities[entity.0 as usize].name.as_str())
    };
    for words in ["Eklund", "he", "The drummer"] {
        assert_eq!(named(words), Some("Tomas Eklund"), "{words}");
    }
}

/// The name of whom a phrase means, where it stands last.
fn meant(text: &str, phrase: &str) -> Option<String> {
    let (document, reading) = read(text);
    let mention = reading.mentions.iter().rfind(|m| document.slice(m.span) == phrase)?;
    let entity = &reading.entities[mention.entity?.0 as usize];
    (!entity.name.is_empty()).then(|| entity.name.clone())
}

#[test]
fn a_pronoun_means_whom_the_rest_of_the_text_calls_so() {
    let start = "Clara Miller met Peter Hughes on Monday. Ms. Miller said she was pleased. Mr. Hughes said he was tired.";
    let of = |rest: &str, phrase| meant(&format!("{start}\n\n{rest}"), phrase);
    let clara = Some("Clara Miller".to_owned());
    assert_eq!(of("Hughes thanked Miller on Friday. She left early.", "She"), clara);
    let peter = Some("Peter Hughes".to_owned());
    assert_ne!(of("Hughes thanked Miller before she left.", "she"), peter);
    assert_eq!(of("Miller thanked Hughes. Later she left.", "she"), clara);
    let asked = "Asked by the host, Peter Hughes, why the boat had left, she laughed.";
    assert_eq!(of(asked, "she"), clara);
    assert_eq!(of("Voters liked both. \u{201c}They won,\u{201d} an aide said.", "They"), None);
}

#[test]
fn titles_and_headline_words_are_no_part_of_a_name() {
    let text = "Claim Miller Lied About Deal\n\nMr Hughes, who leads the port, met Secretary of State Clara Miller on \
                Monday. Peter Hughes said the deal was good. Miller agreed.";
    let peter = Some("Peter Hughes".to_owned());
    let clara = Some("Clara Miller".to_owned());
    assert_eq!(meant(text, "Hughes"), peter);
    assert_eq!(meant(text, "Miller"), clara);
    let mut document = document(text);
    document.sections[0].kind = SectionKind::Headline;
    let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
    let first = reading.mentions.iter().find(|m| m.kind == MentionKind::Name);
    assert_eq!(first.map(|m| document.slice(m.span)), Some("Miller"));
}

#[test]
fn a_role_means_whom_the_text_gives_it_to() {
    let both = "Liberal candidate Clara Miller and Green candidate Peter Hughes met on Monday.";
    let of = |rest: &str, phrase| meant(&format!("{both} {rest}"), phrase);
    let peter = Some("Peter Hughes".to_owned());
    assert_eq!(of("The Green candidate left first.", "The Green candidate"), peter);
    assert_eq!(of("The candidate left first.", "The candidate"), None, "two hold the role");
    let one = "Liberal candidate Clara Miller spoke on Monday. The Green candidate was absent.";
    assert_eq!(meant(one, "The Green candidate"), None, "another party's");
    let titled = "Sen. Peter Hughes spoke on Monday. The senator left early.";
    assert_eq!(meant(titled, "The senator"), peter);
}
