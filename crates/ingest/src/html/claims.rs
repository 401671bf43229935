//! What a page says of itself in its head and in its markup: each claim with its field's name and its
//! bytes. Nothing is chosen here.

use std::ops::Range;

use super::blocks::{Page, Piece};
use super::marks::Marks;
use super::tag::Tag;
use super::tokens::Attributes;
use super::tree::NodeId;
use super::words::Words;
use super::{entity, jsonld};

/// What is claimed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum About {
    /// Headline.
    Title,
    /// An author.
    Author,
    /// Date of publication.
    Published,
    /// Date of the last change.
    Modified,
    /// Publisher.
    Outlet,
    /// Canonical address.
    Url,
    /// Language.
    Language,
    /// Place of the dateline.
    Place,
}

/// One claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Claim {
    /// Its subject.
    pub(crate) about: About,
    /// How far down the order of belief it stands, from 0.
    pub(crate) rank: u8,
    /// As written, entities decoded.
    pub(crate) value: String,
    /// Bytes in the decoded page.
    pub(crate) at: Range<usize>,
    /// Name of the field.
    pub(crate) from: String,
    /// The field says that it is an organisation.
    pub(crate) is_organisation: bool,
}

/// Meta tags by name or property, what they claim and how far they are believed.
#[rustfmt::skip]
const META: &[(&str, About, u8)] = &[
    ("og:title", About::Title, 2), ("twitter:title", About::Title, 3), ("title", About::Title, 5),
    ("parsely-title", About::Title, 3), ("sailthru.title", About::Title, 3),
    ("dc.title", About::Title, 3), ("hdl", About::Title, 3), ("headline", About::Title, 3),
    ("author", About::Author, 2), ("article:author", About::Author, 3), ("byl", About::Author, 2),
    ("parsely-author", About::Author, 2), ("sailthru.author", About::Author, 2),
    ("dc.creator", About::Author, 3), ("article.author", About::Author, 3),
    ("og:article:author", About::Author, 3), ("authors", About::Author, 3),
    ("article:published_time", About::Published, 1), ("og:published_time", About::Published, 2),
    ("og:article:published_time", About::Published, 2), ("article.published", About::Published, 2),
    ("parsely-pub-date", About::Published, 2), ("sailthru.date", About::Published, 2),
    ("pubdate", About::Published, 3), ("publishdate", About::Published, 3),
    ("publish-date", About::Published, 3), ("publish_date", About::Published, 3),
    ("publication_date", About::Published, 3), ("date", About::Published, 4),
    ("dc.date", About::Published, 4), ("dc.date.issued", About::Published, 3),
    ("dcterms.created", About::Published, 4), ("dc.date.created", About::Published, 4),
    ("datepublished", About::Published, 3), ("article_date_original", About::Published, 3),
    ("cxenseparse:recs:publishtime", About::Published, 3), ("rnews:datepublished", About::Published, 3),
    ("article:modified_time", About::Modified, 1), ("og:updated_time", About::Modified, 2),
    ("article.updated", About::Modified, 2), ("lastmod", About::Modified, 3),
    ("last-modified", About::Modified, 3), ("dc.date.modified", About::Modified, 3),
    ("dcterms.modified", About::Modified, 3), ("article:updated_time", About::Modified, 3),
    ("og:site_name", About::Outlet, 0), ("application-name", About::Outlet, 4),
    ("dc.publisher", About::Outlet, 3), ("publisher", About::Outlet, 3),
    ("cre", About::Outlet, 3), ("og:url", About::Url, 1), ("twitter:url", About::Url, 3),
    ("og:locale", About::Language, 2), ("content-language", About::Language, 3),
    ("dc.language", About::Language, 3), ("language", About::Language, 3),
];

