//! How findings are worded: the subject is the text, its words are quoted as they stand, where was
//! looked is said, and nothing is rated. [`check`] holds every message and next step to that.

use sayso_core::Finding;

/// Longest message or next step, in characters.
pub const LONGEST: usize = 120;

/// Words that no message of ours may hold outside the quoted words of a text, in lower case. They
/// rate truth, people or intent, or call a thing missing from the world because it is missing here.
const NEVER: &[&str] = &[
    "true",
    "truth",
    "untrue",
    "false",
    "fake",
    "hoax",
    "lie",
    "lies",
    "lied",
    "liar",
    "debunked",
    "score",
    "likely",
    "probably",
    "hides",
    "hidden",
    "intends",
    "propaganda",
    "machine-written",
    "plagiarised",
    "original",
    "bad",
    "poor",
    "suspicious",
    "dubious",
    "unreliable",
    "biased",
    "misleading",
    "dishonest",
    "sloppy",
    "contradicts",
    "verified",
    "exists",
    "nonexistent",
    "never",
    "obviously",
    "clearly",
    "should",
    "must",
];

/// The words of a text for use in a message: on one line, without control characters, cut at a word
/// after at most `longest` characters, between straight marks.
pub(crate) fn quoted(words: &str, longest: usize) -> String {
    let mut clean = String::new();
    for word in words.split_whitespace() {
        let word: String = word.chars().filter(|c| is_shown(*c)).map(straight).collect();
        let room = longest.saturating_sub(clean.chars().count());
        if word.chars().count() + 1 > room {
            if clean.is_empty() {
                clean.extend(word.chars().take(longest.saturating_sub(1)));
            }
            clean.push('…');
            break;
        }
        if !clean.is_empty() && !word.is_empty() {
            clean.push(' ');
        }
        clean.push_str(&word);
    }
    format!("\"{clean}\"")
}

/// The text within the longest length of a message.
pub(crate) fn cut(text: &str) -> String {
    let text: String = text.chars().filter(|c| is_shown(*c)).collect();
    if text.chars().count() <= LONGEST {
        return text;
    }
    let kept: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Controls and direction marks would let a text reorder our own words.
fn is_shown(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Double marks inside a quoted stretch become single ones, so that ours stay the outer pair.
fn straight(c: char) -> char {
    match c {
        '"' | '“' | '”' | '„' | '«' | '»' => '\'',
        c => c,
    }
}

/// A count with its noun.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Checks the wording of a finding.
///
/// # Errors
/// A message or next step over 120 characters, with a forbidden word outside quotation marks, or
/// without any words; the text says which.
pub fn check(finding: &Finding) -> Result<(), String> {
    check_words(&finding.message)?;
    check_words(&finding.next_step)
}

/// The same for one piece of text.
///
/// # Errors
/// As for [`check`].
pub fn check_words(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("no words".to_owned());
    }
    let length = text.chars().count();
    if length > LONGEST {
        return Err(format!("{length} characters, at most {LONGEST}: {text}"));
    }
    let own = text.split('"').step_by(2).collect::<Vec<_>>().join(" ").to_lowercase();
    let words = own.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    match words.into_iter().find(|word| NEVER.contains(word)) {
        Some(word) => Err(format!("the word {word:?} is not ours to use: {text}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_words_stay_on_one_line_and_within_length() {
        assert_eq!(quoted("in a\n recent  interview", 40), "\"in a recent interview\"");
        assert_eq!(quoted("one two three four", 9), "\"one two…\"");
        assert_eq!(quoted("say \u{202e}“so” 🎸", 40), "\"say 'so' 🎸\"");
        assert_eq!(quoted(&"x".repeat(50), 10).chars().count(), 12);
        assert_eq!(quoted("", 10), "\"\"");
    }

    #[test]
    fn forbidden_words_are_seen_outside_quotation_marks_only() {
        assert!(check_words("\"the truth\": no source is given here").is_ok());
        assert!(check_words("the truth is not told").is_err());
        assert!(check_words("").is_err());
        assert!(check_words(&"a ".repeat(61)).is_err());
    }
}
