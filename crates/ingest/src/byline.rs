//! Lines that say who wrote: "By Ana Brook and Tom Reyes, Harbour Times", agency credits, closing
//! credits "(Reporting by ...)". Only what is named is taken; a name that is an outlet's, a desk's
//! or an account's is given as doubtful by the caller, which is told.

use std::ops::Range;

use crate::dates;

/// Names of a byline, as written, with their places in the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Byline {
    /// One per author, in order.
    pub(crate) names: Vec<Range<usize>>,
    /// A name is that of an organisation or a desk, not a person's.
    pub(crate) is_organisation: bool,
}

/// Words that only names of desks, outlets and accounts have.
#[rustfmt::skip]
const ORGANISATION: &[&str] = &[
    "ap", "afp", "upi", "reuters", "press", "news", "newsroom", "staff", "team", "desk",
    "editor", "editors", "editorial", "board", "admin", "administrator", "agency", "agencies",
    "wire", "service", "services", "times", "post", "daily", "magazine", "media", "network",
    "online", "web", "contributor", "contributors", "correspondent", "correspondents",
    "reporter", "reporters", "writer", "writers", "associated", "tribune", "herald", "gazette",
    "journal", "bureau", "author", "cnn", "bbc", "nbc", "cbs", "npr", "espn", "insider",
    "business", "columnist", "blog", "university", "institute", "foundation", "association",
    "inc", "ltd", "international",
];

/// A name of an organisation, a desk or an account by one of its words.
pub(crate) fn is_organisation(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.contains(".com") || lower.contains(".org") || lower.contains(".net") || {
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.any(|word| ORGANISATION.contains(&word))
    }
}

/// A byline that is the whole line.
pub(crate) fn parse(line: &str) -> Option<Byline> {
    let line_end = line.trim_end_matches(|c: char| c.is_whitespace() || c == '.').len();
    if line.len() > 160 || line.split_whitespace().count() > 24 {
        return None;
    }
    let start = after_lead(line)?;
    names(line, start..line_end)
}

/// Where the names begin: behind "By", "BY:", "Written by", "Story by" and the like.
fn after_lead(line: &str) -> Option<usize> {
    #[rustfmt::skip]
    const LEADS: &[&str] = &[
        "by", "byline", "written by", "story by", "posted by", "published by", "words by",
        "reported by", "text by",
    ];
    let lower = line.to_ascii_lowercase();
    let lead = LEADS.iter().filter(|lead| lower.starts_with(**lead)).max_by_key(|l| l.len())?;
    let rest = line.get(lead.len()..)?;
    let gap = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let at = line.len() - gap.len();
    (at > lead.len()).then_some(at)
}

/// A line without "By" that is a name and a post at a paper: "Ana Brook, Harbour Correspondent".
pub(crate) fn signed(line: &str) -> Option<Byline> {
    #[rustfmt::skip]
    const POSTS: &[&str] = &[
        "writer", "reporter", "correspondent", "editor", "columnist", "writers", "reporters",
        "correspondents", "contributor", "staff",
    ];
    let (name, post) = line.split_once(", ")?;
    let last = post.split_whitespace().next_back()?.to_lowercase();
    let is_post = POSTS.contains(&last.as_str()) && post.split_whitespace().count() <= 6;
    let is_person = (2..=4).contains(&name.split_whitespace().count()) && !is_organisation(name);
    if is_post && is_person { names(line, 0..name.len()) } else { None }
}

/// Names from `range.start` up to the first part that is none.
pub(crate) fn names(line: &str, range: Range<usize>) -> Option<Byline> {
    let text = line.get(range.clone())?;
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut is_organisation = false;
    let mut at = range.start;
    let mut rest = text;
    loop {
        let (length, gap, joins) = next_break(rest);
        let part = rest.get(..length)?;
        let name =
            part.trim_matches(|c: char| c.is_whitespace() || c == '.' && !part.contains(' '));
        if !is_name(name) {
            break;
        }
        let organisation = self::is_organisation(name);
        // "By Ana Brook, Harbour Times": the outlet behind a name is no author, nor is "RD".
        if !names.is_empty() && (organisation || is_initials(name)) {
            break;
        }
        is_organisation |= organisation;
        let from = at + part.find(name).unwrap_or_default();
        names.push(from..from + name.len());
        if !joins || organisation {
            break;
        }
        at += length + gap;
        rest = rest.get(length + gap..)?;
    }
    // A first part that is no name makes it no byline: "By Wednesday night, the link had ..."
    (!names.is_empty()).then_some(Byline { names, is_organisation })
}

