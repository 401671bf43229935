//! Web pages: tokens with places, a tree in document order, blocks, the article among them, its
//! sections and what the page says of itself.

mod blocks;
mod body;
mod claims;
mod describe;
mod entity;
mod furniture;
mod jsonld;
mod marks;
mod sections;
mod tag;
mod tokens;
mod tree;
mod words;

use memchr::memmem;
use sayso_core::{Document, InputKind, Metadata, SetAside, SourceMap, Span};

use crate::decode::{self, Decoded};
use crate::text::COMMENT;
use crate::{Hints, ending, jsonl};

use tag::Tag;

/// A document of a decoded page.
pub(crate) fn document(decoded: Decoded, hints: &Hints) -> Document {
    let Decoded { text: source, map, encoding, notes } = decoded;
    let tree = tree::parse(&source);
    let mut page = blocks::cut(&source, tree);
    let body = body::find(&mut page);
    let claims = claims::collect(&page);
    let values = |about: claims::About| {
        let of = claims.iter().filter(move |claim| claim.about == about);
        of.map(|claim| claim.value.as_str()).collect()
    };
    let said = sections::Said {
        titles: values(claims::About::Title),
        authors: values(claims::About::Author),
    };
    let parts = sections::label(&page, &body, &said);
    let set_aside = parts
        .set_aside
        .into_iter()
        .map(|block| SetAside { source: map.source(block.source).unwrap_or_default(), ..block });
    let set_aside = set_aside.chain(comments(&source, &map)).collect();
    let runs = if is_identity(&map) { parts.runs } else { jsonl::compose(&parts.runs, &map) };
    let mut document = Document {
        id: hints.id.clone(),
        kind: InputKind::Html,
        encoding,
        text: parts.text,
        sections: parts.sections,
        meta: Metadata::default(),
        set_aside,
        map: SourceMap { runs },
        notes: decode::without_places(notes),
    };
    describe::describe(&mut document, claims, &map);
    let frames = page.tree.nodes.iter().filter(|node| node.tag == Some(Tag::Frame)).count();
    ending::judge_frames(frames, &mut document);
    ending::judge_page(&source, &mut document);
    document
}

/// Comments to this program: the one kind of comment that is kept.
fn comments(source: &str, map: &SourceMap) -> Vec<SetAside> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in memmem::find_iter(source.as_bytes(), COMMENT) {
        let Some(rest) = source.get(at..).filter(|_| at >= from) else { continue };
        let Some(length) = rest.find("-->") else { break };
        from = at + length + 3;
        let (Some(text), Some(bytes)) = (source.get(at..from), map.source(Span::of(at..from)))
        else {
            continue;
        };
        found.push(SetAside {
            text: text.to_owned(),
            source: bytes,
            reason: "a comment to this program".to_owned(),
        });
    }
    found
}

/// Text and bytes are one.
fn is_identity(map: &SourceMap) -> bool {
    map.runs.iter().all(|run| run.text == run.source) && map.runs.len() <= 1
}

/// The encoding a page names in its first bytes (`<meta charset>`, `http-equiv`, XML declaration).
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<String> {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD))?).to_ascii_lowercase();
    let mut rest = head.as_str();
    while let Some((_, after)) = rest.split_once("charset") {
        rest = after;
        let Some(value) = after.trim_start().strip_prefix('=') else { continue };
        return label(value);
    }
    let (_, after) = head.strip_prefix("<?xml")?.split_once("encoding")?;
    label(after.trim_start().strip_prefix('=')?)
}

fn label(value: &str) -> Option<String> {
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
    let label = value.get(..end.unwrap_or(value.len()))?;
    (!label.is_empty()).then(|| label.to_owned())
}
