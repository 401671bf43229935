//! From a page's claims and its visible lines to metadata: one value a field with its place, the
//! others that differ beside it. A value is taken as it stands or not at all; an outlet or a desk
//! given as author stays in doubt.

use sayso_core::{Date, Document, Fact, MetaValue, Origin, Section, SectionKind, SourceMap, Span};

use super::claims::{About, Claim, TIME};
use crate::{byline, dates, text};

/// Fills the metadata of a page's document; `map` leads from the decoded page to the bytes.
pub(crate) fn describe(document: &mut Document, mut claims: Vec<Claim>, map: &SourceMap) {
    // Stable: of equals the first of the page.
    claims.sort_by_key(|claim| (claim.about, claim.rank));
    let of = |about: About| claims.iter().filter(move |claim| claim.about == about);
    part_datelines(document);
    let source = |claim: &Claim| map.source(Span::of(claim.at.clone()));
    let found = |claim: &Claim| Fact::Found {
        value: claim.value.clone(),
        span: None,
        from: Origin::Field(claim.from.clone()),
    };

    let behind = behind_headline(document, of(About::Title));
    outlet(document, of(About::Outlet).chain(&behind), &source, &found);
    let title = section_words(document, SectionKind::Headline);
    let visible =
        title.map(|(words, span)| (Fact::in_text(words, span), document.map.source(span)));
    let named = of(About::Title).map(|claim| (found(claim), source(claim)));
    document.meta.title = choose(visible.into_iter().chain(named), |a, b| same_words(a, b));

    dates_of(document, &of, &source);
    authors(document, of(About::Author), &source);

    let urls = of(About::Url).filter(|c| c.value.starts_with("http"));
    document.meta.url = choose(urls.map(|c| (found(c), source(c))), |a, b| a == b);
    let languages = of(About::Language).filter_map(|claim| {
        let code = claim.value.split(['-', '_']).next()?.to_ascii_lowercase();
        let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
        is_code.then(|| (found(claim).map(|_| code), source(claim)))
    });
    document.meta.language = choose(languages, |a, b| a == b);
    let places = of(About::Place).map(|claim| (found(claim), source(claim)));
    let visible = std::mem::take(&mut document.meta.place);
    let visible = Some((visible.fact, visible.source)).filter(|(fact, _)| !fact.is_not_found());
    document.meta.place = choose(visible.into_iter().chain(places), |a, b| same_words(a, b));
}

/// The first fact stands; later ones that differ are kept once each.
fn choose<T: Clone>(
    facts: impl Iterator<Item = (Fact<T>, Option<Span>)>,
    same: impl Fn(&T, &T) -> bool,
) -> MetaValue<T> {
    let mut chosen = MetaValue::default();
    for (fact, source) in facts {
        let Some(value) = fact.found_or_doubtful().cloned() else { continue };
        let known = |known: &Fact<T>| known.found_or_doubtful().is_some_and(|k| same(k, &value));
        if chosen.fact.is_not_found() {
            chosen.fact = fact;
            chosen.source = source;
        } else if !known(&chosen.fact) && !chosen.others.iter().any(known) {
            chosen.others.push(fact);
        }
    }
    chosen
}

/// The same but for case, punctuation and what a site puts behind it.
fn same_words(a: &str, b: &str) -> bool {
    super::sections::same(a, b) || super::sections::same(b, a)
}

fn section_words(document: &Document, kind: SectionKind) -> Option<(String, Span)> {
    let span = document.section(kind)?.span;
    Some((document.slice(span).split_whitespace().collect::<Vec<_>>().join(" "), span))
}

/// Parts datelines from the first paragraphs.
fn part_datelines(document: &mut Document) {
    let mut sections = Vec::with_capacity(document.sections.len() + 1);
    let mut seen = 0;
    for section in std::mem::take(&mut document.sections) {
        seen += usize::from(section.kind == SectionKind::Paragraph);
        let parted = (section.kind == SectionKind::Paragraph && seen <= 2)
            .then(|| {
                text::part_dateline(&document.text, section.span, &document.map, &mut document.meta)
            })
            .flatten();
        match parted {
            Some((head, rest)) => {
                sections.push(Section { kind: SectionKind::Dateline, span: head });
                sections.push(Section { kind: SectionKind::Paragraph, span: rest });
            }
            None => sections.push(section),
        }
    }
    document.sections = sections;
}

