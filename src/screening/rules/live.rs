//! The rules in force, compiled once and shared by all that this process does.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::screening::rules::matcher::RuleSet;
use crate::screening::rules::store::{self, Edition};

/// The rules in force. A change of rules calls [`follow`](Live::follow) after the commit; other
/// processes on the same database call it every second.
#[derive(Debug, Default)]
pub struct Live {
    set: RwLock<Arc<RuleSet>>,
    /// Which rules `set` was made of. Held while they are compiled, so that an older set never
    /// replaces a newer one.
    edition: Mutex<Option<Edition>>,
}

impl Live {
    /// The rules as they are now.
    pub fn current(&self) -> Arc<RuleSet> {
        Arc::clone(&self.set.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Compiles the rules anew if any has changed, and says whether one had.
    pub async fn follow(&self, db: &Db) -> Result<bool> {
        let mut held = self.edition.lock().await;
        let edition = db.read(store::edition).await?;
        if *held == Some(edition) {
            return Ok(false);
        }
        let (edition, rules) =
            db.read(|conn| Ok((store::edition(conn)?, store::in_force(conn)?))).await?;
        // A hundred thousand words take a moment, in which this thread has other requests to
        // answer.
        let compile = tokio::task::spawn_blocking(move || RuleSet::new(&rules));
        let set = compile.await.map_err(Error::internal)??;
        *self.set.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(set);
        *held = Some(edition);
        Ok(true)
    }
}
