//! The text of a CoNLL-U file is the same by ingest, which keeps its addresses, and by the reader of
//! words and trees; and what is out of scope is passed on unjudged.

use std::fmt::Write;

use proptest::prelude::*;
use sayso::core::InputKind;
use sayso::ingest::{Hints, conllu, ingest};
use sayso::{Engine, Scratch};

/// A form, whether a blank follows, and whether two words make it up.
type Word = (String, bool, bool);

/// A file of sentences, each with a number that picks what stands above it.
fn file(sentences: &[(u8, Vec<Word>)]) -> String {
    let mut out = String::new();
    for (start, words) in sentences {
        match start % 4 {
            0 => out.push_str("# newdoc id = d\n# newpar\n"),
            1 => out.push_str("# newpar id = p\n"),
            _ => out.push_str("# text = x\n"),
        }
        let mut row = |id: &str, form: &str, space: bool| {
            let misc = if space { "_" } else { "SpaceAfter=No" };
            let _ = writeln!(out, "{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}");
        };
        let mut n = 1;
        for (form, space, doubled) in words {
            if *doubled {
                row(&format!("{n}-{}", n + 1), form, *space);
                row(&n.to_string(), "part", true);
                n += 1;
                row(&n.to_string(), "rest", true);
            } else {
                row(&n.to_string(), form, *space);
            }
            row(&format!("{n}.1"), "hidden", true);
            n += 1;
        }
        out.push('\n');
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn both_readers_rebuild_one_text(sentences in proptest::collection::vec(
        (any::<u8>(), proptest::collection::vec(("[a-zé“.🎸-]{1,4}", any::<bool>(), any::<bool>()), 1..5)),
        1..6,
    )) {
        let file = file(&sentences);
        let documents = conllu(file.as_bytes(), &Hints::default()).unwrap();
        let given = sayso::conllu::parse(&file, "").unwrap();
        prop_assert_eq!(documents.len(), given.len());
        for (document, given) in documents.iter().zip(&given) {
            prop_assert_eq!(&document.text, &given.document.text);
            prop_assert_eq!(&document.sections, &given.document.sections);
            for &span in &given.reading.tokens.span {
                let source = document.map.source(span).unwrap();
                let raw = file.get(source.range()).unwrap();
                prop_assert!(raw.contains(document.slice(span)), "{:?}", raw);
            }
        }
    }
}

#[test]
fn a_text_out_of_scope_is_passed_on() {
    let german = "Der Hafenrat hat am Montag beschlossen, die Fähre nicht zu heben. Die Leute in der \
                  Stadt waren nicht überrascht, denn der Vorsitzende hatte schon im letzten Jahr gesagt, \
                  dass das Wrack ein Grab sei und dass man die Toten ruhen lassen solle. Niemand widersprach.";
    let hints = Hints { kind: Some(InputKind::Text), ..Hints::default() };
    let document = ingest(german.as_bytes(), &hints).unwrap();
    let analysis = Engine::default().analyse(document, &mut Scratch::default());
    assert_eq!(analysis.document.text, german);
    assert_eq!(analysis.reading.sentences.len(), 3);
    assert!(analysis.statements.list.is_empty() && analysis.attributions.list.is_empty());
    assert!(analysis.findings.iter().all(|finding| finding.code.family == 'R'));
    assert!(analysis.findings.iter().any(|finding| finding.code.to_string() == "R902"));
}
