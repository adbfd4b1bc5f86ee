//! What mails to staff are about, and what a member has chosen about them. No I/O.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::clock::{DAY, HOUR, Time, Zone};
use crate::error::FieldError;
use crate::i18n::Message;
use crate::ids::SectionId;
use crate::stored_enum;

stored_enum! {
    /// A topic of mails to staff. Each member can switch each of them off.
    #[schema(as = MailTopic)]
    pub enum Topic {
        /// Comments are held.
        Held = 0 => "held",
        /// Readers have reported comments.
        Flags = 1 => "flags",
        /// Authors of comments appeal, or have edited a public comment.
        Appeals = 2 => "appeals",
        /// The oldest comment of a section is overdue.
        Late = 3 => "late_queue",
        /// The surge guard.
        Surge = 4 => "surge",
        /// Comments on the member's own articles are published.
        OwnArticles = 5 => "own_articles",
    }
}

stored_enum! {
    /// How often a member gets mails about a topic whose news are joined. The first one is sent at
    /// once whatever is chosen.
    #[schema(as = MailFrequency)]
    pub enum Frequency {
        /// Every `moderation.join_minutes`.
        Frequent = 0 => "frequent",
        /// Every hour.
        Hourly = 1 => "hourly",
        /// Every day.
        Daily = 2 => "daily",
    }
}

impl Topic {
    /// Its name for the member who switches it off.
    pub fn label(self) -> Message {
        match self {
            Topic::Held => Message::topic_held(),
            Topic::Flags => Message::topic_flags(),
            Topic::Appeals => Message::topic_appeals(),
            Topic::Late => Message::topic_late(),
            Topic::Surge => Message::topic_surge(),
            Topic::OwnArticles => Message::topic_own_articles(),
        }
    }
}

/// The quiet hours of a day, in which no mail is sent to the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// The first minute since midnight.
    from: i16,
    /// The first minute after them; before `from` if they include midnight.
    until: i16,
}

/// The mail preferences of a member of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// How often.
    pub frequency: Frequency,
    /// The topics about which no mail is sent.
    pub off: BTreeSet<i16>,
    /// The quiet hours.
    pub quiet: Option<QuietHours>,
    /// The zone of the quiet hours; `None` for the site's.
    pub timezone: Option<String>,
    /// Sections about whose comments no mail is sent.
    pub muted: BTreeSet<SectionId>,
}

impl Default for Preferences {
    fn default() -> Preferences {
        Preferences {
            frequency: Frequency::Frequent,
            off: BTreeSet::new(),
            quiet: None,
            timezone: None,
            muted: BTreeSet::new(),
        }
    }
}

impl Preferences {
    /// Whether mails about the topic are sent.
    pub fn wants(&self, topic: Topic) -> bool {
        !self.off.contains(&(topic as i16))
    }

    /// Switches a topic off.
    pub fn stop(&mut self, topic: Topic) {
        self.off.insert(topic as i16);
    }

    /// The least time between two mails about one topic.
    pub fn interval(&self, of_site: Duration) -> Duration {
        match self.frequency {
            Frequency::Frequent => of_site,
            Frequency::Hourly => HOUR.max(of_site),
            Frequency::Daily => DAY,
        }
    }

    /// The end of the present quiet hours; `None` if mail may be sent now.
    pub fn quiet_until(&self, now: Time, site: &Zone) -> Option<Time> {
        let zone = self.timezone.as_deref().and_then(Zone::named);
        self.quiet?.end(now, zone.as_ref().unwrap_or(site))
    }
}

impl QuietHours {
    /// From one minute since midnight to another. `None` if they are the same or no minutes of a day.
    pub fn new(from: i16, until: i16) -> Option<QuietHours> {
        let is_minute = |minute| (0..24 * 60).contains(&minute);
        (from != until && is_minute(from) && is_minute(until)).then_some(QuietHours { from, until })
    }

    /// Parses two times of the form `22:30`. Code: `time_format`, at `quiet_from` or `quiet_until`.
    pub fn parse(from: &str, until: &str) -> Result<QuietHours, Vec<FieldError>> {
        let fault = |field| FieldError::new(field, "time_format", Message::fault_quiet_hours());
        match (minute(from), minute(until)) {
            (Some(from), Some(until)) => {
                QuietHours::new(from, until).ok_or_else(|| vec![fault("quiet_until")])
            }
            (from, until) => {
                let missing = [(from, "quiet_from"), (until, "quiet_until")];
                let missing = missing.into_iter().filter(|(minute, _)| minute.is_none());
                Err(missing.map(|(_, field)| fault(field)).collect())
            }
        }
    }

