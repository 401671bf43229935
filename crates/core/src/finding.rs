//! Findings: coded remarks about what the text shows or lacks.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use crate::Span;
use crate::attribution::kinds;

kinds! {
    /// How much a finding asks for.
    Severity {
        /// Worth a look.
        Note = "note",
        /// Something needed for tracing is not there.
        Gap = "gap",
        /// Two shown values seem not to agree.
        Conflict = "conflict",
    }
}

/// A finding's code: a family letter and a number, as in `S208`. Codes are never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    /// `A` article, `S` statement, `T` trace, `C` check, `R` engine.
    pub family: char,
    /// The number.
    pub number: u16,
}

impl Code {
    /// The code of its printed form, at compile time too.
    pub const fn new(family: char, number: u16) -> Self {
        Self { family, number }
    }

    /// The code of a printed form such as `S208`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        let family = chars.next().filter(char::is_ascii_uppercase)?;
        let digits = chars.as_str();
        (digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| digits.parse().ok().map(|number| Self { family, number }))?
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.family, self.number)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One remark, on its span.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Code.
    pub code: Code,
    /// Name of the rule, as in `occasion-unlocated`.
    pub name: &'static str,
    /// How much it asks for.
    pub severity: Severity,
    /// Where; `None` for the article as a whole.
    pub span: Option<Span>,
    /// Other places it rests on, each with a word for what it is.
    pub related: Vec<(Span, &'static str)>,
    /// What the text shows or lacks.
    pub message: String,
    /// What one could do next, at most 120 characters.
    pub next_step: String,
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_print_and_parse_back() {
        assert_eq!(Code::parse("S208"), Some(Code::new('S', 208)));
        assert_eq!(Code::new('A', 101).to_string(), "A101");
        for text in ["", "S", "S20", "S2080", "s208", "2208", "Sx08"] {
            assert_eq!(Code::parse(text), None, "{text}");
        }
    }
}