/// What a page's title puts behind the headline ("Ferry stays down - Harbour Times") is the outlet.
fn behind_headline<'c>(
    document: &Document,
    mut titles: impl Iterator<Item = &'c Claim>,
) -> Option<Claim> {
    let (headline, _) = section_words(document, SectionKind::Headline)?;
    titles.find_map(|claim| {
        let rest = claim.value.strip_prefix(headline.as_str())?.trim_start();
        let name = rest.strip_prefix(['|', '-', '–', '—', '·', '•', ':', '»'])?.trim();
        let is_name = !name.is_empty() && name.split_whitespace().count() <= 5;
        let clean = !name.contains(['|', '–', '—', '»']) && !name.contains(" - ");
        let mut named = claim.clone();
        named.about = About::Outlet;
        named.from = format!("{} behind the headline", claim.from);
        name.clone_into(&mut named.value);
        (is_name && clean).then_some(named)
    })
}

/// The publisher's name; an address or a handle is none.
fn outlet<'c>(
    document: &mut Document,
    claims: impl Iterator<Item = &'c Claim>,
    source: &impl Fn(&Claim) -> Option<Span>,
    found: &impl Fn(&Claim) -> Fact<String>,
) {
    let names = claims.filter(|claim| {
        let value = claim.value.as_str();
        value.len() <= 80 && !value.starts_with(['@', '#']) && !value.starts_with("http")
    });
    let mut names: Vec<&Claim> = names.collect();
    // Of two ways to write one name the longer is the fuller: "Harbour Times", not "harbourtimes".
    let same = |a: &Claim, b: &Claim| letters(&a.value) == letters(&b.value);
    if let Some(first) = names.first().copied() {
        let fuller = names.iter().rev().filter(|c| same(c, first)).max_by_key(|c| c.value.len());
        if let Some(at) = fuller.and_then(|f| names.iter().position(|c| *c == *f)) {
            names.swap(0, at);
        }
    }
    document.meta.outlet =
        choose(names.into_iter().map(|c| (found(c), source(c))), |a, b| letters(a) == letters(b));
}

