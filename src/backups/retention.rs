//! Which backups are kept. No I/O.

use std::collections::BTreeSet;

use crate::clock::{DAY, Time};

/// How many are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Retention {
    /// Of the newest.
    pub(super) newest: usize,
    /// Of days, the last one of each.
    pub(super) days: usize,
    /// Of weeks from Monday, the last one of each.
    pub(super) weeks: usize,
}

impl Retention {
    /// The times of `all` that are kept. Days and weeks are those of UTC that have a backup, so that nothing is
    /// removed because no new ones were made.
    pub(super) fn kept(self, all: &[Time]) -> BTreeSet<Time> {
        let mut newest_first: Vec<Time> = all.to_vec();
        newest_first.sort_unstable_by(|a, b| b.cmp(a));
        let mut kept: BTreeSet<Time> = newest_first.iter().take(self.newest).copied().collect();
        let day = |time: &Time| time.seconds().div_euclid(DAY.as_secs().cast_signed());
        // 1970 began on a Thursday.
        let week = |time: &Time| (day(time) + 3).div_euclid(7);
        kept.extend(last_of_each(&newest_first, self.days, day));
        kept.extend(last_of_each(&newest_first, self.weeks, week));
        kept
    }
}

fn last_of_each(
    newest_first: &[Time],
    count: usize,
    period: impl Fn(&Time) -> i64,
) -> impl Iterator<Item = Time> {
    let mut periods = BTreeSet::new();
    let first_of_it: Vec<Time> =
        newest_first.iter().copied().filter(|time| periods.insert(period(time))).collect();
    first_of_it.into_iter().take(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse(text).expect("a time")
    }

    #[test]
    fn the_newest_and_the_last_of_days_and_weeks_are_kept() {
        // 23 November 2026 is a Monday.
        let all: Vec<Time> = [
            "2026-11-08T12:00:00Z",
            "2026-11-15T12:00:00Z",
            "2026-11-22T01:00:00Z",
            "2026-11-22T23:00:00Z",
            "2026-11-23T01:00:00Z",
            "2026-11-24T01:00:00Z",
            "2026-11-24T02:00:00Z",
            "2026-11-24T03:00:00Z",
        ]
        .map(at)
        .to_vec();
        let kept = |newest, days, weeks| -> Vec<String> {
            Retention { newest, days, weeks }
                .kept(&all)
                .into_iter()
                .map(|time| time.to_string()[5..13].to_owned())
                .collect()
        };
        assert_eq!(kept(1, 0, 0), ["11-24T03"]);
        assert_eq!(kept(2, 3, 0), ["11-22T23", "11-23T01", "11-24T02", "11-24T03"]);
        assert_eq!(kept(1, 0, 3), ["11-15T12", "11-22T23", "11-24T03"]);
        assert_eq!(kept(99, 0, 0).len(), all.len());
    }
}