/// A full stop that ends a name and not an initial: "Ana Brook. Harbour Times".
fn full_stop(text: &str) -> Option<(usize, usize)> {
    text.match_indices(". ").map(|(at, _)| at).find_map(|at| {
        let word = text.get(..at)?.rsplit(' ').next()?;
        (word.chars().count() >= 4 && word.chars().all(char::is_alphabetic)).then_some((at, 2))
    })
}

/// Letters behind a name: "RD", "MS", "Ph.D.".
fn is_initials(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    !name.contains(' ') && name.len() <= 6 && capitals >= 2
}

/// Bytes up to the next separator, its own bytes, and whether another name may follow it.
fn next_break(text: &str) -> (usize, usize, bool) {
    const JOINS: [&str; 7] = [", and ", " and ", " AND ", " And ", " & ", "; ", ", "];
    const ENDS: [&str; 10] =
        [" | ", " - ", " – ", " — ", " for ", " • ", " · ", " on ", " in ", " ("];
    let find = |marks: &[&str]| {
        marks.iter().filter_map(|m| text.find(m).map(|at| (at, m.len()))).min_by_key(|f| f.0)
    };
    let first_join = JOINS.iter().find_map(|mark| {
        let at = text.find(mark)?;
        (Some(at) == find(&JOINS).map(|f| f.0)).then_some((at, mark.len()))
    });
    let end = find(&ENDS).into_iter().chain(full_stop(text)).min_by_key(|f| f.0);
    match (first_join, end) {
        (Some(join), Some(end)) if end.0 < join.0 => (end.0, end.1, false),
        (Some(join), _) => (join.0, join.1, true),
        (None, Some(end)) => (end.0, end.1, false),
        (None, None) => (text.len(), 0, false),
    }
}