fn letters(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    bare.trim_end_matches(".com").chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Dates of publication and of the last change.
fn dates_of<'c, I: Iterator<Item = &'c Claim>>(
    document: &mut Document,
    of: &impl Fn(About) -> I,
    source: &impl Fn(&Claim) -> Option<Span>,
) {
    let head = head_of(document);
    let read = |about: About| -> Vec<(Fact<Date>, Option<Span>)> {
        of(about)
            .filter(|claim| claim.from != TIME || source(claim).is_some_and(|at| head.contains(at)))
            .filter_map(|claim| {
                let date = dates::parse_value(&claim.value).filter(|date| date.year >= 1600)?;
                let from = Origin::Field(claim.from.clone());
                Some((Fact::Found { value: date, span: None, from }, source(claim)))
            })
            .collect()
    };
    let mut published = Vec::new();
    let mut modified = Vec::new();
    for section in &document.sections {
        if !matches!(section.kind, SectionKind::Dateline | SectionKind::Byline) {
            continue;
        }
        for (date, range, role) in dates::all(document.slice(section.span)) {
            let start = section.span.start as usize;
            let span = Span::of(start + range.start..start + range.end);
            let fact = (Fact::in_text(date, span), document.map.source(span));
            match role {
                dates::DateRole::Published => published.push(fact),
                dates::DateRole::Modified => modified.push(fact),
            }
        }
    }
    let address = of(About::Url).find_map(|claim| {
        let date = dates::in_address(&claim.value)?;
        let fact = Fact::Found { value: date, span: None, from: Origin::Field("address".into()) };
        Some((fact, source(claim)))
    });
    document.meta.date =
        choose(in_order(read(About::Published), published, address), |a, b| agree(*a, *b));
    if document.meta.date.fact.is_not_found() {
        let fields = of(About::Published).find_map(|claim| {
            let (value, _, why) = dates::two_ways(&claim.value)?;
            Some(MetaValue {
                fact: Fact::Doubtful { value, span: None, why },
                source: source(claim),
                others: Vec::new(),
            })
        });
        if let Some(date) = fields.or_else(|| shown_two_ways(document)) {
            document.meta.date = date;
        }
    }
    document.meta.modified =
        choose(in_order(read(About::Modified), modified, None), |a, b| agree(*a, *b));
}

/// A date in a line of its own that can be read in two ways.
fn shown_two_ways(document: &Document) -> Option<MetaValue<Date>> {
    let mut lines = document.sections.iter().filter(|s| s.kind == SectionKind::Dateline);
    lines.find_map(|section| {
        let (value, range, why) = dates::two_ways(document.slice(section.span))?;
        let start = section.span.start as usize;
        let span = Span::of(start + range.start..start + range.end);
        Some(MetaValue {
            fact: Fact::Doubtful { value, span: Some(span), why },
            source: document.map.source(span),
            others: Vec::new(),
        })
    })
}

/// Bytes of the source around the headline in which a `<time>` element dates the page and not another
/// piece: from shortly above the headline to the first paragraph.
fn head_of(document: &Document) -> Span {
    const ABOVE: u32 = 3_000;
    let start = |kind: SectionKind| {
        let at = document.section(kind).and_then(|s| document.map.source(s.span));
        at.map(|span| span.start)
    };
    let end = start(SectionKind::Paragraph).unwrap_or_default();
    match start(SectionKind::Headline) {
        Some(headline) if headline < end => Span::new(headline.saturating_sub(ABOVE), end),
        _ => Span::default(),
    }
}

/// One is the other as far as it goes.
fn agree(a: Date, b: Date) -> bool {
    let fits = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
    a.year == b.year && fits(a.month, b.month) && fits(a.day, b.day)
}

/// Dates in the order of belief: fields, visible lines, the address. Fields tell moments, mostly in
/// the time of Greenwich; where a visible line gives the day before or after, that is the same
/// moment by the paper's own calendar, and stands first.
fn in_order(
    mut fields: Vec<(Fact<Date>, Option<Span>)>,
    visible: Vec<(Fact<Date>, Option<Span>)>,
    address: Option<(Fact<Date>, Option<Span>)>,
) -> impl Iterator<Item = (Fact<Date>, Option<Span>)> {
    let near = |fact: &Fact<Date>| -> bool {
        let first = fields.first().and_then(|(fact, _)| fact.found());
        first.zip(fact.found()).is_some_and(|(a, b)| a != b && days(*a).abs_diff(days(*b)) <= 1)
    };
    let own = visible
        .iter()
        .chain(&address)
        .find(|(fact, _)| fact.found().is_some_and(|date| date.is_full()))
        .filter(|(fact, _)| near(fact))
        .cloned();
    if let Some((fact, at)) = own {
        let local = fact.found().copied();
        // The same moment told twice is no disagreement.
        fields.retain(|(fact, _)| {
            let pair = fact.found().copied().zip(local);
            pair.is_none_or(|(a, b)| days(a).abs_diff(days(b)) > 1)
        });
        fields.insert(0, (fact, at));
    }
    fields.into_iter().chain(visible).chain(address)
}

/// Days on a calendar without gaps, as far as the date is given.
fn days(date: Date) -> i64 {
    // Days from civil (Howard Hinnant, 2013, "chrono-compatible low-level date algorithms").
    let (month, day) = (i64::from(date.month.unwrap_or(1)), i64::from(date.day.unwrap_or(1)));
    let year = i64::from(date.year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// Authors of the first field that names persons; organisations stay in doubt.
fn authors<'c>(
    document: &mut Document,
    claims: impl Iterator<Item = &'c Claim>,
    source: &impl Fn(&Claim) -> Option<Span>,
) {
    // Several authors are several claims of one field.
    let mut fields: Vec<(String, Vec<String>, bool, Option<Span>)> = Vec::new();
    for claim in claims {
        let names = names_of(&claim.value);
        if names.is_empty() {
            continue;
        }
        let place = source(claim);
        match fields.iter_mut().find(|(from, ..)| *from == claim.from) {
            Some((_, known, organisation, at)) => {
                for name in names {
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
                *organisation &= claim.is_organisation;
                *at = at.zip(place).map(|(a, b)| a.join(b)).or(place);
            }
            None => fields.push((claim.from.clone(), names, claim.is_organisation, place)),
        }
    }
    let outlets: Vec<String> = std::iter::once(&document.meta.outlet.fact)
        .chain(&document.meta.outlet.others)
        .filter_map(Fact::found)
        .cloned()
        .collect();
    for (_, names, ..) in &mut fields {
        for name in names {
            without_outlet(name, &outlets);
        }
    }
    let doubt = |names: &[String], organisation: bool| -> Option<String> {
        if names.iter().all(|name| outlets.iter().any(|o| letters(o) == letters(name))) {
            return Some("the outlet's own name is given as author".to_owned());
        }
        if organisation || names.iter().all(|name| byline::is_organisation(name)) {
            return Some("an organisation or a desk is given as author, not a person".to_owned());
        }
        let shaped = names.iter().any(|name| byline::is_name(name) && name.contains(' '));
        (!shaped).then(|| "not shaped as a person's name".to_owned())
    };
    let fact =
        |names: Vec<String>, organisation: bool, span: Option<Span>, from: Origin| match doubt(
            &names,
            organisation,
        ) {
            Some(why) => Fact::Doubtful { value: names, span, why },
            None => Fact::Found { value: names, span, from },
        };
    let mut facts = Vec::new();
    for section in document.sections.iter().filter(|s| s.kind == SectionKind::Byline) {
        let words = document.slice(section.span);
        let Some(line) = byline::parse(words).or_else(|| byline::names(words, 0..words.len()))
        else {
            continue;
        };
        let names: Vec<String> = line
            .names
            .iter()
            .filter_map(|range| words.get(range.clone()).map(str::to_owned))
            .map(|mut name| {
                without_outlet(&mut name, &outlets);
                name
            })
            .collect();
        let start = section.span.start as usize;
        let ends = line.names.first().zip(line.names.last());
        let span = ends.map(|(a, b)| Span::of(start + a.start..start + b.end));
        let at = span.and_then(|span| document.map.source(span));
        facts.push((fact(names, line.is_organisation, span, Origin::Text), at));
    }
    let visible = facts.len();
    for (from, names, organisation, at) in fields {
        facts.push((fact(names, organisation, None, Origin::Field(from)), at));
    }
    // Fields of the markup come before visible lines, and any person before any organisation.
    facts.rotate_left(visible);
    facts.sort_by_key(|(fact, _)| fact.found().is_none());
    document.meta.byline = choose(facts.into_iter(), |a, b| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| letters(a) == letters(b))
    });
    agency_of(document);
}

/// "Ana Brook Harbour Times" is Ana Brook.
fn without_outlet(name: &mut String, outlets: &[String]) {
    for outlet in outlets {
        let person = name.strip_suffix(outlet.as_str()).map(str::trim_end);
        if let Some(person) = person.filter(|p| p.contains(' ')) {
            let length = person.len();
            name.truncate(length);
            return;
        }
    }
}

/// An agency among the authors is the agency, where no dateline names one.
fn agency_of(document: &mut Document) {
    if !document.meta.agency.fact.is_not_found() {
        return;
    }
    let byline = &document.meta.byline;
    let facts = std::iter::once(&byline.fact).chain(&byline.others);
    let names = facts.filter_map(Fact::found_or_doubtful).flatten();
    let publishers =
        std::iter::once(&document.meta.outlet.fact).chain(&document.meta.outlet.others);
    let names = names.chain(publishers.filter_map(Fact::found));
    let agency = names.into_iter().find(|name| byline::AGENCIES.contains(&name.as_str())).cloned();
    if let Some(value) = agency {
        let source = byline.source;
        let from = Origin::Field("byline or publisher".to_owned());
        let fact = Fact::Found { value, span: None, from };
        document.meta.agency = MetaValue { fact, source, others: Vec::new() };
    }
}

/// Names of a value: "By Ana Brook and Tom Reyes", "Ana Brook, Tom Reyes"; an address is none.
fn names_of(value: &str) -> Vec<String> {
    if value.contains("://") || value.starts_with('@') || value.len() > 200 {
        return Vec::new();
    }
    let line = byline::parse(value).or_else(|| byline::names(value, 0..value.len()));
    let names: Vec<String> = line
        .iter()
        .flat_map(|line| &line.names)
        .filter_map(|range| value.get(range.clone()).map(str::to_owned))
        .collect();
    if names.is_empty() { vec![value.to_owned()] } else { names }
}
