//! Calendar arithmetic on the document's date.

use jiff::civil::{self, Weekday};
use jiff::{Span, ToSpan};
use sayso_core::Date;

use super::numbers::Unit;
use super::tense::Direction;

/// The document's date as far as it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    year: Option<i16>,
    full: Option<civil::Date>,
}

impl Anchor {
    pub(super) fn of(date: Option<Date>) -> Self {
        let year = date.and_then(|d| i16::try_from(d.year).ok());
        let full = date.and_then(|d| {
            let (month, day) = (i8::try_from(d.month?).ok()?, i8::try_from(d.day?).ok()?);
            civil::Date::new(year?, month, day).ok()
        });
        Self { year, full }
    }

    /// The day `days` after the document's.
    pub(super) fn day(self, days: i32) -> Option<String> {
        Some(print(self.full?.checked_add(days.days()).ok()?))
    }

    /// The month, week, year ... `n` units after the document's.
    pub(super) fn unit(self, unit: Unit, n: i32) -> Option<String> {
        if unit == Unit::Year {
            return Some(format!("{:04}", i32::from(self.year?) + n));
        }
        if unit == Unit::Decade {
            return Some(format!("{:03}", i32::from(self.year?) / 10 + n));
        }
        if unit == Unit::Century {
            return Some(format!("{:02}", i32::from(self.year?) / 100 + n));
        }
        let moved = |span: Span| self.full?.checked_add(span).ok();
        Some(match unit {
            Unit::Day => print(moved(n.days())?),
            Unit::Week => week(moved(n.weeks())?),
            Unit::Weekend => format!("{}-WE", week(moved(n.weeks())?)),
            Unit::Month => moved(n.months())?.strftime("%Y-%m").to_string(),
            Unit::Quarter => {
                let date = moved((3 * n).months())?;
                format!("{:04}-Q{}", date.year(), (date.month() - 1) / 3 + 1)
            }
            Unit::Second
            | Unit::Minute
            | Unit::Hour
            | Unit::Year
            | Unit::Decade
            | Unit::Century => return None,
        })
    }

    /// A weekday (1 for Monday) seen from the document's date. `strictly` leaves that day itself
    /// out.
    pub(super) fn weekday(
        self,
        weekday: u8,
        direction: Direction,
        strictly: bool,
    ) -> Option<String> {
        let date = self.full?;
        let wanted = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
        let ahead = i32::from(date.weekday().until(wanted));
        let days = match direction {
            Direction::Future if ahead == 0 && strictly => 7,
            Direction::Future => ahead,
            Direction::Past if ahead == 0 && !strictly => 0,
            Direction::Past => ahead - 7,
        };
        self.day(days)
    }

    /// The weekday of the document's own week.
    pub(super) fn weekday_of_this_week(self, weekday: u8) -> Option<String> {
        let own = i32::from(self.full?.weekday().to_monday_one_offset());
        self.day(i32::from(weekday) - own)
    }

    /// Year of a month and day (or a month alone) seen from the document's date.
    pub(super) fn year_of(self, month: u8, day: Option<u8>, direction: Direction) -> Option<i16> {
        let date = self.full?;
        let year = date.year();
        let own = (date.month(), day.map_or(0, |_| date.day()));
        let other = (i8::try_from(month).ok()?, i8::try_from(day.unwrap_or(0)).ok()?);
        Some(match direction {
            Direction::Past if other > own => year - 1,
            Direction::Future if other < own => year + 1,
            Direction::Past | Direction::Future => year,
        })
    }

    /// Year of a season seen from the document's date: winter belongs to the year it begins in.
    pub(super) fn year_of_season(self, code: &str, direction: Direction) -> Option<i16> {
        let date = self.full?;
        let first = match code {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let month = date.month();
        let year = date.year();
        let last_winter = code == "WI" && month < 3;
        Some(match direction {
            Direction::Past if last_winter => year - 1,
            Direction::Past if first > month => year - 1,
            Direction::Future if first + 2 < month => year + 1,
            Direction::Past | Direction::Future => year,
        })
    }

    pub(super) fn year(self) -> Option<i16> {
        self.year
    }

    /// Month of the document's date.
    pub(super) fn month(self) -> Option<i8> {
        self.full.map(civil::Date::month)
    }
}

fn print(date: civil::Date) -> String {
    date.strftime("%Y-%m-%d").to_string()
}

fn week(date: civil::Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// A date of the text moved by units, at the unit's own precision.
pub(super) fn moved(date: Date, unit: Unit, n: i32) -> Option<String> {
    if unit == Unit::Year && !date.is_full() {
        return Some(format!("{:04}", date.year + n));
    }
    if unit == Unit::Decade {
        return Some(format!("{:03}", date.year / 10 + n));
    }
    if unit == Unit::Month && date.month.is_some() {
        let first = Date { day: Some(1), ..date };
        return Anchor::of(Some(first)).unit(unit, n);
    }
    Anchor::of(Some(date)).unit(unit, n)
}
