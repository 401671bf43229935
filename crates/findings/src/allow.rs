//! Findings that an author allows: `sayso: allow S208 reason` in a comment before a paragraph. They are
//! honoured only where the caller asks for it, since a page could else silence findings on itself.

use sayso_core::{Code, Document, Finding, SectionKind, Span};

use crate::codes::entry;

/// What follows the marker in a comment.
const MARKER: &str = "sayso: allow ";

/// Findings allowed in one stretch of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allow {
    /// The codes.
    pub codes: Vec<Code>,
    /// Why, in the author's words.
    pub reason: String,
    /// The paragraph it stands before.
    pub span: Span,
}

/// Reads a comment that stands before a paragraph; `None` for any other comment.
///
/// # Errors
/// What is wrong with it, for people: no code, a code that no finding has, no reason.
pub fn parse_allow(comment: &str, paragraph: Span) -> Option<Result<Allow, String>> {
    let comment = comment.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let rest = comment.strip_prefix(MARKER)?;
    let mut codes = Vec::new();
    let mut reason = rest.trim();
    while let Some(code) = reason.split_whitespace().next().and_then(Code::parse) {
        if entry(code).is_none() {
            return Some(Err(format!("no finding has the code {code}")));
        }
        codes.push(code);
        reason = reason.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim());
    }
    Some(match (codes.is_empty(), reason.is_empty()) {
        (true, _) => Err("no code after \"allow\"".to_owned()),
        (false, true) => Err("no reason after the code".to_owned()),
        (false, false) => Ok(Allow { codes, reason: reason.to_owned(), span: paragraph }),
    })
}

/// The comments of a document that begin with the marker, each with its own place in the text (none
/// on a page, where comments are no text) and what it says of the next section.
pub(crate) fn comments(document: &Document) -> Vec<(Option<Span>, Result<Allow, String>)> {
    let mut found = Vec::new();
    let mut read = |comment: &str, place: Option<Span>, paragraph: Option<Span>| {
        let nothing_follows = || Err("nothing follows it".to_owned());
        let allow = match paragraph {
            Some(paragraph) => parse_allow(comment, paragraph),
            None => parse_allow(comment, Span::new(0, 0)).map(|_| nothing_follows()),
        };
        found.extend(allow.map(|allow| (place, allow)));
    };
    let is_comment = |section: &sayso_core::Section| {
        section.kind == SectionKind::Residue && document.slice(section.span).starts_with("<!--")
    };
    let mut next = None;
    for section in document.sections.iter().rev() {
        if is_comment(section) {
            read(document.slice(section.span), Some(section.span), next);
        } else {
            next = Some(section.span);
        }
    }
    if !document.set_aside.is_empty() {
        let place = |section: &sayso_core::Section| {
            Some((document.map.source(section.span)?.start, section.span))
        };
        let mut places: Vec<_> = document.sections.iter().filter_map(place).collect();
        places.sort_unstable();
        for block in &document.set_aside {
            let behind = places.partition_point(|(start, _)| *start < block.source.end);
            read(&block.text, None, places.get(behind).map(|&(_, span)| span));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found
}

/// The first allowance that covers a finding.
pub fn allowed<'a>(finding: &Finding, allows: &'a [Allow]) -> Option<&'a Allow> {
    let span = finding.span?;
    allows.iter().find(|a| a.codes.contains(&finding.code) && a.span.contains(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_read_or_refused() {
        let span = Span::new(5, 90);
        let read = |text| parse_allow(text, span);
        let allow = read("<!-- sayso: allow S208 A124 on purpose -->").unwrap().unwrap();
        assert_eq!(allow.codes, [Code::new('S', 208), Code::new('A', 124)]);
        assert_eq!(allow.reason, "on purpose");
        assert_eq!(read("<!-- a comment -->"), None);
        for bad in ["sayso: allow S299 x", "sayso: allow S208", "sayso: allow because"] {
            assert!(read(bad).unwrap().is_err(), "{bad}");
        }
    }

    #[test]
    fn only_findings_of_the_paragraph_are_covered() {
        let allow = parse_allow("sayso: allow S208 x", Span::new(5, 90)).unwrap().unwrap();
        let finding = |start| Finding {
            code: Code::new('S', 208),
            name: "occasion-unlocated",
            severity: sayso_core::Severity::Gap,
            span: Some(Span::new(start, start + 3)),
            related: vec![],
            message: String::new(),
            next_step: String::new(),
        };
        let allows = [allow];
        assert!(allowed(&finding(10), &allows).is_some());
        assert!(allowed(&finding(89), &allows).is_none());
    }
}
