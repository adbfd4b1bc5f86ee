//! Time as a value: [`Time`] is a UTC instant to the microsecond, [`Clock`] returns the present
//! one.
//!
//! Only handlers and background tasks read the clock. Everything below them gets `now` as an
//! argument, so a test can stop the clock.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, ToSql};
use diesel::sql_types::BigInt;
use jiff::tz::AmbiguousOffset;
use regex::Regex;
use serde::{Deserialize, Serialize};

/// 60 minutes.
pub const HOUR: Duration = Duration::from_secs(3_600);
/// 24 hours.
pub const DAY: Duration = Duration::from_secs(86_400);

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

/// The most by which the clocks of machines that share a database may differ.
pub const SKEW: Duration = Duration::from_secs(1);

impl Time {
    /// The instant `micros` microseconds after 1970, or the nearest one that the calendar supports
    /// (years -9999 to 9999).
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

    /// How long ago `earlier` was. `None` if it is later than now by more than [`SKEW`]: then the
    /// clock was set back, and the true duration is unknown.
    pub fn elapsed_since(self, earlier: Time) -> Option<Duration> {
        (earlier <= self.plus(SKEW)).then(|| self.since(earlier))
    }

    /// The rest of a wait of `length` that began at `begun`. `None` if the wait is over, or if the
    /// clock was set back since, so that no wait is prolonged by that. Every stored time that makes
    /// somebody wait is compared with now by this function.
    pub fn remaining(self, length: Duration, begun: Time) -> Option<Duration> {
        let left = length.saturating_sub(self.elapsed_since(begun)?);
        (!left.is_zero()).then_some(left)
    }

    /// The calendar date and time in UTC, for pages and mails.
    pub fn utc(self) -> jiff::Zoned {
        self.0.to_zoned(jiff::tz::TimeZone::UTC)
    }

    /// Parses an RFC 3339 instant such as `2026-11-22T09:30:00Z`, the form that programs send.
    /// `None` if any part of the text does not fit. [`Zone::parse`] reads what people type.
    pub fn parse(text: &str) -> Option<Time> {
        let written = TimeParts::of(text)?;
        let is_rfc_3339 = text.as_bytes().get(10).is_some_and(|c| matches!(c, b'T' | b't'))
            && written.seconds.is_some()
            && written.offset.is_some_and(|offset| offset.len() == 6 || offset.len() == 1)
            && written.zone.is_none()
            && !text.contains([' ', ',']);
        if is_rfc_3339 { written.instant(&jiff::tz::TimeZone::UTC).ok() } else { None }
    }
}

/// A time zone of the IANA database, which is built into the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(jiff::tz::TimeZone);

impl Default for Zone {
    fn default() -> Zone {
        Zone::UTC
    }
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone(jiff::tz::TimeZone::UTC);

    /// The zone called `name`, such as `Europe/Berlin` or `UTC`.
    pub fn named(name: &str) -> Option<Zone> {
        if name.eq_ignore_ascii_case("UTC") {
            return Some(Zone::UTC);
        }
        jiff::tz::TimeZone::get(name).ok().map(Zone)
    }

