//! Lines of plain text to paragraphs as a reader sees them. Text whose lines were broken at a fixed
//! width is told from text with a paragraph a line by the rule of the breaker itself: a line is
//! broken where the next word would not have fitted (greedy filling).

use sayso_core::Span;

/// A paragraph: its bytes without white space around, and how it was set off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Block {
    /// Bytes of the text.
    pub(crate) span: Span,
    /// A blank line stands before it (or the start of the text).
    pub(crate) after_gap: bool,
}

/// Widest line, in characters, that is taken for a broken one; typewriters and mailers stay below.
const WIDEST: usize = 120;

/// A line with what the wrapping rule needs to know.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    /// Length in characters.
    width: usize,
    /// Length of its first word in characters.
    first_word: usize,
    /// White space before its first word.
    is_indented: bool,
    after_gap: bool,
}

/// The paragraphs of `text`.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let width = wrap_width(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous: Option<Line> = None;
    for line in lines {
        let continues = width.is_some_and(|width| {
            previous
                .is_some_and(|p| !line.after_gap && !line.is_indented && is_full(p, line, width))
        });
        match blocks.last_mut() {
            Some(block) if continues => block.span.end = line.span.end,
            _ => blocks.push(Block { span: line.span, after_gap: line.after_gap }),
        }
        previous = Some(line);
    }
    blocks
}

/// The next line's first word would not have fitted behind this line; one word of slack for
/// breakers that look ahead.
fn is_full(line: Line, next: Line, width: usize) -> bool {
    line.width + 1 + next.first_word + SLACK > width
}

/// Characters by which a ragged line may stay below the width.
const SLACK: usize = 6;

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut after_gap = true;
    for piece in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{000C}']) {
        let trimmed = piece.trim();
        // In "\r\n" the "\n" is a piece of its own and no blank line.
        let is_tail = piece == "\n" && text.get(..at).is_some_and(|t| t.ends_with('\r'));
        if trimmed.is_empty() {
            after_gap |= !is_tail;
        } else {
            let indent = piece.len() - piece.trim_start().len();
            let start = at + indent;
            let first = trimmed.split_whitespace().next().unwrap_or_default();
            lines.push(Line {
                span: Span::of(start..start + trimmed.len()),
                width: trimmed.chars().count(),
                first_word: first.chars().count(),
                is_indented: indent > 0,
                after_gap,
            });
            after_gap = false;
        }
        at += piece.len();
    }
    lines
}

/// The width at which the text was broken, if it was: nearly all breaks inside its blocks obey it,
/// and there are enough of them to say so.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let inside = || lines.windows(2).filter(|pair| !pair[1].after_gap && !pair[1].is_indented);
    let width = inside().map(|pair| pair[0].width).max()?;
    let breaks = inside().count();
    if breaks < 3 || !(30..=WIDEST).contains(&width) {
        return None;
    }
    let full = inside().filter(|pair| is_full(pair[0], pair[1], width)).count();
    // Short lines that end paragraphs set without a gap are breaks that do not obey.
    (full * 10 >= breaks * 7).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        blocks(text).iter().map(|b| text.get(b.span.range()).unwrap()).collect()
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let text = "The harbour board met on Monday to hear\nwhat the master of the ferry had to say\n\
                    about the night of the storm, and heard\nnothing new.\n\nIt will meet again next \
                    week, the chair\nsaid, when the log of the ship has been\nfound.\n";
        let paragraphs = cut(text);
        assert_eq!(paragraphs.len(), 2, "{paragraphs:?}");
        assert!(paragraphs[0].ends_with("nothing new."));
        assert!(paragraphs[1].starts_with("It will meet"));
    }

    #[test]
    fn a_line_is_a_paragraph_where_lines_were_not_broken() {
        let text = "A title\r\nOne long paragraph that goes on for a while and says a thing.\r\n\
                    Short one.\r\nAnother paragraph that is of quite some length, as they are.\r\n";
        assert_eq!(cut(text).len(), 4);
        let verse = "Row the boat\nover the bay\nrow it home\nat end of day\n";
        assert_eq!(cut(verse).len(), 4);
    }

    #[test]
    fn an_empty_text_has_no_paragraphs() {
        assert!(cut("").is_empty() && cut(" \r\n\t\n").is_empty());
    }
}
