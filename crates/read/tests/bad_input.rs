//! Any text at all: no panic, spans that hold, linear time, equal results however it is run.

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_core::{Document, Layers, NoteKind, Reading, TokenFlags};
use sayso_read::{Reader, Scratch};
use support::document;

/// Loaded once: the network is large.
static READER: LazyLock<Reader> = LazyLock::new(Reader::embedded);

fn read(text: &str, layers: Layers) -> (Document, Reading) {
    let document = document(text);
    let reading = READER.read(&document, layers, &mut Scratch::default());
    (document, reading)
}

/// Words are in order, lie in sentences, and hold every character that is not white space.
fn holds(document: &Document, reading: &Reading) {
    let spans = &reading.tokens.span;
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
    assert!(spans.iter().all(|span| !document.slice(*span).is_empty()));
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let words: String = spans.iter().map(|span| document.slice(*span)).collect();
    assert_eq!(bare(&words), bare(&document.text));
    let mut next = 0;
    for sentence in &reading.sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(!sentence.tokens.is_empty());
        next = sentence.tokens.end;
        for token in sentence.tokens.range() {
            assert!(sentence.tokens.contains(reading.tokens.head[token as usize]));
        }
    }
    assert_eq!(next, reading.len());
    for quotation in &reading.quotations {
        assert!(quotation.outer.contains(quotation.inner));
        assert!(document.text.is_char_boundary(quotation.outer.end as usize));
        assert!(quotation.continues.is_none_or(|q| (q as usize) < reading.quotations.len()));
    }
    for (number, mention) in reading.mentions.iter().enumerate() {
        assert!(mention.tokens.contains(mention.head));
        assert_eq!(reading.span(mention.tokens), mention.span);
        if let Some(entity) = mention.entity {
            let mentions = &reading.entities[entity.0 as usize].mentions;
            assert!(mentions.iter().any(|&m| m as usize == number));
        }
    }
    assert!(reading.entities.iter().all(|entity| !entity.mentions.is_empty()));
    assert!(reading.times.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "(\\PC|\\p{Cc}|[ \n.,'\"“”‘’«»()0-9]|Mr\\. |the 3rd of May |he ){0,60}") {
        let (document, reading) = read(&text, Layers::ALL);
        holds(&document, &reading);
    }

    #[test]
    fn any_layers_agree_with_all(text in "([A-Z][a-z]{1,6} |said |\"|, |\\. |on Monday |he ){0,30}", drop in 0..7_usize) {
        let all = [Layers::QUOTE, Layers::TAG, Layers::PARSE, Layers::NAMES, Layers::CHAINS, Layers::TIME];
        let layers = all.get(drop).map_or(Layers::SPLIT, |layer| *layer);
        let (_, whole) = read(&text, Layers::ALL);
        let (_, part) = read(&text, layers);
        prop_assert_eq!(&part.tokens.span, &whole.tokens.span);
        prop_assert_eq!(&part.sentences, &whole.sentences);
        if layers.has(Layers::QUOTE) {
            prop_assert_eq!(part.quotations.len(), whole.quotations.len());
        }
        prop_assert!(layers.has(part.layers));
    }
}

#[test]
fn nothing_and_white_space_give_no_sentence() {
    for text in ["", " \n\t \u{a0}\u{2003}\n"] {
        assert!(read(text, Layers::ALL).1.sentences.is_empty());
    }
}

#[test]
fn odd_characters_stay_what_they_are() {
    for text in [
        "a\0b \u{feff}c \u{85}d\u{7f}",
        "\u{301}\u{301} e\u{301} \u{200d}\u{200d}",
        "👩‍👩‍👧‍👦👍🏽🇫🇮 ok",
        "שלום \u{202e}abc\u{202c} عالم",
        "“‘«\"'`´„‚‹›»’”",
        "\r\n\r\nOne.\rTwo.\r\n",
    ] {
        let (document, reading) = read(text, Layers::ALL);
        holds(&document, &reading);
    }
    let (document, reading) = read("ok 👩‍👩‍👧‍👦 ok", Layers::SPLIT);
    assert_eq!(reading.form(&document, 1), "👩‍👩‍👧‍👦");
}