    /// The names of places with a zone, such as `Europe/Berlin`, and `UTC`, to choose from: those that
    /// the program brings, without files of the system that are no zones.
    pub fn names() -> Vec<String> {
        let all = jiff::tz::TimeZoneDatabase::bundled();
        let names = all.available().map(|name| name.to_string());
        names.filter(|name| name.contains('/') || name == "UTC").collect()
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The calendar date and time in this zone.
    pub fn at(&self, time: Time) -> jiff::Zoned {
        time.0.to_zoned(self.0.clone())
    }

    /// The beginning of the hour that the clocks of this zone show.
    pub fn hour_start(&self, time: Time) -> Time {
        let local = self.at(time);
        let past = i64::from(local.minute()) * 60 + i64::from(local.second());
        Time::from_micros((time.seconds() - past) * 1_000_000)
    }

    /// The first moment of the day in this zone.
    pub fn day_start(&self, time: Time) -> Time {
        // Only the first day of the calendar has none.
        self.at(time).start_of_day().map_or(time, |start| Time(start.timestamp()))
    }

    /// The first moments of a month and of the next one in this zone; `None` if there is no such
    /// month.
    pub fn month(&self, year: i16, month: i8) -> Option<(Time, Time)> {
        let start = |year: i16, month: i8| {
            let day = jiff::civil::Date::new(year, month, 1).ok()?;
            Some(Time(day.to_zoned(self.0.clone()).ok()?.timestamp()))
        };
        let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Some((start(year, month)?, start(next_year, next_month)?))
    }

    /// Parses a time that a person typed: a date (its midnight), or a date and a time, separated by
    /// `T` or a space, with or without seconds. An offset (`+01:00`, `Z`) or a zone
    /// (`[Europe/Berlin]`) in the text has precedence; otherwise the time is local to this zone.
    ///
    /// A time that is skipped or occurs twice when daylight saving changes is refused as ambiguous,
    /// unless it has an offset.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(&self, text: &str) -> Result<Time, TimeFault> {
        TimeParts::of(text.trim()).ok_or(TimeFault::Form)?.instant(&self.0)
    }
}

/// Why a written time is none. Pages say what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeFault {
    /// It is not written as a time.
    Form,
    /// It has no offset, where one is needed.
    Offset,
    /// There is no such day or hour.
    None,
    /// There is no such time zone.
    Zone,
    /// Its offset is not that of its time zone.
    Contradiction,
    /// Clocks skip it.
    Skipped,
    /// Clocks show it twice, with these offsets.
    Twice(String, String),
}

/// How a time is written, depending on who writes it.
#[derive(Clone, Copy, Debug)]
pub enum TimeFormat<'a> {
    /// By a program: RFC 3339.
    Rfc3339,
    /// By a person: see [`Zone::parse`]. Local to this zone if the text names none.
    Local(&'a Zone),
}

impl TimeFormat<'_> {
    /// Parses a time.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(self, text: &str) -> Result<Time, TimeFault> {
        match self {
            TimeFormat::Rfc3339 => Time::parse(text).ok_or(TimeFault::Offset),
            TimeFormat::Local(zone) => zone.parse(text),
        }
    }
}

/// The parts of a written time. Every character of the text belongs to one of them, so that no
/// part of it is ignored.
struct TimeParts<'a> {
    date: &'a str,
    /// Hours and minutes.
    minutes: Option<&'a str>,
    /// Seconds with their fraction.
    seconds: Option<&'a str>,
    offset: Option<&'a str>,
    zone: Option<&'a str>,
}

