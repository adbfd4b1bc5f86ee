//! The configuration in force, with what the desk has set.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

use crate::config::run_time::{self, DeskValues, RunTimeSetting};
use crate::config::{Config, ConfigErrors};
use crate::db::{Connection, Db};
use crate::error::{Error, Result};
use crate::settings;

/// What the names of the desk's values in the table begin with. The rest is the key.
const PREFIX: &str = "config.";

/// The configuration in force. A change at the desk calls [`follow`](LiveSettings::refresh) after the
/// commit; other processes on the same database call it every second.
#[derive(Debug)]
pub struct LiveSettings {
    /// As at the start of the process.
    start: Config,
    current: RwLock<Arc<Config>>,
    /// The desk's values in `current`. Locked while they are read, so that older values never
    /// replace newer ones.
    applied: Mutex<DeskValues>,
}

impl LiveSettings {
    /// The configuration of the start, before anything was read from the database.
    pub fn new(start: Config) -> LiveSettings {
        let current = RwLock::new(Arc::new(start.clone()));
        LiveSettings { start, current, applied: Mutex::default() }
    }

    /// The configuration in force. It does not change while the caller holds it.
    pub fn current(&self) -> Arc<Config> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts into force what the desk has set. Returns whether anything has changed.
    pub async fn refresh(&self, db: &Db) -> Result<bool> {
        let mut applied = self.applied.lock().await;
        let stored = db.read(stored).await?;
        if *applied == stored {
            return Ok(false);
        }
        let config = self.start.with_desk(&stored).or_else(|faults| {
            // Another version of the program has stored them. The others still count.
            tracing::error!(%faults, "values that were set at the desk are left out");
            let is_good = |key: &str| faults.0.iter().all(|fault| fault.key != key);
            let good = stored.iter().filter(|(key, _)| is_good(key));
            let good: DeskValues = good.map(|(key, value)| (key.clone(), value.clone())).collect();
            self.start.with_desk(&good)
        });
        let config = config.map_err(|faults| Error::internal(faults.to_string()))?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
        *applied = stored;
        Ok(true)
    }

    /// Every setting that the desk can change, where the desk has set `values`.
    pub fn listed(&self, values: &DeskValues) -> Vec<RunTimeSetting> {
        self.start.run_time_settings(values)
    }

    /// The configuration with these values of the desk, which are not put into force.
    ///
    /// # Errors
    /// Every value that cannot be used, with its key.
    pub fn check(&self, values: &DeskValues) -> Result<Config, ConfigErrors> {
        self.start.with_desk(values)
    }
}

/// The values that are set at the desk.
///
/// # Errors
/// Those of the storage.
pub fn stored(conn: &mut Connection) -> Result<DeskValues> {
    let rows = settings::beginning_with(conn, PREFIX)?;
    let value = |(name, value): (String, String)| {
        let key = run_time::key(name.strip_prefix(PREFIX)?)?;
        Some((key.to_owned(), serde_json::from_str(&value).ok()?))
    };
    Ok(rows.into_iter().filter_map(value).collect())
}

/// Sets `key` at the desk; `None` returns it to the file or the default.
pub fn store(
    conn: &mut Connection,
    key: &'static str,
    value: Option<&serde_json::Value>,
) -> Result<()> {
    let name = format!("{PREFIX}{key}");
    match value {
        Some(value) => settings::set(conn, &name, &value.to_string()),
        None => settings::remove(conn, &name),
    }
}
