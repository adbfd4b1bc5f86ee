//! Which backups are kept, and the removal of the others.

use std::collections::BTreeSet;
use std::fs;

use super::ENDING;
use crate::clock::{DAY, Time};
use crate::config::{self, BackupPlace};
use crate::error::{Error, Result};
use crate::storage::bucket::Bucket;

/// Removes the backups at the configured place that the settings do not keep. Other files stay.
pub(super) async fn thin_out(settings: &config::Backup) -> Result<()> {
    match &settings.place {
        BackupPlace::Folder(folder) => {
            let io = Error::of_file(folder);
            let mut names = Vec::new();
            for entry in fs::read_dir(folder).map_err(io)? {
                names.extend(entry.map_err(io)?.file_name().into_string().ok());
            }
            for name in outdated(settings, names) {
                fs::remove_file(folder.join(&name)).map_err(io)?;
                tracing::info!(name, "an old backup was removed");
            }
        }
        BackupPlace::Bucket(bucket) => {
            let bucket = Bucket::for_large_files(bucket)?;
            for name in outdated(settings, bucket.names().await?) {
                bucket.delete(&name).await?;
                tracing::info!(name, "an old backup was removed");
            }
        }
    }
    Ok(())
}

/// Those of these names that are backups and need not be kept.
fn outdated(settings: &config::Backup, names: Vec<String>) -> Vec<String> {
    let files: Vec<(Time, String)> =
        names.into_iter().filter_map(|name| Some((time_of(&name)?, name))).collect();
    let times: Vec<Time> = files.iter().map(|(time, _)| *time).collect();
    let retention =
        Retention { newest: settings.keep, days: settings.keep_days, weeks: settings.keep_weeks };
    let kept = retention.kept(&times);
    files.into_iter().filter(|(time, _)| !kept.contains(time)).map(|(_, name)| name).collect()
}

/// The time in the name of a backup: `rejoinder-20261129T030000Z.rjb`.
pub(super) fn time_of(name: &str) -> Option<Time> {
    let digits = name.strip_prefix("rejoinder-")?.strip_suffix(ENDING)?;
    let (date, time) = digits.strip_suffix('Z')?.split_once('T')?;
    if date.len() != 8 || time.len() != 6 || !date.is_ascii() || !time.is_ascii() {
        return None;
    }
    let (year, month, day) = (&date[..4], &date[4..6], &date[6..]);
    let (hour, minute, second) = (&time[..2], &time[2..4], &time[4..]);
    Time::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

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
    fn the_time_is_read_from_the_name_of_a_backup_and_of_nothing_else() {
        let time = Time::parse("2026-11-29T03:04:05Z");
        assert_eq!(time_of("rejoinder-20261129T030405Z.rjb"), time);
        for other in
            ["site.rjb", "rejoinder-20261129T030405Z.rjb.gz", "rejoinder-2026é129T030405Z.rjb"]
        {
            assert_eq!(time_of(other), None, "{other}");
        }
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
