//! Statistics of decisions for the queue's report: how long comments waited, and who decided them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::clock::{DAY, Time};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{AccountId, SectionId};
use crate::moderation::model::workload::{HourLoad, ModeratorLoad, median_seconds};
use crate::moderation::store::{claims, section_moderators, stats as store};

const MEDIAN_PERIOD: Duration = DAY.saturating_mul(30);
/// Decisions that are read at most, the latest first. A newsroom rarely makes as many in 30 days.
const MOST: i64 = 20_000;
/// How long statistics are reused before the log is read again.
const FRESH: Duration = Duration::from_secs(15);

/// Statistics from the log.
#[derive(Clone, Debug, Default)]
pub struct DecisionStats {
    /// Microseconds from the arrival to the first decision by staff, by section.
    pub waits: HashMap<Option<SectionId>, Vec<u64>>,
    /// The same by the hour of the decision, in UTC: 24 entries.
    pub hours: Vec<HourLoad>,
    /// Decisions today (since midnight UTC) and in the last seven days, without batches.
    pub decisions: HashMap<AccountId, (i64, i64)>,
}

/// The statistics that were read last. The server creates one for the process and passes it to the
/// handlers.
#[derive(Debug, Default)]
pub struct RecentStats(Mutex<Option<(Time, Arc<DecisionStats>)>>);

impl RecentStats {
    /// The cached statistics, unless they are older than 15 seconds at `now`.
    pub fn at(&self, now: Time) -> Option<Arc<DecisionStats>> {
        let cached = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        cached
            .as_ref()
            .filter(|(read_at, _)| *read_at <= now && now.since(*read_at) < FRESH)
            .map(|(_, stats)| Arc::clone(stats))
    }

    /// Stores the statistics that were read at `now`.
    pub fn store(&self, stats: Arc<DecisionStats>, now: Time) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some((now, stats));
    }
}

/// Section, arrival and first decision by staff of the held comments that were first decided
/// between two instants, the latest `most`. A decision that was undone is none.
pub fn first_decisions(
    conn: &mut Connection,
    since: Time,
    until: Time,
    most: i64,
) -> Result<Vec<(Option<SectionId>, Time, Time)>> {
    store::first_decisions(conn, since, until, most)
}

/// Reads the statistics from the log, from some ten thousand lines at most.
pub fn read(conn: &mut Connection, now: Time) -> Result<DecisionStats> {
    let mut stats = DecisionStats::default();
    let mut by_hour: Vec<Vec<u64>> = vec![Vec::new(); 24];
    let decided =
        store::first_decisions(conn, now.minus(MEDIAN_PERIOD), Time::from_micros(i64::MAX), MOST)?;
    for (section, posted, decided) in decided {
        let wait = decided.since(posted).as_micros().try_into().unwrap_or(u64::MAX);
        stats.waits.entry(section).or_default().push(wait);
        let hour = decided.seconds().rem_euclid(86_400) / 3_600;
        if let Some(waits) = usize::try_from(hour).ok().and_then(|hour| by_hour.get_mut(hour)) {
            waits.push(wait);
        }
    }
    stats.hours = by_hour
        .into_iter()
        .zip(0..)
        .map(|(waits, hour)| HourLoad {
            hour,
            decisions: waits.len(),
            median_seconds: median_seconds(&waits),
        })
        .collect();
    let midnight = Time::from_micros(now.micros() - now.micros().rem_euclid(86_400_000_000));
    for (account, at) in store::decisions(conn, now.minus(DAY * 7), MOST)? {
        let (today, week) = stats.decisions.entry(account).or_default();
        *today += i64::from(at >= midnight);
        *week += 1;
    }
    Ok(stats)
}

/// Each moderator's recent decisions and open claims, by name.
pub fn moderators(
    conn: &mut Connection,
    stats: &DecisionStats,
    now: Time,
) -> Result<Vec<ModeratorLoad>> {
    let open = claims::open(conn, now)?;
    let load = |by: crate::moderation::model::Actor| {
        let (today, week) = stats.decisions.get(&by.id).copied().unwrap_or_default();
        ModeratorLoad {
            decisions_today: today,
            decisions_week: week,
            claims: open.get(&by.id).copied().unwrap_or(0),
            by,
        }
    };
    Ok(section_moderators::names(conn)?.into_iter().map(load).collect())
}
