//! When a job or a delivery that failed is tried again, and when it is given up. No I/O.

use std::time::Duration;

/// The delay after the first failure; it doubles with each further one.
const FIRST_DELAY: Duration = Duration::from_secs(60);

/// The longest delay before the spread, so that a mail to a server that was down for a night is not a day late.
pub const LONGEST_WAIT: Duration = Duration::from_secs(4 * 3600);

/// The least number of attempts, for a mail that spent its time waiting for a relay at fault.
const MIN_TRIES: i64 = 5;

/// The delay after the failure number `tries`, varied by up to a quarter by `random`, so that mails
/// that failed together are spread.
pub fn backoff(tries: i64, random: u16) -> Duration {
    let doublings = u32::try_from(tries.clamp(1, 16) - 1).unwrap_or(0);
    let delay = FIRST_DELAY.saturating_mul(1 << doublings).min(LONGEST_WAIT);
    delay.mul_f64(0.75 + 0.5 * f64::from(random) / f64::from(u16::MAX))
}

/// Whether to give up after the failure number `tries` of a job or delivery that is `age` old.
pub fn is_exhausted(tries: i64, age: Duration, max_age: Duration) -> bool {
    tries >= MIN_TRIES && age >= max_age
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_within_their_spread() {
        assert_eq!(backoff(1, 0), Duration::from_secs(45));
        assert_eq!(backoff(1, u16::MAX), Duration::from_secs(75));
        assert_eq!(backoff(3, 0), Duration::from_secs(180));
        for tries in [20, i64::MAX] {
            assert!(backoff(tries, u16::MAX) <= LONGEST_WAIT.mul_f64(1.25));
        }
    }

    #[test]
    fn five_days_hold_more_tries_than_the_least() {
        let days = Duration::from_secs(432_000);
        let mut age = Duration::ZERO;
        let mut tries = 0;
        while !is_exhausted(tries, age, days) {
            tries += 1;
            age += backoff(tries, u16::MAX);
        }
        assert!(tries > MIN_TRIES, "{tries}");
        assert!(!is_exhausted(MIN_TRIES - 1, days, days));
    }
}
