//! The totals of a month, and how they are published. No I/O.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::audit::model::Act;
use crate::clock::Time;
use crate::config::reasons::ReasonCode;

/// The number of published months, including the present one.
pub const MONTHS: usize = 12;

/// Counts below this are not published, because a small number may identify a person.
pub const LEAST: i64 = 5;

/// A calendar month in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The published months, the present one first.
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
}

impl fmt::Display for Month {
    /// Writes `2026-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// What happened in a month, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// The month; `None` only in the default value.
    pub month: Option<Month>,
    /// Posted comments.
    pub comments: i64,
    /// Approvals by staff.
    pub approved: i64,
    /// Rejections by staff.
    pub rejected: i64,
    /// Comments that staff marked as spam.
    pub spam: i64,
    /// Deletions by staff.
    pub deleted: i64,
    /// Rejections, spam marks and deletions by reason.
    pub reasons: BTreeMap<String, i64>,
    /// The median time in seconds from a post to the first decision of staff.
    pub median: Option<i64>,
    /// The number of comments in the median.
    pub waited: i64,
    /// Appeals of authors.
    pub appeals: i64,
    /// Appeals that staff found right.
    pub upheld: i64,
    /// Flags of readers.
    pub flags: i64,
}

impl Totals {
    /// Whether all totals are zero.
    pub fn is_empty(&self) -> bool {
        *self == Totals { month: self.month, ..Totals::default() }
    }

    /// Adds `count` acts of staff with this reason.
    pub fn add(&mut self, act: Act, reason: Option<&str>, count: i64) {
        match act {
            Act::Approve => self.approved += count,
            Act::Reject | Act::Spam | Act::Delete => {
                match act {
                    Act::Reject => self.rejected += count,
                    Act::Spam => self.spam += count,
                    _ => self.deleted += count,
                }
                // The reason of a comment marked as spam is always "spam". Names that are none of
                // the reasons are added up, because they may be free text of the staff.
                let reason = match act {
                    Act::Spam => ReasonCode::Spam,
                    _ => reason.and_then(ReasonCode::parse).unwrap_or(ReasonCode::Other),
                };
                *self.reasons.entry(reason.name().to_owned()).or_default() += count;
            }
            _ => {}
        }
    }
}

/// The figures of all published months.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Figures {
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

/// A count as it is published: small numbers are replaced by "fewer than 5".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedCount(pub i64);

impl fmt::Display for PublishedCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < LEAST { write!(f, "fewer than {LEAST}") } else { self.0.fmt(f) }
    }
}

impl Serialize for PublishedCount {
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
    }

    #[test]
    fn small_counts_are_not_told() {
        assert_eq!(
            [0, 4, 5].map(|count| PublishedCount(count).to_string()),
            ["fewer than 5", "fewer than 5", "5"]
        );
        assert_eq!(
            serde_json::to_value([PublishedCount(4), PublishedCount(5)]).expect("JSON"),
            serde_json::json!(["fewer than 5", 5])
        );
    }

    #[test]
    fn a_reason_in_own_words_counts_as_other() {
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
