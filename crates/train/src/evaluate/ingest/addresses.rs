//! Does each character of the text lead back to bytes that decode to it? Decoded here anew, by the
//! encoding that the document names and by an own reading of character references.

use encoding_rs::{Encoding, UTF_8};
use sayso::core::{Document, Span};

use super::pages::Page;

/// Characters of the sections' text, and those whose source bytes decode to them.
pub(crate) fn count(pages: &[Page], documents: &[Document]) -> (usize, usize) {
    let (mut all, mut right) = (0, 0);
    for (page, document) in pages.iter().zip(documents) {
        let encoding = Encoding::for_label(document.encoding.as_bytes()).unwrap_or(UTF_8);
        for section in &document.sections {
            let mut at = section.span.start as usize;
            for c in document.slice(section.span).chars() {
                let end = at + c.len_utf8();
                let source = document.map.source(Span::of(at..end));
                let raw = source.and_then(|span| page.bytes.get(span.range()));
                all += 1;
                right += usize::from(match raw {
                    Some(raw) => leads_to(&encoding.decode_without_bom_handling(raw).0, c),
                    // Breaks between blocks and cells stand nowhere in the page.
                    None => c.is_whitespace(),
                });
                at = end;
            }
        }
    }
    (all, right)
}

/// The words are the character, a reference to it, or, for a blank, white space or a tag.
fn leads_to(words: &str, c: char) -> bool {
    let mut chars = words.chars();
    match (chars.next(), chars.next()) {
        (Some(first), None) if first == c => true,
        (Some('&'), Some(_)) => reference(words).is_some_and(|text| text.contains(c)),
        (Some(first), _) if c.is_whitespace() => first.is_ascii_whitespace() || first == '<',
        _ => false,
    }
}

/// What a character reference stands for: numbers, and the names that pages use.
fn reference(words: &str) -> Option<String> {
    const NAMES: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("rdquo", '”'),
        ("ldquo", '“'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("pound", '£'),
        ("euro", '€'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("aacute", 'á'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("ntilde", 'ñ'),
        ("ccedil", 'ç'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("szlig", 'ß'),
        ("deg", '°'),
        ("bull", '•'),
        ("middot", '·'),
        ("raquo", '»'),
        ("laquo", '«'),
        ("frac12", '½'),
        ("times", '×'),
        ("atilde", 'ã'),
        ("otilde", 'õ'),
        ("acirc", 'â'),
        ("ecirc", 'ê'),
        ("ocirc", 'ô'),
        ("agrave", 'à'),
        ("shy", '\u{ad}'),
        ("zwnj", '\u{200c}'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("sbquo", '‚'),
        ("bdquo", '„'),
    ];
    let name = words.strip_prefix('&')?.trim_end_matches(';');
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // 128 to 159 are letters of windows-1252, as browsers read them.
        let byte = u8::try_from(code).ok().filter(|code| (128..160).contains(code));
        return match byte {
            Some(byte) => Some(encoding_rs::WINDOWS_1252.decode(&[byte]).0.into_owned()),
            None => char::from_u32(code).map(String::from),
        };
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| c.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_lead_to_what_they_decode_to() {
        assert!(leads_to("a", 'a') && leads_to("&amp;", '&') && leads_to("&#8217;", '’'));
        assert!(leads_to("&#x92;", '’') && leads_to(" \n ", ' ') && leads_to("<br>", '\n'));
        assert!(!leads_to("b", 'a') && !leads_to("&lt;", '&') && !leads_to("&made;", 'm'));
        assert!(!leads_to("ab", 'a') && !leads_to("", 'a'));
    }
}
