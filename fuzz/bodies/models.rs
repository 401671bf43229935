//! What the fuzz targets of model files run, as plain functions: `crates/attribute/tests/replay.rs`
//! runs them on all kept inputs, and on changed ones, with the stable compiler.
#![allow(dead_code, reason = "each target uses one of them")]

use std::sync::LazyLock;

use sayso_core::{
    Document, InputKind, Layers, Metadata, Reading, Section, SectionKind, SourceMap, Span,
};
use sayso_read::net::model::Tensors;
use sayso_read::net::{Net, NetScratch};
use sayso_read::{Reader, Scratch};

const READING: &[u8] = include_bytes!("../../models/read-en-1/read.safetensors");
const ATTRIBUTION: &[u8] = include_bytes!("../../models/attribute-en-1/attribute.safetensors");

const TEXT: &str = "Mira Lund said on Tuesday that the council had sold nothing.";

static READ: LazyLock<(Document, Reading)> = LazyLock::new(|| {
    let span = Span::of(0..TEXT.len());
    let document = Document {
        id: "text".to_owned(),
        kind: InputKind::Text,
        encoding: "utf-8".to_owned(),
        text: TEXT.to_owned(),
        sections: vec![Section { kind: SectionKind::Paragraph, span }],
        meta: Metadata::default(),
        set_aside: Vec::new(),
        map: SourceMap::identity(span.end),
        notes: Vec::new(),
    };
    let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
    (document, reading)
});

/// A reading model: the bytes themselves, and the shipped one changed by them.
pub(crate) fn reading(bytes: &[u8]) {
    for file in [bytes.to_vec(), changed(READING, bytes)] {
        let Ok(net) = Net::load(&file) else { continue };
        let (document, mut reading) = (&READ.0, READ.1.clone());
        let readings = std::slice::from_mut(&mut reading);
        net.analyse(&[document], readings, Layers::ALL, &mut NetScratch::default());
        let heads = reading.tokens.head.iter();
        assert!(heads.into_iter().all(|&head| (head as usize) < reading.tokens.span.len()));
    }
}

/// An attribution model, in the same way.
pub(crate) fn attribution(bytes: &[u8]) {
    for file in [bytes.to_vec(), changed(ATTRIBUTION, bytes)] {
        let Ok(net) = sayso_attribute::net::Net::load(&file) else { continue };
        for (ranges, p) in net.attributions(&READ.0, &READ.1) {
            assert!((0.0..=1.0).contains(&p), "probability {p}");
            let words = READ.1.tokens.span.len();
            assert!(ranges.iter().flatten().all(|&(start, end)| start < end && end <= words));
        }
    }
}

/// A shipped file with bytes of the input put over its own, five for a change: a place and a value.
/// The digest is made right again, since it guards against damage and not against malice.
fn changed(good: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut file = good.to_vec();
    let length = good.first_chunk().map_or(0, |n| u64::from_le_bytes(*n));
    let header = 8 + usize::try_from(length).unwrap_or(0);
    for [a, b, c, d, value] in bytes.as_chunks::<5>().0 {
        let place = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        // Half of the changes fall on the header.
        let place =
            if place.is_multiple_of(2) { place / 2 % header } else { place / 2 % good.len() };
        if let Some(byte) = file.get_mut(place) {
            *byte = *value;
        }
    }
    let Ok((_, tensors)) = Tensors::open(&file) else { return file };
    let digest = tensors.digest();
    let mark = b"\\\"digest\\\":\\\"";
    if let Some(at) = file.windows(mark.len()).take(header).position(|window| window == mark) {
        let start = at + mark.len();
        if let Some(old) = file.get_mut(start..start + digest.len()) {
            old.copy_from_slice(digest.as_bytes());
        }
    }
    file
}
