//! How long to wait after wrong passwords; no I/O.

use std::time::Duration;

use crate::clock::Time;

/// What a wrong password is counted against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// One account, or one address that has none.
    Account,
    /// One network; several people may share it, so more is let pass.
    Network,
}

/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// After this long without a try one failure is forgotten, after twice as long a second one.
const FORGETS_ONE: Duration = Duration::from_secs(300);

impl Counted {
    /// How many failures cost nothing.
    fn free(self) -> i64 {
        match self {
            Counted::Account => 4,
            Counted::Network => 19,
        }
    }

    /// How long until the next try is let through, after `failures` of which the last was at
    /// `last`: 1, 2, 4, … seconds, at most five minutes. None if one may try at once. There is no
    /// lock-out: whoever waits, may try.
    pub fn wait(self, failures: i64, last: Time, now: Time) -> Option<Duration> {
        let over = Counted::remembered(failures, last, now) - self.free();
        if over <= 0 {
            return None;
        }
        let seconds = 1_u64 << u32::try_from(over - 1).unwrap_or(0).min(20);
        let until = last.plus(Duration::from_secs(seconds).min(LONGEST_WAIT));
        (until > now).then(|| until.since(now))
    }

    /// What is left of `failures` at `now`.
    pub fn remembered(failures: i64, last: Time, now: Time) -> i64 {
        let forgotten = now.since(last).as_secs() / FORGETS_ONE.as_secs();
        (failures - i64::try_from(forgotten).unwrap_or(i64::MAX)).max(0)
    }
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
            Counted::Account.wait(failures, noon(), noon()).map_or(0, |wait| wait.as_secs())
        };
        assert_eq!(
            [3, 4, 5, 6, 7, 12, 13, 14, 1000].map(wait),
            [0, 0, 1, 2, 4, 128, 256, 300, 300]
        );
        let later = noon().plus(Duration::from_secs(2));
        assert_eq!(Counted::Account.wait(6, noon(), later), None);
        assert_eq!(Counted::Network.wait(19, noon(), noon()), None);
        assert_eq!(Counted::Network.wait(20, noon(), noon()), Some(Duration::from_secs(1)));
    }

    #[test]
    fn wrong_passwords_are_forgotten_with_time() {
        assert_eq!(Counted::remembered(5, noon(), noon().plus(Duration::from_secs(299))), 5);
        assert_eq!(Counted::remembered(5, noon(), noon().plus(Duration::from_secs(900))), 2);
        assert_eq!(Counted::remembered(5, noon(), noon().plus(Duration::from_secs(90_000))), 0);
    }
}
