//! Bytes of any encoding to one UTF-8 text and the way back.
//!
//! `encoding_rs` decodes but does not say which bytes made which character, so bytes outside ASCII
//! are fed to it one at a time: what comes out after a byte came from the bytes since the last
//! output. The order of evidence is that of browsers: a byte order mark, the caller's word, UTF-8
//! that is valid as it stands, the page's own word, a guess by `chardetng`.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use sayso_core::{MapRun, Note, NoteKind, SourceMap, Span};

/// A text with the bytes it was decoded from.
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// Text to bytes; every character is covered.
    pub(crate) map: SourceMap,
    /// Lower-case name, as in `windows-1252`.
    pub(crate) encoding: String,
    /// Bytes that were no text.
    pub(crate) notes: Vec<Note>,
}

/// Decodes `bytes`; `told` is a name from outside, `declared` one from inside the page.
pub(crate) fn decode(bytes: &[u8], told: Option<&str>, declared: Option<&str>) -> Decoded {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (choose(bytes, told, declared), 0),
    };
    let mut out = Output::default();
    let rest = bytes.get(skip..).unwrap_or_default();
    if encoding == UTF_8 {
        utf8(rest, skip, &mut out);
    } else {
        other(encoding, rest, skip, &mut out);
    }
    let notes = out.note().into_iter().collect();
    Decoded {
        text: out.text,
        map: SourceMap { runs: out.runs },
        encoding: encoding.name().to_ascii_lowercase(),
        notes,
    }
}

fn choose(bytes: &[u8], told: Option<&str>, declared: Option<&str>) -> &'static Encoding {
    let named = |label: Option<&str>| label.and_then(|l| Encoding::for_label(l.as_bytes()));
    if let Some(encoding) = named(told) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // A page declared as UTF-16 was found by its declaration, so it cannot be.
    if let Some(encoding) = named(declared) {
        return if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding };
    }
    let wide = bytes.utf8_chunks().flat_map(|c| c.valid().chars()).filter(|c| !c.is_ascii());
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    // A few bad bytes in a text full of good sequences are damage, not another encoding.
    if wide.count() > 2 * broken {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if bytes.iter().filter(|b| !b.is_ascii()).count() >= ENOUGH || guess == WINDOWS_1252 {
        return guess;
    }
    // Too little to guess from: Western letters and quotation marks, or damage.
    let damage = [0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFE, 0xFF];
    if bytes.iter().any(|b| damage.contains(b)) { UTF_8 } else { WINDOWS_1252 }
}

/// Bytes outside ASCII from which a guess is believed.
const ENOUGH: usize = 12;

/// UTF-16 without its mark: one byte of nearly every pair is zero, the other never.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(256) & !1)?;
    let zeros = |odd| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if pairs < 4 {
        return None;
    }
    match (even * 10 >= pairs * 7, odd * 10 >= pairs * 7) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The text so far and its runs.
#[derive(Default)]
struct Output {
    text: String,
    runs: Vec<MapRun>,
    /// Replaced sequences, and the first one's place.
    replaced: u32,
    first_replaced: Option<Span>,
}

impl Output {
    /// Adds text that is its source byte for byte.
    fn verbatim(&mut self, text: &str, source: usize) {
        self.push(text, source..source + text.len());
    }

    fn push(&mut self, text: &str, source: std::ops::Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        let run = MapRun { text: Span::of(start..self.text.len()), source: Span::of(source) };
        match self.runs.last_mut() {
            Some(last)
                if last.source.end == run.source.start
                    && last.text.len() == last.source.len()
                    && run.text.len() == run.source.len() =>
            {
                last.text.end = run.text.end;
                last.source.end = run.source.end;
            }
            _ => self.runs.push(run),
        }
    }

    fn replace(&mut self, source: std::ops::Range<usize>) {
        let start = self.text.len();
        // Three bytes for three would pass for a verbatim run; the mark is a run of its own.
        self.text.push('\u{FFFD}');
        let text = Span::of(start..self.text.len());
        self.runs.push(MapRun { text, source: Span::of(source) });
        self.replaced += 1;
        self.first_replaced = self.first_replaced.or(Some(text));
    }

    fn note(&self) -> Option<Note> {
        let n = self.replaced;
        let things = if n == 1 { "byte sequence was" } else { "byte sequences were" };
        (n > 0).then(|| Note {
            kind: NoteKind::BytesReplaced,
            span: self.first_replaced,
            detail: format!("{n} {things} no text in this encoding and shown as U+FFFD."),
        })
    }
}

fn utf8(bytes: &[u8], mut at: usize, out: &mut Output) {
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_empty() {
            out.verbatim(chunk.valid(), at);
        }
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            out.replace(at..at + chunk.invalid().len());
        }
        at += chunk.invalid().len();
    }
}

fn other(encoding: &'static Encoding, bytes: &[u8], skip: usize, out: &mut Output) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let plain_ascii = encoding.is_ascii_compatible();
    let mut at = 0;
    let mut pending = 0;
    while let Some(&byte) = bytes.get(at) {
        if plain_ascii && byte.is_ascii() && pending == at {
            let length = bytes.iter().skip(at).take_while(|b| b.is_ascii()).count();
            let run = bytes.get(at..at + length).unwrap_or_default();
            out.verbatim(std::str::from_utf8(run).unwrap_or_default(), skip + at);
            at += length;
            pending = at;
            continue;
        }
        at += 1;
        let last = at == bytes.len();
        pending = feed(&mut decoder, bytes, at - 1, last, pending, skip, out);
    }
}

/// Feeds the byte at `at`; gives where the bytes still without output begin.
fn feed(
    decoder: &mut Decoder,
    bytes: &[u8],
    at: usize,
    last: bool,
    mut pending: usize,
    skip: usize,
    out: &mut Output,
) -> usize {
    let mut input = bytes.get(at..=at).unwrap_or_default();
    let end = at + 1;
    loop {
        let mut buffer = [0; 32];
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(input, &mut buffer, last);
        let text = std::str::from_utf8(buffer.get(..written).unwrap_or_default());
        let text = text.unwrap_or_default();
        if !text.is_empty() {
            out.push(text, skip + pending..skip + end);
            pending = end;
        }
        input = input.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return pending,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(_, unread) => {
                let bad_end = (end - input.len()).saturating_sub(usize::from(unread)).max(pending);
                if bad_end > pending {
                    out.replace(skip + pending..skip + bad_end);
                    pending = bad_end;
                }
                if input.is_empty() && !last {
                    return pending;
                }
            }
        }
    }
}
/// Notes on decoded bytes of which only a part becomes the text that is read: their places are places
/// of the source and say nothing there.
pub(crate) fn without_places(notes: Vec<Note>) -> Vec<Note> {
    notes.into_iter().map(|note| Note { span: None, ..note }).collect()
}