/// One to five words that begin like a name's: capitals, initials, particles.
pub(crate) fn is_name(name: &str) -> bool {
    #[rustfmt::skip]
    const PARTICLES: &[&str] = &[
        "de", "da", "di", "del", "della", "van", "von", "der", "den", "la", "le", "al", "bin",
        "ter", "of",
    ];
    // Capitalised at the start of a line, but no part of a name.
    #[rustfmt::skip]
    const NOT_NAMES: &[&str] = &[
        "the", "a", "an", "this", "that", "his", "her", "their", "january", "february",
        "march", "april", "june", "july", "august", "september", "october", "november",
        "december", "now", "then", "late",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let (Some(first), true) = (words.first(), words.len() <= 5) else { return false };
    let is_org = is_organisation(name);
    let no_name = NOT_NAMES.contains(&first.to_lowercase().as_str()) || dates::is_weekday(first);
    if no_name && !is_org {
        return false;
    }
    words.iter().enumerate().all(|(i, word)| {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let clean = word.chars().all(|c| c.is_alphabetic() || "'’-.‐".contains(c));
        (clean || (is_org && !word.contains(['/', '@'])))
            && (capital || (i > 0 && PARTICLES.contains(word)) || (is_org && i > 0))
    })
}

/// A line that is nothing but a news agency's credit; gives the bytes of its name. A bare name is a
/// credit only where `bare` lines may be.
pub(crate) fn agency_credit(line: &str, bare: bool) -> Option<Range<usize>> {
    let trimmed = line.trim_matches(|c: char| !c.is_alphanumeric());
    let is_agency = |name: &str| AGENCIES.contains(&name);
    if bare && is_agency(trimmed) && line.chars().count() <= trimmed.chars().count() + 4 {
        let at = line.find(trimmed)?;
        return Some(at..at + trimmed.len());
    }
    // "The Associated Press contributed to this report.", "Contributing: The Associated Press"
    if line.len() > 120 {
        return None;
    }
    let lower = line.to_lowercase();
    let shape = ["contributed to this", "contributing:", "with reports from", "with files from"];
    if !shape.iter().any(|s| lower.contains(s)) {
        return None;
    }
    AGENCIES
        .iter()
        .filter_map(|name| Some((line.find(name)?, name.len())))
        .max_by_key(|f| f.1)
        .map(|(at, length)| at..at + length)
}

/// News agencies by the names they sign with (own list).
#[rustfmt::skip]
pub(crate) const AGENCIES: &[&str] = &[
    "AAP", "AFP", "ANI", "ANSA", "AP", "Agence France Presse", "Agence France-Presse",
    "Associated Press", "Bloomberg News", "CNA", "Canadian Press", "DPA", "EFE", "IANS",
    "Interfax", "Kyodo", "PA", "PTI", "Press Association", "Press Trust of India", "REUTERS",
    "Reuters", "TASS", "The Associated Press", "The Canadian Press", "UPI",
    "United Press International", "Xinhua", "Yonhap", "ASSOCIATED PRESS", "dpa",
];

/// A closing credit in brackets or behind a dash: "(Reporting by A. Brook; editing by T. Reyes)",
/// "– Ana Brook". Gives the reporters.
pub(crate) fn closing_credit(line: &str) -> Option<Byline> {
    let lower = line.to_ascii_lowercase();
    if line.len() > 400 {
        return None;
    }
    for lead in ["reporting by ", "additional reporting by "] {
        if let Some(at) = lower.find(lead)
            && at <= 1
        {
            let start = at + lead.len();
            let end = lower.get(start..)?.find([';', ')']).map_or(line.len(), |e| start + e);
            return names(line, start..end);
        }
    }
    let name = line.strip_prefix(['–', '—', '-'])?.trim_start_matches(['-', ' ', '–', '—']);
    let name = name.trim_end_matches(['.', ' ']);
    let at = line.len() - line.get(line.find(name)?..)?.len();
    let words = name.split_whitespace().count();
    if (2..=4).contains(&words) { names(line, at..at + name.len()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Vec<&str>, bool)> {
        parse(line).map(|b| {
            (b.names.iter().map(|r| line.get(r.clone()).unwrap()).collect(), b.is_organisation)
        })
    }

    #[test]
    fn bylines_give_their_names() {
        let cases = [
            ("By Ana Brook", Some((vec!["Ana Brook"], false))),
            ("BY ANA BROOK | 01/12/15 11:17 AM", Some((vec!["ANA BROOK"], false))),
            (
                "By Ana Brook, Tom de Reyes and J.P. O'Neil",
                Some((vec!["Ana Brook", "Tom de Reyes", "J.P. O'Neil"], false)),
            ),
            ("By: Ana Brook, Harbour Times", Some((vec!["Ana Brook"], false))),
            ("Posted by Ana Brook on 25 Sep 2016", Some((vec!["Ana Brook"], false))),
            ("By Harbour News Staff", Some((vec!["Harbour News Staff"], true))),
            ("BYLINE: Ana Brook.", Some((vec!["Ana Brook"], false))),
            ("By Wednesday night, the link had become likely", None),
            ("By the river he sat down", None),
            ("Bystanders Cheer Ana Brook", None),
        ];
        for (line, expected) in cases {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn a_name_with_a_post_is_a_byline() {
        let byline = signed("Ana Brook, Harbour News Correspondent").unwrap();
        assert_eq!(byline.names.first(), Some(&(0..9)));
        assert!(signed("Ana Brook, the mayor").is_none());
        assert!(signed("In the end, she told the editor").is_none());
    }

    #[test]
    fn credits_name_agencies_and_reporters() {
        let text = |line: &'static str| agency_credit(line, true).map(|r| line.get(r).unwrap());
        assert_eq!(text("(Reuters)"), Some("Reuters"));
        assert_eq!(
            text("The Associated Press contributed to this report."),
            Some("The Associated Press")
        );
        assert_eq!(text("Reuters said the mayor resigned."), None);
        let line = "(Reporting by Ana Brook and Tom Reyes; Editing by Lee Park)";
        let credit = closing_credit(line).unwrap();
        let names: Vec<_> = credit.names.iter().map(|r| line.get(r.clone()).unwrap()).collect();
        assert_eq!(names, ["Ana Brook", "Tom Reyes"]);
        assert!(closing_credit("– and so it ended").is_none());
    }
}