    /// Both in minutes since midnight, for the table.
    pub fn minutes(self) -> (i16, i16) {
        (self.from, self.until)
    }

    /// Both as `22:30`.
    pub fn times(self) -> (String, String) {
        let shown = |minute: i16| format!("{:02}:{:02}", minute / 60, minute % 60);
        (shown(self.from), shown(self.until))
    }

    /// The end of the quiet hours if `now` is within them.
    fn end(self, now: Time, zone: &Zone) -> Option<Time> {
        let local = zone.at(now);
        let minute = i16::from(local.hour()) * 60 + i16::from(local.minute());
        let within = match self.from < self.until {
            true => (self.from..self.until).contains(&minute),
            false => minute >= self.from || minute < self.until,
        };
        if !within {
            return None;
        }
        let day =
            if minute < self.until { Some(local.date()) } else { local.date().tomorrow().ok() };
        let (hour, minute) = (self.until / 60, self.until % 60);
        let end = day?
            .at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0)
            .to_zoned(local.time_zone().clone());
        // A time that clocks skip is the one after the gap.
        Some(Time::from_micros(end.ok()?.timestamp().as_microsecond()))
    }
}

/// The minutes since midnight of `22:30`.
fn minute(text: &str) -> Option<i16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two = |part: &str, below: i16| -> Option<i16> {
        let is_number = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|number| is_number && *number < below)
    };
    Some(two(hours, 24)? * 60 + two(minutes, 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse(text).expect("an instant")
    }

    #[test]
    fn quiet_hours_end_in_the_morning_of_the_members_zone() {
        let zone = Zone::named("Europe/Berlin").expect("a zone");
        let night = QuietHours::parse("22:00", "07:00").expect("quiet hours");
        let until = |now: &str| night.end(at(now), &zone);
        assert_eq!(until("2026-11-22T20:59:00Z"), None);
        assert_eq!(until("2026-11-22T21:00:00Z"), Some(at("2026-11-23T06:00:00Z")));
        assert_eq!(until("2026-11-23T05:59:59Z"), Some(at("2026-11-23T06:00:00Z")));
        assert_eq!(until("2026-11-23T06:00:00Z"), None);
        let noon = QuietHours::parse("12:00", "13:30").expect("quiet hours");
        assert_eq!(noon.end(at("2026-11-22T11:15:00Z"), &zone), Some(at("2026-11-22T12:30:00Z")));
        assert_eq!(noon.end(at("2026-11-22T12:30:00Z"), &zone), None);
        let mut chosen = Preferences { quiet: Some(noon), ..Preferences::default() };
        assert_eq!(chosen.quiet_until(at("2026-11-22T11:15:00Z"), &Zone::UTC), None);
        chosen.timezone = Some("Europe/Berlin".into());
        assert!(chosen.quiet_until(at("2026-11-22T11:15:00Z"), &Zone::UTC).is_some());
    }

    #[test]
    fn a_time_of_the_day_has_four_digits() {
        assert_eq!(minute("07:05"), Some(425));
        for wrong in ["", "7:05", "24:00", "07:60", "-7:00", "07:05:00", "+7:05"] {
            assert_eq!(minute(wrong), None, "{wrong}");
        }
        let faults = QuietHours::parse("25:00", "").expect_err("two faults");
        assert_eq!(faults.len(), 2);
        assert_eq!(QuietHours::parse("07:00", "07:00").expect_err("a day").len(), 1);
    }

    #[test]
    fn a_topic_that_is_off_stays_off_alone() {
        let mut chosen = Preferences::default();
        chosen.stop(Topic::Surge);
        let wanted: Vec<Topic> = Topic::ALL.into_iter().filter(|it| chosen.wants(*it)).collect();
        assert_eq!(wanted.len(), Topic::ALL.len() - 1);
        assert!(!chosen.wants(Topic::Surge));
    }

    #[test]
    fn who_chooses_hourly_gets_no_mail_more_often() {
        let ten = Duration::from_secs(600);
        let of = |frequency| Preferences { frequency, ..Preferences::default() }.interval(ten);
        assert_eq!(Frequency::ALL.map(of), [ten, HOUR, DAY]);
    }
}