#[test]
fn one_endless_word_is_one_word() {
    let (_, reading) = read(&"a".repeat(200_000), Layers::ALL);
    assert_eq!(reading.len(), 1);
    assert!(reading.tokens.flags[0].has(TokenFlags::OVERSIZE));
}

#[test]
fn an_endless_sentence_is_cut() {
    let (_, reading) = read(&"word ".repeat(2_000), Layers::SPLIT);
    assert!(reading.sentences.iter().all(|s| s.tokens.len() <= 512));
    assert!(reading.tokens.flags.iter().any(|flags| flags.has(TokenFlags::CUT)));
}

#[test]
fn endless_marks_are_read() {
    for mark in ["\"", "“", "'", "(", "«\""] {
        let (document, reading) = read(&mark.repeat(20_000), Layers::SPLIT.with(Layers::QUOTE));
        holds(&document, &reading);
        assert!(reading.quotations.iter().all(|q| q.depth < 4));
    }
}

#[test]
fn stray_marks_are_told_with_their_place() {
    let (document, reading) = read("He said \"no.\nShe left.", Layers::QUOTE);
    let note = reading.notes.iter().find(|note| note.kind == NoteKind::UnpairedMark);
    assert_eq!(note.and_then(|note| note.span).map(|span| document.slice(span)), Some("\""));
}

#[test]
fn scratch_leaves_no_trace() {
    let texts = [
        "Ada Berg said on Monday: “We can't.” She left in May 2011.",
        "“One.\n“Two,” he said. Mr. Lind, the drummer, wept.",
        "",
        "12 people; 3 p.m. — \"no",
    ];
    let reader = &*READER;
    let mut scratch = Scratch::default();
    let fresh: Vec<Reading> = texts
        .iter()
        .map(|text| reader.read(&document(text), Layers::ALL, &mut Scratch::default()))
        .collect();
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 1, 0, 3]] {
        for i in order {
            let reading = reader.read(&document(texts[i]), Layers::ALL, &mut scratch);
            assert_eq!(reading, fresh[i]);
        }
    }
    let documents = texts.map(document);
    let documents: Vec<&Document> = documents.iter().collect();
    for size in 1..=documents.len() {
        let runs = documents.chunks(size);
        let readings = runs.flat_map(|run| reader.read_all(run, Layers::ALL, &mut scratch));
        assert_eq!(readings.collect::<Vec<_>>(), fresh, "{size} documents together");
    }
    std::thread::scope(|scope| {
        for i in 0..texts.len() {
            let (texts, fresh) = (&texts, &fresh);
            scope.spawn(move || {
                let mut scratch = Scratch::default();
                let reading = reader.read(&document(texts[i]), Layers::ALL, &mut scratch);
                assert_eq!(reading, fresh[i]);
            });
        }
    });
}

/// Seconds for a sample written `times` times; the best of three runs.
#[expect(clippy::disallowed_methods, reason = "a test that measures time")]
fn seconds(sample: &str, times: usize, layers: Layers) -> f64 {
    let document = document(&sample.repeat(times));
    let mut scratch = Scratch::default();
    let runs = (0..3).map(|_| {
        let start = std::time::Instant::now();
        assert!(!READER.read(&document, layers, &mut scratch).is_empty());
        start.elapsed().as_secs_f64()
    });
    runs.fold(f64::MAX, f64::min)
}

/// Eight times the text may take at most 32 times as long: a square would take 64.
#[test]
fn time_grows_with_the_text() {
    let marks = ["\"", "(", "A. ", "a.b/c-d_e@f ", "x-", "word "];
    let all = ["Ada Berg said \"it's late\" on Monday. He met the singer, Tom Lind. ", "he said "];
    let marks = marks.map(|sample| (sample, 2_000, Layers::QUOTE));
    let all = all.map(|sample| (sample, 100, Layers::ALL));
    for (sample, times, layers) in marks.into_iter().chain(all) {
        // A busy machine may slow one attempt down; a square would slow them all.
        let fits = (0..6).any(|_| {
            let one = seconds(sample, times, layers).max(1e-3);
            seconds(sample, 8 * times, layers) < 32.0 * one
        });
        assert!(fits, "{sample:?} takes more than 32 times as long when written 8 times as often");
    }
}
