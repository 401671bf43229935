//! Whether a first line is a headline, and its words. A headline stands alone, is short, and either
//! has no full stop, or is shaped as headlines are: capitals on most words, or well shorter than the
//! paragraph below.

use crate::{byline, dateline, dates, residue, text};

/// Longest headline in words (the longest of 840 seen had 30).
const LONGEST: usize = 34;

/// Longest sentence with its full stop, in sentence case, that is still taken for a headline.
const LONGEST_SENTENCE: usize = 15;

/// The first line is a headline, given the paragraph below it.
pub(crate) fn is_headline(line: &str, next: Option<&str>) -> bool {
    let words = line.split_whitespace().count();
    if !(2..=LONGEST).contains(&words) || next.is_none() || line.ends_with([',', ':']) {
        return false;
    }
    if byline::parse(line).is_some()
        || text::is_editor_note(line)
        || dates::date_line(line).is_some()
        || dateline::parse(line)
            .is_some_and(|d| words > 6 && d.place.is_some() && d.agency.is_some())
        || residue::reason(line, residue::Place { is_at_end: false, has_next: true }).is_some()
    {
        return false;
    }
    let ends_as_sentence = line.ends_with('.') && !line.ends_with("..");
    !ends_as_sentence || words <= LONGEST_SENTENCE || is_title_case(line)
}

/// Six in ten of the longer words begin with a capital.
fn is_title_case(line: &str) -> bool {
    let long = line.split_whitespace().filter(|w| w.chars().count() > 3);
    let (mut all, mut capital) = (0, 0);
    for word in long {
        let first = word.chars().find(|c| c.is_alphanumeric());
        all += 1;
        capital += usize::from(first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()));
    }
    all > 0 && capital * 10 >= all * 6
}

/// The headline's words without the full stop or semicolon that was put behind them.
pub(crate) fn value(line: &str) -> &str {
    let bare = line.trim_end_matches([';', ' ']);
    match bare.strip_suffix('.') {
        // "the U.S." and "..." keep theirs.
        Some(rest)
            if !rest.ends_with('.')
                && !rest.rsplit(' ').next().is_some_and(|w| w.contains('.')) =>
        {
            rest
        }
        _ => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_stand_alone_and_are_short() {
        let next = Some("The harbour board said on Monday that it would not raise the ferry.");
        for line in [
            "Harbour Board Will Not Raise the Ferry",
            "Harbour board will not raise ferry.",
            "Will the ferry be raised?",
            "Harbour Board Tells Ana Brook And All The Others Who Came To The Hall On That Night No.",
        ] {
            assert!(is_headline(line, next), "{line}");
        }
        for line in [
            "By Ana Brook",
            "June 4, 2016",
            "HARBOUR CITY (AP) — The harbour board said on Monday it would not raise the ferry.",
            "The harbour board said on Monday after a long night in the old hall that it would not \
             raise the ferry that sank in May.",
        ] {
            assert!(!is_headline(line, next), "{line}");
        }
        assert!(!is_headline("A lone line", None));
        assert_eq!(value("Ferry to leave the U.S."), "Ferry to leave the U.S.");
        assert_eq!(value("Ferry stays down."), "Ferry stays down");
    }
}
