//! How long to wait after wrong passwords; no I/O.
//!
//! Wrong passwords are counted three times: for one account from one network, for the network, and
//! for the account. Only the first two make anyone wait, because both belong to whoever fills them.
//! The third belongs to the owner as well as to strangers, so it never delays the first try of a
//! network; it only makes the later tries of networks that have not signed in dearer. The owner of
//! an account under attack therefore signs in at once from a network without wrong passwords.

use std::time::Duration;

use crate::clock::Time;

/// What a wrong password is counted against, as far as it makes the next try wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// One account (or one address that has none) from one network.
    Pair,
    /// The same, while strangers guess at the account from many networks.
    PairUnderAttack,
    /// One network; several people may share it, so more is let pass.
    Network,
}

/// The longest wait between two tries.
pub const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// After this long without a try one failure is forgotten, after twice as long a second one.
const FORGETS_ONE: Duration = Duration::from_secs(300);
/// Wrong passwords for one account from networks that have not signed in, beyond which it is under
/// attack. An owner who has forgotten a password stays below it.
const ATTACK: i64 = 12;
/// More failures than this say nothing new, and would take longer to be forgotten.
const COUNTED_MOST: i64 = 100;

impl Counted {
    /// Failures that cost nothing, and the factor by which each further one lengthens the wait.
    fn terms(self) -> (i64, u32) {
        match self {
            Counted::Pair => (4, 2),
            Counted::PairUnderAttack => (0, 4),
            Counted::Network => (19, 2),
        }
    }

    /// How long until the next try is let through, after `failures` of which the last was at
    /// `last`: 1, 2, 4, … seconds (under attack 1, 4, 16, …), at most [`LONGEST_WAIT`], also where
    /// the clock was set back. None if one may try at once. There is no lock-out: the wait always
    /// ends.
    pub fn wait(self, failures: i64, last: Time, now: Time) -> Option<Duration> {
        let (free, factor) = self.terms();
        let over = remembered(failures, last, now) - free;
        if over <= 0 {
            return None;
        }
        let steps = u32::try_from(over - 1).unwrap_or(u32::MAX);
        let seconds = u64::from(factor).saturating_pow(steps);
        now.remaining(Duration::from_secs(seconds).min(LONGEST_WAIT), last)
    }
}

/// Whether so many failures of one account mean that strangers guess its password.
pub fn is_attack(failures: i64, last: Time, now: Time) -> bool {
    remembered(failures, last, now) > ATTACK
}

/// What is left of `failures` at `now`.
pub fn remembered(failures: i64, last: Time, now: Time) -> i64 {
    let forgotten = now.since(last).as_secs() / FORGETS_ONE.as_secs();
    (failures.min(COUNTED_MOST) - i64::try_from(forgotten).unwrap_or(i64::MAX)).max(0)
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
            Counted::Pair.wait(failures, noon(), noon()).map_or(0, |wait| wait.as_secs())
        };
        assert_eq!(
            [3, 4, 5, 6, 7, 12, 13, 14, 1000].map(wait),
            [0, 0, 1, 2, 4, 128, 256, 300, 300]
        );
        let later = noon().plus(Duration::from_secs(2));
        assert_eq!(Counted::Pair.wait(6, noon(), later), None);
        assert_eq!(Counted::Network.wait(19, noon(), noon()), None);
        assert_eq!(Counted::Network.wait(20, noon(), noon()), Some(Duration::from_secs(1)));
    }

    #[test]
    fn under_attack_the_first_try_is_free_and_each_further_one_dearer() {
        let wait = |failures| {
            Counted::PairUnderAttack.wait(failures, noon(), noon()).map_or(0, |wait| wait.as_secs())
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
            let wait = Counted::Pair.wait(6, noon(), before).unwrap_or_default();
            assert!(wait <= Duration::from_secs(2), "{back} s back: {wait:?}");
            let later = before.plus(Duration::from_secs(4));
            assert_eq!(Counted::Pair.wait(6, noon(), later), None, "{back} s back");
        }
    }

    #[test]
    fn wrong_passwords_are_forgotten_with_time() {
        assert_eq!(remembered(5, noon(), noon().plus(Duration::from_secs(299))), 5);
        assert_eq!(remembered(5, noon(), noon().plus(Duration::from_secs(900))), 2);
        assert_eq!(remembered(5, noon(), noon().plus(Duration::from_secs(90_000))), 0);
    }
}
