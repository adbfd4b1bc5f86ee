//! The throttle of sign-in: delays after wrong passwords. No I/O.
//!
//! Wrong passwords are counted three times: for one account from one network, for the network, and
//! for the account. Only the first two cause delays, because they only affect the network that
//! caused them. The third also counts attempts of strangers against the account's owner, so it
//! never delays the first attempt from a network; it only increases the delays of networks that
//! have not signed in. So the owner of an account under attack can sign in at once from a network
//! without wrong passwords.

use std::time::Duration;

use crate::clock::Time;

/// The counts of wrong passwords that cause delays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Throttle {
    /// One account (or one address without account) from one network.
    Pair,
    /// The same, while strangers guess the account's password from many networks.
    PairUnderAttack,
    /// One network; several people may share it, so the limit is higher.
    Network,
}

/// The longest delay between two attempts.
pub const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// For each such period without an attempt, one failure is subtracted.
const DECAY: Duration = Duration::from_secs(300);
/// The number of wrong passwords for one account, from networks that have not signed in, beyond
/// which the account counts as under attack. An owner who has forgotten the password stays below
/// it.
const ATTACK_FAILURES: i64 = 12;
/// The highest count; higher ones would not lengthen the delay, but take longer to decay.
const MAX_FAILURES: i64 = 100;

impl Throttle {
    /// The number of failures without delay, and the factor by which each further one multiplies
    /// it.
    fn parameters(self) -> (i64, u32) {
        match self {
            Throttle::Pair => (4, 2),
            Throttle::PairUnderAttack => (0, 4),
            Throttle::Network => (19, 2),
        }
    }

    /// The time until the next attempt is allowed, after `failures` of which the last was at
    /// `last`. The delay is 1, 2, 4, … seconds (under attack 1, 4, 16, …), at most
    /// [`LONGEST_WAIT`], even if the clock was set back. `None` if an attempt is allowed now.
    /// Accounts are never locked: every delay ends.
    pub fn wait(self, failures: i64, last: Time, now: Time) -> Option<Duration> {
        let (free, factor) = self.parameters();
        let over = decayed(failures, last, now) - free;
        if over <= 0 {
            return None;
        }
        let steps = u32::try_from(over - 1).unwrap_or(u32::MAX);
        let seconds = u64::from(factor).saturating_pow(steps);
        now.remaining(Duration::from_secs(seconds).min(LONGEST_WAIT), last)
    }
}

/// Whether this number of failures of one account means that strangers guess its password.
pub fn is_attack(failures: i64, last: Time, now: Time) -> bool {
    decayed(failures, last, now) > ATTACK_FAILURES
}

/// The number of `failures` that still count at `now`.
pub fn decayed(failures: i64, last: Time, now: Time) -> i64 {
    let forgotten = now.since(last).as_secs() / DECAY.as_secs();
    (failures.min(MAX_FAILURES) - i64::try_from(forgotten).unwrap_or(i64::MAX)).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Time {
        Time::parse("2026-11-22T12:00:00Z").expect("a valid instant")
    }

    #[test]
    fn the_wait_after_wrong_passwords_grows_and_ends() {
        let wait = |failures| {
            Throttle::Pair.wait(failures, noon(), noon()).map_or(0, |wait| wait.as_secs())
        };
        assert_eq!(
            [3, 4, 5, 6, 7, 12, 13, 14, 1000].map(wait),
            [0, 0, 1, 2, 4, 128, 256, 300, 300]
        );
        let later = noon().plus(Duration::from_secs(2));
        assert_eq!(Throttle::Pair.wait(6, noon(), later), None);
        assert_eq!(Throttle::Network.wait(19, noon(), noon()), None);
        assert_eq!(Throttle::Network.wait(20, noon(), noon()), Some(Duration::from_secs(1)));
    }

    #[test]
    fn under_attack_the_first_attempt_is_free_and_further_ones_are_delayed() {
        let wait = |failures| {
            Throttle::PairUnderAttack
                .wait(failures, noon(), noon())
                .map_or(0, |wait| wait.as_secs())
        };
        assert_eq!([0, 1, 2, 3, 4, 5, 6, 1000].map(wait), [0, 1, 4, 16, 64, 256, 300, 300]);
        assert!(!is_attack(12, noon(), noon()) && is_attack(13, noon(), noon()));
        let later = noon().plus(Duration::from_secs(300 * 95));
        assert!(!is_attack(1_000_000, noon(), later), "an attack is forgotten within hours");
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nobody_wait_for_it_to_catch_up() {
        for back in [1, 2, 60, 86_400] {
            let before = noon().minus(Duration::from_secs(back));
            let wait = Throttle::Pair.wait(6, noon(), before).unwrap_or_default();
            assert!(wait <= Duration::from_secs(2), "{back} s back: {wait:?}");
            let later = before.plus(Duration::from_secs(4));
            assert_eq!(Throttle::Pair.wait(6, noon(), later), None, "{back} s back");
        }
    }

    #[test]
    fn wrong_passwords_are_forgotten_with_time() {
        assert_eq!(decayed(5, noon(), noon().plus(Duration::from_secs(299))), 5);
        assert_eq!(decayed(5, noon(), noon().plus(Duration::from_secs(900))), 2);
        assert_eq!(decayed(5, noon(), noon().plus(Duration::from_secs(90_000))), 0);
    }
}
