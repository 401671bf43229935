//! CoNLL-U in and out.

use proptest::prelude::*;
use sayso_core::{Layers, TokenFlags};
use sayso_read::conllu::{Given, parse, write, write_kept};
use sayso_read::{Reader, Scratch};

const SAMPLE: &str = "\
# newdoc id = harbour
# newpar
# sent_id = harbour-1
# text = Don't wanna go.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tNote=a
1\tDo\tdo\tAUX\tVB\tMood=Imp\t4\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\tKeep=me
3-4\twanna\t_\t_\t_\t_\t_\t_\t_\t_
3\twant\twant\tVERB\tVB\t_\t0\troot\t_\t_
4\tto\tto\tPART\tTO\t_\t5\tmark\t_\t_
4.1\tme\tI\tPRON\tPRP\t_\t_\t_\t5:nsubj\t_
5\tgo\tgo\tVERB\tVB\t_\t3\txcomp\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar
# sent_id = harbour-2
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_

";

fn only(text: &str) -> Given {
    let mut documents = parse(text, "file").unwrap_or_default();
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

#[test]
fn what_was_read_is_written() {
    let given = only(&SAMPLE.replace("2\tn't\tnot\tPART\tRB\t_\t4", "2\tn't\tnot\tPART\tRB\t_\t3"));
    assert_eq!(given.document.text, "Don't wanna go.\n\nYes");
    assert_eq!(given.document.sections.len(), 2);
    assert!(given.reading.layers.has(Layers::PARSE));
    assert_eq!(given.reading.form(&given.document, 2), "want");
    assert!(given.reading.tokens.flags[1].has(TokenFlags::MULTIWORD));
    let text = write_kept(&given.document, &given.reading, &given.kept);
    let expected = SAMPLE.replace("2\tn't\tnot\tPART\tRB\t_\t4", "2\tn't\tnot\tPART\tRB\t_\t3");
    assert_eq!(text, expected);
}

#[test]
fn errors_name_line_and_cure() {
    let message =
        |from: &str, to: &str| parse(&SAMPLE.replace(from, to), "file").unwrap_err().to_string();
    assert_eq!(message("5\tgo", "7\tgo"), "line 12: the word's number is \"7\"; expected 5");
    assert_eq!(
        message("\t3\txcomp", "\t9\txcomp"),
        "line 12: the head is \"9\"; expected 0 to 6, or _"
    );
    assert_eq!(
        message("INTJ", "YELL"),
        "line 17: the part of speech is \"YELL\"; expected one such as NOUN, or _"
    );
    assert_eq!(
        message("1-2\tDon't", "1-9\tDon't"),
        "line 5: the multiword token \"1-9\" does not fit the words of its sentence"
    );
    assert!(message("Yes\tyes\t", "Yes yes\t").starts_with("line 17: 9 columns; expected 10"));
    assert!(message("\t0\troot\t_\t_\n4", "\t5\tx\t_\t_\n4").contains("run in a circle"));
}

#[test]
fn given_words_are_kept_when_read_anew() {
    let given = only(SAMPLE);
    let reader = Reader::embedded();
    let reading =
        reader.read_given(&given.document, &given.reading, Layers::ALL, &mut Scratch::default());
    assert_eq!(reading.sentences, given.reading.sentences);
    assert_eq!(reading.tokens.span, given.reading.tokens.span);
    assert_eq!(reading.form(&given.document, 2), "want");
    let again = only(&write_kept(&given.document, &reading, &given.kept));
    assert_eq!(again.reading.tokens.span, given.reading.tokens.span);
    assert_eq!(again.kept.empty_nodes, given.kept.empty_nodes);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// No character but white space is lost, whatever the text.
    #[test]
    fn written_words_hold_all_characters(text in "(\\PC|[ \n.'\"“”a-zA-Z0-9]){0,80}") {
        let section = sayso_core::Section {
            kind: sayso_core::SectionKind::Paragraph,
            span: sayso_core::Span::of(0..text.len()),
        };
        let mut document = only(SAMPLE).document;
        document.text.clone_from(&text);
        document.sections = vec![section];
        let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
        let written = write(&document, &reading);
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        match parse(&written, "again") {
            Ok(documents) => {
                let words: String = documents.iter().map(|d| bare(&d.document.text)).collect();
                prop_assert_eq!(words, bare(&text));
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    /// Any text gives documents or a message.
    #[test]
    fn any_text_is_parsed_or_refused(text in "([0-9.#\t\n_a-z-]|\\PC){0,200}") {
        let _ = parse(&text, "any");
    }
}
