//! The dateline that opens a report: "HARBOUR CITY, June 4 (Agency) - ". Known by its form: a place
//! in capitals, or any place followed by a date or an agency, then a dash. No list of places.

use std::ops::Range;

use crate::byline::AGENCIES;
use crate::dates;

/// Parts of a dateline by their bytes in the paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Dateline {
    /// The place as written, with its region ("COLUMBIA, S.C.").
    pub(crate) place: Option<Range<usize>>,
    /// The agency or outlet in brackets.
    pub(crate) agency: Option<Range<usize>>,
    /// End of the dash.
    pub(crate) end: usize,
}

/// Longest dateline in bytes (own count: the longest of 300 seen had 61).
const LONGEST: usize = 90;

/// The dateline a paragraph begins with.
pub(crate) fn parse(paragraph: &str) -> Option<Dateline> {
    let (dash, end) = dash(paragraph)?;
    let head = paragraph.get(..dash)?.trim_end();
    let (before, agency) = match head.strip_suffix(')').and_then(|h| h.rsplit_once('(')) {
        Some((before, inner)) => {
            let at = before.len() + 1;
            (before.trim_end(), Some((inner, at..at + inner.len())))
        }
        None => (head, None),
    };
    if agency.as_ref().is_some_and(|(inner, _)| !is_agency_form(inner)) {
        return None;
    }
    let (place, has_date) = without_date(before);
    let place = place.trim_end_matches([',', ' ', ';']);
    let agency = agency.map(|(_, range)| range);
    if place.is_empty() {
        return agency.is_some().then_some(Dateline { place: None, agency, end });
    }
    if !is_place_form(place, has_date || agency.is_some()) {
        return None;
    }
    if AGENCIES.contains(&place) && agency.is_none() {
        return Some(Dateline { place: None, agency: Some(0..place.len()), end });
    }
    Some(Dateline { place: Some(0..place.len()), agency, end })
}

/// Start and end of the first dash that can close a dateline, with the space behind it.
fn dash(paragraph: &str) -> Option<(usize, usize)> {
    let mut chars = paragraph.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        if at > LONGEST || c == '\n' {
            return None;
        }
        let is_long = ['–', '—', '―'].contains(&c);
        // A hyphen counts only outside words: "N.C. - The", "(WIBW)- A", "-- When".
        let is_hyphen = c == '-' && (before == ' ' || before == ')' || before == '-');
        if is_long || is_hyphen {
            let mut end = at + c.len_utf8();
            while let Some(&(next_at, next)) = chars.peek() {
                if !(next == c || next.is_whitespace()) {
                    break;
                }
                end = next_at + next.len_utf8();
                chars.next();
            }
            let body = paragraph.get(end..)?.trim_start().len();
            return (body > 0 && at > 1).then_some((at, end));
        }
        before = c;
    }
    None
}

/// One to four capitalised words or initials, no digits.
fn is_agency_form(inner: &str) -> bool {
    let words = inner.split([' ', '/']).filter(|w| !w.is_empty());
    inner.len() <= 40
        && words.clone().count() <= 4
        && words.clone().count() > 0
        && words.clone().all(|w| w.chars().all(|c| c.is_alphanumeric() || ".&-'’".contains(c)))
        && (AGENCIES.contains(&inner) || words.clone().any(|w| w.starts_with(char::is_uppercase)))
}

/// The head without "June 4", "Dec. 11, 2015", "Tuesday, 9 May 2022" at its end.
fn without_date(head: &str) -> (&str, bool) {
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let Some(cut) = head.match_indices([',', ' ']).map(|(at, _)| at).find(|&at| {
        let rest = head.get(at + 1..).unwrap_or_default();
        let words = rest.split([' ', '.', ',']).filter(|w| !w.is_empty());
        let months = words.clone().filter(|w| dates::month(w).is_some()).count();
        let numbers = words.clone().filter(|w| is_number(w)).count();
        let days = words.clone().filter(|w| dates::is_weekday(w)).count();
        let dated = months == 1 && (1..=2).contains(&numbers) || months + numbers == 0 && days == 1;
        dated && days <= 1 && months + numbers + days == words.count()
    }) else {
        return (head, false);
    };
    (head.get(..cut).unwrap_or_default(), true)
}

/// Capitalised words; the first part in full capitals unless a date or an agency backs it.
fn is_place_form(place: &str, backed: bool) -> bool {
    // Words newsrooms put before a dash in capitals.
    #[rustfmt::skip]
    const LABELS: &[&str] = &[
        "UPDATE", "UPDATED", "BREAKING", "EXCLUSIVE", "WATCH", "VIDEO", "VIDEOS", "PHOTOS",
        "PHOTO", "ANALYSIS", "OPINION", "CORRECTION", "NEW", "NOTE", "QUESTION", "ANSWER", "Q",
        "A", "REPORT", "REVIEW", "LIVE", "LISTEN", "MORE", "READ", "ALERT", "WARNING",
        "COMMENTARY", "EDITORIAL", "FACT", "CHECK", "CLAIM",
    ];
    let city = place.split(',').next().unwrap_or_default();
    let words: Vec<&str> = place.split([' ', ',', '/']).filter(|w| !w.is_empty()).collect();
    let shaped = place.len() <= 50
        && words.len() <= 6
        && place.chars().all(|c| c.is_alphabetic() || " .,'’-/".contains(c))
        && words.iter().all(|w| {
            w.starts_with(char::is_uppercase) || ["of", "de", "la", "del", "the"].contains(w)
        });
    let capitals = city.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && city.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    shaped && (capitals || backed) && !words.iter().all(|w| LABELS.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_told_by_their_form() {
        let read = |text: &'static str| {
            parse(text).map(|d| {
                let cut = |r: Option<Range<usize>>| r.map(|r| text.get(r).unwrap());
                (cut(d.place), cut(d.agency), text.get(d.end..).unwrap())
            })
        };
        let cases = [
            (
                "HARBOUR CITY, June 4 (Agency) - The ferry sank.",
                Some((Some("HARBOUR CITY"), Some("Agency"), "The ferry sank.")),
            ),
            (
                "COLUMBIA, S.C. — The ferry sank.",
                Some((Some("COLUMBIA, S.C."), None, "The ferry sank.")),
            ),
            ("WASHINGTON—The ferry sank.", Some((Some("WASHINGTON"), None, "The ferry sank."))),
            (
                "Old Harbour (AP) -- The ferry sank.",
                Some((Some("Old Harbour"), Some("AP"), "The ferry sank.")),
            ),
            ("(NEWSER) – The ferry sank.", Some((None, Some("NEWSER"), "The ferry sank."))),
            (
                "NEW HARBOUR, Dec. 11, 2015 (UPI) — The ferry sank.",
                Some((Some("NEW HARBOUR"), Some("UPI"), "The ferry sank.")),
            ),
            (
                "HARBOUR CITY, 9 May 2022 - The ferry sank.",
                Some((Some("HARBOUR CITY"), None, "The ferry sank.")),
            ),
            (
                "Old Harbour, Tuesday, 9 May (Agency) - The ferry sank.",
                Some((Some("Old Harbour"), Some("Agency"), "The ferry sank.")),
            ),
            ("UPDATE — The ferry sank.", None),
            ("May 9 - The ferry sank.", None),
            ("Kim Brook-un has a ferry - it sank.", None),
            ("The ferry — an old one — sank.", None),
            ("A nine-year-old ferry sank.", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
