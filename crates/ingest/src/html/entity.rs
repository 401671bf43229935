//! Character references: `&amp;`, `&#8217;`, `&#x2019;`, names without a semicolon as the HTML
//! Standard allows them. One reference gives one or two characters; none can expand further.

/// Names with their code points, sorted.
const NAMES: &str = include_str!("../../data/entities.txt");

/// Longest name in bytes with its semicolon.
const LONGEST: usize = 32;

/// The characters of the reference at the start of `text`, which begins with `&`, and its bytes;
/// `None` where it is an ampersand like any other.
pub(crate) fn decode(text: &str, in_attribute: bool) -> Option<([char; 2], usize)> {
    let bytes = text.as_bytes();
    match bytes.get(1)? {
        b'#' => numeric(text),
        byte if byte.is_ascii_alphanumeric() => named(text, in_attribute),
        _ => None,
    }
}

/// Stands for "no second character".
pub(crate) const NONE: char = '\0';

fn numeric(text: &str) -> Option<([char; 2], usize)> {
    let bytes = text.as_bytes();
    let is_hex = matches!(bytes.get(2)?, b'x' | b'X');
    let start = 2 + usize::from(is_hex);
    let radix = if is_hex { 16 } else { 10 };
    let mut code: u32 = 0;
    let mut at = start;
    while let Some(digit) = bytes.get(at).and_then(|b| char::from(*b).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    let end = at + usize::from(bytes.get(at) == Some(&b';'));
    Some(([character(code), NONE], end))
}

/// The character of a number; C1 controls are taken for Windows-1252, as browsers do.
fn character(code: u32) -> char {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    if let Some(c) = code.checked_sub(0x80).and_then(|i| WINDOWS.get(i as usize)) {
        return *c;
    }
    char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{FFFD}')
}

fn named(text: &str, in_attribute: bool) -> Option<([char; 2], usize)> {
    let bytes = text.as_bytes().get(1..).unwrap_or_default();
    let length = bytes.iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.get(length) == Some(&b';')
        && let Some(chars) = lookup(text.get(1..length + 2)?)
    {
        return Some((chars, length + 2));
    }
    // Without its semicolon the longest old name counts: "&notit" is "¬it"; in an attribute it
    // does not where a letter or an equals sign follows ("?a=1&copy=2").
    for end in (2..=length).rev() {
        if let Some(chars) = lookup(text.get(1..=end)?) {
            let next = bytes.get(end).copied().unwrap_or_default();
            let is_query = in_attribute && (next == b'=' || next.is_ascii_alphanumeric());
            return (!is_query).then_some((chars, end + 1));
        }
    }
    None
}

/// Bisects the list by lines.
fn lookup(name: &str) -> Option<[char; 2]> {
    let bytes = NAMES.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = memchr::memrchr(b'\n', bytes.get(..middle)?).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', bytes.get(middle..)?).map_or(bytes.len(), |at| middle + at);
        let line = NAMES.get(start..end)?;
        let mut words = line.split(' ');
        // Comment lines sort before all names.
        match words.next()?.cmp(name) {
            std::cmp::Ordering::Equal => {
                let mut code = || {
                    let code = u32::from_str_radix(words.next()?, 16).ok()?;
                    char::from_u32(code)
                };
                let first = code()?;
                return Some([first, code().unwrap_or(NONE)]);
            }
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded() {
        let read = |text| decode(text, false).map(|([c, _], length)| (c, length));
        let cases = [
            ("&amp;x", Some(('&', 5))),
            ("&#8217;s", Some(('’', 7))),
            ("&#x2019;s", Some(('’', 8))),
            ("&#146;", Some(('’', 6))),
            ("&nbsp", Some(('\u{A0}', 5))),
            ("&notit;", Some(('¬', 4))),
            ("&hellip;", Some(('…', 8))),
            ("&zwnj;", Some(('\u{200C}', 6))),
            ("&AElig;", Some(('Æ', 7))),
            ("&#0;", Some(('\u{FFFD}', 4))),
            ("&#99999999999;", Some(('\u{FFFD}', 14))),
            ("& x", None),
            ("&nosuch;", None),
            ("&#;", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(decode("&copy=2", true), None);
        assert_eq!(decode("&NotEqualTilde;", false), Some((['≂', '\u{338}'], 15)));
    }

    #[test]
    fn names_stand_in_order() {
        let names: Vec<&str> = NAMES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split(' ').next())
            .collect();
        assert_eq!(names.len(), 2231);
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(names.iter().all(|name| lookup(name).is_some()));
    }
}
