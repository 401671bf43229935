//! Writing HTML so that no article can add markup: what is written as it stands is a literal of this
//! program, everything else goes through the one escaping function below.
//!
//! Characters that steer the order of writing or cannot be seen are shown as chips: the character
//! stays in the text, so offsets hold, inside an element of its own that ends its effect.

use std::fmt::{Display, Write};

use serde::Serialize;

/// A page in the making.
#[derive(PartialEq, Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup of the program's own.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text from anywhere.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.0, text, true);
        self
    }

    /// Text from the article inside a line of the page: its direction of writing stays its own.
    pub(super) fn words(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// The same between quotation marks.
    pub(super) fn quote(&mut self, text: &str) -> &mut Self {
        self.raw("<q>").text(text).raw("</q>")
    }

    /// Text where no element may stand, as in a title: characters that would be chips are left out.
    pub(super) fn plain(&mut self, text: &str) -> &mut Self {
        escape(&mut self.0, text, false);
        self
    }

    /// A number.
    pub(super) fn number(&mut self, n: impl Into<u64>) -> &mut Self {
        let n: u64 = n.into();
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{n}");
        self
    }

    /// A value of a closed set, or another that this program prints.
    pub(super) fn label(&mut self, label: impl Display) -> &mut Self {
        self.text(&label.to_string())
    }

    /// A value as JSON that no parser of HTML can read as markup.
    pub(super) fn json(&mut self, value: &impl Serialize) -> &mut Self {
        let json = serde_json::to_string(value).unwrap_or_default();
        for char in json.chars() {
            match char {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                    let _ = write!(self.0, "\\u{:04x}", u32::from(char));
                }
                _ => self.0.push(char),
            }
        }
        self
    }

    /// What another writer made.
    pub(super) fn append(&mut self, other: &str) -> &mut Self {
        self.0.push_str(other);
        self
    }

    /// The finished page.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// Writes `text` so that a parser of HTML gives back exactly these characters. It is for text between
/// tags; attributes of the page hold numbers, codes and letters only. One exception: HTML has no way
/// to write U+0000, which becomes U+FFFD.
fn escape(out: &mut String, text: &str, chips: bool) {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A parser turns a bare one into a line feed.
            '\r' => out.push_str("&#13;"),
            _ if is_hidden(before, char, chars.peek().copied()) => {
                if chips {
                    let _ = write!(out, "<span class=ctl data-c=U+{:04X}>", u32::from(char));
                    out.push(if char == '\0' { char::REPLACEMENT_CHARACTER } else { char });
                    out.push_str("</span>");
                }
            }
            _ => out.push(char),
        }
        before = Some(char);
    }
}

/// It cannot be seen, or it changes the order in which others are seen. Joiners are left alone where
/// they join: in emoji and in scripts that need them.
fn is_hidden(before: Option<char>, char: char, after: Option<char>) -> bool {
    let latin = |side: Option<char>| side.is_none_or(|c| c < '\u{250}' || c.is_whitespace());
    match char {
        '\t' | '\n' => false,
        '\u{200c}' | '\u{200d}' => latin(before) && latin(after),
        // Tag letters spell the flags of some countries after a black flag.
        '\u{e0000}'..='\u{e007f}' => {
            !matches!(before, Some('\u{1f3f4}' | '\u{e0000}'..='\u{e007f}'))
        }
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut html = Html::default();
        html.text(text);
        html.into_string()
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escaped("</p>&amp;"), "&lt;/p&gt;&amp;amp;");
        assert_eq!(escaped("a\r\nb"), "a&#13;\nb");
    }

    #[test]
    fn steering_characters_are_shown_and_kept_apart() {
        assert_eq!(escaped("a\u{202e}b"), "a<span class=ctl data-c=U+202E>\u{202e}</span>b");
        assert_eq!(escaped("\0"), "<span class=ctl data-c=U+0000>\u{fffd}</span>");
        assert_eq!(
            escaped("in\u{200b}side"),
            "in<span class=ctl data-c=U+200B>\u{200b}</span>side"
        );
        let mut title = Html::default();
        title.plain("a\u{202e}b<");
        assert_eq!(title.into_string(), "ab&lt;");
    }

    #[test]
    fn joiners_that_join_are_left_alone() {
        for text in ["👩\u{200d}🚀", "می\u{200c}خواهم", "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}"]
        {
            assert_eq!(escaped(text), text);
        }
        assert!(escaped("ab\u{200d}cd").contains("U+200D"));
    }

    #[test]
    fn json_holds_nothing_that_html_reads() {
        let mut html = Html::default();
        html.json(&["</script><!--&\u{2028}"]);
        assert_eq!(html.into_string(), r#"["\u003c/script\u003e\u003c!--\u0026\u2028"]"#);
    }
}
