//! Training of the reading network on a treebank of a few own sentences: the same weights with any
//! number of threads and after a stop, with lessons and without; people under other names; and names of a
//! treebank from a file of their own.

use std::fs;
use std::path::{Path, PathBuf};

use sayso_core::{Deprel, Upos, Xpos};
use sayso_read::net::Net;
use sayso_train::nn::{Mat, Stream};
use sayso_train::read::config::{Config, Input, Role, Teachers, Training};
use sayso_train::read::data::Data;
use sayso_train::read::encode::Encoder;
use sayso_train::read::export;
use sayso_train::read::fit::Trainer;
use sayso_train::read::name_lists::NameLists;
use sayso_train::read::names;
use sayso_train::read::network::{Rates, Shape};
use sayso_train::read::rename::People;
use sayso_train::read::teach::{Lesson, lessons};
use sayso_train::read::treebank::{EntityMention, Sentence, Word};
use sayso_train::read::vectors::Vectors;

/// A sentence from `form/tag/head/relation` words, with the kind of a name's words behind a `#`.
fn sentence(text: &str, labelled: bool) -> Sentence {
    let mut sentence = Sentence { entities: labelled.then(Vec::new), ..Sentence::default() };
    for (at, word) in text.split(' ').enumerate() {
        let (word, kind) = word.split_once('#').unwrap_or((word, ""));
        let fields: Vec<&str> = word.split('/').collect();
        sentence.words.push(Word {
            form: fields[0].to_owned(),
            lemma: fields[0].to_lowercase(),
            upos: Upos::parse(fields[1]).expect("a tag"),
            xpos: if fields[1] == "PROPN" { Xpos::Nnp } else { Xpos::Nn },
            feats: String::new(),
            head: fields[2].parse().expect("a number"),
            deprel: Deprel::parse(fields[3]).expect("a relation"),
        });
        let Some(entities) = sentence.entities.as_mut().filter(|_| !kind.is_empty()) else {
            continue;
        };
        match entities.last_mut() {
            Some(last) if last.end == at && last.kind == kind => {
                last.end += 1;
                last.minimal.push(at);
            }
            _ => entities.push(EntityMention {
                start: at,
                end: at + 1,
                kind: kind.to_owned(),
                minimal: vec![at],
            }),
        }
    }
    sentence
}

fn treebank() -> Vec<Sentence> {
    let labelled = [
        "Mira/PROPN/3/nsubj#person Lund/PROPN/1/flat#person spoke/VERB/0/root in/ADP/5/case Halden/PROPN/3/obl#place",
        "Ada/PROPN/2/nsubj#person spoke/VERB/0/root in/ADP/4/case Moss/PROPN/2/obl#place",
        "Tor/PROPN/3/nsubj#person Berg/PROPN/1/flat#person left/VERB/0/root Moss/PROPN/3/obj#place",
    ];
    let bare = [
        "Jon/PROPN/3/nsubj Lund/PROPN/1/flat spoke/VERB/0/root in/ADP/5/case Halden/PROPN/3/obl",
        "they/PRON/2/nsubj left/VERB/0/root on/ADP/4/case Monday/PROPN/2/obl",
    ];
    let labelled = labelled.iter().map(|text| sentence(text, true)).cycle().take(60);
    labelled.chain(bare.iter().map(|text| sentence(text, false))).collect()
}

fn vectors() -> Vectors {
    let words = vec!["lund".to_owned(), "halden".to_owned()];
    Vectors { words, rows: Mat { rows: 2, cols: 4, data: vec![0.5; 8] } }
}

#[test]
fn names_of_a_treebank_come_from_their_file() {
    let mut sentences = treebank();
    let [.., spoke, left] = sentences.as_mut_slice() else { panic!("no sentences") };
    (spoke.id, left.id) = ("one-1".to_owned(), "one-2".to_owned());
    let path = folder("tree-names").join("names.tsv");
    fs::write(&path, "one-1\t1\t2\tPER\none-1\t5\t5\tLOC\n").expect("a file");
    names::label(&mut sentences, &path).expect("labels");
    let [.., spoke, left] = sentences.as_slice() else { panic!("no sentences") };
    assert_eq!(names::spans(spoke.names.as_ref().expect("labels")), [(0, 2, 0), (4, 5, 2)]);
    assert_eq!(left.names.as_deref(), Some([0; 4].as_slice()), "no line, no name");
    for wrong in ["one-3\t1\t1\tPER", "one-1\t0\t1\tPER", "one-1\t5\t9\tLOC", "one-1\t1\t1\tGOD"] {
        fs::write(&path, wrong).expect("a file");
        let error = names::label(&mut sentences, &path).expect_err(wrong);
        assert!(error.to_string().contains("names.tsv:1"), "{error}");
    }
}

fn config() -> Config {
    Config {
        shape: Shape {
            table: 8,
            vector: 4,
            width: 8,
            convolutions: 1,
            recurrent_layers: 1,
            recurrent: 8,
            arc: 8,
            relation: 8,
        },
        training: Training {
            epochs: 3,
            batch_words: 60,
            shards: 2,
            rate: 5e-3,
            dropout: Rates { below: 0.1, above: 0.1 },
            renamed: 0.5,
        },
        teachers: None,
        inputs: Vec::new(),
    }
}

fn data() -> Data {
    let mut sentences = treebank();
    for sentence in &mut sentences {
        sentence.names = names::labels(sentence);
    }
    Data {
        sentences,
        named: Vec::new(),
        dev: Vec::new(),
        dev_names: Vec::new(),
        vectors: vectors(),
        lists: NameLists::default(),
    }
}

