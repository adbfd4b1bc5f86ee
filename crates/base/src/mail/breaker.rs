//! The circuit breaker: while the relay itself is at fault, no mail is sent, so that no mail uses
//! up its attempts.
//!
//! It opens at the first fault, for a time that doubles with each further one; after that a single
//! mail probes the relay. Its state is local to the process: every worker has to notice the fault
//! itself, with one attempt, which counts for no mail.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::{SKEW, Time};
use crate::mail::causes::Cause;

/// The first pause. It is short, because most faults are a relay that restarts.
const FIRST_PAUSE: Duration = Duration::from_secs(15);

/// The longest pause, and hence the longest time until a recovery is noticed: login and policies are tried
/// rarely, because relays lock out those who try often.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(10 * 60);

/// The longest pause while the relay cannot be reached at all, which nobody minds being tried.
pub const LONGEST_PAUSE_UNREACHABLE: Duration = Duration::from_secs(45);

/// Whether mails may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Without limit by the breaker.
    Available,
    /// A single mail, until its outcome is known.
    Probing,
    /// No mail until this time.
    UnavailableUntil(Time),
}

/// The circuit breaker of one transport.
#[derive(Default)]
pub struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    faults: u32,
    until: Option<Time>,
}

impl Breaker {
    /// Whether mails may be sent at `now`.
    pub fn availability(&self, now: Time) -> Availability {
        match self.lock().until {
            None => Availability::Available,
            Some(until) if until <= now => Availability::Probing,
            // The clock was set back; the pause must not last until it catches up.
            Some(until) if until > now.plus(LONGEST_PAUSE + SKEW) => Availability::Probing,
            Some(until) => Availability::UnavailableUntil(until),
        }
    }

    /// Reports a fault of the relay, noticed at `now`, and the `longest` pause that it may cause.
    pub fn fault(&self, now: Time, cause: &Cause, longest: Duration) {
        let mut state = self.lock();
        // Mails that were sent at the same time report the same fault.
        if state.until.is_some_and(|until| now < until && until <= now.plus(LONGEST_PAUSE + SKEW)) {
            return;
        }
        let pause = FIRST_PAUSE.saturating_mul(1 << state.faults.min(10)).min(longest);
        state.faults = state.faults.saturating_add(1);
        state.until = Some(now.plus(pause));
        // Rarer and rarer: an outage may last for days.
        if state.faults.is_power_of_two() {
            tracing::warn!(
                %cause,
                seconds = pause.as_secs(),
                "the mail relay is at fault; no mail is sent for a while"
            );
        }
    }

    /// Reports that the relay works.
    pub fn success(&self) {
        let mut state = self.lock();
        if state.until.take().is_some() {
            tracing::info!("the mail relay works again");
        }
        state.faults = 0;
    }

    /// Until when no mail is sent; `None` while the relay works.
    pub fn paused_until(&self) -> Option<Time> {
        self.lock().until
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::causes::Code;

    fn down() -> Cause {
        Code::RelayFault.into()
    }

    #[test]
    fn a_fault_closes_then_one_mail_probes_and_success_opens() {
        let start = Time::parse("2026-11-22T09:30:00Z").expect("an instant");
        let breaker = Breaker::default();
        assert_eq!(breaker.availability(start), Availability::Available);
        breaker.fault(start, &down(), LONGEST_PAUSE);
        breaker.fault(start, &down(), LONGEST_PAUSE);
        let first = start.plus(FIRST_PAUSE);
        assert_eq!(breaker.availability(start), Availability::UnavailableUntil(first));
        assert_eq!(breaker.availability(first), Availability::Probing);
        breaker.fault(first, &down(), LONGEST_PAUSE);
        assert_eq!(
            breaker.availability(first),
            Availability::UnavailableUntil(first.plus(FIRST_PAUSE * 2))
        );
        breaker.success();
        assert_eq!(breaker.availability(first), Availability::Available);
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_no_mail_waiting() {
        let start = Time::parse("2026-11-22T09:30:00Z").expect("an instant");
        let breaker = Breaker::default();
        breaker.fault(start, &down(), LONGEST_PAUSE);
        let before = start.minus(Duration::from_secs(86_400));
        assert_eq!(breaker.availability(before), Availability::Probing);
        breaker.fault(before, &down(), LONGEST_PAUSE);
        assert_eq!(
            breaker.availability(before),
            Availability::UnavailableUntil(before.plus(FIRST_PAUSE * 2))
        );
    }

    #[test]
    fn the_wait_grows_no_longer_than_its_limit() {
        let breaker = Breaker::default();
        let mut now = Time::from_micros(0);
        for _ in 0..40 {
            breaker.fault(now, &down(), LONGEST_PAUSE);
            let until = breaker.paused_until().expect("closed");
            assert!(until.since(now) <= LONGEST_PAUSE);
            now = until;
        }
    }

    #[test]
    fn a_relay_that_cannot_be_reached_is_tried_every_minute() {
        let breaker = Breaker::default();
        let mut now = Time::from_micros(0);
        for _ in 0..40 {
            breaker.fault(now, &down(), LONGEST_PAUSE_UNREACHABLE);
            let until = breaker.paused_until().expect("closed");
            assert!(until.since(now) < Duration::from_secs(60));
            now = until;
        }
    }
}
