//! JSON with places: every value knows its bytes, so that a field of a record or of a page's
//! metadata leads back to the source. Reads a little more than the standard allows (raw control
//! characters in strings, a comma before a closing bracket), because pages hold such JSON. Nesting
//! is bounded; a value too deep is an error, never a full stack.

use std::ops::Range;

use sayso_core::{MapRun, Span};

/// Deepest nesting that is read.
const DEEPEST: usize = 64;

/// A value; strings are kept raw and decoded on demand.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Json {
    /// `null`, `true`, `false`.
    Word(Range<usize>),
    /// A number as written.
    Number(Range<usize>),
    /// A string: bytes between its quotes.
    Text(Range<usize>),
    /// A list.
    List(Vec<Json>),
    /// Keys (bytes between their quotes) and values in the order of the text.
    Object(Vec<(Range<usize>, Json)>),
}

/// What is wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct JsonError {
    /// Byte offset.
    pub(crate) at: usize,
    /// What would have been right.
    pub(crate) expected: &'static str,
}

/// Parses the first value of `source` from byte `at`; gives it and the byte behind it.
pub(crate) fn parse(source: &str, at: usize) -> Result<(Json, usize), JsonError> {
    let mut parser = Parser { bytes: source.as_bytes(), at };
    parser.space();
    let value = parser.value(0)?;
    parser.space();
    Ok((value, parser.at))
}

impl Json {
    /// The value of a key.
    pub(crate) fn get<'j>(&'j self, source: &str, key: &str) -> Option<&'j Json> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(name, _)| source.get(name.clone()) == Some(key)).map(|(_, v)| v)
    }

    /// The decoded words of a string.
    pub(crate) fn text(&self, source: &str) -> Option<String> {
        let Self::Text(range) = self else { return None };
        Some(decode(source, range.clone()).0)
    }
}

/// Decodes the escapes of a string that lies at `range`; gives its words and the way back.
pub(crate) fn decode(source: &str, range: Range<usize>) -> (String, Vec<MapRun>) {
    let raw = source.get(range.clone()).unwrap_or_default();
    let mut text = String::with_capacity(raw.len());
    let mut runs = Vec::new();
    let mut at = range.start;
    let mut rest = raw;
    while !rest.is_empty() {
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        let start = text.len();
        text.push_str(rest.get(..plain).unwrap_or_default());
        push(&mut runs, start..text.len(), at..at + plain);
        at += plain;
        rest = rest.get(plain..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let (c, length) = escape(rest);
        let start = text.len();
        text.push(c);
        push(&mut runs, start..text.len(), at..at + length);
        at += length;
        rest = rest.get(length..).unwrap_or_default();
    }
    (text, runs)
}

fn push(runs: &mut Vec<MapRun>, text: Range<usize>, source: Range<usize>) {
    if !text.is_empty() {
        runs.push(MapRun { text: Span::of(text), source: Span::of(source) });
    }
}

/// The character of an escape at the start of `rest`, and its bytes; an escape that is none gives
/// its backslash's follower, half a surrogate pair U+FFFD.
fn escape(rest: &str) -> (char, usize) {
    let unit = |from: usize| {
        let digits = rest.get(from..from + 4)?;
        digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let Some(c) = rest.chars().nth(1) else { return ('\\', rest.len()) };
    match c {
        'n' => ('\n', 2),
        't' => ('\t', 2),
        'r' => ('\r', 2),
        'b' => ('\u{8}', 2),
        'f' => ('\u{C}', 2),
        'u' => match unit(2) {
            None => ('u', 2),
            Some(high @ 0xD800..=0xDBFF) => match (rest.get(6..8), unit(8)) {
                (Some("\\u"), Some(low @ 0xDC00..=0xDFFF)) => {
                    let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                    (char::from_u32(code).unwrap_or('\u{FFFD}'), 12)
                }
                _ => ('\u{FFFD}', 6),
            },
            Some(code) => (char::from_u32(code).unwrap_or('\u{FFFD}'), 6),
        },
        other => (other, 1 + other.len_utf8()),
    }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn fail<T>(&self, expected: &'static str) -> Result<T, JsonError> {
        Err(JsonError { at: self.at, expected })
    }

    fn value(&mut self, depth: usize) -> Result<Json, JsonError> {
        if depth > DEEPEST {
            return self.fail("fewer nested brackets (64 are read)");
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(Json::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => {
                Ok(Json::Number(self.run(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))))
            }
            Some(b) if b.is_ascii_alphabetic() => {
                let word = self.run(|b| b.is_ascii_alphabetic());
                match self.bytes.get(word.clone()) {
                    Some(b"null" | b"true" | b"false") => Ok(Json::Word(word)),
                    _ => Err(JsonError { at: word.start, expected: "a value" }),
                }
            }
            _ => self.fail("a value"),
        }
    }

    fn run(&mut self, holds: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        while self.peek().is_some_and(&holds) {
            self.at += 1;
        }
        start..self.at
    }

    /// Bytes between the quotes.
    fn string(&mut self) -> Result<Range<usize>, JsonError> {
        self.at += 1;
        let start = self.at;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let Some(next) = memchr::memchr2(b'"', b'\\', rest) else {
                self.at = self.bytes.len();
                return self.fail("a closing quotation mark");
            };
            self.at += next;
            if self.peek() == Some(b'"') {
                self.at += 1;
                return Ok(start..self.at - 1);
            }
            self.at = (self.at + 2).min(self.bytes.len());
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Json::List(items));
            }
            items.push(self.value(depth + 1)?);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {}
                _ => return self.fail("a comma or a closing bracket"),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, JsonError> {
        self.at += 1;
        let mut fields = Vec::new();
        loop {
            self.space();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Json::Object(fields));
                }
                Some(b'"') => {}
                _ => return self.fail("a key in quotation marks"),
            }
            let key = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return self.fail("a colon");
            }
            self.at += 1;
            self.space();
            fields.push((key, self.value(depth + 1)?));
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {}
                _ => return self.fail("a comma or a closing brace"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_lead_back_to_their_bytes() {
        let source = r#"{"a": [1, null, "x"], "t": "Caf\u00e9 \ud83c\udfb8 \"q\"\n"}"#;
        let (value, end) = parse(source, 0).unwrap();
        assert_eq!(end, source.len());
        let Some(Json::Text(range)) = value.get(source, "t") else { panic!("no text") };
        let (text, runs) = decode(source, range.clone());
        assert_eq!(text, "Café 🎸 \"q\"\n");
        for run in runs {
            let (words, raw) = (text.get(run.text.range()), source.get(run.source.range()));
            assert!(words == raw || raw.unwrap().starts_with('\\'), "{words:?} {raw:?}");
        }
    }

    #[test]
    fn faults_are_placed() {
        let fault = |source| parse(source, 0).unwrap_err();
        assert_eq!(fault("{\"a\" 1}"), JsonError { at: 5, expected: "a colon" });
        assert_eq!(fault("{\"a\": \"x").expected, "a closing quotation mark");
        assert_eq!(fault(&"[".repeat(100_000)).at, 65);
    }
}
