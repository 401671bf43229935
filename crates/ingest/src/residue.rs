//! Page furniture that stayed in a copied text: share rows, calls to read on, player labels, lone
//! addresses. Told by form and position first; the short lists of openings only decide among lines
//! that already have the form of a label.

/// Where a line stands.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Place {
    /// It is one of the last lines, after prose.
    pub(crate) is_at_end: bool,
    /// Another line follows at once, or the text goes on behind it.
    pub(crate) has_next: bool,
}

/// Reason for calls to go elsewhere.
pub(crate) const CALL: &str = "a call to read, watch or sign up";

/// Why a line is furniture; `None` where it is not.
pub(crate) fn reason(line: &str, place: Place) -> Option<&'static str> {
    let words = line.split_whitespace().count();
    if !line.chars().any(char::is_alphanumeric) {
        return Some("a divider without words");
    }
    if line.chars().all(|c| c.is_ascii_digit() || "+,.:/ ".contains(c)) && words <= 3 {
        return Some("a bare number");
    }
    if is_code(line) {
        return Some("a piece of program or style code");
    }
    if words > 16 {
        return None;
    }
    if is_address(line) {
        return Some("an address of its own");
    }
    if is_share_row(line) {
        return Some("share buttons and counters");
    }
    if is_call(line) {
        return Some(CALL);
    }
    if place.is_at_end && !place.has_next && words <= 3 && !ends_a_sentence(line) {
        return Some("a short last line without a sentence");
    }
    let label = line.ends_with(':') && words <= 4;
    (label && place.is_at_end && !place.has_next).then_some("a label with nothing behind it")
}

/// Ends as sentences and quotations do.
pub(crate) fn ends_a_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', '!', '?', '…', '"', '”', '\'', '’', ')', ':', ';', ','])
}

fn is_code(line: &str) -> bool {
    let ends = line.ends_with(['{', '}', ';']) || line.ends_with("}.");
    let mark = ["();", "){", ") {", "var ", "function(", "px;", "%;", "};", "http-equiv"];
    (ends && mark.iter().any(|m| line.contains(m)))
        || line.trim_matches(['{', '}', '.', ' ']).is_empty()
        || (line.starts_with(['.', '#']) && line.ends_with('{'))
        || (line.starts_with('[') && (line.contains("=\"") || line.contains("=”")))
}

/// One word that is an address of a page, a mail box or an account.
fn is_address(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (Some(word), None) = (words.next(), words.next()) else { return false };
    let word = word.trim_end_matches('.');
    let host = |w: &str| {
        w.contains('.')
            && w.split('.').all(|p| {
                !p.is_empty()
                    && p.chars().all(|c| c.is_ascii_alphanumeric() || "-_/?=&%#:~+".contains(c))
            })
            && w.rsplit('.')
                .next()
                .is_some_and(|p| p.chars().next().is_some_and(|c| c.is_ascii_lowercase()))
            && w.chars().all(|c| !c.is_ascii_uppercase())
    };
    word.starts_with("http://")
        || word.starts_with("https://")
        || word.starts_with("www.")
        || (word.starts_with('@') && word.len() > 1)
        || word.split_once('@').is_some_and(|(_, domain)| host(domain))
        || host(word)
}

/// Names of networks and counters only.
fn is_share_row(line: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "share", "shares", "shared", "tweet", "tweets", "facebook", "twitter", "pinterest",
        "pin", "it", "email", "e-mail", "print", "comment", "comments", "google", "plus",
        "whatsapp", "linkedin", "reddit", "like", "likes", "instagram", "telegram", "on", "this",
        "views", "k", "copy", "link", "flipboard",
    ];
    let mut known = 0;
    let mut sharing = false;
    for word in line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
        let word = word.to_lowercase();
        let number = word.trim_end_matches(['k', 'm']).bytes().all(|b| b.is_ascii_digit());
        if !number && !WORDS.contains(&word.as_str()) {
            return false;
        }
        known += 1;
        sharing |= ["share", "shares", "shared", "tweet", "comments", "comment", "facebook"]
            .contains(&word.as_str())
            || ["twitter", "whatsapp", "pinterest", "email", "print"].contains(&word.as_str());
    }
    sharing && known >= 1
}

/// Opens as a call to go elsewhere does, and is short or ends as a label.
fn is_call(line: &str) -> bool {
    /// Openings that are calls wherever they stand.
    #[rustfmt::skip]
    const ALWAYS: &[&str] = &[
        "advertisement", "story continue", "article continue", "continue reading", "scroll down",
        "click here", "click to", "click for", "click through", "read more", "read full",
        "read the full", "read the rest", "read also", "also read", "see also", "sign up",
        "subscribe", "share this", "view gallery", "play video", "video loading", "poll loading",
        "watch below", "watch video", "watch the video", "watch more", "more from",
        "more stories", "related articles", "related stories", "related coverage",
        "related content", "related:", "see more:", "you may also like", "loading...", "add a comment",
        "show caption", "view on instagram", "skip to",
    ];
    /// Openings that are calls when a colon follows, or nothing.
    #[rustfmt::skip]
    const LABELS: &[&str] = &[
        "more", "read", "watch", "related", "video", "see", "listen", "sponsored", "promoted",
        "ads", "ad", "recommended",
    ];
    /// Lines that are nothing else.
    #[rustfmt::skip]
    const WHOLE: &[&str] = &[
        "ad", "ads", "advert", "sponsored", "promoted", "don't miss", "more", "related", "share",
        "trending", "most read", "explore further", "read next", "read this next", "up next",
        "recommended", "must read", "you might like", "top stories", "see more", "watch",
    ];
    let lower = line.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let bare = lower.trim_end_matches(|c: char| !c.is_alphanumeric()).replace('’', "'");
    if WHOLE.contains(&bare.as_str()) {
        return true;
    }
    if ALWAYS.iter().any(|opening| lower.starts_with(opening)) {
        // "Subscribe rates fell by half last year, the paper said." is a sentence.
        let words = lower.split_whitespace().count();
        return words <= 8 || !ends_a_sentence(line);
    }
    if lower.starts_with("follow ")
        && (lower.contains(" on twitter") || lower.contains("on facebook"))
    {
        return true;
    }
    LABELS.iter().any(|label| {
        lower.strip_prefix(label).is_some_and(|rest| rest.starts_with(':') || rest == ".")
            && (line.split_whitespace().count() <= 2 || is_capitals(line))
    })
}

/// The label before a colon in full capitals: "MORE: ...", "RELATED: ...".
fn is_capitals(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    head.chars().any(char::is_alphabetic) && !head.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_prose() {
        let end = Place { is_at_end: true, has_next: false };
        let furniture = [
            "***",
            "+12",
            "Story Continued Below",
            "1.6k SHARES Facebook Twitter",
            "Read More",
            "MORE: Ferry master resigns",
            "http://example.org/ferry",
            "ana@example.org",
            "player.load();",
            "Scroll down for video",
            "Related:",
        ];
        for line in furniture {
            assert!(reason(line, Place { has_next: true, ..end }).is_some(), "{line}");
        }
        let prose = [
            "He laughed.",
            "Video evidence was shown in court.",
            "The ferry sank",
            "Advertisement rates rose by half in May, the board said, and fell again in June.",
            "“No.”",
            "See how it sank, she said.",
            "J.P. Brook",
            "U.S.",
        ];
        for line in prose {
            assert_eq!(reason(line, Place { has_next: true, ..Place::default() }), None, "{line}");
        }
        assert!(reason("Video", end).is_some());
        assert!(reason("Authors:", end).is_some());
        assert_eq!(reason("He laughed.", end), None);
    }
}
