//! Furniture inside an article that no mark gives away: told by its words and form, and only in
//! blocks that do not read as the article's own prose.

use super::blocks::Block;
use crate::residue::{self, Place};

/// Why a block of the article's element is not of the article.
pub(crate) fn reason(words: &str, block: &Block) -> Option<&'static str> {
    let place = Place { is_at_end: false, has_next: true };
    if let Some(reason) = residue::reason(words, place) {
        return Some(reason);
    }
    let lower = words.to_lowercase();
    if block.words <= 70 && is_pitch(&lower) {
        return Some("a call to subscribe, follow or get in touch");
    }
    if block.words <= 70 && is_rights(&lower) {
        return Some("a notice of rights");
    }
    None
}

/// Asks readers to subscribe, follow or write.
fn is_pitch(lower: &str) -> bool {
    const ACTS: &[&str] = &[
        "subscribe",
        "subscribing",
        "sign up",
        "follow us",
        "join us",
        "join our",
        "download our",
        "get our",
        "like us on",
        "email us",
        "contact us",
        "let us know",
        "successfully",
        "delivered to",
        "delivered through",
        "click here",
        "follow him on",
        "follow her on",
        "follow them on",
        "follow me on",
        "join the",
        "chat with us",
    ];
    const OBJECTS: &[&str] = &[
        "newsletter",
        "inbox",
        "our app",
        "facebook",
        "twitter",
        "instagram",
        "every morning",
        "every month",
        "each morning",
        "alerts",
        "email",
        "daily briefing",
        "our forums",
        "letterbox",
        "podcast",
        "youtube",
        "community@",
        "telegram",
        "messenger",
    ];
    let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    has(ACTS) && has(OBJECTS)
}

fn is_rights(lower: &str) -> bool {
    lower.contains("all rights reserved")
        || lower.contains("may not be published, broadcast")
        || lower.contains("may not be reproduced")
        || lower.contains("is subject to copyright")
        || lower.starts_with("copyright")
        || lower.starts_with('©')
        || lower.starts_with("(c) ")
}

/// A caption by its form: a short line that ends with a credit in brackets, or begins with one.
pub(crate) fn is_caption(words: &str) -> bool {
    const CREDITS: &[&str] = &[
        "image",
        "photo",
        "picture",
        "credit",
        "getty",
        "file photo",
        "illustration",
        "shutterstock",
    ];
    if words.split_whitespace().count() > 40 {
        return false;
    }
    let lower = words.to_lowercase();
    let begins = |part: &str| CREDITS.iter().any(|credit| part.starts_with(credit));
    let bracketed = lower
        .trim_end_matches(['.', ' '])
        .strip_suffix([')', ']'])
        .and_then(|head| head.rsplit_once(['(', '[']))
        .is_some_and(|(_, inner)| begins(inner.trim_start()));
    let led = ["photo:", "image:", "photo by", "image credit", "photo credit", "picture:"]
        .iter()
        .any(|lead| lower.starts_with(lead));
    bracketed || led || (lower.contains('©') && lower.contains("photo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_pitches_are_told_by_form() {
        assert!(is_caption("The ferry in May (Image: Harbour Times)"));
        assert!(is_caption("Photo: Ana Brook"));
        assert!(!is_caption("The ferry sank (in May)."));
        assert!(is_pitch("get the day’s headlines delivered to your inbox"));
        assert!(!is_pitch("she said on twitter that the ferry sank"));
        assert!(is_rights("© 2016 harbour times"));
    }
}
