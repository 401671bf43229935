//! Lines of a width for the terminal: cut, filled, wrapped, coloured, and free of anything that could
//! steer the terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::SheetOptions;

/// How words are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Strong,
    Faint,
    Warm,
}

/// Writes lines of a width.
pub(super) struct Pen<'a> {
    out: String,
    pub(super) options: &'a SheetOptions,
}

impl<'a> Pen<'a> {
    pub(super) const fn new(options: &'a SheetOptions) -> Self {
        Self { out: String::new(), options }
    }

    pub(super) fn into_string(self) -> String {
        self.out
    }

    /// Text as it may be shown: one line, no control that could move the cursor or turn the text
    /// around, plain ASCII where asked for.
    pub(super) fn clean(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_whitespace() {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            } else if self.options.ascii {
                out.push_str(plain(&mut [0; 4], shown(c)));
            } else {
                out.push(shown(c));
            }
        }
        out
    }

    pub(super) fn cut(&self, text: &str, width: usize) -> String {
        let text = self.clean(text);
        let text = text.trim();
        if text.width() <= width {
            return text.to_owned();
        }
        let dots = if self.options.ascii { "..." } else { "…" };
        let mut out = String::new();
        let mut used = dots.width();
        for c in text.chars() {
            used += c.width().unwrap_or(0);
            if used > width {
                break;
            }
            out.push(c);
        }
        out.truncate(out.trim_end().len());
        out + dots
    }

    /// Text cut or filled up to a width.
    pub(super) fn cell(&self, text: &str, width: usize) -> String {
        let text = self.cut(text, width);
        let fill = width.saturating_sub(text.width());
        text + &" ".repeat(fill)
    }

    pub(super) fn inked(&self, text: &str, ink: Ink) -> String {
        let code = match ink {
            Ink::Plain => return text.to_owned(),
            Ink::Strong => "1",
            Ink::Faint => "2",
            Ink::Warm => "33",
        };
        if self.options.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    pub(super) fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    pub(super) fn title(&mut self, title: &str, rest: &str) {
        let title = self.inked(title, Ink::Strong);
        self.line(&format!("{title}{rest}"));
    }

    /// A paragraph with a hanging indent under `lead`.
    pub(super) fn wrapped(&mut self, lead: &str, text: &str, ink: Ink) {
        let indent = lead.width();
        let room = self.options.width.saturating_sub(indent).max(20);
        let text = self.clean(text);
        let mut line = String::new();
        let mut lines = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && line.width() + 1 + word.width() > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
        for (i, line) in lines.iter().enumerate() {
            let before = if i == 0 { lead.to_owned() } else { " ".repeat(indent) };
            let line = self.inked(line, ink);
            self.line(&format!("{before}{line}"));
        }
    }
}

/// The character, or a mark in place of one that steers the terminal or turns the text around.
fn shown(c: char) -> char {
    match c {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if c.is_control() => '\u{fffd}',
        _ => c,
    }
}

/// A common typographic character in ASCII; others as `?`.
fn plain(buffer: &mut [u8; 4], c: char) -> &str {
    match c {
        '‘' | '’' => "'",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '–' | '—' => "-",
        '…' => "...",
        _ if c.is_ascii() => c.encode_utf8(buffer),
        _ => "?",
    }
}

/// The end of a name that is too long, since paths differ there.
pub(super) fn end_of(name: &str, room: usize) -> String {
    if name.width() <= room {
        return name.to_owned();
    }
    let mut left = room.saturating_sub(3);
    let fits = |c: &char| {
        let width = c.width().unwrap_or(0);
        let fits = width <= left;
        left = left.saturating_sub(width);
        fits
    };
    let end: Vec<char> = name.chars().rev().take_while(fits).collect();
    "...".chars().chain(end.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::end_of;

    #[test]
    fn long_names_keep_their_end() {
        assert_eq!(end_of("a/b.txt", 7), "a/b.txt");
        assert_eq!(end_of("folder/article.txt", 14), "...article.txt");
        assert_eq!(end_of("日本語日本語", 8), "...本語");
    }
}
