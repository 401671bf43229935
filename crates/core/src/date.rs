//! Calendar dates that may be partial. Nothing is filled in: "October 2016" has no day.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A date as far as it is given: year, year and month, or year, month and day.
///
/// ```
/// use sayso_core::Date;
/// let date: Date = "2016-10".parse().unwrap();
/// assert_eq!((date.year, date.month, date.day), (2016, Some(10), None));
/// assert_eq!(date.to_string(), "2016-10");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Date {
    /// Year of the common era.
    pub year: i32,
    /// Month 1 to 12.
    pub month: Option<u8>,
    /// Day 1 to 31; only with a month.
    pub day: Option<u8>,
}

impl Date {
    /// A full date, if the calendar has that day.
    pub fn full(year: i32, month: u8, day: u8) -> Option<Self> {
        (day >= 1 && day <= days_in_month(year, month)?).then_some(Self {
            year,
            month: Some(month),
            day: Some(day),
        })
    }

    /// Year, month and day are all given.
    pub const fn is_full(self) -> bool {
        self.day.is_some()
    }
}

/// Days of a month, or `None` for a month that does not exist.
fn days_in_month(year: i32, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// A date that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateError(String);

impl std::str::FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let fail = || DateError(text.chars().take(60).collect());
        let mut parts = text.split('-');
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        let year = parts.next().and_then(|p| number(p, 4)).ok_or_else(fail)?;
        let year = i32::from(year);
        let mut next = || match parts.next() {
            None => Ok(None),
            Some(p) => number(p, 2).and_then(|n| u8::try_from(n).ok()).map(Some).ok_or_else(fail),
        };
        let (month, day) = (next()?, next()?);
        if parts.next().is_some() {
            return Err(fail());
        }
        match (month, day) {
            (Some(month), Some(day)) => Self::full(year, month, day).ok_or_else(fail),
            (Some(month), None) if days_in_month(year, month).is_none() => Err(fail()),
            _ => Ok(Self { year, month, day: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn partial_dates_stay_partial() {
        for text in ["1977", "2016-10", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in ["", "77", "2016-13", "2023-02-29", "2016-1-2", "2016-10-11-12", "2016-10-1x"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
