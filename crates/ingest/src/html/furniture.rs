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
    if is_picture(&lower) {
        return Some("the address of a picture");
    }
    (block.words <= 40 && is_commission(&lower)).then_some("a notice of paid links")
}

/// Opens with the address of a picture, as the fields of a picture do that a page prints by mistake.
fn is_picture(lower: &str) -> bool {
    let first = lower.split_whitespace().next().unwrap_or_default();
    let ending = first.rsplit('.').next().unwrap_or_default();
    first.starts_with("http") && ["jpg", "jpeg", "png", "gif", "webp"].contains(&ending)
}

/// "We may earn a commission if you buy through our links."
fn is_commission(lower: &str) -> bool {
    let paid = ["commission", "affiliate", "paid links", "a share of sales", "compensation"];
    let links = ["links", "purchase", "retail", "if you buy"];
    let earns = ["may earn", "may receive", "may get", "may collect", "earns"];
    let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    has(&earns) && has(&paid) && has(&links)
}

/// Says who an author is: opens with the name that the page gives as author and goes on as
/// biographies do.
pub(crate) fn is_biography(words: &str, authors: &[&str]) -> bool {
    const VERBS: &[&str] = &[
        "is",
        "was",
        "covers",
        "writes",
        "reports",
        "has",
        "joined",
        "lives",
        "works",
        "edits",
        "can",
        "may",
        "leads",
        "teaches",
        "previously",
    ];
    let lower = words.to_lowercase();
    authors.iter().filter(|author| author.contains(' ')).any(|author| {
        let rest = lower.strip_prefix(author.to_lowercase().as_str());
        let next = rest.and_then(|rest| rest.strip_prefix(' ')?.split_whitespace().next());
        next.is_some_and(|verb| VERBS.contains(&verb))
    })
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
    let follow = lower.starts_with("follow ") && lower.contains(" on ");
    let listen = ["listen to ", "tune in"].iter().any(|lead| lower.starts_with(lead))
        && [" live ", " here", "podcast"].iter().any(|word| lower.contains(word));
    let thanks = lower.starts_with("if you enjoyed this") || lower.starts_with("if you liked this");
    let done = lower.starts_with("you ") && lower.contains("subscribed");
    ((has(ACTS) || follow) && has(OBJECTS)) || listen || thanks || done
}

fn is_rights(lower: &str) -> bool {
    lower.contains("all rights reserved")
        || lower.contains("may not be published, broadcast")
        || lower.contains("may not be reproduced")
        || lower.contains("is subject to copyright")
        || lower.starts_with("copyright")
        || lower.starts_with('©')
        || lower.starts_with("(c) ")
        || (lower.starts_with("citation:") && lower.contains("retrieved"))
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
        assert!(is_pitch("follow the harbour on instagram and youtube."));
        assert!(is_pitch("you have been successfully subscribed!"));
        assert!(is_rights("© 2016 harbour times"));
        assert!(is_commission("the paper may earn a commission if you buy through links here."));
        assert!(!is_commission("the commission may earn the trust of the town, she said."));
        assert!(is_biography("Ana Brook covers the harbour for the Times.", &["ANA BROOK"]));
        assert!(!is_biography("Ana Brook, the mayor, said no.", &["Ana Brook"]));
    }
}
