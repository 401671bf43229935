//! Character classes that the deterministic layers share. Curly and straight marks, no-break spaces
//! and invisible marks are seen through here and never rewritten in the text.

/// Class of one character, coarse enough to write rules over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Class {
    /// White space of any kind, or the edge of a section.
    Space,
    /// A letter, a combining mark, or an invisible mark inside a word.
    Letter,
    /// A digit.
    Digit,
    /// A full stop, question or exclamation mark, ellipsis.
    Stop,
    /// A comma, colon or semicolon.
    Comma,
    /// A hyphen or dash.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark or apostrophe.
    Mark,
    /// Everything else.
    Other,
}

/// The class of a character.
pub(crate) fn class(char: char) -> Class {
    match char {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        ' ' | '\n' | '\t' => Class::Space,
        '0'..='9' => Class::Digit,
        '.' | '?' | '!' | '…' => Class::Stop,
        ',' | ';' | ':' => Class::Comma,
        '-' | '‐' | '‑' | '–' | '—' | '―' => Class::Dash,
        '(' | '[' | '{' => Class::Open,
        ')' | ']' | '}' => Class::Close,
        c if is_mark(c) => Class::Mark,
        c if c.is_ascii() => {
            if c.is_whitespace() {
                Class::Space
            } else {
                Class::Other
            }
        }
        c if c.is_whitespace() => Class::Space,
        c if c.is_alphabetic() || is_joining(c) => Class::Letter,
        c if c.is_numeric() => Class::Digit,
        _ => Class::Other,
    }
}

/// Quotation marks and apostrophes of any style.
pub(crate) const fn is_mark(char: char) -> bool {
    matches!(
        char,
        '"' | '\''
            | '`'
            | '´'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '＂'
    )
}

/// Marks that can stand for an apostrophe.
pub(crate) const fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '‛')
}

/// Combining and invisible marks: they belong to the word they stand in.
const fn is_joining(char: char) -> bool {
    matches!(
        char,
        '\u{00AD}'
            | '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0489}'
            | '\u{0591}'..='\u{05BD}'
            | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0900}'..='\u{0903}'
            | '\u{093A}'..='\u{094F}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'..='\u{2064}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

/// The first character is upper-case (or title-case).
pub(crate) fn is_capital(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

/// At least two letters and all of them upper-case.
pub(crate) fn is_all_capitals(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| c.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

/// Lower-cases `form` into `out` with curly apostrophes made straight and soft hyphens and zero-width
/// marks left out: the key under which word lists are searched.
pub(crate) fn fold_into(form: &str, out: &mut String) {
    for char in form.chars() {
        match char {
            '’' | '‘' | '`' | '´' | 'ʼ' | '‛' => out.push('\''),
            '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' => {}
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}
