//! A page's bytes to tags and text, each with its place. Follows the HTML Standard's tokenizer where
//! it decides what is text and what is a tag (quoted values, comments, raw text), and skips what an
//! article does not need. Every byte is looked at a bounded number of times.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memmem};

use super::tag::Tag;

/// A piece of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Token {
    /// Words between tags, entities not yet decoded.
    Text(Range<usize>),
    /// `<name ...>`; `attributes` lies between name and `>`.
    Start {
        /// Its name.
        tag: Tag,
        /// The whole tag.
        at: Range<usize>,
        /// Bytes of its attributes.
        attributes: Range<usize>,
        /// Ends with `/>`.
        is_closed: bool,
    },
    /// `</name>`.
    End {
        /// Its name.
        tag: Tag,
        /// The whole tag.
        at: Range<usize>,
    },
}

/// Reads a page from its start.
pub(crate) struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// Raw text to be read up to the end tag of this element.
    raw: Option<Tag>,
    /// A quotation mark of this kind was sought to the end of the page and not found.
    no_more: [bool; 2],
}

impl<'a> Tokens<'a> {
    /// The tokens of `page`.
    pub(crate) fn new(page: &'a str) -> Self {
        Self { page, at: 0, raw: None, no_more: [false; 2] }
    }

    fn bytes(&self, from: usize) -> &'a [u8] {
        self.page.as_bytes().get(from..).unwrap_or_default()
    }

    /// Text up to `</name`, for elements whose content is no markup.
    fn raw_text(&mut self, tag: Tag) -> Option<Token> {
        let start = self.at;
        let mut from = start;
        let end = loop {
            let Some(at) = memmem::find(self.bytes(from), b"</").map(|at| from + at) else {
                break self.page.len();
            };
            let name = name_at(self.page, at + 2);
            if Tag::of(self.page.get(name.clone()).unwrap_or_default()) == tag {
                break at;
            }
            from = at + 2;
        };
        self.at = end;
        (end > start).then_some(Token::Text(start..end))
    }

    /// The end of a tag whose attributes begin at `from`: the byte of its `>`.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at += memchr3(b'>', b'"', b'\'', self.bytes(at))?;
            let byte = *self.page.as_bytes().get(at)?;
            if byte == b'>' {
                return Some(at);
            }
            let which = usize::from(byte == b'\'');
            if !self.opens_value(from, at) || self.no_more[which] {
                at += 1;
                continue;
            }
            if let Some(length) = memchr(byte, self.bytes(at + 1)) {
                at += length + 2;
            } else {
                self.no_more[which] = true;
                at += 1;
            }
        }
    }

    /// A quotation mark at `at` opens a value: an equals sign stands before it.
    fn opens_value(&self, from: usize, at: usize) -> bool {
        let before = self.page.as_bytes().get(from..at).unwrap_or_default();
        before.iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=')
    }

    /// A comment, doctype, processing instruction or CDATA at `at`: the byte behind it.
    fn skip_markup(&self, at: usize) -> usize {
        let rest = self.bytes(at);
        let end_of = |needle: &[u8], from: usize| {
            memmem::find(rest.get(from..).unwrap_or_default(), needle)
                .map_or(self.page.len(), |found| at + from + found + needle.len())
        };
        if rest.starts_with(b"<!-->") {
            return at + 5;
        }
        if rest.starts_with(b"<!--") {
            return end_of(b"-->", 4);
        }
        if rest.starts_with(b"<![CDATA[") {
            return end_of(b"]]>", 9);
        }
        end_of(b">", 1)
    }
}

/// Bytes of the element name at `from`.
fn name_at(page: &str, from: usize) -> Range<usize> {
    let rest = page.as_bytes().get(from..).unwrap_or_default();
    let length = rest
        .iter()
        .take_while(|b| !b.is_ascii_whitespace() && **b != b'>' && **b != b'/' && **b != b'<')
        .take(128)
        .count();
    from..page.floor_char_boundary(from + length)
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(tag) = self.raw.take()
            && let Some(token) = self.raw_text(tag)
        {
            return Some(token);
        }
        let mut text_start = self.at;
        let mut from = self.at;
        loop {
            let Some(at) = memchr(b'<', self.bytes(from)).map(|found| from + found) else {
                self.at = self.page.len();
                return (self.at > text_start).then_some(Token::Text(text_start..self.at));
            };
            let next = self.page.as_bytes().get(at + 1).copied().unwrap_or_default();
            let is_end = next == b'/';
            let name_start = at + 1 + usize::from(is_end);
            let first = self.page.as_bytes().get(name_start).copied().unwrap_or_default();
            let is_tag = first.is_ascii_alphabetic();
            let is_markup = matches!(next, b'!' | b'?') || (is_end && first != 0 && !is_tag);
            if !is_tag && !is_markup {
                from = at + 1;
            } else if at > text_start {
                self.at = at;
                return Some(Token::Text(text_start..at));
            } else if is_markup {
                self.at = self.skip_markup(at);
                text_start = self.at;
                from = self.at;
            } else {
                return Some(self.tag(at, name_start, is_end));
            }
        }
    }
}

