//! Byte offsets to characters (Unicode code points) and UTF-16 units and back, for the faces.

use serde::{Deserialize, Serialize};

use crate::Span;

/// The unit of printed offsets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Bytes of the UTF-8 text.
    #[default]
    Byte,
    /// Unicode code points.
    Char,
    /// UTF-16 code units.
    Utf16,
}

/// Bytes between two checkpoints.
const STEP: usize = 64;

/// A text with checkpoints, so that one conversion costs at most 64 bytes of counting.
///
/// ```
/// use sayso_core::{OffsetUnit, Offsets};
/// let text = "naïve 🎸 solo";
/// let offsets = Offsets::new(text, OffsetUnit::Char);
/// let byte = text.find("solo").unwrap() as u32;
/// assert_eq!(offsets.at(byte), 8);
/// assert_eq!(offsets.byte(8), byte);
/// ```
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    unit: OffsetUnit,
    /// Units before byte `i * STEP`, or before the character that straddles it.
    checkpoints: Vec<u32>,
}

impl<'a> Offsets<'a> {
    /// Counts `text` once.
    pub fn new(text: &'a str, unit: OffsetUnit) -> Self {
        let mut checkpoints = Vec::new();
        if unit != OffsetUnit::Byte {
            let mut units = 0;
            for (byte, char) in text.char_indices() {
                while checkpoints.len() * STEP <= byte {
                    checkpoints.push(units);
                }
                units += width(char, unit);
            }
            while checkpoints.len() * STEP <= text.len() {
                checkpoints.push(units);
            }
        }
        Self { text, unit, checkpoints }
    }

    /// The offset, in this unit, of byte `byte`; a byte inside a character counts as its end, one
    /// past the text as the text's end.
    pub fn at(&self, byte: u32) -> u32 {
        if self.unit == OffsetUnit::Byte {
            return byte;
        }
        let byte = (byte as usize).min(self.text.len());
        let step = byte / STEP;
        let start = self.text.ceil_char_boundary(step * STEP);
        let mut units = self.checkpoints[step];
        let mut at = start;
        for char in self.text.get(start..).unwrap_or_default().chars() {
            if at >= byte {
                break;
            }
            at += char.len_utf8();
            units += width(char, self.unit);
        }
        units
    }

    /// The byte at which offset `at` of this unit begins; an offset inside a character counts as
    /// its end, one past the text as the text's end.
    pub fn byte(&self, at: u32) -> u32 {
        if self.unit == OffsetUnit::Byte {
            return at;
        }
        let step = self.checkpoints.partition_point(|&units| units <= at).saturating_sub(1);
        let mut byte = self.text.ceil_char_boundary((step * STEP).min(self.text.len()));
        let mut units = self.checkpoints[step];
        for char in self.text.get(byte..).unwrap_or_default().chars() {
            if units >= at {
                break;
            }
            byte += char.len_utf8();
            units += width(char, self.unit);
        }
        u32::try_from(byte).unwrap_or(u32::MAX)
    }

    /// Both ends of a span in this unit.
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

/// Where the lines of a text begin, for places that people look up.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of `text` once.
    pub fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(byte, _)| Span::of(0..byte + 1).end);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn place(&self, byte: u32) -> [u32; 2] {
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start as usize..byte as usize).unwrap_or_default();
        let column = Span::of(0..before.chars().count() + 1).end;
        [Span::of(0..line).end, column]
    }
}

/// Units that one character takes.
fn width(char: char, unit: OffsetUnit) -> u32 {
    match unit {
        OffsetUnit::Byte => u32::try_from(char.len_utf8()).unwrap_or(4),
        OffsetUnit::Char => 1,
        OffsetUnit::Utf16 => u32::try_from(char.len_utf16()).unwrap_or(2),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let text = "naïve\n🎸 solo\n";
        let lines = Lines::new(text);
        assert_eq!(lines.place(0), [1, 1]);
        assert_eq!(lines.place(u32::try_from(text.find("solo").unwrap()).unwrap()), [2, 3]);
        assert_eq!(lines.place(u32::try_from(text.len()).unwrap()), [3, 1]);
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_identity(text in any::<String>().prop_map(|s| s.repeat(3))) {
            for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
                let offsets = Offsets::new(&text, unit);
                for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let as_u32 = u32::try_from(byte).unwrap();
                    let at = offsets.at(as_u32);
                    prop_assert_eq!(offsets.byte(at), as_u32);
                    let expected = match unit {
                        OffsetUnit::Byte => byte,
                        OffsetUnit::Char => text.get(..byte).unwrap().chars().count(),
                        OffsetUnit::Utf16 => text.get(..byte).unwrap().encode_utf16().count(),
                    };
                    prop_assert_eq!(at as usize, expected);
                }
            }
        }
    }
}
