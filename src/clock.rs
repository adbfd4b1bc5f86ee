//! Time as a value: [`Time`] is a UTC instant to the microsecond, [`Clock`] is where "now" comes
//! from.
//!
//! No function below the handlers asks for the time itself; `now` arrives as an argument, so a test
//! can hold it still.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};

/// A UTC instant to the microsecond. In the database a BIGINT of microseconds since 1970, in JSON
/// RFC 3339.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    AsExpression,
    FromSqlRow,
    Serialize,
    Deserialize,
)]
#[diesel(sql_type = BigInt)]
#[serde(transparent)]
pub struct Time(jiff::Timestamp);

/// By how much the clocks of machines that share a database may differ.
pub const SKEW: Duration = Duration::from_secs(1);

impl Time {
    /// The instant `micros` microseconds after 1970, or the nearest one that a calendar can show.
    pub fn from_micros(micros: i64) -> Time {
        let nearest = if micros < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        Time(jiff::Timestamp::from_microsecond(micros).unwrap_or(nearest))
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0.as_microsecond()
    }

    /// Whole seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.as_second()
    }

    /// This instant and `duration` more.
    pub fn plus(self, duration: Duration) -> Time {
        Time::from_micros(
            self.micros().saturating_add(duration.as_micros().try_into().unwrap_or(i64::MAX)),
        )
    }

    /// This instant less `duration`.
    pub fn minus(self, duration: Duration) -> Time {
        Time::from_micros(
            self.micros().saturating_sub(duration.as_micros().try_into().unwrap_or(i64::MAX)),
        )
    }

    /// How long ago `earlier` was; zero if it was not.
    pub fn since(self, earlier: Time) -> Duration {
        Duration::from_micros(self.micros().saturating_sub(earlier.micros()).max(0).unsigned_abs())
    }

    /// How long ago `earlier` was; none if it lies further ahead than [`SKEW`], because then the
    /// clock was set back and nobody knows.
    pub fn elapsed_since(self, earlier: Time) -> Option<Duration> {
        (earlier <= self.plus(SKEW)).then(|| self.since(earlier))
    }

    /// What is left of a wait of `length` that began at `begun`; none if it is over, or if the
    /// clock was set back since: nobody waits for it to catch up. Every time that is stored to make
    /// somebody wait is compared with now by this.
    pub fn left_of(self, length: Duration, begun: Time) -> Option<Duration> {
        let left = length.saturating_sub(self.elapsed_since(begun)?);
        (!left.is_zero()).then_some(left)
    }

    /// The calendar date and time in UTC, for pages and mails.
    pub fn utc(self) -> jiff::Zoned {
        self.0.to_zoned(jiff::tz::TimeZone::UTC)
    }

    /// Reads an RFC 3339 instant such as `2026-11-22T09:30:00Z`, or a bare date, which is its
    /// midnight in UTC.
    pub fn parse(text: &str) -> Option<Time> {
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Some(Time::from_micros(instant.as_microsecond()));
        }
        let date: jiff::civil::Date = text.parse().ok()?;
        let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(Time::from_micros(midnight.timestamp().as_microsecond()))
    }
}

impl fmt::Display for Time {
    /// RFC 3339 in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<DB> FromSql<BigInt, DB> for Time
where
    DB: diesel::backend::Backend,
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        i64::from_sql(bytes).map(Time::from_micros)
    }
}

impl ToSql<BigInt, diesel::sqlite::Sqlite> for Time {
    fn to_sql<'b>(
        &'b self,
        out: &mut serialize::Output<'b, '_, diesel::sqlite::Sqlite>,
    ) -> serialize::Result {
        out.set_value(self.micros());
        Ok(serialize::IsNull::No)
    }
}

impl ToSql<BigInt, diesel::pg::Pg> for Time {
    fn to_sql<'b>(
        &'b self,
        out: &mut serialize::Output<'b, '_, diesel::pg::Pg>,
    ) -> serialize::Result {
        ToSql::<BigInt, diesel::pg::Pg>::to_sql(&self.micros(), &mut out.reborrow())
    }
}

/// Where "now" comes from: the machine, or a test's hand.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands until it is told to go on.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `start`.
    pub fn fixed(start: Time) -> Clock {
        Clock::Fixed(Arc::new(AtomicI64::new(start.micros())))
    }

    /// The present instant.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system's clock")]
    pub fn now(&self) -> Time {
        match self {
            Clock::System => Time::from_micros(jiff::Timestamp::now().as_microsecond()),
            Clock::Fixed(micros) => Time::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock on; the machine's clock cannot be moved and stays as it is.
    pub fn advance(&self, duration: Duration) {
        if let Clock::Fixed(micros) = self {
            micros.fetch_add(duration.as_micros().try_into().unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_back_as_it_was_written() {
        let time = Time::parse("2026-11-22T09:30:00.000001Z").expect("a valid instant");
        assert_eq!(time.to_string(), "2026-11-22T09:30:00.000001Z");
        assert_eq!(Time::from_micros(time.micros()), time);
    }

    #[test]
    fn a_wait_is_never_longer_than_it_was_when_it_began() {
        let noon = Time::parse("2026-11-22T12:00:00Z").expect("a valid instant");
        let left = |seconds_later: i64| {
            let now = Time::from_micros(noon.micros() + seconds_later * 1_000_000);
            now.left_of(Duration::from_secs(10), noon).map_or(0, |left| left.as_secs())
        };
        assert_eq!([0, 4, 9, 10, 11].map(left), [10, 6, 1, 0, 0]);
        assert_eq!([-1, -2, -86_400].map(left), [10, 0, 0], "the clock was set back");
    }

    #[test]
    fn a_bare_date_is_its_midnight() {
        assert_eq!(Time::parse("2026-11-22"), Time::parse("2026-11-22T00:00:00Z"));
        assert_eq!(Time::parse("yesterday"), None);
    }
}
