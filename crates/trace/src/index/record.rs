//! One document of an index: what it carries, how it is stored and how documents are ordered.

use sayso_core::Date;
use serde::{Deserialize, Serialize};

use crate::hash::word_hash;

/// A document as it comes in and goes out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Record {
    /// Its name, given once in an index.
    pub id: String,
    /// The text.
    pub text: String,
    /// The title, where it is no part of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Date of publication, as in `2024-03-01` or `2024-03-01T08:30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A stored document: the record and the hash of its folded words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Stored {
    pub record: Record,
    pub content: [u64; 2],
    pub words: u32,
}

/// Place of a document in time: dated ones first, by minute; undated ones by length, longest first;
/// then by content and id. Arrival never counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Order {
    undated: bool,
    when: i64,
    content: [u64; 2],
    id: u64,
}

impl Stored {
    pub(crate) fn order(&self) -> Order {
        let when = self.record.date.as_deref().and_then(minutes);
        Order {
            undated: when.is_none(),
            when: when.unwrap_or(-i64::from(self.words)),
            content: self.content,
            id: id_hash(&self.record.id),
        }
    }
}

/// Hash of an id.
pub(crate) fn id_hash(id: &str) -> u64 {
    word_hash(id.as_bytes())
}

/// Minutes since the start of year 0 of a date as far as it is given; `None` where it cannot be read.
/// A time counts only where no zone or `Z` follows it.
pub fn minutes(text: &str) -> Option<i64> {
    let text = text.trim();
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let date: Date = day.parse().ok()?;
    let (year, month, day) = (i64::from(date.year), date.month.unwrap_or(1), date.day.unwrap_or(1));
    // Days from the civil calendar (Hinnant, 2013), with March as the first month.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * i64::from(month) + 2) / 5
        + i64::from(day);
    Some(days * 1440 + time.and_then(clock).unwrap_or(0))
}

/// Minutes of a clock time such as `08:30`, `08:30:15` or `08:30:15.2Z`.
fn clock(text: &str) -> Option<i64> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let mut parts = text.split(':');
    let mut number = |limit: i64| {
        let part = parts.next()?;
        let value: i64 = (part.len() == 2).then(|| part.parse().ok()).flatten()?;
        (0..limit).contains(&value).then_some(value)
    };
    Some(number(24)? * 60 + number(60)?)
}

/// Appends a number in groups of seven bits.
#[inline]
pub(crate) fn push_number(mut n: u64, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push(n.to_le_bytes()[0] | 0x80);
        n >>= 7;
    }
    out.push(n.to_le_bytes()[0]);
}

/// Takes a number in groups of seven bits off the front.
#[inline]
pub(crate) fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut n = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(n);
        }
    }
    None
}

impl Stored {
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        let record = &self.record;
        for half in self.content {
            out.extend(half.to_le_bytes());
        }
        push_number(u64::from(self.words), out);
        let fields = [&record.title, &record.date, &record.outlet, &record.url];
        let present = fields.iter().rev().fold(0, |bits, f| bits << 1 | u64::from(f.is_some()));
        push_number(present, out);
        let texts = [Some(&record.id), Some(&record.text)].into_iter();
        for text in texts.chain(fields.map(Option::as_ref)).flatten() {
            push_number(text.len() as u64, out);
            out.extend(text.as_bytes());
        }
    }

    /// Leaves out the document at the front; `None` where the bytes are none.
    pub(crate) fn skip(bytes: &mut &[u8]) -> Option<()> {
        *bytes = bytes.get(16..)?;
        take_number(bytes)?;
        let fields = take_number(bytes)?.count_ones();
        for _ in 0..2 + fields {
            let length = usize::try_from(take_number(bytes)?).ok()?;
            *bytes = bytes.get(length..)?;
        }
        Some(())
    }

    /// Takes a document off the front; `None` where the bytes are none.
    pub(crate) fn decode(bytes: &mut &[u8]) -> Option<Self> {
        let mut half = || {
            let (first, rest) = bytes.split_first_chunk::<8>()?;
            *bytes = rest;
            Some(u64::from_le_bytes(*first))
        };
        let content = [half()?, half()?];
        let words = u32::try_from(take_number(bytes)?).ok()?;
        let present = take_number(bytes)?;
        let mut string = || {
            let length = usize::try_from(take_number(bytes)?).ok()?;
            let (text, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            std::str::from_utf8(text).ok().map(str::to_owned)
        };
        let (id, text) = (string()?, string()?);
        let mut field = |bit: u64| {
            if present >> bit & 1 == 1 { string().map(Some) } else { Some(None) }
        };
        let (title, date, outlet, url) = (field(0)?, field(1)?, field(2)?, field(3)?);
        let record = Record { id, text, title, date, outlet, url };
        Some(Self { record, content, words })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back() {
        let record = Record {
            id: "a".into(),
            text: "Pears.".into(),
            outlet: Some("The Quay".into()),
            ..Record::default()
        };
        let stored = Stored { record, content: [1, u64::MAX], words: 300 };
        let mut bytes = Vec::new();
        stored.encode(&mut bytes);
        let mut rest = bytes.as_slice();
        assert_eq!(Stored::decode(&mut rest), Some(stored));
        assert!(rest.is_empty());
        let mut rest = bytes.as_slice();
        assert_eq!(Stored::skip(&mut rest), Some(()));
        assert!(rest.is_empty());
        for cut in 0..bytes.len() {
            assert_eq!(Stored::decode(&mut bytes.get(..cut).unwrap()), None);
            assert_eq!(Stored::skip(&mut bytes.get(..cut).unwrap()), None);
        }
    }

    #[test]
    fn dates_are_read_or_not_at_all() {
        let day = |text: &str| minutes(text).unwrap();
        assert_eq!(day("2024-03-01") - day("2024-02-28"), 2 * 1440);
        assert_eq!(day("2023-03-01") - day("2023-02-28"), 1440);
        assert_eq!(day("2024-03-01T08:30:00") - day("2024-03-01"), 510);
        assert_eq!(day("2024-03-01 08:30Z"), day("2024-03-01T08:30"));
        assert_eq!(day("2024-03-01T08:30+02:00"), day("2024-03-01"));
        assert_eq!(day("2024"), day("2024-01-01"));
        assert_eq!(minutes("yesterday"), None);
        assert_eq!(minutes(""), None);
    }
}
