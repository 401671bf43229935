//! The embedded network: the same result by every way, trees that are trees, and damaged files
//! refused with a reason.

mod support;

use sayso_core::{Deprel, Document, Layers, Reading, Upos};
use sayso_read::net::kernel::Path;
use sayso_read::net::{ModelError, Net, NetScratch};
use sayso_read::{Reader, Scratch};
use support::document;

const TEXT: &str = "Mira Lund said on Tuesday that the Oslo council had sold nothing. “We didn’t know,” \
    added her brother, who runs Lund & Sons.\n\nA spokeswoman for the band, which toured \
    Portugal in 2011, declined to comment; later she wrote: no.\n\nWhy? ok";

fn net() -> Net {
    Net::load(sayso_model_read_en_1::BYTES).expect("the embedded network loads")
}

fn given(text: &str) -> (Document, Reading) {
    let document = document(text);
    let reading = Reader::embedded().read(&document, Layers::SPLIT, &mut Scratch::default());
    (document, reading)
}

fn analysed(net: &Net, text: &str, scratch: &mut NetScratch) -> Reading {
    let (document, reading) = given(text);
    let mut readings = [reading];
    net.analyse(&[&document], &mut readings, Layers::ALL, scratch);
    let [reading] = readings;
    reading
}

#[test]
fn words_get_tags_lemmas_and_trees() {
    let text = "Mira Lund said that she was not running.";
    let reading = analysed(&net(), text, &mut NetScratch::default());
    let tokens = &reading.tokens;
    assert_eq!(tokens.upos[..3], [Upos::Propn, Upos::Propn, Upos::Verb]);
    assert_eq!((reading.lemma(2), reading.lemma(5), reading.lemma(7)), ("say", "be", "run"));
    assert_eq!((tokens.head[2], tokens.deprel[2]), (2, Deprel::Root));
    assert_eq!((tokens.head[0], tokens.deprel[0]), (2, Deprel::Nsubj));
    assert_eq!((tokens.head[7], tokens.deprel[7]), (2, Deprel::Ccomp));
    assert_eq!(reading.feats(5), "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin");
}

#[test]
fn cache_instructions_and_company_change_nothing() {
    let net = net();
    let mut warm = NetScratch::default();
    let first = analysed(&net, TEXT, &mut warm);
    assert_eq!(first, analysed(&net, TEXT, &mut warm));
    assert_eq!(first, analysed(&net, TEXT, &mut NetScratch::without_cache()));
    let plain = net.clone().on_path(Path::Plain);
    assert_eq!(first, analysed(&plain, TEXT, &mut NetScratch::default()));
    // The same sentences after many others, and so in other company.
    let many = format!("{}\n\n{TEXT}", "The old clerk left early, they say. ".repeat(150));
    let long = analysed(&net, &many, &mut warm);
    let alone = first;
    let n = alone.tokens.upos.len();
    let offset = long.tokens.upos.len() - n;
    assert_eq!(long.tokens.upos[offset..], alone.tokens.upos[..]);
    assert_eq!(long.tokens.deprel[offset..], alone.tokens.deprel[..]);
    assert_eq!(long.tokens.head_margin[offset..], alone.tokens.head_margin[..]);
    let moved: Vec<u32> =
        alone.tokens.head.iter().map(|h| h + u32::try_from(offset).unwrap()).collect();
    assert_eq!(long.tokens.head[offset..], moved[..]);
}

#[test]
fn every_sentence_is_a_tree_with_one_root() {
    let endless = "and so on ".repeat(900);
    for text in [TEXT, "", "?!", "\u{301}\u{200d}😀 \u{0} x", &endless] {
        let reading = analysed(&net(), text, &mut NetScratch::default());
        for sentence in &reading.sentences {
            let head = |t: u32| reading.tokens.head[t as usize];
            let roots = sentence.tokens.range().filter(|&t| head(t) == t).count();
            assert_eq!(roots, 1);
            for mut token in sentence.tokens.range() {
                for _ in 0..sentence.tokens.len() {
                    assert!(sentence.tokens.contains(head(token)));
                    token = head(token);
                }
                assert_eq!(head(token), token, "a circle");
            }
        }
    }
}

#[test]
fn damaged_files_are_refused() {
    let good = sayso_model_read_en_1::BYTES;
    for bytes in
        [&[][..], &good[..7], &good[..1000], &good[..good.len() - 1], b"not a model at all"]
    {
        assert!(matches!(Net::load(bytes), Err(ModelError::NotAModel(_))));
    }
    let mut changed = good.to_vec();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let error = Net::load(&changed).unwrap_err().to_string();
    assert!(error.starts_with("model header: digest: found "), "{error}");
    let mut other = good.to_vec();
    let at = good.windows(13).position(|w| w == b"\\\"version\\\":2").unwrap();
    other[at + 12] = b'9';
    let error = Net::load(&other).unwrap_err().to_string();
    assert_eq!(error, "model header: version: found 9, expected 2");
}
