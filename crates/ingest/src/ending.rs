//! Texts that stop before their end: in mid-sentence, with the marks of feeds that give the first
//! lines only, or a page whose body never closes. Told by what no finished text ends with.

use sayso_core::{Document, Note, NoteKind, SectionKind, Span};

/// Words from which a last paragraph is looked at; shorter ones are labels and lists.
const LEAST_WORDS: usize = 12;

/// Words that want another one behind them.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "a", "an", "the", "of", "to", "and", "or", "with", "for", "from", "by", "at", "that", "which",
    "who", "whose", "but", "because", "his", "their", "its", "is", "was", "were", "are", "has",
    "had", "would", "could", "said", "than", "as", "into", "between",
];

/// Notes a text whose last paragraph breaks off.
pub(crate) fn judge(document: &mut Document) {
    let body = [SectionKind::Paragraph, SectionKind::BlockQuote, SectionKind::ListItem];
    let Some(last) = document.sections.iter().rfind(|s| body.contains(&s.kind)) else { return };
    let words = document.slice(last.span);
    if words.split_whitespace().count() < LEAST_WORDS {
        return;
    }
    let end = words.trim_end();
    let tail = end.split_whitespace().next_back().unwrap_or_default();
    let is_open = OPEN.contains(&tail) || end.ends_with([',', '-', '–', '(']);
    if is_open || is_excerpt(end) {
        let start = last.span.start as usize + end.len() - tail.len();
        document.notes.push(Note {
            kind: NoteKind::LooksTruncated,
            span: Some(Span::of(start..start + tail.len())),
            detail: "The last sentence breaks off.".to_owned(),
        });
    }
}

/// "... in the harbour [+2145 chars]", "... in the harbour [...]".
fn is_excerpt(end: &str) -> bool {
    let Some((_, inner)) = end.strip_suffix(']').and_then(|e| e.rsplit_once('[')) else {
        return false;
    };
    inner == "..." || inner == "…" || (inner.starts_with('+') && inner.ends_with(" chars"))
}

/// Notes a page that opens a body and ends before it does.
pub(crate) fn judge_page(source: &str, document: &mut Document) {
    let bytes = source.as_bytes();
    let (mut opens, mut closes) = (false, false);
    for at in memchr::memchr_iter(b'<', bytes) {
        let is = |tag: &[u8]| {
            bytes.get(at..at + tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag))
        };
        opens |= is(b"<body");
        closes |= is(b"</body") || is(b"</html");
    }
    if opens && !closes {
        document.notes.push(Note {
            kind: NoteKind::LooksTruncated,
            span: None,
            detail: "The page ends before its body does.".to_owned(),
        });
    }
}

/// Notes a page that is a set of frames: its text stands in other files.
pub(crate) fn judge_frames(frames: usize, document: &mut Document) {
    let is_read = document.sections.iter().any(|section| section.kind.is_read());
    if frames > 0 && !is_read {
        let what = if frames == 1 { "1 frame" } else { &format!("{frames} frames") };
        document.notes.push(Note {
            kind: NoteKind::LooksTruncated,
            span: None,
            detail: format!("The page is made of {what}; what they show stands in other files."),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Hints, ingest};

    #[test]
    fn texts_that_break_off_are_noted() {
        let start = "The harbour board said on Monday that it would not raise the old ferry";
        let cases = [
            (" because the", true),
            (", which lies in forty metres of water and is [+2145 chars]", true),
            (" and", true),
            (".", false),
            (" in May", false),
            (". “It is what it is”", false),
        ];
        for (end, expected) in cases {
            let text = format!("{start}{end}");
            let document = ingest(text.as_bytes(), &Hints::default()).unwrap();
            let note = document.notes.iter().find(|n| n.kind == NoteKind::LooksTruncated);
            assert_eq!(note.is_some(), expected, "{text}");
        }
    }

    #[test]
    fn pages_that_stop_or_hold_frames_only_are_noted() {
        let note = |page: &str| {
            let document = ingest(page.as_bytes(), &Hints::default()).unwrap();
            document.notes.into_iter().find(|n| n.kind == NoteKind::LooksTruncated)
        };
        let prose =
            "<p>The harbour board said on Monday that it would not raise the old ferry.</p>";
        assert!(note(&format!("<html><body>{prose}")).is_some());
        assert!(note(&format!("<html><body>{prose}</BODY>")).is_none());
        assert!(note(&format!("<html>{prose}")).is_none());
        let frames =
            "<html><frameset cols=2><frame src=a.html><frame src=b.html></frameset></html>";
        assert!(note(frames).unwrap().detail.contains("2 frames"));
    }
}
