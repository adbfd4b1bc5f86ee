//! Times as other systems write them. Pure.

use crate::clock::Time;
use crate::i18n::Message;

/// Numbers below it are seconds since 1970, those above milliseconds; a thousandfold above microseconds, again nanoseconds.
const MILLISECONDS: f64 = 100_000_000_000.0;

/// When something was posted that may have no time; the report says so when it is staged.
pub(super) fn or_unknown(at: Option<Time>) -> Time {
    at.unwrap_or_else(|| Time::from_micros(0))
}

/// A time, if it can be read.
pub(super) fn known(written: &str) -> Option<Time> {
    Some(read(written).0).filter(|at| at.micros() > 0)
}

/// A number of seconds since 1970, or of milliseconds and what is smaller.
pub(super) fn of_number(number: f64) -> Option<Time> {
    let mut seconds = number;
    for _ in 0..3 {
        if seconds >= MILLISECONDS {
            seconds /= 1_000.0;
        }
    }
    let is_time = seconds.is_finite() && seconds > 0.0 && seconds < MILLISECONDS;
    #[expect(clippy::cast_possible_truncation, reason = "microseconds of these years fit")]
    is_time.then(|| Time::from_micros((seconds * 1e6).round() as i64))
}

/// A time: RFC 3339 with or without its zone or its clock, as Go and JavaScript print it, in a mail, or as a number of
/// seconds or milliseconds since 1970. Without a zone it is read as UTC, which the second value says. One that cannot be
/// read is 0, which the report says of every comment.
pub(super) fn read(written: &str) -> (Time, Option<Message>) {
    let unknown = (Time::from_micros(0), None);
    let text = written.trim();
    if let Ok(number) = text.parse::<f64>() {
        return (or_unknown(of_number(number)), None);
    }
    if let Some(at) = in_words(text) {
        return (at, None);
    }
    let mut text = match text.get(..10) {
        Some(date) => format!("{}{}", date.replace('/', "-"), &text[10..]),
        None => return unknown,
    };
    // Go adds the name of the zone, and how long the program runs.
    let is_name = |part: &str| part.starts_with("m=") || part.chars().all(char::is_uppercase);
    while let Some((rest, _)) = text.rsplit_once(' ').filter(|(_, name)| is_name(name)) {
        text = rest.to_owned();
    }
    if text.len() == 10 {
        text.push_str("T00:00:00");
    }
    let mut text = text.replacen(' ', "T", 1);
    if let Some((clock, zone)) = text.clone().rsplit_once(' ') {
        let is_bare = zone.len() == 5 && zone.starts_with(['+', '-']) && zone.is_ascii();
        let zone = if is_bare { format!("{}:{}", &zone[..3], &zone[3..]) } else { zone.into() };
        text = format!("{clock}{zone}");
    }
    // A zone without a colon, directly behind the clock.
    if let Some((clock, zone)) = text.len().checked_sub(5).and_then(|at| text.split_at_checked(at))
        && clock.contains(':')
        && zone.starts_with(['+', '-'])
        && zone[1..].bytes().all(|byte| byte.is_ascii_digit())
    {
        text = format!("{clock}{}:{}", &zone[..3], &zone[3..]);
    }
    if let Some(at) = Time::parse(&text) {
        return (at, None);
    }
    match Time::parse(&format!("{text}Z")) {
        Some(at) => (at, Some(Message::import_why_no_zone())),
        None => unknown,
    }
}

/// `Thu, 28 Oct 2021 12:50:15 +0000`, and `Thu Oct 28 2021 20:50:15 GMT+0800 (China Standard Time)`.
fn in_words(text: &str) -> Option<Time> {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let bare = text.split(" (").next().unwrap_or_default();
    let time = jiff::fmt::rfc2822::parse(bare)
        .map(|zoned| zoned.timestamp())
        .or_else(|_| jiff::Timestamp::strptime("%a %b %d %Y %H:%M:%S GMT%z", bare))
        .ok()?;
    Some(Time::from_micros(time.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        let expected = Time::parse("2021-10-28T12:50:15Z").expect("a time");
        for written in [
            "2021-10-28 20:50:15 +0800",
            "2021-10-28T20:50:15+08:00",
            "2021-10-28T20:50:15+0800",
            "2021-10-28 12:50:15 +00:00",
            "2021-10-28 20:50:15 +0800 CST",
            "2021-10-28 12:50:15 +0000 UTC m=+0.001",
            "Thu, 28 Oct 2021 12:50:15 +0000",
            "Thu Oct 28 2021 20:50:15 GMT+0800 (China Standard Time)",
            "1635425415000",
            "1635425415",
            "1635425415.0",
            "1635425415000000",
        ] {
            assert_eq!(read(written), (expected, None), "{written}");
        }
        for written in ["2021-10-28 12:50:15", "2021/10/28 12:50:15"] {
            let (at, why) = read(written);
            assert_eq!(at, expected, "{written}");
            assert!(why.is_some_and(|why| why.in_english().contains("no zone")));
        }
        let midnight = Time::parse("2021-10-28T00:00:00Z").expect("a time");
        assert_eq!(read("2021-10-28").0, midnight);
        for written in ["", "yesterday", "0", "-1", "2021-10-28 25:00:00", "ü-10-28", "Thu Oct"] {
            let (at, why) = read(written);
            assert_eq!(at.micros(), 0, "{written}");
            assert_eq!(why, None, "{written}");
            assert_eq!(known(written), None, "{written}");
        }
    }
}
