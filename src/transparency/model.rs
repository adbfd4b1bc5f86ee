//! Totals of a month, and what of them is told. No I/O.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::audit::model::Act;
use crate::clock::Time;

/// How many months are told of, the present one included.
pub const MONTHS: usize = 12;

/// Counts below this are not told: a small number may be one person.
pub const LEAST: i64 = 5;

/// The reasons that are told by name; all others are told together, since anyone of the staff may
/// have written them.
pub const REASONS: [&str; 8] =
    ["spam", "abuse", "off_topic", "personal_data", "illegal", "duplicate", "quality", "other"];

/// A calendar month in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The latest months, the present one first.
    pub fn latest(now: Time) -> impl Iterator<Item = Month> {
        let today = now.utc().date();
        let present = Month { year: today.year(), month: today.month() };
        std::iter::successors(Some(present), |month| {
            Some(match month.month {
                1 => Month { year: month.year - 1, month: 12 },
                later => Month { month: later - 1, ..*month },
            })
        })
        .take(MONTHS)
    }

    /// Its first instant.
    pub fn start(self) -> Time {
        let date = Date::new(self.year, self.month, 1).ok();
        let midnight = date.and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC).ok());
        Time::from_micros(midnight.map_or(0, |midnight| midnight.timestamp().as_microsecond()))
    }

    /// The first instant after it.
    pub fn end(self) -> Time {
        match self.month {
            12 => Month { year: self.year + 1, month: 1 }.start(),
            month => Month { month: month + 1, ..self }.start(),
        }
    }

    /// `November 2026`.
    pub fn in_words(self) -> String {
        self.start().utc().strftime("%B %Y").to_string()
    }
}

impl fmt::Display for Month {
    /// `2026-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// What happened in a month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Which month; None only in an empty one.
    pub month: Option<Month>,
    /// Comments that came.
    pub comments: i64,
    /// Decisions of staff: made public.
    pub approved: i64,
    /// Kept out.
    pub rejected: i64,
    /// Kept out as spam.
    pub spam: i64,
    /// Destroyed.
    pub deleted: i64,
    /// Comments that staff kept out or destroyed, by reason.
    pub reasons: BTreeMap<String, i64>,
    /// Seconds from the posting to the first decision of staff, of the comment in the middle.
    pub median: Option<i64>,
    /// How many comments that is of.
    pub waited: i64,
    /// Appeals of authors.
    pub appeals: i64,
    /// Appeals that staff found right.
    pub upheld: i64,
    /// Flags that readers set.
    pub flags: i64,
}

impl Totals {
    /// Whether nothing happened at all.
    pub fn is_empty(&self) -> bool {
        *self == Totals { month: self.month, ..Totals::default() }
    }

    /// Adds `count` lines of the log that say that staff did `act` for `reason`.
    pub fn add(&mut self, act: Act, reason: Option<&str>, count: i64) {
        match act {
            Act::Approve => self.approved += count,
            Act::Reject | Act::Spam | Act::Delete => {
                match act {
                    Act::Reject => self.rejected += count,
                    Act::Spam => self.spam += count,
                    _ => self.deleted += count,
                }
                // That it is spam is the reason of what was marked so.
                let reason = if act == Act::Spam { "spam" } else { reason.unwrap_or("other") };
                let known = REASONS.into_iter().find(|known| *known == reason).unwrap_or("other");
                *self.reasons.entry(known.to_owned()).or_default() += count;
            }
            _ => {}
        }
    }
}

/// All that was counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// When.
    pub counted_at: Option<Time>,
    /// The present month first.
    pub months: Vec<Totals>,
}

impl Figures {
    /// The totals of a month.
    pub fn of(&self, month: Month) -> Option<&Totals> {
        self.months.iter().find(|totals| totals.month == Some(month))
    }
}

/// A count as it is told: a number, or that it is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told(pub i64);

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < LEAST { write!(f, "fewer than {LEAST}") } else { self.0.fmt(f) }
    }
}

impl Serialize for Told {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 < LEAST { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_back_over_the_new_year() {
        let now = Time::parse("2026-02-22T09:30:00Z").expect("valid");
        let months: Vec<String> = Month::latest(now).map(|month| month.to_string()).collect();
        assert_eq!(months[..3], ["2026-02", "2026-01", "2025-12"]);
        assert_eq!(months.len(), MONTHS);
        let last = Month::latest(now).nth(2).expect("a month");
        assert_eq!(
            (last.start(), last.end()),
            (
                Time::parse("2025-12-01T00:00:00Z").expect("valid"),
                Time::parse("2026-01-01T00:00:00Z").expect("valid"),
            )
        );
        assert_eq!(last.in_words(), "December 2025");
    }

    #[test]
    fn small_counts_are_not_told() {
        assert_eq!(
            [0, 4, 5].map(|count| Told(count).to_string()),
            ["fewer than 5", "fewer than 5", "5"]
        );
        assert_eq!(
            serde_json::to_value([Told(4), Told(5)]).expect("JSON"),
            serde_json::json!(["fewer than 5", 5])
        );
    }

    #[test]
    fn a_reason_of_somebodys_own_is_told_as_other() {
        let mut totals = Totals::default();
        totals.add(Act::Reject, Some("ask_jo"), 2);
        totals.add(Act::Spam, Some("abuse"), 3);
        totals.add(Act::Note, None, 7);
        assert_eq!(
            totals.reasons,
            BTreeMap::from([("other".to_owned(), 2), ("spam".to_owned(), 3)])
        );
        assert_eq!((totals.rejected, totals.spam, totals.approved), (2, 3, 0));
    }
}
