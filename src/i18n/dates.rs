//! Numbers and dates by ICU, for one language tag.

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YMD, YMDT};
use icu_datetime::input::{DateTime, Time};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

/// The formats of one tag. Where ICU has no data for the tag, it takes those of its language.
pub(super) struct Dates {
    date: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    minute: Option<FixedCalendarDateTimeFormatter<Gregorian, YMDT>>,
    number: Option<DecimalFormatter>,
}

impl Dates {
    pub(super) fn of(tag: &str) -> Dates {
        // ICU reads a plain `en` as American. A site that wants 11/22 says `en-US`.
        let tag = if tag.eq_ignore_ascii_case("en") { "en-GB" } else { tag };
        let locale = tag.parse().unwrap_or(Locale::UNKNOWN);
        Dates {
            date: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            minute: FixedCalendarDateTimeFormatter::try_new(
                (&locale).into(),
                YMD::long().with_time_hm(),
            )
            .ok(),
            number: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
        }
    }

    pub(super) fn number(&self, number: i64) -> String {
        match &self.number {
            Some(format) => format.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }

    pub(super) fn date(&self, at: &jiff::Zoned) -> String {
        match (&self.date, gregorian(at)) {
            (Some(format), Some(date)) => format.format(&date).to_string(),
            _ => at.date().to_string(),
        }
    }

    pub(super) fn minute(&self, at: &jiff::Zoned) -> String {
        let time = Time::try_new(at.hour() as u8, at.minute() as u8, 0, 0).ok();
        let written = match (&self.minute, gregorian(at), time) {
            (Some(format), Some(date), Some(time)) => {
                format.format(&DateTime { date, time }).to_string()
            }
            _ => at.datetime().to_string(),
        };
        let zone = at.time_zone().to_offset_info(at.timestamp());
        format!("{written} {}", zone.abbreviation())
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
            [dates.date(&at), dates.minute(&at), dates.number(1_234_567)]
        };
        insta::assert_debug_snapshot!(
            ["en", "en-US", "de", "de-AT", "fr", "es", "ar", "pt-BR", "tlh"]
                .map(|tag| (tag, written(tag)))
        );
    }
}