impl<'a> TimeParts<'a> {
    fn of(text: &'a str) -> Option<TimeParts<'a>> {
        static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(
                r"(?x-u) ^ (\d{4}-\d{2}-\d{2})
                  (?: (?: [Tt] | \x20+ ) (\d{2}:\d{2}) (?: : (\d{2} (?: [.,] \d{1,9} )? ) )?
                      (?: \x20* ( [Zz] | [+-] \d{2} (?: :? \d{2} )? ) )?
                      (?: \x20* \[ ( [A-Za-z0-9_+/-]{1,64} ) \] )? )? $",
            )
            .ok()
        });
        let parts = FORM.as_ref()?.captures(text)?;
        let part = |number: usize| parts.get(number).map(|found| found.as_str());
        Some(TimeParts {
            date: part(1)?,
            minutes: part(2),
            seconds: part(3),
            offset: part(4),
            zone: part(5),
        })
    }

    /// The instant. `zone` applies if the text names neither offset nor zone.
    fn instant(&self, zone: &jiff::tz::TimeZone) -> Result<Time, TimeFault> {
        let no_such = || TimeFault::None;
        let date: jiff::civil::Date = self.date.parse().map_err(|_| no_such())?;
        let zone = match self.zone {
            None => zone.clone(),
            Some(name) => jiff::tz::TimeZone::get(name).map_err(|_| TimeFault::Zone)?,
        };
        let Some(minutes) = self.minutes else {
            let midnight = zone.to_zoned(date.at(0, 0, 0, 0)).map_err(|_| no_such())?;
            return Ok(Time::from_micros(midnight.timestamp().as_microsecond()));
        };
        let clock = match self.seconds {
            None => format!("{minutes}:00"),
            Some(seconds) => format!("{minutes}:{}", seconds.replace(',', ".")),
        };
        if self.seconds.is_some_and(|seconds| seconds.starts_with("60")) {
            // A leap second, which the calendar here would silently make the 59th.
            return Err(no_such());
        }
        let clock: jiff::civil::Time = clock.parse().map_err(|_| no_such())?;
        let local = date.to_datetime(clock);
        let instant = match self.offset {
            Some(offset) => {
                let instant = offset_of(offset)
                    .and_then(|offset| offset.to_timestamp(local).ok())
                    .ok_or_else(no_such)?;
                if self.zone.is_some() && zone.to_datetime(instant) != local {
                    return Err(TimeFault::Contradiction);
                }
                instant
            }
            None => match zone.to_ambiguous_zoned(local).offset() {
                AmbiguousOffset::Unambiguous { offset } => {
                    offset.to_timestamp(local).map_err(|_| no_such())?
                }
                AmbiguousOffset::Gap { .. } => return Err(TimeFault::Skipped),
                AmbiguousOffset::Fold { before, after } => {
                    return Err(TimeFault::Twice(before.to_string(), after.to_string()));
                }
            },
        };
        Ok(Time::from_micros(instant.as_microsecond()))
    }
}

/// `Z`, `+01`, `+0100` or `+01:00`.
fn offset_of(text: &str) -> Option<jiff::tz::Offset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(jiff::tz::Offset::UTC);
    }
    let digits = text[1..].replace(':', "");
    let (hours, minutes) = digits.split_at(2);
    let hours: i32 = hours.parse().ok()?;
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = (hours * 60 + minutes) * 60;
    let seconds = if text.starts_with('-') { -seconds } else { seconds };
    jiff::tz::Offset::from_seconds(seconds).ok()
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