impl Tokens<'_> {
    fn tag(&mut self, at: usize, name_start: usize, is_end: bool) -> Token {
        let name = name_at(self.page, name_start);
        let tag = Tag::of(self.page.get(name.clone()).unwrap_or_default());
        let Some(close) = self.tag_end(name.end) else {
            // A tag that never ends takes the rest of the page with it, as in browsers.
            self.at = self.page.len();
            return Token::End { tag: Tag::Other, at: at..self.page.len() };
        };
        self.at = close + 1;
        let at = at..self.at;
        if is_end {
            return Token::End { tag, at };
        }
        let is_closed = self.page.as_bytes().get(close - 1) == Some(&b'/') && close > name.end;
        if tag.is_raw() {
            self.raw = Some(tag);
        }
        Token::Start { tag, at, attributes: name.end..close, is_closed }
    }
}

/// Names and raw values of a tag's attributes, in order.
pub(crate) struct Attributes<'a> {
    page: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Attributes<'a> {
    /// Attributes between a tag's name and its end.
    pub(crate) fn new(page: &'a str, range: Range<usize>) -> Self {
        Self { page, at: range.start, end: range.end }
    }

    fn rest(&self) -> &'a [u8] {
        self.page.as_bytes().get(self.at..self.end).unwrap_or_default()
    }

    fn skip(&mut self, what: impl Fn(u8) -> bool) {
        self.at += self.rest().iter().take_while(|b| what(**b)).count();
    }

    fn value(&mut self) -> Range<usize> {
        let empty = self.at..self.at;
        self.skip(|b| b.is_ascii_whitespace());
        if self.rest().first() != Some(&b'=') {
            return empty;
        }
        self.at += 1;
        self.skip(|b| b.is_ascii_whitespace());
        let Some(&first) = self.rest().first() else { return empty };
        if first == b'"' || first == b'\'' {
            let start = self.at + 1;
            let inner = self.page.as_bytes().get(start..self.end).unwrap_or_default();
            let end = memchr(first, inner).map_or(self.end, |length| start + length);
            self.at = (end + 1).min(self.end);
            return start..end;
        }
        let start = self.at;
        self.skip(|b| !b.is_ascii_whitespace());
        start..self.at
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip(|b| b.is_ascii_whitespace() || b == b'/');
        let start = self.at;
        // A leading equals sign belongs to the name.
        self.at = (self.at + 1).min(self.end);
        let rest = self.rest();
        let stop = |b: &u8| b.is_ascii_whitespace() || *b == b'=' || *b == b'/';
        self.at += memchr2(b'=', b' ', rest)
            .map_or(rest.len(), |limit| rest.iter().take(limit).take_while(|b| !stop(b)).count());
        // The step over a first byte may have split a character.
        self.at = self.page.ceil_char_boundary(self.at).min(self.end);
        if start >= self.end {
            return None;
        }
        let name = self.page.get(start..self.at).unwrap_or_default();
        let value = self.value();
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(page: &str) -> Vec<String> {
        Tokens::new(page)
            .map(|token| match token {
                Token::Text(range) => page.get(range).unwrap().to_owned(),
                Token::Start { tag, attributes, .. } => {
                    let parts: Vec<String> = Attributes::new(page, attributes)
                        .map(|(name, value)| format!(" {name}={}", page.get(value).unwrap()))
                        .collect();
                    format!("<{tag:?}{}>", parts.concat())
                }
                Token::End { tag, .. } => format!("</{tag:?}>"),
            })
            .collect()
    }

    #[test]
    fn tags_attributes_and_text_are_told_apart() {
        assert_eq!(
            show("<P class=\"a > b\" id=x data-y hidden>1 < 2<br/>&amp;</p\n>"),
            ["<P class=a > b id=x data-y= hidden=>", "1 < 2", "<Br>", "&amp;", "</P>"]
        );
        assert_eq!(show("<!-- <p> --><!doctype html>x<!-->y"), ["x", "y"]);
        assert_eq!(
            show("<script>if (a</b) '</p>'</SCRIPT >t"),
            ["<Script>", "if (a</b) '</p>'", "</Script>", "t"]
        );
        assert_eq!(show("<title>a <b></title>"), ["<Title>", "a <b>", "</Title>"]);
        assert_eq!(show("a < b <"), ["a < b <"]);
        assert_eq!(show("<p x=\"a"), ["</Other>"]);
        assert_eq!(show("<!-- never closed <p>"), [] as [&str; 0]);
        assert_eq!(show("<a b=\"c\"\">d"), ["<A b=c \"=>", "d"]);
    }
}
