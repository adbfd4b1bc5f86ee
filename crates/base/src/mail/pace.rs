//! How many mails may be sent per minute and hour, and per minute to one domain: relays and mailbox
//! providers refuse those who send faster. The counts are those of this process.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::{HOUR, SKEW, Time};
use crate::config;

const MINUTE: Duration = Duration::from_secs(60);

/// The most domains whose mails are counted; the counts of idle ones are dropped.
const DOMAINS: usize = 10_000;

/// The limits, and when mails were sent.
pub struct Pace {
    per_minute: usize,
    per_hour: usize,
    per_domain: usize,
    sent: Mutex<Recent>,
}

#[derive(Default)]
struct Recent {
    all: VecDeque<Time>,
    by_domain: HashMap<String, VecDeque<Time>>,
}

impl Pace {
    /// The configured limits; zero is none.
    pub(super) fn new(settings: &config::Mail) -> Pace {
        Pace {
            per_minute: settings.per_minute,
            per_hour: settings.per_hour,
            per_domain: settings.per_domain,
            sent: Mutex::default(),
        }
    }

    /// When a mail may be sent again; `None` if one may be sent now.
    pub fn full_until(&self, now: Time) -> Option<Time> {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        forget(&mut sent.all, HOUR, now);
        let minute = until(&sent.all, self.per_minute, MINUTE, now);
        minute.max(until(&sent.all, self.per_hour, HOUR, now))
    }

    /// Counts a mail to `domain` that is sent now.
    ///
    /// # Errors
    /// The time when it may be sent, if that is later.
    pub fn reserve(&self, domain: &str, now: Time) -> Result<(), Time> {
        if let Some(later) = self.full_until(now) {
            return Err(later);
        }
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if self.per_minute > 0 || self.per_hour > 0 {
            sent.all.push_back(now);
        }
        if self.per_domain > 0 {
            if sent.by_domain.len() >= DOMAINS {
                sent.by_domain.retain(|_, times| {
                    forget(times, MINUTE, now);
                    !times.is_empty()
                });
            }
            let times = sent.by_domain.entry(domain.to_ascii_lowercase()).or_default();
            forget(times, MINUTE, now);
            if let Some(later) = until(times, self.per_domain, MINUTE, now) {
                sent.all.pop_back();
                return Err(later);
            }
            times.push_back(now);
        }
        Ok(())
    }
}

/// Drops times that no window of this length has any more, and those of a clock that was set back.
fn forget(times: &mut VecDeque<Time>, window: Duration, now: Time) {
    times.retain(|at| *at <= now.plus(SKEW) && now.since(*at) < window);
}

/// When fewer than `most` of `times` are within the window; `None` if that is so now.
fn until(times: &VecDeque<Time>, most: usize, window: Duration, now: Time) -> Option<Time> {
    if most == 0 {
        return None;
    }
    let place = times.len().checked_sub(most)?;
    let free = times.get(place)?.plus(window);
    (free > now).then_some(free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_an_hour_and_a_domain_have_limits_of_their_own() {
        let pace = Pace { per_minute: 3, per_hour: 4, per_domain: 2, sent: Mutex::default() };
        let start = Time::parse("2026-11-22T09:30:00Z").expect("an instant");
        let at = |seconds| start.plus(Duration::from_secs(seconds));
        assert_eq!(pace.reserve("a.example", at(0)), Ok(()));
        assert_eq!(pace.reserve("A.example", at(1)), Ok(()));
        assert_eq!(pace.reserve("a.example", at(2)), Err(at(60)), "the domain");
        assert_eq!(pace.reserve("b.example", at(2)), Ok(()));
        assert_eq!(pace.reserve("c.example", at(3)), Err(at(60)), "the minute");
        assert_eq!(pace.full_until(at(3)), Some(at(60)));
        assert_eq!(pace.reserve("c.example", at(60)), Ok(()));
        assert_eq!(pace.reserve("d.example", at(70)), Err(at(3_600)), "the hour");
        assert_eq!(pace.reserve("d.example", at(3_600)), Ok(()));
        // The clock was set back by a day: nothing is counted as of the future.
        assert_eq!(pace.full_until(start.minus(Duration::from_secs(86_400))), None);
    }

    #[test]
    fn without_limits_nothing_is_counted() {
        let pace = Pace { per_minute: 0, per_hour: 0, per_domain: 0, sent: Mutex::default() };
        let now = Time::from_micros(0);
        for _ in 0..1_000 {
            assert_eq!(pace.reserve("a.example", now), Ok(()));
        }
        let sent = pace.sent.lock().expect("unlocked");
        assert!(sent.all.is_empty() && sent.by_domain.is_empty());
    }
}
