//! Bad input: no panic, a clear answer, and time that grows with the size and no faster.
#![expect(clippy::unwrap_used, reason = "a test that gets no document should stop")]

use sayso_core::{Document, InputKind, NoteKind};
use sayso_ingest::{Hints, ingest};

fn read(bytes: &[u8], kind: InputKind) -> Document {
    ingest(bytes, &Hints { kind: Some(kind), ..Hints::default() }).unwrap()
}

fn page(bytes: &[u8]) -> Document {
    read(bytes, InputKind::Html)
}

const PROSE: &str = "<p>The harbour board said on Monday, after a long night, that it would not raise the ferry.</p>";

/// Shapes that make careless parsers slow or deep, `n` times over.
fn shapes(n: usize) -> Vec<(&'static str, String)> {
    vec![
        ("nested", "<div>".repeat(n) + PROSE + &"</div>".repeat(n)),
        ("nested, never closed", "<div><b>".repeat(n) + PROSE),
        ("nested formatting", format!("<i><div>{}{}", "<b>".repeat(n), "</i>".repeat(n))),
        ("stray ends", "</p></b></table>".repeat(n) + PROSE),
        ("comments", "<!-- -->".repeat(n) + PROSE),
        ("comments that never close", "<!-- <p>".repeat(n)),
        ("bogus markup", "</3><?x><!y>".repeat(n) + PROSE),
        ("quotes that never close", "<a b=\"".repeat(n)),
        ("both quotes", "<a b=\" c=' >".repeat(n)),
        ("less than", "< ".repeat(n)),
        ("ampersands", "&".repeat(n)),
        ("entities", format!("<p>{}", "&amp;amp;".repeat(n))),
        ("long entity names", format!("<p>{}", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".repeat(n))),
        ("scripts", "<script>if (a < b) '</p>'</script>".repeat(n) + PROSE),
        ("script that never closes", format!("{PROSE}<script>{}", "</".repeat(n))),
        ("styles", "<style>p > a { }</style>".repeat(n) + PROSE),
        ("frames", "<iframe src=x></iframe><frameset><frame>".repeat(n) + PROSE),
        ("tables", "<table><tr><td>".repeat(n) + PROSE),
        ("lists", "<ul><li>".repeat(n) + PROSE),
        ("attributes", format!("<p {}>{PROSE}", "a=b ".repeat(n))),
        ("classes", format!("<p class=\"{}\">{PROSE}", "share-bar ".repeat(n))),
        ("paragraphs", PROSE.repeat(n / 8)),
        ("line breaks", format!("<p>{}", "a<br>".repeat(n))),
        ("links", "<a href=x>one word</a> ".repeat(n) + PROSE),
        ("json", format!("<script type=application/ld+json>{}</script>{PROSE}", "[".repeat(n))),
        (
            "ids",
            format!(
                "<script type=application/ld+json>[{}]</script>{PROSE}",
                "{\"@id\":\"a\",\"name\":\"b\",\"@type\":\"Article\",\"author\":{\"@id\":\"a\"}},"
                    .repeat(n / 8)
            ),
        ),
        ("metas", "<meta property=og:title content=\"a b c\">".repeat(n) + PROSE),
        ("bylines", format!("<h1>The ferry stays</h1>{}{PROSE}", "<p>By Ana Brook</p>".repeat(n))),
        ("one long line", format!("<p>{}", "word, ".repeat(n))),
    ]
}

#[test]
fn shapes_are_read_in_linear_time() {
    const N: usize = 6_000;
    for ((name, small), (_, large)) in shapes(N).into_iter().zip(shapes(4 * N)) {
        let time = |text: &str| {
            (0..3)
                .map(|_| {
                    let start = cpu();
                    page(text.as_bytes());
                    cpu() - start
                })
                .min()
                .unwrap_or_default()
        };
        let (a, b) = (time(&small), time(&large));
        // Four times the size: linear is 4, quadratic 16; tiny times are noise.
        assert!(b < 9 * a + 30_000_000, "{name}: {a} ns, then {b} ns for four times as much");
    }
}

/// Nanoseconds of CPU that this thread has used; the wall clock where the kernel does not tell.
fn cpu() -> u64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    line.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or_default()
}

#[test]
fn the_prose_survives_what_stands_around_it() {
    for (name, text) in shapes(200) {
        let has_prose = text.contains(PROSE);
        let swallowed =
            ["comments that", "script that", "quotes that"].iter().any(|s| name.starts_with(s));
        let document = page(text.as_bytes());
        if has_prose && !swallowed {
            let all = document.text.clone()
                + &document.set_aside.iter().map(|s| s.text.as_str()).collect::<String>();
            assert!(all.contains("would not raise the ferry"), "{name}");
        }
    }
}

#[test]
fn a_page_cut_off_anywhere_is_read() {
    let whole = format!(
        "<html><head><title>Ferry</title><script type='application/ld+json'>{{\"@type\":\"Article\",\
         \"headline\":\"Ferry\"}}</script></head><body><h1 class=\"a b\">Ferry</h1>{PROSE}<!-- c --></body>"
    );
    for end in 0..whole.len() {
        page(&whole.as_bytes()[..end]);
        read(&whole.as_bytes()[..end], InputKind::Text);
    }
}

#[test]
fn zero_bytes_and_mixed_encodings_are_noted_or_kept() {
    let document = page(
        b"<p>The board\0said on Monday, caf\xE9 and caf\xC3\xA9, that it would not raise it.</p>",
    );
    assert!(document.text.contains("The board\0said"));
    let bytes = [
        PROSE.as_bytes(),
        b"\xFF\xFE\xC3\x28 broken",
        PROSE.as_bytes(),
        "é“”’".repeat(9).as_bytes(),
    ]
    .concat();
    let document = page(&bytes);
    assert!(document.text.contains("would not raise"));
    assert!(document.notes.iter().any(|n| n.kind == NoteKind::BytesReplaced));
}

#[test]
fn entities_do_not_expand_into_entities() {
    let bomb = format!(
        "<!DOCTYPE x [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;&a;&a;\">]>{PROSE}<p>&b;&b; and so on.</p>",
        "ha".repeat(50)
    );
    let document = page(bomb.as_bytes());
    assert!(document.text.len() < 4 * bomb.len());
}

#[test]
fn a_large_page_stays_within_a_multiple_of_its_size() {
    let large = PROSE.repeat(16 << 20 >> 7);
    let document = page(large.as_bytes());
    assert!(document.text.len() <= large.len());
    assert!(document.sections.len() > 100_000);
}

#[test]
fn records_with_bad_bytes_are_read_or_refused() {
    let hints = Hints { kind: Some(InputKind::Jsonl), ..Hints::default() };
    let document = ingest(b"{\"id\": \"a\", \"text\": \"caf\xE9 \xFF said no.\"}", &hints).unwrap();
    assert!(document.text.starts_with("caf"));
    for bad in
        ["{\"text\": \"a", "[[[[", "{\"text\": \"\\u", "{\"text\": \"\\ud83d\"}", "nul", "{\"a\"}"]
    {
        let result = ingest(bad.as_bytes(), &hints);
        assert!(result.is_ok() == bad.contains("ud83d"), "{bad}");
    }
    let deep = format!("{{\"text\": {}", "[".repeat(1_000_000));
    assert!(ingest(deep.as_bytes(), &hints).is_err());
}
