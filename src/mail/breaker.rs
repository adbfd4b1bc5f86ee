//! The circuit breaker: while the relay itself is at fault, no mail is tried, so none is spent on
//! it.
//!
//! It opens at the first fault, for a time that doubles with each further one; afterwards a single
//! mail probes the relay. Its state is this process's own: another worker finds out by itself, at
//! the price of one attempt.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::{SKEW, Time};

/// Short at first, since most faults are a relay that restarts.
const FIRST: Duration = Duration::from_secs(15);

/// The longest time between the relay's recovery and our noticing it.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// How many mails may be tried at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As many as there are connections.
    Open,
    /// A single one, and no other until its outcome is known.
    Probe,
    /// None until then.
    Closed(Time),
}

/// Whether the relay is at fault.
#[derive(Default)]
pub struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    faults: u32,
    until: Option<Time>,
}

impl Breaker {
    /// How many mails may be tried at `now`.
    pub fn room(&self, now: Time) -> Room {
        match self.lock().until {
            None => Room::Open,
            Some(until) if until <= now => Room::Probe,
            // The clock was set back, and nobody waits for it to catch up.
            Some(until) if until > now.plus(LONGEST + SKEW) => Room::Probe,
            Some(until) => Room::Closed(until),
        }
    }

    /// The relay is at fault, which was noticed at `now`.
    pub fn fault(&self, now: Time, reason: &str) {
        let mut state = self.lock();
        // Mails that were under way together tell of one fault, not of many.
        if state.until.is_some_and(|until| now < until && until <= now.plus(LONGEST + SKEW)) {
            return;
        }
        let wait = FIRST.saturating_mul(1 << state.faults.min(10)).min(LONGEST);
        state.faults += 1;
        state.until = Some(now.plus(wait));
        tracing::warn!(
            reason,
            seconds = wait.as_secs(),
            "the mail relay is at fault; no mail is tried for a while"
        );
    }

    /// The relay works.
    pub fn success(&self) {
        let mut state = self.lock();
        if state.until.take().is_some() {
            tracing::info!("the mail relay works again");
        }
        state.faults = 0;
    }

    /// Until when nothing is tried; `None` while the relay works.
    pub fn closed_until(&self) -> Option<Time> {
        self.lock().until
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_closes_then_one_mail_probes_and_success_opens() {
        let start = Time::parse("2026-11-22T09:30:00Z").expect("an instant");
        let breaker = Breaker::default();
        assert_eq!(breaker.room(start), Room::Open);
        breaker.fault(start, "down");
        breaker.fault(start, "down");
        let first = start.plus(FIRST);
        assert_eq!(breaker.room(start), Room::Closed(first));
        assert_eq!(breaker.room(first), Room::Probe);
        breaker.fault(first, "still down");
        assert_eq!(breaker.room(first), Room::Closed(first.plus(FIRST * 2)));
        breaker.success();
        assert_eq!(breaker.room(first), Room::Open);
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_no_mail_waiting() {
        let start = Time::parse("2026-11-22T09:30:00Z").expect("an instant");
        let breaker = Breaker::default();
        breaker.fault(start, "down");
        let before = start.minus(Duration::from_secs(86_400));
        assert_eq!(breaker.room(before), Room::Probe);
        breaker.fault(before, "still down");
        assert_eq!(breaker.room(before), Room::Closed(before.plus(FIRST * 2)));
    }

    #[test]
    fn the_wait_grows_no_longer_than_its_limit() {
        let breaker = Breaker::default();
        let mut now = Time::from_micros(0);
        for _ in 0..40 {
            breaker.fault(now, "down");
            let until = breaker.closed_until().expect("closed");
            assert!(until.since(now) <= LONGEST);
            now = until;
        }
    }
}
