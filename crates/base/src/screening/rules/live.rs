//! The rules in force, compiled once and shared within the process.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::screening::rules::matcher::RuleSet;
use crate::screening::rules::store::{self, Edition};

/// The rules in force. A change of rules calls [`follow`](LiveRules::refresh) after the commit; other
/// processes on the same database call it every second.
#[derive(Debug, Default)]
pub struct LiveRules {
    set: RwLock<Arc<RuleSet>>,
    /// The edition of the rules in `set`. Locked while rules are compiled, so that an older set
    /// never replaces a newer one.
    edition: Mutex<Option<Edition>>,
}

impl LiveRules {
    /// The rules in force.
    pub fn current(&self) -> Arc<RuleSet> {
        Arc::clone(&self.set.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Recompiles the rules if any has changed. Returns whether one had.
    pub async fn refresh(&self, db: &Db) -> Result<bool> {
        let mut compiled = self.edition.lock().await;
        let edition = db.read(store::edition).await?;
        if *compiled == Some(edition) {
            return Ok(false);
        }
        let (edition, rules) =
            db.read(|conn| Ok((store::edition(conn)?, store::in_force(conn)?))).await?;
        // Compiling a hundred thousand words takes a moment, so it runs on the blocking pool.
        let compile = tokio::task::spawn_blocking(move || RuleSet::new(&rules));
        let set = compile.await.map_err(Error::internal)??;
        *self.set.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(set);
        *compiled = Some(edition);
        Ok(true)
    }
}
