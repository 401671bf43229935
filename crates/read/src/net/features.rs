//! What the network sees of a word: hashed keys of its normalised form, first letter, last three
//! letters and shape. Trainer and engine share this file; a change of it needs new weights.
//!
//! The hash is fixed in the model format: FNV-1a over 64 bits (Fowler, Noll and Vo) and a final mix.

/// Keys of one word, in the order of [`Feature`].
pub type Keys = [u64; 4];

/// Which key of [`Keys`] is which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feature {
    /// Lower case, digits folded to 0, quotation marks straight.
    Norm,
    /// First character.
    First,
    /// Last three characters.
    Suffix,
    /// Kinds of characters, runs cut at four, at most 24.
    Shape,
}

/// A word longer than this shows its features only its first and last 64 bytes.
pub const LONGEST: usize = 128;

/// FNV-1a, 64 bits, with a final mix.
#[derive(Clone, Copy, Debug)]
pub struct Fnv(u64);

impl Fnv {
    /// A hash that starts from a number, such as the kind of a feature.
    pub const fn new(kind: u8) -> Self {
        Self((0xcbf2_9ce4_8422_2325 ^ kind as u64).wrapping_mul(0x0000_0100_0000_01b3))
    }

    /// Adds one byte.
    #[must_use]
    pub const fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3))
    }

    /// Adds the UTF-8 bytes of a string.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        text.bytes().fold(self, Self::byte)
    }

    /// Adds the UTF-8 bytes of a character.
    #[must_use]
    pub fn char(self, c: char) -> Self {
        self.text(c.encode_utf8(&mut [0; 4]))
    }

    /// The hash.
    pub const fn finish(self) -> u64 {
        let z = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        z ^ (z >> 32)
    }
}

/// One character of a normalised form; most give one character, some none of a simple kind.
fn fold(c: char) -> impl Iterator<Item = char> {
    let c = match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        c if c.is_numeric() => '0',
        c => c,
    };
    c.to_lowercase()
}

/// The normalised form as a string.
pub fn normalised(form: &str) -> String {
    form.chars().flat_map(fold).collect()
}

/// The key of a normalised form, the one that the word vectors are stored under.
pub fn norm_key(form: &str) -> u64 {
    form.chars().flat_map(fold).fold(Fnv::new(0), Fnv::char).finish()
}

/// The part of a word that its features look at, in two pieces.
fn visible(form: &str) -> (&str, &str) {
    if form.len() <= LONGEST {
        return (form, "");
    }
    let head = form.floor_char_boundary(LONGEST / 2);
    let tail = form.ceil_char_boundary(form.len() - LONGEST / 2);
    (form.get(..head).unwrap_or_default(), form.get(tail..).unwrap_or_default())
}

/// What stands for every word of pictographs: treebanks hold few of them, and many of these.
const EMOTICON: &str = ":)";

/// Emoji, dingbats, and the marks that join and vary them.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}' | '\u{200d}' | '\u{fe0f}')
}

/// The keys of a word.
pub fn keys(form: &str) -> Keys {
    let pictured = !form.is_empty() && form.chars().all(is_pictograph);
    let form = if pictured { EMOTICON } else { form };
    let (head, tail) = visible(form);
    let chars = || head.chars().chain(tail.chars());
    let norm = chars().flat_map(fold).fold(Fnv::new(0), Fnv::char);
    let first = chars().take(1).fold(Fnv::new(1), Fnv::char);
    let last = if tail.is_empty() { head } else { tail };
    let suffix = last.char_indices().rev().take(3).last().map_or(0, |(at, _)| at);
    let suffix = Fnv::new(2).text(last.get(suffix..).unwrap_or_default());
    let mut shape = Fnv::new(3);
    let (mut previous, mut run, mut length) = ('\0', 0, 0);
    for c in chars() {
        let kind = match c {
            c if c.is_numeric() => 'd',
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c => c,
        };
        run = if kind == previous { run + 1 } else { 1 };
        previous = kind;
        if run <= 4 && length < 24 {
            length += 1;
            shape = shape.char(kind);
        }
    }
    [norm.finish(), first.finish(), suffix.finish(), shape.finish()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_see_what_they_should() {
        let (a, b) = (keys("Walked"), keys("walked"));
        assert_eq!(a[Feature::Norm as usize], b[Feature::Norm as usize]);
        assert_eq!(a[Feature::Suffix as usize], b[Feature::Suffix as usize]);
        assert_ne!(a[Feature::First as usize], b[Feature::First as usize]);
        assert_ne!(a[Feature::Shape as usize], b[Feature::Shape as usize]);
        assert_eq!(keys("1999")[0], keys("2024")[0]);
        assert_eq!(keys("don’t")[0], norm_key("don't"));
        assert_eq!(keys("🏛\u{fe0f}"), keys(":)"));
        assert_eq!(keys("Xaaaa")[3], keys("Xbbbbbbbb")[3]);
        assert_eq!(keys(""), keys(""));
    }

    #[test]
    fn long_words_show_both_ends_only() {
        let middle = |c: &str| format!("start{}end", c.repeat(5000));
        assert_ne!(keys(&middle("a")), keys(&middle("é")));
        let long = format!("{}{}{}", "a".repeat(64), "b".repeat(900), "c".repeat(64));
        let other = format!("{}{}{}", "a".repeat(64), "é".repeat(33), "c".repeat(64));
        assert_eq!(keys(&long), keys(&other));
    }

    /// Pinned: stored models depend on it.
    #[test]
    fn hash_never_changes() {
        assert_eq!(norm_key("said"), norm_key("Said"));
        assert_eq!(Fnv::new(0).text("said").finish(), norm_key("said"));
    }
}