/// A fresh folder for checkpoints.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn weights(config: &Config, data: &Data, threads: usize, folder: &Path) -> Vec<u8> {
    taught(config, data, &[], threads, folder)
}

fn taught(
    config: &Config,
    data: &Data,
    lessons: &[Lesson],
    threads: usize,
    folder: &Path,
) -> Vec<u8> {
    let mut trainer = Trainer::new(config, data, lessons, 1, folder).expect("a trainer");
    trainer.run(threads, &mut |_| ()).expect("a training");
    let (tables, params, vectors) = (&trainer.encoder.tables, &trainer.params, &trainer.vectors);
    export::model(config, "", 1, tables, params, vectors).expect("a model file")
}

#[test]
fn threads_and_stops_change_no_byte_of_the_weights() {
    let (config, data) = (config(), data());
    let one = weights(&config, &data, 1, &folder("one-thread"));
    assert!(Net::load(&one).is_ok());
    assert!(one == weights(&config, &data, 2, &folder("two-threads")));
    let stopped = folder("stopped");
    let mut trainer = Trainer::new(&config, &data, &[], 1, &stopped).unwrap();
    let mut epochs = 0;
    let stop = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        trainer.run(1, &mut |_| {
            epochs += 1;
            assert!(epochs < 2, "stopped after the second epoch");
        })
    }));
    assert!(stop.is_err());
    assert!(one == weights(&config, &data, 1, &stopped), "taken up again");
    let mut other = config;
    other.shape.width = 16;
    let error = Trainer::new(&other, &data, &[], 1, &stopped).unwrap_err().to_string();
    assert!(error.contains("is of another configuration; delete it"), "{error}");
}

#[test]
fn lessons_are_the_same_with_any_number_of_threads() {
    let mut config = config();
    config.teachers = Some(Teachers { seeds: vec![1, 2], parts: 2 });
    let text = folder("lesson-text").join("text.txt");
    fs::write(
        &text,
        "Mira Lund spoke in Moss on Monday.\n\nAda Berg left Halden, and they spoke.\n\n"
            .repeat(40),
    )
    .expect("a file");
    config.inputs.push(Input {
        role: Role::Lessons,
        path: text,
        sha256: String::new(),
        licence: String::new(),
        ship: true,
        member: None,
        genres: None,
    });
    let data = data();
    let [one, two] = [1, 2].map(|threads| {
        let folder = folder(&format!("lessons-{threads}"));
        lessons(&config, &data, &folder, threads, &mut |_| ()).expect("lessons")
    });
    assert_eq!(one.len(), 80);
    for (one, two) in one.iter().zip(&two) {
        assert_eq!((&one.heads, &one.upos, &one.names), (&two.heads, &two.upos, &two.names));
        for candidates in &one.heads {
            let sum: f32 = candidates.iter().map(|candidate| candidate.share).sum();
            assert!((sum - 1.0).abs() < 1e-4 && candidates[0].head as usize <= one.forms.len());
        }
    }
    let [one, two] =
        [1, 2].map(|n| taught(&config, &data, &one, n, &folder(&format!("taught-{n}"))));
    assert!(Net::load(&one).is_ok() && one == two);
    assert!(one != weights(&config, &data, 1, &folder("untaught")));
}

#[test]
fn people_under_other_names_keep_their_tree() {
    let path = folder("lists").join("names.tsv");
    let names =
        "forename\tbrisa\nforename\torvin\nsurname\tvarrow\nsurname\tdunleth\nsurname\tde lune\n";
    fs::write(&path, names).expect("a file");
    let mut lists = NameLists::default();
    lists.add(&path).expect("lists");
    let data = data();
    let words = data.vectors.words.iter().map(String::as_str);
    let encoder = Encoder::new(&data.sentences, &[], &[], words, lists.words());
    let example = encoder.sentence(&data.sentences[0]);
    let people = People::new(lists);
    let (mut single, mut double) = (0, 0);
    for seed in 0..200 {
        let other = people.renamed(&encoder, &example, &mut Stream::new(&[seed]));
        let (n, more) = (other.len(), other.len() - example.len());
        if more == 0 {
            single += 1;
        } else {
            double += 1;
        }
        let spoke = 2 + more;
        // Off the list, or made up of both names on it.
        let first = other.forms[0].as_str();
        assert!(["Brisa", "Orvin", "Brvin", "Orisa"].contains(&first), "{:?}", other.forms);
        assert!(!other.forms[..spoke].iter().any(|form| form == "Lund"), "{:?}", other.forms);
        assert_eq!(other.forms[spoke..], ["spoke", "in", "Halden"]);
        // "Lund" and a second part are flat to the forename, a hyphen hangs on the part behind it.
        for at in 0..n {
            let head = match (at, other.forms[at].as_str()) {
                (0, _) | (_, "Halden") => spoke,
                (_, "-") => at + 1,
                (_, "spoke") => n,
                (_, "in") => n - 1,
                _ => 0,
            };
            assert_eq!(other.heads[at] as usize, head, "word {at} of {:?}", other.forms);
        }
        assert_eq!(names::spans(&other.names), [(0, spoke, 0), (n - 1, n, 2)]);
        for column in [&other.upos, &other.xpos, &other.feats, &other.deprels, &other.scripts] {
            assert_eq!(column.len(), n);
        }
        assert_eq!((other.ids.len(), other.hide.len()), (n, n));
    }
    assert!(single > 80 && double > 20, "{single} and {double}");
}
