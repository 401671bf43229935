//! Which kind of input the bytes are, told from their beginning.

use sayso_core::InputKind;

/// Bytes looked at.
const HEAD: usize = 4096;

/// The kind of decoded or raw UTF-8-like bytes; plain text where nothing speaks for another.
pub(crate) fn sniff(bytes: &[u8]) -> InputKind {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    // Zero bytes of UTF-16 do not hide the marks that are looked for.
    let head: Vec<u8> = head.iter().copied().filter(|&b| b != 0).collect();
    let head = String::from_utf8_lossy(&head);
    let text = head.trim_start_matches(|c: char| !c.is_ascii_graphic());
    if text.starts_with('{') {
        return if is_record(text) { InputKind::Jsonl } else { InputKind::Text };
    }
    if is_conllu(text) {
        return InputKind::Conllu;
    }
    if is_html(text) { InputKind::Html } else { InputKind::Text }
}

/// `{` and then a quoted key with its colon.
fn is_record(text: &str) -> bool {
    let mut rest = text.trim_start_matches('{').trim_start();
    if rest.starts_with('}') {
        return true;
    }
    rest = match rest.strip_prefix('"') {
        Some(rest) => rest,
        None => return false,
    };
    rest.split_once('"').is_some_and(|(_, after)| after.trim_start().starts_with(':'))
}

/// Comment lines and then a line of ten columns, the first of which is a number.
fn is_conllu(text: &str) -> bool {
    text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).is_some_and(
        |line| {
            let mut columns = line.split('\t');
            let first = columns.next().unwrap_or_default();
            first.starts_with(|c: char| c.is_ascii_digit()) && columns.count() == 9
        },
    )
}

/// A tag at the very start, or one that only pages have.
fn is_html(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let opens = |name: &str| {
        lower.match_indices(name).any(|(at, _)| {
            let after = lower.get(at + name.len()..).and_then(|rest| rest.chars().next());
            after.is_none_or(|c| c.is_ascii_whitespace() || c == '>' || c == '/')
        })
    };
    let starts_with_tag = text.starts_with('<')
        && text.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || c == '!' || c == '?')
        && text.contains('>');
    starts_with_tag
        || ["<!doctype", "<html", "<head", "<body", "<meta", "<script"].iter().any(|n| opens(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_beginning() {
        let cases: [(&[u8], InputKind); 9] = [
            (b"A title\n\nA paragraph with a < b.", InputKind::Text),
            (b"\xEF\xBB\xBF \n<!DOCTYPE html><html>", InputKind::Html),
            (b"<p>One <b>fragment</b>", InputKind::Html),
            (b"<\0h\0t\0m\0l\0>\0", InputKind::Html),
            (b"{\"id\": 1, \"text\": \"x\"}\n", InputKind::Jsonl),
            (b"{curly} words", InputKind::Text),
            (b"# newdoc id = a\n1\tA\ta\tDET\tDT\t_\t2\tdet\t_\t_\n", InputKind::Conllu),
            (b"1\tone", InputKind::Text),
            (b"", InputKind::Text),
        ];
        for (bytes, kind) in cases {
            assert_eq!(sniff(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
