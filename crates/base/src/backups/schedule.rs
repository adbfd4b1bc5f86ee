//! When a backup is due, which worker makes it, and what became of the last ones.

use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Made, retention};
use crate::clock::Time;
use crate::config;
use crate::db::{Connection, Db, dialect};
use crate::error::{Error, Result};
use crate::queue::{self, Job};
use crate::settings;

/// The setting with the [`State`].
const STATE: &str = "backup_state";
/// The key of the lock under which the state changes.
const LOCK: &[u8] = b"\0backup";
/// How long a worker has the task, unless it renews that.
const LEASE: Duration = Duration::from_secs(300);
/// How often a worker renews it.
pub const RENEWAL: Duration = Duration::from_secs(60);
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(900);

/// The last backup that was proven.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proven {
    /// The name of its file.
    pub file: String,
    /// When it was begun: it has what was stored until then.
    pub at: Time,
    /// Its length.
    pub bytes: u64,
    /// How long it took to restore it.
    pub restore_seconds: f64,
}

/// The last attempt, if it failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failed {
    /// When.
    pub at: Time,
    /// Why.
    pub why: String,
}

/// The state of the site's backups, one value of the settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The last one that was proven.
    pub proven: Option<Proven>,
    /// The last attempt, if it failed.
    pub failed: Option<Failed>,
    /// Since when backups are due: the first look at the schedule.
    since: Option<Time>,
    /// Until when a worker has taken the task.
    taken_until: Option<Time>,
    /// When to try again after a failure.
    next: Option<Time>,
    /// When the admins were notified that the last proven backup is too old; `None` once there is a new one.
    #[serde(default, alias = "told")]
    overdue_notified_at: Option<Time>,
}

impl State {
    /// Reads it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(conn: &mut Connection) -> Result<State> {
        let Some(stored) = settings::get(conn, STATE)? else { return Ok(State::default()) };
        Ok(serde_json::from_str(&stored).unwrap_or_else(|error| {
            tracing::error!(%error, "the stored state of the backups cannot be read and is begun anew");
            State::default()
        }))
    }

    fn write(&self, conn: &mut Connection) -> Result<()> {
        settings::set(conn, STATE, &serde_json::to_string(self).map_err(Error::internal)?)
    }

    /// Whether the last proven one is older than two of the intervals `every`.
    pub fn is_overdue(&self, every: Option<Duration>, now: Time) -> bool {
        let last = self.proven.as_ref().map(|proven| proven.at).max(self.since);
        every.zip(last).is_some_and(|(every, last)| now.since(last) > every * 2)
    }

    /// When the admins were notified that it is overdue, unless a backup has been proven since.
    pub fn overdue_notified_at(&self) -> Option<Time> {
        self.overdue_notified_at
    }

    fn is_due(&self, every: Duration, now: Time) -> bool {
        let rests = |until: Option<Time>| until.is_some_and(|until| until > now);
        let is_fresh = self.proven.as_ref().is_some_and(|proven| now.since(proven.at) < every);
        !is_fresh && !rests(self.taken_until) && !rests(self.next)
    }
}

/// Takes the task if a backup is due and nobody else has taken it.
///
/// # Errors
/// Those of the database.
pub async fn claim(db: &Db, every: Duration, now: Time) -> Result<bool> {
    // Nothing is written while nothing is due.
    let present = db.read(State::read).await?;
    if present.since.is_some() && !present.is_due(every, now) {
        return Ok(false);
    }
    db.write(move |conn| {
        dialect::serialize_on(conn, LOCK)?;
        let mut state = State::read(conn)?;
        state.since.get_or_insert(now);
        let is_due = state.is_due(every, now);
        if is_due {
            state.taken_until = Some(now.plus(LEASE));
        }
        state.write(conn)?;
        Ok(is_due)
    })
    .await
}

/// Queues a mail to the admins once when the last proven backup is overdue, and once when there is a new one.
///
/// # Errors
/// Those of the database.
pub async fn note_overdue(db: &Db, every: Duration, now: Time) -> Result<()> {
    let changes = move |state: &State| {
        state.is_overdue(Some(every), now) != state.overdue_notified_at.is_some()
    };
    if !changes(&db.read(State::read).await?) {
        return Ok(());
    }
    db.write(move |conn| {
        dialect::serialize_on(conn, LOCK)?;
        let mut state = State::read(conn)?;
        if !changes(&state) {
            return Ok(());
        }
        let at = now.micros();
        let job = match state.overdue_notified_at.take() {
            None => {
                state.overdue_notified_at = Some(now);
                Job::BackupsOverdue { at }
            }
            Some(_) => Job::BackupsBack { at },
        };
        state.write(conn)?;
        queue::enqueue(conn, job, now)
    })
    .await
}

/// Extends the lease of the task while it runs.
///
/// # Errors
/// Those of the database.
pub async fn renew(db: &Db, now: Time) -> Result<()> {
    change(db, move |state| state.taken_until = Some(now.plus(LEASE))).await
}

/// Records the result of a backup that was begun at `begun` and ends the lease. If it is proven, removes those that need
/// not be kept any more.
///
/// # Errors
/// Those of the database and of the folder.
pub async fn record(
    db: &Db,
    settings: &config::Backup,
    made: &Result<Made>,
    begun: Time,
    now: Time,
) -> Result<()> {
    let outcome = match made {
        Ok(made) if made.proven => Ok(Proven {
            file: file_name(&made.file),
            at: begun,
            bytes: made.bytes,
            restore_seconds: made.restore_seconds,
        }),
        Ok(made) => Err(made.fault.clone().unwrap_or_default()),
        Err(error) => Err(error.to_string()),
    };
    let is_proven = outcome.is_ok();
    change(db, move |state| {
        state.taken_until = None;
        match &outcome {
            Ok(proven) => {
                (state.proven, state.failed, state.next) = (Some(proven.clone()), None, None);
            }
            Err(why) => {
                state.failed = Some(Failed { at: now, why: why.clone() });
                state.next = Some(now.plus(PAUSE));
            }
        }
    })
    .await?;
    if is_proven {
        retention::thin_out(settings).await?;
    }
    Ok(())
}

async fn change(db: &Db, change: impl Fn(&mut State) + Send + 'static) -> Result<()> {
    db.write(move |conn| {
        dialect::serialize_on(conn, LOCK)?;
        let mut state = State::read(conn)?;
        change(&mut state);
        state.write(conn)
    })
    .await
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name().and_then(|name| name.to_str());
    name.unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_after_its_interval_and_overdue_after_two() {
        let (day, now) = (crate::clock::DAY, Time::from_micros(1_800_000_000_000_000));
        let mut state = State { since: Some(now), ..State::default() };
        assert!(state.is_due(day, now) && !state.is_overdue(Some(day), now));
        assert!(state.is_overdue(Some(day), now.plus(day * 2 + RENEWAL)));
        assert!(!state.is_overdue(None, now.plus(day * 9)));
        state.taken_until = Some(now.plus(LEASE));
        assert!(!state.is_due(day, now) && state.is_due(day, now.plus(LEASE)));
        let proven = Proven { file: String::new(), at: now, bytes: 1, restore_seconds: 0.1 };
        state = State { proven: Some(proven), ..State::default() };
        assert!(!state.is_due(day, now.plus(day / 2)) && state.is_due(day, now.plus(day)));
        assert!(!state.is_overdue(Some(day), now.plus(day)));
    }
}
