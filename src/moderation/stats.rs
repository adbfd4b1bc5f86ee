//! How fast comments are decided, and by whom: what the queue's report tells of the past.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{AccountId, SectionId};
use crate::moderation::model::{HourLoad, ModeratorLoad, median_seconds};
use crate::moderation::store::{claims, section_moderators, stats as store};

const DAY: Duration = Duration::from_secs(86_400);
/// How far back the medians look.
const LATELY: Duration = Duration::from_secs(30 * 86_400);
/// How many decisions are looked at, the latest first; a bound that a newsroom rarely meets.
const MOST: i64 = 20_000;
/// How long what is known of the past is told again without asking.
const FRESH: Duration = Duration::from_secs(15);

/// What the log tells of the last days.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// Microseconds from the posting to the first decision of staff, by section.
    pub waits: HashMap<Option<SectionId>, Vec<u64>>,
    /// The same by hour of the day of the decision, in UTC: 24 of them.
    pub hours: Vec<HourLoad>,
    /// Decisions today (since midnight UTC) and in the last seven days, batches left out.
    pub decisions: HashMap<AccountId, (i64, i64)>,
}

/// What was read a moment ago. The server makes one for the process and hands it to the handlers.
#[derive(Debug, Default)]
pub struct Recent(Mutex<Option<(Time, Arc<Past>)>>);

impl Recent {
    /// What is known as of `now`, unless it is too old.
    pub fn at(&self, now: Time) -> Option<Arc<Past>> {
        let known = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        known
            .as_ref()
            .filter(|(taken, _)| *taken <= now && now.since(*taken) < FRESH)
            .map(|(_, past)| Arc::clone(past))
    }

    /// Keeps what was read at `now`.
    pub fn keep(&self, past: Arc<Past>, now: Time) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some((now, past));
    }
}

/// Section, posting and first decision by staff of the held comments that were first decided
/// between two instants, the latest `most`. A decision that was undone is none.
pub fn first_decisions(
    conn: &mut Connection,
    since: Time,
    until: Time,
    most: i64,
) -> Result<Vec<(Option<SectionId>, Time, Time)>> {
    store::first_decisions(conn, since, until, most)
}

/// Reads the log. It looks at no more than some ten thousand lines.
pub fn past(conn: &mut Connection, now: Time) -> Result<Past> {
    let mut past = Past::default();
    let mut by_hour: Vec<Vec<u64>> = vec![Vec::new(); 24];
    let decided =
        store::first_decisions(conn, now.minus(LATELY), Time::from_micros(i64::MAX), MOST)?;
    for (section, posted, decided) in decided {
        let wait = decided.since(posted).as_micros().try_into().unwrap_or(u64::MAX);
        past.waits.entry(section).or_default().push(wait);
        let hour = decided.seconds().rem_euclid(86_400) / 3_600;
        if let Some(waits) = usize::try_from(hour).ok().and_then(|hour| by_hour.get_mut(hour)) {
            waits.push(wait);
        }
    }
    past.hours = by_hour
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
        let (today, week) = past.decisions.entry(account).or_default();
        *today += i64::from(at >= midnight);
        *week += 1;
    }
    Ok(past)
}

/// What each moderator has done lately and has in hand, by name.
pub fn moderators(conn: &mut Connection, past: &Past, now: Time) -> Result<Vec<ModeratorLoad>> {
    let open = claims::open(conn, now)?;
    let load = |by: crate::moderation::model::Actor| {
        let (today, week) = past.decisions.get(&by.id).copied().unwrap_or_default();
        ModeratorLoad {
            decisions_today: today,
            decisions_week: week,
            claims: open.get(&by.id).copied().unwrap_or(0),
            by,
        }
    };
    Ok(section_moderators::names(conn)?.into_iter().map(load).collect())
}
