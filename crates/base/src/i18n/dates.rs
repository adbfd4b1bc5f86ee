//! Numbers and dates by ICU, for one language tag.

use std::sync::{Mutex, PoisonError};

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{MD, YM, YMD, YMDT};
use icu_datetime::input::{DateTime, Time};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

use super::Language;

/// The formats of one tag. Where ICU has no data for the tag, it takes those of its language.
pub(super) struct Dates {
    month: Option<FixedCalendarDateTimeFormatter<Gregorian, YM>>,
    date: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    day: Option<FixedCalendarDateTimeFormatter<Gregorian, MD>>,
    minute: Option<FixedCalendarDateTimeFormatter<Gregorian, YMDT>>,
    number: Option<DecimalFormatter>,
    written: Vec<Mutex<(i64, String)>>,
}

/// How many minutes are kept as they were written. A thread is rendered anew with each new comment,
/// and all its other times are the same; without this they are an eighth of an uncached page.
const KEPT_MINUTES: usize = 1024;

impl Dates {
    pub(super) fn of(tag: &str) -> Dates {
        // ICU reads a plain `en` as American. A site that wants 11/22 says `en-US`.
        let tag = if tag.eq_ignore_ascii_case("en") { "en-GB" } else { tag };
        let locale = tag.parse().unwrap_or(Locale::UNKNOWN);
        Dates {
            // Where ICU has no names of months, its formatter of a month and year fails.
            month: Language::of(tag).and_then(|_| {
                FixedCalendarDateTimeFormatter::try_new((&locale).into(), YM::long()).ok()
            }),
            date: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), MD::medium()).ok(),
            minute: FixedCalendarDateTimeFormatter::try_new(
                (&locale).into(),
                YMD::long().with_time_hm(),
            )
            .ok(),
            number: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            written: (0..KEPT_MINUTES).map(|_| Mutex::new((i64::MIN, String::new()))).collect(),
        }
    }

    pub(super) fn number(&self, number: i64) -> String {
        match &self.number {
            Some(format) => format.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }

    /// `1.4` for 14, and `2` for 20.
    pub(super) fn tenths(&self, tenths: i64) -> String {
        let mut number = Decimal::from(tenths);
        number.multiply_pow10(-1);
        number.trim_end_if_integer();
        match &self.number {
            Some(format) => format.format(&number).to_string(),
            None => number.to_string(),
        }
    }

    pub(super) fn month(&self, at: &jiff::Zoned) -> String {
        match (&self.month, gregorian(at)) {
            (Some(format), Some(date)) => format.format(&date).to_string(),
            _ => format!("{}-{:02}", at.year(), at.month()),
        }
    }

    pub(super) fn date(&self, at: &jiff::Zoned) -> String {
        match (&self.date, gregorian(at)) {
            (Some(format), Some(date)) => format.format(&date).to_string(),
            _ => at.date().to_string(),
        }
    }

    /// `22 Nov`.
    pub(super) fn day(&self, at: &jiff::Zoned) -> String {
        match (&self.day, gregorian(at)) {
            (Some(format), Some(date)) => format.format(&date).to_string(),
            _ => at.date().to_string(),
        }
    }

    pub(super) fn minute(&self, at: &jiff::Zoned) -> String {
        let zone = at.time_zone().to_offset_info(at.timestamp());
        // Minutes by the clock on the wall. Each has one slot, which others share.
        let local = at.timestamp().as_second() + i64::from(zone.offset().seconds());
        let minute = local.div_euclid(60);
        let slot = usize::try_from(minute.rem_euclid(KEPT_MINUTES as i64)).unwrap_or(0);
        let mut kept = self.written[slot].lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != minute {
            *kept = (minute, self.write_minute(at));
        }
        format!("{} {}", kept.1, zone.abbreviation())
    }

    fn write_minute(&self, at: &jiff::Zoned) -> String {
        let time = Time::try_new(at.hour() as u8, at.minute() as u8, 0, 0).ok();
        match (&self.minute, gregorian(at), time) {
            (Some(format), Some(date), Some(time)) => {
                format.format(&DateTime { date, time }).to_string()
            }
            _ => at.datetime().to_string(),
        }
    }
}

/// The calendar date. `None` outside the years that ICU can write, which no time here has.
fn gregorian(at: &jiff::Zoned) -> Option<Date<Gregorian>> {
    let (month, day) = (at.month().unsigned_abs(), at.day().unsigned_abs());
    Date::try_new_gregorian(i32::from(at.year()), month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_language_writes_them() {
        let at = "2026-03-05T10:04:07+01:00[Europe/Berlin]".parse().expect("a zoned time");
        let written = |tag: &str| {
            let dates = Dates::of(tag);
            [
                dates.month(&at),
                dates.date(&at),
                dates.minute(&at),
                dates.number(1_234_567),
                dates.tenths(12_345),
                dates.tenths(20),
            ]
        };
        insta::assert_debug_snapshot!(
            ["en", "en-US", "de", "de-AT", "fr", "es", "ar", "pt-BR", "tlh"]
                .map(|tag| (tag, written(tag)))
        );
    }

    #[test]
    fn cached_minutes_do_not_collide() {
        let dates = Dates::of("en");
        let zoned = |text: &str| text.parse::<jiff::Zoned>().expect("a zoned time");
        let first = zoned("2026-03-05T10:04:07+01:00[Europe/Berlin]");
        let same_slot = &first + jiff::Span::new().minutes(KEPT_MINUTES as i64);
        let elsewhere = zoned("2026-03-05T10:04:07+00:00[UTC]");
        let written = [&first, &same_slot, &first, &elsewhere].map(|at| dates.minute(at));
        assert_eq!(
            written,
            [
                "5 March 2026 at 10:04 CET",
                "6 March 2026 at 03:08 CET",
                "5 March 2026 at 10:04 CET",
                "5 March 2026 at 10:04 UTC",
            ]
        );
    }
}