/// Returns the present instant: the system's, or one that a test sets.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A stopped clock for tests; it changes only by [`Clock::advance`].
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A stopped clock that shows `start`.
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
            now.remaining(Duration::from_secs(10), noon).map_or(0, |left| left.as_secs())
        };
        assert_eq!([0, 4, 9, 10, 11].map(left), [10, 6, 1, 0, 0]);
        assert_eq!([-1, -2, -86_400].map(left), [10, 0, 0], "the clock was set back");
    }

    #[test]
    fn a_program_sends_the_whole_instant_or_nothing() {
        let noon = Time::parse("2026-11-20T18:30:00Z").expect("an instant");
        for same in
            ["2026-11-20T19:30:00+01:00", "2026-11-20t18:30:00.000z", "2026-11-20T18:30:00-00:00"]
        {
            assert_eq!(Time::parse(same), Some(noon), "{same}");
        }
        for refused in [
            "yesterday",
            "",
            "2026-11-20",
            "2026-11-20T18:30:00",
            "2026-11-20T18:30",
            "2026-11-20T18:30Z",
            "2026-11-20 18:30:00Z",
            "2026-11-20T18:30:00Z[Europe/Berlin]",
            "2026-11-20T18:30:00+01",
            "2026-11-20T18:30:00+0100",
            "2026-11-20T18:30:00 +01:00",
            "2026-11-20T18:30:00Z ",
            " 2026-11-20T18:30:00Z",
            "2026-11-20T18:30:00,5Z",
            "2026-02-30T18:30:00Z",
            "2026-11-20T25:00:00Z",
            "2026-11-20T18:30:60Z",
            "2026-11-20T18:30:00+24:00",
            "2026-11-20T18:30:00Zx",
            "20261120T183000Z",
            "2026-11-20T18:30:00Z\n",
        ] {
            assert_eq!(Time::parse(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn hours_and_days_begin_by_the_clock_on_the_wall() {
        let utc = |text: &str| Time::parse(text).expect("an instant");
        let berlin = Zone::named("Europe/Berlin").expect("a zone");
        let kolkata = Zone::named("Asia/Kolkata").expect("a zone");
        // Half past two in India is nine by UTC.
        let (noon, nine) = (utc("2026-11-22T12:00:59Z"), utc("2026-11-22T09:00:00.5Z"));
        assert_eq!(berlin.hour_start(noon), utc("2026-11-22T12:00:00Z"));
        assert_eq!(kolkata.hour_start(nine), utc("2026-11-22T08:30:00Z"));
        assert_eq!(berlin.day_start(noon), utc("2026-11-21T23:00:00Z"));
        // The clocks change in this night; the day has 25 hours.
        assert_eq!(berlin.day_start(utc("2026-10-25T22:30:00Z")), utc("2026-10-24T22:00:00Z"));
    }

    #[test]
    fn a_person_writes_local_time_and_nothing_of_it_is_dropped() {
        let berlin = Zone::named("Europe/Berlin").expect("a zone");
        let utc = |text: &str| Time::parse(text).expect("an instant");
        for (written, instant) in [
            ("2026-11-20T18:30:00", "2026-11-20T17:30:00Z"),
            ("2026-11-20 18:30:00", "2026-11-20T17:30:00Z"),
            ("2026-11-20T18:30", "2026-11-20T17:30:00Z"),
            (" 2026-11-20 18:30 ", "2026-11-20T17:30:00Z"),
            ("2026-11-20T18:30:00.25", "2026-11-20T17:30:00.25Z"),
            ("2026-07-20 18:30", "2026-07-20T16:30:00Z"),
            ("2026-11-20", "2026-11-19T23:00:00Z"),
            ("2026-11-20T18:30:00Z", "2026-11-20T18:30:00Z"),
            ("2026-11-20 18:30 +05:30", "2026-11-20T13:00:00Z"),
            ("2026-11-20T18:30+0200", "2026-11-20T16:30:00Z"),
            ("2026-11-20T18:30-05", "2026-11-20T23:30:00Z"),
            ("2026-11-20T18:30[America/New_York]", "2026-11-20T23:30:00Z"),
            ("2026-11-20T18:30:00+01:00[Europe/Berlin]", "2026-11-20T17:30:00Z"),
            ("2026-10-25 02:30 +01:00", "2026-10-25T01:30:00Z"),
        ] {
            assert_eq!(berlin.parse(written), Ok(utc(instant)), "{written}");
        }
        for (refused, why) in [
            ("2026-03-29 02:30", TimeFault::Skipped),
            ("2026-10-25 02:30", TimeFault::Twice("+02".to_owned(), "+01".to_owned())),
            ("2026-11-20T18:30:00+05:00[Europe/Berlin]", TimeFault::Contradiction),
            ("2026-11-20T18:30[Europe/Atlantis]", TimeFault::Zone),
            ("2026-11-20T24:00", TimeFault::None),
            ("2026-02-30", TimeFault::None),
            ("2026-11-20 18:30:60", TimeFault::None),
            ("2026-11-20T18", TimeFault::Form),
            ("2026-11-20 18:30 Uhr", TimeFault::Form),
            ("20.11.2026", TimeFault::Form),
            ("18:30:00", TimeFault::Form),
            ("2026-11-20Z", TimeFault::Form),
            ("2026-11-20T18:30[u-ca=hebrew]", TimeFault::Form),
            ("2026-11-20T18:30:00\n2026", TimeFault::Form),
        ] {
            assert_eq!(berlin.parse(refused), Err(why), "{refused}");
        }
    }

    #[test]
    fn zones_are_those_of_the_database() {
        assert_eq!(
            Zone::named("europe/berlin").map(|zone| zone.name().to_owned()),
            Some("Europe/Berlin".to_owned())
        );
        assert_eq!(Zone::named("UTC"), Some(Zone::UTC));
        for none in ["", "Berlin", "CEST-2", "../etc/passwd"] {
            assert_eq!(Zone::named(none), None, "{none}");
        }
    }
}