/// All claims of a page, in order of the page.
pub(crate) fn collect(page: &Page<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (id, node) in page.tree.nodes.iter().enumerate() {
        let Some(tag) = node.tag else { continue };
        match tag {
            Tag::Meta => of_meta(page, id, &mut claims),
            Tag::Link => of_link(page, id, &mut claims),
            Tag::Html => {
                if let Some((value, at)) = attribute(page, id, &["lang", "xml:lang"]) {
                    claims.push(claim(About::Language, 0, value, at, "html@lang"));
                }
            }
            Tag::Title => {
                let head = claims.iter().any(|c| c.from == "title");
                let (value, at) = text_of(page, id);
                if !head && !value.is_empty() {
                    claims.push(claim(About::Title, 4, value, at, "title"));
                }
            }
            Tag::Script => {
                let kind = attribute(page, id, &["type"]);
                if kind.is_some_and(|(kind, _)| kind.contains("ld+json"))
                    && let Some(text) = page.tree.nodes.get(id + 1).filter(|n| n.tag.is_none())
                {
                    jsonld::collect(page.source, text.at.clone(), &mut claims);
                }
            }
            Tag::Time => of_time(page, id, &mut claims),
            _ => {}
        }
        if !matches!(tag, Tag::Script | Tag::Style) {
            of_itemprop(page, id, &mut claims);
        }
    }
    claims
}

/// A claim of a field that says nothing of organisations.
pub(crate) fn claim(
    about: About,
    rank: u8,
    value: String,
    at: Range<usize>,
    from: impl Into<String>,
) -> Claim {
    Claim { about, rank, value, at, from: from.into(), is_organisation: false }
}

/// The first of these attributes that is there, decoded, with its bytes.
pub(crate) fn attribute(
    page: &Page<'_>,
    id: NodeId,
    names: &[&str],
) -> Option<(String, Range<usize>)> {
    let node = page.tree.nodes.get(id)?;
    Attributes::new(page.source, node.attributes.clone())
        .find(|(name, _)| names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)))
        .map(|(_, at)| (value(page.source, at.clone()), at))
        .filter(|(value, _)| !value.is_empty())
}

/// A value with its entities decoded and white space folded.
pub(crate) fn value(source: &str, at: Range<usize>) -> String {
    decoded(source.get(at).unwrap_or_default())
}

/// Words with entities decoded, twice where they were encoded twice, and white space folded.
pub(crate) fn decoded(raw: &str) -> String {
    let mut text = once(raw);
    if text.contains('&') {
        text = once(&text);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn once(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, _)) = rest.split_once('&') {
        out.push_str(before);
        rest = rest.get(before.len()..).unwrap_or_default();
        if let Some((chars, length)) = entity::decode(rest, true) {
            out.extend(chars.into_iter().filter(|c| *c != entity::NONE));
            rest = rest.get(length..).unwrap_or_default();
        } else {
            out.push('&');
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The words inside an element, up to a length no name or title has.
pub(crate) fn text_of(page: &Page<'_>, id: NodeId) -> (String, Range<usize>) {
    const LONGEST: usize = 600;
    let mut words = Words::default();
    let mut at = 0..0;
    let end = page.tree.nodes.get(id).map_or(id, |n| n.end as usize);
    let mut next = id + 1;
    while next < end && words.text.len() < LONGEST {
        let Some(node) = page.tree.nodes.get(next) else { break };
        match node.tag {
            Some(Tag::Script | Tag::Style) => next = node.end as usize,
            Some(_) => next += 1,
            None => {
                if !words.text.is_empty() {
                    words.put_in(" ");
                }
                words.block(page.source, &[Piece::Words(node.at.clone())], false);
                at = if at.is_empty() { node.at.clone() } else { at.start..node.at.end };
                next += 1;
            }
        }
    }
    (words.text.split_whitespace().collect::<Vec<_>>().join(" "), at)
}

fn of_meta(page: &Page<'_>, id: NodeId, claims: &mut Vec<Claim>) {
    let Some((name, _)) = attribute(page, id, &["property", "name", "http-equiv"]) else { return };
    let name = name.to_ascii_lowercase();
    let Some((_, about, rank)) = META.iter().find(|(known, _, _)| *known == name) else { return };
    if let Some((value, at)) = attribute(page, id, &["content"]) {
        claims.push(claim(*about, *rank, value, at, format!("meta:{name}")));
    }
}

fn of_link(page: &Page<'_>, id: NodeId, claims: &mut Vec<Claim>) {
    let Some((rel, _)) = attribute(page, id, &["rel"]) else { return };
    if rel.eq_ignore_ascii_case("canonical")
        && let Some((value, at)) = attribute(page, id, &["href"])
    {
        claims.push(claim(About::Url, 0, value, at, "link:canonical"));
    }
}

/// Microdata of an element that is not in a list of other pieces or among comments.
fn of_itemprop(page: &Page<'_>, id: NodeId, claims: &mut Vec<Claim>) {
    let Some(node) = page.tree.nodes.get(id) else { return };
    let raw = page.source.as_bytes().get(node.attributes.clone()).unwrap_or_default();
    if memchr::memmem::find(raw, b"itemprop").is_none() {
        return;
    }
    let marks = page.own.get(id).copied().unwrap_or_default();
    if marks.has(Marks::RELATED.with(Marks::COMMENTS)) {
        return;
    }
    let Some((names, _)) = attribute(page, id, &["itemprop"]) else { return };
    for name in names.split(' ') {
        let (about, rank) = match name {
            "headline" => (About::Title, 3),
            "author" | "creator" => (About::Author, 3),
            "datePublished" => (About::Published, 2),
            "dateCreated" => (About::Published, 4),
            "dateModified" => (About::Modified, 2),
            "publisher" => (About::Outlet, 3),
            "dateline" | "contentLocation" | "locationCreated" => (About::Place, 2),
            "inLanguage" => (About::Language, 2),
            "mainEntityOfPage" => (About::Url, 3),
            _ => continue,
        };
        let direct = attribute(page, id, direct_of(about));
        let is_thing = memchr::memmem::find(raw, b"itemscope").is_some();
        let found = direct.or_else(|| if is_thing { named_inside(page, id) } else { None });
        let (value, at) = found.unwrap_or_else(|| text_of(page, id));
        if !value.is_empty() && value.len() < 300 {
            let kind = attribute(page, id, &["itemtype"]);
            let is_organisation = kind.is_some_and(|(kind, _)| kind.contains("Organization"));
            let from = format!("microdata:{name}");
            claims.push(Claim { about, rank, value, at, from, is_organisation });
        }
    }
}

/// Attributes that hold a value of microdata, by what is claimed.
fn direct_of(about: About) -> &'static [&'static str] {
    match about {
        About::Url => &["content", "href", "itemid"],
        About::Published | About::Modified => &["content", "datetime"],
        About::Title | About::Author | About::Outlet | About::Language | About::Place => {
            &["content"]
        }
    }
}

/// `<time datetime>` outside furniture; where it must stand to date the page is decided later.
fn of_time(page: &Page<'_>, id: NodeId, claims: &mut Vec<Claim>) {
    let Some(node) = page.tree.nodes.get(id) else { return };
    let marks = page.own.get(id).copied().unwrap_or_default();
    let raw = page.source.as_bytes().get(node.attributes.clone()).unwrap_or_default();
    let is_microdata = memchr::memmem::find(raw, b"itemprop").is_some();
    if is_microdata || marks.has(Marks::FURNITURE.without(Marks::SHARE)) {
        return;
    }
    let Some((value, at)) = attribute(page, id, &["datetime"]) else { return };
    let named = |id: NodeId| attribute(page, id, &["class"]).map(|(class, _)| class.to_lowercase());
    let says = |class: Option<String>| {
        class.is_some_and(|class| ["updated", "modified"].iter().any(|word| class.contains(word)))
    };
    let above = page.tree.nodes.get(id).map_or(0, |node| node.parent as usize);
    let about =
        if says(named(id)) || says(named(above)) { About::Modified } else { About::Published };
    claims.push(claim(about, 5, value, at, TIME));
}

/// Field of a claim by a `<time>` element.
pub(crate) const TIME: &str = "time@datetime";

/// The name of a thing of microdata.
fn named_inside(page: &Page<'_>, id: NodeId) -> Option<(String, Range<usize>)> {
    let end = page.tree.nodes.get(id)?.end as usize;
    (id + 1..end).take(60).find_map(|inner| {
        let (name, _) = attribute(page, inner, &["itemprop"])?;
        if name != "name" {
            return None;
        }
        let found = attribute(page, inner, &["content"]).unwrap_or_else(|| text_of(page, inner));
        (!found.0.is_empty()).then_some(found)
    })
}
